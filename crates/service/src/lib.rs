//! The use cases, and the only place with rules and permission checks.
//!
//! Each use case takes an [`Actor`](zvonilka_model::Actor) (made only by checking a token), decides in one
//! transaction of the store, and tells people through [`ChangeSink`] only after the commit. This crate knows
//! neither axum nor SQL. Start at [`Service`]; what everything shares is in `core`.
//!
//! To add a use case: a method on the noun it belongs to, whose first lines are the membership check
//! ([`Chats::access`] for anything inside a chat) and the rate limit.

mod account;
mod auth;
mod calls;
mod chats;
mod contacts;
mod core;
mod edits;
mod error;
mod figures;
mod files;
mod forgetting;
mod groups;
mod invites;
mod limits;
mod links;
mod log;
mod mail;
mod messages;
mod mine;
mod newcomers;
mod people;
mod pins;
mod previews;
mod privacy;
mod push;
mod reactions;
mod rights;
mod search;
mod simple_mode;

use std::sync::Arc;

use tokio_util::{sync::CancellationToken, task::TaskTracker};
use zvonilka_files::Vault;
use zvonilka_model::{
    ChangeSink, Clock, Presence,
    call::{CallRooms, EchoLine},
};
pub use zvonilka_store::{
    ChatEdit, Held, Holding as HeldKind, MailSettings, MemberPlace, Membership, MinePatch, PreviewFound,
    PreviewJob, Queues,
};
use zvonilka_store::{Store, StoreError};

pub use zvonilka_files::{BlobStream, Checksum, ChecksumKind};

pub use crate::{
    account::{Account, ExportRun, ExportStage, ExportState, ExportTicket},
    auth::{
        Auth, Authenticated, LogIn, MadePasskey, NewPassword, NewSecret, PasskeyPlan, PasskeySite,
        PasskeyUse, Register, SignIn, TwoStep,
    },
    calls::{
        Admission, CANDIDATE_MAX, Callee, Calls, Claim, ECHO_LONGEST, GuestAnswer, GuestInvitation,
        GuestNews, GuestOver, GuestStand, Guests, IceServers, IncomingSignal, IncomingSignalBody, Initiated,
        SDP_MAX, SeenCall, Visitor,
    },
    chats::{Chats, OpenedChat},
    contacts::{AskedContact, Circle, Contacts},
    core::{InsideTurn, ServiceSettings, TurnSettings, WebDoor},
    error::ServiceError,
    figures::{CallFigures, Figures},
    files::{
        CleaningPlace, FileBytes, FileDetails, Files, NewUpload, Readable, Receiving, StorageLimits,
        UploadState, UploadWriter,
    },
    groups::{AddedPeople, GroupPlan, Groups, MembersPage},
    invites::{Invites, NewInvite},
    limits::{LimitSettings, RateLimits},
    links::{Links, NewLink},
    mail::{Mail, MailDelivery, MailOutcome, MailPolicy},
    messages::{
        Content, HistoryPage, LogEntry, Messages, NewText, Outgoing, Page, QueuedText, SaidToBe, Sent,
        SyncPage, SyncedChat,
    },
    mine::Mine,
    newcomers::{Arrival, Newcomers},
    people::{DirectoryPage, People, ProfilePatch},
    previews::Previews,
    push::{
        CallAnswer, Push, PushDelivery, PushKind, PushOutcome, PushPolicy, PushSettings, PushSubscription,
        QuietHours, Urgency,
    },
    reactions::{ReactionBy, ReactionList},
    search::{Found, Has, NewSearch, Search, SearchPage},
    simple_mode::{ProposalAnswer, SimpleModes},
};

use crate::core::Core;

/// All use cases. Cheap to clone.
#[derive(Clone)]
pub struct Service {
    /// Registration, log-in, tokens and sessions.
    pub auth: Auth,
    /// Profiles, directory, search.
    pub people: People,
    /// Contacts, requests and blocks.
    pub contacts: Contacts,
    /// Chats, as their members find them.
    pub chats: Chats,
    /// Groups and who is in them; the end of a chat.
    pub groups: Groups,
    /// Messages, receipts, typing, history, sync.
    pub messages: Messages,
    /// One's own side of chats.
    pub mine: Mine,
    /// Invite links of groups.
    pub links: Links,
    /// Invitations.
    pub invites: Invites,
    /// Those who came by an invitation.
    pub newcomers: Newcomers,
    /// Simple mode, and what is proposed about it.
    pub simple_modes: SimpleModes,
    /// Search in messages.
    pub search: Search,
    /// Calls.
    pub calls: Calls,
    /// Guests of group calls, who have no account.
    pub guests: Guests,
    /// Files.
    pub files: Files,
    /// Where links lead, for whoever looks.
    pub previews: Previews,
    /// Telling people of things while no page of theirs is open.
    pub push: Push,
    /// The queue of letters.
    pub mail: Mail,
    /// One's account as a whole: what is held of it, and its end.
    pub account: Account,
    core: Arc<Core>,
}

/// What the service is built from.
pub struct Parts {
    /// The database.
    pub store: Store,
    /// Where committed changes are told.
    pub sink: Arc<dyn ChangeSink>,
    /// Who is here.
    pub presence: Arc<dyn Presence>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Where the bytes of files lie.
    pub vault: Vault,
    /// The echo contact, if it answers.
    pub echo: Option<Arc<dyn EchoLine>>,
    /// Where group calls are held, if anywhere.
    pub rooms: Option<Arc<dyn CallRooms>>,
    /// What the owner set.
    pub settings: ServiceSettings,
}

impl Service {
    /// Starts the service: makes sure of the family chat, starts the log writer, the call timers and the
    /// search index on `tasks`. They end, after finishing what is queued, when `stop` is cancelled.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn start(
        parts: Parts,
        tasks: &TaskTracker,
        stop: &CancellationToken,
    ) -> Result<Self, StoreError> {
        let vault = parts.vault.clone();
        let core = Core::start(parts, tasks, stop).await?;
        let chats = Chats::new(Arc::clone(&core));
        let calls = Calls::start(Arc::clone(&core), chats.clone(), tasks, stop).await?;
        tasks.spawn(search::keep_index(Arc::clone(&core), stop.clone()));
        let links = Links::new(Arc::clone(&core), chats.clone());
        let messages = Messages::new(Arc::clone(&core), chats.clone());
        let groups = Groups::new(Arc::clone(&core), chats.clone(), calls.clone());
        // What a crash left of deleted chats.
        let (erasing, until) = (groups.clone(), stop.clone());
        tasks.spawn(async move { erasing.erase(until).await });
        let files = Files::start(Arc::clone(&core), chats.clone(), vault, tasks, stop);
        let auth = Auth::new(Arc::clone(&core));
        let account = Account::new(Arc::clone(&core), auth.clone(), groups.clone(), calls.clone());
        let push = Push::start(Arc::clone(&core), calls.clone(), tasks, stop);
        let service = Self {
            push,
            mail: Mail::new(Arc::clone(&core)),
            account,
            auth,
            people: People::new(Arc::clone(&core)),
            contacts: Contacts::new(Arc::clone(&core)),
            mine: Mine::new(Arc::clone(&core), chats.clone(), messages.clone()),
            messages,
            invites: Invites::new(Arc::clone(&core)),
            newcomers: Newcomers::new(Arc::clone(&core)),
            simple_modes: SimpleModes::new(Arc::clone(&core)),
            search: Search::new(Arc::clone(&core), chats.clone()),
            chats,
            groups,
            links,
            guests: calls.guests(),
            calls,
            previews: Previews::new(Arc::clone(&core), files.clone()),
            files,
            core,
        };
        tasks.spawn(forgetting::forget_until(service.clone(), stop.clone()));
        Ok(service)
    }

    /// Whether the database answers; for the readiness probe.
    ///
    /// # Errors
    /// [`StoreError`] when it does not.
    pub async fn ready(&self) -> Result<(), StoreError> {
        self.core.store.ping().await
    }

    /// The database's own id: another one than a client remembers means that the server was restored.
    #[must_use]
    pub fn store_id(&self) -> &str {
        self.core.store.store_id()
    }

    /// Who may make an account here, and whether they give an e-mail address.
    #[must_use]
    pub fn registration(&self) -> (zvonilka_model::RegistrationMode, zvonilka_model::EmailMode) {
        (self.core.settings.registration, self.core.settings.email)
    }

    /// The time, as the service sees it.
    #[must_use]
    pub fn now(&self) -> zvonilka_model::Timestamp {
        self.core.clock.now()
    }

    /// Who is here now.
    #[must_use]
    pub fn presence(&self) -> &dyn Presence {
        self.core.presence.as_ref()
    }
}
