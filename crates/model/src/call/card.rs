//! What a chat keeps of a call that is over.

use std::time::Duration;

use super::{Call, CallStatus, EndReason};
use crate::CallCard;

impl Call {
    /// The card that the chat keeps of it.
    #[must_use]
    pub fn card(&self) -> CallCard {
        CallCard {
            call: self.id,
            kind: self.kind,
            status: self.status,
            duration_ms: self.duration().map(|d| i64::try_from(d.as_millis()).unwrap_or(i64::MAX)),
        }
    }

    /// An ended call as an earlier card of it says. The server may have died after it left the card and before
    /// it stored the ending; the call then lived on for a while, but the ending that people saw is the one that
    /// counts. A card that does not fit (the call was answered after all) is left to itself.
    #[must_use]
    pub fn ended_as(mut self, card: &CallCard) -> Self {
        let (reason, talked) = match card.status {
            CallStatus::Ended => (EndReason::HungUp, true),
            CallStatus::Failed => (EndReason::NoMedia, true),
            CallStatus::Missed => (EndReason::NoAnswer, false),
            CallStatus::Busy => (EndReason::Busy, false),
            CallStatus::Rejected | CallStatus::Cancelled => (EndReason::HungUp, false),
            CallStatus::Initiating | CallStatus::Ringing | CallStatus::Answered => return self,
        };
        if self.status.is_live() || talked != self.answered_at.is_some() || *card == self.card() {
            return self;
        }
        self.status = card.status;
        self.end_reason = Some(reason);
        if let (Some(answered), Some(millis)) = (self.answered_at, card.duration_ms) {
            let ended = answered + Duration::from_millis(u64::try_from(millis).unwrap_or(0));
            self.ended_at = Some(self.connected_at.map_or(ended, |connected| ended.max(connected)));
        }
        self
    }
}
