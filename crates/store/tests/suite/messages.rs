//! The log: dense, in order, each message once.

use std::collections::HashMap;

use zvonilka_model::{
    CallCard, CallId, ChatId, ClientId, MessageBody, UserId,
    call::{CallKind, CallStatus},
};
use zvonilka_store::{AppendRefusal, Appended, LogEntry, NewMessage, Page};

use crate::{
    on_both,
    scene::{Scene, at_once, fresh, repeated, seqs, text_message},
};

async fn pair(scene: &Scene) -> (ChatId, UserId, UserId) {
    let anna = scene.person("anna").await.id;
    let boris = scene.person("boris").await.id;
    (scene.direct(anna, boris).await, anna, boris)
}

on_both! {
    async fn a_message_comes_back_as_it_was_sent(scene) {
        let (chat, anna, _) = pair(&scene).await;
        let text = "Съешь ещё \u{1F950}\r\n\t'; DROP TABLE messages; -- $1 \\ \u{202E}".to_owned();
        let card = CallCard {
            call: CallId::generate(scene.now()),
            kind: CallKind::Video,
            status: CallStatus::Ended,
            duration_ms: Some(61_500),
        };
        for (client_id, body) in [("a", MessageBody::Text(text)), ("b", MessageBody::Call(card))] {
            let client_id = ClientId::parse(client_id).expect("valid");
            let new = NewMessage { chat, sender: anna, client_id: client_id.clone(), body: body.clone(), enclosed: None };
            let message = fresh(scene.store.append(vec![new]).await.expect("stored").pop().expect("one"));
            assert_eq!((&message.body, &message.client_id), (&body, &client_id));
            assert_eq!((message.chat, message.sender, message.rev), (chat, anna, message.seq));
            assert_eq!(message.created_at, scene.now());
            let access = scene.access(anna, chat).await;
            let page = scene.store.history(&access, Page::Newest, 1).await.expect("read");
            assert_eq!(page.messages, [message]);
        }
    }

    async fn sending_again_gives_the_stored_message_and_takes_no_place(scene) {
        let (chat, anna, boris) = pair(&scene).await;
        let first = fresh(scene.store.append(vec![text_message(chat, anna, "x", "раз")]).await.expect("ok").remove(0));
        scene.pass(1_000);
        let again = scene.store.append(vec![text_message(chat, anna, "x", "другой текст")]).await.expect("ok");
        assert_eq!(repeated(again[0].clone()), first);
        // The same client id of somebody else, or elsewhere, is another message.
        assert_eq!(fresh(scene.store.append(vec![text_message(chat, boris, "x", "два")]).await.expect("ok").remove(0)).seq, 2);
        let vera = scene.person("vera").await.id;
        let other = scene.direct(anna, vera).await;
        assert_eq!(fresh(scene.store.append(vec![text_message(other, anna, "x", "три")]).await.expect("ok").remove(0)).seq, 1);
    }

    async fn a_batch_answers_in_its_order_and_stores_a_repetition_within_it_once(scene) {
        let (chat, anna, boris) = pair(&scene).await;
        let stored = scene.say(chat, anna, "ноль").await;
        let batch = vec![
            text_message(chat, anna, "a", "раз"),
            text_message(chat, boris, "b", "два"),
            text_message(chat, anna, "a", "раз"),
            text_message(chat, anna, stored.client_id.as_str(), "ноль"),
            text_message(chat, anna, "c", "три"),
        ];
        let answers = scene.store.append(batch).await.expect("stored");
        assert_eq!(answers.len(), 5);
        let a = fresh(answers[0].clone());
        assert_eq!(a.seq, 2);
        assert_eq!(fresh(answers[1].clone()).seq, 3);
        assert_eq!(repeated(answers[2].clone()), a);
        assert_eq!(repeated(answers[3].clone()), stored);
        assert_eq!(fresh(answers[4].clone()).seq, 4);
        assert_eq!(scene.store.append(Vec::new()).await.expect("nothing to do"), []);
    }

    async fn a_stranger_in_a_batch_fails_alone(scene) {
        let (chat, anna, boris) = pair(&scene).await;
        let vera = scene.person("vera").await.id;
        let nowhere = ChatId::generate(scene.now());
        let nobody = UserId::generate(scene.now());
        let answers = scene
            .store
            .append(vec![
                text_message(chat, vera, "v", "пустите"),
                text_message(chat, anna, "a", "раз"),
                text_message(nowhere, anna, "a", "в никуда"),
                text_message(chat, nobody, "n", "?"),
                text_message(chat, boris, "b", "два"),
            ])
            .await
            .expect("the others are stored");
        for refused in [0, 2, 3] {
            assert_eq!(answers[refused], Err(AppendRefusal::NotMember), "{refused}");
        }
        assert_eq!(fresh(answers[1].clone()).seq, 1);
        assert_eq!(fresh(answers[4].clone()).seq, 2);
        let only_strangers = scene.store.append(vec![text_message(chat, vera, "v", "?")]).await.expect("works");
        assert_eq!(only_strangers, [Err(AppendRefusal::NotMember)]);
        assert_eq!(scene.say(chat, anna, "три").await.seq, 3);
    }

    async fn one_message_sent_by_twenty_tasks_at_once_is_stored_once(scene) {
        let (chat, anna, _) = pair(&scene).await;
        let answers = at_once((0..20).map(|_| {
            let store = scene.store.clone();
            async move { store.append(vec![text_message(chat, anna, "same", "раз")]).await.expect("works").remove(0) }
        }))
        .await;
        let fresh = answers.iter().filter(|answer| matches!(answer, Ok(Appended::Fresh(_)))).count();
        assert_eq!(fresh, 1);
        for answer in answers {
            let (Ok(Appended::Fresh(message)) | Ok(Appended::Repeated(message))) = answer else { panic!("refused") };
            assert_eq!(message.seq, 1);
        }
        assert_eq!(scene.say(chat, anna, "два").await.seq, 2);
    }

    async fn fifty_senders_to_several_chats_leave_dense_logs(scene) {
        let family = scene.family().await;
        let mut people = Vec::new();
        for number in 0..5 {
            people.push(scene.relative(&format!("guest{number}"), family).await.person.id);
        }
        let mut chats = vec![family];
        for other in &people[1..] {
            chats.push(scene.direct(people[0], *other).await);
        }
        let first = people[0];
        // Each batch goes to all chats, every second one in the opposite order: an invitation to deadlocks.
        let answers = at_once((0..50).map(|task| {
            let store = scene.store.clone();
            let mut targets = chats.clone();
            if task % 2 == 0 {
                targets.reverse();
            }
            async move {
                let batch = targets.iter().map(|chat| text_message(*chat, first, &format!("t{task}"), "раз"));
                store.append(batch.collect()).await.expect("stored")
            }
        }))
        .await;
        let mut by_chat: HashMap<ChatId, Vec<i64>> = HashMap::new();
        for message in answers.into_iter().flatten().map(fresh) {
            by_chat.entry(message.chat).or_default().push(message.seq);
        }
        for chat in chats {
            let mut seqs = by_chat.remove(&chat).expect("written to");
            seqs.sort_unstable();
            // Five people joined the family before.
            let start = if chat == family { 6 } else { 1 };
            assert_eq!(seqs, (start..start + 50).collect::<Vec<_>>());
            let access = scene.access(first, chat).await;
            let log = scene.store.log_after(&access, 0, 200).await.expect("read").expect("not too far");
            assert_eq!(log.iter().map(LogEntry::seq).collect::<Vec<_>>(), (1..start + 50).collect::<Vec<_>>());
        }
    }

    async fn a_batch_larger_than_any_statement_is_stored_whole_and_in_order(scene) {
        let (chat, anna, _) = pair(&scene).await;
        let batch = (0..343).map(|n| text_message(chat, anna, &format!("n{n}"), &n.to_string())).collect();
        let messages: Vec<_> =
            scene.store.append(batch).await.expect("stored").into_iter().map(fresh).collect();
        assert_eq!(seqs(&messages), (1..=343).collect::<Vec<_>>());
        let access = scene.access(anna, chat).await;
        let page = scene.store.history(&access, Page::Newest, 400).await.expect("read");
        assert_eq!(page.messages, messages);
    }
}
