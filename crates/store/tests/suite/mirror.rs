//! Old state + events = freshly fetched state: whatever happens in a chat, a client that applies the log's entries to
//! what it had ends with what it would fetch.

use std::collections::BTreeMap;

use proptest::{prelude::*, sample::Index, strategy::ValueTree, test_runner::TestRunner};
use zvonilka_model::{ChatId, Message, MessageBody, MessageId, Pin, Reaction, UserId, mentioned};
use zvonilka_store::{Enclosed, LogEntry, NewMessage, PreviewWish};

use crate::{
    changes::{anybody, done},
    on_both,
    scene::{Scene, fresh, text_message},
};

/// One thing that happens.
#[derive(Debug, Clone)]
enum Step {
    Say {
        who: Index,
        text: String,
    },
    Edit {
        which: Index,
        text: String,
    },
    Delete {
        which: Index,
    },
    React {
        who: Index,
        which: Index,
        emoji: usize,
        set: bool,
    },
    Hide {
        which: Index,
    },
    Answer {
        who: Index,
        which: Index,
        text: String,
    },
    SendOn {
        who: Index,
        which: Index,
    },
    Pin {
        which: Index,
        set: bool,
    },
    /// Somebody looks where the next link leads.
    Look {
        found: bool,
    },
}

const SIGNS: [&str; 4] = ["👍", "❤️", "😂", "🔥"];

fn step() -> impl Strategy<Value = Step> {
    let text = "(@anna|@boris|@vera|раз|`@anna`| https://example.org/[ab] | ){1,4}[a-z]";
    prop_oneof![
        3 => (any::<Index>(), text).prop_map(|(who, text)| Step::Say { who, text }),
        3 => (any::<Index>(), text).prop_map(|(which, text)| Step::Edit { which, text }),
        1 => any::<Index>().prop_map(|which| Step::Delete { which }),
        6 => (any::<Index>(), any::<Index>(), 0..SIGNS.len(), any::<bool>())
            .prop_map(|(who, which, emoji, set)| Step::React { who, which, emoji, set }),
        1 => any::<Index>().prop_map(|which| Step::Hide { which }),
        1 => (any::<Index>(), any::<Index>(), text)
            .prop_map(|(who, which, text)| Step::Answer { who, which, text }),
        1 => (any::<Index>(), any::<Index>()).prop_map(|(who, which)| Step::SendOn { who, which }),
        2 => (any::<Index>(), any::<bool>()).prop_map(|(which, set)| Step::Pin { which, set }),
        3 => any::<bool>().prop_map(|found| Step::Look { found }),
    ]
}

/// What one person's client holds of the chat.
struct Mirror {
    me: UserId,
    last_seq: i64,
    messages: BTreeMap<MessageId, Message>,
    pinned: Vec<Pin>,
}

impl Mirror {
    fn apply(&mut self, entry: LogEntry) {
        if entry.seq() <= self.last_seq {
            return;
        }
        assert_eq!(entry.seq(), self.last_seq + 1, "dense and in order");
        self.last_seq = entry.seq();
        match entry {
            LogEntry::Message(message) => self.put(message),
            LogEntry::MessageChanged { message, .. } => {
                if self.messages.contains_key(&message.id) {
                    self.put(message);
                }
            }
            LogEntry::MessageDeleted { seq, message, at, .. } => {
                if let Some(known) = self.messages.get_mut(&message) {
                    known.rev = known.rev.max(seq);
                    known.body = MessageBody::Deleted { kind: known.body.kind(), at };
                    known.reactions.clear();
                    known.mentions.clear();
                    known.preview = None;
                    known.edited_at = None;
                    known.reply_to = None;
                    known.forwarded_from = None;
                }
            }
            LogEntry::Reaction(change) => {
                if let Some(known) = self.messages.get_mut(&change.message) {
                    known.rev = known.rev.max(change.seq);
                    let before = std::mem::take(&mut known.reactions);
                    known.reactions = change.counts;
                    keep_mine(&before, known);
                    for one in &mut known.reactions {
                        if one.emoji == change.emoji && change.user == self.me {
                            one.mine = Some(change.set);
                        }
                    }
                }
            }
            LogEntry::ChatChanged { chat, .. } => self.pinned = chat.pinned,
        }
    }

    fn put(&mut self, mut message: Message) {
        match self.messages.get(&message.id) {
            Some(known) if known.rev > message.rev => {}
            known => {
                keep_mine(known.map_or(&[], |known| known.reactions.as_slice()), &mut message);
                self.messages.insert(message.id, message);
            }
        }
    }

    fn view(&self) -> Vec<Message> {
        let mut all: Vec<Message> = self.messages.values().cloned().collect();
        all.sort_by_key(|message| message.seq);
        all
    }
}

/// A broadcast does not say which signs are mine: what was known stays.
fn keep_mine(before: &[Reaction], message: &mut Message) {
    for one in message.reactions.iter_mut().filter(|one| one.mine.is_none()) {
        let known = before.iter().find(|known| known.emoji == one.emoji);
        one.mine = Some(known.and_then(|known| known.mine).unwrap_or(false));
    }
}

struct World<'a> {
    scene: &'a Scene,
    chat: ChatId,
    people: Vec<UserId>,
    sent: Vec<Message>,
}

impl World<'_> {
    /// Makes it happen; gives what is broadcast, and what the first person hides.
    async fn make(&mut self, step: Step) -> (Vec<LogEntry>, Vec<MessageId>) {
        self.scene.pass(7);
        if let Step::Say { who, text } = step {
            let message = self.scene.say_with_link(self.chat, *who.get(&self.people), &text).await;
            self.sent.push(message.clone());
            return (vec![LogEntry::Message(message)], Vec::new());
        }
        if let Step::Look { found } = step {
            return (self.scene.look(found).await.into_iter().collect(), Vec::new());
        }
        if self.sent.is_empty() {
            return (Vec::new(), Vec::new());
        }
        let mut enclosed = Enclosed::default();
        let changed = match step {
            Step::Say { .. } | Step::Look { .. } => unreachable!("answered above"),
            Step::Answer { who, which, text } => {
                enclosed.reply_to = Some(which.get(&self.sent).id);
                enclosed.logins = mentioned(&text);
                return (self.send(*who.get(&self.people), &text, enclosed).await, Vec::new());
            }
            Step::SendOn { who, which } => {
                enclosed.forward_of = Some(which.get(&self.sent).id);
                enclosed.preview = PreviewWish::Wanted;
                return (self.send(*who.get(&self.people), "", enclosed).await, Vec::new());
            }
            Step::Pin { which, set } => {
                let access = self.scene.access(self.people[1], self.chat).await;
                let attempt = self.scene.store.pin(&access, which.get(&self.sent).id, set, anybody).await;
                done(attempt.expect("written"))
            }
            Step::Edit { which, text } => {
                let message = which.get(&self.sent);
                let current = self
                    .scene
                    .store
                    .messages(&self.scene.access(self.people[1], self.chat).await, &[message.id])
                    .await
                    .expect("read");
                if current[0].body.deleted_at().is_some() {
                    return (Vec::new(), Vec::new());
                }
                // By the second person, who hides nothing: who may is not the question here.
                self.scene.edit(self.people[1], message, &text).await
            }
            Step::Delete { which } => self.scene.delete(self.people[1], which.get(&self.sent)).await,
            Step::React { who, which, emoji, set } => {
                let (who, message) = (*who.get(&self.people), which.get(&self.sent));
                let access = self.scene.access(who, self.chat).await;
                let current = self.scene.store.messages(&access, &[message.id]).await.expect("read");
                if current.first().is_none_or(|message| message.body.deleted_at().is_some()) {
                    return (Vec::new(), Vec::new());
                }
                self.scene.react(who, message, SIGNS[emoji], set).await
            }
            Step::Hide { which } => {
                let access = self.scene.access(self.people[0], self.chat).await;
                let hidden = self.scene.store.hide(&access, &[which.get(&self.sent).id]).await;
                return (Vec::new(), hidden.expect("written"));
            }
        };
        (changed.entries, Vec::new())
    }
}

impl World<'_> {
    /// Sends what the sender may send; nothing when they may not.
    async fn send(&mut self, who: UserId, text: &str, enclosed: Enclosed) -> Vec<LogEntry> {
        let client_id = format!("enclosed-{}", self.scene.now().millis());
        let new = text_message(self.chat, who, &client_id, text);
        let new = NewMessage { enclosed: Some(Box::new(enclosed)), ..new };
        let Ok(answer) = self.scene.store.append(vec![new]).await.expect("works").remove(0) else {
            return Vec::new();
        };
        let message = fresh(Ok(answer));
        self.sent.push(message.clone());
        vec![LogEntry::Message(message)]
    }
}

/// One history of a chat, lived by a client that hears everything, and by one that catches up now and then.
async fn live(scene: &Scene, chat: ChatId, people: Vec<UserId>, steps: Vec<Step>) {
    let me = people[0];
    let access = scene.access(me, chat).await;
    let chat_now = async || scene.store.summary(&access).await.expect("read").chat;
    let before = chat_now().await;
    let (start, pinned) = (before.last_seq, before.pinned);
    let old: BTreeMap<_, _> = scene.page(me, chat).await.into_iter().map(|m| (m.id, m)).collect();
    let mut listening = Mirror { me, last_seq: start, messages: old.clone(), pinned: pinned.clone() };
    let mut away = Mirror { me, last_seq: start, messages: old, pinned };
    let mut cursor = scene.store.sync_page(me, None, 50, &[]).await.expect("read").expect("none").cursor;
    let mut world = World { scene, chat, people, sent: Vec::new() };
    for (number, step) in steps.into_iter().enumerate() {
        let what = format!("after {step:?}");
        let (told, hidden) = world.make(step).await;
        told.into_iter().for_each(|entry| listening.apply(entry));
        for message in hidden {
            listening.messages.remove(&message);
        }
        let fetched = scene.page(me, chat).await;
        assert_eq!(listening.view(), fetched, "{what}");
        assert_eq!(listening.pinned, chat_now().await.pinned, "{what}");
        if number % 5 == 4 {
            let missed = scene.store.log_after(&access, away.last_seq, 100).await.expect("read");
            missed.expect("not too far").into_iter().for_each(|entry| away.apply(entry));
            let hidden = scene.store.hidden_since(&access, Some(&cursor)).await.expect("read").expect("few");
            for message in hidden {
                away.messages.remove(&message);
            }
            cursor =
                scene.store.sync_page(me, Some(&cursor), 50, &[]).await.expect("read").expect("good").cursor;
            assert_eq!(away.view(), fetched, "catching up {what}");
            assert_eq!(away.pinned, listening.pinned, "catching up {what}");
        }
    }
    // And whoever begins with nothing reads the same out of the whole log.
    let mut newcomer = Mirror { me, last_seq: 0, messages: BTreeMap::new(), pinned: Vec::new() };
    let whole = scene.store.log_after(&access, 0, 1_000).await.expect("read").expect("not too far");
    whole.into_iter().for_each(|entry| newcomer.apply(entry));
    assert_eq!(newcomer.pinned, listening.pinned, "from the beginning");
    assert_eq!(newcomer.view(), scene.page(me, chat).await, "from the beginning");
}

on_both! {
    async fn old_state_and_events_make_the_fetched_state(scene) {
        let family = scene.family().await;
        let mut people = Vec::new();
        for login in ["anna", "boris", "vera"] {
            people.push(scene.relative(login, family).await.person.id);
        }
        let mut runner = TestRunner::deterministic();
        for _ in 0..6 {
            let steps = prop::collection::vec(step(), 25).new_tree(&mut runner).expect("steps").current();
            live(&scene, family, people.clone(), steps).await;
        }
    }
}
