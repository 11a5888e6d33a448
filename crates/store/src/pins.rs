//! Messages that are pinned in a chat: a list in the chat's own row, so that whoever reads the chat has it.

use sea_orm::QueryResult;
use uuid::Uuid;
use zvonilka_model::MessageId;

use crate::{StoreError, statement::column};

/// The pinned messages in the column `pinned` of a chat.
pub(crate) fn pinned_from(row: &QueryResult, chat: Uuid) -> Result<Vec<MessageId>, StoreError> {
    let list: Option<String> = column(row, "pinned")?;
    let ids = list.as_deref().unwrap_or_default().split(',').filter(|id| !id.is_empty());
    ids.map(str::parse)
        .collect::<Result<_, _>>()
        .map_err(|_| StoreError::inconsistent("chats", "pinned", chat))
}

/// The list as the column holds it; nothing for an empty one.
pub(crate) fn pinned_text(pinned: &[MessageId]) -> Option<String> {
    (!pinned.is_empty()).then(|| pinned.iter().map(ToString::to_string).collect::<Vec<_>>().join(","))
}
