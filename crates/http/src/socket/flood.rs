//! How many frames a connection may send.

use std::time::Duration;

use tokio::time::Instant;

use crate::FloodLimit;

/// Frames at once.
const BURST: f64 = 200.0;
/// Frames a second in the long run.
const RATE: f64 = 50.0;
/// By how many more frames may be refused than pass before the connection is closed. A client that heeds the
/// refusals never gets there; one that sends on at twice the rate does within seconds.
const REFUSED_MAX: u32 = 500;

/// What to do with a frame.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Verdict {
    /// Handle it.
    Pass,
    /// Refuse it; the next can pass after this long.
    Refuse(Duration),
    /// Close the connection.
    Close,
}

/// A token bucket.
pub(super) struct Flood {
    limit: FloodLimit,
    tokens: f64,
    filled_at: Instant,
    refused: u32,
}

impl Flood {
    pub(super) fn new(limit: FloodLimit, now: Instant) -> Self {
        Self { limit, tokens: BURST, filled_at: now, refused: 0 }
    }

    pub(super) fn handle_frame(&mut self, now: Instant) -> Verdict {
        if self.limit == FloodLimit::Disabled {
            return Verdict::Pass;
        }
        let gained = now.saturating_duration_since(self.filled_at).as_secs_f64() * RATE;
        self.tokens = (self.tokens + gained).min(BURST);
        self.filled_at = now;
        if self.tokens >= 1.0 {
            self.tokens -= 1.0;
            self.refused = self.refused.saturating_sub(1);
            return Verdict::Pass;
        }
        self.refused += 1;
        if self.refused >= REFUSED_MAX {
            return Verdict::Close;
        }
        Verdict::Refuse(Duration::from_secs_f64((1.0 - self.tokens) / RATE))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_passes_then_frames_are_refused_until_time_has_passed() {
        let start = Instant::now();
        let mut flood = Flood::new(FloodLimit::Enabled, start);
        for _ in 0..200 {
            assert_eq!(flood.handle_frame(start), Verdict::Pass);
        }
        assert!(
            matches!(flood.handle_frame(start), Verdict::Refuse(wait) if wait <= Duration::from_millis(20))
        );
        assert_eq!(flood.handle_frame(start + Duration::from_millis(21)), Verdict::Pass);
    }

    #[test]
    fn a_client_that_does_not_stop_is_closed() {
        let start = Instant::now();
        let mut flood = Flood::new(FloodLimit::Enabled, start);
        // 200 frames a second, four times the rate.
        let frames = (0..).map(|n| start + Duration::from_millis(5 * n));
        let closed = frames.take(2_000).position(|now| flood.handle_frame(now) == Verdict::Close);
        assert!(closed.is_some_and(|n| n < 1_500), "{closed:?}");
    }

    #[test]
    fn load_tests_can_switch_it_off() {
        let start = Instant::now();
        let mut flood = Flood::new(FloodLimit::Disabled, start);
        assert!((0..10_000).all(|_| flood.handle_frame(start) == Verdict::Pass));
    }
}
