//! What was heard: how much of it, how late, how often the same.

use std::collections::HashMap;

use crate::stamp::{SOUND, Stamp};

/// Numbers that are remembered, to know one that comes again.
const REMEMBERED: u64 = 128;
/// How finely delays are kept, in microseconds.
const FINE: u64 = 50;
/// A second and what is later still.
const STEPS: usize = 20_000;

/// What one viewer hears.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    streams: HashMap<(u32, u32), Heard>,
    /// The size in which somebody's picture comes now.
    sizes: HashMap<u32, u32>,
    closed: Sums,
}

/// Sums over all that was heard.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Sums {
    pub(crate) received: u64,
    pub(crate) expected: u64,
    pub(crate) doubled: u64,
    /// Streams that came, of sound and of each size of picture.
    pub(crate) sounds: u64,
    pub(crate) pictures: [u64; 3],
}

#[derive(Debug)]
struct Heard {
    first: u64,
    last: u64,
    count: u64,
    doubled: u64,
    /// Bit n: `last - n` has come.
    seen: u128,
}

impl Tally {
    /// Begins anew.
    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }

    pub(crate) fn hear(&mut self, stamp: &Stamp) {
        let key = (stamp.person, stamp.stream);
        if stamp.stream != SOUND
            && let Some(before) = self.sizes.insert(stamp.person, stamp.stream)
            && before != stamp.stream
            // What comes late of the size before is no switch back.
            && self.streams.get(&key).is_none_or(|heard| heard.last < stamp.number)
            && let Some(old) = self.streams.remove(&(stamp.person, before))
        {
            old.add_to(&mut self.closed);
        }
        self.streams.entry(key).or_insert_with(|| Heard::new(stamp.number)).note(stamp.number);
    }

    pub(crate) fn sums(&self) -> Sums {
        let mut sums = self.closed;
        for ((_, stream), heard) in &self.streams {
            heard.add_to(&mut sums);
            match usize::try_from(*stream).ok().and_then(|size| sums.pictures.get_mut(size)) {
                Some(count) => *count += 1,
                None => sums.sounds += 1,
            }
        }
        sums
    }
}

impl std::ops::AddAssign for Sums {
    fn add_assign(&mut self, more: Self) {
        self.received += more.received;
        self.expected += more.expected;
        self.doubled += more.doubled;
        self.sounds += more.sounds;
        for (count, more) in self.pictures.iter_mut().zip(more.pictures) {
            *count += more;
        }
    }
}

impl Heard {
    const fn new(number: u64) -> Self {
        Self { first: number, last: number, count: 0, doubled: 0, seen: 0 }
    }

    fn note(&mut self, number: u64) {
        if number > self.last {
            let step = number - self.last;
            self.seen = if step < REMEMBERED { self.seen << step } else { 0 };
            self.last = number;
        }
        let back = self.last - number;
        if number < self.first || back >= REMEMBERED {
            return;
        }
        let bit = 1_u128 << back;
        if self.seen & bit == 0 {
            self.count += 1;
        } else {
            self.doubled += 1;
        }
        self.seen |= bit;
    }

    const fn add_to(&self, sums: &mut Sums) {
        sums.received += self.count;
        sums.expected += self.last - self.first + 1;
        sums.doubled += self.doubled;
    }
}

/// How late packets came.
#[derive(Debug)]
pub(crate) struct Delays {
    counts: Vec<u64>,
}

impl Default for Delays {
    fn default() -> Self {
        Self { counts: vec![0; STEPS] }
    }
}

impl Delays {
    pub(crate) fn note(&mut self, micros: u64) {
        let step = usize::try_from(micros / FINE).unwrap_or(STEPS).min(STEPS - 1);
        self.counts[step] += 1;
    }

    pub(crate) fn add(&mut self, more: &Self) {
        for (count, more) in self.counts.iter_mut().zip(&more.counts) {
            *count += more;
        }
    }

    /// In milliseconds: as late as this part of all packets at most; 0 of none.
    pub(crate) fn quantile(&self, part: f64) -> f64 {
        let all: u64 = self.counts.iter().sum();
        let wanted = (all as f64 * part).ceil() as u64;
        let mut sum = 0;
        for (step, count) in self.counts.iter().enumerate() {
            sum += count;
            if sum >= wanted && sum > 0 {
                return (step as u64 * FINE) as f64 / 1_000.0;
            }
        }
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stamp(stream: u32, number: u64) -> Stamp {
        Stamp { person: 1, stream, number, sent: 0 }
    }

    #[test]
    fn gaps_are_losses_and_what_comes_twice_is_told() {
        let mut tally = Tally::default();
        for number in [100, 101, 103, 103, 102, 110] {
            tally.hear(&stamp(SOUND, number));
        }
        let sums = tally.sums();
        assert_eq!((sums.received, sums.expected, sums.doubled, sums.sounds), (5, 11, 1, 1));
    }

    #[test]
    fn what_is_not_sent_in_another_size_is_no_loss() {
        let mut tally = Tally::default();
        for (stream, number) in [(0, 5), (0, 6), (2, 900), (2, 901), (0, 50), (0, 51)] {
            tally.hear(&stamp(stream, number));
        }
        let sums = tally.sums();
        assert_eq!((sums.received, sums.expected, sums.pictures), (6, 6, [1, 0, 0]));
    }

    #[test]
    fn delays_are_kept_in_steps() {
        let mut delays = Delays::default();
        assert!(delays.quantile(0.5).abs() < f64::EPSILON);
        for micros in [100, 200, 300, 9_000_000] {
            delays.note(micros);
        }
        assert!((delays.quantile(0.5) - 0.2).abs() < f64::EPSILON);
        assert!(delays.quantile(1.0) > 999.0);
    }
}
