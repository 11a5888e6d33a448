//! `POST /chats`.

use axum::{Json, extract::State, http::StatusCode};
use zvonilka_model::Invalid;
use zvonilka_protocol::{Chat, CreateChat, Problem};
use zvonilka_service::Service;

use super::to_wire;
use crate::{
    docs::problems,
    error::ApiError,
    extract::{Body, SignedIn},
};

/// The one direct chat with a person, made if need be.
#[utoipa::path(post, path = "/chats", tag = "chats", request_body = CreateChat,
    responses(
        (status = 200, body = Chat, description = "It was there"),
        (status = 201, body = Chat, description = "It was made"),
        (status = 403, body = Problem, content_type = "application/problem+json",
            description = "`privacy_forbids`"),
        problems::NeedsToken, problems::NamesThing, problems::TakesJson, problems::Always,
    ))]
pub(super) async fn open_chat(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Body(body): Body<CreateChat>,
) -> Result<(StatusCode, Json<Chat>), ApiError> {
    let user_id = match body {
        CreateChat::Direct { user_id } => user_id,
        CreateChat::Group { .. } | CreateChat::Saved => {
            return Err(ApiError::invalid("kind", Invalid::Format));
        }
    };
    let opened = service.chats.open_direct(actor, user_id).await?;
    let status = if opened.created { StatusCode::CREATED } else { StatusCode::OK };
    let view = service.people.viewpoint(actor).await?;
    Ok((status, Json(to_wire(&service, &view, &opened.summary))))
}
