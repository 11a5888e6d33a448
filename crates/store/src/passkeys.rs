//! Passkeys: the public halves of keys with which people sign in without a password.

use sea_orm::QueryResult;
use zvonilka_model::{Passkey, PasskeyId, PasskeyName, Timestamp, UserId};

use crate::{
    Store, StoreError,
    statement::{column, execute, row, rows, values},
};

/// A key to be added.
#[derive(Debug, Clone)]
pub struct NewPasskey<'a> {
    /// Whose.
    pub user: UserId,
    /// The id that the authenticator gave it, as text; unique among everybody's.
    pub credential: &'a str,
    /// How it signs (COSE).
    pub algorithm: i64,
    /// The public key, as text.
    pub public_key: &'a str,
    /// How often it has signed, if it counts.
    pub sign_count: u32,
    /// The host of the page on which it works.
    pub host: &'a str,
    /// What its owner calls it.
    pub name: PasskeyName,
}

/// What is needed to check a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyInUse {
    /// Its id with us.
    pub id: PasskeyId,
    /// Whose.
    pub user: UserId,
    /// How it signs (COSE).
    pub algorithm: i64,
    /// The public key, as text.
    pub public_key: String,
    /// How often it had signed when it was last used.
    pub sign_count: i64,
    /// The host of the page on which it works.
    pub host: String,
}

const PASSKEY: &str = "id, name, host, created_at, last_used_at";

fn passkey_from(row: &QueryResult) -> Result<Passkey, StoreError> {
    let id = PasskeyId::from_uuid(column(row, "id")?);
    let name: String = column(row, "name")?;
    Ok(Passkey {
        id,
        name: PasskeyName::parse(&name).map_err(|_| StoreError::inconsistent("passkeys", "name", id))?,
        host: column(row, "host")?,
        created_at: Timestamp::from_millis(column(row, "created_at")?),
        last_used_at: column::<Option<i64>>(row, "last_used_at")?.map(Timestamp::from_millis),
    })
}

impl Store {
    /// Adds a key, if its owner has fewer than `most`. `None`: they have as many, or this one is here already.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn add_passkey(&self, new: NewPasskey<'_>, most: u32) -> Result<Option<Passkey>, StoreError> {
        let now = self.now();
        let id = PasskeyId::generate(now);
        let sql = "INSERT INTO passkeys
                       (id, user_id, credential, algorithm, public_key, sign_count, host, name, created_at)
                   SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9
                   WHERE (SELECT COUNT(*) FROM passkeys WHERE user_id = $10) < $11
                   ON CONFLICT (credential) DO NOTHING";
        let values = values![
            id.uuid(),
            new.user.uuid(),
            new.credential,
            new.algorithm,
            new.public_key,
            i64::from(new.sign_count),
            new.host,
            new.name.as_str(),
            now.millis(),
            new.user.uuid(),
            i64::from(most),
        ];
        let host = new.host.to_owned();
        let added = execute(self.database().writer(), sql, values).await? > 0;
        Ok(added.then_some(Passkey { id, name: new.name, host, created_at: now, last_used_at: None }))
    }

    /// Somebody's keys, the newest first.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn passkeys_of(&self, user: UserId) -> Result<Vec<Passkey>, StoreError> {
        let sql = format!("SELECT {PASSKEY} FROM passkeys WHERE user_id = $1 ORDER BY id DESC");
        let found = rows(self.database().reader(), sql, values![user.uuid()]).await?;
        found.iter().map(passkey_from).collect()
    }

    /// The authenticators' own ids of somebody's keys, so that none is added twice.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn credentials_in_use(&self, user: UserId) -> Result<Vec<String>, StoreError> {
        let sql = "SELECT credential FROM passkeys WHERE user_id = $1 ORDER BY id";
        let found = rows(self.database().reader(), sql, values![user.uuid()]).await?;
        found.iter().map(|row| column(row, "credential")).collect()
    }

    /// The key that an authenticator names.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn key_in_use(&self, credential: &str) -> Result<Option<KeyInUse>, StoreError> {
        let sql = "SELECT id, user_id, algorithm, public_key, sign_count, host FROM passkeys
                   WHERE credential = $1";
        let found = row(self.database().reader(), sql, values![credential]).await?;
        found
            .map(|row| {
                Ok(KeyInUse {
                    id: PasskeyId::from_uuid(column(&row, "id")?),
                    user: UserId::from_uuid(column(&row, "user_id")?),
                    algorithm: column(&row, "algorithm")?,
                    public_key: column(&row, "public_key")?,
                    sign_count: column(&row, "sign_count")?,
                    host: column(&row, "host")?,
                })
            })
            .transpose()
    }

    /// Notes that somebody signed in with a key whose counter stood at `before`. False: it was used in between, or is
    /// gone.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn note_passkey_use(
        &self,
        id: PasskeyId,
        before: i64,
        sign_count: u32,
    ) -> Result<bool, StoreError> {
        let sql = "UPDATE passkeys SET sign_count = $2, last_used_at = $3 WHERE id = $1 AND sign_count = $4";
        let values = values![id.uuid(), i64::from(sign_count), self.now().millis(), before];
        Ok(execute(self.database().writer(), sql, values).await? > 0)
    }

    /// Gives one of somebody's keys another name. `None`: it is not theirs.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn rename_passkey(
        &self,
        user: UserId,
        id: PasskeyId,
        name: &PasskeyName,
    ) -> Result<Option<Passkey>, StoreError> {
        let sql = format!("UPDATE passkeys SET name = $3 WHERE id = $1 AND user_id = $2 RETURNING {PASSKEY}");
        let values = values![id.uuid(), user.uuid(), name.as_str()];
        let found = row(self.database().writer(), sql, values).await?;
        found.map(|row| passkey_from(&row)).transpose()
    }

    /// Removes one of somebody's keys. False: it is not theirs.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn remove_passkey(&self, user: UserId, id: PasskeyId) -> Result<bool, StoreError> {
        let sql = "DELETE FROM passkeys WHERE id = $1 AND user_id = $2";
        Ok(execute(self.database().writer(), sql, values![id.uuid(), user.uuid()]).await? > 0)
    }
}
