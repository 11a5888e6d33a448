//! Accounts.

use sea_orm::{ConnectionTrait, QueryResult};
use uuid::Uuid;
use zvonilka_model::{
    AboutText, Admin, DisplayName, Email, FileId, Login, Person, Phone, Privacy, PrivacyPatch, StatusText,
    Timestamp, UserId,
};

use crate::{
    Store, StoreError,
    statement::{column, execute, list, padded, pieces, row, rows, small, values},
    transaction::{commit_mark, in_transaction, one},
    words::{Word, word},
};

/// An account with what is needed to check a password.
#[derive(Clone)]
pub struct Credentials {
    /// Who.
    pub person: Person,
    /// The hash of their password, as the rules made it.
    pub password_hash: String,
    /// Whether an admin has shut the account.
    pub disabled: bool,
}

/// What to change in a profile; `None` leaves a field as it is.
#[derive(Debug, Clone, Default)]
pub struct ProfilePatch {
    /// The name that others see.
    pub display_name: Option<DisplayName>,
    /// The line about how one is; an empty one clears it.
    pub status_text: Option<StatusText>,
    /// What they say about themselves; an empty text clears it.
    pub about: Option<AboutText>,
    /// Their phone number; an empty one clears it.
    pub phone: Option<Phone>,
    /// Who may see or do what with them.
    pub privacy: PrivacyPatch,
    /// The page's own settings, a JSON object.
    pub settings: Option<String>,
}

/// The columns that [`person_from`] reads, of `people AS p`.
pub(crate) const PERSON: &str = "p.id AS person_id, p.login, p.display_name, p.status_text, p.email, \
    p.email_confirmed, p.is_admin, p.created_at AS person_created_at, p.last_seen_at, p.settings, \
    p.about, p.phone, p.see_last_seen, p.see_photo, p.see_phone, p.see_about, p.may_call, p.may_message, \
    p.may_add, p.see_receipts, p.blocked_count, p.avatar_id AS person_photo, \
    p.deleted_at IS NOT NULL AS person_deleted";

pub(crate) fn person_from(row: &QueryResult) -> Result<Person, StoreError> {
    let id: Uuid = column(row, "person_id")?;
    let wrong = |name| StoreError::inconsistent("people", name, id);
    let email: Option<String> = column(row, "email")?;
    Ok(Person {
        id: UserId::from_uuid(id),
        login: Login::parse(&column::<String>(row, "login")?).map_err(|_| wrong("login"))?,
        display_name: DisplayName::parse(&column::<String>(row, "display_name")?)
            .map_err(|_| wrong("display_name"))?,
        status_text: column(row, "status_text")?,
        about: column(row, "about")?,
        phone: column(row, "phone")?,
        photo: column::<Option<Uuid>>(row, "person_photo")?.map(FileId::from_uuid),
        privacy: privacy_from(row)?,
        blocked_count: small(row, "people", "blocked_count")?,
        email: email.map(|email| Email::parse(&email).map_err(|_| wrong("email"))).transpose()?,
        email_confirmed: column(row, "email_confirmed")?,
        admin: Admin::from(column::<bool>(row, "is_admin")?),
        created_at: Timestamp::from_millis(column(row, "person_created_at")?),
        last_seen_at: column::<Option<i64>>(row, "last_seen_at")?.map(Timestamp::from_millis),
        settings: column(row, "settings")?,
        deleted: column(row, "person_deleted")?,
    })
}

/// Reads the settings out of a row with the columns of [`PERSON`].
pub(crate) fn privacy_from(row: &QueryResult) -> Result<Privacy, StoreError> {
    let audience = |name| word(row, "people", name, "privacy");
    Ok(Privacy {
        last_seen: audience("see_last_seen")?,
        photo: audience("see_photo")?,
        phone: audience("see_phone")?,
        about: audience("see_about")?,
        calls: audience("may_call")?,
        messages: audience("may_message")?,
        groups: audience("may_add")?,
        receipts: audience("see_receipts")?,
    })
}

impl Store {
    /// One person.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn person(&self, id: UserId) -> Result<Option<Person>, StoreError> {
        person(self.database().reader(), id).await
    }

    /// Several people, in no order; those who do not exist are missing.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn people(&self, ids: &[UserId]) -> Result<Vec<Person>, StoreError> {
        let ids: Vec<Uuid> = ids.iter().map(|id| id.uuid()).collect();
        let mut people = Vec::with_capacity(ids.len());
        for piece in padded(&ids) {
            let sql = format!("SELECT {PERSON} FROM people p WHERE p.id IN ({})", list(0, piece.len()));
            let values = piece.into_iter().map(Into::into).collect();
            for row in rows(self.database().reader(), sql, values).await? {
                people.push(person_from(&row)?);
            }
        }
        Ok(people)
    }

    /// The account that somebody who logs in means: by login, or by an e-mail address that was confirmed.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn credentials(&self, login_or_email: &str) -> Result<Option<Credentials>, StoreError> {
        // A login holds no `@`, so the two can never mean different people.
        let name = login_or_email.trim().to_lowercase();
        let condition = "p.login = $1 OR (p.email_folded = $1 AND p.email_confirmed)";
        self.credentials_where(condition, name.into()).await
    }

    /// The account of a person who is known already.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn credentials_of(&self, id: UserId) -> Result<Option<Credentials>, StoreError> {
        self.credentials_where("p.id = $1", id.uuid().into()).await
    }

    async fn credentials_where(
        &self,
        condition: &str,
        value: sea_orm::Value,
    ) -> Result<Option<Credentials>, StoreError> {
        let sql = format!("SELECT {PERSON}, p.password_hash, p.disabled FROM people p WHERE {condition}");
        let Some(row) = row(self.database().reader(), sql, vec![value]).await? else { return Ok(None) };
        Ok(Some(Credentials {
            person: person_from(&row)?,
            password_hash: column(&row, "password_hash")?,
            disabled: column(&row, "disabled")?,
        }))
    }

    /// Replaces the hash of a password. False: there is no such person.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn set_password_hash(&self, id: UserId, hash: &str) -> Result<bool, StoreError> {
        let sql = "UPDATE people SET password_hash = $2 WHERE id = $1";
        Ok(execute(self.database().writer(), sql, values![id.uuid(), hash]).await? > 0)
    }

    /// Changes a profile and gives it back as it is now.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn update_profile(
        &self,
        id: UserId,
        patch: ProfilePatch,
    ) -> Result<Option<Person>, StoreError> {
        let folded = patch.display_name.as_ref().map(|name| fold(name.as_str()));
        let sql = format!(
            "UPDATE people AS p SET
                 display_name = COALESCE($2, p.display_name),
                 folded = CASE WHEN $3 IS NULL THEN p.folded ELSE ' ' || p.login || ' ' || $3 END,
                 status_text = COALESCE($4, p.status_text),
                 settings = COALESCE($5, p.settings),
                 about = COALESCE($6, p.about),
                 phone = COALESCE($7, p.phone),
                 see_last_seen = COALESCE($8, p.see_last_seen),
                 see_photo = COALESCE($9, p.see_photo),
                 see_phone = COALESCE($10, p.see_phone),
                 see_about = COALESCE($11, p.see_about),
                 may_call = COALESCE($12, p.may_call),
                 may_message = COALESCE($13, p.may_message),
                 may_add = COALESCE($14, p.may_add),
                 see_receipts = COALESCE($15, p.see_receipts)
             WHERE p.id = $1 RETURNING {}",
            // SQLite knows no alias in RETURNING.
            PERSON.replace("p.", "")
        );
        let values = values![
            id.uuid(),
            patch.display_name.map(DisplayName::into_string),
            folded,
            patch.status_text.map(StatusText::into_string),
            patch.settings,
            patch.about.map(AboutText::into_string),
            patch.phone.map(Phone::into_string),
            patch.privacy.last_seen.map(Word::word),
            patch.privacy.photo.map(Word::word),
            patch.privacy.phone.map(Word::word),
            patch.privacy.about.map(Word::word),
            patch.privacy.calls.map(Word::word),
            patch.privacy.messages.map(Word::word),
            patch.privacy.groups.map(Word::word),
            patch.privacy.receipts.map(Word::word),
        ];
        row(self.database().writer(), sql, values).await?.map(|row| person_from(&row)).transpose()
    }

    /// Everybody whose account is open, by login, after the given one.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn directory(&self, after: Option<&str>, limit: u32) -> Result<Vec<Person>, StoreError> {
        let sql = format!(
            "SELECT {PERSON} FROM people p WHERE p.login > $1 AND NOT p.disabled ORDER BY p.login LIMIT $2"
        );
        let found =
            rows(self.database().reader(), sql, values![after.unwrap_or(""), i64::from(limit)]).await?;
        found.iter().map(person_from).collect()
    }

    /// People with an open account whose UID is the query, or whose login or name contains it in any case;
    /// those in whom a word begins with it come first.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn search_people(&self, query: &str, limit: u32) -> Result<Vec<Person>, StoreError> {
        let query = query.trim();
        if query.is_empty() {
            return Ok(Vec::new());
        }
        let by_id = query.parse::<UserId>().ok().map(UserId::uuid);
        let pattern = like_pattern(&fold(query));
        let sql = format!(
            "SELECT {PERSON} FROM people p
             WHERE NOT p.disabled AND (p.id = $1 OR p.folded LIKE '%' || $2 || '%' ESCAPE '!')
             ORDER BY CASE WHEN p.folded LIKE '% ' || $2 || '%' ESCAPE '!' THEN 0 ELSE 1 END, p.login
             LIMIT $3"
        );
        let found = rows(self.database().reader(), sql, values![by_id, pattern, i64::from(limit)]).await?;
        found.iter().map(person_from).collect()
    }

    /// Notes that people were seen; the time only goes forward.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn set_last_seen(&self, seen: &[(UserId, Timestamp)]) -> Result<(), StoreError> {
        for piece in pieces(seen, 0, |(user, at)| values![user.uuid(), at.millis()]) {
            let sql = format!(
                "UPDATE people SET last_seen_at = v.column2 FROM (VALUES {}) AS v
                 WHERE id = v.column1 AND deleted_at IS NULL
                   AND (last_seen_at IS NULL OR last_seen_at < v.column2)",
                piece.tuples
            );
            execute(self.database().writer(), sql, piece.values).await?;
        }
        Ok(())
    }

    /// Makes a person an admin, or no longer one; their role in the family chat follows. False: no such person.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn set_admin(&self, id: UserId, admin: Admin) -> Result<bool, StoreError> {
        in_transaction!(self.database(), |tx| async {
            let mark = commit_mark(&tx).await?;
            // The chat first, as everywhere.
            let chat = "UPDATE chats SET changed = $1 WHERE kind = 'family'";
            execute(&tx, chat, values![mark]).await?;
            let person = "UPDATE people SET is_admin = $2 WHERE id = $1";
            Ok(execute(&tx, person, values![id.uuid(), admin.as_bool()]).await? > 0)
        })
    }

    /// Shuts an account or opens it again. False: there is no such person.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn set_disabled(&self, id: UserId, disabled: bool) -> Result<bool, StoreError> {
        let sql = "UPDATE people SET disabled = $2 WHERE id = $1";
        Ok(execute(self.database().writer(), sql, values![id.uuid(), disabled]).await? > 0)
    }

    /// How many accounts there are, shut ones too, deleted ones not.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn count_people(&self) -> Result<u64, StoreError> {
        count(
            one(self.database().reader(), "SELECT count(*) AS value FROM people WHERE deleted_at IS NULL")
                .await?,
        )
    }

    /// How many admins there are whose account is open.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn count_admins(&self) -> Result<u64, StoreError> {
        let sql = "SELECT count(*) AS value FROM people WHERE is_admin AND NOT disabled";
        count(one(self.database().reader(), sql).await?)
    }
}

pub(crate) async fn person<C: ConnectionTrait>(db: &C, id: UserId) -> Result<Option<Person>, StoreError> {
    let sql = format!("SELECT {PERSON} FROM people p WHERE p.id = $1");
    row(db, sql, values![id.uuid()]).await?.map(|row| person_from(&row)).transpose()
}

/// What the search column holds: login and name behind a blank each, so that "a word begins with" is one
/// `LIKE`.
pub(crate) fn search_text(login: &Login, name: &DisplayName) -> String {
    format!(" {} {}", login.as_str(), fold(name.as_str()))
}

/// Lower case in every alphabet (SQLite's own `LIKE` folds ASCII only), and `ё` as `е`, as people type it.
fn fold(text: &str) -> String {
    text.to_lowercase().replace('ё', "е")
}

/// Takes the meaning from what `LIKE` would read as "any".
fn like_pattern(text: &str) -> String {
    text.replace('!', "!!").replace('%', "!%").replace('_', "!_")
}

fn count(number: i64) -> Result<u64, StoreError> {
    u64::try_from(number).map_err(|_| StoreError::inconsistent("people", "count", number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_makes_yo_and_capitals_equal() {
        assert_eq!(fold("АЛЁНА Smith"), "алена smith");
    }

    #[test]
    fn wildcards_are_plain_characters() {
        assert_eq!(like_pattern("50%_!"), "50!%!_!!");
    }
}
