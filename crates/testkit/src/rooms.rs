//! Rooms without media: what the rules say to them is kept.

use std::collections::HashMap;

use parking_lot::Mutex;
use zvonilka_model::{
    CallId, ParticipantId,
    call::{CallRooms, MediaState, RoomRefusal},
};

/// Rooms without media. Any offer that begins as one is answered.
#[derive(Debug, Default)]
pub struct StillRooms {
    lines: Mutex<Vec<(CallId, ParticipantId)>>,
    states: Mutex<HashMap<ParticipantId, MediaState>>,
}

impl StillRooms {
    /// The lines that stand now.
    #[must_use]
    pub fn lines(&self) -> Vec<(CallId, ParticipantId)> {
        self.lines.lock().clone()
    }

    /// The last that was said of what a place shows.
    #[must_use]
    pub fn state(&self, place: ParticipantId) -> MediaState {
        self.states.lock().get(&place).copied().unwrap_or_default()
    }
}

impl CallRooms for StillRooms {
    fn open(
        &self,
        call: CallId,
        place: ParticipantId,
        state: MediaState,
        offer: &str,
    ) -> Result<String, RoomRefusal> {
        if !offer.starts_with("v=0") {
            return Err(RoomRefusal::Offer);
        }
        let mut lines = self.lines.lock();
        lines.retain(|line| *line != (call, place));
        lines.push((call, place));
        self.states.lock().insert(place, state);
        Ok("v=0 answer".to_owned())
    }

    fn show_state(&self, _call: CallId, place: ParticipantId, state: MediaState) {
        self.states.lock().insert(place, state);
    }

    fn close(&self, call: CallId, place: ParticipantId) {
        self.lines.lock().retain(|line| *line != (call, place));
    }
}
