//! A thread that owns rooms.

use std::{
    collections::{HashMap, HashSet},
    io,
    net::{SocketAddr, UdpSocket},
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
    time::{Duration, Instant},
};

use quinn_udp::{UdpSockRef, UdpSocketState};
use tokio::{sync::mpsc, time};
use tokio_util::sync::CancellationToken;
use zvonilka_model::{CallId, ParticipantId};
use zvonilka_sfu::{Room, RoomCounts};

use super::{MOST_ADDRESSES, RoomDesk, ToRoom, runs::Runs};
use crate::{
    figures::Telling,
    shared::Shared,
    turns::{self, Turns},
    way::Way,
};

/// With how many people a thread has time for each packet.
const FEW: usize = 16;
/// For how long packets of many are gathered: a tenth of what one of sound lasts.
const TOGETHER: Duration = Duration::from_millis(2);

/// Runs a thread's rooms until it is told to stop.
pub(crate) fn run(
    index: usize,
    desk: &RoomDesk,
    inbox: mpsc::Receiver<ToRoom>,
    socket: UdpSocket,
    shared: Arc<Shared>,
    stop: &CancellationToken,
) {
    turns::run("group calls", Rooms::new(index, desk, socket, shared), inbox, stop);
}

/// Everything that a thread has.
struct Rooms<'a> {
    desk: &'a RoomDesk,
    socket: UdpSocket,
    state: UdpSocketState,
    shared: Arc<Shared>,
    rooms: HashMap<CallId, OpenRoom>,
    runs: Runs,
    telling: Telling,
}

struct OpenRoom {
    room: Room,
    /// When it has something to do next, as of its last turn: asking all its people each time costs more than a packet.
    next: Instant,
    ways: HashMap<ParticipantId, HashMap<SocketAddr, Way>>,
    began: Instant,
}

impl<'a> Rooms<'a> {
    fn new(index: usize, desk: &'a RoomDesk, socket: UdpSocket, shared: Arc<Shared>) -> io::Result<Self> {
        let telling = Telling::new(index, time::Instant::now().into_std());
        let state = UdpSocketState::new(UdpSockRef::from(&socket))?;
        Ok(Self { desk, socket, state, shared, rooms: HashMap::new(), runs: Runs::default(), telling })
    }

    /// A room does something. One that breaks takes no other with it: its people make new lines.
    fn turn(&mut self, now: Instant, call: CallId, work: impl FnOnce(&mut OpenRoom)) {
        let Some(open) = self.rooms.get_mut(&call) else { return };
        if catch_unwind(AssertUnwindSafe(|| work(open))).is_err() {
            tracing::error!(?call, "a room broke");
            if let Some(open) = self.rooms.remove(&call) {
                self.telling.note_broken(now, open.room.counts());
                let mut lines = self.desk.lines.write();
                open.ways.keys().for_each(|place| lines.dismiss(*place));
            }
        }
    }

    fn send(&mut self, now: Instant, call: CallId) {
        let Some(open) = self.rooms.get_mut(&call) else { return };
        let out = (&self.socket, &self.state, &*self.shared);
        while let Some(packet) = open.room.poll_packet() {
            let way = open.ways.get(&packet.place).and_then(|ways| ways.get(&packet.to));
            if let Some(way) = way {
                self.runs.push(out, *way, packet.to, &packet.bytes);
            }
        }
        self.runs.finish(out);
        open.next = open.room.poll_timeout();
        while let Some(place) = open.room.poll_gone() {
            open.ways.remove(&place);
            self.desk.lines.write().dismiss(place);
        }
        if open.room.is_empty()
            && let Some(open) = self.rooms.remove(&call)
        {
            self.telling.note_end(now, open.room.counts());
            report(call, open.began.elapsed(), open.room.counts());
        }
    }
}

impl Turns for Rooms<'_> {
    type Input = ToRoom;

    /// To wake up for each packet of many costs as much as the packets themselves. With few, each goes on at once: what their
    /// network carries is found out by when each comes.
    fn least(&self) -> Duration {
        let people: usize = self.rooms.values().map(|open| open.ways.len()).sum();
        if people > FEW { TOGETHER } else { Duration::ZERO }
    }

    fn next(&self) -> Option<Instant> {
        self.rooms.values().map(|open| open.next).min()
    }

    fn handle(&mut self, now: Instant, batch: impl Iterator<Item = ToRoom>) {
        let mut batch: Vec<ToRoom> = batch.collect();
        // What is each one's stays in its order.
        batch.sort_by_key(ToRoom::line);
        let mut touched = HashSet::new();
        for input in batch {
            let (call, _) = input.line();
            if let ToRoom::Opened { .. } = input {
                let new = || OpenRoom { room: Room::new(now), next: now, ways: HashMap::new(), began: now };
                self.rooms.entry(call).or_insert_with(new);
            }
            let desk = self.desk;
            self.turn(now, call, |open| open.take(now, desk, input));
            touched.insert(call);
        }
        for call in touched {
            self.turn(now, call, |open| open.room.flush(now));
            self.send(now, call);
        }
    }

    fn handle_timeout(&mut self, now: Instant) {
        let due = self.rooms.iter().filter(|(_, open)| open.next <= now);
        let due: Vec<CallId> = due.map(|(call, _)| *call).collect();
        for call in due {
            self.turn(now, call, |open| open.room.handle_timeout(now));
            self.send(now, call);
        }
        self.telling.tell(now, &self.shared.figures, self.rooms.values().map(|open| &open.room));
    }
}

impl OpenRoom {
    fn take(&mut self, now: Instant, desk: &RoomDesk, input: ToRoom) {
        match input {
            ToRoom::Opened { place, line, state, .. } => {
                self.ways.insert(place, HashMap::new());
                if !self.room.join(now, place, *line, state) {
                    self.ways.remove(&place);
                    desk.lines.write().dismiss(place);
                }
            }
            ToRoom::State { place, state, .. } => self.room.show_state(now, place, state),
            ToRoom::Closed { place, .. } => {
                self.ways.remove(&place);
                self.room.leave(now, place);
            }
            ToRoom::Packet { place, from, way, bytes, .. } => {
                let Some(ways) = self.ways.get_mut(&place) else { return };
                let is_known = ways.contains_key(&from);
                if !is_known && ways.len() >= MOST_ADDRESSES {
                    return;
                }
                // Only a STUN request proves who sent it, so only by it a way is learnt.
                let is_proof = bytes.first().is_some_and(|first| *first < 4);
                if self.room.handle_packet(now, place, from, &bytes) && is_proof {
                    ways.insert(from, way);
                    if !is_known {
                        desk.lines.write().learn(place, from);
                    }
                }
            }
        }
    }
}

/// What a room was, once nobody is left in it: as much as a relay tells of itself, and nobody's name.
fn report(call: CallId, lasted: Duration, counts: RoomCounts) {
    let RoomCounts { lines, most_people, forwarded, dropped, keyframes_asked, .. } = counts;
    tracing::info!(
        ?call,
        seconds = lasted.as_secs(),
        lines,
        most_people,
        forwarded,
        dropped,
        keyframes_asked,
        "the room of a group call is empty"
    );
}
