//! What a page and the server tell each other inside a group call: JSON over the data channel of the line that carries
//! the media. It is about the line alone, so it comes and goes with it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use zvonilka_model::ParticipantId;

/// Which of a participant's pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum RoomPicture {
    /// Of the camera.
    Camera,
    /// Of the shared screen.
    Screen,
}

/// What the page says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum RoomWish {
    /// What it shows now, the most important first. Nothing else is sent to it; sound comes by itself.
    Show {
        /// The pictures.
        tiles: Vec<RoomTile>,
    },
}

/// A picture that a page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RoomTile {
    /// Whose.
    pub participant_id: ParticipantId,
    /// Which.
    pub picture: RoomPicture,
    /// How many pixels high it is on the screen.
    pub height: u32,
}

/// What the server says: how the room stands. Said when it changes, and every two seconds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RoomNews {
    /// Everybody whose line stands, the asking page too.
    pub people: Vec<RoomPerson>,
    /// What comes in which place of this page's line.
    pub slots: Vec<RoomSlot>,
    /// Who speaks, or spoke last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaker: Option<ParticipantId>,
}

/// Somebody whose line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RoomPerson {
    /// Which place of the call.
    pub participant_id: ParticipantId,
    /// The microphone is off.
    pub muted: bool,
    /// The camera is on.
    pub camera: bool,
    /// The screen is shared.
    pub screen: bool,
}

/// What comes in one place of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RoomSlot {
    /// The place's `mid`.
    pub mid: String,
    /// Whose it is.
    pub participant_id: ParticipantId,
    /// Which picture; absent for sound.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<RoomPicture>,
}
