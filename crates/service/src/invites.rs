//! Invitations.

use std::{sync::Arc, time::Duration};

use rand::RngExt;
use zvonilka_model::{Actor, Change, Invite, InviteCode};

use crate::{ServiceError, core::Core, rights::runs_server};

/// Letters of a random code: none that are mistaken for another when read aloud or copied from paper.
const ALPHABET: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";
/// 31^10 codes: at the rate that guessers are allowed, beyond anybody's patience.
const CODE_LENGTH: usize = 10;
/// Characters of a note at most.
const NOTE_MAX: usize = 140;
/// Invitations that a list shows.
const LIST_MAX: u32 = 200;

/// An invitation to make.
#[derive(Debug, Default)]
pub struct NewInvite {
    /// A chosen code; a random one if absent.
    pub code: Option<InviteCode>,
    /// How many may use it; `None` for any number.
    pub max_uses: Option<u32>,
    /// For how long; `None` for always.
    pub lifetime: Option<Duration>,
    /// What it is for; cut to 140 characters.
    pub note: String,
    /// Whether the newcomer becomes an admin.
    pub admin: bool,
}

/// Use cases of invitations. Cheap to clone.
#[derive(Clone)]
pub struct Invites {
    core: Arc<Core>,
}

impl Invites {
    pub(crate) fn new(core: Arc<Core>) -> Self {
        Self { core }
    }

    /// Whether this person may invite at all.
    #[must_use]
    pub fn may_invite(&self, actor: Actor) -> bool {
        runs_server(actor) || self.core.settings.members_may_invite
    }

    /// Makes an invitation. Only admins may make admins.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`], [`ServiceError::InviteTaken`] for a chosen code that exists, and the rate
    /// limit of chats.
    pub async fn create(&self, actor: Actor, new: NewInvite) -> Result<Invite, ServiceError> {
        let allowed = self.may_invite(actor) && (!new.admin || runs_server(actor));
        if !allowed {
            return Err(ServiceError::Forbidden);
        }
        self.core.limits.open_chat(actor.user)?;
        self.store_new(new, Some(actor)).await
    }

    /// Makes an invitation for the owner at the machine itself: first start or command line.
    ///
    /// # Errors
    /// [`ServiceError::InviteTaken`] for a chosen code that exists.
    pub async fn create_as_owner(&self, new: NewInvite) -> Result<Invite, ServiceError> {
        self.store_new(new, None).await
    }

    /// Whether this is the first start: nobody is here and nobody was invited.
    ///
    /// # Errors
    /// Only when the database fails.
    pub async fn is_first_start(&self) -> Result<bool, ServiceError> {
        Ok(self.core.store.count_people().await? == 0 && !self.core.store.has_any_invite().await?)
    }

    /// The invitations one may manage, the newest first: an admin's are all, a member's their own.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`] for those who may not invite.
    pub async fn list(&self, actor: Actor) -> Result<Vec<Invite>, ServiceError> {
        if !self.may_invite(actor) {
            return Err(ServiceError::Forbidden);
        }
        let by = (!runs_server(actor)).then_some(actor.user);
        Ok(self.core.store.invites(by, LIST_MAX).await?)
    }

    /// All invitations, the newest first; for the owner's command line.
    ///
    /// # Errors
    /// Only when the database fails.
    pub async fn list_as_owner(&self) -> Result<Vec<Invite>, ServiceError> {
        Ok(self.core.store.invites(None, LIST_MAX).await?)
    }

    /// Takes any invitation back; for the owner's command line.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is no such live invitation.
    pub async fn revoke_as_owner(&self, code: &InviteCode) -> Result<(), ServiceError> {
        if self.core.store.revoke_invite(code).await? { Ok(()) } else { Err(ServiceError::NotFound) }
    }

    /// Takes an invitation back.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is none that one may manage.
    pub async fn revoke(&self, actor: Actor, code: &InviteCode) -> Result<(), ServiceError> {
        let invite = self.core.store.invite(code).await?.ok_or(ServiceError::NotFound)?;
        let mine = runs_server(actor) || invite.created_by == Some(actor.user);
        if mine && self.core.store.revoke_invite(code).await? { Ok(()) } else { Err(ServiceError::NotFound) }
    }

    /// What a newcomer may know of an invitation: whether it works, and who invites. Whoever invites is told of the
    /// first look.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is no such code, and the rate limit against guessing.
    pub async fn look_up(
        &self,
        code: &InviteCode,
        address: &str,
    ) -> Result<(bool, Option<String>), ServiceError> {
        self.core.limits.invite_look_up(address)?;
        let invite = self.core.store.invite(code).await?.ok_or(ServiceError::NotFound)?;
        let inviter = match invite.created_by {
            Some(id) => self.core.store.person(id).await?.map(|p| p.display_name.into_string()),
            None => None,
        };
        let usable = invite.is_usable(self.core.clock.now());
        if let Some(user) = invite.created_by
            && usable
            && invite.opened_at.is_none()
            && self.core.store.note_opened(code).await?
        {
            self.core.sink.announce(vec![Change::InviteProgress { user, code: code.clone() }]);
        }
        Ok((usable, inviter))
    }

    async fn store_new(&self, new: NewInvite, by: Option<Actor>) -> Result<Invite, ServiceError> {
        let now = self.core.clock.now();
        let note = new.note.chars().filter(|c| !c.is_control()).take(NOTE_MAX).collect();
        let invite = Invite {
            code: new.code.unwrap_or_else(random_code),
            created_by: by.map(|actor| actor.user),
            admin: new.admin.into(),
            max_uses: new.max_uses,
            uses: 0,
            expires_at: new.lifetime.map(|lifetime| now + lifetime),
            note,
            revoked_at: None,
            opened_at: None,
            created_at: now,
        };
        if self.core.store.create_invite(invite.clone()).await? {
            Ok(invite)
        } else {
            Err(ServiceError::InviteTaken)
        }
    }
}

fn random_code() -> InviteCode {
    let mut rng = rand::rng();
    let code: String =
        (0..CODE_LENGTH).map(|_| char::from(ALPHABET[rng.random_range(0..ALPHABET.len())])).collect();
    InviteCode::parse(&code).expect("the alphabet and length are valid for codes")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn random_codes_are_valid_and_differ() {
        assert_ne!(random_code(), random_code());
        assert_eq!(random_code().as_str().len(), CODE_LENGTH);
    }
}
