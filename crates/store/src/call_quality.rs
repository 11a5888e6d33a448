//! How calls were, as each side told it.

use std::collections::HashMap;

use sea_orm::{QueryResult, Value};
use uuid::Uuid;
use zvonilka_model::{
    CallId, Timestamp, UserId,
    call::{Call, CallQuality, CallReport, QualityMark},
};

use crate::{
    Store, StoreError,
    statement::{column, execute, list, padded, rows, values},
    words::{Word, word},
};

impl Store {
    /// Keeps what one side tells of a call; what it told before is replaced.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn save_call_quality(
        &self,
        user: UserId,
        call: CallId,
        quality: CallQuality,
    ) -> Result<(), StoreError> {
        let sql = "INSERT INTO call_quality (call_id, user_id, mark, cause, loss_in, loss_out, rtt_ms, jitter_ms, path, transport)
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
                   ON CONFLICT (call_id, user_id) DO UPDATE SET mark = excluded.mark, cause = excluded.cause,
                       loss_in = excluded.loss_in, loss_out = excluded.loss_out, rtt_ms = excluded.rtt_ms,
                       jitter_ms = excluded.jitter_ms, path = excluded.path, transport = excluded.transport";
        let values = values![
            call.uuid(),
            user.uuid(),
            quality.mark.word(),
            quality.cause.map(|cause| cause.word().to_owned()),
            i64::from(quality.loss_in),
            i64::from(quality.loss_out),
            i64::from(quality.rtt_ms),
            i64::from(quality.jitter_ms),
            quality.path.map(|path| path.word().to_owned()),
            quality.transport.map(|transport| transport.word().to_owned()),
        ];
        execute(self.database().writer(), sql, values).await?;
        Ok(())
    }

    /// Forgets how calls were that began before this, of at most `limit` calls; says whether there may be more.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn forget_call_qualities(&self, before: Timestamp, limit: u32) -> Result<bool, StoreError> {
        // Ids begin with the millisecond in which they were made.
        let millis = u128::try_from(before.millis()).unwrap_or(0);
        let first_kept = Uuid::from_u128(millis << 80);
        let sql = "SELECT DISTINCT call_id FROM call_quality WHERE call_id < $1 ORDER BY call_id LIMIT $2";
        let old = rows(self.database().reader(), sql, values![first_kept, i64::from(limit)]).await?;
        let Some(last) = old.last() else { return Ok(false) };
        let last: Uuid = column(last, "call_id")?;
        let sql = "DELETE FROM call_quality WHERE call_id <= $1";
        execute(self.database().writer(), sql, values![last]).await?;
        Ok(u32::try_from(old.len()) == Ok(limit))
    }

    /// What a person's own side told of these calls; calls of which it told nothing are absent.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn call_qualities(
        &self,
        user: UserId,
        calls: &[CallId],
    ) -> Result<HashMap<CallId, CallQuality>, StoreError> {
        let ids: Vec<Uuid> = calls.iter().map(|call| call.uuid()).collect();
        let mut found = HashMap::new();
        for part in padded(&ids) {
            let sql = format!(
                "SELECT call_id, mark, cause, loss_in, loss_out, rtt_ms, jitter_ms, path, transport
                 FROM call_quality WHERE user_id = $1 AND call_id IN ({})",
                list(1, part.len())
            );
            let mut values: Vec<Value> = values![user.uuid()];
            values.extend(part.into_iter().map(Value::from));
            for row in rows(self.database().reader(), sql, values).await? {
                let id: Uuid = column(&row, "call_id")?;
                found.insert(CallId::from_uuid(id), quality_from(&row, id)?);
            }
        }
        Ok(found)
    }

    /// The calls that are over and of which at least one side told how it was, with what each told; the newest
    /// first, those made before the given one. With a mark, only those that had it for at least one side.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn call_reports(
        &self,
        mark: Option<QualityMark>,
        before: Option<CallId>,
        limit: u32,
    ) -> Result<Vec<CallReport>, StoreError> {
        let before = before.map_or(Uuid::max(), CallId::uuid);
        let calls = self.told_calls(mark, before, limit).await?;
        let ids: Vec<Uuid> = calls.iter().map(|call| call.id.uuid()).collect();
        let mut told: HashMap<CallId, HashMap<UserId, CallQuality>> = HashMap::new();
        for part in padded(&ids) {
            let sql = format!(
                "SELECT call_id, user_id, mark, cause, loss_in, loss_out, rtt_ms, jitter_ms, path, transport
                 FROM call_quality WHERE call_id IN ({})",
                list(0, part.len())
            );
            for row in
                rows(self.database().reader(), sql, part.into_iter().map(Value::from).collect()).await?
            {
                let id: Uuid = column(&row, "call_id")?;
                let user = UserId::from_uuid(column(&row, "user_id")?);
                told.entry(CallId::from_uuid(id)).or_default().insert(user, quality_from(&row, id)?);
            }
        }
        let report = |call: Call| CallReport { told: told.remove(&call.id).unwrap_or_default(), call };
        Ok(calls.into_iter().map(report).collect())
    }
}

fn quality_from(row: &QueryResult, id: Uuid) -> Result<CallQuality, StoreError> {
    const TABLE: &str = "call_quality";
    let optional = |name| column::<Option<String>>(row, name);
    let figure = |name| Ok::<_, StoreError>(u32::try_from(column::<i64>(row, name)?).unwrap_or(u32::MAX));
    let part = |name| Ok::<_, StoreError>(u16::try_from(figure(name)?).unwrap_or(u16::MAX));
    Ok(CallQuality {
        mark: word(row, TABLE, "mark", id)?,
        cause: optional("cause")?.map(|_| word(row, TABLE, "cause", id)).transpose()?,
        loss_in: part("loss_in")?,
        loss_out: part("loss_out")?,
        rtt_ms: figure("rtt_ms")?,
        jitter_ms: figure("jitter_ms")?,
        path: optional("path")?.map(|_| word(row, TABLE, "path", id)).transpose()?,
        transport: optional("transport")?.map(|_| word(row, TABLE, "transport", id)).transpose()?,
    })
}
