//! What happens to a message after it was sent.

use serde::Serialize;
use zvonilka_protocol::{
    DeleteFor, Message,
    socket::{DeleteFrame, EditFrame, ReactionFrame},
};
use zvonilka_realtime::Closed;

use super::super::dispatch::{Done, Talk};
use crate::routes::{edited_text, emoji};

#[derive(Serialize)]
struct Edited {
    message: Message,
}

/// `message:edit`.
pub(in super::super) async fn edit(
    talk: &mut Talk,
    reference: Option<String>,
    frame: EditFrame,
) -> Result<(), Closed> {
    let text = match edited_text(frame.text) {
        Ok(text) => text,
        Err(refusal) => return talk.refuse(reference, refusal).await,
    };
    let outcome = talk.state.service.messages.edit(talk.actor, frame.message_id, text).await;
    let outcome = outcome.map(|message| Edited { message: (&message).into() });
    talk.answer(reference, outcome.map_err(Into::into)).await
}

/// `message:delete`.
pub(in super::super) async fn delete(
    talk: &mut Talk,
    reference: Option<String>,
    frame: DeleteFrame,
) -> Result<(), Closed> {
    let messages = &talk.state.service.messages;
    let outcome = match frame.whom {
        DeleteFor::Everyone => messages.delete_for_everyone(talk.actor, frame.message_id).await,
        DeleteFor::Me => messages.delete_for_me(talk.actor, frame.message_id).await,
    };
    talk.answer(reference, outcome.map(|()| Done {}).map_err(Into::into)).await
}

/// `reaction:set` and `reaction:unset`.
pub(in super::super) async fn react(
    talk: &mut Talk,
    reference: Option<String>,
    frame: ReactionFrame,
    set: bool,
) -> Result<(), Closed> {
    let emoji = match emoji(&frame.emoji) {
        Ok(emoji) => emoji,
        Err(refusal) => return talk.refuse(reference, refusal).await,
    };
    let outcome = talk.state.service.messages.react(talk.actor, frame.message_id, &emoji, set).await;
    talk.answer(reference, outcome.map(|()| Done {}).map_err(Into::into)).await
}
