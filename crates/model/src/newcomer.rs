//! People who came by somebody's invitation, and how far they have settled in.

use std::time::Duration;

use crate::{InviteCode, Person, Timestamp};

/// For how long after registering the one who invited sees how far somebody has settled in. What happens later
/// is nobody's business.
pub const NEWCOMER_FOR: Duration = Duration::from_secs(30 * 24 * 3_600);

/// What a newcomer does once to settle in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WelcomeStep {
    /// Said how they are called, perhaps with a photo.
    Profile,
    /// Put the app on the home screen or into the dock.
    Installed,
    /// Let a device be told of things.
    Notifications,
    /// Let the page hear the microphone, and was heard.
    Microphone,
    /// Heard themselves in a call with the echo contact.
    TestCall,
}

impl WelcomeStep {
    /// All of them, in the order in which they are taken.
    pub const ALL: [Self; 5] =
        [Self::Profile, Self::Installed, Self::Notifications, Self::Microphone, Self::TestCall];

    /// Its place in [`WelcomeSteps::bits`]; never changes.
    const fn bit(self) -> u8 {
        match self {
            Self::Profile => 1,
            Self::Installed => 2,
            Self::Notifications => 4,
            Self::Microphone => 8,
            Self::TestCall => 16,
        }
    }
}

/// The steps that somebody took.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WelcomeSteps(u8);

impl WelcomeSteps {
    /// From what [`Self::bits`] gave; bits that mean nothing are dropped.
    #[must_use]
    pub fn from_bits(bits: i64) -> Self {
        let known = |step: &WelcomeStep| bits & i64::from(step.bit()) != 0;
        WelcomeStep::ALL.into_iter().filter(known).collect()
    }

    /// For storing.
    #[must_use]
    pub fn bits(self) -> i64 {
        i64::from(self.0)
    }

    /// In the order in which they are taken.
    pub fn iter(self) -> impl Iterator<Item = WelcomeStep> {
        WelcomeStep::ALL.into_iter().filter(move |step| self.0 & step.bit() != 0)
    }
}

impl FromIterator<WelcomeStep> for WelcomeSteps {
    fn from_iter<I: IntoIterator<Item = WelcomeStep>>(steps: I) -> Self {
        Self(steps.into_iter().fold(0, |bits, step| bits | step.bit()))
    }
}

/// Somebody who came by an invitation, for the one who made it.
#[derive(Debug, Clone, PartialEq)]
pub struct Newcomer {
    /// Who.
    pub person: Person,
    /// By which invitation.
    pub code: InviteCode,
    /// How far they have settled in.
    pub steps: WelcomeSteps,
    /// When they came.
    pub registered_at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_stored_and_read_whatever_stands_beside_them() {
        let steps: WelcomeSteps = [WelcomeStep::TestCall, WelcomeStep::Profile].into_iter().collect();
        assert_eq!(WelcomeSteps::from_bits(steps.bits()), steps);
        assert_eq!(WelcomeSteps::from_bits(steps.bits() | 1 << 40), steps);
        assert_eq!(steps.iter().collect::<Vec<_>>(), [WelcomeStep::Profile, WelcomeStep::TestCall]);
    }
}
