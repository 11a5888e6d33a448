//! Accounts: found, changed, counted.

use zvonilka_model::{Admin, DisplayName, Email, Person, StatusText, Timestamp, UserId};
use zvonilka_store::{ProfilePatch, Registration};

use crate::{on_both, scene::registration};

fn logins(people: &[Person]) -> Vec<&str> {
    people.iter().map(|person| person.login.as_str()).collect()
}

on_both! {
    async fn a_person_is_stored_whole(scene) {
        let email = Email::parse("Anna@Example.org").expect("valid");
        let new = Registration {
            display_name: DisplayName::parse("Анна Ёлкина").expect("valid"),
            email: Some(email.clone()),
            admin: Admin::Yes,
            ..registration("anna", scene.now())
        };
        let person = scene.join(new).await.person;
        assert_eq!(person.email, Some(email));
        assert_eq!((person.admin, person.email_confirmed), (Admin::Yes, false));
        assert_eq!(scene.store.person(person.id).await.expect("read"), Some(person.clone()));
        let stranger = UserId::generate(scene.now());
        assert_eq!(scene.store.person(stranger).await.expect("read"), None);
        assert_eq!(scene.store.people(&[stranger, person.id, person.id]).await.expect("read"), [person]);
        assert_eq!(scene.store.people(&[]).await.expect("read"), []);
    }

    async fn one_logs_in_by_login_but_not_by_an_address_that_nobody_confirmed(scene) {
        let email = Email::parse("anna@example.org").expect("valid");
        let anna = scene.join(Registration { email: Some(email), ..registration("anna", scene.now()) }).await.person;
        let found = scene.store.credentials(" ANNA ").await.expect("read").expect("found");
        assert_eq!((found.person.id, found.disabled), (anna.id, false));
        assert_eq!(found.password_hash, "$argon2id$…");
        assert!(scene.store.credentials("anna@example.org").await.expect("read").is_none());
        assert!(scene.store.credentials("nobody").await.expect("read").is_none());

        assert!(scene.store.set_password_hash(anna.id, "другой").await.expect("written"));
        assert!(scene.store.set_disabled(anna.id, true).await.expect("written"));
        let found = scene.store.credentials_of(anna.id).await.expect("read").expect("found");
        assert_eq!((found.password_hash.as_str(), found.disabled), ("другой", true));
        let stranger = UserId::generate(scene.now());
        assert!(!scene.store.set_password_hash(stranger, "x").await.expect("written"));
        assert!(!scene.store.set_disabled(stranger, true).await.expect("written"));
        assert!(!scene.store.set_admin(stranger, Admin::Yes).await.expect("written"));
    }

    async fn a_profile_changes_only_where_asked(scene) {
        let anna = scene.person("anna").await;
        let patch = ProfilePatch {
            status_text: Some(StatusText::parse("на даче").expect("valid")),
            settings: Some(r#"{"theme":"dark"}"#.to_owned()),
            ..ProfilePatch::default()
        };
        let changed = scene.store.update_profile(anna.id, patch).await.expect("written").expect("there");
        assert_eq!(changed.display_name, anna.display_name);
        assert_eq!((changed.status_text.as_str(), changed.settings.as_str()), ("на даче", r#"{"theme":"dark"}"#));

        let name = DisplayName::parse("Анна Сергеевна").expect("valid");
        let patch = ProfilePatch { display_name: Some(name.clone()), ..ProfilePatch::default() };
        let changed = scene.store.update_profile(anna.id, patch).await.expect("written").expect("there");
        assert_eq!((changed.display_name, changed.status_text.as_str()), (name, "на даче"));
        assert_eq!(logins(&scene.store.search_people("сергеевна", 10).await.expect("read")), ["anna"]);

        let stranger = UserId::generate(scene.now());
        let nobody = scene.store.update_profile(stranger, ProfilePatch::default()).await.expect("written");
        assert_eq!(nobody, None);
    }

    async fn the_directory_pages_by_login_without_shut_accounts(scene) {
        for login in ["b.c", "b_c", "bcd", "anna", "zoya", "boris"] {
            scene.person(login).await;
        }
        let zoya = scene.store.credentials("zoya").await.expect("read").expect("there").person;
        scene.store.set_disabled(zoya.id, true).await.expect("written");

        let mut seen: Vec<String> = Vec::new();
        loop {
            let after = seen.last().cloned();
            let page = scene.store.directory(after.as_deref(), 2).await.expect("read");
            seen.extend(page.iter().map(|person| person.login.as_str().to_owned()));
            if page.len() < 2 {
                break;
            }
        }
        assert_eq!(seen, ["anna", "b.c", "b_c", "bcd", "boris"]);
    }

    async fn people_are_found_in_any_case_and_alphabet(scene) {
        for (login, name) in [
            ("alyona", "Алёна Ковалёва"),
            ("ivan_k", "Иван Ковалев"),
            ("rosa", "ROSA Élan"),
            ("percent", "100% Ok"),
            ("kova", "Somebody"),
        ] {
            let display_name = DisplayName::parse(name).expect("valid");
            scene.join(Registration { display_name, ..registration(login, scene.now()) }).await;
        }
        let search = async |query: &str| {
            let found = scene.store.search_people(query, 10).await.expect("read");
            logins(&found).iter().map(|login| (*login).to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(search("АЛЕНА").await, ["alyona"]);
        assert_eq!(search("ковалЁв").await, ["alyona", "ivan_k"]);
        assert_eq!(search("élAN").await, ["rosa"]);
        assert_eq!(search("алёна ков").await, ["alyona"]);
        // Wildcards are plain characters.
        assert_eq!(search("0%").await, ["percent"]);
        assert_eq!(search("%").await, ["percent"]);
        assert_eq!(search("n_k").await, ["ivan_k"]);
        assert_eq!(search("_").await, ["ivan_k"]);
        assert_eq!(search("!").await, Vec::<String>::new());
        assert_eq!(search("  ").await, Vec::<String>::new());
        // Beginnings of words come before what stands in the middle of one.
        assert_eq!(search("o").await, ["percent", "alyona", "kova", "rosa"]);

        let rosa = scene.store.credentials("rosa").await.expect("read").expect("there").person;
        assert_eq!(search(&rosa.id.to_string()).await, ["rosa"]);
        assert_eq!(logins(&scene.store.search_people("o", 1).await.expect("read")), ["percent"]);
        scene.store.set_disabled(rosa.id, true).await.expect("written");
        assert_eq!(search("rosa").await, Vec::<String>::new());
        assert_eq!(search(&rosa.id.to_string()).await, Vec::<String>::new());
    }

    async fn last_seen_only_goes_forward(scene) {
        let anna = scene.person("anna").await;
        assert_eq!(anna.last_seen_at, None);
        let late = Timestamp::from_millis(2_000);
        scene.store.set_last_seen(&[(anna.id, late)]).await.expect("written");
        scene.store.set_last_seen(&[(anna.id, Timestamp::from_millis(1_000))]).await.expect("written");
        assert_eq!(scene.store.person(anna.id).await.expect("read").expect("there").last_seen_at, Some(late));
    }

    async fn people_and_admins_are_counted(scene) {
        assert_eq!(scene.store.count_people().await.expect("read"), 0);
        let anna = scene.person("anna").await;
        scene.person("boris").await;
        assert!(scene.store.set_admin(anna.id, Admin::Yes).await.expect("written"));
        assert_eq!(scene.store.count_people().await.expect("read"), 2);
        assert_eq!(scene.store.count_admins().await.expect("read"), 1);
        scene.store.set_disabled(anna.id, true).await.expect("written");
        assert_eq!(scene.store.count_admins().await.expect("read"), 0);
    }
}
