//! How a call was.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use zvonilka_model::{CallId, Timestamp, UserId, call as model};

use crate::{CallKind, EndReason, User, mirror::mirror, socket::MediaPath};

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

mirror!(
    /// How packets left the device: to the other one, or to the TURN server.
    MediaTransport of model::MediaTransport {
        /// As they should.
        Udp,
        /// Where UDP does not pass.
        Tcp,
        /// To a TURN server only: where nothing else passes.
        Tls,
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
    /// How packets left this device last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transport: Option<MediaTransport>,
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
            transport: quality.transport.map(Into::into),
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
            transport: quality.transport.map(Into::into),
        }
    }
}

/// `GET /admin/calls`: a call that is over, as its sides told of it. Never what was said.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CallReport {
    /// Which call.
    pub call_id: CallId,
    /// What the caller asked for.
    pub kind: CallKind,
    /// When it was made.
    pub created_at: Timestamp,
    /// From the answer to the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration_ms: Option<i64>,
    /// Why it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_reason: Option<EndReason>,
    /// Everybody in it, the caller first.
    pub sides: Vec<CallReportSide>,
}

/// One side of a call that is over.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CallReportSide {
    /// Who.
    pub user: User,
    /// How it was for them; absent where they told nothing, as when a page closed too early.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quality: Option<CallQuality>,
}

impl CallReport {
    /// The report as one pair of eyes sees it; `user` gives the people.
    #[must_use]
    pub fn new(report: &model::CallReport, user: impl Fn(UserId) -> Option<User>) -> Self {
        let call = &report.call;
        let mut sides: Vec<UserId> = call.participants.iter().map(|place| place.user).collect();
        sides.sort_by_key(|side| *side != call.initiator);
        let side = |id: UserId| {
            let quality = report.told.get(&id).map(|quality| (*quality).into());
            Some(CallReportSide { user: user(id)?, quality })
        };
        Self {
            call_id: call.id,
            kind: call.kind.into(),
            created_at: call.created_at,
            duration_ms: call.duration().map(|d| i64::try_from(d.as_millis()).unwrap_or(i64::MAX)),
            end_reason: call.end_reason.map(Into::into),
            sides: sides.into_iter().filter_map(side).collect(),
        }
    }
}
