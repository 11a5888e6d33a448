//! Those who came by an invitation, and how far they have settled in.

use std::time::Duration;

use zvonilka_model::{Invite, InviteCode, NEWCOMER_FOR, Person, UserId, WelcomeStep};
use zvonilka_store::Registration;

use crate::{
    on_both,
    registration::invitation,
    scene::{Scene, registration},
};

/// Somebody who came by an invitation of `inviter`, or of the owner.
pub(crate) async fn invited(scene: &Scene, login: &str, inviter: Option<UserId>) -> Person {
    let invite = Invite { created_by: inviter, ..invitation(scene, &format!("for-{login}"), None) };
    scene.store.create_invite(invite.clone()).await.expect("stored");
    let newcomer = Registration { invite: Some(invite.code), ..registration(login, scene.now()) };
    scene.join(newcomer).await.person
}

on_both! {
    async fn whoever_invited_sees_the_steps_of_those_who_came_and_nobody_elses(scene) {
        let (anna, boris) = (scene.person("anna").await, scene.person("boris").await);
        let vera = invited(&scene, "vera", Some(anna.id)).await;
        scene.pass(1);
        let gleb = invited(&scene, "gleb", Some(anna.id)).await;
        invited(&scene, "dasha", Some(boris.id)).await;
        let told = scene.store.note_step(vera.id, WelcomeStep::TestCall).await.expect("noted");
        assert_eq!(told, Some((anna.id, InviteCode::parse("for-vera").expect("valid"))));
        scene.store.note_step(vera.id, WelcomeStep::Profile).await.expect("noted");
        let again = scene.store.note_step(vera.id, WelcomeStep::TestCall).await.expect("noted");
        assert_eq!(again, None, "the same step once more is no news");

        let list = scene.store.newcomers(anna.id, 10).await.expect("read");
        let seen: Vec<_> = list.iter().map(|n| (n.person.id, n.steps.iter().collect::<Vec<_>>())).collect();
        assert_eq!(seen, [(gleb.id, vec![]), (vera.id, vec![WelcomeStep::Profile, WelcomeStep::TestCall])]);
        assert_eq!(scene.store.newcomers(anna.id, 1).await.expect("read").len(), 1);
        let arrival = scene.store.arrival(vera.id).await.expect("read").expect("not long ago");
        assert_eq!(arrival.invited_by.id, anna.id);
        assert_eq!(arrival.steps.iter().count(), 2);
    }

    async fn whom_nobody_invited_has_no_witness(scene) {
        let anna = scene.person("anna").await;
        let vera = invited(&scene, "vera", None).await;
        for person in [anna.id, vera.id] {
            assert_eq!(scene.store.note_step(person, WelcomeStep::Profile).await.expect("nothing"), None);
            assert_eq!(scene.store.arrival(person).await.expect("read"), None);
        }
    }

    async fn a_block_or_a_month_ends_the_looking_on(scene) {
        let anna = scene.person("anna").await;
        let vera = invited(&scene, "vera", Some(anna.id)).await;
        scene.store.block(vera.id, anna.id).await.expect("blocked");
        assert_eq!(scene.store.note_step(vera.id, WelcomeStep::Profile).await.expect("nothing"), None);
        assert!(scene.store.newcomers(anna.id, 10).await.expect("read").is_empty());
        scene.store.unblock(vera.id, anna.id).await.expect("unblocked");
        assert_eq!(scene.store.newcomers(anna.id, 10).await.expect("read").len(), 1);

        scene.clock.advance(NEWCOMER_FOR + Duration::from_millis(1));
        assert_eq!(scene.store.note_step(vera.id, WelcomeStep::Profile).await.expect("nothing"), None);
        assert!(scene.store.newcomers(anna.id, 10).await.expect("read").is_empty());
        assert_eq!(scene.store.arrival(vera.id).await.expect("read"), None);
        // Whoever comes next finds the old rows swept away, and is there alone.
        let gleb = invited(&scene, "gleb", Some(anna.id)).await;
        let list = scene.store.newcomers(anna.id, 10).await.expect("read");
        assert_eq!(list.iter().map(|n| n.person.id).collect::<Vec<_>>(), [gleb.id]);
    }

    async fn the_first_look_at_an_invitation_is_noted_once(scene) {
        let invite = invitation(&scene, "babushka", None);
        scene.store.create_invite(invite.clone()).await.expect("stored");
        scene.pass(5);
        let first = scene.now();
        assert!(scene.store.note_opened(&invite.code).await.expect("written"));
        scene.pass(5);
        assert!(!scene.store.note_opened(&invite.code).await.expect("nothing left"));
        let found = scene.store.invite(&invite.code).await.expect("read").expect("there");
        assert_eq!(found.opened_at, Some(first));
    }
}
