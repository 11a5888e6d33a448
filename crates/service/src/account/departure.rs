//! The end of an account.

use zvonilka_model::{Actor, Change, ContactState, SessionEnd, UserId};
use zvonilka_store::{Departed, Departure, DepartureRefusal};

use super::Account;
use crate::{ServiceError, groups::tell};

impl Account {
    /// Deletes one's own account: the profile, sign-ins, contacts, settings, notes to oneself and what else was one's own
    /// go at once. What others received stays with them, from a deleted account. Calls end, sockets close, tokens
    /// work no more, and the login is free again.
    ///
    /// # Errors
    /// [`ServiceError::WrongCredentials`] for a wrong password, [`ServiceError::OwnsGroups`] and
    /// [`ServiceError::LastAdmin`] while something has to be handed over first, and the rate limit.
    pub async fn delete(&self, actor: Actor, password: String) -> Result<(), ServiceError> {
        self.auth.confirm_oneself(actor, password).await?;
        let account = self.clone();
        // Whoever asked may go away in between; the others must hear what was stored.
        let deleted = self.core.log.carry_out(async move {
            let departure = account.core.store.delete_account(actor.user).await??;
            tracing::info!(user = ?actor.user, "an account was deleted by its owner");
            account.tell_departure(departure).await
        });
        let told = deleted.await?;
        self.hang_up(actor).await;
        told
    }

    /// Those who still see the person hear it first, while it is known who they are; the devices hear it last.
    async fn tell_departure(&self, departure: Departure) -> Result<(), ServiceError> {
        let core = &self.core;
        let Departure { person, sessions, chats, circle, partners } = departure;
        let mut changes = vec![Change::PersonChanged { person: person.clone(), more: true }];
        let mut near: Vec<UserId> = circle.iter().chain(&partners).copied().collect();
        near.sort_unstable();
        near.dedup();
        near.retain(|user| !core.presence.open_devices(*user).is_empty());
        let state = |user: &UserId| Change::ContactChanged {
            user: *user,
            other: person.id,
            state: ContactState::None,
        };
        changes.extend(circle.iter().map(state));
        // Also to those whom the first word did not reach, as the person has no page open.
        let different = |to: &UserId| Change::PersonLooksDifferent { to: *to, person: person.clone() };
        changes.extend(near.iter().map(different));
        let mut views = near;
        views.push(person.id);
        let told = core.announce_views(&views, changes).await;
        for (chat, departed) in chats {
            match departed {
                Departed::Left(change) => tell(core, chat, *change).await,
                Departed::Deleted(users) => self.groups.told_deleted(chat, users),
            }
        }
        self.auth.tell_ended(sessions, SessionEnd::AccountDeleted);
        told
    }

    /// Ends the calls of somebody who is gone; what cannot be ended so ends by itself, as nobody renews it.
    async fn hang_up(&self, actor: Actor) {
        for call in self.calls.active(actor).await {
            if let Err(error) = self.calls.end(actor, call.id).await {
                tracing::debug!(%error, "a call of a deleted account ends by itself");
            }
        }
    }
}

impl From<DepartureRefusal> for ServiceError {
    fn from(refusal: DepartureRefusal) -> Self {
        match refusal {
            DepartureRefusal::Unknown => Self::SessionEnded,
            DepartureRefusal::LastAdmin => Self::LastAdmin,
            DepartureRefusal::OwnsGroups(groups) => Self::OwnsGroups(groups),
        }
    }
}
