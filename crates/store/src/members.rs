//! Who is in a group: coming, going, and roles. Each change is decided while the chat is locked, so that two that
//! race are one after the other, and takes its places in the log.

use std::collections::{HashMap, HashSet};

use sea_orm::{ConnectionTrait, DatabaseTransaction, Value};
use uuid::Uuid;
use zvonilka_model::{ChatId, Member, MemberChange, Message, Role, SystemNote, Timestamp, UserId, limits};

use crate::{
    ChatAccess, ChatChange, Store, StoreError,
    chats::{self, EventRow, MEMBER, ROLE, member_from},
    groups::{GroupChange, GroupRefusal, Locked, lock, vanish},
    notes::write_note,
    people::PERSON,
    statement::{column, execute, list, padded, pieces, rows, values},
    transaction::{Stop, commit_mark, in_transaction, settled},
    words::{EventKind, Word},
};

/// Where to go on in a list of members: the last one that was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MemberPlace {
    /// When they joined.
    pub joined_at: Timestamp,
    /// Who they are.
    pub user: UserId,
}

/// What became of somebody's departure.
#[derive(Debug)]
pub enum Departed {
    /// The chat goes on without them; nothing changed if the log did not.
    Left(Box<GroupChange>),
    /// They were the last one, and the group is gone.
    Deleted(Vec<UserId>),
}

impl Store {
    /// A page of the chat's members, in the order in which they came.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn members_page(
        &self,
        access: &ChatAccess,
        after: Option<MemberPlace>,
        limit: u32,
    ) -> Result<Vec<Member>, StoreError> {
        let sql = format!(
            "SELECT {MEMBER}, {ROLE}, {PERSON} FROM chat_members mb
             JOIN chats c ON c.id = mb.chat_id JOIN people p ON p.id = mb.user_id
             WHERE mb.chat_id = $1 AND (mb.joined_at > $2 OR (mb.joined_at = $2 AND mb.user_id > $3))
             ORDER BY mb.joined_at, mb.user_id LIMIT $4"
        );
        let (joined_at, user) =
            after.map_or((i64::MIN, Uuid::nil()), |a| (a.joined_at.millis(), a.user.uuid()));
        let values = values![access.chat().uuid(), joined_at, user, i64::from(limit)];
        rows(self.database().reader(), sql, values).await?.iter().map(member_from).collect()
    }

    /// Those of the named who are members now, in no order.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn members_among(
        &self,
        access: &ChatAccess,
        users: &[UserId],
    ) -> Result<Vec<Member>, StoreError> {
        members_among(self.database().reader(), access.chat(), users).await
    }

    /// Brings people into a group, unless they are in it. `allowed` is asked about the adder's role and the group.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn add_members(
        &self,
        access: &ChatAccess,
        users: &[UserId],
        allowed: fn(Role, &zvonilka_model::Chat) -> bool,
    ) -> Result<Result<GroupChange, GroupRefusal>, StoreError> {
        let now = self.now();
        let added = in_transaction!(self.database(), |tx| async {
            let mark = commit_mark(&tx).await?;
            let locked = lock(&tx, access).await?;
            if !allowed(locked.role, &locked.chat) {
                return Err(Stop::Refused(GroupRefusal::NotAllowed));
            }
            let there: HashSet<UserId> =
                members_among(&tx, access.chat(), users).await?.iter().map(|m| m.person.id).collect();
            let mut named = HashSet::new();
            let fresh: Vec<UserId> =
                users.iter().copied().filter(|u| !there.contains(u) && named.insert(*u)).collect();
            let joining =
                Joining { actor: access.user(), note: SystemNote::MembersAdded(fresh.clone()), mark, now };
            bring_in(&tx, &locked, &fresh, joining).await
        });
        known_people(settled(added))
    }

    /// Takes a member out of the chat, oneself or somebody else; `allowed` is asked about the two roles in the
    /// latter case. The owner goes last, and with the last one goes the group.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn remove_member(
        &self,
        access: &ChatAccess,
        user: UserId,
        allowed: fn(Role, Role) -> bool,
    ) -> Result<Result<Departed, GroupRefusal>, StoreError> {
        let now = self.now();
        settled(in_transaction!(self.database(), |tx| async {
            let mark = commit_mark(&tx).await?;
            let locked = lock(&tx, access).await?;
            let chat = access.chat();
            if user == access.user() {
                if locked.chat.member_count <= 1 {
                    return Ok(Departed::Deleted(vanish(&tx, chat, mark, now).await?));
                }
                if locked.role == Role::Owner {
                    return Err(Stop::Refused(GroupRefusal::OwnerMustHandOver));
                }
            } else {
                let other = role_of(&tx, chat, user).await?;
                // Whoever may remove nobody learns nothing of who is there.
                let other = other.ok_or(Stop::Refused(if allowed(locked.role, Role::Member) {
                    GroupRefusal::NoSuchMember
                } else {
                    GroupRefusal::NotAllowed
                }))?;
                if !allowed(locked.role, other) {
                    return Err(Stop::Refused(GroupRefusal::NotAllowed));
                }
            }
            let left = take_out(&tx, &locked, user, mark, now).await?;
            Ok(Departed::Left(Box::new(left)))
        }))
    }

    /// Gives a member another role; [`Role::Owner`] hands the group over, and the old owner becomes an admin.
    /// `allowed` is asked about the role of the one who asks.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn set_role(
        &self,
        access: &ChatAccess,
        user: UserId,
        role: Role,
        allowed: fn(Role) -> bool,
    ) -> Result<Result<GroupChange, GroupRefusal>, StoreError> {
        let now = self.now();
        settled(in_transaction!(self.database(), |tx| async {
            let mark = commit_mark(&tx).await?;
            let locked = lock(&tx, access).await?;
            if !allowed(locked.role) {
                return Err(Stop::Refused(GroupRefusal::NotAllowed));
            }
            let chat = access.chat();
            let old = role_of(&tx, chat, user).await?.ok_or(Stop::Refused(GroupRefusal::NoSuchMember))?;
            if old == role {
                return Ok(GroupChange::nothing());
            }
            if old == Role::Owner {
                return Err(Stop::Refused(GroupRefusal::OwnerMustHandOver));
            }
            let (note, changed) = if role == Role::Owner {
                write_role(&tx, chat, access.user(), Role::Admin, mark).await?;
                (SystemNote::OwnerChanged(user), vec![user, access.user()])
            } else {
                (SystemNote::RoleChanged { user, role }, vec![user])
            };
            write_role(&tx, chat, user, role, mark).await?;
            let note = write_note(&tx, chat, access.user(), note, mark, now).await?;
            let event = EventRow { chat, kind: EventKind::Roles, user: access.user(), at: now, mark };
            let change = log_people(&tx, event, &changed).await?;
            let members = members_among(&tx, chat, &changed).await?;
            Ok(GroupChange { notes: vec![note], change: Some(change), members, ..GroupChange::nothing() })
        }))
    }
}

/// How somebody comes in.
pub(crate) struct Joining {
    /// Who did it.
    pub(crate) actor: UserId,
    /// What the log says of it.
    pub(crate) note: SystemNote,
    pub(crate) mark: i64,
    pub(crate) now: Timestamp,
}

/// Makes people members of a locked group; none of them may be one already.
pub(crate) async fn bring_in(
    tx: &DatabaseTransaction,
    locked: &Locked,
    users: &[UserId],
    joining: Joining,
) -> Result<GroupChange, Stop<GroupRefusal>> {
    let Joining { actor, note, mark, now } = joining;
    let chat = locked.chat.id;
    let count = u32::try_from(users.len()).unwrap_or(u32::MAX);
    if count == 0 {
        return Ok(GroupChange::nothing());
    }
    if locked.chat.member_count.saturating_add(count) > limits::GROUP_MEMBERS_MAX {
        return Err(Stop::Refused(GroupRefusal::Full));
    }
    let sees_all = locked.chat.rules.is_none_or(|rules| rules.history_for_newcomers);
    let place = NewPlace {
        joined_seq: locked.chat.last_seq,
        visible_from: if sees_all { 0 } else { locked.chat.last_seq },
        mark,
        now,
    };
    let newcomers: Vec<(UserId, Role)> = users.iter().map(|user| (*user, Role::Member)).collect();
    insert_members(tx, chat, &newcomers, place).await?;
    let grow = "UPDATE chats SET member_count = member_count + $2 WHERE id = $1";
    execute(tx, grow, values![chat.uuid(), i64::from(count)]).await?;
    for ids in padded(&users.iter().map(|user| user.uuid()).collect::<Vec<_>>()) {
        let sql =
            format!("DELETE FROM chat_departures WHERE chat_id = $1 AND user_id IN ({})", list(1, ids.len()));
        let mut values = values![chat.uuid()];
        values.extend(ids.into_iter().map(Value::from));
        execute(tx, sql, values).await?;
    }
    let note: Message = write_note(tx, chat, actor, note, mark, now).await?;
    let event = EventRow { chat, kind: EventKind::Members, user: actor, at: now, mark };
    let change = log_people(tx, event, users).await?;
    let members = members_among(tx, chat, users).await?;
    Ok(GroupChange {
        notes: vec![note],
        change: Some(change),
        members,
        joined: users.to_vec(),
        ..GroupChange::nothing()
    })
}

/// Where new members begin.
#[derive(Clone, Copy)]
pub(crate) struct NewPlace {
    pub(crate) joined_seq: i64,
    pub(crate) visible_from: i64,
    pub(crate) mark: i64,
    pub(crate) now: Timestamp,
}

pub(crate) async fn insert_members(
    tx: &DatabaseTransaction,
    chat: ChatId,
    people: &[(UserId, Role)],
    place: NewPlace,
) -> Result<(), StoreError> {
    let member = |(user, role): &(UserId, Role)| {
        values![
            chat.uuid(),
            user.uuid(),
            role.word(),
            place.now.millis(),
            place.joined_seq,
            place.visible_from,
            0_i64,
            0_i64,
            place.mark,
        ]
    };
    for piece in pieces(people, 0, member) {
        let sql = format!(
            "INSERT INTO chat_members (chat_id, user_id, role, joined_at, joined_seq, visible_from, read_seq,
                 delivered_seq, changed) {}",
            piece.rows()
        );
        execute(tx, sql, piece.values).await?;
    }
    Ok(())
}

/// Takes a member out of a locked group in which others stay.
pub(crate) async fn take_out(
    tx: &DatabaseTransaction,
    locked: &Locked,
    user: UserId,
    mark: i64,
    now: Timestamp,
) -> Result<GroupChange, StoreError> {
    let (chat, actor) = (locked.chat.id, locked.actor);
    let delete = "DELETE FROM chat_members WHERE chat_id = $1 AND user_id = $2";
    execute(tx, delete, values![chat.uuid(), user.uuid()]).await?;
    let shrink = "UPDATE chats SET member_count = member_count - 1 WHERE id = $1";
    execute(tx, shrink, values![chat.uuid()]).await?;
    let depart = "INSERT INTO chat_departures (user_id, chat_id, changed) VALUES ($1, $2, $3)
                  ON CONFLICT (user_id, chat_id) DO UPDATE SET changed = excluded.changed";
    execute(tx, depart, values![user.uuid(), chat.uuid(), mark]).await?;
    let note = if user == actor { SystemNote::MemberLeft } else { SystemNote::MemberRemoved(user) };
    let note = write_note(tx, chat, actor, note, mark, now).await?;
    let event = EventRow { chat, kind: EventKind::Members, user: actor, at: now, mark };
    let change = log_people(tx, event, &[user]).await?;
    Ok(GroupChange { notes: vec![note], change: Some(change), left: vec![user], ..GroupChange::nothing() })
}

/// Logs a change of who is in the chat, with the people it is about.
async fn log_people(
    tx: &DatabaseTransaction,
    event: EventRow,
    users: &[UserId],
) -> Result<ChatChange, StoreError> {
    let chat = event.chat;
    let seq = chats::log_event(tx, event).await?;
    for piece in pieces(users, 0, |user| values![chat.uuid(), seq, user.uuid()]) {
        let sql = format!("INSERT INTO chat_event_people (chat_id, seq, user_id) {}", piece.rows());
        execute(tx, sql, piece.values).await?;
    }
    Ok(ChatChange { seq, chat: chats::chat(tx, chat).await? })
}

/// Whom the events after a place are about, as they are now: those who are in the chat, and those who are not.
pub(crate) async fn changes_after<C: ConnectionTrait>(
    db: &C,
    chat: ChatId,
    after: i64,
) -> Result<HashMap<i64, MemberChange>, StoreError> {
    let sql =
        "SELECT seq, user_id FROM chat_event_people WHERE chat_id = $1 AND seq > $2 ORDER BY seq, user_id";
    let mut named: Vec<(i64, UserId)> = Vec::new();
    for row in rows(db, sql, values![chat.uuid(), after]).await? {
        named.push((column(&row, "seq")?, UserId::from_uuid(column(&row, "user_id")?)));
    }
    let mut users: Vec<UserId> = named.iter().map(|(_, user)| *user).collect();
    users.sort_unstable();
    users.dedup();
    let present: HashMap<UserId, Member> =
        members_among(db, chat, &users).await?.into_iter().map(|m| (m.person.id, m)).collect();
    let mut changes: HashMap<i64, (Vec<Member>, Vec<UserId>)> = HashMap::new();
    for (seq, user) in named {
        let (members, left) = changes.entry(seq).or_default();
        match present.get(&user) {
            Some(member) => members.push(member.clone()),
            None => left.push(user),
        }
    }
    Ok(changes
        .into_iter()
        .map(|(seq, (members, left))| (seq, MemberChange::Group { members, left }))
        .collect())
}

pub(crate) async fn members_among<C: ConnectionTrait>(
    db: &C,
    chat: ChatId,
    users: &[UserId],
) -> Result<Vec<Member>, StoreError> {
    let mut members = Vec::with_capacity(users.len());
    for ids in padded(&users.iter().map(|user| user.uuid()).collect::<Vec<_>>()) {
        let sql = format!(
            "SELECT {MEMBER}, {ROLE}, {PERSON} FROM chat_members mb
             JOIN chats c ON c.id = mb.chat_id JOIN people p ON p.id = mb.user_id
             WHERE mb.chat_id = $1 AND mb.user_id IN ({})",
            list(1, ids.len())
        );
        let mut values = values![chat.uuid()];
        values.extend(ids.into_iter().map(Value::from));
        for row in rows(db, sql, values).await? {
            members.push(member_from(&row)?);
        }
    }
    Ok(members)
}

async fn role_of(tx: &DatabaseTransaction, chat: ChatId, user: UserId) -> Result<Option<Role>, StoreError> {
    Ok(chats::access(tx, user, chat).await?.map(|access| access.role()))
}

async fn write_role(
    tx: &DatabaseTransaction,
    chat: ChatId,
    user: UserId,
    role: Role,
    mark: i64,
) -> Result<(), StoreError> {
    let sql = "UPDATE chat_members SET role = $3, changed = $4 WHERE chat_id = $1 AND user_id = $2";
    execute(tx, sql, values![chat.uuid(), user.uuid(), role.word(), mark]).await?;
    Ok(())
}

/// Somebody who does not exist shows as a broken reference.
pub(crate) fn known_people<T>(
    outcome: Result<Result<T, GroupRefusal>, StoreError>,
) -> Result<Result<T, GroupRefusal>, StoreError> {
    match outcome {
        Err(StoreError::Conflict { constraint: crate::Constraint::Reference }) => {
            Ok(Err(GroupRefusal::UnknownPerson))
        }
        other => other,
    }
}
