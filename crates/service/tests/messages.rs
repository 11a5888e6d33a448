//! Messages: stored before they are acknowledged, told in order, never doubled, and only to those who belong.

use std::{collections::BTreeMap, sync::Arc};

use tokio::task::JoinSet;
use zvonilka_model::{Actor, Change, ChatId, ChatKind, ClientId, MessageText, ReceiptAudience};
use zvonilka_service::{LogEntry, NewText, Page, ServiceError, ServiceSettings};
use zvonilka_testkit::service::{TestService, open_settings};

fn text(client_id: &str) -> NewText {
    NewText {
        client_id: ClientId::parse(client_id).expect("valid"),
        text: MessageText::parse(format!("text of {client_id}")).expect("valid"),
    }
}

async fn family_of(t: &TestService, actor: Actor) -> ChatId {
    let chats = t.service.chats.list(actor).await.expect("listed");
    chats.iter().find(|c| c.chat.kind == ChatKind::Family).expect("everybody is in it").chat.id
}

#[tokio::test]
async fn sending_again_with_the_same_id_stores_nothing_and_tells_nobody() {
    let t = TestService::start(open_settings()).await.expect("a fresh database");
    let anna = t.register("anna").await;
    let family = family_of(&t, anna).await;
    let first = t.service.messages.send(anna, family, text("m1")).await.expect("sent");
    t.told.take();
    let again = t.service.messages.send(anna, family, text("m1")).await.expect("known");
    assert!(first.fresh && !again.fresh);
    assert_eq!(first.message, again.message);
    assert!(t.told.take().is_empty());
    let next = t.service.messages.send(anna, family, text("m2")).await.expect("sent");
    assert_eq!(next.message.seq, first.message.seq + 1, "no place was burnt");
}

#[tokio::test]
async fn many_senders_are_told_in_the_order_of_the_log() {
    const SENDERS: usize = 20;
    const EACH: usize = 10;
    let t = Arc::new(TestService::start(open_settings()).await.expect("a fresh database"));
    let anna = t.register("anna").await;
    let family = family_of(&t, anna).await;
    t.told.take();
    let mut sending = JoinSet::new();
    for sender in 0..SENDERS {
        let t = Arc::clone(&t);
        sending.spawn(async move {
            for n in 0..EACH {
                t.service.messages.send(anna, family, text(&format!("m{sender}-{n}"))).await.expect("sent");
            }
        });
    }
    // Newcomers join the same log while messages are written.
    for newcomer in ["boris", "vera", "gleb"] {
        t.register(newcomer).await;
    }
    sending.join_all().await;
    let told = t.told.take();
    let seqs: Vec<i64> = told
        .iter()
        .filter_map(|change| {
            if let Change::MessageAdded { message } = change {
                Some(message.seq)
            } else if let Change::ChatChanged { seq, .. } = change {
                Some(*seq)
            } else {
                None
            }
        })
        .collect();
    let first = seqs[0];
    let expected: Vec<i64> = (first..).take(SENDERS * EACH + 3).collect();
    assert_eq!(seqs, expected);
}

#[tokio::test]
async fn a_stranger_finds_nothing_of_a_chat() {
    let t = TestService::start(open_settings()).await.expect("a fresh database");
    let (anna, boris, stranger) =
        (t.register("anna").await, t.register("boris").await, t.register("vera").await);
    let chat = t.service.chats.open_direct(anna, boris.user).await.expect("opened").summary.chat.id;
    let nobody = |result: Result<(), ServiceError>| assert!(matches!(result, Err(ServiceError::NotFound)));
    nobody(t.service.messages.send(stranger, chat, text("m1")).await.map(drop));
    nobody(t.service.messages.history(stranger, chat, Page::Newest, 50).await.map(drop));
    nobody(t.service.messages.mark_read(stranger, chat, 1).await);
    nobody(t.service.messages.mark_delivered(stranger, chat, 1).await);
    nobody(t.service.messages.typing(stranger, chat, None).await);
    nobody(t.service.chats.chat(stranger, chat).await.map(drop));
    nobody(t.service.groups.members(stranger, chat, None, 50).await.map(drop));
    let wanted = BTreeMap::from([(chat, 0)]);
    let synced = t.service.messages.sync(stranger, None, &wanted).await.expect("answers");
    assert!(synced.chats.iter().all(|c| c.summary.chat.id != chat));
    assert_eq!(synced.removed, [chat]);
}

#[tokio::test]
async fn a_direct_chat_is_one_even_when_both_start_it_at_once() {
    let t = TestService::start(open_settings()).await.expect("a fresh database");
    let (anna, boris) = (t.register("anna").await, t.register("boris").await);
    t.told.take();
    let (mine, theirs) = tokio::join!(
        t.service.chats.open_direct(anna, boris.user),
        t.service.chats.open_direct(boris, anna.user)
    );
    let (mine, theirs) = (mine.expect("opened"), theirs.expect("opened"));
    assert_eq!(mine.summary.chat.id, theirs.summary.chat.id);
    assert!(mine.created ^ theirs.created);
    let appeared = t.told.take().iter().filter(|c| matches!(c, Change::ChatAppeared { .. })).count();
    assert_eq!(appeared, 2, "each of the two is told once");
    let alone = t.service.chats.open_direct(anna, anna.user).await;
    assert!(matches!(alone, Err(ServiceError::Invalid { field: "userId", .. })));
}

#[tokio::test]
async fn reading_counts_down_and_is_told_to_the_others() {
    let t = TestService::start(open_settings()).await.expect("a fresh database");
    let (anna, boris) = (t.register("anna").await, t.register("boris").await);
    let chat = t.service.chats.open_direct(anna, boris.user).await.expect("opened").summary.chat.id;
    for n in 0..3 {
        t.service.messages.send(anna, chat, text(&format!("m{n}"))).await.expect("sent");
    }
    let seen = t.service.chats.chat(boris, chat).await.expect("his chat");
    assert_eq!((seen.mine.unread_count, seen.mine.read_seq), (3, 0));
    let own = t.service.chats.chat(anna, chat).await.expect("her chat");
    assert_eq!(own.mine.unread_count, 0, "one has read what one wrote");

    t.told.take();
    t.service.messages.mark_read(boris, chat, 2).await.expect("marked");
    t.service.messages.mark_read(boris, chat, 1).await.expect("backwards is nothing");
    let told = t.told.take();
    let [Change::Read { seq: 2, mine, audience: ReceiptAudience::Everybody, user, .. }] = told.as_slice()
    else {
        panic!("one receipt, not {told:?}");
    };
    assert_eq!((*user, mine.unread_count), (boris.user, 1));
    t.service.messages.mark_read(boris, chat, 9_999).await.expect("clamped to the end");
    let seen = t.service.chats.chat(anna, chat).await.expect("her chat");
    assert_eq!(seen.others_read_seq, 3);
}

#[tokio::test]
async fn sync_gives_exactly_what_was_missed() {
    let t = TestService::start(open_settings()).await.expect("a fresh database");
    let (anna, boris) = (t.register("anna").await, t.register("boris").await);
    let chat = t.service.chats.open_direct(anna, boris.user).await.expect("opened").summary.chat.id;
    t.service.messages.send(anna, chat, text("seen")).await.expect("sent");
    let first = t.service.messages.sync(boris, None, &BTreeMap::new()).await.expect("all");
    assert_eq!(first.chats.len(), 2);

    for n in 0..5 {
        t.service.messages.send(anna, chat, text(&format!("missed{n}"))).await.expect("sent");
    }
    let wanted = BTreeMap::from([(chat, 1)]);
    let second = t.service.messages.sync(boris, Some(&first.cursor), &wanted).await.expect("the rest");
    let missed =
        second.chats.iter().find(|c| c.summary.chat.id == chat).and_then(|c| c.missed.clone().flatten());
    let seqs: Vec<i64> = missed.expect("few enough").iter().map(LogEntry::seq).collect();
    assert_eq!(seqs, [2, 3, 4, 5, 6]);
    let nonsense = t.service.messages.sync(boris, Some("nonsense"), &BTreeMap::new()).await;
    assert!(matches!(nonsense, Err(ServiceError::Invalid { field: "since", .. })));
}

#[tokio::test]
async fn too_far_behind_is_said_instead_of_sent() {
    let t = TestService::start(open_settings()).await.expect("a fresh database");
    let (anna, boris) = (t.register("anna").await, t.register("boris").await);
    let chat = t.service.chats.open_direct(anna, boris.user).await.expect("opened").summary.chat.id;
    for n in 0..301 {
        t.service.messages.send(anna, chat, text(&format!("m{n}"))).await.expect("sent");
    }
    let behind = t.service.messages.sync(boris, None, &BTreeMap::from([(chat, 0)])).await.expect("answers");
    let chat_sync = behind.chats.into_iter().find(|c| c.summary.chat.id == chat).expect("named");
    assert!(matches!(chat_sync.missed, Some(None)));
}

#[tokio::test]
async fn the_owner_can_switch_the_family_chat_off_and_on() {
    let t = TestService::start(open_settings()).await.expect("a fresh database");
    let anna = t.register("anna").await;
    let family = family_of(&t, anna).await;
    t.service.messages.send(anna, family, text("m1")).await.expect("sent");

    let t =
        t.restart_with(ServiceSettings { family_title: None, ..open_settings() }).await.expect("restarts");
    let boris = t.register("boris").await;
    for person in [anna, boris] {
        assert!(t.service.chats.list(person).await.expect("listed").is_empty());
        let refused = t.service.messages.send(person, family, text("m2")).await;
        assert!(matches!(refused, Err(ServiceError::NotFound)));
    }

    let t = t.restart_with(open_settings()).await.expect("restarts");
    assert_eq!(family_of(&t, boris).await, family, "he joined when it came back");
    t.service.messages.send(boris, family, text("m3")).await.expect("sent");
    let page = t.service.messages.history(anna, family, Page::Newest, 50).await.expect("hers");
    assert_eq!(page.messages.len(), 2, "what was said before is still there");
}
