//! When a line is asked again what it wants to send. `str0m` looks through all that it has for each such question, and its
//! pacer wants one after each packet.

use std::{
    mem,
    time::{Duration, Instant},
};

use str0m::{PacerReason, Reason};

/// Packets that one line gives in one turn.
const MOST_AT_ONCE: usize = 64;
/// How long the pacer may rest when nothing waits: somewhat longer than the time between two packets of sound, so that
/// the next one wakes it anyway.
const REST: Duration = Duration::from_millis(25);
/// How often it is looked, while packets go on, whether there is more than what was written: packets that are sent again,
/// and those that find out what the network carries.
const LOOK: Duration = REST;
/// The same where pictures are shown, for which both matter.
const LOOK_FOR_PICTURES: Duration = Duration::from_millis(10);
/// How long it may be put off to fill a line that needs no filling.
const UNFILLED: Duration = Duration::from_millis(100);
/// How long it may take until the network's limit is found out.
const PROBING: Duration = Duration::from_millis(100);
/// What was written and has not come out for so long never will: it was dropped.
const DROPPED: Duration = Duration::from_millis(500);
/// Why the pacer wants to be asked: to find out what the network carries, as after each packet, and to fill up.
const PROBES: [Reason; 2] = [Reason::Pacer(PacerReason::Probe1), Reason::Pacer(PacerReason::Probe2)];
const AT_ONCE: Reason = Reason::Pacer(PacerReason::Immediate);
const TO_FILL: Reason = Reason::Pacer(PacerReason::Padding);

/// What is known of the pacer of a line.
#[derive(Debug)]
pub(crate) struct Pacing {
    /// Packets that were written and have not come out.
    owed: usize,
    /// When one was written or came out last.
    moved: Instant,
    /// Packets that came out in this turn, of whatever kind.
    given: usize,
    /// When it was looked last whether there is more.
    looked: Instant,
    /// The page reported on what it got, so that there may be more to send.
    is_reported: bool,
    /// While it is found out what the network carries, every moment counts.
    probing_until: Instant,
    /// Whether the page shows pictures, of which there may be better ones.
    shows_pictures: bool,
}

impl Pacing {
    pub(crate) const fn new(now: Instant) -> Self {
        Self {
            owed: 0,
            moved: now,
            given: 0,
            looked: now,
            is_reported: false,
            probing_until: now,
            shows_pictures: false,
        }
    }

    pub(crate) fn show_pictures(&mut self, shows_pictures: bool) {
        self.shows_pictures = shows_pictures;
    }

    /// A packet was written.
    pub(crate) fn note_written(&mut self, now: Instant) {
        self.owed += 1;
        self.moved = now;
    }

    /// A packet came out: one that was written, or one that is sent again, fills up or finds out what the network carries.
    pub(crate) fn note_given(&mut self, now: Instant, is_written: bool) {
        self.given += 1;
        if is_written {
            self.owed = self.owed.saturating_sub(1);
            self.moved = now;
        }
    }

    /// The page told what it got and what it misses.
    pub(crate) fn note_report(&mut self) {
        self.is_reported = true;
    }

    /// Whether the page did so since it was looked last.
    pub(crate) const fn is_reported(&self) -> bool {
        self.is_reported
    }

    /// Whether to tell the line the time before it is asked for what is behind a packet: the pacer gives one for each time
    /// that it is told it. To ask before that would cost as much as the packet did, and find nothing.
    pub(crate) fn has_more(&self, now: Instant) -> bool {
        self.given < MOST_AT_ONCE && (self.owed > 0 || self.is_to_look(now))
    }

    /// When to come again, if a packet that came out was the last of those that were written and there is no need to look for
    /// others. Everything else comes out before packets, so nothing else is behind it.
    pub(crate) fn rest(&mut self, now: Instant) -> Option<Instant> {
        let may_rest = self.owed == 0 && !self.is_to_look(now);
        may_rest.then(|| {
            self.given = 0;
            now + REST
        })
    }

    /// When to come again, after the line had nothing more and wants to be asked `at`, for this reason. After each packet the
    /// pacer wants to be asked at once, which costs as much as the packet did; when nothing waits, that has time until the
    /// next packet comes. Not while it sends of its own accord; what it would fill a line with that shows no pictures is of
    /// no use.
    pub(crate) fn soon(&mut self, now: Instant, at: Instant, reason: Reason) -> Instant {
        self.looked = now;
        self.is_reported = false;
        if PROBES.contains(&reason) {
            self.probing_until = now + PROBING;
        }
        if now >= self.moved + DROPPED {
            self.owed = 0;
        }
        let is_calm = self.owed == 0 && self.is_calm(now);
        let has_given = mem::take(&mut self.given) > 0;
        if is_calm && reason == AT_ONCE && (has_given || !self.shows_pictures) {
            return at.max(now + REST);
        }
        if is_calm && reason == TO_FILL && !self.shows_pictures {
            return at.max(now + UNFILLED);
        }
        at
    }

    fn is_to_look(&self, now: Instant) -> bool {
        let every = if self.shows_pictures { LOOK_FOR_PICTURES } else { LOOK };
        self.is_reported || !self.is_calm(now) || now >= self.looked + every
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
    fn give(pacing: &mut Pacing, now: Instant, count: usize) {
        (0..count).for_each(|_| pacing.note_written(now));
        (0..count).for_each(|_| pacing.note_given(now, true));
    }

    #[test]
    fn the_last_packet_is_rested_upon_but_every_so_often() {
        let now = start();
        let mut pacing = Pacing::new(now);
        pacing.note_written(now);
        pacing.note_written(now);
        pacing.note_given(now, true);
        assert_eq!((pacing.has_more(now), pacing.rest(now)), (true, None), "one has not come out");
        pacing.note_given(now, true);
        assert_eq!((pacing.has_more(now), pacing.rest(now)), (false, Some(now + REST)));
        give(&mut pacing, now, 1);
        let later = now + LOOK;
        assert_eq!((pacing.has_more(later), pacing.rest(later)), (true, None), "it was looked too long ago");
        assert_eq!(pacing.soon(later, later + MILLI, Reason::Twcc), later + MILLI);
        give(&mut pacing, later, 1);
        assert_eq!(pacing.rest(later + MILLI), Some(later + MILLI + REST));
        pacing.show_pictures(true);
        give(&mut pacing, later, 1);
        assert_eq!(pacing.rest(later + LOOK_FOR_PICTURES), None);
    }

    #[test]
    fn what_a_page_misses_is_looked_for_at_once() {
        let now = start();
        let mut pacing = Pacing::new(now);
        pacing.note_report();
        give(&mut pacing, now, 1);
        assert_eq!((pacing.has_more(now), pacing.rest(now)), (true, None));
        pacing.note_given(now, false);
        assert!(pacing.has_more(now), "there may be another");
        assert_eq!(pacing.soon(now, now + MILLI, Reason::Nack), now + MILLI);
        give(&mut pacing, now, 1);
        assert!(!pacing.has_more(now));
    }

    #[test]
    fn while_the_network_is_tried_every_moment_counts() {
        let now = start();
        let mut pacing = Pacing::new(now);
        pacing.show_pictures(true);
        give(&mut pacing, now, 1);
        assert_eq!(pacing.soon(now, now + MILLI, PROBES[0]), now + MILLI);
        give(&mut pacing, now, 1);
        assert_eq!((pacing.has_more(now + MILLI), pacing.rest(now + MILLI)), (true, None));
        assert_eq!(pacing.soon(now + MILLI, now + MILLI, AT_ONCE), now + MILLI);
        give(&mut pacing, now, 1);
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
        pacing.note_written(now);
        assert_eq!(pacing.soon(now, now + MILLI, Reason::Nack), now + MILLI);
        assert!(pacing.has_more(now), "something else only came first");
        pacing.soon(now + DROPPED, now + DROPPED, Reason::Nack);
        assert!(!pacing.has_more(now + DROPPED));
    }

    #[test]
    fn one_line_does_not_take_the_whole_turn() {
        let now = start();
        let mut pacing = Pacing::new(now);
        (0..=MOST_AT_ONCE).for_each(|_| pacing.note_written(now));
        (0..MOST_AT_ONCE).for_each(|_| pacing.note_given(now, true));
        assert!(!pacing.has_more(now));
        assert_eq!(pacing.soon(now, now, AT_ONCE), now);
        assert!(pacing.has_more(now));
    }
}
