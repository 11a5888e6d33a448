//! Opening, closing, and what survives it.

use sea_orm::{ConnectionTrait, Database, DatabaseConnection, Statement};
use zvonilka_model::call::{CallQuality, CallReport, MediaPath, MediaTransport, QualityMark};
use zvonilka_store::{Secret, Store, StoreError, StoreSettings};

use crate::{
    calls::ended_call,
    on_both,
    scene::{Kind, Scene},
};

/// The database itself, past the store.
pub(crate) async fn bare(scene: &Scene) -> DatabaseConnection {
    Database::connect(scene.settings.url.as_str()).await.expect("reachable")
}

on_both! {
    async fn applied_migrations_are_recorded_once(scene) {
        scene.open_again().await.close().await;
        let bare = bare(&scene).await;
        let sql = "SELECT version FROM seaql_migrations ORDER BY version";
        let found = bare.query_all_raw(Statement::from_string(bare.get_database_backend(), sql)).await;
        let versions: Vec<String> = found
            .expect("read")
            .iter()
            .map(|row| row.try_get("", "version").expect("a text"))
            .collect();
        assert_eq!(versions.first().map(String::as_str), Some("m0001_start"));
        assert!(versions.is_sorted_by(|earlier, later| earlier < later), "each once: {versions:?}");
        bare.close().await.expect("closed");
    }

    async fn how_calls_were_before_the_transport_was_told_is_still_known(scene) {
        let anna = scene.person("anna").await.id;
        let boris = scene.person("boris").await.id;
        let chat = scene.direct(anna, boris).await;
        let call = ended_call(&scene, chat, anna, boris);
        scene.store.save_call(&call).await.expect("stored");
        // As the version before left it.
        let older = bare(&scene).await;
        for step in [
            "DROP INDEX call_quality_mark",
            "ALTER TABLE call_quality DROP COLUMN transport",
            "DELETE FROM seaql_migrations WHERE version = 'm0012_call_transport'",
            "INSERT INTO call_quality (call_id, user_id, mark, loss_in, loss_out, rtt_ms, jitter_ms, path)
             SELECT id, initiator_id, 'poor', 1, 2, 3, 4, 'relay' FROM calls",
        ] {
            older.execute_unprepared(step).await.expect(step);
        }
        older.close().await.expect("closed");

        let newer = scene.open_again().await;
        let known = CallQuality {
            mark: QualityMark::Poor,
            cause: None,
            loss_in: 1,
            loss_out: 2,
            rtt_ms: 3,
            jitter_ms: 4,
            path: Some(MediaPath::Relay),
            transport: None,
        };
        assert_eq!(newer.call_qualities(anna, &[call.id]).await.expect("read"), [(call.id, known)].into());
        let told = CallQuality { transport: Some(MediaTransport::Tcp), ..known };
        newer.save_call_quality(anna, call.id, told).await.expect("written");
        let reports = newer.call_reports(Some(QualityMark::Poor), None, 10).await.expect("read");
        assert_eq!(reports, [CallReport { call, told: [(anna, told)].into() }]);
        newer.close().await;
    }

    async fn a_word_that_this_version_does_not_know_is_named_with_its_place(scene) {
        let family = scene.family().await;
        let anna = scene.relative("anna", family).await.person;
        let bare = bare(&scene).await;
        bare.execute_unprepared("UPDATE chats SET kind = 'parliament'").await.expect("written");
        let error = scene.store.access(anna.id, family).await.expect_err("unknown kind");
        let StoreError::Inconsistent { table, id, .. } = error else { panic!("{error:?}") };
        assert_eq!((table, id), ("chats", family.to_string()));
        bare.close().await.expect("closed");
    }

    async fn an_empty_database_can_be_opened_twice_and_keeps_its_identity(scene) {
        let again = scene.open_again().await;
        assert_eq!(again.store_id(), scene.store.store_id());
        for secret in [Secret::AccessToken, Secret::RefreshToken] {
            assert_eq!(again.secret(secret), scene.store.secret(secret));
            assert_eq!(again.secret(secret).len(), 32);
        }
        assert_ne!(again.secret(Secret::AccessToken), again.secret(Secret::RefreshToken));
        assert_eq!(again.ping().await.ok(), Some(()));
        again.close().await;
    }

    async fn nodes_that_open_an_empty_database_at_once_agree_on_its_identity(scene) {
        // The scene's own opening may have come first; what counts is that nobody fails and all agree.
        let (a, b, c) = tokio::join!(scene.open_again(), scene.open_again(), scene.open_again());
        assert_eq!(a.store_id(), b.store_id());
        assert_eq!(b.store_id(), c.store_id());
        assert_eq!(a.ensure_family_chat("A").await.expect("made"), b.ensure_family_chat("B").await.expect("found"));
        for store in [a, b, c] {
            store.close().await;
        }
    }

    async fn what_was_stored_is_there_after_a_restart(scene) {
        let anna = scene.person("anna").await;
        let boris = scene.person("boris").await;
        let chat = scene.direct(anna.id, boris.id).await;
        let message = scene.say(chat, anna.id, "Привет 👋🏽 \u{1F468}\u{200D}\u{1F469}").await;
        scene.store.close().await;
        assert!(matches!(scene.store.ping().await, Err(StoreError::Unavailable { .. })));

        let again = scene.open_again().await;
        let access = again.access(boris.id, chat).await.expect("works").expect("a member");
        assert_eq!(again.summary(&access).await.expect("read").last_message, Some(message));
        assert_eq!(again.person(anna.id).await.expect("read"), Some(anna));
        again.close().await;
    }
}

#[tokio::test]
async fn an_address_that_means_no_database_is_refused() {
    let clock = std::sync::Arc::new(zvonilka_model::SystemClock);
    for url in ["", "sqlite:", "sqlite::memory:", "mysql://localhost/x", "postgres://localhost:port/x"] {
        let refusal = Store::open(&StoreSettings { url: url.to_owned() }, clock.clone()).await;
        assert!(matches!(refusal, Err(StoreError::Address { .. })), "{url}");
    }
}

#[tokio::test]
async fn a_folder_that_does_not_exist_means_unavailable() {
    let url = "/nonexistent/folder/zvonilka.db".to_owned();
    let refusal = Store::open(&StoreSettings { url }, std::sync::Arc::new(zvonilka_model::SystemClock)).await;
    assert!(matches!(refusal, Err(StoreError::Unavailable { .. })));
}

#[cfg(unix)]
#[tokio::test]
async fn the_sqlite_files_are_readable_by_their_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let scene = Scene::open(Kind::Sqlite).await.expect("always there");
    scene.person("anna").await;
    let mut seen = 0;
    for entry in std::fs::read_dir(scene.folder.path()).expect("readable") {
        let entry = entry.expect("readable");
        assert_eq!(entry.metadata().expect("there").permissions().mode() & 0o777, 0o600, "{entry:?}");
        seen += 1;
    }
    assert!(seen >= 2, "the database and its log");
    scene.store.close().await;
}

#[tokio::test]
async fn a_deleted_sqlite_file_is_noticed() {
    let scene = Scene::open(Kind::Sqlite).await.expect("always there");
    scene.store.ping().await.expect("there");
    std::fs::remove_file(scene.folder.path().join("zvonilka.db")).expect("removed");
    assert!(matches!(scene.store.ping().await, Err(StoreError::Unavailable { .. })));
}

#[tokio::test]
async fn closing_leaves_one_sqlite_file_without_a_log() {
    let scene = Scene::open(Kind::Sqlite).await.expect("always there");
    scene.person("anna").await;
    scene.store.close().await;
    let names: Vec<_> = std::fs::read_dir(scene.folder.path())
        .expect("readable")
        .map(|entry| entry.expect("readable").file_name())
        .collect();
    assert_eq!(names, ["zvonilka.db"]);
}
