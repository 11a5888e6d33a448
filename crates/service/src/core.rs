//! What all use cases share.

use std::{sync::Arc, time::Duration};

use tokio::sync::{Mutex, Notify};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use zvonilka_model::{
    ChangeSink, ChatId, Clock, EmailMode, Presence, RegistrationMode,
    call::{CallRooms, EchoLine},
};
use zvonilka_store::{Store, StoreError};

use crate::{
    Parts,
    files::StorageLimits,
    limits::{LimitSettings, RateLimits},
    log::ChatLog,
    mail::MailPolicy,
    push::{Desk, PushPolicy},
};

/// What the owner set, as far as the rules need it.
#[derive(Debug, Clone)]
pub struct ServiceSettings {
    /// Who may register.
    pub registration: RegistrationMode,
    /// Whether they give an e-mail address.
    pub email: EmailMode,
    /// Whether ordinary members may invite.
    pub members_may_invite: bool,
    /// How long an access token lives.
    pub access_ttl: Duration,
    /// How long a session lives after its last use.
    pub refresh_ttl: Duration,
    /// A key for access tokens that replaces the one in the database.
    pub access_secret: Option<Vec<u8>>,
    /// How long a call rings.
    pub ring_time: Duration,
    /// Whether people without an account may come into calls of groups, by links.
    pub guests: bool,
    /// The STUN/TURN servers to name to clients.
    pub turn: TurnSettings,
    /// The family chat's first title; `None` when the owner switched the chat off.
    pub family_title: Option<String>,
    /// What one person and one file may take.
    pub storage: StorageLimits,
    /// Whether messages show where their links lead.
    pub link_previews: bool,
    /// How people are told of things while no page of theirs is open.
    pub push: PushPolicy,
    /// How letters are written; `None` when the owner has no mail server.
    pub mail: Option<MailPolicy>,
    /// Whether anything is limited.
    pub limits: LimitSettings,
}

/// STUN and TURN servers: the one inside the program, or others outside.
#[derive(Debug, Clone, Default)]
pub struct TurnSettings {
    /// `stun:`, `turn:` and `turns:` addresses of servers outside; when there are any, the one inside is not named.
    pub urls: Vec<String>,
    /// The one inside, if it runs.
    pub inside: Option<InsideTurn>,
    /// The secret shared with the TURN server; without it TURN addresses are named without credentials.
    pub secret: Option<Vec<u8>>,
    /// How long credentials can start a call.
    pub ttl: Duration,
}

/// The STUN and TURN server inside the program.
#[derive(Debug, Clone)]
pub struct InsideTurn {
    /// The address or name at which the world reaches it, when the owner said so; else clients go where they found
    /// the page.
    pub host: Option<String>,
    /// This machine's address, for clients that do not say where they found the page.
    pub fallback: std::net::IpAddr,
    /// The port, for UDP and TCP.
    pub port: u16,
    /// The way through the page's own port, when that one is under TLS.
    pub web: Option<WebDoor>,
}

/// TURN over TLS on the page's own port, which even the strictest networks let out.
#[derive(Debug, Clone, Default)]
pub struct WebDoor {
    /// The name in the certificate, when the owner said so; else clients go where they found the page.
    pub host: Option<String>,
    /// The port as the world sees it, when the owner said so; else that at which clients found the page.
    pub port: Option<u16>,
}

/// The shared state behind every use case.
pub(crate) struct Core {
    pub(crate) store: Store,
    pub(crate) sink: Arc<dyn ChangeSink>,
    pub(crate) presence: Arc<dyn Presence>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) echo: Option<Arc<dyn EchoLine>>,
    pub(crate) rooms: Option<Arc<dyn CallRooms>>,
    pub(crate) settings: ServiceSettings,
    pub(crate) limits: RateLimits,
    pub(crate) log: ChatLog,
    /// Where it is noted what people may have to be told of by push.
    pub(crate) desk: Arc<Desk>,
    /// That a letter was put into the queue.
    pub(crate) posted: Notify,
    /// The family chat, unless the owner switched it off.
    pub(crate) family: Option<ChatId>,
    /// Held while it is told what somebody sees now.
    pub(crate) view_order: Mutex<()>,
}

impl Core {
    pub(crate) async fn start(
        parts: Parts,
        tasks: &TaskTracker,
        stop: &CancellationToken,
    ) -> Result<Arc<Self>, StoreError> {
        let Parts { store, sink, presence, clock, vault: _, echo, rooms, settings } = parts;
        let family = match &settings.family_title {
            Some(title) => {
                let family = store.ensure_family_chat(title).await?;
                store.complete_family(family).await?;
                Some(family)
            }
            None => None,
        };
        let desk = Arc::new(Desk::new(settings.push.enabled, store.has_subscriptions().await?));
        let log = ChatLog::start(store.clone(), Arc::clone(&sink), Arc::clone(&desk), tasks, stop);
        let limits = RateLimits::new(settings.limits);
        Ok(Arc::new(Self {
            store,
            sink,
            presence,
            clock,
            echo,
            rooms,
            settings,
            limits,
            log,
            desk,
            posted: Notify::new(),
            family,
            view_order: Mutex::new(()),
        }))
    }
}
