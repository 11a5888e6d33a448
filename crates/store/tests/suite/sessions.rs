//! Sign-ins, rotation, ends.

use std::time::Duration;

use zvonilka_model::{Admin, SessionEnd, SessionId, UserId};
use zvonilka_store::{Constraint, Rotation, StoreError};

use crate::{
    on_both,
    scene::{at_once, device},
};

const HOUR: Duration = Duration::from_secs(3600);

on_both! {
    async fn a_token_is_exchanged_for_the_next_and_prolongs_the_session(scene) {
        let anna = scene.person("anna").await;
        let session = scene.store.create_session(anna.id, device(scene.now())).await.expect("made");
        assert_eq!(session.generation, 1);
        scene.pass(1_000);
        let end = scene.now() + HOUR;
        let rotation = scene.store.rotate_session(session.id, 1, end, "198.51.100.7").await.expect("works");
        assert_eq!(rotation, Rotation::Granted { generation: 2 });
        let state = scene.store.session_state(session.id).await.expect("read").expect("there");
        assert_eq!((state.session.generation, state.session.expires_at), (2, end));
        assert_eq!((state.session.last_used_at, state.session.address.as_str()), (scene.now(), "198.51.100.7"));
        assert_eq!((state.admin, state.disabled, state.ended), (Admin::No, false, false));
    }

    async fn the_predecessor_gets_the_same_successor_until_that_is_used(scene) {
        let anna = scene.person("anna").await;
        let session = scene.store.create_session(anna.id, device(scene.now())).await.expect("made").id;
        let rotate = async |presented| {
            scene.store.rotate_session(session, presented, scene.now() + HOUR, "a").await.expect("works")
        };
        assert_eq!(rotate(1).await, Rotation::Granted { generation: 2 });
        assert_eq!(rotate(1).await, Rotation::Granted { generation: 2 });
        assert_eq!(rotate(2).await, Rotation::Granted { generation: 3 });
        // The first one is two behind now.
        assert_eq!(rotate(1).await, Rotation::Reused);
        assert_eq!(rotate(2).await, Rotation::Granted { generation: 3 });
    }

    async fn a_token_newer_than_the_database_is_taken_after_a_restore(scene) {
        let anna = scene.person("anna").await;
        let session = scene.store.create_session(anna.id, device(scene.now())).await.expect("made").id;
        let rotate = async |presented| {
            scene.store.rotate_session(session, presented, scene.now() + HOUR, "a").await.expect("works")
        };
        assert_eq!(rotate(7).await, Rotation::Granted { generation: 8 });
        assert_eq!(rotate(1).await, Rotation::Reused);
        assert_eq!(rotate(8).await, Rotation::Granted { generation: 9 });
    }

    async fn an_ended_lapsed_or_unknown_session_grants_nothing(scene) {
        let anna = scene.person("anna").await;
        let ended = scene.store.create_session(anna.id, device(scene.now())).await.expect("made").id;
        assert!(scene.store.end_session(anna.id, ended, SessionEnd::LoggedOut).await.expect("written"));
        let lapsed = scene.store.create_session(anna.id, device(scene.now())).await.expect("made");
        scene.clock.advance(HOUR);
        assert_eq!(scene.now(), lapsed.expires_at);
        let rotate = async |session| {
            scene.store.rotate_session(session, 1, scene.now() + HOUR, "a").await.expect("works")
        };
        assert_eq!(rotate(ended).await, Rotation::Ended);
        assert_eq!(rotate(lapsed.id).await, Rotation::Ended);
        assert_eq!(rotate(SessionId::generate(scene.now())).await, Rotation::Unknown);
    }

    async fn two_tabs_that_renew_at_once_get_the_same_token(scene) {
        let anna = scene.person("anna").await;
        let session = scene.store.create_session(anna.id, device(scene.now())).await.expect("made").id;
        let end = scene.now() + HOUR;
        let tabs = (0..8).map(|_| {
            let store = scene.store.clone();
            async move { store.rotate_session(session, 1, end, "a").await.expect("works") }
        });
        for rotation in at_once(tabs).await {
            assert_eq!(rotation, Rotation::Granted { generation: 2 });
        }
    }

    async fn live_sessions_are_listed_last_used_first(scene) {
        let anna = scene.person("anna").await;
        let first = scene.store.sessions_of(anna.id).await.expect("read").pop().expect("of the registration");
        scene.pass(10);
        let second = scene.store.create_session(anna.id, device(scene.now())).await.expect("made");
        let ids = async || {
            let found = scene.store.sessions_of(anna.id).await.expect("read");
            found.iter().map(|session| session.id).collect::<Vec<_>>()
        };
        assert_eq!(ids().await, [second.id, first.id]);
        scene.pass(10);
        scene.store.touch_session(first.id, "203.0.113.5").await.expect("written");
        assert_eq!(ids().await, [first.id, second.id]);
        assert_eq!(scene.store.sessions_of(anna.id).await.expect("read")[0].address, "203.0.113.5");
        scene.clock.advance(HOUR - Duration::from_millis(20));
        assert_eq!(ids().await, [second.id], "the first has lapsed");
    }

    async fn a_session_is_ended_once_and_only_by_its_owner(scene) {
        let anna = scene.person("anna").await;
        let boris = scene.person("boris").await;
        let session = scene.store.create_session(anna.id, device(scene.now())).await.expect("made").id;
        assert!(!scene.store.end_session(boris.id, session, SessionEnd::Revoked).await.expect("not his"));
        assert!(scene.store.end_session(anna.id, session, SessionEnd::Revoked).await.expect("written"));
        assert!(!scene.store.end_session(anna.id, session, SessionEnd::Revoked).await.expect("ended before"));
        assert!(scene.store.session_state(session).await.expect("read").expect("there").ended);
        let unknown = SessionId::generate(scene.now());
        assert!(scene.store.session_state(unknown).await.expect("read").is_none());
    }

    async fn all_sessions_but_mine_are_ended_together(scene) {
        let anna = scene.person("anna").await;
        let boris = scene.person("boris").await;
        let mine = scene.store.create_session(anna.id, device(scene.now())).await.expect("made").id;
        let other = scene.store.create_session(anna.id, device(scene.now())).await.expect("made").id;
        let ended = scene.store.end_sessions(anna.id, Some(mine), SessionEnd::PasswordChanged).await.expect("written");
        assert_eq!(ended.len(), 2, "the other and that of the registration");
        assert!(ended.contains(&other) && !ended.contains(&mine));
        assert_eq!(scene.store.sessions_of(boris.id).await.expect("read").len(), 1);
        let ended = scene.store.end_sessions(anna.id, None, SessionEnd::Revoked).await.expect("written");
        assert_eq!(ended, [mine]);
    }

    async fn nobody_signs_in_as_a_stranger(scene) {
        let stranger = UserId::generate(scene.now());
        let error = scene.store.create_session(stranger, device(scene.now())).await.expect_err("unknown");
        assert!(matches!(error, StoreError::Conflict { constraint: Constraint::Reference }), "{error:?}");
    }
}
