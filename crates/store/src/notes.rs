//! Notes: the messages in which the server tells what happened to a chat.

use sea_orm::DatabaseTransaction;
use serde_json::{Value, json};
use uuid::Uuid;
use zvonilka_model::{ChatId, ClientId, Message, MessageBody, MessageId, SystemNote, Timestamp, UserId};

use crate::{
    StoreError,
    messages::insert,
    statement::{column, row, values},
    words::Word,
};

/// Lets a note take the next place in the chat's log. The chat must be locked.
pub(crate) async fn write_note(
    tx: &DatabaseTransaction,
    chat: ChatId,
    actor: UserId,
    note: SystemNote,
    mark: i64,
    now: Timestamp,
) -> Result<Message, StoreError> {
    let sql = "UPDATE chats SET last_seq = last_seq + 1, changed = $2 WHERE id = $1 RETURNING last_seq";
    let found = row(tx, sql, values![chat.uuid(), mark]).await?;
    let seq: i64 = column(&found.ok_or_else(|| StoreError::inconsistent("chats", "id", chat))?, "last_seq")?;
    let id = MessageId::generate(now);
    let client_id = ClientId::parse(&format!("note-{}", id.uuid().simple()))
        .map_err(|_| StoreError::inconsistent("messages", "client_id", id))?;
    let body = MessageBody::System(note);
    let message = Message {
        id,
        chat,
        seq,
        rev: seq,
        sender: actor,
        client_id,
        body,
        reply_to: None,
        forwarded_from: None,
        attachments: Vec::new(),
        mentions: Vec::new(),
        reactions: Vec::new(),
        preview: None,
        created_at: now,
        edited_at: None,
    };
    insert(tx, std::slice::from_ref(&message)).await?;
    Ok(message)
}

/// A note as it is stored; nobody else knows this shape.
pub(crate) fn payload(note: &SystemNote) -> String {
    let users = |users: &[UserId]| json!(users.iter().map(|u| u.uuid().to_string()).collect::<Vec<_>>());
    let value = match note {
        SystemNote::Created { title } => json!({"type": "created", "title": title}),
        SystemNote::MembersAdded(added) => json!({"type": "members_added", "users": users(added)}),
        SystemNote::MemberRemoved(user) => json!({"type": "member_removed", "users": users(&[*user])}),
        SystemNote::MemberLeft => json!({"type": "member_left"}),
        SystemNote::JoinedByLink => json!({"type": "joined_by_link"}),
        SystemNote::Renamed { title } => json!({"type": "renamed", "title": title}),
        SystemNote::PhotoChanged => json!({"type": "photo_changed"}),
        SystemNote::PhotoRemoved => json!({"type": "photo_removed"}),
        SystemNote::DescriptionChanged => json!({"type": "description_changed"}),
        SystemNote::RoleChanged { user, role } => {
            json!({"type": "role_changed", "users": users(&[*user]), "role": role.word()})
        }
        SystemNote::OwnerChanged(user) => json!({"type": "owner_changed", "users": users(&[*user])}),
    };
    value.to_string()
}

/// Reads a note; `None` for one that this version does not know.
pub(crate) fn note(payload: &str) -> Option<SystemNote> {
    let value: Value = serde_json::from_str(payload).ok()?;
    let title = || Some(value.get("title")?.as_str()?.to_owned());
    let users = || -> Option<Vec<UserId>> {
        let listed = value.get("users")?.as_array()?.iter();
        listed.map(|user| Uuid::try_parse(user.as_str()?).ok().map(UserId::from_uuid)).collect()
    };
    let user = || users()?.first().copied();
    Some(match value.get("type")?.as_str()? {
        "created" => SystemNote::Created { title: title()? },
        "members_added" => SystemNote::MembersAdded(users()?),
        "member_removed" => SystemNote::MemberRemoved(user()?),
        "member_left" => SystemNote::MemberLeft,
        "joined_by_link" => SystemNote::JoinedByLink,
        "renamed" => SystemNote::Renamed { title: title()? },
        "photo_changed" => SystemNote::PhotoChanged,
        "photo_removed" => SystemNote::PhotoRemoved,
        "description_changed" => SystemNote::DescriptionChanged,
        "role_changed" => {
            SystemNote::RoleChanged { user: user()?, role: Word::from_word(value.get("role")?.as_str()?)? }
        }
        "owner_changed" => SystemNote::OwnerChanged(user()?),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use zvonilka_model::Role;

    use super::*;

    #[test]
    fn every_note_comes_back_as_it_was_stored() {
        let now = Timestamp::from_millis(1_700_000_000_000);
        let (anna, boris) = (UserId::generate(now), UserId::generate(now));
        for stored in [
            SystemNote::Created { title: "Дача".to_owned() },
            SystemNote::MembersAdded(vec![anna, boris]),
            SystemNote::MemberRemoved(anna),
            SystemNote::MemberLeft,
            SystemNote::JoinedByLink,
            SystemNote::Renamed { title: "\"Дом\"".to_owned() },
            SystemNote::PhotoChanged,
            SystemNote::PhotoRemoved,
            SystemNote::DescriptionChanged,
            SystemNote::RoleChanged { user: boris, role: Role::Admin },
            SystemNote::OwnerChanged(boris),
        ] {
            assert_eq!(note(&payload(&stored)), Some(stored));
        }
        assert_eq!(note("{}"), None);
    }
}
