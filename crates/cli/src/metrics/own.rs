//! What the process itself takes, as Linux tells it.

use std::fs;

/// Steps of processor time in a second: the kernel's `USER_HZ`, fixed at 100 on every Linux that matters here.
const TICKS_PER_SECOND: f64 = 100.0;

/// What the process itself takes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Own {
    pub(super) resident_bytes: u64,
    pub(super) cpu_seconds: f64,
    pub(super) files: u64,
    pub(super) threads: u64,
}

impl Own {
    /// `None` on other systems.
    pub(super) fn read() -> Option<Self> {
        let status = fs::read_to_string("/proc/self/status").ok()?;
        let field = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name))?;
            line.split_whitespace().next()?.parse::<u64>().ok()
        };
        let stat = fs::read_to_string("/proc/self/stat").ok()?;
        // The name may hold anything; what follows it may not.
        let (_, numbers) = stat.rsplit_once(')')?;
        let number = |index| numbers.split_whitespace().nth(index)?.parse::<f64>().ok();
        let files = fs::read_dir("/proc/self/fd").ok()?.count();
        Some(Self {
            resident_bytes: field("VmRSS:")? * 1_024,
            cpu_seconds: (number(11)? + number(12)?) / TICKS_PER_SECOND,
            files: u64::try_from(files).ok()?,
            threads: field("Threads:")?,
        })
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn a_process_takes_something() {
        let own = Own::read().unwrap();
        assert!(own.resident_bytes > 1_000_000 && own.files >= 3 && own.threads >= 1, "{own:?}");
    }
}
