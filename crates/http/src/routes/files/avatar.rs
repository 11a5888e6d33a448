//! `PUT` and `DELETE` of `/users/me/avatar` and `/chats/{id}/avatar`.

use axum::{
    Json,
    extract::{Request, State},
};
use zvonilka_model::{Actor, ChatId, ChatSummary};
use zvonilka_protocol::{Chat, Me, Problem};
use zvonilka_realtime::wire;
use zvonilka_service::{Receiving, Service};

use super::{
    form::{Form, announced},
    upload::PictureForm,
};
use crate::{
    docs::problems,
    error::ApiError,
    extract::{Id, SignedIn},
    routes::chats::to_wire,
};

/// Gives oneself a photo: the middle square of a picture of at most 32 MiB, made anew at up to 512 pixels, with a
/// small copy of 128 (`{avatarUrl}/thumbnail`). Who sees it is one's own choice (`privacy.photo`).
#[utoipa::path(put, path = "/users/me/avatar", tag = "users",
    request_body(content = PictureForm, content_type = "multipart/form-data"),
    responses(
        (status = 200, body = Me),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "`quota_exceeded`"),
        (status = 413, body = Problem, content_type = "application/problem+json", description = "`file_too_large`"),
        (status = 415, body = Problem, content_type = "application/problem+json", description = "`unsupported_image`"),
        problems::NeedsToken, problems::TakesFields, problems::Always,
    ))]
pub(super) async fn set_my_avatar(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    request: Request,
) -> Result<Json<Me>, ApiError> {
    let receiving = service.files.receive_my_avatar(actor, announced(request.headers())).await?;
    let receiving = received(receiving, request).await?;
    let person = receiving.finish_my_avatar().await?;
    Ok(Json(wire::me(&person, service.presence())))
}

/// Takes one's own photo away.
#[utoipa::path(delete, path = "/users/me/avatar", tag = "users",
    responses((status = 200, body = Me), problems::NeedsToken, problems::Always))]
pub(super) async fn remove_my_avatar(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
) -> Result<Json<Me>, ApiError> {
    let person = service.files.remove_my_avatar(actor).await?;
    Ok(Json(wire::me(&person, service.presence())))
}

/// Gives a group a photo, as its owner or an admin: made like a person's. Its members see it.
#[utoipa::path(put, path = "/chats/{id}/avatar", tag = "chats", params(("id" = ChatId, Path)),
    request_body(content = PictureForm, content_type = "multipart/form-data"),
    responses(
        (status = 200, body = Chat),
        (status = 403, body = Problem, content_type = "application/problem+json", description = "`forbidden`"),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "`quota_exceeded`"),
        (status = 413, body = Problem, content_type = "application/problem+json", description = "`file_too_large`"),
        (status = 415, body = Problem, content_type = "application/problem+json", description = "`unsupported_image`"),
        problems::NeedsToken, problems::NamesThing, problems::TakesFields, problems::Always,
    ))]
pub(super) async fn set_chat_avatar(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Id(id): Id<ChatId>,
    request: Request,
) -> Result<Json<Chat>, ApiError> {
    let receiving = service.files.receive_chat_avatar(actor, id, announced(request.headers())).await?;
    let summary = received(receiving, request).await?.finish_chat_avatar(id).await?;
    seen(&service, actor, &summary).await
}

/// Takes a group's photo away, as its owner or an admin.
#[utoipa::path(delete, path = "/chats/{id}/avatar", tag = "chats", params(("id" = ChatId, Path)),
    responses(
        (status = 200, body = Chat),
        (status = 403, body = Problem, content_type = "application/problem+json", description = "`forbidden`"),
        problems::NeedsToken, problems::NamesThing, problems::Always,
    ))]
pub(super) async fn remove_chat_avatar(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Id(id): Id<ChatId>,
) -> Result<Json<Chat>, ApiError> {
    let summary = service.files.remove_chat_avatar(actor, id).await?;
    seen(&service, actor, &summary).await
}

/// Reads the picture; what came of it is removed when it does not come whole.
async fn received(mut receiving: Receiving, request: Request) -> Result<Receiving, ApiError> {
    let read = match Form::open(request).await {
        Ok(form) => form.read(&mut receiving).await,
        Err(refusal) => Err(refusal),
    };
    match read {
        Ok(_) => Ok(receiving),
        Err(refusal) => {
            receiving.discard().await;
            Err(refusal)
        }
    }
}

async fn seen(service: &Service, actor: Actor, summary: &ChatSummary) -> Result<Json<Chat>, ApiError> {
    let view = service.people.viewpoint(actor).await?;
    Ok(Json(to_wire(service, &view, summary)))
}
