use zvonilka_model::{Audience, Privacy, Relation};

use super::*;
use crate::outbound::{Next, Outbound};

const NOW: Timestamp = Timestamp::from_millis(1_767_225_600_000);

fn usual(user: UserId) -> Arc<Viewpoint> {
    Arc::new(Viewpoint::new(user, Privacy::USUAL))
}

struct World {
    registry: Registry,
    chat: ChatId,
}

fn subscription(chat: ChatId, members: u32) -> Subscription {
    Subscription { chat, members, visible_from: 0 }
}

impl World {
    fn new() -> Self {
        Self { registry: Registry::default(), chat: ChatId::generate(NOW) }
    }

    fn connect(&mut self, user: UserId, session: SessionId, tab: Option<&str>) -> (ConnectionId, Outbound) {
        let id = ConnectionId::generate(NOW);
        let (queue, outbound) = Queue::new();
        let tab = tab.map(str::to_owned);
        self.registry.connect(NewSocket { id, user, session, tab, queue, now: NOW });
        (id, outbound)
    }

    /// Somebody with one device who listens to the world's chat.
    fn listener(&mut self, members: u32) -> (UserId, ConnectionId, Outbound) {
        let user = UserId::generate(NOW);
        let (id, outbound) = self.connect(user, SessionId::generate(NOW), None);
        self.registry.subscribe(id, vec![subscription(self.chat, members)], usual(user));
        (user, id, outbound)
    }
}

async fn heard(outbound: &mut Outbound) -> Vec<String> {
    let mut frames = Vec::new();
    let waited = tokio::time::timeout(std::time::Duration::ZERO, outbound.recv(&mut frames)).await;
    assert!(waited.is_err() || !frames.is_empty() || matches!(waited, Ok(Next::Close(_))));
    frames.into_iter().map(|f| String::from_utf8(f.into_bytes().to_vec()).expect("UTF-8")).collect()
}

#[tokio::test]
async fn a_chat_is_heard_by_its_members_only() {
    let mut world = World::new();
    let (anna, _, mut annas) = world.listener(2);
    let (_, _, mut boris) = world.listener(2);
    let (_, mut strangers) = world.connect(UserId::generate(NOW), SessionId::generate(NOW), None);
    let chat = world.chat;
    world.registry.tell_chat(chat, None, &Frame::from("all".to_owned()), Weight::Needed);
    world.registry.tell_chat(chat, Some(anna), &Frame::from("others".to_owned()), Weight::Needed);
    assert_eq!(heard(&mut annas).await, ["all"]);
    assert_eq!(heard(&mut boris).await, ["all", "others"]);
    assert!(heard(&mut strangers).await.is_empty());
}

#[tokio::test]
async fn a_chat_that_appears_while_a_device_connects_is_not_lost() {
    let mut world = World::new();
    let user = UserId::generate(NOW);
    let (id, mut outbound) = world.connect(user, SessionId::generate(NOW), None);
    let (fresh, old) = (ChatId::generate(NOW), ChatId::generate(NOW));
    // The chat list was read before the fresh chat was made.
    world.registry.listen(user, subscription(fresh, 2));
    world.registry.subscribe(id, vec![subscription(old, 2)], usual(user));
    world.registry.tell_chat(fresh, None, &Frame::from("fresh".to_owned()), Weight::Needed);
    world.registry.tell_chat(old, None, &Frame::from("old".to_owned()), Weight::Needed);
    assert_eq!(heard(&mut outbound).await, ["fresh", "old"]);
}

#[tokio::test]
async fn whoever_lost_a_chat_hears_nothing_more_of_it() {
    let mut world = World::new();
    let (boris, _, mut outbound) = world.listener(3);
    let (_, _, mut annas) = world.listener(3);
    let chat = world.chat;
    // Another device of his connects, and its list of chats was read before he was removed.
    let (tablet, mut tablets) = world.connect(boris, SessionId::generate(NOW), None);
    world.registry.unlisten(boris, chat);
    world.registry.subscribe(tablet, vec![subscription(chat, 3)], usual(boris));
    world.registry.tell_chat(chat, None, &Frame::from("secret".to_owned()), Weight::Needed);
    assert_eq!(heard(&mut annas).await, ["secret"]);
    assert!(heard(&mut outbound).await.is_empty());
    assert!(heard(&mut tablets).await.is_empty());
    // Back again.
    world.registry.listen(boris, subscription(chat, 3));
    world.registry.tell_chat(chat, None, &Frame::from("hello".to_owned()), Weight::Needed);
    assert_eq!(heard(&mut outbound).await, ["hello"]);
    assert_eq!(heard(&mut tablets).await, ["hello"]);
}

#[tokio::test]
async fn a_newcomer_hears_nothing_about_what_was_said_before() {
    let mut world = World::new();
    let (_, _, mut annas) = world.listener(2);
    let chat = world.chat;
    let newcomer = UserId::generate(NOW);
    let (id, mut outbound) = world.connect(newcomer, SessionId::generate(NOW), None);
    let hers = Subscription { visible_from: 7, ..subscription(chat, 2) };
    world.registry.subscribe(id, vec![hers], usual(newcomer));
    for seq in [7, 8] {
        world.registry.tell_who_sees(chat, seq, &Frame::from(seq.to_string()));
    }
    assert_eq!(heard(&mut annas).await, ["7", "8"]);
    assert_eq!(heard(&mut outbound).await, ["8"]);
    world.registry.tell_each(chat, |visible_from| Frame::from(format!("from {visible_from}")));
    assert_eq!(heard(&mut annas).await, ["from 0"]);
    assert_eq!(heard(&mut outbound).await, ["from 7"]);
}

#[test]
fn a_reload_does_not_blink() {
    let mut world = World::new();
    let (anna, first, _outbound) = world.listener(2);
    let left = world.registry.disconnect(first, NOW).expect("the last device");
    assert_eq!(world.registry.presence(anna), PresenceState::Online, "within the linger");
    let (second, _outbound) = world.connect(anna, SessionId::generate(NOW), None);
    assert_eq!(world.registry.subscribe(second, Vec::new(), usual(anna)), PresenceNews::Same);
    assert_eq!(world.registry.settle(left), None, "they are back");

    let again = world.registry.disconnect(second, NOW).expect("the last device");
    assert_eq!(world.registry.settle(left), None, "an older departure ends nothing");
    assert_eq!(world.registry.settle(again), Some(Vec::new()));
    assert_eq!(world.registry.presence(anna), PresenceState::Offline);
}

#[test]
fn somebody_is_away_only_when_all_their_devices_are_idle() {
    let mut world = World::new();
    let (anna, phone, _outbound) = world.listener(2);
    let (laptop, _outbound) = world.connect(anna, SessionId::generate(NOW), None);
    assert_eq!(world.registry.set_idle(phone, true), Some((anna, PresenceNews::Same)));
    let away = PresenceNews::Changed(PresenceState::Away);
    assert_eq!(world.registry.set_idle(laptop, true), Some((anna, away)));
    let back = PresenceNews::Changed(PresenceState::Online);
    assert_eq!(world.registry.set_idle(phone, false), Some((anna, back)));
}

#[test]
fn presence_is_told_in_small_chats_only() {
    let mut world = World::new();
    let (anna, _, _annas) = world.listener(SMALL_CHAT);
    let (boris, _, _boris) = world.listener(SMALL_CHAT);
    assert_eq!(world.registry.acquaintances(anna), [boris]);
    let chat = world.chat;
    world.registry.resize(chat, SMALL_CHAT + 1);
    assert!(world.registry.acquaintances(anna).is_empty());
}

#[test]
fn presence_is_told_to_those_who_may_see_it() {
    let mut world = World::new();
    let (anna, _, _annas) = world.listener(2);
    let (boris, _, _boris) = world.listener(2);
    assert_eq!(world.registry.witnesses(anna), [boris]);
    let hidden = Privacy { last_seen: Audience::Contacts, ..Privacy::USUAL };
    let differ = world.registry.look_again(Arc::new(Viewpoint::new(anna, hidden)));
    assert_eq!(differ, [boris], "he sees her no longer, she still sees him");
    assert!(world.registry.witnesses(anna).is_empty());
    assert_eq!(world.registry.witnesses(boris), [anna]);

    let nobody = Privacy { last_seen: Audience::Nobody, ..Privacy::USUAL };
    assert_eq!(world.registry.look_again(Arc::new(Viewpoint::new(anna, nobody))), [anna]);
    assert!(world.registry.witnesses(boris).is_empty(), "it is mutual");
    assert!(world.registry.seen_by(anna).is_empty());

    let mut view = Viewpoint::new(anna, Privacy::USUAL);
    view.relate(Relation::BlockedBy, boris);
    let differ = world.registry.look_again(Arc::new(view));
    assert_eq!(differ, [boris], "he sees her again, but not she him, who blocked her");
    assert!(world.registry.seen_by(anna).is_empty());
}

#[test]
fn contacts_hear_of_each_other_without_a_chat() {
    let mut world = World::new();
    let people = [(); 2].map(|()| UserId::generate(NOW));
    let mut outbounds = Vec::new();
    for (user, contact) in [(people[0], people[1]), (people[1], people[0])] {
        let (id, outbound) = world.connect(user, SessionId::generate(NOW), None);
        let mut view = Viewpoint::new(user, Privacy::USUAL);
        view.relate(Relation::Contact, contact);
        world.registry.subscribe(id, Vec::new(), Arc::new(view));
        outbounds.push(outbound);
    }
    assert_eq!(world.registry.witnesses(people[0]), [people[1]]);
    assert_eq!(world.registry.seen_by(people[0]), [(people[1], PresenceState::Online)]);
}

#[test]
fn a_device_that_connects_does_not_bring_older_eyes_back() {
    let mut world = World::new();
    let user = UserId::generate(NOW);
    let (id, _outbound) = world.connect(user, SessionId::generate(NOW), None);
    let old = usual(user);
    let now = Privacy { last_seen: Audience::Nobody, ..Privacy::USUAL };
    world.registry.look_again(Arc::new(Viewpoint::new(user, now)));
    world.registry.subscribe(id, Vec::new(), old);
    assert_eq!(world.registry.view_of(user).expect("here").own(), &now);
}

#[tokio::test]
async fn a_tab_that_comes_back_replaces_its_old_socket() {
    let mut world = World::new();
    let (user, session) = (UserId::generate(NOW), SessionId::generate(NOW));
    let (_, mut first) = world.connect(user, session, Some("tab"));
    let (_, mut other_tab) = world.connect(user, session, Some("another"));
    world.connect(user, session, Some("tab"));
    assert_eq!(first.recv(&mut Vec::new()).await, Next::Close(CloseReason::Replaced));
    assert!(heard(&mut other_tab).await.is_empty());
}

#[tokio::test]
async fn an_ended_session_hears_why_and_is_closed_and_the_others_stay() {
    let mut world = World::new();
    let (user, session) = (UserId::generate(NOW), SessionId::generate(NOW));
    let (_, mut ended) = world.connect(user, session, None);
    let (_, mut other) = world.connect(user, SessionId::generate(NOW), None);
    world.registry.end_session(session, &Frame::from("bye".to_owned()));
    assert_eq!(heard(&mut ended).await, ["bye"]);
    assert_eq!(ended.recv(&mut Vec::new()).await, Next::Close(CloseReason::SessionEnded));
    assert!(heard(&mut other).await.is_empty());
}

#[tokio::test]
async fn a_call_event_reaches_exactly_the_devices_it_is_meant_for() {
    let mut world = World::new();
    let (user, session) = (UserId::generate(NOW), SessionId::generate(NOW));
    let (first, mut a) = world.connect(user, session, None);
    let (_, mut b) = world.connect(user, session, None);
    let (_, mut c) = world.connect(user, SessionId::generate(NOW), None);
    for (target, text) in [
        (SignalTarget::User(user), "all"),
        (SignalTarget::Connection(user, first), "one"),
        (SignalTarget::Session(user, session), "session"),
        (SignalTarget::UserExceptSession(user, session), "other sessions"),
        (SignalTarget::UserExceptConnection(user, first), "other sockets"),
    ] {
        world.registry.tell_target(target, &Frame::from(text.to_owned()));
    }
    assert_eq!(heard(&mut a).await, ["all", "one", "session"]);
    assert_eq!(heard(&mut b).await, ["all", "session", "other sockets"]);
    assert_eq!(heard(&mut c).await, ["all", "other sessions", "other sockets"]);
}
