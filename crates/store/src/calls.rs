//! Calls: the live ones, so that they survive a restart, and the history of the others.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, DatabaseTransaction, QueryResult, Value};
use uuid::Uuid;
use zvonilka_model::{
    CallId, ChatId, ParticipantId, SessionId, Timestamp, UserId,
    call::{Call, Floor, MediaReport, Participant, QualityMark},
};

use crate::{
    Store, StoreError, call_guests,
    statement::{column, execute, list, padded, rows, values},
    transaction::in_transaction,
    words::{Word, word},
};

const CALL: &str = "c.id AS call_id, c.chat_id, c.kind AS call_kind, c.mode, c.audio_room, c.status, c.initiator_id, c.created_at, \
    c.ring_until, c.answered_at, c.connected_at, c.ended_at, c.end_reason, c.locked";

impl Store {
    /// Stores a call as it is now with its participants. Their connections are not stored: after a restart
    /// the devices claim their places again.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn save_call(&self, call: &Call) -> Result<(), StoreError> {
        in_transaction!(self.database(), |tx| save(&tx, call))
    }

    /// All calls that go on, the oldest first.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn live_calls(&self) -> Result<Vec<Call>, StoreError> {
        let sql = format!("SELECT {CALL} FROM calls c WHERE c.is_live ORDER BY c.id");
        self.calls(sql, Vec::new()).await
    }

    /// One call.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn call(&self, id: CallId) -> Result<Option<Call>, StoreError> {
        let sql = format!("SELECT {CALL} FROM calls c WHERE c.id = $1");
        Ok(self.calls(sql, values![id.uuid()]).await?.pop())
    }

    /// The calls that a person took part in or missed and has not hidden, once they are over; the newest
    /// first, those made before the given one.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn calls_of(
        &self,
        user: UserId,
        before: Option<CallId>,
        limit: u32,
    ) -> Result<Vec<Call>, StoreError> {
        let sql = format!(
            "SELECT {CALL} FROM calls c
             WHERE NOT c.is_live AND c.id IN (SELECT call_id FROM call_participants WHERE user_id = $1)
               AND NOT EXISTS (SELECT 1 FROM hidden_calls h WHERE h.call_id = c.id AND h.user_id = $1)
               AND c.id < $2
             ORDER BY c.id DESC LIMIT $3"
        );
        let before = before.map_or(Uuid::max(), CallId::uuid);
        self.calls(sql, values![user.uuid(), before, i64::from(limit)]).await
    }

    /// Calls that are over and of which a side told how they were (with a mark: told just that), made before the given
    /// one; the newest first.
    pub(crate) async fn told_calls(
        &self,
        mark: Option<QualityMark>,
        before: Uuid,
        limit: u32,
    ) -> Result<Vec<Call>, StoreError> {
        let limit = i64::from(limit);
        let (told, values) = match mark {
            // Few of many: those first, and then their calls.
            Some(mark) => (
                "c.id IN (SELECT q.call_id FROM call_quality q WHERE q.mark = $3 AND q.call_id < $1)",
                values![before, limit, mark.word()],
            ),
            None => ("EXISTS (SELECT 1 FROM call_quality q WHERE q.call_id = c.id)", values![before, limit]),
        };
        let sql = format!(
            "SELECT {CALL} FROM calls c WHERE NOT c.is_live AND c.id < $1 AND {told} ORDER BY c.id DESC LIMIT $2"
        );
        self.calls(sql, values).await
    }

    /// Takes a call out of a person's history. False: it is none of theirs.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn hide_call(&self, user: UserId, call: CallId) -> Result<bool, StoreError> {
        let sql = "INSERT INTO hidden_calls (call_id, user_id)
                   SELECT DISTINCT call_id, user_id FROM call_participants WHERE call_id = $1 AND user_id = $2
                   ON CONFLICT (call_id, user_id) DO UPDATE SET user_id = excluded.user_id";
        Ok(execute(self.database().writer(), sql, values![call.uuid(), user.uuid()]).await? > 0)
    }

    async fn calls(&self, sql: String, values: Vec<Value>) -> Result<Vec<Call>, StoreError> {
        let tx = self.database().begin_read().await?;
        let found = rows(&tx, sql, values).await?;
        let mut calls = found.iter().map(call_from).collect::<Result<Vec<_>, _>>()?;
        let ids: Vec<Uuid> = calls.iter().map(|call| call.id.uuid()).collect();
        let mut participants = participants(&tx, &ids).await?;
        let mut guests = call_guests::of_calls(&tx, &ids).await?;
        tx.commit().await?;
        for call in &mut calls {
            call.participants = participants.remove(&call.id).unwrap_or_default();
            call.guests = guests.remove(&call.id).unwrap_or_default();
        }
        Ok(calls)
    }
}

async fn save(tx: &DatabaseTransaction, call: &Call) -> Result<(), StoreError> {
    let sql =
        "INSERT INTO calls (id, chat_id, kind, mode, audio_room, status, is_live, initiator_id, created_at, ring_until,
                   answered_at, connected_at, ended_at, end_reason, locked)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
               ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, mode = excluded.mode, status = excluded.status,
                   is_live = excluded.is_live, ring_until = excluded.ring_until,
                   answered_at = excluded.answered_at, connected_at = excluded.connected_at,
                   ended_at = excluded.ended_at, end_reason = excluded.end_reason, locked = excluded.locked";
    let values = values![
        call.id.uuid(),
        call.chat.uuid(),
        call.kind.word(),
        call.mode.word(),
        call.audio_room,
        call.status.word(),
        call.status.is_live(),
        call.initiator.uuid(),
        call.created_at.millis(),
        call.ring_until.millis(),
        call.answered_at.map(Timestamp::millis),
        call.connected_at.map(Timestamp::millis),
        call.ended_at.map(Timestamp::millis),
        call.end_reason.map(|reason| reason.word().to_owned()),
        call.locked,
    ];
    execute(tx, sql, values).await?;
    execute(tx, "DELETE FROM call_participants WHERE call_id = $1", values![call.id.uuid()]).await?;
    for (place, participant) in call.participants.iter().enumerate() {
        let sql = "INSERT INTO call_participants
                       (id, call_id, place, user_id, session_id, state, lease_until, sending, receiving, invited_by,
                        outsider, hand_raised_at, leads, removed, silenced_by)
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
        let values = values![
            participant.id.uuid(),
            call.id.uuid(),
            i64::try_from(place).unwrap_or(i64::MAX),
            participant.user.uuid(),
            participant.session.map(SessionId::uuid),
            participant.state.word(),
            participant.lease_until.map(Timestamp::millis),
            participant.media.sending,
            participant.media.receiving,
            participant.invited_by.map(UserId::uuid),
            participant.outsider,
            participant.floor.hand.map(Timestamp::millis),
            participant.floor.leads,
            participant.floor.removed,
            participant.floor.silenced_by.map(UserId::uuid),
        ];
        execute(tx, sql, values).await?;
    }
    call_guests::save(tx, call).await
}

fn call_from(row: &QueryResult) -> Result<Call, StoreError> {
    let id: Uuid = column(row, "call_id")?;
    let moment = |name| Ok::<_, StoreError>(column::<Option<i64>>(row, name)?.map(Timestamp::from_millis));
    let end_reason = match column::<Option<String>>(row, "end_reason")? {
        Some(_) => Some(word(row, "calls", "end_reason", id)?),
        None => None,
    };
    Ok(Call {
        id: CallId::from_uuid(id),
        chat: ChatId::from_uuid(column(row, "chat_id")?),
        kind: word(row, "calls", "call_kind", id)?,
        mode: word(row, "calls", "mode", id)?,
        audio_room: column(row, "audio_room")?,
        status: word(row, "calls", "status", id)?,
        initiator: UserId::from_uuid(column(row, "initiator_id")?),
        participants: Vec::new(),
        guests: Vec::new(),
        created_at: Timestamp::from_millis(column(row, "created_at")?),
        ring_until: Timestamp::from_millis(column(row, "ring_until")?),
        answered_at: moment("answered_at")?,
        connected_at: moment("connected_at")?,
        ended_at: moment("ended_at")?,
        end_reason,
        locked: column(row, "locked")?,
    })
}

async fn participants<C: ConnectionTrait>(
    db: &C,
    calls: &[Uuid],
) -> Result<HashMap<CallId, Vec<Participant>>, StoreError> {
    let mut found: HashMap<CallId, Vec<Participant>> = HashMap::new();
    for ids in padded(calls) {
        let sql = format!(
            "SELECT id, call_id, user_id, session_id, state, lease_until, sending, receiving, invited_by, outsider,
                 hand_raised_at, leads, removed, silenced_by
             FROM call_participants WHERE call_id IN ({}) ORDER BY call_id, place",
            list(0, ids.len())
        );
        for row in rows(db, sql, ids.into_iter().map(Value::from).collect()).await? {
            let id: Uuid = column(&row, "id")?;
            let participant = Participant {
                id: ParticipantId::from_uuid(id),
                user: UserId::from_uuid(column(&row, "user_id")?),
                session: column::<Option<Uuid>>(&row, "session_id")?.map(SessionId::from_uuid),
                connection: None,
                state: word(&row, "call_participants", "state", id)?,
                lease_until: column::<Option<i64>>(&row, "lease_until")?.map(Timestamp::from_millis),
                away: false,
                media: MediaReport {
                    sending: column(&row, "sending")?,
                    receiving: column(&row, "receiving")?,
                },
                invited_by: column::<Option<Uuid>>(&row, "invited_by")?.map(UserId::from_uuid),
                outsider: column(&row, "outsider")?,
                floor: Floor {
                    hand: column::<Option<i64>>(&row, "hand_raised_at")?.map(Timestamp::from_millis),
                    leads: column(&row, "leads")?,
                    removed: column(&row, "removed")?,
                    silenced_by: column::<Option<Uuid>>(&row, "silenced_by")?.map(UserId::from_uuid),
                },
            };
            found.entry(CallId::from_uuid(column(&row, "call_id")?)).or_default().push(participant);
        }
    }
    Ok(found)
}
