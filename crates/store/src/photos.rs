//! Photos of people and chats.

use sea_orm::DatabaseTransaction;
use zvonilka_model::{Chat, ChatId, FileId, Person, Role, SystemNote, Timestamp, UserId};

use crate::{
    ChatAccess, ChatChange, GroupChange, GroupRefusal, Store, StoreError,
    chats::{self, EventRow},
    groups::{Locked, lock},
    notes::write_note,
    people::{PERSON, person_from},
    statement::{column, execute, row, values},
    transaction::{Stop, commit_mark, in_transaction, settled},
    words::EventKind,
};

impl Store {
    /// Gives a person another photo, or none; gives them back as they are now. The photo before is loose from then
    /// on.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails, or there is no such file.
    pub async fn set_person_photo(
        &self,
        id: UserId,
        photo: Option<FileId>,
    ) -> Result<Option<Person>, StoreError> {
        let sql = format!(
            "UPDATE people SET avatar_id = $2 WHERE id = $1 RETURNING {}",
            // SQLite knows no alias in RETURNING.
            PERSON.replace("p.", "")
        );
        let values = values![id.uuid(), photo.map(FileId::uuid)];
        row(self.database().writer(), sql, values).await?.map(|row| person_from(&row)).transpose()
    }

    /// Whose photo a file is now, if it is somebody's.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn person_in_photo(&self, photo: FileId) -> Result<Option<Person>, StoreError> {
        let sql = format!("SELECT {PERSON} FROM people p WHERE p.avatar_id = $1 LIMIT 1");
        let found = row(self.database().reader(), sql, values![photo.uuid()]).await?;
        found.map(|row| person_from(&row)).transpose()
    }

    /// The chat whose photo a file is now, if it is one's.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn chat_with_photo(&self, photo: FileId) -> Result<Option<ChatId>, StoreError> {
        let sql = "SELECT c.id FROM chats c WHERE c.avatar_id = $1 LIMIT 1";
        let found = row(self.database().reader(), sql, values![photo.uuid()]).await?;
        found.map(|row| Ok(ChatId::from_uuid(column(&row, "id")?))).transpose()
    }

    /// Gives a chat another photo, or none, with the note that tells of it. `allowed` is asked about the editor's
    /// role and the chat. None where there was none: nothing is stored.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails, or there is no such file.
    pub async fn set_chat_photo(
        &self,
        access: &ChatAccess,
        photo: Option<FileId>,
        allowed: fn(Role, &Chat) -> bool,
    ) -> Result<Result<GroupChange, GroupRefusal>, StoreError> {
        let now = self.now();
        settled(in_transaction!(self.database(), |tx| set_chat_photo(&tx, access, photo, allowed, now)))
    }
}

async fn set_chat_photo(
    tx: &DatabaseTransaction,
    access: &ChatAccess,
    photo: Option<FileId>,
    allowed: fn(Role, &Chat) -> bool,
    now: Timestamp,
) -> Result<GroupChange, Stop<GroupRefusal>> {
    let mark = commit_mark(tx).await?;
    let Locked { chat, actor, role } = lock(tx, access).await?;
    if !allowed(role, &chat) {
        return Err(Stop::Refused(GroupRefusal::NotAllowed));
    }
    if chat.photo == photo {
        return Ok(GroupChange::nothing());
    }
    let sql = "UPDATE chats SET avatar_id = $2 WHERE id = $1";
    execute(tx, sql, values![chat.id.uuid(), photo.map(FileId::uuid)]).await?;
    let note = if photo.is_some() { SystemNote::PhotoChanged } else { SystemNote::PhotoRemoved };
    let note = write_note(tx, chat.id, actor, note, mark, now).await?;
    let event = EventRow { chat: chat.id, kind: EventKind::Photo, user: actor, at: now, mark };
    let seq = chats::log_event(tx, event).await?;
    let change = ChatChange { seq, chat: chats::chat(tx, chat.id).await? };
    Ok(GroupChange { notes: vec![note], change: Some(change), ..GroupChange::nothing() })
}
