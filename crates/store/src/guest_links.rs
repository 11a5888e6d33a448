//! The links by which people without an account come into a group's calls. Only their digests are kept. A link is worth
//! something for as long as whoever made it is in the group.

use sea_orm::{ConnectionTrait, QueryResult};
use uuid::Uuid;
use zvonilka_model::{Chat, ChatId, GuestLink, GuestLinkId, Role, Timestamp, UserId, limits};

use crate::{
    ChatAccess, Store, StoreError,
    groups::{GroupRefusal, lock},
    statement::{column, execute, row, rows, values},
    transaction::{Stop, in_transaction, settled},
};

/// A link, with what whoever opens it is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownGuestLink {
    /// The link.
    pub link: GuestLink,
    /// What the group is called.
    pub title: Option<String>,
    /// What its maker is called.
    pub maker: String,
}

const LINK: &str = "l.id, l.chat_id, l.created_by, l.expires_at, l.created_at";

/// Links whose maker is still in the group, which still is.
const STANDING: &str = "JOIN chats c ON c.id = l.chat_id AND c.deleted_at IS NULL \
    JOIN chat_members m ON m.chat_id = l.chat_id AND m.user_id = l.created_by \
    JOIN people p ON p.id = l.created_by";

impl Store {
    /// Stores a link. `allowed` is asked about the maker's role and the group.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn create_guest_link(
        &self,
        access: &ChatAccess,
        link: &GuestLink,
        digest: &str,
        allowed: fn(Role, &Chat) -> bool,
    ) -> Result<Result<(), GroupRefusal>, StoreError> {
        let now = self.now();
        settled(in_transaction!(self.database(), |tx| async {
            let locked = lock(&tx, access).await?;
            if !allowed(locked.role, &locked.chat) {
                return Err(Stop::Refused(GroupRefusal::NotAllowed));
            }
            let chat = access.chat().uuid();
            let count = "SELECT count(*) AS value FROM guest_links WHERE chat_id = $1 AND expires_at > $2";
            let counted = row(&tx, count, values![chat, now.millis()]).await?;
            let live: i64 = counted.map_or(Ok(0), |row| column(&row, "value"))?;
            if live >= i64::from(limits::LIVE_LINKS_MAX) {
                return Err(Stop::Refused(GroupRefusal::TooManyLinks));
            }
            let sql = "INSERT INTO guest_links (id, chat_id, created_by, digest, expires_at, created_at)
                       VALUES ($1, $2, $3, $4, $5, $6)";
            let values = values![
                link.id.uuid(),
                chat,
                link.created_by.uuid(),
                digest,
                link.expires_at.millis(),
                link.created_at.millis(),
            ];
            execute(&tx, sql, values).await?;
            Ok(())
        }))
    }

    /// The group's links by which somebody can still come, the newest first.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn guest_links(&self, access: &ChatAccess) -> Result<Vec<GuestLink>, StoreError> {
        let sql = format!(
            "SELECT {LINK} FROM guest_links l {STANDING}
             WHERE l.chat_id = $1 AND l.expires_at > $2 ORDER BY l.created_at DESC, l.id"
        );
        let values = values![access.chat().uuid(), self.now().millis()];
        let found = rows(self.database().reader(), sql, values).await?;
        found.iter().map(link_from).collect()
    }

    /// Takes a link back. False: the group has none with this id.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn revoke_guest_link(&self, access: &ChatAccess, id: GuestLinkId) -> Result<bool, StoreError> {
        let sql = "DELETE FROM guest_links WHERE chat_id = $1 AND id = $2";
        Ok(execute(self.database().writer(), sql, values![access.chat().uuid(), id.uuid()]).await? > 0)
    }

    /// The link with this digest; `None` when it was taken back, or there never was one. It may have run out.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn guest_link_by_digest(&self, digest: &str) -> Result<Option<KnownGuestLink>, StoreError> {
        known(self.database().reader(), "l.digest = $1", values![digest]).await
    }

    /// A link; `None` when it was taken back. It may have run out.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn guest_link(&self, id: GuestLinkId) -> Result<Option<KnownGuestLink>, StoreError> {
        known(self.database().reader(), "l.id = $1", values![id.uuid()]).await
    }

    /// Drops links that ran out before this moment.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn forget_guest_links(&self, before: Timestamp) -> Result<(), StoreError> {
        let sql = "DELETE FROM guest_links WHERE expires_at < $1";
        execute(self.database().writer(), sql, values![before.millis()]).await.map(|_| ())
    }
}

async fn known<C: ConnectionTrait>(
    db: &C,
    which: &str,
    values: Vec<sea_orm::Value>,
) -> Result<Option<KnownGuestLink>, StoreError> {
    let sql = format!("SELECT {LINK}, c.title, p.display_name FROM guest_links l {STANDING} WHERE {which}");
    let Some(found) = row(db, sql, values).await? else { return Ok(None) };
    Ok(Some(KnownGuestLink {
        link: link_from(&found)?,
        title: column(&found, "title")?,
        maker: column(&found, "display_name")?,
    }))
}

fn link_from(row: &QueryResult) -> Result<GuestLink, StoreError> {
    Ok(GuestLink {
        id: GuestLinkId::from_uuid(column::<Uuid>(row, "id")?),
        chat: ChatId::from_uuid(column(row, "chat_id")?),
        created_by: UserId::from_uuid(column(row, "created_by")?),
        expires_at: Timestamp::from_millis(column(row, "expires_at")?),
        created_at: Timestamp::from_millis(column(row, "created_at")?),
    })
}
