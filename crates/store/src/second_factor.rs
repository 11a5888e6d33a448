//! Codes as the second step of signing in: the secret that a person's app shares with us, and the recovery codes.

use sea_orm::DatabaseTransaction;
use zvonilka_model::{Timestamp, UserId};

use crate::{
    Store, StoreError,
    statement::{column, execute, row, small, values},
    transaction::in_transaction,
};

/// Codes that somebody has to give besides the password.
#[derive(Clone, PartialEq, Eq)]
pub struct SecondFactor {
    /// What the app counts with, as text. Never logged.
    pub secret: String,
    /// The newest step whose code was used; it and all before it are used up.
    pub last_step: i64,
    /// Recovery codes that were not used.
    pub recovery_left: u32,
}

/// A secret that was shown and not yet proven to have arrived.
#[derive(Clone, PartialEq, Eq)]
pub struct PendingFactor {
    /// What the app counts with, as text. Never logged.
    pub secret: String,
    /// When it was shown.
    pub made_at: Timestamp,
}

impl Store {
    /// The codes that somebody has to give, if any.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn second_factor(&self, user: UserId) -> Result<Option<SecondFactor>, StoreError> {
        let sql = "SELECT f.secret, f.last_step,
                       (SELECT COUNT(*) FROM recovery_codes c WHERE c.user_id = f.user_id) AS recovery_left
                   FROM second_factors f WHERE f.user_id = $1 AND f.enabled";
        let Some(row) = row(self.database().reader(), sql, values![user.uuid()]).await? else {
            return Ok(None);
        };
        Ok(Some(SecondFactor {
            secret: column(&row, "secret")?,
            last_step: column(&row, "last_step")?,
            recovery_left: small(&row, "recovery_codes", "recovery_left")?,
        }))
    }

    /// The secret that somebody was shown and has not proven to have.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn pending_factor(&self, user: UserId) -> Result<Option<PendingFactor>, StoreError> {
        let sql = "SELECT secret, made_at FROM second_factors WHERE user_id = $1 AND NOT enabled";
        let found = row(self.database().reader(), sql, values![user.uuid()]).await?;
        found
            .map(|row| {
                let made_at = Timestamp::from_millis(column(&row, "made_at")?);
                Ok(PendingFactor { secret: column(&row, "secret")?, made_at })
            })
            .transpose()
    }

    /// Keeps a secret that is being shown, in place of one that was shown before. False: codes are asked for already,
    /// and nothing was changed.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn begin_second_factor(&self, user: UserId, secret: &str) -> Result<bool, StoreError> {
        let sql = "INSERT INTO second_factors (user_id, secret, enabled, last_step, made_at)
                   VALUES ($1, $2, $3, $4, $5)
                   ON CONFLICT (user_id) DO UPDATE SET secret = excluded.secret, made_at = excluded.made_at
                   WHERE NOT second_factors.enabled";
        let values = values![user.uuid(), secret, false, 0_i64, self.now().millis()];
        Ok(execute(self.database().writer(), sql, values).await? > 0)
    }

    /// From now on codes by this secret are asked for; `step` is used up. False: it is not the secret that was shown
    /// last, and nothing was changed.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn enable_second_factor(
        &self,
        user: UserId,
        secret: &str,
        step: i64,
        recovery: &[String],
    ) -> Result<bool, StoreError> {
        in_transaction!(self.database(), |tx| async {
            let sql = "UPDATE second_factors SET enabled = $3, last_step = $4
                       WHERE user_id = $1 AND secret = $2 AND NOT enabled";
            if execute(&tx, sql, values![user.uuid(), secret, true, step]).await? == 0 {
                return Ok(false);
            }
            replace_recovery(&tx, user, recovery).await?;
            Ok::<_, StoreError>(true)
        })
    }

    /// Uses up the code of a step. False: it, or a later one, was used before.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn use_step(&self, user: UserId, step: i64) -> Result<bool, StoreError> {
        let sql =
            "UPDATE second_factors SET last_step = $2 WHERE user_id = $1 AND last_step < $3 AND enabled";
        Ok(execute(self.database().writer(), sql, values![user.uuid(), step, step]).await? > 0)
    }

    /// Uses up a recovery code. False: it is none of that person's, or was used before.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn use_recovery_code(&self, user: UserId, digest: &str) -> Result<bool, StoreError> {
        let sql = "DELETE FROM recovery_codes WHERE user_id = $1 AND digest = $2";
        Ok(execute(self.database().writer(), sql, values![user.uuid(), digest]).await? > 0)
    }

    /// Gives somebody other recovery codes; those from before are worth nothing.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn set_recovery_codes(&self, user: UserId, recovery: &[String]) -> Result<(), StoreError> {
        in_transaction!(self.database(), |tx| replace_recovery(&tx, user, recovery))
    }

    /// No codes are asked for any more. False: none were.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn drop_second_factor(&self, user: UserId) -> Result<bool, StoreError> {
        in_transaction!(self.database(), |tx| async {
            execute(&tx, "DELETE FROM recovery_codes WHERE user_id = $1", values![user.uuid()]).await?;
            let sql = "DELETE FROM second_factors WHERE user_id = $1 AND enabled";
            Ok::<_, StoreError>(execute(&tx, sql, values![user.uuid()]).await? > 0)
        })
    }
}

async fn replace_recovery(
    tx: &DatabaseTransaction,
    user: UserId,
    recovery: &[String],
) -> Result<(), StoreError> {
    execute(tx, "DELETE FROM recovery_codes WHERE user_id = $1", values![user.uuid()]).await?;
    for digest in recovery {
        let sql = "INSERT INTO recovery_codes (user_id, digest) VALUES ($1, $2)";
        execute(tx, sql, values![user.uuid(), digest.as_str()]).await?;
    }
    Ok(())
}
