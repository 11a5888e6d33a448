//! Messages that answer, send on, or name somebody; and pins.

use zvonilka_model::{
    CallCard, CallId, ChatId, DisplayName, ForwardedFrom, Message, MessageBody, MessageId, Pin, UserId,
    call::{CallKind, CallStatus},
    mentioned,
};
use zvonilka_store::{AppendRefusal, Appended, Attempt, Enclosed, LogEntry, MarkKind, NewMessage};

use crate::{
    changes::{No, anybody, done},
    on_both,
    scene::{Scene, fresh, repeated, text_message},
};

fn with(message: NewMessage, enclosed: Enclosed) -> NewMessage {
    NewMessage { enclosed: Some(Box::new(enclosed)), ..message }
}

fn answering(message: NewMessage, to: MessageId) -> NewMessage {
    with(message, Enclosed { reply_to: Some(to), ..Enclosed::default() })
}

fn sending_on(chat: ChatId, sender: UserId, client_id: &str, of: MessageId) -> NewMessage {
    let enclosed = Enclosed { forward_of: Some(of), ..Enclosed::default() };
    with(text_message(chat, sender, client_id, ""), enclosed)
}

fn naming(chat: ChatId, sender: UserId, client_id: &str, text: &str) -> NewMessage {
    with(
        text_message(chat, sender, client_id, text),
        Enclosed { logins: mentioned(text), ..Enclosed::default() },
    )
}

async fn send(scene: &Scene, new: NewMessage) -> Result<Appended, AppendRefusal> {
    scene.store.append(vec![new]).await.expect("works").remove(0)
}

async fn read(scene: &Scene, user: UserId, message: &Message) -> Message {
    let access = scene.access(user, message.chat).await;
    scene.store.messages(&access, &[message.id]).await.expect("read").remove(0)
}

/// A chat of two and another one with a third person.
async fn three(scene: &Scene) -> (ChatId, ChatId, [UserId; 3]) {
    let mut people = Vec::new();
    for login in ["anna", "boris", "vera"] {
        people.push(scene.person(login).await.id);
    }
    let [anna, boris, vera] = people[..] else { unreachable!("three people") };
    (scene.direct(anna, boris).await, scene.direct(anna, vera).await, [anna, boris, vera])
}

on_both! {
    async fn an_answer_names_a_message_of_its_chat_that_one_can_see(scene) {
        let (chat, other, [anna, boris, vera]) = three(&scene).await;
        let asked = scene.say(chat, anna, "как дела?").await;
        let answer = fresh(send(&scene, answering(text_message(chat, boris, "a", "хорошо"), asked.id)).await);
        assert_eq!(answer.reply_to, Some(asked.id));
        assert_eq!(read(&scene, anna, &answer).await, answer);

        // Neither what is elsewhere, nor what never was, nor what one has hidden.
        let foreign = scene.say(other, vera, "чужое").await;
        let access = scene.access(boris, chat).await;
        scene.store.hide(&access, &[asked.id]).await.expect("written");
        for to in [foreign.id, MessageId::generate(scene.now()), asked.id] {
            let refused = send(&scene, answering(text_message(chat, boris, "b", "?"), to)).await;
            assert_eq!(refused, Err(AppendRefusal::ReplyTo));
        }
        // A deleted one is still a place that one can point at; and pointing gives nothing back.
        scene.delete(anna, &asked).await;
        let answer = fresh(send(&scene, answering(text_message(chat, anna, "c", "это"), asked.id)).await);
        assert_eq!((answer.seq, answer.reply_to), (4, Some(asked.id)));
        // What was stored before is given as it is, whatever became of its source.
        let again = send(&scene, answering(text_message(chat, boris, "a", "хорошо"), asked.id)).await;
        assert_eq!(repeated(again).reply_to, Some(asked.id));
    }

    async fn what_is_sent_on_keeps_its_first_author_through_chains(scene) {
        let (chat, other, [anna, boris, vera]) = three(&scene).await;
        let source = scene.say(chat, boris, "рецепт @anna").await;
        let first = fresh(send(&scene, sending_on(other, anna, "f1", source.id)).await);
        let from = ForwardedFrom { user: boris, display_name: DisplayName::parse("boris").expect("a name") };
        assert_eq!(first.body, MessageBody::Text("рецепт @anna".to_owned()));
        assert_eq!((first.sender, first.forwarded_from.as_ref()), (anna, Some(&from)));
        assert_eq!(first.mentions, [], "nobody is named by what is sent on");
        assert_eq!(read(&scene, vera, &first).await, first);
        let third = scene.direct(vera, boris).await;
        let second = fresh(send(&scene, sending_on(third, vera, "f2", first.id)).await);
        assert_eq!((second.sender, second.forwarded_from), (vera, Some(from)));

        // It is a copy: what happens to the source does not reach it.
        scene.delete(boris, &source).await;
        assert_eq!(read(&scene, vera, &first).await, first);
    }

    async fn only_what_one_can_see_and_what_a_member_wrote_is_sent_on(scene) {
        let (chat, other, [anna, boris, vera]) = three(&scene).await;
        let foreign = scene.say(other, vera, "чужое").await;
        let gone = scene.say(chat, anna, "удалено").await;
        scene.delete(anna, &gone).await;
        let hidden = scene.say(chat, anna, "скрыто").await;
        let access = scene.access(boris, chat).await;
        scene.store.hide(&access, &[hidden.id]).await.expect("written");
        let card = MessageBody::Call(CallCard {
            call: CallId::generate(scene.now()),
            kind: CallKind::Audio,
            status: CallStatus::Missed,
            duration_ms: None,
        });
        let card = fresh(send(&scene, NewMessage { body: card, ..text_message(chat, anna, "card", "") }).await);
        for of in [foreign.id, gone.id, hidden.id, card.id, MessageId::generate(scene.now())] {
            let refused = send(&scene, sending_on(chat, boris, "f", of)).await;
            assert_eq!(refused, Err(AppendRefusal::ForwardOf));
        }
        // One bad item fails alone, and burns no place.
        let batch = vec![
            text_message(chat, boris, "x", "до"),
            sending_on(chat, boris, "y", foreign.id),
            naming(chat, boris, "z", "после @anna"),
        ];
        let last = card.seq;
        let answers = scene.store.append(batch).await.expect("works");
        assert_eq!(fresh(answers[0].clone()).seq, last + 1);
        assert_eq!(answers[1], Err(AppendRefusal::ForwardOf));
        assert_eq!(fresh(answers[2].clone()).seq, last + 2);
    }

    async fn whoever_is_named_has_it_counted_until_they_read(scene) {
        let (chat, _, [anna, boris, vera]) = three(&scene).await;
        let message = fresh(send(&scene, naming(chat, anna, "a", "@boris, @vera и @anna: `@boris`")).await);
        let mut expected = vec![anna, boris];
        expected.sort();
        assert_eq!(message.mentions, expected, "only members, each once");
        assert_eq!(read(&scene, boris, &message).await, message);
        assert!(!message.mentions.contains(&vera));
        let second = fresh(send(&scene, naming(chat, anna, "b", "@boris!")).await);
        let counts = async |user| {
            let summary = scene.store.summary(&scene.access(user, chat).await).await.expect("read");
            (summary.mine.unread_count, summary.mine.unread_mentions)
        };
        assert_eq!((counts(boris).await, counts(anna).await), ((2, 2), (0, 0)));
        let access = scene.access(boris, chat).await;
        let marked = scene.store.mark(&access, MarkKind::Read, message.seq).await.expect("written");
        assert_eq!(marked.map(|marked| marked.mine.unread_count), Some(1));
        assert_eq!(counts(boris).await, (1, 1));
        scene.store.hide(&access, &[second.id]).await.expect("written");
        assert_eq!(counts(boris).await, (0, 0));
    }

    async fn pins_stand_in_the_chat_the_newest_first(scene) {
        let (chat, other, [anna, boris, _]) = three(&scene).await;
        let access = scene.access(anna, chat).await;
        let mut sent = Vec::new();
        for text in ["раз", "два", "три"] {
            sent.push(scene.say(chat, boris, text).await);
        }
        let pin = async |message: MessageId, set| {
            done(scene.store.pin(&access, message, set, anybody).await.expect("works")).entries
        };
        assert_eq!(scene.store.pinned(&access).await.expect("read"), []);
        pin(sent[2].id, true).await;
        let entries = pin(sent[0].id, true).await;
        let [LogEntry::ChatChanged { seq: 5, chat: now, member: None }] = entries.as_slice() else {
            panic!("{entries:?}")
        };
        let pinned = |which: &Message| Pin { message: which.id, place: which.seq };
        assert_eq!(now.pinned, [pinned(&sent[0]), pinned(&sent[2])]);
        assert_eq!(pin(sent[0].id, true).await, [], "again is nothing");
        assert_eq!(pin(sent[1].id, false).await, []);
        let listed = scene.store.pinned(&scene.access(boris, chat).await).await.expect("read");
        assert_eq!(listed, [sent[0].clone(), sent[2].clone()]);
        let log = scene.store.log_after(&access, 3, 10).await.expect("read").expect("not too far");
        assert!(log.iter().all(|entry| matches!(entry, LogEntry::ChatChanged { .. })), "{log:?}");
        assert_eq!(scene.store.summary(&access).await.expect("read").chat.pinned, now.pinned);

        // A deleted message loses its pin, and that is told on its own.
        let changed = scene.delete(boris, &sent[0]).await;
        let seqs: Vec<i64> = changed.entries.iter().map(LogEntry::seq).collect();
        assert_eq!(seqs, [6, 7]);
        let LogEntry::ChatChanged { chat: now, .. } = &changed.entries[1] else { panic!("{changed:?}") };
        assert_eq!((&now.pinned, now.last_seq), (&vec![pinned(&sent[2])], 7));
        pin(sent[2].id, false).await;
        assert_eq!(scene.store.summary(&access).await.expect("read").chat.pinned, []);

        // Nothing of another chat, and the rule is asked with the pins that are there.
        let elsewhere = scene.access(anna, other).await;
        let absent = scene.store.pin(&elsewhere, sent[1].id, true, anybody).await.expect("works");
        assert_eq!(absent, Attempt::Absent);
        pin(sent[1].id, true).await;
        let full = scene.store.pin(&access, sent[2].id, true, |found| {
            assert_eq!(found.pinned, [sent[1].id]);
            Err(No)
        });
        assert_eq!(full.await.expect("works"), Attempt::Refused(No));
    }
}
