//! `auth` on an open socket: a newer token of the same sign-in.

use zvonilka_protocol::{ErrorCode, socket::AuthFrame};
use zvonilka_realtime::Closed;

use super::super::dispatch::{Done, Talk};
use crate::error::ApiError;

/// Lets the connection live as long as the new token does.
pub(in super::super) async fn again(
    talk: &mut Talk,
    reference: Option<String>,
    frame: AuthFrame,
) -> Result<(), Closed> {
    let outcome = match talk.state.service.auth.authenticate(&frame.token).await {
        Err(error) => Err(error.into()),
        Ok(new) if new.actor.user != talk.actor.user || new.actor.session != talk.actor.session => {
            Err(ApiError::new(ErrorCode::Forbidden, "the token is of another sign-in; open a socket for it"))
        }
        Ok(new) => {
            talk.prolong(new);
            Ok(Done {})
        }
    };
    talk.answer(reference, outcome).await
}
