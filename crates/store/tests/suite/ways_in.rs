//! Codes as a second step, recovery codes, and passkeys.

use zvonilka_model::{PasskeyName, SignInWay, UserId};
use zvonilka_store::NewPasskey;

use crate::{
    on_both,
    scene::{at_once, device},
};

fn codes(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

pub(crate) fn key(user: UserId, credential: &str) -> NewPasskey<'_> {
    NewPasskey {
        user,
        credential,
        algorithm: -7,
        public_key: "key",
        sign_count: 1,
        host: "chat.example.org",
        name: PasskeyName::parse("Телефон").expect("a name"),
    }
}

on_both! {
    async fn codes_are_asked_for_once_the_shown_secret_has_proven_to_have_arrived(scene) {
        let (anna, store) = (scene.person("anna").await.id, &scene.store);
        assert!(store.begin_second_factor(anna, "lost").await.expect("written"));
        assert!(store.begin_second_factor(anna, "one").await.expect("written"));
        let pending = store.pending_factor(anna).await.expect("read").expect("shown");
        assert_eq!((pending.secret.as_str(), pending.made_at), ("one", scene.now()));
        assert!(store.second_factor(anna).await.expect("read").is_none());
        assert!(!store.drop_second_factor(anna).await.expect("written"));
        // The secret that was shown before is worth nothing.
        assert!(!store.enable_second_factor(anna, "lost", 7, &codes(&["a"])).await.expect("written"));
        assert!(store.enable_second_factor(anna, "one", 7, &codes(&["a", "b"])).await.expect("written"));
        assert!(!store.enable_second_factor(anna, "one", 8, &codes(&["c"])).await.expect("written"));
        let factor = store.second_factor(anna).await.expect("read").expect("on");
        assert_eq!((factor.secret.as_str(), factor.last_step, factor.recovery_left), ("one", 7, 2));
        assert!(store.pending_factor(anna).await.expect("read").is_none());
        // What is on is not replaced by showing another one.
        assert!(!store.begin_second_factor(anna, "two").await.expect("written"));
        assert_eq!(store.second_factor(anna).await.expect("read").expect("on").secret, "one");
        assert!(store.drop_second_factor(anna).await.expect("written"));
        assert!(store.second_factor(anna).await.expect("read").is_none());
        assert!(!store.use_recovery_code(anna, "a").await.expect("written"));
    }

    async fn a_code_of_either_kind_works_once_even_for_many_at_the_same_time(scene) {
        let (anna, boris) = (scene.person("anna").await.id, scene.person("boris").await.id);
        for user in [anna, boris] {
            assert!(scene.store.begin_second_factor(user, "s").await.expect("written"));
            let enabled = scene.store.enable_second_factor(user, "s", 7, &codes(&["a", "b"])).await;
            assert!(enabled.expect("written"));
        }
        assert!(!scene.store.use_step(anna, 7).await.expect("written"));
        let store = scene.store.clone();
        let used = at_once((0..6).map(|_| {
            let store = store.clone();
            async move { store.use_step(anna, 9).await.expect("written") }
        }))
        .await;
        assert_eq!(used.into_iter().filter(|used| *used).count(), 1);
        assert!(!scene.store.use_step(anna, 8).await.expect("written"));
        assert!(scene.store.use_step(boris, 8).await.expect("written"));

        let used = at_once((0..6).map(|_| {
            let store = store.clone();
            async move { store.use_recovery_code(anna, "a").await.expect("written") }
        }))
        .await;
        assert_eq!(used.into_iter().filter(|used| *used).count(), 1);
        assert_eq!(scene.store.second_factor(anna).await.expect("read").expect("on").recovery_left, 1);
        scene.store.set_recovery_codes(anna, &codes(&["c"])).await.expect("written");
        assert!(!scene.store.use_recovery_code(anna, "b").await.expect("written"));
        assert!(scene.store.use_recovery_code(anna, "c").await.expect("written"));
        assert!(scene.store.use_recovery_code(boris, "b").await.expect("written"));
    }

    async fn a_passkey_is_its_owners_alone(scene) {
        let (anna, boris, store) =
            (scene.person("anna").await.id, scene.person("boris").await.id, &scene.store);
        let first = store.add_passkey(key(anna, "c1"), 2).await.expect("written").expect("room");
        // The same key again, whoever brings it.
        assert!(store.add_passkey(key(boris, "c1"), 2).await.expect("works").is_none());
        scene.pass(1_000);
        let second = store.add_passkey(key(anna, "c2"), 2).await.expect("written").expect("room");
        assert!(store.add_passkey(key(anna, "c3"), 2).await.expect("works").is_none());
        assert_eq!(store.passkeys_of(anna).await.expect("read"), [second.clone(), first.clone()]);
        assert_eq!(store.credentials_in_use(anna).await.expect("read"), ["c1", "c2"]);
        assert!(store.passkeys_of(boris).await.expect("read").is_empty());

        let found = store.key_in_use("c1").await.expect("read").expect("there");
        assert_eq!((found.id, found.user, found.algorithm, found.sign_count), (first.id, anna, -7, 1));
        assert_eq!((found.public_key.as_str(), found.host.as_str()), ("key", "chat.example.org"));
        assert!(store.key_in_use("c9").await.expect("read").is_none());
        assert!(store.note_passkey_use(first.id, 1, 5).await.expect("written"));
        assert!(!store.note_passkey_use(first.id, 1, 6).await.expect("written"));

        let name = PasskeyName::parse("Ключ на связке").expect("a name");
        assert!(store.rename_passkey(boris, first.id, &name).await.expect("works").is_none());
        let renamed = store.rename_passkey(anna, first.id, &name).await.expect("written").expect("hers");
        assert_eq!((renamed.name, renamed.last_used_at), (name, Some(scene.now())));
        assert!(!store.remove_passkey(boris, first.id).await.expect("works"));
        assert!(store.remove_passkey(anna, first.id).await.expect("written"));
        assert!(!store.note_passkey_use(first.id, 5, 6).await.expect("written"));
        assert_eq!(store.passkeys_of(anna).await.expect("read").len(), 1);
    }

    async fn a_session_keeps_with_what_it_began(scene) {
        let anna = scene.person("anna").await.id;
        for way in [SignInWay::PasswordAndCode, SignInWay::Passkey] {
            let mut new = device(scene.now());
            new.way = way;
            let session = scene.store.create_session(anna, new).await.expect("made");
            let state = scene.store.session_state(session.id).await.expect("read").expect("there");
            assert_eq!(state.session.way, way);
        }
    }
}
