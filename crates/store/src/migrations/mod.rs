//! The schema, step by step. Forward only: an applied step is never edited, and a later release expands first
//! and removes what is old only in the release after it.
//!
//! A new step is a file `m0002_….rs`, a line in [`Migrator::migrations`], and rows for what it adds in the test
//! `upgrade.rs`, which brings every earlier schema up to the newest.

mod m0001_start;
mod m0002_groups;
mod m0003_messages;
mod m0004_people;
mod m0005_files;
mod m0006_search;
mod m0007_previews;
mod m0008_call_quality;
mod m0009_read_marks;
mod m0010_push;
mod m0011_mail;
mod m0012_call_transport;
mod m0014_departures;
mod m0015_newcomers;
mod m0016_ways_in;
mod m0017_simple_mode;
mod m0018_group_calls;
mod m0019_call_invitations;
mod m0020_guests;
mod m0021_call_floor;
mod m0022_audio_rooms;
mod m0023_guest_hands;
mod m0024_call_silence;
#[cfg(test)]
mod upgrade;

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr};
use sea_orm_migration::{MigrationTrait, MigratorTrait, SchemaManager};

use crate::{
    StoreError,
    statement::{is_postgres, row},
};

struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_start::Start),
            Box::new(m0002_groups::Groups),
            Box::new(m0003_messages::Messages),
            Box::new(m0004_people::People),
            Box::new(m0005_files::Files),
            Box::new(m0006_search::Search),
            Box::new(m0007_previews::Previews),
            Box::new(m0008_call_quality::CallQuality),
            Box::new(m0009_read_marks::ReadMarks),
            Box::new(m0010_push::Push),
            Box::new(m0011_mail::Mail),
            Box::new(m0012_call_transport::CallTransport),
            Box::new(m0014_departures::Departures),
            Box::new(m0015_newcomers::Newcomers),
            Box::new(m0016_ways_in::WaysIn),
            Box::new(m0017_simple_mode::SimpleMode),
            Box::new(m0018_group_calls::GroupCalls),
            Box::new(m0019_call_invitations::CallInvitations),
            Box::new(m0020_guests::Guests),
            Box::new(m0021_call_floor::CallFloor),
            Box::new(m0022_audio_rooms::AudioRooms),
            Box::new(m0023_guest_hands::GuestHands),
            Box::new(m0024_call_silence::CallSilence),
        ]
    }
}

/// Brings the schema up to date inside `tx`, so that a step that fails leaves nothing behind.
pub(crate) async fn migrate(tx: &DatabaseTransaction) -> Result<(), StoreError> {
    if is_postgres(tx) {
        // Several nodes may start at once; the number is arbitrary but must never change.
        row(tx, "SELECT pg_advisory_xact_lock(7766102)::text AS locked", Vec::new()).await?;
    }
    Migrator::up(tx, None).await.map_err(|source| {
        let error = StoreError::from(source.clone());
        let unavailable = matches!(error, StoreError::Unavailable { .. });
        if unavailable { error } else { StoreError::Migration { source } }
    })
}

/// Runs the statements of a script, which `;` divides.
async fn run(manager: &SchemaManager<'_>, script: &str) -> Result<(), DbErr> {
    let db = manager.get_connection();
    for statement in for_backend(db, script).split(';').map(str::trim).filter(|text| !text.is_empty()) {
        db.execute_unprepared(statement).await?;
    }
    Ok(())
}

/// Puts each database's own type names into a script.
fn for_backend<C: ConnectionTrait>(db: &C, script: &str) -> String {
    // Logins and codes are compared byte by byte everywhere, so that both databases page in the same order.
    let names: [(&str, &str); 6] = if is_postgres(db) {
        [
            ("{uuid}", "UUID"),
            ("{text}", "TEXT COLLATE \"C\""),
            ("{bool}", "BOOLEAN"),
            ("{row_id}", "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY"),
            ("{table}", ""),
            ("{clustered}", ""),
        ]
    } else {
        [
            ("{uuid}", "BLOB"),
            ("{text}", "TEXT"),
            ("{bool}", "INTEGER"),
            ("{row_id}", "INTEGER PRIMARY KEY"),
            ("{table}", " STRICT"),
            ("{clustered}", " STRICT, WITHOUT ROWID"),
        ]
    };
    let script = if is_postgres(db) { script.to_owned() } else { script.replace("BIGINT", "INTEGER") };
    names.iter().fold(script, |script, (name, text)| script.replace(name, text))
}
