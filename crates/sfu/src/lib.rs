//! Group calls. What a participant says and shows comes here once and goes on to whoever wants it (a selective
//! forwarding unit): packets and time in, packets out. `str0m` speaks the protocols (ICE, DTLS, SRTP, SCTP).
//!
//! A page makes one offer: its microphone, camera and screen, and a number of empty places to receive. Whose sound
//! and picture come in which place is the [`Room`]'s affair, and told over the data channel
//! ([`RoomNews`](zvonilka_protocol::RoomNews)); nobody negotiates anew when others come and go.
//!
//! Nothing here looks inside a frame, except for the few bytes before a VP8 frame that say whether it is a key frame
//! and which number it has. This crate opens no socket, reads no clock and knows no rules: who may be in a room is
//! decided before. Start at [`Room`]; each piece of judgement is a file of its own: `layers` (which picture fits),
//! `slots` (who gets which place), `loudness` (who speaks), `rewriter` (many streams look like one).

mod counts;
mod error;
mod feedback;
mod identity;
mod layers;
mod line;
mod loudness;
mod offer;
mod pacing;
mod paths;
mod person;
mod rewriter;
mod room;
mod slots;

pub use self::{
    counts::{RoomCounts, RoomNow, Traffic},
    error::SfuError,
    identity::Identity,
    line::{AUDIO_SLOTS, Line, PATIENCE, VIDEO_SLOTS},
    room::{MOST_PEOPLE, Packet, Room},
};
