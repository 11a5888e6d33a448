//! The tokens of a sign-in, renewed before they lapse.

use std::time::Duration;

use parking_lot::Mutex;
use tokio::time::Instant;
use zvonilka_protocol::Session;

use crate::{Api, ClientError};

/// How soon to try again when the server could not be asked for a new token.
const TRY_AGAIN: Duration = Duration::from_secs(30);

pub(crate) struct SignIn {
    stranger: Api,
    tokens: Mutex<Tokens>,
}

struct Tokens {
    access: String,
    refresh: Option<String>,
    /// When four fifths of the access token's life are over, by this machine's own measure of time.
    renew_at: Instant,
}

impl Tokens {
    fn of(session: &Session, refresh: Option<String>) -> Self {
        let life = session.access_token_expires_at.since(session.server_time);
        Self { access: session.access_token.clone(), refresh, renew_at: Instant::now() + life.mul_f64(0.8) }
    }
}

impl SignIn {
    pub(crate) fn new(stranger: Api, session: &Session) -> Self {
        let tokens = Mutex::new(Tokens::of(session, session.refresh_token.clone()));
        Self { stranger, tokens }
    }

    /// The server with the newest token.
    pub(crate) fn api(&self) -> Api {
        self.stranger.with_token(self.tokens.lock().access.clone())
    }

    pub(crate) fn renew_at(&self) -> Instant {
        self.tokens.lock().renew_at
    }

    /// Exchanges the refresh token.
    pub(crate) async fn renew(&self) -> Result<(), ClientError> {
        let refresh = {
            let mut tokens = self.tokens.lock();
            tokens.renew_at = Instant::now() + TRY_AGAIN;
            tokens.refresh.clone()
        };
        let refresh =
            refresh.ok_or_else(|| ClientError::Protocol("the sign-in has no refresh token".to_owned()))?;
        let session = self.stranger.refresh(&refresh).await?;
        let refresh = session.refresh_token.clone().or(Some(refresh));
        *self.tokens.lock() = Tokens::of(&session, refresh);
        Ok(())
    }
}
