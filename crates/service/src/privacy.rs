//! What one person sees of others, and how everybody learns that it changed.

use std::sync::Arc;

use zvonilka_model::{Actor, Change, Person, UserId, Viewpoint};

use crate::{People, ServiceError, core::Core};

impl People {
    /// The actor's eyes. An answer that names people is made with them, one look-up for all the people in it.
    ///
    /// # Errors
    /// Only when the database fails.
    pub async fn viewpoint(&self, actor: Actor) -> Result<Viewpoint, ServiceError> {
        Ok(self.core.store.viewpoint(actor.user).await?)
    }

    /// Whether a person lets the actor add them to a group: by their settings, and unless they blocked the actor.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is no such person.
    pub async fn may_add_to_group(&self, actor: Actor, person: UserId) -> Result<bool, ServiceError> {
        let person = self.core.store.person(person).await?.ok_or(ServiceError::NotFound)?;
        Ok(self.viewpoint(actor).await?.may_add_to_group(&person))
    }
}

impl Core {
    /// A person whom the actor wants to call, and whether they let them.
    pub(crate) async fn may_call(&self, actor: Actor, user: UserId) -> Result<bool, ServiceError> {
        let person = self.store.person(user).await?.ok_or(ServiceError::NotFound)?;
        Ok(self.store.viewpoint(actor.user).await?.may_call(&person))
    }

    /// Tells what these people see now and who sees them, and then the rest. To be called after the commit. One at
    /// a time from the look into the database until it is told, so that an older look is never told after a newer.
    pub(crate) async fn announce_views(
        &self,
        users: &[UserId],
        rest: Vec<Change>,
    ) -> Result<(), ServiceError> {
        let _order = self.view_order.lock().await;
        let mut changes = Vec::with_capacity(users.len() + rest.len());
        for user in users {
            changes.push(Change::ViewChanged { view: Arc::new(self.store.viewpoint(*user).await?) });
        }
        changes.extend(rest);
        self.sink.announce(changes);
        Ok(())
    }

    /// Two people look different to each other now.
    pub(crate) async fn both_look_different(
        &self,
        a: UserId,
        b: UserId,
    ) -> Result<Vec<Change>, ServiceError> {
        let people: Vec<Person> = self.store.people(&[a, b]).await?;
        let other = |person: &Person| if person.id == a { b } else { a };
        let changes =
            people.into_iter().map(|person| Change::PersonLooksDifferent { to: other(&person), person });
        Ok(changes.collect())
    }
}
