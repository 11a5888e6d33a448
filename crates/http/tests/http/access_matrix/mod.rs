//! Who may do what, asked of a running server and compared with `tests/access_matrix.txt`.

mod endpoints;
mod files;
mod frames;
mod world;

use std::collections::BTreeSet;

use serde_json::Value;
use zvonilka_protocol::socket::ClientFrame;

use self::world::{Role, World};

const TABLE: &str = include_str!("../../access_matrix.txt");

/// One line of the table.
struct Row {
    /// A method, or `frame`.
    kind: &'static str,
    /// A path of the document, or a frame's type.
    name: &'static str,
    /// What stands behind `#`.
    variant: Option<&'static str>,
    /// What each role should hear.
    expected: [&'static str; 5],
}

fn rows() -> Vec<Row> {
    let lines = TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let words: Vec<&str> = line.split_whitespace().collect();
            let (kind, full_name, expected) = match words[..] {
                [kind, full_name, a, b, c, d] => (kind, full_name, [a, b, c, d, b]),
                [kind, full_name, a, b, c, d, e] => (kind, full_name, [a, b, c, d, e]),
                _ => panic!("six or seven words in: {line}"),
            };
            let (name, variant) = match full_name.split_once('#') {
                Some((name, variant)) => (name, Some(variant)),
                None => (full_name, None),
            };
            Row { kind, name, variant, expected }
        })
        .collect()
}

#[test]
fn everything_that_can_be_asked_has_a_row() {
    let document: Value = serde_json::from_str(&zvonilka_http::openapi()).expect("the document is JSON");
    let mut asked = BTreeSet::new();
    for (path, methods) in document["paths"].as_object().expect("paths") {
        for method in methods.as_object().expect("methods").keys() {
            asked.insert((method.to_uppercase(), path.clone()));
        }
    }
    asked.extend(ClientFrame::TYPES.iter().map(|name| ("frame".to_owned(), (*name).to_owned())));
    let listed: BTreeSet<_> =
        rows().into_iter().map(|row| (row.kind.to_owned(), row.name.to_owned())).collect();
    let without_row: Vec<_> = asked.difference(&listed).collect();
    let without_meaning: Vec<_> = listed.difference(&asked).collect();
    assert!(without_row.is_empty(), "no row for {without_row:?}");
    assert!(without_meaning.is_empty(), "rows for what is not there: {without_meaning:?}");
}

#[tokio::test]
async fn everybody_may_do_what_the_table_says_and_no_more() {
    let world = World::new().await.expect("a server and people");
    let mut wrong = Vec::new();
    for row in rows() {
        for (role, expected) in Role::ALL.into_iter().zip(row.expected) {
            let heard = if row.kind == "frame" {
                frames::ask(&world, row.name, row.variant, role).await
            } else {
                endpoints::ask(&world, row.kind, row.name, row.variant, role).await
            };
            let heard = heard.unwrap_or_else(|error| format!("failed: {error:#}"));
            if heard != expected {
                let (kind, name) = (row.kind, row.name);
                wrong.push(format!("{kind} {name} {:?} as {role:?}: {heard}, not {expected}", row.variant));
            }
            world.hang_up().await.expect("nobody is left in a call");
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
