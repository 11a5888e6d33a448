//! Contacts: asked for, agreed to, ended, blocked.

use zvonilka_model::{ContactRequestId, Person, Relation, UserId, Viewpoint};
use zvonilka_store::{Asked, Block, Parted};

use crate::{
    on_both,
    scene::{Scene, at_once},
};

async fn ask(scene: &Scene, asker: &Person, asked: &Person) -> Asked {
    scene.store.ask_contact(asker.id, asked.id).await.expect("written")
}

async fn request(scene: &Scene, asker: &Person, asked: &Person) -> ContactRequestId {
    let answer = ask(scene, asker, asked).await;
    let Asked::Open { id, fresh: true, .. } = answer else { panic!("not asked just now: {answer:?}") };
    id
}

async fn befriend(scene: &Scene, a: &Person, b: &Person) {
    request(scene, a, b).await;
    assert!(matches!(ask(scene, b, a).await, Asked::Contacts { fresh: true, .. }));
}

async fn view(scene: &Scene, viewer: UserId) -> Viewpoint {
    scene.store.viewpoint(viewer).await.expect("read")
}

on_both! {
    async fn a_request_waits_until_it_is_answered(scene) {
        let (anna, boris) = (scene.person("anna").await, scene.person("boris").await);
        let id = request(&scene, &anna, &boris).await;
        scene.pass(5_000);
        let again = ask(&scene, &anna, &boris).await;
        assert!(matches!(again, Asked::Open { id: same, fresh: false, .. } if same == id), "{again:?}");
        let of_anna = scene.store.circle(anna.id).await.expect("read");
        let of_boris = scene.store.circle(boris.id).await.expect("read");
        assert_eq!((of_anna.outgoing[0].id, of_anna.outgoing[0].person.id), (id, boris.id));
        assert_eq!((of_boris.incoming[0].id, of_boris.incoming[0].person.id), (id, anna.id));
        assert!(of_anna.incoming.is_empty() && of_boris.outgoing.is_empty());

        // Only the one who is asked can say yes.
        assert_eq!(scene.store.accept_contact(anna.id, id).await.expect("written"), None);
        let accepted = scene.store.accept_contact(boris.id, id).await.expect("written");
        assert_eq!(accepted, Some((anna.id, Asked::Contacts { since: scene.now(), fresh: true })));
        assert_eq!(scene.store.accept_contact(boris.id, id).await.expect("written"), None);
        for (mine, other) in [(&anna, &boris), (&boris, &anna)] {
            let circle = scene.store.circle(mine.id).await.expect("read");
            assert_eq!(circle.contacts.iter().map(|c| c.person.id).collect::<Vec<_>>(), [other.id]);
            assert!(circle.incoming.is_empty() && circle.outgoing.is_empty());
            assert!(view(&scene, mine.id).await.is_contact(other.id));
        }
        assert!(matches!(ask(&scene, &anna, &boris).await, Asked::Contacts { fresh: false, .. }));
        assert!(scene.store.remove_contact(boris.id, anna.id).await.expect("written"));
        assert!(!scene.store.remove_contact(anna.id, boris.id).await.expect("written"), "ended for both");
        assert!(!view(&scene, anna.id).await.is_contact(boris.id));
    }

    async fn both_sides_can_drop_a_request_and_nobody_else(scene) {
        let (anna, boris) = (scene.person("anna").await, scene.person("boris").await);
        let vera = scene.person("vera").await;
        let parted = Some(Parted { asker: anna.id, asked: boris.id });
        for dropper in [anna.id, boris.id] {
            let id = request(&scene, &anna, &boris).await;
            assert_eq!(scene.store.drop_request(vera.id, id).await.expect("written"), None);
            assert_eq!(scene.store.drop_request(dropper, id).await.expect("written"), parted);
            assert_eq!(scene.store.drop_request(dropper, id).await.expect("written"), None);
        }
    }

    async fn two_who_ask_each_other_at_once_become_contacts(scene) {
        for round in 0..8 {
            let anna = scene.person(&format!("anna{round}")).await;
            let boris = scene.person(&format!("boris{round}")).await;
            let asking = |asker: UserId, asked: UserId| {
                let store = scene.store.clone();
                async move { store.ask_contact(asker, asked).await.expect("written") }
            };
            let answers = at_once([asking(anna.id, boris.id), asking(boris.id, anna.id)]).await;
            assert!(answers.iter().any(|a| matches!(a, Asked::Contacts { fresh: true, .. })), "{answers:?}");
            let circle = scene.store.circle(anna.id).await.expect("read");
            assert_eq!((circle.contacts.len(), circle.incoming.len(), circle.outgoing.len()), (1, 0, 0));
        }
    }

    async fn whoever_is_not_there_cannot_be_asked(scene) {
        let (anna, boris) = (scene.person("anna").await, scene.person("boris").await);
        let stranger = UserId::generate(scene.now());
        assert_eq!(scene.store.ask_contact(anna.id, stranger).await.expect("written"), Asked::Nobody);
        assert_eq!(scene.store.block(anna.id, stranger).await.expect("written"), Block::Nobody);
        scene.store.set_disabled(boris.id, true).await.expect("written");
        assert_eq!(ask(&scene, &anna, &boris).await, Asked::Nobody);
    }

    async fn a_block_ends_what_was_and_forbids_asking(scene) {
        let (anna, boris) = (scene.person("anna").await, scene.person("boris").await);
        befriend(&scene, &anna, &boris).await;
        assert_eq!(scene.store.block(anna.id, boris.id).await.expect("written"), Block::Fresh { parted: true });
        assert_eq!(scene.store.block(anna.id, boris.id).await.expect("written"), Block::Already);
        let circle = scene.store.circle(anna.id).await.expect("read");
        assert!(circle.contacts.is_empty());
        assert_eq!(circle.blocked.iter().map(|p| p.id).collect::<Vec<_>>(), [boris.id]);
        assert!(scene.store.circle(boris.id).await.expect("read").blocked.is_empty());
        assert_eq!(ask(&scene, &boris, &anna).await, Asked::BlockedByThem);
        assert_eq!(ask(&scene, &anna, &boris).await, Asked::BlockedByMe);
        let mut expected = Viewpoint::new(boris.id, boris.privacy);
        expected.relate(Relation::BlockedBy, anna.id);
        assert_eq!(view(&scene, boris.id).await, expected);
        assert!(view(&scene, anna.id).await.is_blocked(boris.id));
        let blocked_count = async || scene.store.person(anna.id).await.expect("read").expect("there").blocked_count;
        assert_eq!(blocked_count().await, 1);

        assert!(scene.store.unblock(anna.id, boris.id).await.expect("written"));
        assert!(!scene.store.unblock(anna.id, boris.id).await.expect("written"));
        assert_eq!(blocked_count().await, 0);
        // A block ends requests in either direction, too.
        request(&scene, &boris, &anna).await;
        assert_eq!(scene.store.block(anna.id, boris.id).await.expect("written"), Block::Fresh { parted: true });
        assert!(scene.store.circle(boris.id).await.expect("read").outgoing.is_empty());
    }

    async fn open_requests_are_bounded(scene) {
        let anna = scene.person("anna").await;
        for number in 0..100 {
            let other = scene.person(&format!("guest{number}")).await;
            request(&scene, &anna, &other).await;
        }
        let one_more = scene.person("one.more").await;
        assert_eq!(ask(&scene, &anna, &one_more).await, Asked::Full);
    }
}
