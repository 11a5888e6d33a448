//! Guests of group calls: those who are in one, or were. Whoever only waits at the door is not stored.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, DatabaseTransaction, Value};
use uuid::Uuid;
use zvonilka_model::{
    CallId, GuestId, GuestLinkId, GuestName, ParticipantId, Timestamp, UserId,
    call::{Call, Guest, MediaReport},
};

use crate::{
    StoreError,
    statement::{column, execute, list, padded, rows, values},
    words::{Word as _, word},
};

/// Stores a call's guests as they are now.
pub(crate) async fn save(tx: &DatabaseTransaction, call: &Call) -> Result<(), StoreError> {
    execute(tx, "DELETE FROM call_guests WHERE call_id = $1", values![call.id.uuid()]).await?;
    for (place, guest) in call.guests.iter().filter(|guest| guest.state.was_in()).enumerate() {
        let sql = "INSERT INTO call_guests
                       (id, call_id, place, guest_id, link_id, name, state, lease_until, sending, receiving,
                        hand_raised_at, silenced_by)
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
        let values = values![
            guest.id.uuid(),
            call.id.uuid(),
            i64::try_from(place).unwrap_or(i64::MAX),
            guest.guest.uuid(),
            guest.link.uuid(),
            guest.name.as_str(),
            guest.state.word(),
            guest.lease_until.map(Timestamp::millis),
            guest.media.sending,
            guest.media.receiving,
            guest.hand.map(Timestamp::millis),
            guest.silenced_by.map(UserId::uuid),
        ];
        execute(tx, sql, values).await?;
    }
    Ok(())
}

/// The guests of some calls.
pub(crate) async fn of_calls<C: ConnectionTrait>(
    db: &C,
    calls: &[Uuid],
) -> Result<HashMap<CallId, Vec<Guest>>, StoreError> {
    let mut found: HashMap<CallId, Vec<Guest>> = HashMap::new();
    for ids in padded(calls) {
        let sql = format!(
            "SELECT id, call_id, guest_id, link_id, name, state, lease_until, sending, receiving, hand_raised_at,
                 silenced_by
             FROM call_guests WHERE call_id IN ({}) ORDER BY call_id, place",
            list(0, ids.len())
        );
        for row in rows(db, sql, ids.into_iter().map(Value::from).collect()).await? {
            let id: Uuid = column(&row, "id")?;
            let name: String = column(&row, "name")?;
            let guest = Guest {
                id: ParticipantId::from_uuid(id),
                guest: GuestId::from_uuid(column(&row, "guest_id")?),
                link: GuestLinkId::from_uuid(column(&row, "link_id")?),
                name: GuestName::parse(&name)
                    .map_err(|_| StoreError::inconsistent("call_guests", "name", id))?,
                connection: None,
                state: word(&row, "call_guests", "state", id)?,
                lease_until: column::<Option<i64>>(&row, "lease_until")?.map(Timestamp::from_millis),
                away: false,
                media: MediaReport {
                    sending: column(&row, "sending")?,
                    receiving: column(&row, "receiving")?,
                },
                hand: column::<Option<i64>>(&row, "hand_raised_at")?.map(Timestamp::from_millis),
                silenced_by: column::<Option<Uuid>>(&row, "silenced_by")?.map(UserId::from_uuid),
            };
            found.entry(CallId::from_uuid(column(&row, "call_id")?)).or_default().push(guest);
        }
    }
    Ok(found)
}
