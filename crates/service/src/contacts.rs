//! Contacts, requests to become one, and blocks.

use std::{sync::Arc, time::Duration};

use zvonilka_model::{
    Actor, Change, Contact, ContactRequest, ContactRequestId, ContactState, Invalid, Person, UserId,
};
pub use zvonilka_store::Circle;
use zvonilka_store::{Asked, Block};

use crate::{ServiceError, core::Core, push::Occasion};

/// When somebody who has as many requests open as may be should try again: others must answer first.
const FULL_RETRY: Duration = Duration::from_secs(3_600);

/// What came of asking somebody.
#[derive(Debug)]
pub enum AskedContact {
    /// The request stands, as the asker sees it.
    Request(ContactRequest),
    /// The two are contacts: the other one had asked.
    Contact(Contact),
}

/// Use cases of contacts. Cheap to clone.
#[derive(Clone)]
pub struct Contacts {
    core: Arc<Core>,
}

impl Contacts {
    pub(crate) fn new(core: Arc<Core>) -> Self {
        Self { core }
    }

    /// Everybody with whom the actor has to do.
    ///
    /// # Errors
    /// Only when the database fails.
    pub async fn circle(&self, actor: Actor) -> Result<Circle, ServiceError> {
        Ok(self.core.store.circle(actor.user).await?)
    }

    /// Asks somebody to become a contact. Whoever was asked by them becomes one at once; asking again changes
    /// nothing.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] for oneself, [`ServiceError::NotFound`], [`ServiceError::PrivacyForbids`] when
    /// they blocked the actor, [`ServiceError::Conflict`] when the actor blocked them,
    /// [`ServiceError::TooManyRequests`] by the rate limit and when too many requests are open.
    pub async fn ask(&self, actor: Actor, user: UserId) -> Result<AskedContact, ServiceError> {
        self.core.limits.ask_contact(actor.user)?;
        not_oneself(actor, user)?;
        let asked = self.core.store.ask_contact(actor.user, user).await?;
        let person = self.person(user).await?;
        match asked {
            Asked::Open { id, created_at, fresh } => {
                let request = ContactRequest { id, person, created_at };
                if fresh {
                    self.announce_request(actor.user, &request).await?;
                }
                Ok(AskedContact::Request(request))
            }
            Asked::Contacts { since, fresh } => {
                if fresh {
                    self.announce_contact(actor.user, user).await?;
                }
                Ok(AskedContact::Contact(Contact { person, since }))
            }
            Asked::Nobody => Err(ServiceError::NotFound),
            Asked::BlockedByThem => Err(ServiceError::PrivacyForbids),
            Asked::BlockedByMe => Err(ServiceError::Conflict),
            Asked::Full => Err(full()),
        }
    }

    /// Says yes to a request.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] unless it was made to the actor; [`ServiceError::TooManyRequests`] when one of
    /// the two has too many contacts.
    pub async fn accept(&self, actor: Actor, id: ContactRequestId) -> Result<Contact, ServiceError> {
        self.core.limits.circle(actor.user)?;
        match self.core.store.accept_contact(actor.user, id).await? {
            Some((asker, Asked::Contacts { since, .. })) => {
                self.announce_contact(actor.user, asker).await?;
                Ok(Contact { person: self.person(asker).await?, since })
            }
            Some(_) => Err(full()),
            None => Err(ServiceError::NotFound),
        }
    }

    /// Says no to a request, or takes one's own back.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for a request that is neither.
    pub async fn decline(&self, actor: Actor, id: ContactRequestId) -> Result<(), ServiceError> {
        self.core.limits.circle(actor.user)?;
        let parted = self.core.store.drop_request(actor.user, id).await?.ok_or(ServiceError::NotFound)?;
        self.core.sink.announce(parted_changes(parted.asker, parted.asked));
        Ok(())
    }

    /// Ends a contact, for both.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when they are none.
    pub async fn remove(&self, actor: Actor, user: UserId) -> Result<(), ServiceError> {
        self.core.limits.circle(actor.user)?;
        if !self.core.store.remove_contact(actor.user, user).await? {
            return Err(ServiceError::NotFound);
        }
        let mut changes = parted_changes(actor.user, user);
        changes.extend(self.core.both_look_different(actor.user, user).await?);
        self.core.announce_views(&[actor.user, user], changes).await
    }

    /// Blocks somebody: they get the refusals of somebody who may see and do nothing, and are not told why.
    /// Blocking again changes nothing.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] for oneself, [`ServiceError::NotFound`], [`ServiceError::TooManyRequests`] by the
    /// rate limit and when too many are blocked.
    pub async fn block(&self, actor: Actor, user: UserId) -> Result<(), ServiceError> {
        self.core.limits.circle(actor.user)?;
        not_oneself(actor, user)?;
        let parted = match self.core.store.block(actor.user, user).await? {
            Block::Fresh { parted } => parted,
            Block::Already => false,
            Block::Nobody => return Err(ServiceError::NotFound),
            Block::Full => return Err(full()),
        };
        let mut changes = vec![
            contact_changed(actor.user, user, ContactState::Blocked),
            Change::SimpleModeChanged { user: actor.user, about: actor.user },
        ];
        if parted {
            changes.push(contact_changed(user, actor.user, ContactState::None));
        }
        changes.extend(self.core.both_look_different(actor.user, user).await?);
        self.core.announce_views(&[actor.user, user], changes).await
    }

    /// Takes a block back; no error when there is none.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] for oneself, [`ServiceError::NotFound`], and the rate limit.
    pub async fn unblock(&self, actor: Actor, user: UserId) -> Result<(), ServiceError> {
        self.core.limits.circle(actor.user)?;
        not_oneself(actor, user)?;
        self.person(user).await?;
        self.core.store.unblock(actor.user, user).await?;
        let mut changes = vec![contact_changed(actor.user, user, ContactState::None)];
        changes.extend(self.core.both_look_different(actor.user, user).await?);
        self.core.announce_views(&[actor.user, user], changes).await
    }

    async fn person(&self, user: UserId) -> Result<Person, ServiceError> {
        self.core.store.person(user).await?.ok_or(ServiceError::NotFound)
    }

    /// Both hear of a request that `asker` made, each as they see it.
    async fn announce_request(&self, asker: UserId, request: &ContactRequest) -> Result<(), ServiceError> {
        let asked = request.person.id;
        let received = ContactRequest { person: self.person(asker).await?, ..request.clone() };
        self.core.sink.announce(vec![
            Change::ContactAsked { user: asked, direction: ContactState::Incoming, request: received },
            Change::ContactAsked { user: asker, direction: ContactState::Outgoing, request: request.clone() },
            contact_changed(asked, asker, ContactState::Incoming),
            contact_changed(asker, asked, ContactState::Outgoing),
        ]);
        self.core.desk.note(Occasion::Asked { user: asked, by: asker });
        Ok(())
    }

    async fn announce_contact(&self, a: UserId, b: UserId) -> Result<(), ServiceError> {
        let mut changes =
            vec![contact_changed(a, b, ContactState::Contact), contact_changed(b, a, ContactState::Contact)];
        changes.extend(self.core.both_look_different(a, b).await?);
        self.core.announce_views(&[a, b], changes).await
    }
}

fn not_oneself(actor: Actor, user: UserId) -> Result<(), ServiceError> {
    if actor.user == user {
        Err(ServiceError::Invalid { field: "userId", problem: Invalid::Format })
    } else {
        Ok(())
    }
}

const fn full() -> ServiceError {
    ServiceError::TooManyRequests { retry_after: FULL_RETRY }
}

const fn contact_changed(user: UserId, other: UserId, state: ContactState) -> Change {
    Change::ContactChanged { user, other, state }
}

fn parted_changes(a: UserId, b: UserId) -> Vec<Change> {
    vec![contact_changed(a, b, ContactState::None), contact_changed(b, a, ContactState::None)]
}
