//! Simple mode: a page of a few large photos, and callers who are answered without a touch.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use zvonilka_model as model;
use zvonilka_model::{SimpleProposalId, Timestamp, UserId};

use crate::{CallKind, User, mirror::mirror};

mirror!(
    /// What happens when a chosen person calls.
    AutoAnswer of model::AutoAnswer {
        /// It rings.
        Never,
        /// An open page answers by itself, with sound alone.
        Sound,
        /// An open page answers by itself, with the camera when the call has pictures.
        Camera,
    }
);

mirror!(
    /// What became of a proposal.
    SimpleProposalState of model::ProposalState {
        /// It waits for an answer.
        Open,
        /// The person agreed.
        Taken,
        /// The person said no.
        Refused,
        /// Nobody answered in time.
        Expired,
    }
);

/// A chosen person.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SimplePerson {
    /// Who.
    pub user: User,
    /// What a tap on their photo starts.
    pub call: CallKind,
    /// What happens when they call.
    pub answer: AutoAnswer,
}

/// A person to choose.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SimpleChoice {
    /// Who.
    pub user_id: UserId,
    /// What a tap on their photo starts.
    pub call: CallKind,
    /// What happens when they call.
    pub answer: AutoAnswer,
}

/// `PUT /simple-mode`, and what is proposed to somebody.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SimpleSetup {
    /// Whether the page is the simple one.
    pub enabled: bool,
    /// At most eight, in the order of their photos.
    pub people: Vec<SimpleChoice>,
}

impl From<SimpleSetup> for model::SimpleSetup {
    fn from(setup: SimpleSetup) -> Self {
        let choice = |choice: SimpleChoice| model::SimpleChoice {
            person: choice.user_id,
            call: choice.call.into(),
            answer: choice.answer.into(),
        };
        Self { enabled: setup.enabled, people: setup.people.into_iter().map(choice).collect() }
    }
}

/// `GET /simple-mode`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SimpleMode {
    /// Whether my page is the simple one.
    pub enabled: bool,
    /// The people I chose, in the order of their photos. Whoever of them is answered without a touch is so whether or
    /// not the page is the simple one.
    pub people: Vec<SimplePerson>,
    /// Whose proposal I agreed to; absent when I set it up alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub set_by: Option<User>,
    /// When it was set up; absent when it never was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub set_at: Option<Timestamp>,
    /// What is proposed to me and waits for my answer, the newest first.
    pub proposals: Vec<SimpleProposal>,
}

/// Simple mode as somebody proposes it to somebody else.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SimpleProposal {
    /// Its id; made anew, it gets another one.
    pub id: SimpleProposalId,
    /// The other one of the two: who proposes it to me, or to whom I propose it.
    pub user: User,
    /// Whether the page is to be the simple one.
    pub enabled: bool,
    /// The people, in the order of their photos.
    pub people: Vec<SimplePerson>,
    /// When it was made.
    pub proposed_at: Timestamp,
    /// What became of it.
    pub state: SimpleProposalState,
}
