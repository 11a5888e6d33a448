//! Makes many streams look like one. What comes in a place of a line is now this one's, now that one's, now a larger
//! size and now a smaller; whoever receives it must see one stream whose numbers go on.

use std::time::Instant;

use str0m::rtp::Ssrc;

/// The numbers of a packet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Numbers {
    pub(crate) sequence: u64,
    pub(crate) time: u32,
    /// Of a VP8 frame, where it has them.
    pub(crate) picture: Option<u16>,
    pub(crate) layer_zero: Option<u8>,
}

/// A picture number has fifteen bits.
const PICTURE: u16 = 0x7FFF;

/// One outgoing stream.
#[derive(Debug)]
pub(crate) struct Rewriter {
    clock_rate: u64,
    source: Option<Source>,
    /// The newest that went out, and when.
    last: Numbers,
    last_at: Option<Instant>,
}

#[derive(Debug)]
struct Source {
    ssrc: Ssrc,
    first: u64,
    first_out: u64,
    time_shift: u32,
    picture_shift: u16,
    layer_zero_shift: u8,
}

impl Rewriter {
    pub(crate) const fn new(clock_rate: u64) -> Self {
        // Well below 65,536: who receives counts the turns of the sequence number from nought.
        let last = Numbers { sequence: 999, time: 0, picture: Some(0), layer_zero: Some(0) };
        Self { clock_rate, source: None, last, last_at: None }
    }

    /// The stream that goes through now.
    pub(crate) fn source(&self) -> Option<Ssrc> {
        self.source.as_ref().map(|source| source.ssrc)
    }

    /// Nothing goes through any more, until the next [`Self::switch`].
    pub(crate) fn stop(&mut self) {
        self.source = None;
    }

    /// From this packet on another stream goes through. With video it must begin a key frame.
    pub(crate) fn switch(&mut self, now: Instant, ssrc: Ssrc, first: &Numbers) {
        let passed = self.last_at.map_or(0, |last| {
            let micros = u64::try_from(now.saturating_duration_since(last).as_micros()).unwrap_or(0);
            // At least one, or two pictures would be taken for one.
            (micros * self.clock_rate / 1_000_000).max(1)
        });
        // Only the lower half counts: a timestamp has 32 bits and turns over.
        let time = self.last.time.wrapping_add(u32::try_from(passed & u64::from(u32::MAX)).unwrap_or(1));
        self.source = Some(Source {
            ssrc,
            first: first.sequence,
            first_out: self.last.sequence + 1,
            time_shift: time.wrapping_sub(first.time),
            picture_shift: self
                .last
                .picture
                .unwrap_or(0)
                .wrapping_add(1)
                .wrapping_sub(first.picture.unwrap_or(0)),
            layer_zero_shift: self
                .last
                .layer_zero
                .unwrap_or(0)
                .wrapping_add(1)
                .wrapping_sub(first.layer_zero.unwrap_or(0)),
        });
    }

    /// The numbers under which a packet of the source goes out; `None` for one from before the switch.
    pub(crate) fn pass(&mut self, now: Instant, packet: &Numbers) -> Option<Numbers> {
        let source = self.source.as_ref()?;
        let out = Numbers {
            sequence: source.first_out + packet.sequence.checked_sub(source.first)?,
            time: packet.time.wrapping_add(source.time_shift),
            picture: packet.picture.map(|number| number.wrapping_add(source.picture_shift) & PICTURE),
            layer_zero: packet.layer_zero.map(|number| number.wrapping_add(source.layer_zero_shift)),
        };
        if out.sequence > self.last.sequence {
            self.last = Numbers {
                picture: out.picture.or(self.last.picture),
                layer_zero: out.layer_zero.or(self.last.layer_zero),
                ..out
            };
            self.last_at = Some(now);
        }
        Some(out)
    }
}

#[cfg(test)]
mod tests {
    use std::{collections::HashSet, time::Duration};

    use proptest::prelude::*;

    use super::*;

    #[expect(clippy::disallowed_methods, reason = "an instant cannot be made otherwise")]
    fn start() -> Instant {
        Instant::now()
    }

    fn numbers(sequence: u64, time: u32, picture: u16) -> Numbers {
        Numbers { sequence, time, picture: Some(picture), layer_zero: Some((picture & 0xFF) as u8) }
    }

    #[test]
    fn a_switch_leaves_no_seam() {
        let now = start();
        let mut rewriter = Rewriter::new(90_000);
        rewriter.switch(now, 1.into(), &numbers(70_000, 5_000, 300));
        let first = rewriter.pass(now, &numbers(70_000, 5_000, 300)).unwrap();
        assert_eq!((first.sequence, first.picture), (1_000, Some(1)));
        let late = rewriter.pass(now, &numbers(70_003, 8_000, 301)).unwrap();
        assert_eq!(
            (late.sequence, late.time.wrapping_sub(first.time), late.picture),
            (1_003, 3_000, Some(2))
        );
        // What was lost and came again has its own place.
        assert_eq!(rewriter.pass(now, &numbers(70_001, 5_000, 300)).unwrap().sequence, 1_001);
        let then = now + Duration::from_millis(100);
        rewriter.switch(then, 2.into(), &numbers(10, 4_000_000_000, 32_767));
        let next = rewriter.pass(then, &numbers(10, 4_000_000_000, 32_767)).unwrap();
        assert_eq!(
            (next.sequence, next.picture, next.layer_zero),
            (1_004, Some(3), Some(late.layer_zero.unwrap() + 1))
        );
        assert_eq!(next.time.wrapping_sub(late.time), 9_000);
        assert_eq!(rewriter.pass(then, &numbers(9, 4_000_000_000, 32_766)), None);
        assert_eq!(rewriter.pass(then, &numbers(11, 4_000_000_000, 0)).unwrap().picture, Some(4));
    }

    proptest! {
        /// Whatever comes, no two packets go out under one number and none under an older one than before the switch.
        #[test]
        fn numbers_are_never_used_twice(
            runs in prop::collection::vec((0_u64..200_000, any::<u32>(), 0_u16..32_768, 1_u64..40), 1..12),
        ) {
            let mut now = start();
            let mut rewriter = Rewriter::new(90_000);
            let mut seen = HashSet::new();
            let mut last = None;
            for (ssrc, (first, time, picture, count)) in (1_u32..).zip(runs) {
                now += Duration::from_millis(40);
                rewriter.switch(now, ssrc.into(), &numbers(first, time, picture));
                for step in 0..count {
                    let moved = picture.wrapping_add(u16::try_from(step).unwrap()) & PICTURE;
                    let packet = numbers(first + step, time.wrapping_add(3_000 * u32::try_from(step).unwrap()), moved);
                    let out = rewriter.pass(now, &packet).unwrap();
                    prop_assert!(seen.insert(out.sequence));
                    if let Some(before) = last {
                        let before: Numbers = before;
                        prop_assert_eq!(out.sequence, before.sequence + 1);
                        let expected = (before.picture.unwrap() + 1) & PICTURE;
                        prop_assert_eq!(out.picture, Some(expected));
                        prop_assert!(out.time.wrapping_sub(before.time) < u32::MAX / 2);
                    }
                    last = Some(out);
                }
            }
        }
    }
}
