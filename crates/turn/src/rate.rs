//! A token bucket over bytes.

use std::time::Duration;

use crate::time::Moment;

/// How many bytes may pass in a second, and at once after a rest of a second.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bucket {
    bytes: u64,
    filled: Moment,
}

impl Bucket {
    pub(crate) const fn full(now: Moment, bytes_per_second: u64) -> Self {
        Self { bytes: bytes_per_second, filled: now }
    }

    /// Takes bytes out; `false`, and nothing taken, when there are not enough.
    pub(crate) fn take(&mut self, now: Moment, bytes: usize, bytes_per_second: u64) -> bool {
        let rest: Duration = now.since(self.filled);
        // Only whole milliseconds count, so nothing is lost to rounding by asking often.
        let millis = u64::try_from(rest.as_millis()).unwrap_or(u64::MAX);
        if millis > 0 {
            let fresh = bytes_per_second.saturating_mul(millis) / 1_000;
            self.bytes = self.bytes.saturating_add(fresh).min(bytes_per_second);
            self.filled = now;
        }
        match self.bytes.checked_sub(bytes as u64) {
            Some(left) => {
                self.bytes = left;
                true
            }
            None => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_gives_a_second_at_once_and_then_its_rate() {
        let start = Moment::from_millis(1_000);
        let mut bucket = Bucket::full(start, 10_000);
        assert!(bucket.take(start, 10_000, 10_000));
        assert!(!bucket.take(start, 1, 10_000));
        let later = start.after(Duration::from_millis(100));
        assert!(bucket.take(later, 1_000, 10_000));
        assert!(!bucket.take(later, 1, 10_000));
        let much_later = start.after(Duration::from_secs(3_600));
        assert!(!bucket.take(much_later, 10_001, 10_000));
        assert!(bucket.take(much_later, 10_000, 10_000));
    }
}
