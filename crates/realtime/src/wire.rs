//! From the domain to the wire, in the one place that broadcasts and answers share.

use zvonilka_model::{self as model, MemberChange, Presence, Viewpoint, call::SignalBody};
use zvonilka_protocol::{
    Call, Chat, ContactRequest, Me, Member, MyChat, SharedChat, User,
    socket::{
        CallAcceptance, CallCandidate, CallDecline, CallRinging, CallSdp, CallStateEvent, CallStateFrame,
        ChatUpdate, MemberDelta, RingingDevice, ServerEvent, TypingWhat,
    },
};
use zvonilka_store::LogEntry;

/// A person as one pair of eyes sees them now.
#[must_use]
pub fn user(person: &model::Person, view: &Viewpoint, presence: &dyn Presence) -> User {
    User::new(person, view, presence.state(person.id))
}

/// Oneself as one sees oneself now.
#[must_use]
pub fn me(person: &model::Person, presence: &dyn Presence) -> Me {
    Me::new(person, presence.state(person.id))
}

/// A member as one pair of eyes sees them now. Of somebody who hides it, it is not told how far they have read.
#[must_use]
pub fn member(member: &model::Member, view: &Viewpoint, presence: &dyn Presence) -> Member {
    Member {
        user: user(&member.person, view, presence),
        role: member.role.into(),
        joined_at: member.joined_at,
        read_seq: if view.sees_receipts(&member.person) { member.read_seq } else { 0 },
        delivered_seq: member.delivered_seq,
    }
}

/// A chat as one of its members sees it now.
#[must_use]
pub fn chat(
    summary: &model::ChatSummary,
    view: &Viewpoint,
    presence: &dyn Presence,
    active_call: Option<&model::call::Call>,
) -> Chat {
    Chat {
        shared: SharedChat::from(&summary.chat),
        members: summary.members.as_ref().map(|all| all.iter().map(|m| member(m, view, presence)).collect()),
        last_message: summary.last_message.as_ref().map(Into::into),
        unread_count: summary.mine.unread_count,
        my_read_seq: summary.mine.read_seq,
        read_seq: summary.others_read_seq,
        unread_mentions: summary.mine.unread_mentions,
        muted_until: summary.mine.muted_until,
        pinned: summary.mine.pinned,
        archived: summary.mine.archived,
        marked_unread: summary.mine.marked_unread,
        draft: summary.mine.draft.as_ref().map(Into::into),
        hidden_seq: summary.mine.hidden_seq,
        role: summary.mine.role.into(),
        active_call: active_call.map(Call::from),
    }
}

/// One's own side of a chat.
#[must_use]
pub fn my_chat(chat: model::ChatId, mine: &model::MyChat) -> MyChat {
    MyChat {
        chat_id: chat,
        my_read_seq: mine.read_seq,
        unread_count: mine.unread_count,
        unread_mentions: mine.unread_mentions,
        pinned: mine.pinned,
        archived: mine.archived,
        muted_until: mine.muted_until,
        marked_unread: mine.marked_unread,
        draft: mine.draft.as_ref().map(Into::into),
        hidden_seq: mine.hidden_seq,
    }
}

/// An entry of a chat's log, as the event that told it.
#[must_use]
pub fn log_entry(entry: &LogEntry) -> ServerEvent {
    match entry {
        LogEntry::Message(message) => {
            ServerEvent::MessageNew { chat_id: message.chat, seq: message.seq, message: message.into() }
        }
        LogEntry::MessageChanged { seq, message } => message_updated(*seq, message),
        LogEntry::MessageDeleted { chat, seq, message, at, .. } => {
            ServerEvent::MessageDeleted { chat_id: *chat, seq: *seq, message_id: *message, deleted_at: *at }
        }
        LogEntry::Reaction(change) => reaction_updated(change),
        LogEntry::ChatChanged { seq, chat, member } => chat_updated(*seq, chat, member.as_ref()),
    }
}

/// `message:updated`.
#[must_use]
pub fn message_updated(seq: i64, message: &model::Message) -> ServerEvent {
    ServerEvent::MessageUpdated { chat_id: message.chat, seq, message: message.into() }
}

/// `reaction:updated`.
#[must_use]
pub fn reaction_updated(change: &model::ReactionChange) -> ServerEvent {
    ServerEvent::ReactionUpdated {
        chat_id: change.chat,
        seq: change.seq,
        message_id: change.message,
        user_id: change.user,
        emoji: change.emoji.to_string(),
        set: change.set,
        counts: change.counts.iter().map(Into::into).collect(),
    }
}

/// `chat:updated`.
#[must_use]
pub fn chat_updated(seq: i64, chat: &model::Chat, member: Option<&MemberChange>) -> ServerEvent {
    let (joined, members, left_ids) = match member {
        None => (None, Vec::new(), Vec::new()),
        Some(MemberChange::Joined(member)) => (Some(member_delta(member)), Vec::new(), Vec::new()),
        Some(MemberChange::Group { members, left }) => {
            (None, members.iter().map(member_delta).collect(), left.clone())
        }
    };
    let shared = SharedChat::from(chat);
    ServerEvent::ChatUpdated(ChatUpdate { chat_id: chat.id, seq, chat: shared, joined, members, left_ids })
}

fn member_delta(member: &model::Member) -> MemberDelta {
    MemberDelta { user: (&member.person).into(), role: member.role.into(), joined_at: member.joined_at }
}

/// What a member prepares.
#[must_use]
pub const fn typing(what: model::Typing) -> TypingWhat {
    match what {
        model::Typing::Text => TypingWhat::Text,
        model::Typing::Voice => TypingWhat::Voice,
        model::Typing::File => TypingWhat::File,
    }
}

/// A request to become contacts, as one of the two sees it.
#[must_use]
pub fn contact_request(
    request: &model::ContactRequest,
    view: &Viewpoint,
    presence: &dyn Presence,
) -> ContactRequest {
    ContactRequest {
        id: request.id,
        user: user(&request.person, view, presence),
        created_at: request.created_at,
    }
}

/// What all members of a chat hear of a call there. Nothing of it depends on who hears it.
#[must_use]
pub fn group_call_event(body: &SignalBody) -> Option<ServerEvent> {
    match body {
        SignalBody::Updated { call } => Some(ServerEvent::CallUpdated { call: call.into() }),
        SignalBody::Ended { call } => Some(ServerEvent::CallEnded { call: call.into() }),
        SignalBody::Incoming { .. }
        | SignalBody::Ringing { .. }
        | SignalBody::Accepted { .. }
        | SignalBody::Rejected { .. }
        | SignalBody::Taken { .. }
        | SignalBody::Removed { .. }
        | SignalBody::Muted { .. }
        | SignalBody::Reacted { .. }
        | SignalBody::Offer { .. }
        | SignalBody::Answer { .. }
        | SignalBody::Candidate { .. }
        | SignalBody::State { .. } => None,
    }
}

/// A call event, for the one whose eyes are given.
#[must_use]
pub fn call_event(body: &SignalBody, view: &Viewpoint, presence: &dyn Presence) -> ServerEvent {
    match body {
        SignalBody::Incoming { call, from } => {
            ServerEvent::CallIncoming { call: call.into(), from: user(from, view, presence) }
        }
        SignalBody::Ringing { call, devices } => {
            let device = |device: &zvonilka_model::call::RingingDevice| RingingDevice {
                kind: device.kind.map(Into::into),
                state: device.state.into(),
            };
            ServerEvent::CallRinging(CallRinging {
                call_id: *call,
                devices: devices.iter().map(device).collect(),
            })
        }
        SignalBody::Accepted { call, participant, user } => ServerEvent::CallAccepted(CallAcceptance {
            call_id: *call,
            participant_id: *participant,
            user_id: *user,
        }),
        SignalBody::Rejected { call, user } => {
            ServerEvent::CallRejected(CallDecline { call_id: *call, user_id: *user })
        }
        SignalBody::Updated { call } => ServerEvent::CallUpdated { call: call.into() },
        SignalBody::Ended { call } => ServerEvent::CallEnded { call: call.into() },
        SignalBody::Taken { call } => ServerEvent::CallTaken { call_id: *call },
        SignalBody::Removed { call, by } => ServerEvent::CallRemoved { call_id: *call, by_user_id: *by },
        SignalBody::Muted { call, by } => ServerEvent::CallMuted { call_id: *call, by_user_id: *by },
        SignalBody::Reacted { call, from, user, emoji } => ServerEvent::CallReacted {
            call_id: *call,
            participant_id: *from,
            user_id: *user,
            emoji: emoji.to_string(),
        },
        SignalBody::Offer { call, from, from_user, sdp } => ServerEvent::CallOffer(CallSdp {
            call_id: *call,
            from_participant_id: *from,
            from_user_id: *from_user,
            sdp: sdp.clone(),
        }),
        SignalBody::Answer { call, from, from_user, sdp } => ServerEvent::CallAnswer(CallSdp {
            call_id: *call,
            from_participant_id: *from,
            from_user_id: *from_user,
            sdp: sdp.clone(),
        }),
        SignalBody::Candidate { call, from, from_user, candidate } => {
            ServerEvent::CallIceCandidate(CallCandidate {
                call_id: *call,
                from_participant_id: *from,
                from_user_id: *from_user,
                // It came in as JSON; only a damaged one becomes "no more candidates".
                candidate: serde_json::from_str(candidate).unwrap_or_default(),
            })
        }
        SignalBody::State { call, from, from_user, state } => ServerEvent::CallState(CallStateEvent {
            from_participant_id: *from,
            from_user_id: *from_user,
            state: CallStateFrame {
                call_id: *call,
                muted: state.muted,
                camera: state.camera,
                screen: state.screen,
                hold: state.hold,
            },
        }),
    }
}
