//! Sending hand-written statements. Their text is the same for both databases: `$1` placeholders, `VALUES`
//! columns called `column1`, `column2`, `RETURNING`, `ON CONFLICT`.

use std::fmt::Write as _;

use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Statement, TryGetable, Value};

use crate::StoreError;

/// The parameters of a statement, in the order of its placeholders.
macro_rules! values {
    ($($value:expr),* $(,)?) => { vec![$(sea_orm::Value::from($value)),*] };
}
pub(crate) use values;

/// On SQLite without the names of the parameters, where they only count up: it looks each name up among all
/// others at every execution, which in a statement of a thousand parameters takes longer than the work itself.
fn statement<C: ConnectionTrait>(db: &C, sql: impl Into<String>, values: Vec<Value>) -> Statement {
    let sql = sql.into();
    let sql = if is_postgres(db) { sql } else { nameless(&sql).unwrap_or(sql) };
    Statement::from_sql_and_values(db.get_database_backend(), sql, values)
}

/// `?, ?` for `$1, $2`; `None` when a parameter stands twice or not in its place.
fn nameless(sql: &str) -> Option<String> {
    let mut pieces = sql.split('$');
    let mut plain = String::with_capacity(sql.len());
    plain.push_str(pieces.next()?);
    for (index, piece) in pieces.enumerate() {
        let digits = piece.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = piece.split_at(digits);
        if number.parse() != Ok(index + 1) {
            return None;
        }
        plain.push('?');
        plain.push_str(rest);
    }
    Some(plain)
}

pub(crate) async fn rows<C: ConnectionTrait>(
    db: &C,
    sql: impl Into<String> + Send,
    values: Vec<Value>,
) -> Result<Vec<QueryResult>, StoreError> {
    let statement = statement(db, sql, values);
    Ok(db.query_all_raw(statement).await?)
}

pub(crate) async fn row<C: ConnectionTrait>(
    db: &C,
    sql: impl Into<String> + Send,
    values: Vec<Value>,
) -> Result<Option<QueryResult>, StoreError> {
    let statement = statement(db, sql, values);
    Ok(db.query_one_raw(statement).await?)
}

/// Runs a statement and says how many rows it touched.
pub(crate) async fn execute<C: ConnectionTrait>(
    db: &C,
    sql: impl Into<String> + Send,
    values: Vec<Value>,
) -> Result<u64, StoreError> {
    let statement = statement(db, sql, values);
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
/// useful ones out of the driver's cache of prepared statements. Close together, as what fills up the last piece
/// is work, too; and every statement more than one is a trip to the database and back.
const SIZES: [usize; 16] = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256];
const LARGEST: usize = SIZES[SIZES.len() - 1];

/// The smallest of the fixed sizes that holds so many.
fn size_for(count: usize) -> usize {
    SIZES.into_iter().find(|size| *size >= count).unwrap_or(LARGEST)
}

/// Rows of a statement's `VALUES` list.
pub(crate) struct Piece {
    /// `($2, $3), ($4, $5)`.
    pub(crate) tuples: String,
    /// The parameters of all rows.
    pub(crate) values: Vec<Value>,
}

impl Piece {
    /// The rows for an `INSERT INTO …`, without what only fills up.
    pub(crate) fn rows(&self) -> String {
        format!("SELECT * FROM (VALUES {}) AS v WHERE v.column1 IS NOT NULL", self.tuples)
    }
}

/// Cuts a list into pieces of the fixed sizes for `FROM (VALUES …)`, after `used` other parameters. The last one is
/// filled up with rows of `NULL`s, which are equal to nothing: the statement has to compare the first column.
pub(crate) fn pieces<T>(
    items: &[T],
    used: usize,
    row: impl Fn(&T) -> Vec<Value>,
) -> impl Iterator<Item = Piece> {
    items.chunks(LARGEST).map(move |chunk| {
        let size = size_for(chunk.len());
        let mut values: Vec<Value> = chunk.iter().flat_map(&row).collect();
        let width = values.len() / chunk.len();
        let nothing: Vec<Value> = values[..width].iter().map(Value::as_null).collect();
        for _ in chunk.len()..size {
            values.extend_from_slice(&nothing);
        }
        Piece { tuples: tuples(used, size, width), values }
    })
}

/// Cuts a list of ids into pieces and fills the last one up to a fixed size by repeating an id, which an
/// `IN (…)` does not mind.
pub(crate) fn padded<T: Clone>(ids: &[T]) -> impl Iterator<Item = Vec<T>> {
    ids.chunks(LARGEST).map(|chunk| {
        let mut piece = chunk.to_vec();
        piece.resize(size_for(chunk.len()), chunk[0].clone());
        piece
    })
}

/// `$4, $5, $6` for `count` parameters after the first `used` ones.
pub(crate) fn list(used: usize, count: usize) -> String {
    let mut text = String::with_capacity(6 * count);
    push_list(&mut text, used, count);
    text
}

/// `($1, $2), ($3, $4)` for `count` rows of `width` parameters after the first `used` ones.
pub(crate) fn tuples(used: usize, count: usize, width: usize) -> String {
    let mut text = String::with_capacity(count * (6 * width + 4));
    for row in 0..count {
        text.push_str(if row == 0 { "(" } else { ", (" });
        push_list(&mut text, used + row * width, width);
        text.push(')');
    }
    text
}

fn push_list(text: &mut String, used: usize, count: usize) {
    for number in used + 1..=used + count {
        let comma = if number == used + 1 { "" } else { ", " };
        // Writing to a text cannot fail.
        let _ = write!(text, "{comma}${number}");
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn lists_are_cut_into_the_fixed_sizes_without_losing_anything() {
        let items: Vec<i64> = (0..343).collect();
        let cut: Vec<Piece> = pieces(&items, 0, |n| values![*n, "x"]).collect();
        let sizes: Vec<usize> = cut.iter().map(|piece| piece.values.len() / 2).collect();
        assert_eq!(sizes, [256, 96]);
        let numbers = cut.iter().flat_map(|piece| piece.values.iter().step_by(2));
        let given: Vec<i64> = numbers.filter_map(|value| value.clone().unwrap()).collect();
        assert_eq!(given, items);
        assert_eq!(pieces::<i64>(&[], 0, |n| values![*n]).count(), 0);
    }

    #[test]
    fn what_fills_a_piece_up_is_nothing_of_the_same_types() {
        let cut: Vec<Piece> = pieces(&[1_i64, 2, 3, 4, 5], 1, |n| values![Uuid::nil(), *n]).collect();
        assert_eq!(cut[0].values[10..], values![None::<Uuid>, None::<i64>][..]);
        assert!(cut[0].tuples.starts_with("($2, $3), ($4, $5)"));
    }

    #[test]
    fn id_lists_are_filled_up_with_ids_they_hold_anyway() {
        let ids: Vec<Uuid> = (1..=5).map(Uuid::from_u128).collect();
        let pieces: Vec<Vec<Uuid>> = padded(&ids).collect();
        assert_eq!(pieces.len(), 1);
        assert_eq!(pieces[0].len(), 6);
        assert!(pieces[0].iter().all(|id| ids.contains(id)));
        assert!(ids.iter().all(|id| pieces[0].contains(id)));
    }

    #[test]
    fn names_are_left_out_where_they_only_count_up() {
        assert_eq!(nameless("SELECT 1").as_deref(), Some("SELECT 1"));
        assert_eq!(nameless("a = $1 AND b IN ($2, $3)").as_deref(), Some("a = ? AND b IN (?, ?)"));
        assert_eq!(nameless("a = $1 OR b = $1"), None);
        assert_eq!(nameless("a = $2 OR b = $1"), None);
        assert_eq!(nameless("a = '$' OR b = $1"), None);
    }

    #[test]
    fn placeholders_are_numbered_on() {
        assert_eq!(list(3, 3), "$4, $5, $6");
        assert_eq!(tuples(0, 2, 2), "($1, $2), ($3, $4)");
    }
}
