//! Typing and presence: frames without an answer.

use zvonilka_model::Typing;
use zvonilka_protocol::socket::{PresenceChoice, PresenceFrame, TypingFrame, TypingWhat};
use zvonilka_realtime::Closed;

use super::super::dispatch::Talk;

/// `typing:start`.
pub(in super::super) async fn typing(
    talk: &mut Talk,
    reference: Option<String>,
    frame: TypingFrame,
) -> Result<(), Closed> {
    let what = match frame.what {
        None | Some(TypingWhat::Text) => Typing::Text,
        Some(TypingWhat::Voice) => Typing::Voice,
        Some(TypingWhat::File) => Typing::File,
    };
    tell(talk, reference, frame, Some(what)).await
}

/// `typing:stop`.
pub(in super::super) async fn typed(
    talk: &mut Talk,
    reference: Option<String>,
    frame: TypingFrame,
) -> Result<(), Closed> {
    tell(talk, reference, frame, None).await
}

async fn tell(
    talk: &Talk,
    reference: Option<String>,
    frame: TypingFrame,
    what: Option<Typing>,
) -> Result<(), Closed> {
    let outcome = talk.state.service.messages.typing(talk.actor, frame.chat_id, what).await;
    talk.answer_refusal_only(reference, outcome.map_err(Into::into)).await
}

/// `presence:set`.
pub(in super::super) async fn set(
    talk: &mut Talk,
    reference: Option<String>,
    frame: PresenceFrame,
) -> Result<(), Closed> {
    talk.state.hub.set_idle(talk.connection, frame.state == PresenceChoice::Away);
    talk.answer_refusal_only(reference, Ok(())).await
}
