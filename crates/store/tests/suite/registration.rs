//! Newcomers, and the invitations they use up.

use zvonilka_model::{Admin, ChatId, Email, Invite, InviteCode, MemberChange, Role};
use zvonilka_store::{LogEntry, Registration, RegistrationRefusal, StoreError};

use crate::{
    on_both,
    scene::{Scene, at_once, registration},
};

pub(crate) fn invitation(scene: &Scene, code: &str, max_uses: Option<u32>) -> Invite {
    Invite {
        code: InviteCode::parse(code).expect("valid"),
        created_by: None,
        admin: Admin::No,
        max_uses,
        uses: 0,
        expires_at: None,
        note: "для бабушки".to_owned(),
        revoked_at: None,
        opened_at: None,
        created_at: scene.now(),
    }
}

fn invited(scene: &Scene, login: &str, code: &str) -> Registration {
    Registration { invite: Some(InviteCode::parse(code).expect("valid")), ..registration(login, scene.now()) }
}

on_both! {
    async fn a_newcomer_gets_account_session_and_a_place_in_the_family_log(scene) {
        let family = scene.family().await;
        let anna = scene.relative("anna", family).await;
        let join = anna.family.expect("joined");
        assert_eq!((join.seq, join.chat.last_seq, join.chat.member_count), (1, 1, 1));
        assert_eq!(join.member.person, anna.person);
        assert_eq!((anna.session.user, anna.session.generation), (anna.person.id, 1));

        let boris = scene.relative("boris", family).await;
        assert_eq!(boris.family.as_ref().map(|join| (join.seq, join.chat.member_count)), Some((2, 2)));
        let access = scene.access(anna.person.id, family).await;
        let log = scene.store.log_after(&access, 1, 10).await.expect("read").expect("not too far");
        let [LogEntry::ChatChanged { seq: 2, chat, member: Some(MemberChange::Joined(member)) }] = log.as_slice() else {
            panic!("not one joining: {log:?}");
        };
        assert_eq!((chat.member_count, member), (2, &Box::new(boris.family.expect("joined").member)));
    }

    async fn a_newcomer_has_nothing_unread_and_has_read_nothing(scene) {
        let family = scene.family().await;
        let anna = scene.relative("anna", family).await.person;
        scene.say(family, anna.id, "есть кто?").await;
        let boris = scene.relative("boris", family).await.person;

        let for_boris = scene.store.summary(&scene.access(boris.id, family).await).await.expect("read");
        assert_eq!(for_boris.mine.unread_count, 0);
        assert_eq!(for_boris.mine.read_seq, for_boris.chat.last_seq);
        // Nobody may be told that he has read what stood there before he came.
        let for_anna = scene.store.summary(&scene.access(anna.id, family).await).await.expect("read");
        assert_eq!(for_anna.others_read_seq, 0);

        scene.say(family, anna.id, "привет").await;
        let for_boris = scene.store.summary(&scene.access(boris.id, family).await).await.expect("read");
        assert_eq!(for_boris.mine.unread_count, 1);
    }

    async fn a_login_or_an_address_belongs_to_one_person(scene) {
        let email = |text: &str| Some(Email::parse(text).expect("valid"));
        let register = |login: &str, address: &str| {
            scene.store.register(Registration { email: email(address), ..registration(login, scene.now()) })
        };
        register("anna", "anna@example.org").await.expect("works").expect("free");
        let refusal = register("anna", "other@example.org").await.expect("works").err();
        assert_eq!(refusal, Some(RegistrationRefusal::LoginTaken));
        let refusal = register("boris", "ANNA@example.org").await.expect("works").err();
        assert_eq!(refusal, Some(RegistrationRefusal::EmailTaken));
        assert_eq!(scene.store.count_people().await.expect("read"), 1);
    }

    async fn of_many_who_want_one_login_at_once_one_gets_it(scene) {
        let attempts = (0..12).map(|_| {
            let (store, new) = (scene.store.clone(), registration("anna", scene.now()));
            async move { store.register(new).await.expect("the database works") }
        });
        let mut won = 0;
        for outcome in at_once(attempts).await {
            match outcome {
                Ok(_) => won += 1,
                Err(refusal) => assert_eq!(refusal, RegistrationRefusal::LoginTaken),
            }
        }
        assert_eq!(won, 1);
    }

    async fn the_last_use_of_an_invitation_goes_to_one_newcomer(scene) {
        assert!(scene.store.create_invite(invitation(&scene, "babushka", Some(3))).await.expect("stored"));
        let family = scene.family().await;
        let attempts = (0..12).map(|number| {
            let new = Registration { family: Some(family), ..invited(&scene, &format!("guest{number}"), "babushka") };
            let store = scene.store.clone();
            async move { store.register(new).await.expect("the database works") }
        });
        let mut places = Vec::new();
        for outcome in at_once(attempts).await {
            match outcome {
                Ok(registered) => places.push(registered.family.expect("joined").seq),
                Err(refusal) => assert_eq!(refusal, RegistrationRefusal::InviteUsedUp),
            }
        }
        places.sort_unstable();
        assert_eq!(places, [1, 2, 3]);
        let code = InviteCode::parse("babushka").expect("valid");
        assert_eq!(scene.store.invite(&code).await.expect("read").expect("there").uses, 3);
        assert_eq!(scene.store.count_people().await.expect("read"), 3);
    }

    async fn a_refused_newcomer_uses_nothing_up(scene) {
        scene.store.create_invite(invitation(&scene, "babushka", Some(1))).await.expect("stored");
        scene.person("anna").await;
        let refusal = scene.store.register(invited(&scene, "anna", "babushka")).await.expect("works").err();
        assert_eq!(refusal, Some(RegistrationRefusal::LoginTaken));
        scene.join(invited(&scene, "boris", "babushka")).await;
    }

    async fn an_invitation_that_is_unknown_lapsed_or_taken_back_lets_nobody_in(scene) {
        let refusal = async |code: &str| {
            scene.store.register(invited(&scene, "anna", code)).await.expect("works").err()
        };
        assert_eq!(refusal("unknown").await, Some(RegistrationRefusal::InviteUnknown));

        let lapsed = Invite { expires_at: Some(scene.now()), ..invitation(&scene, "lapsed", None) };
        scene.store.create_invite(lapsed).await.expect("stored");
        assert_eq!(refusal("lapsed").await, Some(RegistrationRefusal::InviteUsedUp));

        scene.store.create_invite(invitation(&scene, "revoked", None)).await.expect("stored");
        scene.store.revoke_invite(&InviteCode::parse("revoked").expect("valid")).await.expect("written");
        assert_eq!(refusal("revoked").await, Some(RegistrationRefusal::InviteUsedUp));
        assert_eq!(scene.store.count_people().await.expect("read"), 0);
    }

    async fn an_admin_invitation_makes_an_admin_of_server_and_family(scene) {
        let family = scene.family().await;
        let invite = Invite { admin: Admin::Yes, ..invitation(&scene, "first", Some(1)) };
        scene.store.create_invite(invite).await.expect("stored");
        let new = Registration { family: Some(family), ..invited(&scene, "anna", "first") };
        let anna = scene.join(new).await;
        assert_eq!(anna.person.admin, Admin::Yes);
        assert_eq!(anna.family.expect("joined").member.role, Role::Admin);
        assert_eq!(scene.access(anna.person.id, family).await.role(), Role::Admin);

        scene.store.set_admin(anna.person.id, Admin::No).await.expect("written");
        assert_eq!(scene.access(anna.person.id, family).await.role(), Role::Member);
    }

    async fn a_family_chat_that_does_not_exist_is_an_error_and_stores_nothing(scene) {
        let new = Registration { family: Some(ChatId::generate(scene.now())), ..registration("anna", scene.now()) };
        let error = scene.store.register(new).await.expect_err("no such chat");
        assert!(matches!(error, StoreError::Inconsistent { table: "chats", .. }), "{error}");
        assert_eq!(scene.store.count_people().await.expect("read"), 0);
    }
}
