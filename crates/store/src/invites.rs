//! Invitations. Using one up is part of registering.

use sea_orm::{ConnectionTrait, QueryResult};
use zvonilka_model::{Admin, Invite, InviteCode, Timestamp, UserId};

use crate::{
    Store, StoreError,
    statement::{column, execute, row, rows, small, values},
};

const INVITE: &str = "i.code, i.created_by, i.is_admin, i.max_uses, i.uses, i.expires_at, i.note, i.revoked_at, \
     i.opened_at, i.created_at";

fn invite_from(row: &QueryResult) -> Result<Invite, StoreError> {
    let code: String = column(row, "code")?;
    let moment = |name| Ok::<_, StoreError>(column::<Option<i64>>(row, name)?.map(Timestamp::from_millis));
    Ok(Invite {
        created_by: column::<Option<_>>(row, "created_by")?.map(UserId::from_uuid),
        admin: Admin::from(column::<bool>(row, "is_admin")?),
        max_uses: column::<Option<i64>>(row, "max_uses")?
            .map(|uses| {
                u32::try_from(uses).map_err(|_| StoreError::inconsistent("invites", "max_uses", &code))
            })
            .transpose()?,
        uses: small(row, "invites", "uses")?,
        expires_at: moment("expires_at")?,
        note: column(row, "note")?,
        revoked_at: moment("revoked_at")?,
        opened_at: moment("opened_at")?,
        created_at: Timestamp::from_millis(column(row, "created_at")?),
        code: InviteCode::parse(&code).map_err(|_| StoreError::inconsistent("invites", "code", &code))?,
    })
}

impl Store {
    /// Stores an invitation. False: its code exists, even if that one is used up.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn create_invite(&self, invite: Invite) -> Result<bool, StoreError> {
        let sql = "INSERT INTO invites
                       (code, created_by, is_admin, max_uses, uses, expires_at, note, revoked_at, opened_at,
                        created_at)
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (code) DO NOTHING";
        let values = values![
            invite.code.into_string(),
            invite.created_by.map(UserId::uuid),
            invite.admin.as_bool(),
            invite.max_uses.map(i64::from),
            i64::from(invite.uses),
            invite.expires_at.map(Timestamp::millis),
            invite.note,
            invite.revoked_at.map(Timestamp::millis),
            invite.opened_at.map(Timestamp::millis),
            invite.created_at.millis(),
        ];
        Ok(execute(self.database().writer(), sql, values).await? > 0)
    }

    /// One invitation, whether or not it still works.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn invite(&self, code: &InviteCode) -> Result<Option<Invite>, StoreError> {
        invite(self.database().reader(), code, "").await
    }

    /// Invitations, the newest first: those that one person made, or all.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn invites(&self, by: Option<UserId>, limit: u32) -> Result<Vec<Invite>, StoreError> {
        let sql = format!(
            "SELECT {INVITE} FROM invites i WHERE ($1 IS NULL OR i.created_by = $1)
             ORDER BY i.created_at DESC, i.code LIMIT $2"
        );
        let found =
            rows(self.database().reader(), sql, values![by.map(UserId::uuid), i64::from(limit)]).await?;
        found.iter().map(invite_from).collect()
    }

    /// Takes an invitation back. False: there is none, or it was taken back before.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn revoke_invite(&self, code: &InviteCode) -> Result<bool, StoreError> {
        let sql = "UPDATE invites SET revoked_at = $2 WHERE code = $1 AND revoked_at IS NULL";
        let values = values![code.as_str(), self.now().millis()];
        Ok(execute(self.database().writer(), sql, values).await? > 0)
    }

    /// Notes that somebody looked at an invitation. False: somebody had before.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn note_opened(&self, code: &InviteCode) -> Result<bool, StoreError> {
        let sql = "UPDATE invites SET opened_at = $2 WHERE code = $1 AND opened_at IS NULL";
        let values = values![code.as_str(), self.now().millis()];
        Ok(execute(self.database().writer(), sql, values).await? > 0)
    }

    /// Whether an invitation was ever made; the first start makes one otherwise.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn has_any_invite(&self) -> Result<bool, StoreError> {
        let found = row(self.database().reader(), "SELECT code FROM invites LIMIT 1", Vec::new()).await?;
        Ok(found.is_some())
    }
}

/// Reads an invitation; `lock` is put at the end of the statement.
pub(crate) async fn invite<C: ConnectionTrait>(
    db: &C,
    code: &InviteCode,
    lock: &str,
) -> Result<Option<Invite>, StoreError> {
    let sql = format!("SELECT {INVITE} FROM invites i WHERE i.code = $1{lock}");
    row(db, sql, values![code.as_str()]).await?.map(|row| invite_from(&row)).transpose()
}
