//! Simple mode: whoever has it chooses it. Who runs the server may propose it, and then waits for a yes.

use std::{collections::HashSet, sync::Arc};

use zvonilka_model::{
    Actor, Change, Invalid, SimpleMode, SimpleProposal, SimpleProposalId, SimpleSetup, UserId, limits,
};
pub use zvonilka_store::ProposalAnswer;
use zvonilka_store::ProposalRefusal;

use crate::{ServiceError, core::Core, rights};

/// Use cases of simple mode. Cheap to clone.
#[derive(Clone)]
pub struct SimpleModes {
    core: Arc<Core>,
}

impl SimpleModes {
    pub(crate) fn new(core: Arc<Core>) -> Self {
        Self { core }
    }

    /// The actor's own, and what is proposed to them.
    ///
    /// # Errors
    /// Only when the database fails.
    pub async fn own(&self, actor: Actor) -> Result<(SimpleMode, Vec<SimpleProposal>), ServiceError> {
        let mode = self.core.store.simple_mode(actor.user).await?;
        Ok((mode, self.core.store.simple_proposals_to(actor.user).await?))
    }

    /// Chooses it. Whoever is not there, or is blocked by the actor, is left out.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] for too many people, the same one twice, or oneself; the rate limit.
    pub async fn choose(&self, actor: Actor, setup: &SimpleSetup) -> Result<(), ServiceError> {
        self.core.limits.mine(actor.user)?;
        check(actor.user, setup)?;
        self.core.store.set_simple_mode(actor.user, setup).await?;
        self.announce(actor.user, &[]);
        Ok(())
    }

    /// Ends all of it, whoever had proposed it.
    ///
    /// # Errors
    /// The rate limit.
    pub async fn clear(&self, actor: Actor) -> Result<(), ServiceError> {
        self.core.limits.mine(actor.user)?;
        self.core.store.clear_simple_mode(actor.user).await?;
        self.announce(actor.user, &[]);
        Ok(())
    }

    /// Answers what was proposed to the actor.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when it does not stand any more: it was taken back or made anew, waited too long, or
    /// whoever proposed it may not any more.
    pub async fn answer(
        &self,
        actor: Actor,
        id: SimpleProposalId,
        answer: ProposalAnswer,
    ) -> Result<(), ServiceError> {
        self.core.limits.mine(actor.user)?;
        let answered = self.core.store.answer_simple_proposal(actor.user, id, answer).await?;
        let proposer = answered.ok_or(ServiceError::NotFound)?;
        self.announce(actor.user, &[proposer]);
        Ok(())
    }

    /// Proposes simple mode to somebody, in place of what the actor proposed to them before. Nothing holds by it.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`] unless the actor runs the server, [`ServiceError::NotFound`],
    /// [`ServiceError::PrivacyForbids`] when they blocked the actor, [`ServiceError::Invalid`] for oneself, too many
    /// people, the same one twice, or that very person; the rate limit.
    pub async fn propose(
        &self,
        actor: Actor,
        user: UserId,
        setup: &SimpleSetup,
    ) -> Result<SimpleProposal, ServiceError> {
        self.may_propose(actor)?;
        self.core.limits.ask_contact(actor.user)?;
        if user == actor.user {
            return Err(ServiceError::Invalid { field: "userId", problem: Invalid::Format });
        }
        check(user, setup)?;
        match self.core.store.propose_simple_mode(actor.user, user, setup).await? {
            Ok(proposal) => {
                self.announce(user, &[actor.user]);
                Ok(proposal)
            }
            Err(ProposalRefusal::NotAdmin) => Err(ServiceError::Forbidden),
            Err(ProposalRefusal::Nobody) => Err(ServiceError::NotFound),
            Err(ProposalRefusal::Blocked) => Err(ServiceError::PrivacyForbids),
        }
    }

    /// What the actor proposed to somebody, and what became of it.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`] unless the actor runs the server, [`ServiceError::NotFound`] when there is nothing.
    pub async fn proposal(&self, actor: Actor, user: UserId) -> Result<SimpleProposal, ServiceError> {
        self.may_propose(actor)?;
        self.core.store.simple_proposal(actor.user, user).await?.ok_or(ServiceError::NotFound)
    }

    /// Takes a proposal back. What somebody agreed to stays theirs.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`] unless the actor runs the server, [`ServiceError::NotFound`] when there is nothing.
    pub async fn withdraw(&self, actor: Actor, user: UserId) -> Result<(), ServiceError> {
        self.may_propose(actor)?;
        self.core.limits.mine(actor.user)?;
        if !self.core.store.withdraw_simple_proposal(actor.user, user).await? {
            return Err(ServiceError::NotFound);
        }
        self.announce(user, &[actor.user]);
        Ok(())
    }

    fn may_propose(&self, actor: Actor) -> Result<(), ServiceError> {
        if rights::runs_server(actor) { Ok(()) } else { Err(ServiceError::Forbidden) }
    }

    /// Told to the person, and to others whom it concerns.
    fn announce(&self, about: UserId, others: &[UserId]) {
        let hear = std::iter::once(about).chain(others.iter().copied());
        self.core.sink.announce(hear.map(|user| Change::SimpleModeChanged { user, about }).collect());
    }
}

fn check(user: UserId, setup: &SimpleSetup) -> Result<(), ServiceError> {
    let refused = |problem| Err(ServiceError::Invalid { field: "people", problem });
    if setup.people.len() > limits::SIMPLE_PEOPLE_MAX {
        return refused(Invalid::TooLong);
    }
    let mut seen = HashSet::from([user]);
    // Oneself, or the same person twice.
    if setup.people.iter().any(|choice| !seen.insert(choice.person)) {
        return refused(Invalid::Format);
    }
    Ok(())
}
