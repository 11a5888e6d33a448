//! One member's own side of a chat: what they keep on top, put away, silenced, marked, began to write or hid.

use sea_orm::{ConnectionTrait, DatabaseTransaction, QueryResult};
use uuid::Uuid;
use zvonilka_model::{ChatId, Draft, MessageId, MyChat, Timestamp, UserId, limits};

use crate::{
    ChatAccess, Store, StoreError,
    chats::{ROLE, unread},
    statement::{column, execute, is_postgres, row, small, values},
    transaction::{Stop, commit_mark, in_transaction, settled},
    words::word,
};

/// What to change of one's own side; `None` leaves a field as it is, an inner `None` clears it.
#[derive(Debug, Clone, Default)]
pub struct MinePatch {
    /// Keep it on top.
    pub pinned: Option<bool>,
    /// Put it away.
    pub archived: Option<bool>,
    /// Keep it silent until then.
    pub muted_until: Option<Option<Timestamp>>,
    /// Mark it as unread.
    pub marked_unread: Option<bool>,
    /// What was begun to write: the words, and the message they will answer.
    pub draft: Option<Option<(String, Option<MessageId>)>>,
}

/// Why one's own side was not changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MineRefusal {
    /// The chat is not the person's any more.
    NotMember,
    /// As many chats are kept on top as may be.
    TooManyPinned,
    /// The message that the draft would answer is none that the person can see in this chat.
    UnknownReply,
}

/// The columns that [`my_chat_from`] reads, of `chat_members AS mb`, `chats AS c` and `people AS p`.
pub(crate) fn my_chat_columns() -> String {
    let unread = unread();
    format!(
        "{ROLE}, {unread},
         CASE WHEN mb.read_seq > mb.joined_seq THEN mb.read_seq ELSE mb.joined_seq END AS my_read_seq,
         mb.muted_until, mb.pinned AS my_pinned, mb.archived, mb.marked_unread, mb.draft_text, mb.draft_reply, mb.draft_at,
         mb.hidden_seq"
    )
}

pub(crate) fn my_chat_from(row: &QueryResult, chat: ChatId) -> Result<MyChat, StoreError> {
    let draft = match column::<Option<String>>(row, "draft_text")? {
        None => None,
        Some(text) => Some(Draft {
            text,
            reply_to: column::<Option<Uuid>>(row, "draft_reply")?.map(MessageId::from_uuid),
            updated_at: Timestamp::from_millis(column::<Option<i64>>(row, "draft_at")?.unwrap_or(0)),
        }),
    };
    Ok(MyChat {
        role: word(row, "chat_members", "role", chat)?,
        read_seq: column(row, "my_read_seq")?,
        unread_count: small(row, "chat_members", "unread_count")?,
        unread_mentions: small(row, "chat_members", "unread_mentions")?,
        muted_until: column::<Option<i64>>(row, "muted_until")?.map(Timestamp::from_millis),
        pinned: column(row, "my_pinned")?,
        archived: column(row, "archived")?,
        marked_unread: column(row, "marked_unread")?,
        draft,
        hidden_seq: column(row, "hidden_seq")?,
    })
}

/// A member's side of a chat; `None` when they are none.
pub(crate) async fn my_chat<C: ConnectionTrait>(
    db: &C,
    chat: ChatId,
    user: UserId,
) -> Result<Option<MyChat>, StoreError> {
    let sql = format!(
        "SELECT {} FROM chat_members mb JOIN chats c ON c.id = mb.chat_id JOIN people p ON p.id = mb.user_id
         WHERE mb.chat_id = $1 AND mb.user_id = $2",
        my_chat_columns()
    );
    let found = row(db, sql, values![chat.uuid(), user.uuid()]).await?;
    found.map(|row| my_chat_from(&row, chat)).transpose()
}

impl Store {
    /// Changes the member's own side of a chat and gives all of it as it is then.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn update_mine(
        &self,
        access: &ChatAccess,
        patch: MinePatch,
    ) -> Result<Result<MyChat, MineRefusal>, StoreError> {
        let now = self.now();
        settled(in_transaction!(self.database(), |tx| update_mine(&tx, access, &patch, now)))
    }

    /// Hides the chat from the member's own list until the next message comes; also takes it from the top and
    /// drops the draft.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn hide_chat(&self, access: &ChatAccess) -> Result<Result<MyChat, MineRefusal>, StoreError> {
        settled(in_transaction!(self.database(), |tx| hide_chat(&tx, access)))
    }
}

async fn update_mine(
    tx: &DatabaseTransaction,
    access: &ChatAccess,
    patch: &MinePatch,
    now: Timestamp,
) -> Result<MyChat, Stop<MineRefusal>> {
    let (chat, user) = (access.chat().uuid(), access.user().uuid());
    let mark = commit_mark(tx).await?;
    if patch.pinned == Some(true) {
        check_pinned(tx, access).await?;
    }
    if let Some(Some((_, Some(reply)))) = &patch.draft {
        let sql = "SELECT 1 AS one FROM messages WHERE id = $1 AND chat_id = $2 AND seq > $3";
        if row(tx, sql, values![reply.uuid(), chat, access.visible_from()]).await?.is_none() {
            return Err(Stop::Refused(MineRefusal::UnknownReply));
        }
    }
    let muted = patch.muted_until.map(|until| until.filter(|until| *until > now));
    let draft = patch.draft.as_ref().map(Option::as_ref);
    // A NULL stands for "leave as it is" where there is a flag beside it that says whether to set.
    let sql = "UPDATE chat_members SET
            pinned = COALESCE($3, pinned), archived = COALESCE($4, archived),
            marked_unread = COALESCE($5, marked_unread),
            muted_until = CASE WHEN $6 THEN $7 ELSE muted_until END,
            draft_text = CASE WHEN $8 THEN $9 ELSE draft_text END,
            draft_reply = CASE WHEN $8 THEN $10 ELSE draft_reply END,
            draft_at = CASE WHEN $8 THEN $11 ELSE draft_at END,
            changed = $12
         WHERE chat_id = $1 AND user_id = $2";
    let values = values![
        chat,
        user,
        patch.pinned,
        patch.archived,
        patch.marked_unread,
        muted.is_some(),
        muted.flatten().map(Timestamp::millis),
        draft.is_some(),
        draft.flatten().map(|(text, _)| text.clone()),
        draft.flatten().and_then(|(_, reply)| *reply).map(MessageId::uuid),
        draft.flatten().map(|_| now.millis()),
        mark,
    ];
    execute(tx, sql, values).await?;
    mine_or_gone(tx, access).await
}

/// Whether one more chat may be kept on top. The person's row is locked until the commit, so that two devices
/// cannot both take the last place.
async fn check_pinned(tx: &DatabaseTransaction, access: &ChatAccess) -> Result<(), Stop<MineRefusal>> {
    let user = access.user().uuid();
    if is_postgres(tx) {
        row(tx, "SELECT id FROM people WHERE id = $1 FOR NO KEY UPDATE", values![user]).await?;
    }
    let sql = "SELECT count(*) AS value FROM chat_members WHERE user_id = $1 AND pinned AND chat_id <> $2";
    let Some(counted) = row(tx, sql, values![user, access.chat().uuid()]).await? else { return Ok(()) };
    let full = column::<i64>(&counted, "value")? >= i64::from(limits::PINNED_CHATS_MAX);
    if full { Err(Stop::Refused(MineRefusal::TooManyPinned)) } else { Ok(()) }
}

async fn hide_chat(tx: &DatabaseTransaction, access: &ChatAccess) -> Result<MyChat, Stop<MineRefusal>> {
    let mark = commit_mark(tx).await?;
    let sql = "UPDATE chat_members SET hidden_seq = c.last_seq, marked_unread = FALSE, pinned = FALSE,
            draft_text = NULL, draft_reply = NULL, draft_at = NULL, changed = $3
         FROM chats c WHERE c.id = chat_members.chat_id AND c.id = $1 AND chat_members.user_id = $2";
    execute(tx, sql, values![access.chat().uuid(), access.user().uuid(), mark]).await?;
    mine_or_gone(tx, access).await
}

async fn mine_or_gone(tx: &DatabaseTransaction, access: &ChatAccess) -> Result<MyChat, Stop<MineRefusal>> {
    my_chat(tx, access.chat(), access.user()).await?.ok_or(Stop::Refused(MineRefusal::NotMember))
}
