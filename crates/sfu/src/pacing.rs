//! When a line is asked again what it wants to send. `str0m` looks through all that it has for each such question, and its
//! pacer wants one after each packet.

use std::time::{Duration, Instant};

use str0m::{PacerReason, Reason};

/// Packets that one line gives in one turn.
const MOST_AT_ONCE: usize = 64;
/// How long the pacer may rest when nothing waits: somewhat longer than the time between two packets of sound, so that
/// the next one wakes it anyway.
const REST: Duration = Duration::from_millis(25);
/// How often it is asked at least, while packets go on.
const LOOK: Duration = Duration::from_millis(10);
/// How long it may be put off to fill a line that needs no filling.
const UNFILLED: Duration = Duration::from_millis(100);
/// How long it may take until the network's limit is found out.
const PROBING: Duration = Duration::from_millis(100);
/// Why the pacer wants to be asked: to find out what the network carries, as after each packet, to fill up, and for a
/// packet that waits.
const PROBES: [Reason; 2] = [Reason::Pacer(PacerReason::Probe1), Reason::Pacer(PacerReason::Probe2)];
const AT_ONCE: Reason = Reason::Pacer(PacerReason::Immediate);
const TO_FILL: Reason = Reason::Pacer(PacerReason::Padding);
const WAITS: [Reason; 3] = [
    Reason::Pacer(PacerReason::Paced),
    Reason::Pacer(PacerReason::Unpaced),
    Reason::Pacer(PacerReason::FirstEver),
];

/// What is known of the pacer of a line.
#[derive(Debug)]
pub(crate) struct Pacing {
    /// Packets that were written and have not come out.
    owed: usize,
    /// Of these, what came out since the line is asked.
    given: usize,
    /// When it was asked last to the end.
    looked: Instant,
    /// While it is found out what the network carries, every moment counts.
    probing_until: Instant,
    /// Whether the page shows pictures, of which there may be better ones.
    shows_pictures: bool,
}

impl Pacing {
    pub(crate) const fn new(now: Instant) -> Self {
        Self { owed: 0, given: 0, looked: now, probing_until: now, shows_pictures: false }
    }

    pub(crate) fn show_pictures(&mut self, shows_pictures: bool) {
        self.shows_pictures = shows_pictures;
    }

    /// A packet was written.
    pub(crate) fn note_written(&mut self) {
        self.owed += 1;
    }

    /// One that was written came out.
    pub(crate) fn note_given(&mut self) {
        self.given += 1;
    }

    /// Whether to tell the line the time before it is asked for what is behind a packet: the pacer gives one for each time
    /// that it is told it. To ask before that would cost as much as the packet did, and find nothing.
    pub(crate) fn has_more(&self) -> bool {
        self.owed > self.given && self.given < MOST_AT_ONCE
    }

    /// When to come again, if a packet that came out was the last of those that were written: they come out last, so that
    /// nothing is behind it. `None` when the line is to be asked all the same.
    pub(crate) fn rest(&mut self, now: Instant) -> Option<Instant> {
        let may_rest = self.given == self.owed && self.is_calm(now) && now < self.looked + LOOK;
        may_rest.then(|| {
            self.settle();
            now + REST
        })
    }

    /// When to come again, after the line had nothing more and wants to be asked `at`, for this reason. After each packet the
    /// pacer wants to be asked at once, which costs as much as the packet did; when nothing waits, that has time until the
    /// next packet comes. Not while it sends of its own accord; what it would fill a line with that shows no pictures is of
    /// no use.
    pub(crate) fn soon(&mut self, now: Instant, at: Instant, reason: Reason) -> Instant {
        self.looked = now;
        if PROBES.contains(&reason) {
            self.probing_until = now + PROBING;
        }
        let is_calm = self.given == self.owed && self.is_calm(now);
        let has_given = self.given > 0;
        self.settle();
        if is_calm && reason == AT_ONCE && (has_given || !self.shows_pictures) {
            return at.max(now + REST);
        }
        if is_calm && reason == TO_FILL && !self.shows_pictures {
            return at.max(now + UNFILLED);
        }
        if !has_given && !WAITS.contains(&reason) {
            // Nothing waits, so what did not come out never will.
            self.owed = 0;
        }
        at
    }

    fn settle(&mut self) {
        self.owed = self.owed.saturating_sub(self.given);
        self.given = 0;
    }

    /// Whether nothing is being found out about what the network carries.
    fn is_calm(&self, now: Instant) -> bool {
        now >= self.probing_until
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MILLI: Duration = Duration::from_millis(1);

    #[expect(
        clippy::disallowed_methods,
        reason = "there is no other way to have a moment; nothing depends on which it is"
    )]
    fn start() -> Instant {
        Instant::now()
    }

    /// So many packets, all of which came out.
    fn given(pacing: &mut Pacing, count: usize) {
        (0..count).for_each(|_| pacing.note_written());
        (0..count).for_each(|_| pacing.note_given());
    }

    #[test]
    fn nothing_is_asked_behind_the_last_packet_but_every_so_often() {
        let now = start();
        let mut pacing = Pacing::new(now);
        pacing.note_written();
        pacing.note_written();
        pacing.note_given();
        assert!(pacing.has_more());
        assert_eq!(pacing.rest(now), None, "one has not come out");
        pacing.note_given();
        assert!(!pacing.has_more());
        assert_eq!(pacing.rest(now), Some(now + REST));
        given(&mut pacing, 1);
        assert_eq!(pacing.rest(now + LOOK), None, "it was asked too long ago");
        assert_eq!(pacing.soon(now + LOOK, now + LOOK, AT_ONCE), now + LOOK + REST);
        given(&mut pacing, 1);
        assert_eq!(pacing.rest(now + LOOK + MILLI), Some(now + LOOK + MILLI + REST));
    }

    #[test]
    fn while_the_network_is_tried_every_moment_counts() {
        let now = start();
        let mut pacing = Pacing::new(now);
        pacing.show_pictures(true);
        given(&mut pacing, 1);
        assert_eq!(pacing.soon(now, now + MILLI, PROBES[0]), now + MILLI);
        given(&mut pacing, 1);
        assert_eq!(pacing.rest(now + MILLI), None);
        assert_eq!(pacing.soon(now + MILLI, now + MILLI, AT_ONCE), now + MILLI);
        given(&mut pacing, 1);
        let later = now + PROBING;
        assert_eq!(pacing.soon(later, later, AT_ONCE), later + REST);
    }

    #[test]
    fn a_line_is_filled_only_for_better_pictures() {
        let now = start();
        let mut pacing = Pacing::new(now);
        assert_eq!(pacing.soon(now, now + MILLI, TO_FILL), now + UNFILLED);
        pacing.show_pictures(true);
        assert_eq!(pacing.soon(now, now + MILLI, TO_FILL), now + MILLI);
    }

    #[test]
    fn what_waits_is_asked_for_in_time_and_what_was_dropped_is_forgotten() {
        let now = start();
        let mut pacing = Pacing::new(now);
        pacing.note_written();
        assert_eq!(pacing.soon(now, now + MILLI, WAITS[0]), now + MILLI);
        assert!(pacing.has_more());
        pacing.soon(now, now + MILLI, Reason::Nack);
        assert!(!pacing.has_more());
    }
}
