//! `POST /chats`.

use axum::{Json, extract::State, http::StatusCode};
use zvonilka_model::{ChatDescription, ChatTitle, UserId};
use zvonilka_protocol::{Chat, CreateChat, Problem};
use zvonilka_service::{GroupPlan, Service};

use super::to_wire;
use crate::{
    docs::problems,
    error::{ApiError, Fields},
    extract::{Body, SignedIn},
};

/// The one direct chat with a person or one's saved messages, made if need be; or a new group, owned by its maker.
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
    let (summary, created) = match body {
        CreateChat::Direct { user_id } => {
            let opened = service.chats.open_direct(actor, user_id).await?;
            (opened.summary, opened.created)
        }
        CreateChat::Saved => {
            let opened = service.chats.open_saved(actor).await?;
            (opened.summary, opened.created)
        }
        CreateChat::Group { title, description, member_ids } => {
            let plan = group_plan(&title, description.as_deref(), member_ids)?;
            (service.groups.create(actor, plan).await?, true)
        }
    };
    let status = if created { StatusCode::CREATED } else { StatusCode::OK };
    let view = service.people.viewpoint(actor).await?;
    Ok((status, Json(to_wire(&service, &view, &summary))))
}

fn group_plan(title: &str, description: Option<&str>, members: Vec<UserId>) -> Result<GroupPlan, ApiError> {
    let mut fields = Fields::default();
    let title = fields.check("title", ChatTitle::parse(title));
    let description = fields.check("description", ChatDescription::parse(description.unwrap_or_default()));
    let built = title.zip(description).map(|(title, description)| GroupPlan { title, description, members });
    fields.finish(built)
}
