//! Figures about what goes on, for whoever watches the server. Nobody's name, nobody's number: only how many.

use zvonilka_model::call::{Call, CallMode, CallStatus, GuestState, ParticipantState};
use zvonilka_store::{Queues, StoreError};

use crate::Service;

/// What goes on now, and what was done since the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Figures {
    /// Messages that were stored since the start.
    pub messages: u64,
    /// The calls that go on.
    pub calls: CallFigures,
}

/// The calls that go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CallFigures {
    /// Between two people, and nobody has answered.
    pub ringing: u64,
    /// Between two people who speak.
    pub between_two: u64,
    /// Of groups, audio rooms among them.
    pub of_groups: u64,
    /// Members of the chats who are in calls of groups.
    pub members: u64,
    /// Guests who are in calls of groups.
    pub guests: u64,
    /// Guests who wait at the door of one.
    pub waiting: u64,
}

impl Service {
    /// What goes on now, and what was done since the start. Asks nothing of the database.
    #[must_use]
    pub fn figures(&self) -> Figures {
        Figures { messages: self.core.log.stored(), calls: self.calls.figures() }
    }

    /// How much waits in the queues.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn queues(&self) -> Result<Queues, StoreError> {
        self.core.store.queues().await
    }
}

impl CallFigures {
    /// Counts a call that goes on.
    pub(crate) fn add(&mut self, call: &Call) {
        match (call.mode, call.status) {
            (CallMode::P2p, CallStatus::Answered) => self.between_two += 1,
            (CallMode::P2p, _) => self.ringing += 1,
            (CallMode::Sfu, _) => self.of_groups += 1,
        }
        if call.mode == CallMode::Sfu {
            let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
            let is_in = |state| {
                matches!(
                    state,
                    ParticipantState::Connecting
                        | ParticipantState::Connected
                        | ParticipantState::Reconnecting
                )
            };
            self.members += count(call.participants.iter().filter(|place| is_in(place.state)).count());
            self.guests += count(call.guests.iter().filter(|guest| guest.state.is_in()).count());
            let waits = call.guests.iter().filter(|guest| guest.state == GuestState::Waiting);
            self.waiting += count(waits.count());
        }
    }
}
