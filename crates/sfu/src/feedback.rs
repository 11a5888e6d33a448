//! What is said of packets that were lost.

/// What both sides tell each other of lost packets.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Feedback {
    /// Packets that the page says it never got.
    pub(crate) lost: u64,
    /// Times that the page asked for packets again.
    pub(crate) nacks_heard: u64,
    /// Times that the page was asked for packets again.
    pub(crate) nacks_said: u64,
    /// Packets that were sent again, because they were asked for or to try what the network carries.
    pub(crate) resent: u64,
}

impl Feedback {
    /// What is new in it.
    pub(crate) const fn since(self, before: Self) -> Self {
        Self {
            lost: self.lost.saturating_sub(before.lost),
            nacks_heard: self.nacks_heard.saturating_sub(before.nacks_heard),
            nacks_said: self.nacks_said.saturating_sub(before.nacks_said),
            resent: self.resent.saturating_sub(before.resent),
        }
    }

    pub(crate) fn max(self, other: Self) -> Self {
        Self {
            lost: self.lost.max(other.lost),
            nacks_heard: self.nacks_heard.max(other.nacks_heard),
            nacks_said: self.nacks_said.max(other.nacks_said),
            resent: self.resent.max(other.resent),
        }
    }
}
