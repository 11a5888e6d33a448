//! Simple mode: a page of a few large photos, where one tap calls; and callers who are answered without a touch.
//!
//! Both are a person's own choice. Whoever runs the server may propose them, which changes nothing until the person
//! agrees.

use std::time::Duration;

use crate::{Person, SimpleProposalId, Timestamp, UserId, call::CallKind};

/// For how long a proposal waits for an answer. What was meant weeks ago may not be meant any more.
pub const PROPOSAL_FOR: Duration = Duration::from_secs(7 * 24 * 3_600);

/// What happens when a chosen person calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AutoAnswer {
    /// It rings.
    Never,
    /// An open page answers by itself, with sound alone.
    Sound,
    /// An open page answers by itself, with the camera when the call has pictures.
    Camera,
}

/// A chosen person, before they are looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SimpleChoice {
    /// Who.
    pub person: UserId,
    /// What a tap on their photo starts.
    pub call: CallKind,
    /// What happens when they call.
    pub answer: AutoAnswer,
}

/// All that is chosen at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SimpleSetup {
    /// Whether the page is the simple one.
    pub enabled: bool,
    /// The people, in the order of their photos.
    pub people: Vec<SimpleChoice>,
}

/// A chosen person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SimplePerson {
    /// Who.
    pub person: Person,
    /// What a tap on their photo starts.
    pub call: CallKind,
    /// What happens when they call.
    pub answer: AutoAnswer,
}

/// What holds for somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SimpleMode {
    /// Whether the page is the simple one.
    pub enabled: bool,
    /// The people, in the order of their photos.
    pub people: Vec<SimplePerson>,
    /// Whose proposal it was; `None` when the person set it up alone.
    pub set_by: Option<Person>,
    /// When it was set up; `None` when it never was.
    pub set_at: Option<Timestamp>,
}

/// What became of a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProposalState {
    /// It waits for an answer.
    Open,
    /// The person agreed.
    Taken,
    /// The person said no.
    Refused,
    /// Nobody answered in time.
    Expired,
}

/// Simple mode as somebody proposes it to somebody else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SimpleProposal {
    /// Its id; a proposal that is made anew gets another one, so that nobody agrees to what they did not see.
    pub id: SimpleProposalId,
    /// The other one of the two: who proposes, or to whom.
    pub other: Person,
    /// Whether the page is to be the simple one.
    pub enabled: bool,
    /// The people, in the order of their photos.
    pub people: Vec<SimplePerson>,
    /// When it was made.
    pub proposed_at: Timestamp,
    /// What became of it.
    pub state: ProposalState,
}
