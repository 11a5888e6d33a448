//! Frames that clients send.

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::value::RawValue;
use utoipa::ToSchema;
use zvonilka_model::{CallId, ChatId, MessageId, ParticipantId, UserId};

use crate::{DeleteFor, DeviceKind, ErrorCode, InitiateCall, SendMessage, SyncRequest};

/// A parsed frame and the `ref` under which its answer goes back.
#[derive(Debug, Clone)]
pub struct Incoming {
    /// Present on requests.
    pub reference: Option<String>,
    /// What is asked.
    pub frame: ClientFrame,
}

/// A frame that could not be understood; the socket stays open.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{detail}")]
pub struct FrameError {
    /// The `ref`, if that much could be read.
    pub reference: Option<String>,
    /// `bad_request` or `unknown_type`.
    pub code: ErrorCode,
    /// One English sentence for developers.
    pub detail: String,
}

// The names are `tt` and not `literal`: utoipa cannot see a name through the latter's invisible group.
macro_rules! frames {
    ($($(#[$doc:meta])* $name:ident($data:ty) = $text:tt;)* ; $($(#[$udoc:meta])* $unit:ident = $utext:tt;)*) => {
        /// Everything a client can say.
        #[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
        #[serde(tag = "type", content = "data")]
        pub enum ClientFrame {
            $($(#[$doc])* #[serde(rename = $text)] $name($data),)*
            $($(#[$udoc])* #[serde(rename = $utext)] $unit,)*
        }

        impl ClientFrame {
            /// The names of all frame types, for the reference and the access matrix.
            pub const TYPES: &'static [&'static str] = &[$($text,)* $($utext,)*];

            fn from_parts(kind: &str, data: &str) -> Result<Option<Self>, serde_json::Error> {
                Ok(Some(match kind {
                    $($text => Self::$name(parse(data)?),)*
                    $($utext => Self::$unit,)*
                    _ => return Ok(None),
                }))
            }
        }
    };
}

frames! {
    /// The first frame of a browser, and again before the token runs out.
    Auth(AuthFrame) = "auth";
    /// A message; answered after it is durable.
    MessageSend(ChatMessage) = "message:send";
    /// Other words for a message of mine; the answer has it as it is then.
    MessageEdit(EditFrame) = "message:edit";
    /// Deletes a message.
    MessageDelete(DeleteFrame) = "message:delete";
    /// Answers a message with a sign.
    ReactionSet(ReactionFrame) = "reaction:set";
    /// Takes a sign back.
    ReactionUnset(ReactionFrame) = "reaction:unset";
    /// I have read up to here.
    MessageRead(ReadMark) = "message:read";
    /// This device has received up to here.
    MessageDelivered(ReadMark) = "message:delivered";
    /// I am writing. No answer.
    TypingStart(TypingFrame) = "typing:start";
    /// I have stopped. No answer.
    TypingStop(TypingFrame) = "typing:stop";
    /// Whether anybody uses this device. No answer.
    PresenceSet(PresenceFrame) = "presence:set";
    /// What did I miss?
    Sync(SyncRequest) = "sync";
    /// Calls somebody.
    CallInitiate(InitiateCall) = "call:initiate";
    /// Takes a ringing call on this device.
    CallAccept(CallRef) = "call:accept";
    /// This device rings.
    CallRings(RingReceipt) = "call:rings";
    /// Declines a ringing call on all my devices.
    CallReject(CallRef) = "call:reject";
    /// Calls off what rings.
    CallCancel(CallRef) = "call:cancel";
    /// Hangs up; while it rings, calls off.
    CallEnd(CallRef) = "call:end";
    /// I am still here.
    CallRenew(CallRef) = "call:renew";
    /// Comes into a group call.
    CallJoin(CallRef) = "call:join";
    /// Leaves a group call.
    CallLeave(CallRef) = "call:leave";
    /// Asks people into the call in which I am.
    CallInvite(InviteToCall) = "call:invite";
    /// Raises or lowers a hand in a group call.
    CallHand(CallHand) = "call:hand";
    /// Shows a sign to everybody in a group call.
    CallReact(CallReact) = "call:react";
    /// Switches microphones in a group call off, as a host.
    CallMute(CallMute) = "call:mute";
    /// Takes somebody out of a group call, as a host.
    CallRemove(CallPerson) = "call:remove";
    /// Lets somebody into a group call again, as a host.
    CallLetIn(CallPerson) = "call:let-in";
    /// Locks or unlocks a group call, as a host.
    CallLock(CallLock) = "call:lock";
    /// Takes my place in the call again after a reconnect.
    CallResume(ResumeCall) = "call:resume";
    /// An SDP offer for the other participant.
    CallOffer(SdpFrame) = "call:offer";
    /// An SDP answer for the other participant.
    CallAnswer(SdpFrame) = "call:answer";
    /// An ICE candidate for the other participant.
    CallIceCandidate(CandidateFrame) = "call:ice-candidate";
    /// What media really flows.
    CallMedia(CallMediaFrame) = "call:media";
    /// My mute, camera, screen or hold, for the others.
    CallState(CallStateFrame) = "call:state";
    ;
    /// Shows that the client is alive.
    Ping = "ping";
}

#[derive(Deserialize)]
struct Envelope<'a> {
    #[serde(rename = "type")]
    kind: String,
    #[serde(rename = "ref", default)]
    reference: Option<String>,
    #[serde(borrow, default)]
    data: Option<&'a RawValue>,
}

impl ClientFrame {
    /// Reads one text frame.
    ///
    /// # Errors
    /// [`FrameError`] with `bad_request` when it is not a frame or a field is wrong, and with `unknown_type`
    /// when there is no such type.
    pub fn parse(text: &str) -> Result<Incoming, FrameError> {
        let envelope: Envelope<'_> = serde_json::from_str(text).map_err(|error| FrameError {
            reference: None,
            code: ErrorCode::BadRequest,
            detail: format!("not a frame: {error}"),
        })?;
        let reference = envelope.reference.filter(|r| r.len() <= 64);
        let data = envelope.data.map_or("{}", RawValue::get);
        match Self::from_parts(&envelope.kind, data) {
            Ok(Some(frame)) => Ok(Incoming { reference, frame }),
            Ok(None) => Err(FrameError {
                reference,
                code: ErrorCode::UnknownType,
                detail: "no such frame type".to_owned(),
            }),
            Err(error) => Err(FrameError {
                reference,
                code: ErrorCode::BadRequest,
                detail: format!("bad data: {error}"),
            }),
        }
    }
}

fn parse<T: DeserializeOwned>(data: &str) -> Result<T, serde_json::Error> {
    serde_json::from_str(data)
}

/// `auth`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AuthFrame {
    /// The access token.
    pub token: String,
    /// The tab's own id: an older socket of the same tab is closed with 4004.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tab_id: Option<String>,
}

/// `message:send`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ChatMessage {
    /// Where to.
    pub chat_id: ChatId,
    /// The message.
    #[serde(flatten)]
    pub message: SendMessage,
}

/// `message:edit`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct EditFrame {
    /// Which message.
    pub message_id: MessageId,
    /// The new words; may be empty only where there are attachments.
    pub text: String,
}

/// `message:delete`.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeleteFrame {
    /// Which message.
    pub message_id: MessageId,
    /// For whom; `me` if absent.
    #[serde(rename = "for", default)]
    pub whom: DeleteFor,
}

/// `reaction:set` and `reaction:unset`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReactionFrame {
    /// Which message.
    pub message_id: MessageId,
    /// One emoji of Unicode.
    pub emoji: String,
}

/// `message:read` and `message:delivered`.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReadMark {
    /// The chat.
    pub chat_id: ChatId,
    /// Up to where.
    pub seq: i64,
}

/// What is being prepared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum TypingWhat {
    /// Words.
    Text,
    /// A voice message.
    Voice,
    /// A file.
    File,
}

/// `typing:start` and `typing:stop`.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TypingFrame {
    /// The chat.
    pub chat_id: ChatId,
    /// `text` if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub what: Option<TypingWhat>,
}

/// Whether anybody uses a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum PresenceChoice {
    /// In use.
    Online,
    /// Open, but untouched for a while.
    Away,
}

/// `presence:set`.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PresenceFrame {
    /// Whether anybody uses this device.
    pub state: PresenceChoice,
}

/// A frame that only names a call.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CallRef {
    /// Which call.
    pub call_id: CallId,
}

/// `call:invite`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct InviteToCall {
    /// Which call. One between two people becomes one through the server by it.
    pub call_id: CallId,
    /// Whom; it rings at theirs. Up to 16.
    pub user_ids: Vec<UserId>,
}

/// `call:hand`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CallHand {
    /// Which call.
    pub call_id: CallId,
    /// Whose hand; mine if absent. Hosts may lower anybody's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_id: Option<UserId>,
    /// The place of a guest whose hand a host lowers, in the stead of `userId`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub participant_id: Option<ParticipantId>,
    /// Up or down.
    pub raised: bool,
}

/// `call:react`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CallReact {
    /// Which call.
    pub call_id: CallId,
    /// One emoji.
    pub emoji: String,
}

/// `call:mute`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CallMute {
    /// Which call.
    pub call_id: CallId,
    /// Whose microphone; everybody else's if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_id: Option<UserId>,
    /// The place of a guest, in the stead of `userId`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub participant_id: Option<ParticipantId>,
}

/// `call:remove` and `call:let-in`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CallPerson {
    /// Which call.
    pub call_id: CallId,
    /// Whom.
    pub user_id: UserId,
}

/// `call:lock`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CallLock {
    /// Which call.
    pub call_id: CallId,
    /// Locked or not.
    pub locked: bool,
}

/// `call:resume`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ResumeCall {
    /// Which call.
    pub call_id: CallId,
    /// The place that was mine.
    pub participant_id: ParticipantId,
    /// This page or device has nothing of the call's media: the place gets another id, and both sides make a
    /// new line.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub fresh: bool,
}

/// `call:rings`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RingReceipt {
    /// Which call.
    pub call_id: CallId,
    /// What sort of device this is.
    pub kind: DeviceKind,
    /// It is shown beside a call that goes on here.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub waiting: bool,
}

/// `call:offer` and `call:answer`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SdpFrame {
    /// Which call.
    pub call_id: CallId,
    /// Whom for; needed only where there are several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_participant_id: Option<ParticipantId>,
    /// The description, as the browser wrote it.
    pub sdp: String,
}

/// `call:ice-candidate`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CandidateFrame {
    /// Which call.
    pub call_id: CallId,
    /// Whom for; needed only where there are several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_participant_id: Option<ParticipantId>,
    /// An `RTCIceCandidateInit`; `null` says that there are no more.
    #[schema(value_type = Option<Object>)]
    pub candidate: serde_json::Value,
}

/// The way media takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum MediaPath {
    /// From device to device.
    Direct,
    /// Through a TURN server.
    Relay,
}

/// `call:media`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CallMediaFrame {
    /// Which call.
    pub call_id: CallId,
    /// Packets of the other side really arrive.
    pub receiving: bool,
    /// Negotiated as sending something.
    pub sending: bool,
    /// The way it takes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<MediaPath>,
}

/// `call:state`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CallStateFrame {
    /// Which call.
    pub call_id: CallId,
    /// The microphone is off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub muted: Option<bool>,
    /// The camera is on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub camera: Option<bool>,
    /// The screen is shared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub screen: Option<bool>,
    /// The call is on hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold: Option<bool>,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_frame_is_read_with_its_reference() {
        let text = r#"{"type":"message:read","ref":"7","data":{"chatId":"018f3c1e-0000-7000-8000-000000000001","seq":3,"later":1}}"#;
        let incoming = ClientFrame::parse(text).expect("valid frame");
        assert_eq!(incoming.reference.as_deref(), Some("7"));
        assert!(matches!(incoming.frame, ClientFrame::MessageRead(ReadMark { seq: 3, .. })));
    }

    #[test]
    fn a_ping_needs_no_data() {
        assert!(matches!(
            ClientFrame::parse(r#"{"type":"ping","ref":"1"}"#),
            Ok(Incoming { frame: ClientFrame::Ping, .. })
        ));
    }

    #[test]
    fn errors_keep_the_reference_so_that_the_client_can_match_them() {
        let unknown = ClientFrame::parse(r#"{"type":"nonsense","ref":"1"}"#).expect_err("unknown");
        assert_eq!((unknown.reference.as_deref(), unknown.code), (Some("1"), ErrorCode::UnknownType));
        let bad =
            ClientFrame::parse(r#"{"type":"message:read","ref":"2","data":{"seq":"x"}}"#).expect_err("bad");
        assert_eq!((bad.reference.as_deref(), bad.code), (Some("2"), ErrorCode::BadRequest));
        assert_eq!(ClientFrame::parse("[]").expect_err("not a frame").code, ErrorCode::BadRequest);
    }

    proptest! {
        #[test]
        fn any_text_is_answered_without_a_panic(text in ".{0,200}") {
            let _ = ClientFrame::parse(&text);
        }

        #[test]
        fn any_data_for_any_type_is_answered_without_a_panic(kind in 0..ClientFrame::TYPES.len(), data in "[\\[\\]{}\",:a-z0-9]{0,60}") {
            let _ = ClientFrame::parse(&format!(r#"{{"type":"{}","ref":"1","data":{data}}}"#, ClientFrame::TYPES[kind]));
        }
    }
}
