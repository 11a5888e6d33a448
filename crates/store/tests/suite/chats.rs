//! Chats: who may, what the list shows, marks.

use zvonilka_model::{
    Admin, CallCard, CallId, ChatId, ChatKind, ChatTitle, ClientId, DirectKey, MessageBody, Role, SystemNote,
    UserId,
    call::{CallKind, CallStatus},
};
use zvonilka_store::{
    ChatEdit, Constraint, GroupRefusal, LogEntry, MarkKind, Marked, Membership, NewMessage, StoreError,
};

use crate::{
    on_both,
    scene::{at_once, fresh},
};

/// Where a mark is, and how much is left to read.
fn place(marked: Marked) -> (i64, u32) {
    (marked.seq, marked.mine.unread_count)
}

on_both! {
    async fn only_members_get_access(scene) {
        let family = scene.family().await;
        let anna = scene.relative("anna", family).await.person.id;
        let boris = scene.person("boris").await.id;
        let access = scene.access(anna, family).await;
        assert_eq!((access.chat(), access.user()), (family, anna));
        assert_eq!((access.kind(), access.role()), (ChatKind::Family, Role::Member));
        assert!(scene.store.access(boris, family).await.expect("read").is_none());
        assert!(scene.store.access(anna, ChatId::generate(scene.now())).await.expect("read").is_none());
        let direct = scene.direct(anna, boris).await;
        assert_eq!(scene.access(boris, direct).await.kind(), ChatKind::Direct);
    }

    async fn there_is_one_family_chat_and_its_first_title_stays(scene) {
        let family = scene.family().await;
        assert_eq!(scene.store.ensure_family_chat("Другая").await.expect("found"), family);
        let anna = scene.relative("anna", family).await.person.id;
        let summary = scene.store.summary(&scene.access(anna, family).await).await.expect("read");
        assert_eq!(summary.chat.title.as_deref(), Some("Семья"));
    }

    async fn two_people_who_start_at_once_get_one_direct_chat(scene) {
        let anna = scene.person("anna").await.id;
        let boris = scene.person("boris").await.id;
        let (there, back) = (DirectKey::new(anna, boris), DirectKey::new(boris, anna));
        assert_eq!(scene.store.direct_chat(there.expect("two")).await.expect("read"), None);
        let opened = at_once((0..16).map(|n| {
            let (store, key) = (scene.store.clone(), if n % 2 == 0 { there } else { back });
            async move { store.open_direct(key.expect("two")).await.expect("opened") }
        }))
        .await;
        assert_eq!(opened.iter().filter(|opened| opened.created).count(), 1);
        assert!(opened.iter().all(|o| o.chat == opened[0].chat));
        assert_eq!(scene.store.direct_chat(back.expect("two")).await.expect("read"), Some(opened[0].chat));
        let mine = scene.store.memberships(anna).await.expect("read");
        assert_eq!(mine, [Membership { chat: opened[0].chat, member_count: 2, visible_from: 0 }]);
        let mut members = scene.store.member_ids(&scene.access(anna, opened[0].chat).await).await.expect("read");
        members.sort();
        assert_eq!(members, there.expect("two").people());
    }

    async fn a_direct_chat_with_a_stranger_is_refused_and_leaves_nothing(scene) {
        let anna = scene.person("anna").await.id;
        let key = DirectKey::new(anna, UserId::generate(scene.now())).expect("two");
        let error = scene.store.open_direct(key).await.expect_err("unknown");
        assert!(matches!(error, StoreError::Conflict { constraint: Constraint::Reference }), "{error:?}");
        assert_eq!(scene.store.direct_chat(key).await.expect("read"), None);
    }

    async fn the_list_shows_the_latest_chat_first_with_message_unread_and_members(scene) {
        let family = scene.family().await;
        let anna = scene.relative("anna", family).await.person;
        let boris = scene.relative("boris", family).await.person;
        scene.pass(1_000);
        let empty = scene.direct(anna.id, boris.id).await;
        scene.pass(1_000);
        scene.say(family, anna.id, "раз").await;
        let last = scene.say(family, anna.id, "два").await;

        let list = scene.store.summaries(boris.id).await.expect("read");
        assert_eq!(list.iter().map(|summary| summary.chat.id).collect::<Vec<_>>(), [family, empty]);
        let [of_family, of_empty] = list.as_slice() else { panic!("two chats") };
        assert_eq!(of_family.last_message.as_ref(), Some(&last));
        assert_eq!((of_family.chat.last_seq, of_family.chat.member_count), (4, 2));
        assert_eq!((of_family.mine.unread_count, of_family.others_read_seq), (2, last.seq));
        let members = of_family.members.as_ref().expect("a small chat");
        assert_eq!(members.iter().map(|m| m.person.id).collect::<Vec<_>>(), [anna.id, boris.id]);
        assert_eq!(members, &scene.store.members(&scene.access(anna.id, family).await).await.expect("read"));
        assert_eq!((of_empty.last_message.as_ref(), of_empty.mine.unread_count), (None, 0));
        assert_eq!((of_empty.chat.last_seq, of_empty.others_read_seq), (0, 0));

        scene.pass(1_000);
        scene.say(empty, anna.id, "тебе").await;
        let list = scene.store.summaries(boris.id).await.expect("read");
        assert_eq!(list.iter().map(|summary| summary.chat.id).collect::<Vec<_>>(), [empty, family]);
        for summary in list {
            let access = scene.access(boris.id, summary.chat.id).await;
            assert_eq!(scene.store.summary(&access).await.expect("read"), summary);
        }
        let stranger = scene.person("vera").await.id;
        assert_eq!(scene.store.summaries(stranger).await.expect("read"), []);
    }

    async fn a_large_chat_comes_without_its_members(scene) {
        let family = scene.family().await;
        let mut people = Vec::new();
        for number in 0..51 {
            people.push(scene.relative(&format!("guest{number}"), family).await.person.id);
        }
        let access = scene.access(people[0], family).await;
        let summary = scene.store.summary(&access).await.expect("read");
        assert_eq!((summary.chat.member_count, summary.members), (51, None));
        assert_eq!(scene.store.members(&access).await.expect("read").len(), 51);
        assert_eq!(scene.store.member_ids(&access).await.expect("read").len(), 51);

        // Marks work there, too; they are a change for the reader only.
        let message = scene.say(family, people[1], "всем").await;
        let before = scene.store.sync_page(people[2], None, 10, &[]).await.expect("read").expect("no cursor");
        let marked = scene.store.mark(&access, MarkKind::Read, message.seq).await.expect("written");
        assert_eq!(marked.map(place), Some((message.seq, 0)));
        let after = scene.store.sync_page(people[2], Some(&before.cursor), 10, &[]).await.expect("read").expect("good");
        let brought: Vec<ChatId> = after.summaries.iter().map(|summary| summary.chat.id).collect();
        scene.assert_brought(&brought, &[], "the others are not bothered");
        let mine = scene.store.sync_page(people[0], Some(&before.cursor), 10, &[]).await.expect("read").expect("good");
        assert_eq!(mine.summaries.len(), 1);
    }

    async fn renaming_takes_two_places_in_the_log(scene) {
        let family = scene.family().await;
        let anna = scene.relative("anna", family).await.person.id;
        let access = scene.access(anna, family).await;
        scene.say(family, anna, "раз").await;
        let edit = ChatEdit { title: ChatTitle::parse("Наши").ok(), ..ChatEdit::default() };
        let refused = scene.store.edit_chat(&access, &edit, |role, _| role > Role::Member).await.expect("works");
        assert_eq!(refused, Err(GroupRefusal::NotAllowed));
        let done = scene.store.edit_chat(&access, &edit, |_, _| true).await.expect("written").expect("allowed");
        let change = done.change.expect("it differs");
        assert_eq!((change.seq, change.chat.last_seq, change.chat.title.as_deref()), (4, 4, Some("Наши")));
        let again = scene.store.edit_chat(&access, &edit, |_, _| true).await.expect("works").expect("allowed");
        assert_eq!((again.notes.len(), again.change), (0, None), "the same title is no change");
        assert_eq!(scene.say(family, anna, "два").await.seq, 5);
        let log = scene.store.log_after(&access, 2, 10).await.expect("read").expect("not too far");
        let [LogEntry::Message(note), LogEntry::ChatChanged { seq: 4, member: None, .. }, _] = log.as_slice() else {
            panic!("a note, the change and a message, not {log:?}");
        };
        assert_eq!(note.body, MessageBody::System(SystemNote::Renamed { title: "Наши".to_owned() }));
        assert_eq!(note, &done.notes[0]);
        let summary = scene.store.summary(&access).await.expect("read");
        assert_eq!(summary.last_message.map(|message| message.seq), Some(5));
    }

    async fn a_mark_goes_forward_only_and_not_beyond_the_log(scene) {
        let anna = scene.person("anna").await.id;
        let boris = scene.person("boris").await.id;
        let chat = scene.direct(anna, boris).await;
        for text in ["раз", "два", "три"] {
            scene.say(chat, anna, text).await;
        }
        let access = scene.access(boris, chat).await;
        let mark = async |kind, seq| scene.store.mark(&access, kind, seq).await.expect("works").map(place);
        let delivered = async || {
            let members = scene.store.members(&access).await.expect("read");
            let member = members.iter().find(|m| m.person.id == boris).expect("a member");
            (member.read_seq, member.delivered_seq)
        };
        assert_eq!(mark(MarkKind::Read, 0).await, None);
        assert_eq!(mark(MarkKind::Read, -5).await, None);
        assert_eq!(mark(MarkKind::Delivered, 1).await, Some((1, 3)));
        assert_eq!(delivered().await, (0, 1));
        assert_eq!(mark(MarkKind::Read, 2).await, Some((2, 1)));
        assert_eq!(delivered().await, (2, 2));
        assert_eq!(mark(MarkKind::Delivered, 2).await, None, "reading delivers");
        assert_eq!(mark(MarkKind::Read, 1).await, None);
        assert_eq!(mark(MarkKind::Delivered, 3).await, Some((3, 1)));
        assert_eq!(mark(MarkKind::Read, 1_000_000).await, Some((3, 0)));
        assert_eq!(mark(MarkKind::Read, 1_000_000).await, None);
        assert_eq!(delivered().await, (3, 3));
        let for_anna = scene.store.summary(&scene.access(anna, chat).await).await.expect("read");
        assert_eq!(for_anna.others_read_seq, 3);
    }

    async fn marks_that_race_end_at_the_highest(scene) {
        let anna = scene.person("anna").await.id;
        let boris = scene.person("boris").await.id;
        let chat = scene.direct(anna, boris).await;
        for number in 0..20 {
            scene.say(chat, anna, &number.to_string()).await;
        }
        let access = scene.access(boris, chat).await;
        at_once((1..=20).map(|seq| {
            let store = scene.store.clone();
            async move { store.mark(&access, MarkKind::Read, seq).await.expect("works") }
        }))
        .await;
        let summary = scene.store.summary(&access).await.expect("read");
        assert_eq!((summary.mine.read_seq, summary.mine.unread_count), (20, 0));
    }

    async fn whoever_writes_has_read_but_a_call_card_is_read_by_nobody(scene) {
        let anna = scene.person("anna").await.id;
        let boris = scene.person("boris").await.id;
        let chat = scene.direct(anna, boris).await;
        scene.say(chat, boris, "есть вопрос").await;
        scene.say(chat, anna, "какой?").await;
        let for_anna = scene.store.summary(&scene.access(anna, chat).await).await.expect("read");
        assert_eq!((for_anna.mine.read_seq, for_anna.mine.unread_count), (2, 0));
        assert_eq!(for_anna.others_read_seq, 1);

        let card = CallCard {
            call: CallId::generate(scene.now()),
            kind: CallKind::Audio,
            status: CallStatus::Missed,
            duration_ms: None,
        };
        let client_id = ClientId::parse("call").expect("valid");
        let body = MessageBody::Call(card);
        let answers = scene.store.append(vec![NewMessage { chat, sender: boris, client_id, body, enclosed: None }]).await;
        let message = fresh(answers.expect("stored").pop().expect("one answer"));
        let for_anna = scene.store.summary(&scene.access(anna, chat).await).await.expect("read");
        assert_eq!(for_anna.mine.unread_count, 1);
        assert_eq!(for_anna.last_message, Some(message));
        let for_boris = scene.store.summary(&scene.access(boris, chat).await).await.expect("read");
        assert_eq!((for_boris.mine.read_seq, for_boris.mine.unread_count), (1, 1), "what Anna wrote, not his own card");
    }

    async fn a_new_admin_shows_in_the_family_chat(scene) {
        let family = scene.family().await;
        let anna = scene.relative("anna", family).await.person.id;
        let before = scene.store.sync_page(anna, None, 10, &[]).await.expect("read").expect("no cursor").cursor;
        scene.store.set_admin(anna, Admin::Yes).await.expect("written");
        let page = scene.store.sync_page(anna, Some(&before), 10, &[]).await.expect("read").expect("good");
        assert_eq!(page.summaries.len(), 1);
        assert_eq!(page.summaries[0].mine.role, Role::Admin);
        assert_eq!(page.summaries[0].members.as_ref().expect("small")[0].role, Role::Admin);
    }
}
