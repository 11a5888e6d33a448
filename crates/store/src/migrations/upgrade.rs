//! A database of every earlier schema, with rows in it, comes up to the newest one and keeps them all.
//!
//! What a new step adds gets rows here, under its name: then the steps after it are tried with them.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use rstest::rstest;
use sea_orm::{ConnectionTrait, DatabaseTransaction};
use sea_orm_migration::{MigratorTrait, SchemaManager};
use uuid::Uuid;
use zvonilka_model::{CallId, ChatId, MessageBody, SearchWords, UserId, call::CallStatus};
use zvonilka_testkit::{clock::ManualClock, postgres::PostgresDatabase};

use super::{Migrator, run};
use crate::{
    IndexProgress, MessageQuery, Page, Store, StoreSettings,
    database::Database,
    statement::{column, is_postgres, rows},
};

const ANNA: u128 = 1;
const BORIS: u128 = 2;
const CHAT: u128 = 3;
const CALL: u128 = 4;

/// The ids in [`ROWS`], by their names there.
const IDS: [(&str, u128); 19] = [
    ("{anna}", ANNA),
    ("{boris}", BORIS),
    ("{chat}", CHAT),
    ("{call}", CALL),
    ("{hello}", 5),
    ("{answer}", 6),
    ("{place}", 7),
    ("{other_place}", 8),
    ("{session}", 9),
    ("{photo}", 10),
    ("{upload}", 11),
    ("{request}", 12),
    ("{job}", 13),
    ("{letter}", 14),
    ("{key}", 15),
    ("{proposal}", 16),
    ("{guest_link}", 20),
    ("{guest_place}", 21),
    ("{guest}", 22),
];

/// What a step made room for, written as that version wrote it.
const ROWS: [(&str, &str); 18] = [
    (
        "m0001_start",
        "
INSERT INTO meta (name, value) VALUES ('store_id', 'before');
INSERT INTO people (id, login, display_name, folded, status_text, email, email_folded, email_confirmed,
    password_hash, is_admin, disabled, settings, created_at, last_seen_at)
VALUES ({anna}, 'anna', 'Анна', ' anna анна', 'дома', 'Anna@example.org', 'anna@example.org', TRUE,
        '$argon2id$v=19$…', TRUE, FALSE, '{\"theme\":\"dark\"}', 1700000000000, 1700000001000),
       ({boris}, 'boris', 'Борис 👋🏽', ' boris борис', '', NULL, NULL, FALSE, '$argon2id$…', FALSE, FALSE, '{}',
        1700000000001, NULL);
INSERT INTO sessions (id, user_id, device_name, address, created_at, last_used_at, expires_at, generation, ended_at,
    end_reason)
VALUES ({session}, {anna}, 'Телефон', '192.0.2.1', 1700000000000, 1700000001000, 4700000000000, 3, NULL, NULL);
INSERT INTO invites (code, created_by, is_admin, max_uses, uses, expires_at, note, revoked_at, created_at)
VALUES ('kod', {anna}, FALSE, 5, 1, NULL, 'для бабушки', NULL, 1700000000000);
INSERT INTO chats (id, kind, title, direct_key, last_seq, member_count, created_at, changed)
VALUES ({chat}, 'group', 'Дача', NULL, 4, 2, 1700000000000, 1);
INSERT INTO chat_members (chat_id, user_id, role, joined_at, joined_seq, read_seq, delivered_seq, changed)
VALUES ({chat}, {anna}, 'owner', 1700000000000, 0, 4, 4, 1), ({chat}, {boris}, 'member', 1700000000002, 0, 2, 3, 1);
INSERT INTO messages (id, chat_id, seq, rev, sender_id, client_id, kind, text, payload, created_at)
VALUES ({hello}, {chat}, 2, 2, {anna}, 'c-1', 'text', 'Встреча у калитки', NULL, 1700000000003),
       ({answer}, {chat}, 3, 3, {boris}, 'c-2', 'text', 'Буду в пять', NULL, 1700000000004);
INSERT INTO chat_events (chat_id, seq, kind, user_id, created_at)
VALUES ({chat}, 1, 'member_joined', {boris}, 1700000000002), ({chat}, 4, 'renamed', {anna}, 1700000000005);
INSERT INTO calls (id, chat_id, kind, status, is_live, initiator_id, created_at, ring_until, answered_at, connected_at,
    ended_at, end_reason)
VALUES ({call}, {chat}, 'video', 'ended', FALSE, {anna}, 1700000000000, 1700000045000, 1700000002000, 1700000003000,
        1700000009000, 'hung_up');
INSERT INTO call_participants (id, call_id, place, user_id, session_id, state, lease_until, sending, receiving)
VALUES ({place}, {call}, 0, {anna}, {session}, 'left', NULL, TRUE, TRUE),
       ({other_place}, {call}, 1, {boris}, NULL, 'left', NULL, TRUE, TRUE);
INSERT INTO hidden_calls (call_id, user_id) VALUES ({call}, {boris})",
    ),
    (
        "m0002_groups",
        "
UPDATE chats SET description = 'Поездки', history_for_newcomers = FALSE, members_may_add = FALSE;
UPDATE chat_members SET muted_until = 1800000000000, pinned = TRUE, draft_text = 'Не забыть', draft_at = 1700000000006
    WHERE user_id = {boris};
INSERT INTO chat_event_people (chat_id, seq, user_id) VALUES ({chat}, 1, {boris});
INSERT INTO chat_links (code, chat_id, created_by, max_uses, uses, expires_at, created_at)
VALUES ('ssylka', {chat}, {anna}, NULL, 2, 4700000000000, 1700000000000)",
    ),
    (
        "m0003_messages",
        "
UPDATE messages SET edited_at = 1700000000008, reply_to = {hello} WHERE id = {answer};
INSERT INTO reactions (message_id, user_id, emoji, created_at) VALUES ({hello}, {boris}, '👍', 1700000000007);
INSERT INTO mentions (message_id, user_id, chat_id, seq) VALUES ({hello}, {boris}, {chat}, 2);
INSERT INTO hidden_messages (message_id, user_id, chat_id, seq, changed) VALUES ({answer}, {anna}, {chat}, 3, 1)",
    ),
    (
        "m0004_people",
        "
UPDATE people SET about = 'Люблю чай', phone = '+7 900 000-00-00', see_last_seen = 'nobody', blocked_count = 1
    WHERE id = {anna};
INSERT INTO contacts (user_id, contact_id, since) VALUES ({anna}, {boris}, 1700000000000), ({boris}, {anna}, 1700000000000);
INSERT INTO contact_requests (id, asker_id, asked_id, created_at) VALUES ({request}, {boris}, {anna}, 1700000000000);
INSERT INTO blocks (user_id, blocked_id, created_at) VALUES ({anna}, {boris}, 1700000000000)",
    ),
    (
        "m0005_files",
        "
INSERT INTO files (id, owner_id, purpose, name, mime, size, arrived, content, thumbnail, thumbnail_size, width, height,
    duration_ms, waveform, blur, created_at)
VALUES ({photo}, {anna}, 'avatar', 'я.jpg', 'image/jpeg', 100, 120, 'ab12', 'cd34', 10, 640, 480, NULL, NULL, 'AAA=',
        1700000000000);
INSERT INTO uploads (id, owner_id, name, mime, length, duration_ms, waveform, expires_at)
VALUES ({upload}, {boris}, 'кот.mp4', NULL, 1000, NULL, NULL, 4700000000000);
INSERT INTO file_refs (message_id, position, file_id) VALUES ({hello}, 0, {photo});
UPDATE people SET avatar_id = {photo} WHERE id = {anna};
UPDATE chats SET avatar_id = {photo}",
    ),
    (
        "m0007_previews",
        "
INSERT INTO message_previews (message_id, url, title, description, site_name, image_id)
VALUES ({answer}, 'https://example.org/', 'Дача', NULL, 'Пример', {photo});
INSERT INTO preview_jobs (message_id, chat_id, user_id, url, due_at, attempts)
VALUES ({hello}, {chat}, {anna}, 'https://example.org/a', 1700000000000, 1);
INSERT INTO preview_cache (digest, fetched_at, title, description, site_name, image_id)
VALUES ('d1', 1700000000000, 'Дача', NULL, NULL, NULL)",
    ),
    (
        "m0008_call_quality",
        "
INSERT INTO call_quality (call_id, user_id, mark, cause, loss_in, loss_out, rtt_ms, jitter_ms, path)
VALUES ({call}, {anna}, 'poor', 'loss_in', 70, 2, 300, 40, 'relay')",
    ),
    (
        "m0010_push",
        "
INSERT INTO push_subscriptions (session_id, user_id, endpoint, p256dh, auth, language, device, origin, created_at,
    last_outcome, last_at)
VALUES ({session}, {anna}, 'https://push.example.org/1', 'key', 'auth', 'ru', 'Телефон', 'https://zvonilka.example',
        1700000000000, NULL, NULL);
INSERT INTO push_jobs (id, session_id, topic, kind, chat_id, seq, payload, due_at, expires_at, attempts)
VALUES ({job}, {session}, 't1', 'message', {chat}, 3, '{}', 1700000000000, 4700000000000, 0);
INSERT INTO push_settings (user_id, hide_text, quiet_from, quiet_to, utc_offset) VALUES ({anna}, TRUE, 1320, 480, 180)",
    ),
    (
        "m0011_mail",
        "
INSERT INTO mail_jobs (id, kind, user_id, address, language, device, place, noted_at, due_at, expires_at, attempts)
VALUES ({letter}, 'sign_in', {anna}, NULL, 'ru', 'Телефон', '192.0.2.1', 1700000000000, 1700000000000, 4700000000000, 0);
INSERT INTO mail_links (digest, purpose, user_id, address, expires_at)
VALUES ('d2', 'confirm', {anna}, 'anna@example.org', 4700000000000);
INSERT INTO mail_settings (user_id, language, sign_in_notice) VALUES ({anna}, 'ru', FALSE)",
    ),
    (
        "m0015_newcomers",
        "
UPDATE invites SET opened_at = 1700000000009;
INSERT INTO newcomers (user_id, invited_by, code, steps, registered_at)
VALUES ({boris}, {anna}, 'kod', 5, 1700000000001)",
    ),
    (
        "m0016_ways_in",
        "
INSERT INTO second_factors (user_id, secret, enabled, last_step, made_at)
VALUES ({anna}, 'c2VjcmV0', TRUE, 57000000, 1700000000000);
INSERT INTO recovery_codes (user_id, digest) VALUES ({anna}, 'd3');
INSERT INTO passkeys (id, user_id, credential, algorithm, public_key, sign_count, host, name, created_at, last_used_at)
VALUES ({key}, {boris}, 'cred', -7, 'key', 4, 'zvonilka.example', 'Телефон', 1700000000000, NULL)",
    ),
    (
        "m0017_simple_mode",
        "
INSERT INTO simple_modes (user_id, enabled, set_by, set_at) VALUES ({boris}, TRUE, {anna}, 1700000000000);
INSERT INTO simple_people (user_id, person_id, position, call_kind, answer)
VALUES ({boris}, {anna}, 0, 'video', 'camera');
INSERT INTO simple_proposals (user_id, proposed_by, id, enabled, proposed_at, state)
VALUES ({boris}, {anna}, {proposal}, TRUE, 1700000000000, 'taken');
INSERT INTO simple_proposal_people (user_id, proposed_by, person_id, position, call_kind, answer)
VALUES ({boris}, {anna}, {anna}, 0, 'video', 'camera')",
    ),
    ("m0018_group_calls", "UPDATE calls SET mode = 'sfu'"),
    (
        "m0019_call_invitations",
        "UPDATE call_participants SET invited_by = {anna}, outsider = TRUE WHERE user_id = {boris}",
    ),
    (
        "m0020_guests",
        "
INSERT INTO guest_links (id, chat_id, created_by, digest, expires_at, created_at)
VALUES ({guest_link}, {chat}, {anna}, 'd4', 4700000000000, 1700000000000);
INSERT INTO call_guests (id, call_id, place, guest_id, link_id, name, state, lease_until, sending, receiving)
VALUES ({guest_place}, {call}, 0, {guest}, {guest_link}, 'Тётя Оля', 'left', NULL, FALSE, FALSE)",
    ),
    ("m0022_audio_rooms", "UPDATE chats SET audio_room = TRUE; UPDATE calls SET audio_room = TRUE"),
    ("m0023_guest_hands", "UPDATE call_guests SET hand_raised_at = 1700000005000"),
    (
        "m0024_call_silence",
        "UPDATE call_participants SET silenced_by = {anna} WHERE user_id = {boris}; UPDATE call_guests SET silenced_by = {anna}",
    ),
];

/// Where a table's rows are compared: its columns, and each row as one text.
struct Table {
    columns: Vec<String>,
    rows: BTreeSet<String>,
}

/// An empty database; `None` when there is none of the kind here, and that was said.
async fn settings(kind: &str, folder: &tempfile::TempDir) -> Option<StoreSettings> {
    let url = match kind {
        "sqlite" => format!("sqlite:{}", folder.path().join("zvonilka.db").display()),
        _ => PostgresDatabase::create().await.expect("a working PostgreSQL")?.url().to_owned(),
    };
    Some(StoreSettings { url })
}

/// Brings an empty database to the schema after so many steps and fills it as people did then.
async fn fill(tx: &DatabaseTransaction, steps: usize) {
    let count = u32::try_from(steps).expect("few steps");
    Migrator::up(tx, Some(count)).await.expect("migrated");
    let known: Vec<String> =
        Migrator::migrations().iter().take(steps).map(|step| step.name().to_owned()).collect();
    for (_, script) in ROWS.iter().filter(|(step, _)| known.iter().any(|name| name == step)) {
        let script = IDS
            .iter()
            .fold((*script).to_owned(), |script, (name, id)| script.replace(name, &literal(tx, *id)));
        run(&SchemaManager::new(tx), &script).await.expect("the rows of that time");
    }
}

fn literal<C: ConnectionTrait>(db: &C, id: u128) -> String {
    let id = Uuid::from_u128(id);
    if is_postgres(db) { format!("'{id}'::uuid") } else { format!("x'{}'", id.simple()) }
}

/// Every table of ours with its columns. What the index of words is made of is SQLite's own affair.
async fn tables(tx: &DatabaseTransaction) -> BTreeMap<String, Vec<String>> {
    let sql = if is_postgres(tx) {
        "SELECT table_name::text AS of_table, column_name::text AS name FROM information_schema.columns
         WHERE table_schema = 'public' AND table_name NOT IN ('seaql_migrations', 'message_words')"
    } else {
        "SELECT t.name AS of_table, c.name AS name FROM sqlite_schema t JOIN pragma_table_info(t.name) c
         WHERE t.type = 'table' AND t.name <> 'seaql_migrations'
           AND t.name NOT LIKE 'sqlite_%' AND t.name NOT LIKE 'message_words%'"
    };
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in rows(tx, sql, Vec::new()).await.expect("the tables") {
        let table: String = column(&row, "of_table").expect("a text");
        found.entry(table).or_default().push(column(&row, "name").expect("a text"));
    }
    found
}

async fn read(tx: &DatabaseTransaction, table: &str, columns: &[String]) -> BTreeSet<String> {
    let values: Vec<String> =
        columns
            .iter()
            .map(|name| {
                if is_postgres(tx) {
                    format!("quote_nullable({name}::text)")
                } else {
                    format!("quote({name})")
                }
            })
            .collect();
    let sql = format!("SELECT {} AS value FROM {table}", values.join(" || ', ' || "));
    let found = rows(tx, sql, Vec::new()).await.expect("the rows");
    found.iter().map(|row| column(row, "value").expect("a text")).collect()
}

async fn contents(tx: &DatabaseTransaction) -> BTreeMap<String, Table> {
    let mut found = BTreeMap::new();
    for (name, columns) in tables(tx).await {
        let rows = read(tx, &name, &columns).await;
        found.insert(name, Table { columns, rows });
    }
    found
}

/// People, messages and calls are read and found as if they had been written today.
async fn use_it(store: &Store) {
    assert_eq!(store.store_id(), "before");
    let (anna, boris) = (UserId::from_bits(ANNA), UserId::from_bits(BORIS));
    let person = store.person(boris).await.expect("read").expect("there");
    assert_eq!(person.display_name.as_str(), "Борис 👋🏽");
    let access = store.access(boris, ChatId::from_bits(CHAT)).await.expect("read").expect("a member");
    let page = store.history(&access, Page::Newest, 10).await.expect("read");
    let said: Vec<_> = page.messages.iter().map(|message| message.body.clone()).collect();
    let text = |words: &str| MessageBody::Text(words.to_owned());
    assert_eq!(said, [text("Встреча у калитки"), text("Буду в пять")]);
    let call = store.call(CallId::from_bits(CALL)).await.expect("read").expect("there");
    assert_eq!((call.status, call.participants.len()), (CallStatus::Ended, 2));
    assert_eq!(store.calls_of(anna, None, 10).await.expect("read"), [call]);
    while store.index_messages(100).await.expect("indexed") == IndexProgress::More {}
    let words = SearchWords::parse("встречу ");
    let query = MessageQuery {
        words: &words,
        chat: None,
        from: None,
        after: None,
        before: None,
        has: None,
        family: None,
        beyond: None,
        limit: 10,
    };
    let found = store.search_messages(boris, &query).await.expect("searched");
    assert_eq!(found.messages.len(), 1, "old messages are found");
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_of_any_earlier_version_keeps_everything(#[values("sqlite", "postgres")] kind: &str) {
    let newest = Migrator::migrations().len();
    for steps in 1..=newest {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let Some(settings) = settings(kind, &folder).await else { return };
        let database = Database::connect(&settings.url).await.expect("opens");
        let tx = database.begin().await.expect("begun");
        fill(&tx, steps).await;
        let before = contents(&tx).await;
        tx.commit().await.expect("written");

        let store =
            Store::open(&settings, Arc::new(ManualClock::default())).await.expect("brought up to date");
        let tx = database.begin().await.expect("begun");
        for (name, Table { columns, rows }) in &before {
            let after = read(&tx, name, columns).await;
            let lost: Vec<_> = rows.difference(&after).collect();
            assert!(lost.is_empty(), "{name}, from step {steps}: {lost:?} became {after:?}");
        }
        tx.rollback().await.expect("closed");
        use_it(&store).await;
        store.close().await;
        database.close().await;
    }
}

#[test]
fn rows_are_of_steps_that_there_are() {
    let steps = Migrator::migrations();
    for (name, _) in ROWS {
        assert!(steps.iter().any(|step| step.name() == name), "{name}");
    }
}
