//! What was told already, so that everything is told once and in order.

use std::collections::HashMap;

use zvonilka_model::ChatId;
use zvonilka_protocol::socket::ServerEvent;

/// How far the client is in each chat's log, and in the server's changes.
#[derive(Debug, Default)]
pub(crate) struct Known {
    pub(crate) store_id: Option<String>,
    pub(crate) cursor: Option<String>,
    pub(crate) chats: HashMap<ChatId, i64>,
}

impl Known {
    /// Whether an event is news. If it is, it counts as told.
    pub(crate) fn is_news(&mut self, event: &ServerEvent) -> bool {
        if let Some((chat, seq)) = place(event) {
            let known = self.chats.entry(chat).or_insert(0);
            let news = seq > *known;
            *known = seq.max(*known);
            return news;
        }
        if let ServerEvent::ChatNew { chat } = event {
            // What is in it already has not been told.
            self.chats.entry(chat.shared.id).or_insert(0);
        }
        if let ServerEvent::ChatRemoved { chat_id } = event {
            self.chats.remove(chat_id);
        }
        true
    }
}

/// Where an event stands in its chat's log, if it does.
fn place(event: &ServerEvent) -> Option<(ChatId, i64)> {
    if let ServerEvent::MessageNew { chat_id, seq, .. }
    | ServerEvent::MessageUpdated { chat_id, seq, .. }
    | ServerEvent::MessageDeleted { chat_id, seq, .. }
    | ServerEvent::ReactionUpdated { chat_id, seq, .. } = event
    {
        return Some((*chat_id, *seq));
    }
    if let ServerEvent::ChatUpdated(update) = event {
        return Some((update.chat_id, update.seq));
    }
    None
}
