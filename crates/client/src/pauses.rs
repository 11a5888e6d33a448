//! How long to wait before the next try.

use std::time::Duration;

/// Pauses that grow: each at most twice as long as the one before, up to a longest one. Each is cut by chance to
/// between a half and the whole, so that clients who lost the same server do not come back at the same moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pauses {
    /// The first one.
    pub first: Duration,
    /// The longest one.
    pub longest: Duration,
}

impl Default for Pauses {
    /// From a second to half a minute.
    fn default() -> Self {
        Self { first: Duration::from_secs(1), longest: Duration::from_secs(30) }
    }
}

impl Pauses {
    /// The pause after `failed` tries in a row that came to nothing; `chance` is between 0 and 1.
    pub(crate) fn after(self, failed: u32, chance: f64) -> Duration {
        let doubled = self.first.saturating_mul(2_u32.saturating_pow(failed));
        doubled.min(self.longest).mul_f64(0.5 + chance.clamp(0.0, 1.0) / 2.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_up_to_the_longest_and_differ_by_chance() {
        let pauses = Pauses { first: Duration::from_secs(1), longest: Duration::from_secs(30) };
        let whole: Vec<u64> = (0..7).map(|failed| pauses.after(failed, 1.0).as_secs()).collect();
        assert_eq!(whole, [1, 2, 4, 8, 16, 30, 30]);
        assert_eq!(pauses.after(2, 0.0), Duration::from_secs(2));
        assert_eq!(pauses.after(u32::MAX, 0.5), Duration::from_millis(22_500));
    }
}
