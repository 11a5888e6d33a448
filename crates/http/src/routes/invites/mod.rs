//! `/api/invites`.

mod create;
mod list;
mod look_up;
mod revoke;

use utoipa_axum::{router::OpenApiRouter, routes};
use zvonilka_model::{Actor, Timestamp};
use zvonilka_protocol::Invite;

use crate::AppState;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list::list_invites, create::create_invite))
        .routes(routes!(look_up::invite, revoke::revoke_invite))
}

/// An invitation as the one who may manage it sees it.
pub(crate) fn to_wire(
    invite: &zvonilka_model::Invite,
    actor: Actor,
    base_url: &str,
    now: Timestamp,
) -> Invite {
    Invite {
        code: invite.code.to_string(),
        url: crate::invite_url(base_url, &invite.code),
        admin: invite.admin.as_bool(),
        max_uses: invite.max_uses,
        uses: invite.uses,
        expires_at: invite.expires_at,
        note: invite.note.clone(),
        usable: invite.is_usable(now),
        revoked: invite.revoked_at.is_some(),
        opened_at: invite.opened_at.filter(|_| invite.created_by == Some(actor.user)),
        created_at: invite.created_at,
    }
}
