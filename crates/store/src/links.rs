//! Invite links of groups. Joining by one counts its use in the same transaction, so that two people cannot share
//! the last.

use sea_orm::{ConnectionTrait, QueryResult};
use zvonilka_model::{Chat, ChatId, ChatLink, Role, SystemNote, Timestamp, UserId, limits};

use crate::{
    ChatAccess, Store, StoreError, chats,
    groups::{GroupChange, GroupRefusal, Locked, lock, lock_chat},
    members::{Joining, bring_in},
    statement::{column, execute, row, rows, small, values},
    transaction::{Stop, commit_mark, in_transaction, settled},
};

/// What a link leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkedGroup {
    /// The group.
    pub chat: Chat,
    /// Whether the one who asks is in it.
    pub joined: bool,
}

const LINK: &str = "l.code, l.chat_id, l.created_by, l.max_uses, l.uses, l.expires_at, l.created_at";

fn link_from(row: &QueryResult) -> Result<ChatLink, StoreError> {
    let code: String = column(row, "code")?;
    let max_uses = column::<Option<i64>>(row, "max_uses")?
        .map(|uses| {
            u32::try_from(uses).map_err(|_| StoreError::inconsistent("chat_links", "max_uses", &code))
        })
        .transpose()?;
    Ok(ChatLink {
        chat: ChatId::from_uuid(column(row, "chat_id")?),
        created_by: UserId::from_uuid(column(row, "created_by")?),
        max_uses,
        uses: small(row, "chat_links", "uses")?,
        expires_at: column::<Option<i64>>(row, "expires_at")?.map(Timestamp::from_millis),
        created_at: Timestamp::from_millis(column(row, "created_at")?),
        code,
    })
}

impl Store {
    /// Stores an invite link; those of the group that work no longer are dropped. `allowed` is asked about the
    /// maker's role and the group.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn create_link(
        &self,
        access: &ChatAccess,
        link: &ChatLink,
        allowed: fn(Role, &Chat) -> bool,
    ) -> Result<Result<(), GroupRefusal>, StoreError> {
        let now = self.now();
        settled(in_transaction!(self.database(), |tx| async {
            let locked = lock(&tx, access).await?;
            if !allowed(locked.role, &locked.chat) {
                return Err(Stop::Refused(GroupRefusal::NotAllowed));
            }
            let chat = access.chat().uuid();
            let clear = "DELETE FROM chat_links WHERE chat_id = $1
                         AND (expires_at <= $2 OR (max_uses IS NOT NULL AND uses >= max_uses))";
            execute(&tx, clear, values![chat, now.millis()]).await?;
            let count = "SELECT count(*) AS value FROM chat_links WHERE chat_id = $1";
            let counted = row(&tx, count, values![chat]).await?;
            let live: i64 = counted.map_or(Ok(0), |row| column(&row, "value"))?;
            if live >= i64::from(limits::LIVE_LINKS_MAX) {
                return Err(Stop::Refused(GroupRefusal::TooManyLinks));
            }
            let sql = "INSERT INTO chat_links
                           (code, chat_id, created_by, max_uses, uses, expires_at, created_at)
                       VALUES ($1, $2, $3, $4, $5, $6, $7)";
            let values = values![
                link.code.as_str(),
                chat,
                link.created_by.uuid(),
                link.max_uses.map(i64::from),
                i64::from(link.uses),
                link.expires_at.map(Timestamp::millis),
                link.created_at.millis(),
            ];
            execute(&tx, sql, values).await?;
            Ok(())
        }))
    }

    /// The group's links that still work, the newest first.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn links(&self, access: &ChatAccess) -> Result<Vec<ChatLink>, StoreError> {
        let now = self.now();
        let sql = format!(
            "SELECT {LINK} FROM chat_links l WHERE l.chat_id = $1 ORDER BY l.created_at DESC, l.code"
        );
        let found = rows(self.database().reader(), sql, values![access.chat().uuid()]).await?;
        let links = found.iter().map(link_from).collect::<Result<Vec<_>, _>>()?;
        Ok(links.into_iter().filter(|link| link.is_usable(now)).collect())
    }

    /// Takes a link back. False: the group has none with this code.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn revoke_link(&self, access: &ChatAccess, code: &str) -> Result<bool, StoreError> {
        let sql = "DELETE FROM chat_links WHERE chat_id = $1 AND code = $2";
        Ok(execute(self.database().writer(), sql, values![access.chat().uuid(), code]).await? > 0)
    }

    /// The group that a link leads to; `None` when the link works no longer, or there is none.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn linked_group(&self, code: &str, user: UserId) -> Result<Option<LinkedGroup>, StoreError> {
        let now = self.now();
        let tx = self.database().begin_read().await?;
        let found = match link(&tx, code).await? {
            None => None,
            Some(link) => {
                let joined = chats::access(&tx, user, link.chat).await?.is_some();
                // Whoever is in may use the link as an address, whether or not others still can.
                let shown = joined || link.is_usable(now);
                if shown {
                    Some(LinkedGroup { chat: chats::chat(&tx, link.chat).await?, joined })
                } else {
                    None
                }
            }
        };
        tx.commit().await?;
        Ok(found)
    }

    /// Brings somebody into the group that a link leads to, and counts the use. Whoever is in already stays as
    /// they are, and nothing is counted.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn join_by_link(
        &self,
        code: &str,
        user: UserId,
    ) -> Result<Result<(ChatId, GroupChange), GroupRefusal>, StoreError> {
        let now = self.now();
        settled(in_transaction!(self.database(), |tx| async {
            let unknown = || Stop::Refused(GroupRefusal::LinkUnknown);
            let mark = commit_mark(&tx).await?;
            let id = link(&tx, code).await?.ok_or_else(unknown)?.chat;
            // The chat is locked first, as everywhere; then the link is read as it is now.
            let chat = lock_chat(&tx, id).await?.ok_or_else(unknown)?;
            let link = link(&tx, code).await?.ok_or_else(unknown)?;
            if chats::access(&tx, user, id).await?.is_some() {
                return Ok((id, GroupChange::nothing()));
            }
            if !link.is_usable(now) {
                return Err(unknown());
            }
            let count = "UPDATE chat_links SET uses = uses + 1 WHERE code = $1";
            execute(&tx, count, values![code]).await?;
            let locked = Locked { chat, actor: user, role: Role::Member };
            let joining = Joining { actor: user, note: SystemNote::JoinedByLink, mark, now };
            Ok((id, bring_in(&tx, &locked, &[user], joining).await?))
        }))
    }
}

async fn link<C: ConnectionTrait>(db: &C, code: &str) -> Result<Option<ChatLink>, StoreError> {
    let sql = format!("SELECT {LINK} FROM chat_links l WHERE l.code = $1");
    row(db, sql, values![code]).await?.map(|row| link_from(&row)).transpose()
}
