//! What the store promises, asked of both databases.

mod arrivals;
mod calls;
mod changes;
mod chats;
mod contacts;
mod database;
mod departure;
mod enclosed;
mod files;
mod groups;
mod guests;
mod hidden;
mod history;
mod invites;
mod mail;
mod messages;
mod mine;
mod mirror;
mod newcomers;
mod people;
mod previews;
mod privacy;
mod push;
mod registration;
mod scene;
mod search;
mod search_speed;
mod sessions;
mod simple_mode;
mod sync;
mod ways_in;

/// A test that runs on SQLite and on PostgreSQL, each time with a fresh store.
macro_rules! on_both {
    ($($(#[$attribute:meta])* async fn $name:ident($scene:ident) $body:block)+) => { $(
        #[rstest::rstest]
        #[case::sqlite(crate::scene::Kind::Sqlite)]
        #[case::postgres(crate::scene::Kind::Postgres)]
        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        $(#[$attribute])*
        async fn $name(#[case] kind: crate::scene::Kind) {
            let Some($scene) = crate::scene::Scene::open(kind).await else { return };
            $body;
            $scene.store.close().await;
        }
    )+ };
}
use on_both;
