//! Who speaks: by the loudness that each packet of sound says of itself.

use std::time::{Duration, Instant};

/// How much one packet moves the mean: about a tenth of a second of speech does.
const WEIGHT: f32 = 0.15;
/// Above full scale less this many decibels somebody speaks.
const SPEECH: f32 = 127.0 - 50.0;
/// Nothing heard for so long is silence: browsers send nothing while one is silent.
const SILENCE: Duration = Duration::from_millis(400);
/// How much louder than the speaker somebody must be to become it, in decibels.
const MARGIN: f32 = 6.0;

/// How loud somebody is.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Loudness {
    /// 127 is full scale, 0 is nothing.
    mean: f32,
    heard: Option<Instant>,
    /// When they last spoke.
    pub(crate) spoke: Option<Instant>,
}

impl Loudness {
    /// A packet of sound; `level` is 0 for full scale down to -127.
    pub(crate) fn hear(&mut self, now: Instant, level: i8) {
        let level = 127.0 + f32::from(level.clamp(-127, 0));
        self.mean += (level - self.mean) * WEIGHT;
        self.heard = Some(now);
        if self.mean >= SPEECH {
            self.spoke = Some(now);
        }
    }

    /// As it is at this time; who is silent gets less.
    pub(crate) fn at(&self, now: Instant) -> f32 {
        let is_heard = self.heard.is_some_and(|heard| now.saturating_duration_since(heard) < SILENCE);
        if is_heard { self.mean } else { 0.0 }
    }
}

/// Who is the speaker now. Stays the same until somebody else speaks clearly louder.
pub(crate) fn speaker<T: Copy + PartialEq>(
    now: Instant,
    before: Option<T>,
    all: impl Iterator<Item = (T, Loudness)> + Clone,
) -> Option<T> {
    let before = before.filter(|before| all.clone().any(|(who, _)| who == *before));
    let of = |who: T| all.clone().find(|(one, _)| *one == who).map_or(0.0, |(_, level)| level.at(now));
    let loudest = all.clone().map(|(who, level)| (who, level.at(now))).max_by(|a, b| a.1.total_cmp(&b.1));
    match (loudest, before) {
        (Some((who, level)), None) if level >= SPEECH => Some(who),
        (Some((who, level)), Some(held)) if level >= SPEECH => {
            let is_held_up = of(held) >= SPEECH && level < of(held) + MARGIN;
            if is_held_up { Some(held) } else { Some(who) }
        }
        (_, before) => before,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[expect(clippy::disallowed_methods, reason = "an instant cannot be made otherwise")]
    fn start() -> Instant {
        Instant::now()
    }

    fn after(now: Instant, level: i8) -> Loudness {
        let mut loudness = Loudness::default();
        for _ in 0..50 {
            loudness.hear(now, level);
        }
        loudness
    }

    #[test]
    fn whoever_speaks_is_the_speaker_until_somebody_is_clearly_louder() {
        let now = start();
        let (voice, noise, loud, alike) =
            (after(now, -30), after(now, -70), after(now, -20), after(now, -28));
        assert_eq!(speaker(now, None, [(1, noise)].into_iter()), None);
        assert_eq!(speaker(now, None, [(1, noise), (2, voice)].into_iter()), Some(2));
        assert_eq!(speaker(now, Some(2), [(1, alike), (2, voice)].into_iter()), Some(2));
        assert_eq!(speaker(now, Some(2), [(1, loud), (2, voice)].into_iter()), Some(1));
        // Nobody speaks: the last one stays, unless gone.
        let later = now + Duration::from_secs(2);
        assert_eq!(speaker(later, Some(2), [(1, loud), (2, voice)].into_iter()), Some(2));
        assert_eq!(speaker(later, Some(3), [(1, loud), (2, voice)].into_iter()), None);
    }
}
