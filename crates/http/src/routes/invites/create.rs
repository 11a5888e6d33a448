//! `POST /invites`.

use std::time::Duration;

use axum::{Json, extract::State, http::StatusCode};
use zvonilka_model::{Invalid, InviteCode};
use zvonilka_protocol::{CreateInvite, Invite, Problem};
use zvonilka_service::{NewInvite, Service};

use super::to_wire;
use crate::{
    docs::problems,
    error::{ApiError, Fields},
    extract::{BaseUrl, Body, SignedIn},
};

/// A year of hours.
const LONGEST_HOURS: u32 = 8_760;
/// Characters of a note.
const NOTE_MAX: usize = 140;

/// Makes an invitation. Only admins may make admins.
#[utoipa::path(post, path = "/invites", tag = "invites", request_body = CreateInvite,
    responses(
        (status = 201, body = Invite),
        (status = 403, body = Problem, content_type = "application/problem+json", description = "`forbidden`"),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "`invite_taken`"),
        problems::NeedsToken, problems::TakesJson, problems::Always,
    ))]
pub(super) async fn create_invite(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    BaseUrl(base): BaseUrl,
    Body(body): Body<CreateInvite>,
) -> Result<(StatusCode, Json<Invite>), ApiError> {
    let invite = service.invites.create(actor, parse(body)?).await?;
    let wire = to_wire(&invite, actor, &base, service.now());
    Ok((StatusCode::CREATED, Json(wire)))
}

fn parse(body: CreateInvite) -> Result<NewInvite, ApiError> {
    let mut fields = Fields::default();
    let code = fields.check_optional("code", body.code.as_deref().map(InviteCode::parse));
    let uses = fields.check(
        "maxUses",
        match body.max_uses {
            Some(0) => Err(Invalid::TooShort),
            other => Ok(other),
        },
    );
    let hours = fields.check(
        "expiresInHours",
        match body.expires_in_hours {
            Some(0) => Err(Invalid::TooShort),
            Some(hours) if hours > LONGEST_HOURS => Err(Invalid::TooLong),
            other => Ok(other),
        },
    );
    let note = fields.check(
        "note",
        if body.note.chars().count() > NOTE_MAX { Err(Invalid::TooLong) } else { Ok(body.note) },
    );
    let built = code.zip(uses).zip(hours.zip(note)).map(|((code, max_uses), (hours, note))| NewInvite {
        code,
        max_uses,
        lifetime: hours.map(|hours| Duration::from_secs(u64::from(hours) * 3_600)),
        note,
        admin: body.admin,
    });
    fields.finish(built)
}
