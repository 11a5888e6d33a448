//! How a call was.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use zvonilka_model::call as model;

use crate::{mirror::mirror, socket::MediaPath};

mirror!(
    /// The short of how a call was.
    QualityMark of model::QualityMark {
        /// Nothing to complain of.
        Good,
        /// Noticeable, but one could talk.
        Fair,
        /// Hard to talk.
        Poor,
    }
);

mirror!(
    /// What was wrong most of the time.
    QualityCause of model::QualityCause {
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
);

/// `PUT /calls/{id}/quality`, and in one's own call history: how the call was for this side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CallQuality {
    /// The short of it.
    pub mark: QualityMark,
    /// Why it is not good.
    #[serde(default, skip_serializing_if = "Option::is_none")]
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
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<MediaPath>,
}

impl From<model::CallQuality> for CallQuality {
    fn from(quality: model::CallQuality) -> Self {
        Self {
            mark: quality.mark.into(),
            cause: quality.cause.map(Into::into),
            loss_in: quality.loss_in,
            loss_out: quality.loss_out,
            rtt_ms: quality.rtt_ms,
            jitter_ms: quality.jitter_ms,
            path: quality.path.map(|path| match path {
                model::MediaPath::Direct => MediaPath::Direct,
                model::MediaPath::Relay => MediaPath::Relay,
            }),
        }
    }
}

impl From<CallQuality> for model::CallQuality {
    fn from(quality: CallQuality) -> Self {
        Self {
            mark: quality.mark.into(),
            cause: quality.cause.map(Into::into),
            loss_in: quality.loss_in,
            loss_out: quality.loss_out,
            rtt_ms: quality.rtt_ms,
            jitter_ms: quality.jitter_ms,
            path: quality.path.map(|path| match path {
                MediaPath::Direct => model::MediaPath::Direct,
                MediaPath::Relay => model::MediaPath::Relay,
            }),
        }
    }
}
