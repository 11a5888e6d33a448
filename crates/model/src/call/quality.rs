//! How a call was for one side of it, in a few figures.

use std::collections::HashMap;

use super::Call;
use crate::UserId;

/// The short of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum QualityMark {
    /// Nothing to complain of.
    Good,
    /// Noticeable, but one could talk.
    Fair,
    /// Hard to talk.
    Poor,
}

/// What was wrong most of the time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum QualityCause {
    /// Packets of the other side were lost on the way here.
    LossIn,
    /// Packets of this side were lost on the way there.
    LossOut,
    /// The way and back took too long.
    Delay,
    /// Packets came irregularly.
    Jitter,
    /// This device was too slow for its picture.
    Device,
    /// Nothing came from the other side.
    Silence,
}

/// How media travelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MediaPath {
    /// From device to device.
    Direct,
    /// Through a TURN server.
    Relay,
}

/// How packets left the device: to the other one, or to the TURN server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MediaTransport {
    /// As they should.
    Udp,
    /// Where UDP does not pass.
    Tcp,
    /// To a TURN server only: where nothing else passes.
    Tls,
}

/// The summary that a device tells when its part in a call is over. It holds no addresses and no texts, so its
/// size is bounded; figures past what is sensible are cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CallQuality {
    /// The short of it.
    pub mark: QualityMark,
    /// Why it is not good.
    pub cause: Option<QualityCause>,
    /// Lost on the way here, in thousandths.
    pub loss_in: u16,
    /// Lost on the way there, in thousandths.
    pub loss_out: u16,
    /// There and back, milliseconds on average.
    pub rtt_ms: u32,
    /// How irregularly packets came, milliseconds on average.
    pub jitter_ms: u32,
    /// The way it took last.
    pub path: Option<MediaPath>,
    /// How packets left this device last.
    pub transport: Option<MediaTransport>,
}

/// A call that is over with what its sides told of it, for whoever runs the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallReport {
    /// Who, when and how long.
    pub call: Call,
    /// How it was for each; who told nothing is absent.
    pub told: HashMap<UserId, CallQuality>,
}

/// A minute: nobody waits longer for a word.
const SENSIBLE_MS: u32 = 60_000;

impl CallQuality {
    /// The same with figures that can be.
    #[must_use]
    pub fn sensible(self) -> Self {
        Self {
            loss_in: self.loss_in.min(1000),
            loss_out: self.loss_out.min(1000),
            rtt_ms: self.rtt_ms.min(SENSIBLE_MS),
            jitter_ms: self.jitter_ms.min(SENSIBLE_MS),
            ..self
        }
    }
}
