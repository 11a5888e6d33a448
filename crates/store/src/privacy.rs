//! What one person sees of the others, and whom they let do what.

use zvonilka_model::{Privacy, Relation, UserId, Viewpoint};

use crate::{
    ChatAccess, Store, StoreError,
    people::privacy_from,
    statement::{column, row, rows, values},
};

/// Whether the other one of a direct chat refuses the messages of the member `mb` of the chat `c`: by their
/// settings, or because they blocked `mb`. Nothing is looked up for other chats.
pub(crate) const REFUSED: &str = "CASE WHEN c.kind = 'direct' THEN EXISTS (
        SELECT 1 FROM chat_members o JOIN people q ON q.id = o.user_id
        WHERE o.chat_id = mb.chat_id AND o.user_id <> mb.user_id AND (
            q.may_message = 'nobody'
            OR (q.blocked_count > 0 AND EXISTS (
                SELECT 1 FROM blocks b WHERE b.user_id = q.id AND b.blocked_id = mb.user_id))
            OR (q.may_message = 'contacts' AND NOT EXISTS (
                SELECT 1 FROM contacts k WHERE k.user_id = q.id AND k.contact_id = mb.user_id)))
    ) ELSE FALSE END AS refused";

/// The people whose read marks the person `$1` may not see: few, as hardly anybody hides them, and found once
/// for a whole list of chats.
pub(crate) const HIDDEN_READERS: &str = "SELECT h.id FROM people h
        WHERE h.see_receipts <> 'everybody' AND NOT (h.see_receipts = 'contacts' AND EXISTS (
            SELECT 1 FROM contacts k WHERE k.user_id = $1 AND k.contact_id = h.id))
    UNION ALL SELECT b.user_id FROM blocks b WHERE b.blocked_id = $1";

impl Store {
    /// One person's eyes: their settings, contacts, and the blocks in both directions, in one statement however
    /// many people are looked at. Somebody who does not exist has the usual settings and knows nobody.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn viewpoint(&self, viewer: UserId) -> Result<Viewpoint, StoreError> {
        let sql = "SELECT p.see_last_seen, p.see_photo, p.see_phone, p.see_about, p.may_call, p.may_message,
                p.may_add, p.see_receipts, r.relation, r.other
            FROM people p LEFT JOIN (
                SELECT 'contact' AS relation, contact_id AS other FROM contacts WHERE user_id = $1
                UNION ALL SELECT 'blocked', blocked_id FROM blocks WHERE user_id = $1
                UNION ALL SELECT 'blocked_by', user_id FROM blocks WHERE blocked_id = $1
            ) AS r ON TRUE WHERE p.id = $1";
        let found = rows(self.database().reader(), sql, values![viewer.uuid()]).await?;
        let own = found.first().map_or(Ok(Privacy::USUAL), privacy_from)?;
        let mut view = Viewpoint::new(viewer, own);
        for row in &found {
            let Some(relation) = column::<Option<String>>(row, "relation")? else { continue };
            let relation = match relation.as_str() {
                "contact" => Relation::Contact,
                "blocked" => Relation::Blocked,
                "blocked_by" => Relation::BlockedBy,
                _ => return Err(StoreError::inconsistent("contacts", "relation", relation)),
            };
            view.relate(relation, UserId::from_uuid(column(row, "other")?));
        }
        Ok(view)
    }

    /// Whether the other one of a direct chat lets this member write to them; always true elsewhere.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn may_write(&self, access: &ChatAccess) -> Result<bool, StoreError> {
        let sql = format!(
            "SELECT {REFUSED} FROM chat_members mb JOIN chats c ON c.id = mb.chat_id
             WHERE mb.chat_id = $1 AND mb.user_id = $2"
        );
        let values = values![access.chat().uuid(), access.user().uuid()];
        let found = row(self.database().reader(), sql, values).await?;
        Ok(found.map(|row| column::<bool>(&row, "refused")).transpose()?.is_some_and(|refused| !refused))
    }
}
