//! Figures about what passes through, for whoever watches the server. Each thread sums up what is its own and puts the sums
//! here once a second, so that no packet waits for whoever asks.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, Instant},
};

use parking_lot::Mutex;
use zvonilka_sfu::{Room, RoomCounts, RoomNow};
use zvonilka_turn::Totals;

/// How often a thread puts its sums here.
pub(crate) const SUMS_EVERY: Duration = Duration::from_secs(1);

/// What passed through since the start, and what is there now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MediaFigures {
    /// Calls of groups; `None` when none are held here.
    pub rooms: Option<RoomFigures>,
    /// The relay.
    pub turn: Totals,
    /// Connections to the relay by TCP, in the open or under TLS.
    pub connections: u64,
}

/// What passed through the rooms of group calls since the start, and who is in them now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RoomFigures {
    /// Rooms with somebody in them.
    pub rooms: u64,
    /// Who is in them.
    pub now: RoomNow,
    /// What passed through.
    pub counts: RoomCounts,
    /// Packets that were lost because a thread was behind.
    pub overrun: u64,
    /// Rooms that broke by a mistake of ours.
    pub broken: u64,
}

/// Where threads put their sums.
#[derive(Debug)]
pub(crate) struct Figures {
    turns: Vec<Mutex<Totals>>,
    rooms: Vec<Mutex<RoomFigures>>,
    /// Packets that did not fit into the inbox of a thread with rooms.
    overrun: AtomicU64,
}

impl Figures {
    pub(crate) fn new(workers: usize) -> Self {
        Self {
            turns: (0..workers).map(|_| Mutex::default()).collect(),
            rooms: (0..workers).map(|_| Mutex::default()).collect(),
            overrun: AtomicU64::new(0),
        }
    }

    /// What a worker has relayed.
    pub(crate) fn note_turn(&self, worker: u8, totals: Totals) {
        if let Some(place) = self.turns.get(usize::from(worker)) {
            *place.lock() = totals;
        }
    }

    /// What passed through the rooms of a thread.
    pub(crate) fn note_rooms(&self, thread: usize, figures: RoomFigures) {
        if let Some(place) = self.rooms.get(thread) {
            *place.lock() = figures;
        }
    }

    /// A packet was lost because a thread was behind.
    pub(crate) fn note_overrun(&self) {
        self.overrun.fetch_add(1, Ordering::Relaxed);
    }

    /// All together.
    pub(crate) fn sum(&self, has_rooms: bool, connections: u64) -> MediaFigures {
        let mut all = MediaFigures { connections, ..MediaFigures::default() };
        self.turns.iter().for_each(|turn| all.turn += *turn.lock());
        if has_rooms {
            let mut rooms =
                RoomFigures { overrun: self.overrun.load(Ordering::Relaxed), ..RoomFigures::default() };
            for one in &self.rooms {
                let RoomFigures { rooms: count, now, counts, broken, .. } = *one.lock();
                rooms.rooms += count;
                rooms.now += now;
                rooms.counts += counts;
                rooms.broken += broken;
            }
            all.rooms = Some(rooms);
        }
        all
    }
}

/// What a thread with rooms has to tell.
#[derive(Debug)]
pub(crate) struct Telling {
    thread: usize,
    /// What passed through rooms that are no more.
    past: RoomCounts,
    broken: u64,
    next: Instant,
}

impl Telling {
    pub(crate) fn new(thread: usize, now: Instant) -> Self {
        Self { thread, past: RoomCounts::default(), broken: 0, next: now }
    }

    /// A room is over.
    pub(crate) fn note_end(&mut self, now: Instant, counts: RoomCounts) {
        self.past += counts;
        // There may be no room left by whose time a thread wakes up.
        self.next = now;
    }

    /// A room broke.
    pub(crate) fn note_broken(&mut self, now: Instant, counts: RoomCounts) {
        self.broken += 1;
        self.note_end(now, counts);
    }

    /// Puts the sums where they are asked for, when it is time.
    pub(crate) fn tell<'a>(
        &mut self,
        now: Instant,
        figures: &Figures,
        rooms: impl Iterator<Item = &'a Room>,
    ) {
        if now < self.next {
            return;
        }
        self.next = now + SUMS_EVERY;
        let mut sums = RoomFigures { counts: self.past, broken: self.broken, ..RoomFigures::default() };
        for room in rooms {
            sums.rooms += 1;
            sums.now += room.now();
            sums.counts += room.counts();
        }
        figures.note_rooms(self.thread, sums);
    }
}
