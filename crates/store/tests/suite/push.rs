//! Where people are told of things while no page is open, and what waits to be told there.

use std::time::Duration;

use zvonilka_model::{SessionEnd, SessionId, UserId, call::DeviceKind};
use zvonilka_store::{
    MarkKind, MinePatch, NewPushJob, PushKind, PushSettings, PushSubscription, QuietHours, Resubscribed,
};

use crate::{
    on_both,
    scene::{Scene, device},
};

const LEASE: Duration = Duration::from_secs(60);

fn place(endpoint: &str) -> PushSubscription {
    PushSubscription {
        endpoint: format!("https://push.example/{endpoint}"),
        p256dh: "key".to_owned(),
        auth: "secret".to_owned(),
        language: "ru".to_owned(),
        device: DeviceKind::Phone,
        origin: "https://chat.example".to_owned(),
    }
}

impl Scene {
    pub(crate) async fn device_of(&self, user: UserId, endpoint: &str) -> SessionId {
        let session = self.store.create_session(user, device(self.now())).await.expect("made").id;
        self.store.subscribe(user, session, &place(endpoint)).await.expect("written");
        session
    }

    fn word(&self, session: SessionId, topic: &str, payload: &str) -> NewPushJob {
        NewPushJob {
            session,
            topic: topic.to_owned(),
            kind: PushKind::Message,
            place: None,
            payload: payload.to_owned(),
            due_at: self.now(),
            expires_at: self.now() + Duration::from_secs(1_000),
        }
    }

    async fn taken(&self) -> Vec<String> {
        let taken = self.store.take_pushes(10, LEASE).await.expect("read");
        taken.into_iter().map(|job| job.payload).collect()
    }
}

on_both! {
    async fn the_newest_word_about_a_thing_replaces_the_one_that_waits(scene) {
        let anna = scene.person("anna").await.id;
        let phone = scene.device_of(anna, "phone").await;
        let laptop = scene.device_of(anna, "laptop").await;
        let jobs = [scene.word(phone, "a", "1"), scene.word(phone, "b", "2"), scene.word(phone, "a", "3")];
        scene.store.queue_pushes(&jobs).await.expect("written");
        let mut taken = scene.taken().await;
        taken.sort_unstable();
        assert_eq!(taken, ["2", "3"]);
        assert_eq!(scene.store.pushes_about(anna, "a").await.expect("read"), [(phone, true)]);
        // Taken, but cut off: they come again after the lease, and not before.
        assert!(scene.taken().await.is_empty());
        scene.clock.advance(LEASE);
        let again = scene.store.take_pushes(10, LEASE).await.expect("read");
        assert_eq!(again.iter().map(|job| job.attempts).collect::<Vec<_>>(), [2, 2]);
        // A newer word while the older is under way: ending the older leaves it alone.
        let newer = NewPushJob { due_at: scene.now(), ..scene.word(phone, "a", "4") };
        scene.store.queue_pushes(&[newer, scene.word(laptop, "a", "5")]).await.expect("written");
        for job in &again {
            scene.store.finish_push(job.id, None).await.expect("written");
        }
        let mut taken = scene.taken().await;
        taken.sort_unstable();
        assert_eq!(taken, ["4", "5"]);
    }

    async fn what_is_put_off_held_or_dropped_does_not_come_before_its_time(scene) {
        let anna = scene.person("anna").await.id;
        let phone = scene.device_of(anna, "phone").await;
        let jobs = [scene.word(phone, "a", "1"), scene.word(phone, "b", "2")];
        scene.store.queue_pushes(&jobs).await.expect("written");
        let soon = scene.now() + Duration::from_secs(5);
        scene.store.hold_push(phone, "a", soon).await.expect("written");
        scene.store.drop_push(phone, "b").await.expect("written");
        assert!(scene.taken().await.is_empty());
        assert_eq!(scene.store.next_push_at().await.expect("read"), Some(soon));
        scene.pass(5_000);
        let job = scene.store.take_pushes(10, LEASE).await.expect("read").remove(0);
        let later = scene.now() + Duration::from_secs(30);
        scene.store.finish_push(job.id, Some(later)).await.expect("written");
        assert_eq!(scene.store.next_push_at().await.expect("read"), Some(later));
        // Too late for everybody.
        scene.clock.advance(Duration::from_secs(2_000));
        assert!(scene.taken().await.is_empty());
        assert_eq!(scene.store.next_push_at().await.expect("read"), None);
        scene.store.forget_old_pushes(scene.now()).await.expect("written");
        assert!(scene.store.pushes_about(anna, "a").await.expect("read").is_empty());
    }

    async fn a_sign_in_that_is_over_is_told_nothing_more(scene) {
        let anna = scene.person("anna").await.id;
        let phone = scene.device_of(anna, "phone").await;
        let laptop = scene.device_of(anna, "laptop").await;
        scene.store.queue_pushes(&[scene.word(phone, "a", "1"), scene.word(laptop, "a", "2")]).await.expect("written");
        scene.store.end_session(anna, phone, SessionEnd::LoggedOut).await.expect("written");
        assert_eq!(scene.taken().await, ["2"]);
        let left = scene.store.push_recipients(anna).await.expect("read");
        assert_eq!(left.iter().map(|to| to.session).collect::<Vec<_>>(), [laptop]);
        scene.store.forget_old_pushes(scene.now()).await.expect("written");
        assert_eq!(scene.store.push_state(phone).await.expect("read"), None);
        assert!(scene.store.push_state(laptop).await.expect("read").is_some());
        assert!(scene.store.unsubscribe(laptop).await.expect("written"));
        assert!(!scene.store.has_subscriptions().await.expect("read"));
        scene.clock.advance(LEASE);
        assert!(scene.taken().await.is_empty());
    }

    async fn a_browser_that_somebody_else_uses_now_is_theirs(scene) {
        let anna = scene.person("anna").await.id;
        let boris = scene.person("boris").await.id;
        let hers = scene.device_of(anna, "shared").await;
        scene.store.queue_pushes(&[scene.word(hers, "a", "for Anna")]).await.expect("written");
        let his = scene.device_of(boris, "shared").await;
        assert!(scene.taken().await.is_empty());
        assert_eq!(scene.store.push_state(hers).await.expect("read"), None);
        assert!(scene.store.push_state(his).await.expect("read").is_some());
    }

    async fn a_new_address_is_taken_from_whoever_knows_the_old_one_and_its_secret(scene) {
        let anna = scene.person("anna").await.id;
        let phone = scene.device_of(anna, "old").await;
        let old = place("old").endpoint;
        let new = ("https://push.example/new", "key2", "secret2");
        let guess = scene.store.resubscribe((&old, "guess"), new).await.expect("works");
        assert_eq!(guess, Resubscribed::Unknown);
        let known = scene.store.resubscribe((&old, "secret"), new).await.expect("works");
        assert_eq!(known, Resubscribed::Replaced);
        scene.store.note_push(phone, "delivered").await.expect("written");
        let state = scene.store.push_state(phone).await.expect("read").expect("there");
        assert_eq!(state.endpoint, new.0);
        assert_eq!(state.report.map(|report| (report.outcome, report.at)), Some(("delivered".to_owned(), scene.now())));
    }

    async fn members_are_told_of_what_they_have_not_read_in_their_own_way(scene) {
        let anna = scene.person("anna").await.id;
        let boris = scene.person("boris").await.id;
        let chat = scene.direct(anna, boris).await;
        scene.device_of(anna, "anna").await;
        let his = scene.device_of(boris, "boris").await;
        let settings = PushSettings {
            hide_text: true,
            quiet: Some(QuietHours { from: 1_380, to: 420, utc_offset: 180 }),
        };
        scene.store.set_push_settings(boris, PushSettings::default()).await.expect("written");
        scene.store.set_push_settings(boris, settings).await.expect("written");
        let until = scene.now() + LEASE;
        let access = scene.access(boris, chat).await;
        let patch = MinePatch { muted_until: Some(Some(until)), ..MinePatch::default() };
        scene.store.update_mine(&access, patch).await.expect("works").expect("allowed");
        let message = scene.say(chat, anna, "Привет").await;
        let told = scene.store.push_recipients_in(chat, message.seq, anna).await.expect("read");
        assert_eq!(told.len(), 1);
        assert_eq!((told[0].session, told[0].user), (his, boris));
        assert_eq!((told[0].settings, told[0].muted_until), (settings, Some(until)));
        let job = NewPushJob { place: Some((chat, message.seq)), ..scene.word(his, "m", "Привет") };
        scene.store.queue_pushes(&[job]).await.expect("written");
        assert!(!scene.store.take_pushes(1, Duration::ZERO).await.expect("read")[0].read);
        scene.store.mark(&access, MarkKind::Read, message.seq).await.expect("works");
        assert!(scene.store.take_pushes(1, LEASE).await.expect("read")[0].read);
        assert!(scene.store.push_recipients_in(chat, message.seq, anna).await.expect("read").is_empty());
    }
}
