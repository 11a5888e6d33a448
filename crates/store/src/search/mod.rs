//! Full-text search: stems of all messages in an index of the database's own kind (FTS5, or `tsvector` under
//! GIN), filled in the background.
//!
//! Besides the stems of its text every message has marks: its chat, its sender, and what it has. So a search in
//! one chat, or for the links of one person, is a conjunction that the index answers by itself, however common
//! the words are. The marks only narrow the search down; who may see a message is decided by its chat's members
//! in the same statement.

mod index;
mod query;

pub use index::IndexProgress;
pub use query::{FoundPage, Has, MessageQuery};

use uuid::Uuid;
use zvonilka_model::{ChatId, UserId};

/// The mark of all messages of a chat. No stem begins with `#`.
fn chat_mark(chat: ChatId) -> String {
    mark_of("c", chat.uuid())
}

/// The mark of all messages of a person.
fn sender_mark(sender: UserId) -> String {
    mark_of("u", sender.uuid())
}

fn mark_of(kind: &str, id: Uuid) -> String {
    format!("#{kind}{}", id.simple())
}
