//! Groups: making and editing them, and the end of a chat with all that it holds.

use sea_orm::{DatabaseTransaction, Value};
use uuid::Uuid;
use zvonilka_model::{
    Chat, ChatDescription, ChatId, ChatKind, ChatTitle, Member, Message, Role, SystemNote, Timestamp, UserId,
};

use crate::{
    ChatAccess, ChatChange, Store, StoreError,
    chats::{self, CHAT, EventRow, chat_from},
    members::{NewPlace, insert_members, known_people},
    notes::write_note,
    pins,
    statement::{column, execute, for_update, list, padded, row, rows, values},
    transaction::{Stop, commit_mark, in_transaction, settled},
    words::{EventKind, Word},
};

/// Why a change of a chat was refused; then nothing is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroupRefusal {
    /// The chat is gone, or the one who asks is not in it any more.
    NotMember,
    /// Their role does not allow it.
    NotAllowed,
    /// The one it is about is not in the chat.
    NoSuchMember,
    /// Somebody who was named does not exist.
    UnknownPerson,
    /// The group has as many members as it may have.
    Full,
    /// The owner cannot go, or be less, while others stay.
    OwnerMustHandOver,
    /// The group has as many invite links as it may have.
    TooManyLinks,
    /// There is no such link, or it works no longer.
    LinkUnknown,
}

/// A change of a chat, as it went into the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupChange {
    /// The notes that tell of it, in the order of the log.
    pub notes: Vec<Message>,
    /// The change itself, right after the notes; `None` when nothing changed or the chat is new.
    pub change: Option<ChatChange>,
    /// Members who came or whose role changed.
    pub members: Vec<Member>,
    /// Who did not have the chat before.
    pub joined: Vec<UserId>,
    /// Who does not have it any more.
    pub left: Vec<UserId>,
}

impl GroupChange {
    pub(crate) const fn nothing() -> Self {
        Self { notes: Vec::new(), change: None, members: Vec::new(), joined: Vec::new(), left: Vec::new() }
    }
}

/// A group to make.
#[derive(Debug, Clone)]
pub struct NewGroup {
    /// Who makes and owns it.
    pub owner: UserId,
    /// Its title.
    pub title: ChatTitle,
    /// What it is about; may be empty.
    pub description: ChatDescription,
    /// Who else is in it from the beginning.
    pub members: Vec<UserId>,
}

/// What to change of a chat; `None` leaves a field as it is.
#[derive(Debug, Clone, Default)]
pub struct ChatEdit {
    /// Another title.
    pub title: Option<ChatTitle>,
    /// Another description; an empty one clears it.
    pub description: Option<ChatDescription>,
    /// Whether those who join from now on see what was said before.
    pub history_for_newcomers: Option<bool>,
    /// Whether members without a role may add people.
    pub members_may_add: Option<bool>,
    /// Whether the group keeps an audio room.
    pub audio_room: Option<bool>,
}

/// A chat that nobody else changes until the commit.
pub(crate) struct Locked {
    pub(crate) chat: Chat,
    /// Who changes it.
    pub(crate) actor: UserId,
    /// The actor's role in it.
    pub(crate) role: Role,
}

/// Locks the chat and reads it and the actor's role as they are now, whatever was looked up before.
pub(crate) async fn lock(
    tx: &DatabaseTransaction,
    access: &ChatAccess,
) -> Result<Locked, Stop<GroupRefusal>> {
    let gone = Stop::Refused(GroupRefusal::NotMember);
    let chat = lock_chat(tx, access.chat()).await?;
    let now = chats::access(tx, access.user(), access.chat()).await?;
    let (Some(chat), Some(now)) = (chat, now) else { return Err(gone) };
    Ok(Locked { chat, actor: access.user(), role: now.role() })
}

/// Locks the chat; `None` when there is none, or it was deleted.
pub(crate) async fn lock_chat(tx: &DatabaseTransaction, id: ChatId) -> Result<Option<Chat>, StoreError> {
    let sql =
        format!("SELECT {CHAT} FROM chats c WHERE c.id = $1 AND c.deleted_at IS NULL{}", for_update(tx));
    let Some(found) = row(tx, sql, values![id.uuid()]).await? else { return Ok(None) };
    pins::placed(tx, chat_from(&found)?).await.map(Some)
}

impl Store {
    /// Makes a group. Its members are the owner and the named; its log begins with the note of its making.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn create_group(
        &self,
        new: &NewGroup,
    ) -> Result<Result<(ChatId, GroupChange), GroupRefusal>, StoreError> {
        let now = self.now();
        let made = in_transaction!(self.database(), |tx| create_group(&tx, new, now));
        known_people(made.map(Ok))
    }

    /// Changes a chat; each change that people see gets its note. `allowed` is asked about the editor's role and
    /// the chat. Nothing that differs: nothing is stored.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn edit_chat(
        &self,
        access: &ChatAccess,
        edit: &ChatEdit,
        allowed: fn(Role, &Chat) -> bool,
    ) -> Result<Result<GroupChange, GroupRefusal>, StoreError> {
        let now = self.now();
        settled(in_transaction!(self.database(), |tx| edit_chat(&tx, access, edit, allowed, now)))
    }

    /// Ends a chat for everybody in it and names them. What it holds is erased by [`Self::erase_deleted`].
    /// `allowed` is asked about the role of the one who asks and the chat.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn delete_chat(
        &self,
        access: &ChatAccess,
        allowed: fn(Role, &Chat) -> bool,
    ) -> Result<Result<Vec<UserId>, GroupRefusal>, StoreError> {
        let now = self.now();
        settled(in_transaction!(self.database(), |tx| async {
            let mark = commit_mark(&tx).await?;
            let locked = lock(&tx, access).await?;
            if !allowed(locked.role, &locked.chat) {
                return Err(Stop::Refused(GroupRefusal::NotAllowed));
            }
            Ok(vanish(&tx, access.chat(), mark, now).await?)
        }))
    }

    /// Erases up to `limit` messages of chats that were deleted, and what hangs on them. Gives whether there may
    /// be more: so much at a time keeps nobody else waiting, and whatever a crash leaves is erased later.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn erase_deleted(&self, limit: u32) -> Result<bool, StoreError> {
        in_transaction!(self.database(), |tx| erase_deleted(&tx, limit))
    }
}

async fn create_group(
    tx: &DatabaseTransaction,
    new: &NewGroup,
    now: Timestamp,
) -> Result<(ChatId, GroupChange), StoreError> {
    let id = ChatId::generate(now);
    let mark = commit_mark(tx).await?;
    let mut people = vec![(new.owner, Role::Owner)];
    for user in &new.members {
        if people.iter().all(|(there, _)| there != user) {
            people.push((*user, Role::Member));
        }
    }
    let sql = "INSERT INTO chats (id, kind, title, description, last_seq, member_count, created_at, changed)
               VALUES ($1, $2, $3, $4, 0, $5, $6, $7)";
    let values = values![
        id.uuid(),
        ChatKind::Group.word(),
        new.title.as_str(),
        some_text(&new.description),
        i64::try_from(people.len()).unwrap_or(i64::MAX),
        now.millis(),
        mark,
    ];
    execute(tx, sql, values).await?;
    insert_members(tx, id, &people, NewPlace { joined_seq: 0, visible_from: 0, mark, now }).await?;
    let note = SystemNote::Created { title: new.title.as_str().to_owned() };
    let note = write_note(tx, id, new.owner, note, mark, now).await?;
    let joined = people.into_iter().map(|(user, _)| user).collect();
    Ok((id, GroupChange { notes: vec![note], joined, ..GroupChange::nothing() }))
}

fn some_text(description: &ChatDescription) -> Option<String> {
    let text = description.as_str();
    (!text.is_empty()).then(|| text.to_owned())
}

async fn edit_chat(
    tx: &DatabaseTransaction,
    access: &ChatAccess,
    edit: &ChatEdit,
    allowed: fn(Role, &Chat) -> bool,
    now: Timestamp,
) -> Result<GroupChange, Stop<GroupRefusal>> {
    let mark = commit_mark(tx).await?;
    let Locked { chat, actor, role } = lock(tx, access).await?;
    if !allowed(role, &chat) {
        return Err(Stop::Refused(GroupRefusal::NotAllowed));
    }
    let title = edit.title.as_ref().map(|t| t.as_str().to_owned()).filter(|t| chat.title.as_ref() != Some(t));
    let description = edit.description.as_ref().map(some_text).filter(|d| *d != chat.description);
    let rules = chat.rules.map(|old| {
        let mut new = old;
        new.history_for_newcomers = edit.history_for_newcomers.unwrap_or(old.history_for_newcomers);
        new.members_may_add = edit.members_may_add.unwrap_or(old.members_may_add);
        new.audio_room = edit.audio_room.unwrap_or(old.audio_room);
        new
    });
    if title.is_none() && description.is_none() && rules == chat.rules {
        return Ok(GroupChange::nothing());
    }
    let sql = "UPDATE chats SET title = COALESCE($2, title),
                   description = CASE WHEN $3 THEN $4 ELSE description END,
                   history_for_newcomers = COALESCE($5, history_for_newcomers),
                   members_may_add = COALESCE($6, members_may_add),
                   audio_room = COALESCE($7, audio_room) WHERE id = $1";
    let values = values![
        chat.id.uuid(),
        title.clone(),
        description.is_some(),
        description.clone().flatten(),
        rules.map(|r| r.history_for_newcomers),
        rules.map(|r| r.members_may_add),
        rules.map(|r| r.audio_room),
    ];
    execute(tx, sql, values).await?;
    let mut notes = Vec::new();
    let kind = if title.is_some() { EventKind::Renamed } else { EventKind::Described };
    if let Some(title) = title {
        notes.push(write_note(tx, chat.id, actor, SystemNote::Renamed { title }, mark, now).await?);
    }
    if description.is_some() {
        notes.push(write_note(tx, chat.id, actor, SystemNote::DescriptionChanged, mark, now).await?);
    }
    let seq = chats::log_event(tx, EventRow { chat: chat.id, kind, user: actor, at: now, mark }).await?;
    let change = ChatChange { seq, chat: chats::chat(tx, chat.id).await? };
    Ok(GroupChange { notes, change: Some(change), ..GroupChange::nothing() })
}

/// Takes a locked chat from everybody in it and names them. Its row stays, for the calls that refer to it.
pub(crate) async fn vanish(
    tx: &DatabaseTransaction,
    chat: ChatId,
    mark: i64,
    now: Timestamp,
) -> Result<Vec<UserId>, StoreError> {
    let id = chat.uuid();
    let found = rows(tx, "SELECT user_id FROM chat_members WHERE chat_id = $1", values![id]).await?;
    let users: Result<Vec<UserId>, StoreError> =
        found.iter().map(|row| Ok(UserId::from_uuid(column(row, "user_id")?))).collect();
    let depart = "INSERT INTO chat_departures (user_id, chat_id, changed)
                  SELECT mb.user_id, mb.chat_id, $2 FROM chat_members mb WHERE mb.chat_id = $1
                  ON CONFLICT (user_id, chat_id) DO UPDATE SET changed = excluded.changed";
    execute(tx, depart, values![id, mark]).await?;
    execute(tx, "DELETE FROM chat_members WHERE chat_id = $1", values![id]).await?;
    execute(tx, "DELETE FROM chat_links WHERE chat_id = $1", values![id]).await?;
    execute(tx, "DELETE FROM guest_links WHERE chat_id = $1", values![id]).await?;
    let end = "UPDATE chats SET member_count = 0, direct_key = NULL, title = NULL, description = NULL,
                   avatar_id = NULL, deleted_at = $2, changed = $3 WHERE id = $1";
    execute(tx, end, values![id, now.millis(), mark]).await?;
    users
}

/// What hangs on a chat and goes when its last message has gone, in this order. A call that still goes on stays; it
/// is gone by the next start.
const ON_CHATS: [&str; 7] = [
    "DELETE FROM chat_event_people WHERE chat_id IN (SELECT id FROM chats WHERE deleted_at IS NOT NULL)",
    "DELETE FROM chat_events WHERE chat_id IN (SELECT id FROM chats WHERE deleted_at IS NOT NULL)",
    "DELETE FROM hidden_calls WHERE call_id IN (SELECT k.id FROM calls k JOIN chats c ON c.id = k.chat_id
         WHERE c.deleted_at IS NOT NULL AND NOT k.is_live)",
    "DELETE FROM call_quality WHERE call_id IN (SELECT k.id FROM calls k JOIN chats c ON c.id = k.chat_id
         WHERE c.deleted_at IS NOT NULL AND NOT k.is_live)",
    "DELETE FROM call_guests WHERE call_id IN (SELECT k.id FROM calls k JOIN chats c ON c.id = k.chat_id
         WHERE c.deleted_at IS NOT NULL AND NOT k.is_live)",
    "DELETE FROM call_participants WHERE call_id IN (SELECT k.id FROM calls k JOIN chats c ON c.id = k.chat_id
         WHERE c.deleted_at IS NOT NULL AND NOT k.is_live)",
    "DELETE FROM calls WHERE NOT is_live AND chat_id IN (SELECT id FROM chats WHERE deleted_at IS NOT NULL)",
];

async fn erase_deleted(tx: &DatabaseTransaction, limit: u32) -> Result<bool, StoreError> {
    let sql = "SELECT m.id FROM chats c JOIN messages m ON m.chat_id = c.id
               WHERE c.deleted_at IS NOT NULL LIMIT $1";
    let found = rows(tx, sql, values![i64::from(limit)]).await?;
    let ids = found.iter().map(|row| column(row, "id")).collect::<Result<Vec<Uuid>, _>>()?;
    if ids.is_empty() {
        for sql in ON_CHATS {
            execute(tx, sql, Vec::new()).await?;
        }
        return Ok(false);
    }
    for piece in padded(&ids) {
        let places = list(0, piece.len());
        let named = piece.into_iter().map(Value::from).collect();
        // What hangs on a message goes with it, by the schema (`ON DELETE CASCADE`).
        execute(tx, format!("DELETE FROM messages WHERE id IN ({places})"), named).await?;
    }
    Ok(true)
}
