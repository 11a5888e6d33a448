//! Rooms of group calls, as the rules see them.

use crate::{CallId, ParticipantId, call::MediaState};

/// Carries the media of group calls. `media` implements it; `service` tells it who may be in which room.
pub trait CallRooms: Send + Sync + 'static {
    /// Answers the SDP offer of a place in a call; a line that the place had ends.
    ///
    /// # Errors
    /// [`RoomRefusal`]; then the line before goes on.
    fn open(
        &self,
        call: CallId,
        place: ParticipantId,
        state: MediaState,
        offer: &str,
    ) -> Result<String, RoomRefusal>;

    /// Mute, camera or screen of a place.
    fn show_state(&self, call: CallId, place: ParticipantId, state: MediaState);

    /// Ends the line of a place, if it has one.
    fn close(&self, call: CallId, place: ParticipantId);
}

/// Why a line is not made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoomRefusal {
    /// The offer is none, or asks for more than a line has.
    Offer,
    /// There are as many lines as there can be.
    Full,
}
