//! Simple mode: the few people of somebody's page, who of them is answered without a touch, and what others propose.

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait::async_trait};

use super::run;

pub(super) struct SimpleMode;

impl MigrationName for SimpleMode {
    fn name(&self) -> &str {
        "m0017_simple_mode"
    }
}

#[expect(
    elided_lifetimes_in_paths,
    reason = "`async_trait` matches the lifetimes of the trait only in the form in which it writes them"
)]
#[async_trait]
impl MigrationTrait for SimpleMode {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, SCRIPT).await
    }

    // The caller's transaction is enough.
    fn use_transaction(&self) -> Option<bool> {
        Some(false)
    }
}

/// What is proposed lies beside what holds, never in it. Whoever proposes has one proposal to each person: a newer one
/// takes the place of the older.
const SCRIPT: &str = "
CREATE TABLE simple_modes (
    user_id {uuid} PRIMARY KEY REFERENCES people (id),
    enabled {bool} NOT NULL,
    set_by {uuid} REFERENCES people (id),
    set_at BIGINT NOT NULL
){table};
CREATE INDEX simple_modes_set_by ON simple_modes (set_by);

CREATE TABLE simple_people (
    user_id {uuid} NOT NULL REFERENCES people (id),
    person_id {uuid} NOT NULL REFERENCES people (id),
    position BIGINT NOT NULL,
    call_kind {text} NOT NULL,
    answer {text} NOT NULL,
    PRIMARY KEY (user_id, person_id)
){clustered};
CREATE INDEX simple_people_person ON simple_people (person_id);

CREATE TABLE simple_proposals (
    user_id {uuid} NOT NULL REFERENCES people (id),
    proposed_by {uuid} NOT NULL REFERENCES people (id),
    id {uuid} NOT NULL UNIQUE,
    enabled {bool} NOT NULL,
    proposed_at BIGINT NOT NULL,
    state {text} NOT NULL,
    PRIMARY KEY (user_id, proposed_by)
){table};
CREATE INDEX simple_proposals_by ON simple_proposals (proposed_by);

CREATE TABLE simple_proposal_people (
    user_id {uuid} NOT NULL REFERENCES people (id),
    proposed_by {uuid} NOT NULL REFERENCES people (id),
    person_id {uuid} NOT NULL REFERENCES people (id),
    position BIGINT NOT NULL,
    call_kind {text} NOT NULL,
    answer {text} NOT NULL,
    PRIMARY KEY (user_id, proposed_by, person_id)
){clustered};
CREATE INDEX simple_proposal_people_by ON simple_proposal_people (proposed_by);
CREATE INDEX simple_proposal_people_person ON simple_proposal_people (person_id);
";
