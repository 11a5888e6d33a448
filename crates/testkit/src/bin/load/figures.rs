//! Figures out of many measurements.

use std::time::Duration;

use tokio::time::Instant;
use zvonilka_testkit::process::ServerProcess;

/// Sorts what was measured, for [`quantile`].
pub(crate) fn sort(values: &mut [f64]) {
    values.sort_unstable_by(f64::total_cmp);
}

pub(crate) fn median(values: &mut [f64]) -> f64 {
    sort(values);
    quantile(values, 0.5)
}

/// Of sorted values; 0 of none.
pub(crate) fn quantile(sorted: &[f64], part: f64) -> f64 {
    let index = ((sorted.len().saturating_sub(1)) as f64 * part).round() as usize;
    sorted.get(index).copied().map_or(0.0, round)
}

/// To two places.
pub(crate) fn round(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

/// How long something took, in milliseconds.
pub(crate) fn millis_since(begun: Instant) -> f64 {
    begun.elapsed().as_secs_f64() * 1_000.0
}

/// A span of the server's life: wall clock and processor time.
pub(crate) struct Span {
    begun: Instant,
    cpu: Duration,
}

impl Span {
    pub(crate) fn begin(server: &ServerProcess) -> anyhow::Result<Self> {
        Ok(Self { begun: Instant::now(), cpu: server.cpu_time()? })
    }

    /// Seconds of wall clock and of the server's processor time until now.
    pub(crate) fn end(&self, server: &ServerProcess) -> anyhow::Result<(f64, f64)> {
        let cpu = server.cpu_time()?.saturating_sub(self.cpu);
        Ok((self.begun.elapsed().as_secs_f64(), cpu.as_secs_f64()))
    }
}
