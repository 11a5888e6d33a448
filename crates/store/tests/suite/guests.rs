//! Links for guests, and the guests of calls.

use std::time::Duration;

use zvonilka_model::{
    ChatId, ConnectionId, GuestId, GuestLink, GuestLinkId, GuestName, ParticipantId,
    call::{Call, Guest, GuestState, MediaReport},
};
use zvonilka_store::{ChatAccess, GroupRefusal};

use crate::{calls::ended_call, on_both, scene::Scene};

/// A link that works for an hour.
pub(crate) fn guest_link(scene: &Scene, access: &ChatAccess) -> GuestLink {
    let now = scene.now();
    GuestLink {
        id: GuestLinkId::generate(now),
        chat: access.chat(),
        created_by: access.user(),
        expires_at: now + Duration::from_secs(3_600),
        created_at: now,
    }
}

impl Scene {
    async fn guest_link(&self, access: &ChatAccess, digest: &str) -> GuestLink {
        let link = guest_link(self, access);
        let made = self.store.create_guest_link(access, &link, digest, |_, _| true).await;
        made.expect("works").expect("made");
        link
    }

    async fn lets_guests_in(&self, digest: &str) -> bool {
        self.store.guest_link_by_digest(digest).await.expect("read").is_some()
    }
}

pub(crate) fn guest(scene: &Scene, state: GuestState) -> Guest {
    let now = scene.now();
    Guest {
        id: ParticipantId::generate(now),
        guest: GuestId::generate(now),
        link: GuestLinkId::generate(now),
        name: GuestName::parse("Тётя Оля").expect("a name"),
        connection: None,
        state,
        lease_until: state.is_in().then(|| now + Duration::from_secs(45)),
        away: false,
        media: MediaReport { sending: state == GuestState::Connected, receiving: false },
        hand: (state == GuestState::Connected).then_some(now),
        silenced_by: None,
    }
}

async fn call_with(scene: &Scene, states: &[GuestState]) -> (ChatId, Call) {
    let anna = scene.person("anna").await.id;
    let boris = scene.person("boris").await.id;
    let chat = scene.direct(anna, boris).await;
    let guest = |state: &GuestState| Guest {
        silenced_by: (*state == GuestState::Connected).then_some(anna),
        ..guest(scene, *state)
    };
    let guests = states.iter().map(guest).collect();
    (chat, Call { guests, ..ended_call(scene, chat, anna, boris) })
}

on_both! {
    async fn a_link_is_found_by_its_digest_until_it_is_taken_back(scene) {
        let anna = scene.person("anna").await;
        let boris = scene.person("boris").await.id;
        let group = scene.group(anna.id, &[boris]).await;
        let access = scene.access(anna.id, group).await;
        let link = scene.guest_link(&access, "first").await;
        let refused = scene.store.create_guest_link(&access, &link, "x", |_, _| false).await.expect("works");
        assert_eq!(refused, Err(GroupRefusal::NotAllowed));
        let known = scene.store.guest_link_by_digest("first").await.expect("read").expect("there");
        assert_eq!((known.link.clone(), known.maker), (link.clone(), anna.display_name.as_str().to_owned()));
        assert_eq!(scene.store.guest_links(&access).await.expect("read"), std::slice::from_ref(&link));
        let elsewhere = scene.group(boris, &[]).await;
        let stranger = scene.access(boris, elsewhere).await;
        assert!(!scene.store.revoke_guest_link(&stranger, link.id).await.expect("written"));
        assert!(scene.store.revoke_guest_link(&access, link.id).await.expect("written"));
        assert!(!scene.lets_guests_in("first").await && !scene.lets_guests_in("second").await);
        assert_eq!(scene.store.guest_link(link.id).await.expect("read"), None);
    }

    async fn a_link_ends_with_its_time_and_with_its_maker_s_place_in_the_group(scene) {
        let anna = scene.person("anna").await.id;
        let boris = scene.person("boris").await.id;
        let group = scene.group(anna, &[boris]).await;
        let (first, second) = (scene.access(anna, group).await, scene.access(boris, group).await);
        scene.guest_link(&first, "hers").await;
        scene.guest_link(&second, "his").await;
        scene.store.remove_member(&first, boris, |_, _| true).await.expect("works").expect("out");
        assert!(scene.lets_guests_in("hers").await && !scene.lets_guests_in("his").await);
        scene.pass(3_600_000);
        assert!(scene.store.guest_links(&first).await.expect("read").is_empty(), "nobody comes by it any more");
        assert!(scene.lets_guests_in("hers").await, "whoever came by it is still in");
        scene.store.forget_guest_links(scene.now() + Duration::from_secs(1)).await.expect("dropped");
        assert!(!scene.lets_guests_in("hers").await);
    }

    async fn a_group_has_a_bounded_number_of_links(scene) {
        let anna = scene.person("anna").await.id;
        let group = scene.group(anna, &[]).await;
        let access = scene.access(anna, group).await;
        for number in 0..zvonilka_model::limits::LIVE_LINKS_MAX {
            scene.guest_link(&access, &number.to_string()).await;
        }
        let link = guest_link(&scene, &access);
        let one_more = scene.store.create_guest_link(&access, &link, "more", |_, _| true).await.expect("works");
        assert_eq!(one_more, Err(GroupRefusal::TooManyLinks));
    }

    async fn who_was_in_a_call_is_kept_with_it_and_who_only_knocked_is_not(scene) {
        use GuestState::{Connected, Declined, Left, Removed, Waiting};
        let (_, mut call) = call_with(&scene, &[Waiting, Connected, Left, Declined, Removed]).await;
        call.guests[1].connection = Some(ConnectionId::generate(scene.now()));
        scene.store.save_call(&call).await.expect("stored");
        let found = scene.store.call(call.id).await.expect("read").expect("there");
        assert_eq!(found.guests.iter().map(|guest| guest.state).collect::<Vec<_>>(), [Connected, Left, Removed]);
        call.guests.retain(|guest| guest.state.was_in());
        call.guests[0].connection = None;
        assert_eq!(found.guests, call.guests);
        call.guests.truncate(1);
        scene.store.save_call(&call).await.expect("stored again");
        let found = scene.store.call(call.id).await.expect("read").expect("there");
        assert_eq!(found.guests, call.guests);
    }
}
