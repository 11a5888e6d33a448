//! Sending hand-written statements. Their text is the same for both databases: `$1` placeholders, `VALUES`
//! columns called `column1`, `column2`, `RETURNING`, `ON CONFLICT`.

use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Statement, TryGetable, Value};
use uuid::Uuid;

use crate::StoreError;

/// The parameters of a statement, in the order of its placeholders.
macro_rules! values {
    ($($value:expr),* $(,)?) => { vec![$(sea_orm::Value::from($value)),*] };
}
pub(crate) use values;

pub(crate) async fn rows<C: ConnectionTrait>(
    db: &C,
    sql: impl Into<String> + Send,
    values: Vec<Value>,
) -> Result<Vec<QueryResult>, StoreError> {
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    Ok(db.query_all_raw(statement).await?)
}

pub(crate) async fn row<C: ConnectionTrait>(
    db: &C,
    sql: impl Into<String> + Send,
    values: Vec<Value>,
) -> Result<Option<QueryResult>, StoreError> {
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    Ok(db.query_one_raw(statement).await?)
}

/// Runs a statement and says how many rows it touched.
pub(crate) async fn execute<C: ConnectionTrait>(
    db: &C,
    sql: impl Into<String> + Send,
    values: Vec<Value>,
) -> Result<u64, StoreError> {
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    Ok(db.execute_raw(statement).await?.rows_affected())
}

pub(crate) fn column<T: TryGetable>(row: &QueryResult, name: &str) -> Result<T, StoreError> {
    Ok(row.try_get("", name)?)
}

/// A number that is stored as `BIGINT` and small in the model.
pub(crate) fn small(row: &QueryResult, table: &'static str, name: &'static str) -> Result<u32, StoreError> {
    let number: i64 = column(row, name)?;
    u32::try_from(number).map_err(|_| StoreError::inconsistent(table, name, number))
}

pub(crate) fn is_postgres<C: ConnectionTrait>(db: &C) -> bool {
    db.get_database_backend() == DbBackend::Postgres
}

/// Locks the selected rows on PostgreSQL. SQLite needs none: its one writer holds the whole database.
pub(crate) fn for_update<C: ConnectionTrait>(db: &C) -> &'static str {
    if is_postgres(db) { " FOR UPDATE" } else { "" }
}

/// The sizes in which many rows are sent. Every other size would be a statement text of its own and push the
/// useful ones out of the driver's cache of prepared statements.
const SIZES: [usize; 5] = [256, 64, 16, 4, 1];

/// Cuts a list into pieces of the fixed sizes, the largest first.
pub(crate) fn pieces<T>(mut items: &[T]) -> impl Iterator<Item = &[T]> {
    std::iter::from_fn(move || {
        let size = SIZES.into_iter().find(|size| *size <= items.len())?;
        let (piece, rest) = items.split_at(size);
        items = rest;
        Some(piece)
    })
}

/// Cuts a list of ids into pieces and fills the last one up to a fixed size by repeating an id, which an
/// `IN (…)` does not mind.
pub(crate) fn padded(ids: &[Uuid]) -> impl Iterator<Item = Vec<Uuid>> {
    ids.chunks(SIZES[0]).map(|chunk| {
        let mut piece = chunk.to_vec();
        let size = SIZES.into_iter().rev().find(|size| *size >= chunk.len()).unwrap_or(SIZES[0]);
        piece.resize(size, chunk[0]);
        piece
    })
}

/// `$4, $5, $6` for `count` parameters after the first `used` ones.
pub(crate) fn list(used: usize, count: usize) -> String {
    (used + 1..=used + count).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ")
}

/// `($1, $2), ($3, $4)` for `count` rows of `width` parameters after the first `used` ones.
pub(crate) fn tuples(used: usize, count: usize, width: usize) -> String {
    (0..count).map(|n| format!("({})", list(used + n * width, width))).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_cut_into_the_fixed_sizes_without_losing_anything() {
        let items: Vec<u32> = (0..343).collect();
        let sizes: Vec<usize> = pieces(&items).map(<[u32]>::len).collect();
        assert_eq!(sizes, [256, 64, 16, 4, 1, 1, 1]);
        assert_eq!(pieces(&items).flatten().copied().collect::<Vec<_>>(), items);
        assert_eq!(pieces::<u32>(&[]).count(), 0);
    }

    #[test]
    fn id_lists_are_filled_up_with_ids_they_hold_anyway() {
        let ids: Vec<Uuid> = (1..=5).map(Uuid::from_u128).collect();
        let pieces: Vec<Vec<Uuid>> = padded(&ids).collect();
        assert_eq!(pieces.len(), 1);
        assert_eq!(pieces[0].len(), 16);
        assert!(pieces[0].iter().all(|id| ids.contains(id)));
        assert!(ids.iter().all(|id| pieces[0].contains(id)));
    }

    #[test]
    fn placeholders_are_numbered_on() {
        assert_eq!(list(3, 3), "$4, $5, $6");
        assert_eq!(tuples(0, 2, 2), "($1, $2), ($3, $4)");
    }
}
