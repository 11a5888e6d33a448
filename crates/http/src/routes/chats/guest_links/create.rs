//! `POST /chats/{id}/guest-links`.

use std::time::Duration;

use axum::{Json, extract::State, http::StatusCode};
use zvonilka_model::{ChatId, Invalid};
use zvonilka_protocol::{CallGuestLink, CreateGuestLink, Problem};
use zvonilka_service::{Service, ServiceError};

use super::to_wire;
use crate::{
    docs::problems,
    error::ApiError,
    extract::{BaseUrl, Id, OptionalBody, SignedIn},
};

/// A month of seconds.
const LONGEST_SECONDS: u64 = 31 * 24 * 3_600;

/// Makes a link by which people without an account come into this group's calls, once somebody in the call lets them in.
/// Whoever may add people to the group may; in the family's chat its admins. The address is told this one time.
#[utoipa::path(post, path = "/chats/{id}/guest-links", tag = "calls", params(("id" = ChatId, Path)),
    request_body = CreateGuestLink,
    responses(
        (status = 201, body = CallGuestLink),
        (status = 403, body = Problem, content_type = "application/problem+json",
            description = "`forbidden`, also where the owner of the server wants no guests"),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "`too_many_links`"),
        problems::NeedsToken, problems::NamesThing, problems::TakesJson, problems::Always,
    ))]
pub(super) async fn create_guest_link(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Id(id): Id<ChatId>,
    BaseUrl(base): BaseUrl,
    OptionalBody(body): OptionalBody<CreateGuestLink>,
) -> Result<(StatusCode, Json<CallGuestLink>), ApiError> {
    let invalid = |problem| ServiceError::Invalid { field: "expiresInSeconds", problem };
    let lifetime = match body.expires_in_seconds {
        Some(0) => return Err(invalid(Invalid::TooShort).into()),
        Some(seconds) if seconds > LONGEST_SECONDS => return Err(invalid(Invalid::TooLong).into()),
        other => other.map(Duration::from_secs),
    };
    let (link, token) = service.guests.create_link(actor, id, lifetime).await?;
    // Behind the `#`: browsers send that part to nobody, neither to a server nor in a Referer.
    Ok((StatusCode::CREATED, Json(to_wire(&link, Some(format!("{base}/guest#{token}"))))))
}
