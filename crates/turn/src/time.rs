//! Two times: one that only moves forward, for lifetimes, and the calendar's, for credentials.

use std::time::Duration;

use zvonilka_model::Timestamp;

/// Milliseconds on a clock that never jumps; what zero means is up to whoever runs the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Moment(u64);

impl Moment {
    /// From milliseconds since the clock's own beginning.
    #[must_use]
    pub const fn from_millis(millis: u64) -> Self {
        Self(millis)
    }

    /// Milliseconds since the clock's own beginning.
    #[must_use]
    pub const fn millis(self) -> u64 {
        self.0
    }

    /// The moment `span` later.
    #[must_use]
    pub fn after(self, span: Duration) -> Self {
        Self(self.0.saturating_add(u64::try_from(span.as_millis()).unwrap_or(u64::MAX)))
    }

    /// How long after `earlier` this is; zero if it is before.
    #[must_use]
    pub const fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(self.0.saturating_sub(earlier.0))
    }
}

/// The time of an input. A calendar that is set back or forward cuts no call: only the expiry of credentials is
/// compared with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    /// For lifetimes.
    pub moment: Moment,
    /// For the expiry of credentials.
    pub wall: Timestamp,
}
