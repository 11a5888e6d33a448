//! Group calls: threads that own rooms. What goes from whom to whom is `sfu`'s affair; here are the ways to and from
//! the participants.
//!
//! A participant comes straight to the listening port, or from a relayed address inside the program. The worker that
//! gets a packet knows by [`Lines`] whose it is and hands it to the thread that owns the room; answers go out by the
//! way that the participant came.

mod door;
mod lines;
mod runs;
mod thread;

pub(crate) use door::RoomDoor;
use lines::Lines;
pub(crate) use thread::run;

use std::{net::SocketAddr, sync::Arc};

use parking_lot::RwLock;
use tokio::sync::mpsc;
use zvonilka_model::{CallId, ParticipantId, call::MediaState};
use zvonilka_sfu::Line;

use crate::{figures::Figures, way::Way};

/// Packets that may wait for a thread: a quarter of a second of a large room. When it is full they are lost, as on any
/// network.
const INBOX: usize = 8_192;
/// Of that, what is kept free of packets: whoever comes, goes or is muted is told to a thread even when it cannot follow the packets.
const KEPT_FREE: usize = 1_024;
/// Paths that one participant may try.
const MOST_ADDRESSES: usize = 16;

/// What workers need of the rooms.
pub(crate) struct RoomDesk {
    /// The port where participants come to, which is the listening one.
    pub(crate) port: u16,
    lines: RwLock<Lines>,
    inboxes: Vec<mpsc::Sender<ToRoom>>,
    figures: Arc<Figures>,
}

/// What comes to a thread.
pub(crate) enum ToRoom {
    /// A packet of a participant.
    Packet { call: CallId, place: ParticipantId, from: SocketAddr, way: Way, bytes: Box<[u8]> },
    /// A line that was answered.
    Opened { call: CallId, place: ParticipantId, line: Box<Line>, state: MediaState },
    /// Mute, camera, screen.
    State { call: CallId, place: ParticipantId, state: MediaState },
    /// A line that is over.
    Closed { call: CallId, place: ParticipantId },
}

impl ToRoom {
    /// Whose it is.
    const fn line(&self) -> (CallId, ParticipantId) {
        match self {
            Self::Packet { call, place, .. }
            | Self::Opened { call, place, .. }
            | Self::State { call, place, .. }
            | Self::Closed { call, place } => (*call, *place),
        }
    }
}

impl RoomDesk {
    pub(crate) fn new(
        port: u16,
        threads: usize,
        figures: &Arc<Figures>,
    ) -> (Arc<Self>, Vec<mpsc::Receiver<ToRoom>>) {
        let (inboxes, receivers) = (0..threads).map(|_| mpsc::channel(INBOX)).unzip();
        let figures = Arc::clone(figures);
        (Arc::new(Self { port, lines: RwLock::default(), inboxes, figures }), receivers)
    }

    /// Hands over a packet that came to the listening port or to its address inside. False when it is nobody's.
    pub(crate) fn take(&self, from: SocketAddr, way: Way, bytes: &[u8]) -> bool {
        let from = SocketAddr::new(from.ip().to_canonical(), from.port());
        let Some((call, place)) = self.lines.read().whose(from, bytes) else { return false };
        let packet = ToRoom::Packet { call, place, from, way, bytes: bytes.into() };
        let inbox = self.inbox(call);
        if inbox.capacity() <= KEPT_FREE || inbox.try_send(packet).is_err() {
            // Full: the packet is lost.
            self.figures.note_overrun();
        }
        true
    }

    /// The thread that owns the room of a call: always the same.
    fn inbox(&self, call: CallId) -> &mpsc::Sender<ToRoom> {
        let count = self.inboxes.len() as u128;
        let index = usize::try_from(call.bits() % count).unwrap_or(0);
        &self.inboxes[index]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thread_that_cannot_follow_the_packets_is_still_told_who_goes() {
        let figures = Arc::new(Figures::new(1));
        let (desk, mut inboxes) = RoomDesk::new(3_478, 1, &figures);
        let (call, place) = (CallId::from_bits(9), ParticipantId::from_bits(1));
        let from: SocketAddr = "192.0.2.1:9".parse().unwrap();
        let mut lines = desk.lines.write();
        assert!(lines.admit(call, place, "north"));
        lines.learn(place, from);
        drop(lines);
        for _ in 0..2 * INBOX {
            assert!(desk.take(from, Way::Direct { remote: from, local: None }, &[0x80, 0]));
        }
        assert_eq!(figures.sum(true, 0).rooms.map(|rooms| rooms.overrun), Some((INBOX + KEPT_FREE) as u64));
        assert!(desk.inbox(call).try_send(ToRoom::Closed { call, place }).is_ok());
        let told = std::iter::from_fn(|| inboxes[0].try_recv().ok());
        assert_eq!(told.filter(|news| matches!(news, ToRoom::Closed { .. })).count(), 1);
    }
}
