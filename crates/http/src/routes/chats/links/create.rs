//! `POST /chats/{id}/links`.

use std::time::Duration;

use axum::{Json, extract::State, http::StatusCode};
use zvonilka_model::{ChatId, Invalid};
use zvonilka_protocol::{ChatLink, CreateChatLink, Problem};
use zvonilka_service::{NewLink, Service};

use super::to_wire;
use crate::{
    docs::problems,
    error::{ApiError, Fields},
    extract::{BaseUrl, Id, OptionalBody, SignedIn},
};

/// A year of seconds.
const LONGEST_SECONDS: u64 = 366 * 24 * 3_600;

/// Makes an invite link of a group: its owner and admins may, and everybody in it where the group lets them add
/// people.
#[utoipa::path(post, path = "/chats/{id}/links", tag = "chats", params(("id" = ChatId, Path)),
    request_body = CreateChatLink,
    responses(
        (status = 201, body = ChatLink),
        (status = 403, body = Problem, content_type = "application/problem+json", description = "`forbidden`"),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "`too_many_links`"),
        problems::NeedsToken, problems::NamesThing, problems::TakesJson, problems::Always,
    ))]
pub(super) async fn create_link(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Id(id): Id<ChatId>,
    BaseUrl(base): BaseUrl,
    OptionalBody(body): OptionalBody<CreateChatLink>,
) -> Result<(StatusCode, Json<ChatLink>), ApiError> {
    service.chats.access(actor, id).await?;
    let link = service.links.create(actor, id, parse(&body)?).await?;
    Ok((StatusCode::CREATED, Json(to_wire(&link, &base))))
}

fn parse(body: &CreateChatLink) -> Result<NewLink, ApiError> {
    let mut fields = Fields::default();
    let max_uses = fields.check(
        "maxUses",
        match body.max_uses {
            Some(0) => Err(Invalid::TooShort),
            other => Ok(other),
        },
    );
    let seconds = fields.check(
        "expiresInSeconds",
        match body.expires_in_seconds {
            Some(0) => Err(Invalid::TooShort),
            Some(seconds) if seconds > LONGEST_SECONDS => Err(Invalid::TooLong),
            other => Ok(other),
        },
    );
    let built = max_uses
        .zip(seconds)
        .map(|(max_uses, seconds)| NewLink { max_uses, lifetime: seconds.map(Duration::from_secs) });
    fields.finish(built)
}
