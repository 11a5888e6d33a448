//! Whoever came to a group later, where it hides what was said before: nothing that happens to those messages tells
//! them which they are.

use zvonilka_model::{MessageId, Pin};
use zvonilka_store::LogEntry;

use crate::{
    changes::{anybody, done},
    groups::{add, people},
    on_both,
};

/// The ids of messages that an entry names.
fn named(entry: &LogEntry) -> Vec<MessageId> {
    match entry {
        LogEntry::Message(message) | LogEntry::MessageChanged { message, .. } => vec![message.id],
        LogEntry::MessageDeleted { message, .. } => vec![*message],
        LogEntry::Reaction(change) => vec![change.message],
        LogEntry::ChatChanged { chat, .. } => chat.pinned.iter().map(|pin| pin.message).collect(),
    }
}

on_both! {
    async fn a_newcomer_learns_no_id_of_what_was_said_before(scene) {
        let [anna, boris, vera] = people(&scene, ["anna", "boris", "vera"]).await;
        let group = scene.group(anna, &[boris]).await;
        let access = scene.access(anna, group).await;
        scene.hide_history(&access).await;
        let secret = scene.say(group, anna, "тайна").await;
        let doomed = scene.say(group, anna, "обречено").await;
        let pin = async |message: MessageId, set| {
            done(scene.store.pin(&access, message, set, anybody).await.expect("works"))
        };
        pin(secret.id, true).await;
        let added = add(&scene.store, &access, &[vera]).await.expect("added");
        let hers = scene.access(vera, group).await;
        let came = added.notes[0].seq;
        assert_eq!(scene.store.summary(&hers).await.expect("read").chat.pinned, [], "the older pin");

        // Everything that can happen to a message, to one that she sees and to two that she does not.
        let open = scene.say(group, anna, "добро пожаловать").await;
        let (pinned, pinned_open) = (pin(doomed.id, true).await, pin(open.id, true).await);
        let edited = scene.edit(anna, &secret, "другая тайна").await;
        let signed = scene.react(boris, &secret, "👍", true).await;
        let signed_open = scene.react(boris, &open, "👍", true).await;
        let deleted = scene.delete(anna, &doomed).await;
        assert_eq!(deleted.entries.len(), 2, "it loses its pin as well");

        // What is told at once says where the message stands, so that it is told only to those who see that place.
        for entry in signed.entries.iter().chain(&deleted.entries).chain(&edited.entries) {
            let place = match entry {
                LogEntry::Message(message) | LogEntry::MessageChanged { message, .. } => message.seq,
                LogEntry::MessageDeleted { place, .. } => *place,
                LogEntry::Reaction(change) => change.place,
                LogEntry::ChatChanged { .. } => continue,
            };
            assert!(place < came, "{entry:?}");
        }
        let LogEntry::Reaction(told) = &signed_open.entries[0] else { panic!("{signed_open:?}") };
        assert_eq!(told.place, open.seq);
        let at = |message: &zvonilka_model::Message| Pin { message: message.id, place: message.seq };
        let chat_of = |entry: &LogEntry| {
            let LogEntry::ChatChanged { chat, .. } = entry else { panic!("{entry:?}") };
            chat.clone()
        };
        assert_eq!(chat_of(&pinned.entries[0]).pinned, [at(&doomed), at(&secret)]);
        let all = chat_of(&pinned_open.entries[0]);
        assert_eq!(all.pinned, [at(&open), at(&doomed), at(&secret)]);
        assert_eq!(all.clone().seen_from(hers.visible_from()).pinned, [at(&open)]);
        assert_eq!(all.clone().seen_from(0), all);

        // And so is everything that she asks for later.
        for after in [0, came, open.seq] {
            let log = scene.store.log_after(&hers, after, 100).await.expect("read").expect("not too far");
            let ids: Vec<MessageId> = log.iter().flat_map(named).collect();
            assert!(ids.contains(&open.id) && !ids.contains(&secret.id) && !ids.contains(&doomed.id), "{log:?}");
        }
        assert_eq!(scene.store.summary(&hers).await.expect("read").chat.pinned, [at(&open)]);
        assert_eq!(scene.store.summaries(vera).await.expect("read")[0].chat.pinned, [at(&open)]);
        let page = scene.store.sync_page(vera, None, 10, &[]).await.expect("read").expect("good");
        assert_eq!(page.summaries[0].chat.pinned, [at(&open)]);
        assert_eq!(scene.store.summary(&access).await.expect("read").chat.pinned, [at(&open), at(&secret)]);
        let his = scene.access(boris, group).await;
        let log = scene.store.log_after(&his, came, 100).await.expect("read").expect("not too far");
        assert!(log.iter().flat_map(named).any(|id| id == doomed.id), "whoever was there hears of it");
    }
}
