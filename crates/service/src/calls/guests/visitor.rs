//! Somebody without an account whose page is open: where they stand, and what they hear.

use zvonilka_model::{CallId, ChatId, ConnectionId, Emoji, GuestId, ParticipantId, call::Call};

use crate::calls::{door::Hearing, pass::Pass};

/// Where a guest stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GuestStand {
    /// No call goes on.
    NoCall,
    /// At the door.
    Waiting,
    /// Before the door of a call that takes nobody new in.
    Locked,
    /// In the call, which is as the guest sees it.
    In(Box<SeenCall>),
    /// The visit is over.
    Over(GuestOver),
}

/// Why a visit is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GuestOver {
    /// The call is over.
    Ended,
    /// They were not let in.
    Declined,
    /// They were taken out.
    Removed,
    /// They were silent for too long.
    Lapsed,
    /// The link was taken back.
    LinkClosed,
    /// Another page has the place.
    Elsewhere,
    /// Too many wait already.
    Full,
}

/// A call as one of its guests sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenCall {
    /// The call, with those who are in it now.
    pub call: Call,
    /// The guest's own place.
    pub me: ParticipantId,
    /// What the places' people are called, and whether they are guests, too.
    pub people: Vec<(ParticipantId, String, bool)>,
}

/// What a guest hears besides where they stand. Everybody in it is known by their place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GuestNews {
    /// A host switched their microphone off.
    Muted {
        /// Whose place the host has.
        by: ParticipantId,
    },
    /// Somebody in the call, perhaps themselves, shows a sign.
    Reacted {
        /// Whose place.
        from: ParticipantId,
        /// It is their own.
        mine: bool,
        /// Which sign.
        emoji: Emoji,
    },
}

/// A guest whose page is open.
pub struct Visitor {
    pub(super) pass: Pass,
    pub(super) chat: ChatId,
    pub(super) connection: ConnectionId,
    pub(super) call: Option<CallId>,
    pub(super) hearing: Hearing,
}

impl Visitor {
    /// Who.
    #[must_use]
    pub const fn guest(&self) -> GuestId {
        self.pass.guest
    }

    /// The call at whose door they are, or in which.
    #[must_use]
    pub const fn call(&self) -> Option<CallId> {
        self.call
    }

    /// Comes back when there may be something new: what they hear, or `None` when they should look where they stand.
    pub async fn news(&mut self) -> Option<GuestNews> {
        let Hearing { looks, heard } = &mut self.hearing;
        tokio::select! {
            // Without a sender another page has the place: that is news, too.
            _ = looks.changed() => None,
            Some(news) = heard.recv() => Some(news),
        }
    }
}
