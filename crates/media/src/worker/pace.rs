//! How busy a worker is. To wake up for each packet of many costs more than the packets do.

use std::time::Duration;

use zvonilka_turn::Moment;

/// Over how long packets are counted.
const WINDOW: Duration = Duration::from_millis(50);
/// From so many in that time on they are better read together: some three thousand a second.
const MANY: u32 = 150;
/// For how long they are left to gather: a twentieth of what one of sound lasts, or twice as much, since clocks go by
/// the millisecond.
const GATHER: Duration = Duration::from_millis(1);

/// How busy a worker is.
#[derive(Debug, Default)]
pub(super) struct Pace {
    begun: Moment,
    count: u32,
    is_busy: bool,
}

impl Pace {
    /// Counts packets that came in.
    pub(super) fn note(&mut self, now: Moment, packets: u32) {
        let passed = now.since(self.begun);
        if passed >= WINDOW {
            self.is_busy = self.count >= MANY && passed < 2 * WINDOW;
            self.begun = now;
            self.count = 0;
        }
        self.count += packets;
    }

    /// How long to wait before more is read, once all that was there has been.
    pub(super) fn rest(&self) -> Option<Duration> {
        self.is_busy.then_some(GATHER)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// So many packets a millisecond for so long.
    fn pass(pace: &mut Pace, from: u64, millis: u64, packets: u32) {
        for millis in from..from + millis {
            pace.note(Moment::from_millis(millis), packets);
        }
    }

    #[test]
    fn only_who_is_busy_rests_and_only_while_it_is() {
        let mut pace = Pace::default();
        pass(&mut pace, 1_000, 500, 2);
        assert_eq!(pace.rest(), None);
        pass(&mut pace, 1_500, 100, 4);
        assert_eq!(pace.rest(), Some(GATHER));
        pass(&mut pace, 1_600, 100, 2);
        assert_eq!(pace.rest(), None);
        pass(&mut pace, 1_700, 100, 4);
        pace.note(Moment::from_millis(60_000), 1);
        assert_eq!(pace.rest(), None, "that was long ago");
    }
}
