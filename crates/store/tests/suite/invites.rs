//! Invitations.

use std::time::Duration;

use zvonilka_model::{Admin, Invite, InviteCode};

use crate::{on_both, registration::invitation};

on_both! {
    async fn an_invitation_is_stored_whole_and_its_code_once(scene) {
        assert!(!scene.store.has_any_invite().await.expect("read"));
        let anna = scene.person("anna").await;
        let invite = Invite {
            created_by: Some(anna.id),
            admin: Admin::Yes,
            expires_at: Some(scene.now() + Duration::from_secs(60)),
            ..invitation(&scene, "Бабушка", Some(5))
        };
        assert!(scene.store.create_invite(invite.clone()).await.expect("stored"));
        assert!(!scene.store.create_invite(invitation(&scene, "бабушка", None)).await.expect("refused"));
        assert_eq!(scene.store.invite(&invite.code).await.expect("read"), Some(invite));
        assert!(scene.store.has_any_invite().await.expect("read"));
        let unknown = InviteCode::parse("nobody").expect("valid");
        assert_eq!(scene.store.invite(&unknown).await.expect("read"), None);
    }

    async fn invitations_are_listed_newest_first_for_all_or_for_their_maker(scene) {
        let anna = scene.person("anna").await;
        for (code, by) in [("first", None), ("second", Some(anna.id)), ("third", Some(anna.id))] {
            let invite = Invite { created_by: by, ..invitation(&scene, code, None) };
            scene.store.create_invite(invite).await.expect("stored");
            scene.pass(1);
        }
        let codes = async |by, limit| {
            let found = scene.store.invites(by, limit).await.expect("read");
            found.into_iter().map(|invite| invite.code.into_string()).collect::<Vec<_>>()
        };
        assert_eq!(codes(None, 10).await, ["third", "second", "first"]);
        assert_eq!(codes(Some(anna.id), 10).await, ["third", "second"]);
        assert_eq!(codes(None, 1).await, ["third"]);
    }

    async fn an_invitation_is_taken_back_once(scene) {
        let invite = invitation(&scene, "babushka", None);
        scene.store.create_invite(invite.clone()).await.expect("stored");
        scene.pass(5);
        assert!(scene.store.revoke_invite(&invite.code).await.expect("written"));
        assert!(!scene.store.revoke_invite(&invite.code).await.expect("nothing left"));
        let found = scene.store.invite(&invite.code).await.expect("read").expect("there");
        assert_eq!(found.revoked_at, Some(scene.now()));
        let unknown = InviteCode::parse("nobody").expect("valid");
        assert!(!scene.store.revoke_invite(&unknown).await.expect("nothing there"));
    }
}
