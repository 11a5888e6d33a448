//! Who is told what while no page is open, and how often.

use std::time::Duration;

use zvonilka_model::{
    Actor, ChatId, ClientId, ConnectionId, MessageText, OpenDevice,
    call::{CallKind, DeviceKind},
};
use zvonilka_service::{
    Callee, MinePatch, NewText, PushDelivery, PushOutcome, PushPolicy, PushSettings, PushSubscription,
    QuietHours, ServiceSettings,
};
use zvonilka_testkit::service::{TestService, open_settings};

const MINUTE: Duration = Duration::from_secs(60);

struct Scene {
    t: TestService,
    anna: Actor,
    boris: Actor,
    chat: ChatId,
}

fn place(name: &str) -> PushSubscription {
    PushSubscription {
        endpoint: format!("https://push.example/{name}"),
        p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
            .to_owned(),
        auth: "BTBZMqHH6r4Tts7J_aSIgg".to_owned(),
        language: "en".to_owned(),
        device: DeviceKind::Phone,
        origin: "https://chat.example".to_owned(),
    }
}

impl Scene {
    async fn open() -> Self {
        let push = PushPolicy { enabled: true, ..PushPolicy::default() };
        let settings = ServiceSettings { push, ..open_settings() };
        let t = TestService::start(settings).await.expect("starts");
        let anna = t.register("anna").await;
        let boris = t.register("boris").await;
        let chat = t.service.chats.open_direct(anna, boris.user).await.expect("opens").summary.chat.id;
        t.service.push.subscribe(boris, place("boris")).await.expect("subscribes");
        Self { t, anna, boris, chat }
    }

    /// Anna says something, and it is decided who is told.
    async fn say(&self, client_id: &str, text: &str) {
        let client_id = ClientId::parse(client_id).expect("a client id");
        let text = MessageText::parse(text.to_owned()).expect("a text");
        let new = NewText { client_id, text };
        self.t.service.messages.send(self.anna, self.chat, new).await.expect("sent");
        self.t.service.push.queued().await;
    }

    async fn due(&self) -> Vec<PushDelivery> {
        self.t.service.push.take(10).await.expect("read")
    }

    async fn finish(&self, delivery: PushDelivery, outcome: PushOutcome) {
        self.t.service.push.finish(delivery, outcome).await.expect("written");
    }

    /// Bodies of what is due; the push service takes it all.
    async fn told(&self) -> Vec<String> {
        let mut told = Vec::new();
        for delivery in self.due().await {
            let payload: serde_json::Value = serde_json::from_str(&delivery.payload).expect("JSON");
            told.push(payload["notification"]["body"].as_str().expect("a body").to_owned());
            self.finish(delivery, PushOutcome::Accepted).await;
        }
        told
    }

    fn sits_at_a_page(&self, who: Actor) {
        let device = OpenDevice {
            connection: ConnectionId::from_bits(7),
            session: who.session,
            since: self.t.service.now(),
        };
        self.t.presence.devices.lock().push((who.user, device));
    }

    fn goes_away(&self) {
        self.t.presence.devices.lock().clear();
    }
}

#[tokio::test]
async fn a_push_service_that_cannot_be_had_is_tried_again_later_and_later() {
    let scene = Scene::open().await;
    scene.say("1", "Привет").await;
    for pause in [5, 10, 20, 40] {
        let delivery = scene.due().await.pop().expect("due");
        scene.finish(delivery, PushOutcome::Later(None)).await;
        scene.t.clock.advance(Duration::from_secs(pause - 1));
        assert!(scene.due().await.is_empty(), "before {pause} s");
        scene.t.clock.advance(Duration::from_secs(1));
    }
    // It says itself when to come again.
    let delivery = scene.due().await.pop().expect("due");
    scene.finish(delivery, PushOutcome::Later(Some(2 * MINUTE))).await;
    scene.t.clock.advance(2 * MINUTE - Duration::from_secs(1));
    assert!(scene.due().await.is_empty());
    scene.t.clock.advance(Duration::from_secs(1));
    assert_eq!(scene.told().await, ["Привет"]);
    scene.t.clock.advance(10 * MINUTE);
    assert!(scene.due().await.is_empty(), "told once");
}

#[tokio::test]
async fn what_waits_survives_a_restart_and_a_cut_off_sending() {
    let Scene { t, anna, boris, chat } = Scene::open().await;
    let scene = Scene { t, anna, boris, chat };
    scene.say("1", "Привет").await;
    assert_eq!(scene.due().await.len(), 1);
    let key = scene.t.service.push.public_key();
    let Scene { t, anna, boris, chat } = scene;
    let t = t.restart().await.expect("starts again");
    let scene = Scene { t, anna, boris, chat };
    assert_eq!(scene.t.service.push.public_key(), key, "browsers would have to subscribe anew");
    assert!(scene.due().await.is_empty(), "somebody may still be sending it");
    scene.t.clock.advance(MINUTE);
    assert_eq!(scene.told().await, ["Привет"]);
    // And what comes after the restart is told, too.
    scene.say("2", "Ау").await;
    assert_eq!(scene.told().await, ["Ау"]);
}

#[tokio::test]
async fn whoever_sits_at_a_page_is_told_only_of_what_they_left_unread() {
    let scene = Scene::open().await;
    scene.sits_at_a_page(scene.boris);
    scene.say("1", "a").await;
    assert!(scene.due().await.is_empty());
    // Still there: they see it.
    scene.t.clock.advance(2 * MINUTE);
    assert!(scene.due().await.is_empty());
    scene.goes_away();
    scene.t.clock.advance(2 * MINUTE);
    assert!(scene.due().await.is_empty(), "it was let go");
    // Put away at that very moment: told when the minute is over, unless it was read elsewhere.
    for (client_id, reads) in [("2", false), ("3", true)] {
        scene.sits_at_a_page(scene.boris);
        scene.say(client_id, client_id).await;
        scene.goes_away();
        if reads {
            scene.t.service.messages.mark_read(scene.boris, scene.chat, i64::MAX).await.expect("reads");
        }
        scene.t.clock.advance(2 * MINUTE);
        let expected: &[&str] = if reads { &[] } else { &["2"] };
        assert_eq!(scene.told().await, expected);
    }
}

#[tokio::test]
async fn a_muted_chat_quiet_hours_and_the_wish_for_no_text_are_respected() {
    let scene = Scene::open().await;
    let push = &scene.t.service.push;
    let mute = |until| MinePatch { muted_until: Some(until), ..MinePatch::default() };
    let until = Some(scene.t.service.now() + MINUTE);
    scene.t.service.mine.update(scene.boris, scene.chat, mute(until)).await.expect("muted");
    scene.say("1", "a").await;
    assert!(scene.told().await.is_empty());
    scene.t.clock.advance(2 * MINUTE);
    scene.say("2", "b").await;
    assert_eq!(scene.told().await, ["b"]);
    // Around now, wherever now is.
    let minute = scene.t.service.now().seconds().div_euclid(60).rem_euclid(1_440);
    let at = |plus: i64| u32::try_from((minute + plus).rem_euclid(1_440)).expect("a minute of a day");
    let quiet = Some(QuietHours { from: at(-10), to: at(10), utc_offset: 0 });
    push.set_settings(scene.boris, PushSettings { hide_text: true, quiet }).await.expect("kept");
    scene.say("3", "c").await;
    assert!(scene.told().await.is_empty());
    scene.t.clock.advance(15 * MINUTE);
    scene.say("4", "secret").await;
    assert_eq!(scene.told().await, ["New message"]);
}

#[tokio::test]
async fn nobody_is_told_of_their_own_words_or_after_they_signed_out() {
    let scene = Scene::open().await;
    scene.t.service.push.subscribe(scene.anna, place("anna")).await.expect("subscribes");
    scene.say("1", "a").await;
    let due = scene.due().await;
    let endpoints: Vec<_> = due.iter().map(|delivery| delivery.subscription.endpoint.as_str()).collect();
    assert_eq!(endpoints, ["https://push.example/boris"]);
    scene.t.service.auth.log_out(scene.boris).await.expect("leaves");
    scene.t.service.push.queued().await;
    scene.say("2", "b").await;
    scene.t.clock.advance(2 * MINUTE);
    assert!(scene.due().await.is_empty());
}

#[tokio::test]
async fn a_call_is_told_again_until_the_device_rings_and_never_after_its_end() {
    let scene = Scene::open().await;
    let (calls, push) = (&scene.t.service.calls, &scene.t.service.push);
    let call = calls.initiate(scene.anna, None, Callee::Chat(scene.chat), CallKind::Audio).await;
    let call = call.expect("calls").call;
    push.queued().await;
    assert_eq!(scene.told().await, ["Is calling you"]);
    assert!(scene.due().await.is_empty());
    scene.t.clock.advance(Duration::from_secs(12));
    let again = scene.due().await.pop().expect("told again");
    assert_eq!(again.ttl, Duration::from_secs(33), "useless once it rings no longer");
    let payload: serde_json::Value = serde_json::from_str(&again.payload).expect("JSON");
    let ticket = payload["notification"]["data"]["ticket"].as_str().expect("a ticket").to_owned();
    scene.finish(again, PushOutcome::Accepted).await;
    push.answer(&ticket, zvonilka_service::CallAnswer::Rings).await.expect("rings");
    scene.t.clock.advance(Duration::from_secs(20));
    assert!(scene.due().await.is_empty(), "it rings there");
    // Another of his devices takes it: a quiet word in its place.
    let laptop = scene.t.register("laptop").await;
    assert!(calls.accept(laptop, None, call.id).await.is_err(), "not theirs");
    let other = Actor { session: laptop.session, ..scene.boris };
    calls.accept(other, None, call.id).await.expect("takes it");
    push.queued().await;
    assert_eq!(scene.told().await, ["You answered on another device"]);
    assert!(push.answer(&ticket, zvonilka_service::CallAnswer::Decline).await.is_err(), "too late");
    scene.t.clock.advance(10 * MINUTE);
    assert!(scene.due().await.is_empty());
}

#[tokio::test]
async fn a_call_that_was_over_before_anything_was_sent_is_only_missed() {
    let scene = Scene::open().await;
    let (calls, push) = (&scene.t.service.calls, &scene.t.service.push);
    let call = calls.initiate(scene.anna, None, Callee::Chat(scene.chat), CallKind::Video).await;
    let call = call.expect("calls").call;
    push.queued().await;
    calls.end(scene.anna, call.id).await.expect("ends");
    push.queued().await;
    assert_eq!(scene.told().await, ["Missed video call"]);
    assert!(scene.due().await.is_empty());
}

#[tokio::test]
async fn nothing_is_told_where_the_owner_switched_it_off() {
    let t = TestService::start(open_settings()).await.expect("starts");
    let anna = t.register("anna").await;
    assert_eq!(t.service.push.public_key(), None);
    assert!(t.service.push.subscribe(anna, place("anna")).await.is_err());
}
