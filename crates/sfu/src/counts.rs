//! What a room tells of itself to whoever watches the server.

use std::ops::AddAssign;

/// What has passed through a room since it began.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RoomCounts {
    /// Lines that were taken in.
    pub lines: u64,
    /// People who were in it at one time.
    pub most_people: usize,
    /// Packets of sound and picture that went on, counted once for each who got them.
    pub forwarded: u64,
    /// Packets that nobody could read, or that were more than one may send.
    pub dropped: u64,
    /// How often somebody was asked for a key frame.
    pub keyframes_asked: u64,
    /// Datagrams that came, of every kind.
    pub received: Traffic,
    /// Datagrams that were sent, of every kind.
    pub sent: Traffic,
    /// Packets of sound and picture that had not come when a later one came.
    pub missing: u64,
    /// Those among the missing that came after all, and whatever came twice.
    pub late: u64,
    /// Packets that pages say they never got.
    pub lost: u64,
    /// Times that pages asked for packets again.
    pub nacks_heard: u64,
    /// Times that pages were asked for packets again.
    pub nacks_said: u64,
    /// Packets that were sent again, because they were asked for or to try what the network carries.
    pub resent: u64,
}

impl AddAssign for RoomCounts {
    fn add_assign(&mut self, more: Self) {
        self.lines += more.lines;
        self.most_people = self.most_people.max(more.most_people);
        self.forwarded += more.forwarded;
        self.dropped += more.dropped;
        self.keyframes_asked += more.keyframes_asked;
        self.received += more.received;
        self.sent += more.sent;
        self.missing += more.missing;
        self.late += more.late;
        self.lost += more.lost;
        self.nacks_heard += more.nacks_heard;
        self.nacks_said += more.nacks_said;
        self.resent += more.resent;
    }
}

/// Datagrams and the bytes in them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Traffic {
    /// How many.
    pub packets: u64,
    /// The bytes in them.
    pub bytes: u64,
}

impl Traffic {
    pub(crate) const fn add(&mut self, bytes: usize) {
        self.packets += 1;
        self.bytes += bytes as u64;
    }
}

impl AddAssign for Traffic {
    fn add_assign(&mut self, more: Self) {
        self.packets += more.packets;
        self.bytes += more.bytes;
    }
}

/// Who is in a room now, and what of themselves they show.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RoomNow {
    /// People with a line.
    pub people: u64,
    /// Microphones that are on.
    pub microphones: u64,
    /// Cameras that are on.
    pub cameras: u64,
    /// Screens that are shown.
    pub screens: u64,
}

impl AddAssign for RoomNow {
    fn add_assign(&mut self, more: Self) {
        self.people += more.people;
        self.microphones += more.microphones;
        self.cameras += more.cameras;
        self.screens += more.screens;
    }
}
