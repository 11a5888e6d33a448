//! Chats, who is in them, and how far they have read.

use sea_orm::{ConnectionTrait, DatabaseTransaction, QueryResult, Value};
use uuid::Uuid;
use zvonilka_model::{
    Admin, Audience, Chat, ChatId, ChatKind, DirectKey, FileId, GroupRules, Member, MessageId, MyChat, Role,
    Timestamp, UserId, limits,
};

use crate::{
    Store, StoreError,
    hidden::not_hidden,
    mine::my_chat,
    people::{PERSON, person_from},
    pins,
    statement::{column, execute, is_postgres, list, padded, row, rows, small, values},
    transaction::{commit_mark, in_transaction},
    words::{EventKind, Word, word},
};

/// The proof that a person is a member of a chat. Only [`Store::access`] makes one, and whatever reads or
/// writes a chat for somebody asks for it, so that no path can forget to check.
#[derive(Debug, Clone, Copy)]
pub struct ChatAccess {
    chat: ChatId,
    user: UserId,
    role: Role,
    kind: ChatKind,
    member_count: u32,
    visible_from: i64,
}

impl ChatAccess {
    /// The chat.
    #[must_use]
    pub const fn chat(&self) -> ChatId {
        self.chat
    }

    /// The member.
    #[must_use]
    pub const fn user(&self) -> UserId {
        self.user
    }

    /// What they may do.
    #[must_use]
    pub const fn role(&self) -> Role {
        self.role
    }

    /// The kind of the chat.
    #[must_use]
    pub const fn kind(&self) -> ChatKind {
        self.kind
    }

    /// The member sees nothing of the log at or below this place: they came later, and the group hides from
    /// newcomers what was said before. 0: they see everything. **Every read of messages respects it.**
    #[must_use]
    pub const fn visible_from(&self) -> i64 {
        self.visible_from
    }

    /// People in it at the time of the look-up.
    #[must_use]
    pub const fn member_count(&self) -> u32 {
        self.member_count
    }
}

/// A chat that somebody is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Membership {
    /// The chat.
    pub chat: ChatId,
    /// People in it.
    pub member_count: u32,
    /// As [`ChatAccess::visible_from`].
    pub visible_from: i64,
}

/// A direct chat, or somebody's saved messages, found or made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenedDirect {
    /// The chat.
    pub chat: ChatId,
    /// Whether this call made it.
    pub created: bool,
}

/// A change of the chat itself, as it went into the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChatChange {
    /// Its place.
    pub seq: i64,
    /// The chat as it is now.
    pub chat: Chat,
}

/// Which mark moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkKind {
    /// The person has read; what is read was delivered, too.
    Read,
    /// One of their devices has received.
    Delivered,
}

/// A mark that moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    /// Where it is now.
    pub seq: i64,
    /// The member's side of the chat now.
    pub mine: MyChat,
    /// Who may see it, by the member's settings.
    pub shown_to: Audience,
    /// Whether the member blocked anybody, who then may not see it either.
    pub blocks_somebody: bool,
}

/// The columns that [`chat_from`] reads, of `chats AS c`.
pub(crate) const CHAT: &str = "c.id AS chat_id, c.kind AS chat_kind, c.title, c.description, \
    c.history_for_newcomers, c.members_may_add, c.audio_room, c.last_seq, c.member_count, c.pinned, \
    c.avatar_id AS chat_photo, \
    c.created_at AS chat_created_at";

/// A member's role, of `chats AS c`, `people AS p` and `chat_members AS mb`. In the family chat it follows from
/// running the server (see [`family_role`]), so that the two can never disagree.
pub(crate) const ROLE: &str = "CASE WHEN c.kind = 'family' THEN CASE WHEN p.is_admin THEN 'admin' ELSE 'member' END ELSE mb.role END AS role";

pub(crate) const fn family_role(admin: Admin) -> Role {
    match admin {
        Admin::Yes => Role::Admin,
        Admin::No => Role::Member,
    }
}

/// The place up to which a member `mb` knows the chat: what was said before they came counts as known, although they
/// have not read it.
const KNOWN: &str = "CASE WHEN mb.read_seq > mb.joined_seq THEN mb.read_seq ELSE mb.joined_seq END";

/// The messages of others that a member `mb` has not read and can see, and those of them that name the member. What
/// is deleted or hidden is not unread; more than 10,000 nobody counts.
pub(crate) fn unread() -> String {
    let seen = not_hidden("x.id", "mb.user_id");
    format!(
        "(SELECT count(*) FROM (SELECT 1 FROM messages x
            WHERE x.chat_id = mb.chat_id AND x.sender_id <> mb.user_id AND x.kind <> 'system'
              AND x.deleted_at IS NULL AND x.seq > {KNOWN}
              AND {seen} LIMIT 10000) unread) AS unread_count,
         (SELECT count(*) FROM mentions t JOIN messages x ON x.id = t.message_id
            WHERE t.user_id = mb.user_id AND t.chat_id = mb.chat_id AND t.seq > {KNOWN}
              AND x.sender_id <> mb.user_id AND {seen}) AS unread_mentions"
    )
}

/// A chat as its row holds it: its pins lack their places. [`BareChat::placed`] makes it whole.
pub(crate) struct BareChat {
    pub(crate) chat: Chat,
    pub(crate) pinned: Vec<MessageId>,
}

pub(crate) fn chat_from(row: &QueryResult) -> Result<BareChat, StoreError> {
    let id: Uuid = column(row, "chat_id")?;
    let kind = word(row, "chats", "chat_kind", id)?;
    let rules = GroupRules {
        history_for_newcomers: column(row, "history_for_newcomers")?,
        members_may_add: column(row, "members_may_add")?,
        audio_room: column(row, "audio_room")?,
    };
    let chat = Chat {
        id: ChatId::from_uuid(id),
        kind,
        title: column(row, "title")?,
        description: column(row, "description")?,
        photo: column::<Option<Uuid>>(row, "chat_photo")?.map(FileId::from_uuid),
        rules: (kind == ChatKind::Group).then_some(rules),
        last_seq: column(row, "last_seq")?,
        member_count: small(row, "chats", "member_count")?,
        pinned: Vec::new(),
        created_at: Timestamp::from_millis(column(row, "chat_created_at")?),
    };
    Ok(BareChat { chat, pinned: pins::pinned_from(row, id)? })
}

pub(crate) const MEMBER: &str = "mb.joined_at, mb.read_seq, mb.delivered_seq";

/// Reads a member from a row with the columns [`MEMBER`], [`ROLE`] and [`PERSON`].
pub(crate) fn member_from(row: &QueryResult) -> Result<Member, StoreError> {
    let person = person_from(row)?;
    Ok(Member {
        role: word(row, "chat_members", "role", person.id)?,
        joined_at: Timestamp::from_millis(column(row, "joined_at")?),
        read_seq: column(row, "read_seq")?,
        delivered_seq: column(row, "delivered_seq")?,
        person,
    })
}

impl Store {
    /// The proof that `user` is in `chat`; `None` if they are not, or if there is no such chat.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn access(&self, user: UserId, chat: ChatId) -> Result<Option<ChatAccess>, StoreError> {
        access(self.database().reader(), user, chat).await
    }

    /// The proofs for those of the given chats that `user` is in.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn accesses(&self, user: UserId, chats: &[ChatId]) -> Result<Vec<ChatAccess>, StoreError> {
        accesses(self.database().reader(), user, chats).await
    }

    /// The family chat; made with this title if there is none yet.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn ensure_family_chat(&self, title: &str) -> Result<ChatId, StoreError> {
        let find = "SELECT id FROM chats WHERE kind = 'family'";
        if let Some(row) = row(self.database().reader(), find, Vec::new()).await? {
            return Ok(ChatId::from_uuid(column(&row, "id")?));
        }
        // The direct key of no pair: it makes the family chat as unique as a direct one.
        let chat = InsertedChat {
            kind: ChatKind::Family,
            title: Some(title),
            key: "family",
            role: Role::Member,
            people: &[],
        };
        let now = self.now();
        Ok(in_transaction!(self.database(), |tx| insert_chat(&tx, &chat, now))?.chat)
    }

    /// The chats that a person is in, in no order.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn memberships(&self, user: UserId) -> Result<Vec<Membership>, StoreError> {
        let sql = "SELECT c.id, c.member_count, mb.visible_from FROM chat_members mb JOIN chats c ON c.id = mb.chat_id
                   WHERE mb.user_id = $1";
        let found = rows(self.database().reader(), sql, values![user.uuid()]).await?;
        let membership = |row: &QueryResult| {
            Ok(Membership {
                chat: ChatId::from_uuid(column(row, "id")?),
                member_count: small(row, "chats", "member_count")?,
                visible_from: column(row, "visible_from")?,
            })
        };
        found.iter().map(membership).collect()
    }

    /// The direct chat of two people, made if there is none; however many start it at once, there is one.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails; a [`StoreError::Conflict`] for unknown people.
    pub async fn open_direct(&self, key: DirectKey) -> Result<OpenedDirect, StoreError> {
        if let Some(chat) = self.direct_chat(key).await? {
            return Ok(OpenedDirect { chat, created: false });
        }
        let (text, people) = (key.text(), key.people());
        let chat = InsertedChat {
            kind: ChatKind::Direct,
            title: None,
            key: &text,
            role: Role::Member,
            people: &people,
        };
        let now = self.now();
        in_transaction!(self.database(), |tx| insert_chat(&tx, &chat, now))
    }

    /// A person's saved messages, made if there are none.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn open_saved(&self, user: UserId) -> Result<OpenedDirect, StoreError> {
        let key = format!("saved:{}", user.uuid().simple());
        if let Some(chat) = chat_by_key(self.database().reader(), &key).await? {
            return Ok(OpenedDirect { chat, created: false });
        }
        let chat = InsertedChat {
            kind: ChatKind::Saved,
            title: None,
            key: &key,
            role: Role::Owner,
            people: &[user],
        };
        let now = self.now();
        in_transaction!(self.database(), |tx| insert_chat(&tx, &chat, now))
    }

    /// The direct chat of two people, if there is one.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn direct_chat(&self, key: DirectKey) -> Result<Option<ChatId>, StoreError> {
        chat_by_key(self.database().reader(), &key.text()).await
    }

    /// Everybody in the chat, in the order in which they came.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn members(&self, access: &ChatAccess) -> Result<Vec<Member>, StoreError> {
        let sql = format!(
            "SELECT {MEMBER}, {ROLE}, {PERSON} FROM chat_members mb
             JOIN chats c ON c.id = mb.chat_id JOIN people p ON p.id = mb.user_id
             WHERE mb.chat_id = $1 ORDER BY mb.joined_at, mb.joined_seq, mb.user_id"
        );
        let found = rows(self.database().reader(), sql, values![access.chat.uuid()]).await?;
        found.iter().map(member_from).collect()
    }

    /// The ids of everybody in the chat, in no order.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn member_ids(&self, access: &ChatAccess) -> Result<Vec<UserId>, StoreError> {
        let sql = "SELECT user_id FROM chat_members WHERE chat_id = $1";
        let found = rows(self.database().reader(), sql, values![access.chat.uuid()]).await?;
        found.iter().map(|row| Ok(UserId::from_uuid(column(row, "user_id")?))).collect()
    }

    /// Everybody in a chat whom a call may ring, in the order in which they came, and until when they muted it. Not guarded
    /// by a membership: whoever is in a call of the chat may ask others in.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn members_to_ring(
        &self,
        chat: ChatId,
    ) -> Result<Vec<(UserId, Option<Timestamp>)>, StoreError> {
        let sql = "SELECT user_id, muted_until FROM chat_members WHERE chat_id = $1
                   ORDER BY joined_at, joined_seq, user_id";
        let found = rows(self.database().reader(), sql, values![chat.uuid()]).await?;
        let member = |row| {
            let until: Option<i64> = column(row, "muted_until")?;
            Ok((UserId::from_uuid(column(row, "user_id")?), until.map(Timestamp::from_millis)))
        };
        found.iter().map(member).collect()
    }

    /// Moves a member's mark forward to `seq`, at most to the end of the log. `None`: it was there already.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn mark(
        &self,
        access: &ChatAccess,
        kind: MarkKind,
        seq: i64,
    ) -> Result<Option<Marked>, StoreError> {
        // Devices repeat their marks; a repetition must not cost a write.
        let Some(target) = mark_target(self.database().reader(), access, kind, seq, "").await? else {
            return Ok(None);
        };
        in_transaction!(self.database(), |tx| mark(&tx, access, kind, seq, target.small_chat))
    }
}

struct MarkTarget {
    seq: i64,
    small_chat: bool,
}

/// Where the mark would move; `None` when it would not.
async fn mark_target<C: ConnectionTrait>(
    db: &C,
    access: &ChatAccess,
    kind: MarkKind,
    seq: i64,
    lock: &str,
) -> Result<Option<MarkTarget>, StoreError> {
    let sql = format!(
        "SELECT c.last_seq, c.member_count, mb.read_seq, mb.delivered_seq, mb.marked_unread
         FROM chats c JOIN chat_members mb ON mb.chat_id = c.id
         WHERE c.id = $1 AND mb.user_id = $2{lock}"
    );
    let Some(row) = row(db, sql, values![access.chat.uuid(), access.user.uuid()]).await? else {
        return Ok(None);
    };
    let seq = seq.min(column(&row, "last_seq")?);
    let now_at: i64 = match kind {
        MarkKind::Read => column(&row, "read_seq")?,
        MarkKind::Delivered => column(&row, "delivered_seq")?,
    };
    let small_chat = small(&row, "chats", "member_count")? <= limits::SMALL_CHAT;
    // Reading ends "marked as unread", also where nothing is left to read.
    let unmark = kind == MarkKind::Read && column(&row, "marked_unread")?;
    Ok((seq > now_at || unmark).then_some(MarkTarget { seq: seq.max(now_at), small_chat }))
}

async fn mark(
    tx: &DatabaseTransaction,
    access: &ChatAccess,
    kind: MarkKind,
    seq: i64,
    small_chat: bool,
) -> Result<Option<Marked>, StoreError> {
    let mark = commit_mark(tx).await?;
    let (chat, user) = (access.chat.uuid(), access.user.uuid());
    if small_chat {
        // Everybody is shown how far the others have read, so it is a change of the chat. In a large one
        // a thousand readers would only keep each other from the row.
        execute(tx, "UPDATE chats SET changed = $2 WHERE id = $1", values![chat, mark]).await?;
    }
    let lock = if is_postgres(tx) { " FOR UPDATE OF mb" } else { "" };
    let Some(target) = mark_target(tx, access, kind, seq, lock).await? else { return Ok(None) };
    let moved = match kind {
        MarkKind::Read => {
            "read_seq = $3, marked_unread = FALSE,
             delivered_seq = CASE WHEN delivered_seq < $3 THEN $3 ELSE delivered_seq END"
        }
        MarkKind::Delivered => "delivered_seq = $3",
    };
    let sql = format!("UPDATE chat_members SET {moved}, changed = $4 WHERE chat_id = $1 AND user_id = $2");
    execute(tx, sql, values![chat, user, target.seq, mark]).await?;
    let Some(mine) = my_chat(tx, access.chat, access.user).await? else { return Ok(None) };
    let sql = "SELECT p.see_receipts, p.blocked_count FROM people p WHERE p.id = $1";
    let Some(row) = row(tx, sql, values![user]).await? else { return Ok(None) };
    Ok(Some(Marked {
        seq: target.seq,
        mine,
        shown_to: word(&row, "people", "see_receipts", user)?,
        blocks_somebody: small(&row, "people", "blocked_count")? > 0,
    }))
}

/// The proof of membership, or `None`.
pub(crate) async fn access<C: ConnectionTrait>(
    db: &C,
    user: UserId,
    chat: ChatId,
) -> Result<Option<ChatAccess>, StoreError> {
    Ok(accesses(db, user, &[chat]).await?.pop())
}

async fn accesses<C: ConnectionTrait>(
    db: &C,
    user: UserId,
    chats: &[ChatId],
) -> Result<Vec<ChatAccess>, StoreError> {
    let ids: Vec<Uuid> = chats.iter().map(|chat| chat.uuid()).collect();
    let mut found = Vec::with_capacity(ids.len());
    for piece in padded(&ids) {
        let sql = format!(
            "SELECT c.id AS chat_id, c.kind AS chat_kind, c.member_count, mb.visible_from, {ROLE}
             FROM chat_members mb JOIN chats c ON c.id = mb.chat_id JOIN people p ON p.id = mb.user_id
             WHERE mb.user_id = $1 AND mb.chat_id IN ({})",
            list(1, piece.len())
        );
        let mut values = values![user.uuid()];
        values.extend(piece.into_iter().map(Value::from));
        for row in rows(db, sql, values).await? {
            found.push(access_from(&row, user)?);
        }
    }
    Ok(found)
}

fn access_from(row: &QueryResult, user: UserId) -> Result<ChatAccess, StoreError> {
    let chat = ChatId::from_uuid(column(row, "chat_id")?);
    Ok(ChatAccess {
        chat,
        user,
        role: word(row, "chat_members", "role", chat)?,
        kind: word(row, "chats", "chat_kind", chat)?,
        member_count: small(row, "chats", "member_count")?,
        visible_from: column(row, "visible_from")?,
    })
}

/// The chat itself, which must exist.
pub(crate) async fn chat<C: ConnectionTrait>(db: &C, id: ChatId) -> Result<Chat, StoreError> {
    let sql = format!("SELECT {CHAT} FROM chats c WHERE c.id = $1");
    let found = row(db, sql, values![id.uuid()]).await?;
    let bare = chat_from(&found.ok_or_else(|| StoreError::inconsistent("chats", "id", id))?)?;
    pins::placed(db, bare).await
}

/// A change of a chat, on its way into `chat_events`.
pub(crate) struct EventRow {
    pub(crate) chat: ChatId,
    pub(crate) kind: EventKind,
    pub(crate) user: UserId,
    pub(crate) at: Timestamp,
    pub(crate) mark: i64,
}

/// Takes the next place in the chat's log for something that is not a message.
pub(crate) async fn log_event(tx: &DatabaseTransaction, event: EventRow) -> Result<i64, StoreError> {
    log_event_about(tx, event, None, None).await
}

/// The same for a change of a message, with what is needed to tell it again.
pub(crate) async fn log_event_about(
    tx: &DatabaseTransaction,
    event: EventRow,
    message: Option<MessageId>,
    detail: Option<String>,
) -> Result<i64, StoreError> {
    let sql = "UPDATE chats SET last_seq = last_seq + 1, changed = $2 WHERE id = $1 RETURNING last_seq";
    let found = row(tx, sql, values![event.chat.uuid(), event.mark]).await?;
    let seq: i64 =
        column(&found.ok_or_else(|| StoreError::inconsistent("chats", "id", event.chat))?, "last_seq")?;
    let sql = "INSERT INTO chat_events (chat_id, seq, kind, user_id, created_at, message_id, detail)
               VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let values = values![
        event.chat.uuid(),
        seq,
        event.kind.word(),
        event.user.uuid(),
        event.at.millis(),
        message.map(MessageId::uuid),
        detail,
    ];
    execute(tx, sql, values).await?;
    Ok(seq)
}

struct InsertedChat<'a> {
    kind: ChatKind,
    title: Option<&'a str>,
    key: &'a str,
    /// Of everybody in it.
    role: Role,
    people: &'a [UserId],
}

/// Makes a chat unless there is one with this key; on PostgreSQL the insert waits for a rival's commit.
async fn insert_chat(
    tx: &DatabaseTransaction,
    chat: &InsertedChat<'_>,
    now: Timestamp,
) -> Result<OpenedDirect, StoreError> {
    let id = ChatId::generate(now);
    let mark = commit_mark(tx).await?;
    let count = i64::try_from(chat.people.len()).unwrap_or(i64::MAX);
    let sql = "INSERT INTO chats (id, kind, title, direct_key, last_seq, member_count, created_at, changed)
               VALUES ($1, $2, $3, $4, 0, $5, $6, $7) ON CONFLICT (direct_key) DO NOTHING";
    let title = chat.title.map(str::to_owned);
    let values = values![id.uuid(), chat.kind.word(), title, chat.key, count, now.millis(), mark];
    if execute(tx, sql, values).await? == 0 {
        let found = chat_by_key(tx, chat.key).await?;
        let chat = found.ok_or_else(|| StoreError::inconsistent("chats", "direct_key", chat.key))?;
        return Ok(OpenedDirect { chat, created: false });
    }
    for user in chat.people {
        let sql = "INSERT INTO chat_members
                       (chat_id, user_id, role, joined_at, joined_seq, read_seq, delivered_seq, changed)
                   VALUES ($1, $2, $3, $4, 0, 0, 0, $5)";
        let values = values![id.uuid(), user.uuid(), chat.role.word(), now.millis(), mark];
        execute(tx, sql, values).await?;
    }
    Ok(OpenedDirect { chat: id, created: true })
}

async fn chat_by_key<C: ConnectionTrait>(db: &C, key: &str) -> Result<Option<ChatId>, StoreError> {
    let found = row(db, "SELECT id FROM chats WHERE direct_key = $1", values![key]).await?;
    found.map(|row| Ok(ChatId::from_uuid(column(&row, "id")?))).transpose()
}
