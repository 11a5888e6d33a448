//! One's own side of a chat, saved messages, invite links, and the end of a chat.

use std::time::Duration;

use zvonilka_model::{Chat, ChatId, ChatLink, DirectKey, MessageId, Role, UserId, limits};
use zvonilka_store::{GroupRefusal, MarkKind, MinePatch, MineRefusal, Page};

use crate::{
    on_both,
    scene::{Scene, at_once},
};

fn anybody(_: Role, _: &Chat) -> bool {
    true
}

async fn link(scene: &Scene, owner: UserId, chat: ChatId, code: &str, max_uses: Option<u32>) -> ChatLink {
    let link = ChatLink {
        code: code.to_owned(),
        chat,
        created_by: owner,
        max_uses,
        uses: 0,
        expires_at: Some(scene.now() + Duration::from_secs(60)),
        created_at: scene.now(),
    };
    let access = scene.access(owner, chat).await;
    scene.store.create_link(&access, &link, anybody).await.expect("works").expect("made");
    link
}

on_both! {
    async fn what_is_not_named_stays_and_what_is_cleared_goes(scene) {
        let [anna, boris] = [scene.person("anna").await.id, scene.person("boris").await.id];
        let chat = scene.direct(anna, boris).await;
        let said = scene.say(chat, boris, "раз").await;
        let access = scene.access(anna, chat).await;
        let change = async |patch| scene.store.update_mine(&access, patch).await.expect("works");
        let later = scene.now() + Duration::from_secs(3_600);
        let all = MinePatch {
            pinned: Some(true),
            archived: Some(true),
            muted_until: Some(Some(later)),
            marked_unread: Some(true),
            draft: Some(Some(("начало".to_owned(), Some(said.id)))),
        };
        let mine = change(all).await.expect("changed");
        assert!(mine.pinned && mine.archived && mine.marked_unread);
        let draft = mine.draft.as_ref().expect("kept");
        assert_eq!((draft.text.as_str(), draft.reply_to, draft.updated_at), ("начало", Some(said.id), scene.now()));
        assert_eq!((mine.muted_until, mine.unread_count), (Some(later), 1));
        assert_eq!(change(MinePatch::default()).await.expect("nothing to do"), mine);
        assert_eq!(scene.store.summary(&access).await.expect("read").mine, mine);
        let other = scene.store.summary(&scene.access(boris, chat).await).await.expect("read").mine;
        assert!(!other.pinned && other.draft.is_none(), "the other side is the other's");

        let ended = MinePatch { muted_until: Some(None), draft: Some(None), ..MinePatch::default() };
        let mine = change(ended).await.expect("changed");
        assert_eq!((mine.muted_until, mine.draft, mine.pinned), (None, None, true));
        let past = MinePatch { muted_until: Some(Some(scene.now())), ..MinePatch::default() };
        assert_eq!(change(past).await.expect("changed").muted_until, None, "a time that is over mutes nothing");
        let stray = Some(MessageId::generate(scene.now()));
        let foreign = MinePatch { draft: Some(Some((String::new(), stray))), ..MinePatch::default() };
        assert_eq!(change(foreign).await, Err(MineRefusal::UnknownReply));
        let marked = scene.store.mark(&access, MarkKind::Read, said.seq).await.expect("works").expect("moved");
        assert!(!marked.mine.marked_unread && marked.mine.pinned);
    }

    async fn marked_as_unread_is_over_when_its_owner_reads_again_or_writes(scene) {
        let [anna, boris] = [scene.person("anna").await.id, scene.person("boris").await.id];
        let chat = scene.direct(anna, boris).await;
        let said = scene.say(chat, boris, "раз").await;
        let access = scene.access(anna, chat).await;
        let put = async || {
            let patch = MinePatch { marked_unread: Some(true), ..MinePatch::default() };
            assert!(scene.store.update_mine(&access, patch).await.expect("works").expect("marked").marked_unread);
        };
        let is_marked = async || scene.store.summary(&access).await.expect("read").mine.marked_unread;
        let read = async || scene.store.mark(&access, MarkKind::Read, said.seq).await.expect("works");

        put().await;
        assert!(read().await.is_some() && !is_marked().await);
        put().await;
        let again = read().await.expect("a change, although the place is the same");
        assert!(!again.mine.marked_unread && !is_marked().await);
        assert!(read().await.is_none(), "nothing is left to change");

        put().await;
        scene.say(chat, boris, "два").await;
        scene.store.mark(&access, MarkKind::Delivered, said.seq + 1).await.expect("works").expect("moved");
        assert!(is_marked().await, "others' words and what a device received do not end it");
        scene.say(chat, anna, "три").await;
        assert!(!is_marked().await);
    }

    async fn the_last_place_on_top_is_taken_once(scene) {
        let anna = scene.person("anna").await.id;
        let mut chats = Vec::new();
        for _ in 0..limits::PINNED_CHATS_MAX + 4 {
            let chat = scene.group(anna, &[]).await;
            chats.push(scene.access(anna, chat).await);
        }
        let outcomes = at_once(chats.into_iter().map(|access| {
            let store = scene.store.clone();
            async move {
                let patch = MinePatch { pinned: Some(true), ..MinePatch::default() };
                store.update_mine(&access, patch).await.expect("works").map(drop)
            }
        }))
        .await;
        let refused = outcomes.iter().filter(|outcome| **outcome == Err(MineRefusal::TooManyPinned)).count();
        assert_eq!(refused, 4);
    }

    async fn a_hidden_chat_comes_back_with_the_next_message(scene) {
        let [anna, boris] = [scene.person("anna").await.id, scene.person("boris").await.id];
        let chat = scene.direct(anna, boris).await;
        let said = scene.say(chat, boris, "раз").await;
        let access = scene.access(anna, chat).await;
        let (cursor, hidden) = (
            scene.store.sync_page(anna, None, 10, &[]).await.expect("read").expect("good").cursor,
            scene.store.hide_chat(&access).await.expect("works").expect("hers"),
        );
        assert_eq!(hidden.hidden_seq, Some(said.seq));
        assert!(scene.store.summary(&access).await.expect("read").is_hidden());
        let page = scene.store.sync_page(anna, Some(&cursor), 10, &[]).await.expect("read").expect("good");
        assert_eq!(page.summaries.len(), 1, "her other devices hear of it");
        scene.say(chat, boris, "два").await;
        assert!(!scene.store.summary(&access).await.expect("read").is_hidden());
    }

    async fn saved_messages_are_one_chat_even_when_opened_at_once(scene) {
        let anna = scene.person("anna").await.id;
        let opened = at_once((0..5).map(|_| {
            let store = scene.store.clone();
            async move { store.open_saved(anna).await.expect("opened") }
        }))
        .await;
        assert_eq!(opened.iter().filter(|one| one.created).count(), 1);
        assert!(opened.iter().all(|one| one.chat == opened[0].chat));
        assert_eq!(scene.access(anna, opened[0].chat).await.role(), Role::Owner);
    }

    async fn the_last_use_of_a_link_is_used_once(scene) {
        let anna = scene.person("anna").await.id;
        let chat = scene.group(anna, &[]).await;
        let made = link(&scene, anna, chat, "dacha", Some(2)).await;
        let access = scene.access(anna, chat).await;
        assert_eq!(scene.store.links(&access).await.expect("read"), [made]);
        let mut guests = Vec::new();
        for number in 0..5 {
            guests.push(scene.person(&format!("guest{number}")).await.id);
        }
        let outcomes = at_once(guests.into_iter().map(|guest| {
            let store = scene.store.clone();
            async move { store.join_by_link("dacha", guest).await.expect("works").map(drop) }
        }))
        .await;
        assert_eq!(outcomes.iter().filter(|joined| joined.is_ok()).count(), 2);
        assert_eq!(outcomes.iter().filter(|joined| **joined == Err(GroupRefusal::LinkUnknown)).count(), 3);
        assert_eq!(scene.access(anna, chat).await.member_count(), 3);
        let known = scene.store.linked_group("dacha", anna).await.expect("read").expect("she is in");
        assert!(known.joined);
        assert_eq!(scene.store.linked_group("dacha", scene.person("vera").await.id).await.expect("read"), None);
        assert_eq!(scene.store.links(&access).await.expect("read"), []);
        assert!(scene.store.revoke_link(&access, "dacha").await.expect("works"));
        assert!(!scene.store.revoke_link(&access, "dacha").await.expect("works"));
    }

    async fn links_are_bounded_and_those_that_lapsed_make_room(scene) {
        let anna = scene.person("anna").await.id;
        let chat = scene.group(anna, &[]).await;
        for number in 0..limits::LIVE_LINKS_MAX {
            link(&scene, anna, chat, &format!("code{number}"), None).await;
        }
        let access = scene.access(anna, chat).await;
        let one_more = ChatLink { code: "more".to_owned(), ..scene.store.links(&access).await.expect("read")[0].clone() };
        let refused = scene.store.create_link(&access, &one_more, anybody).await.expect("works");
        assert_eq!(refused, Err(GroupRefusal::TooManyLinks));
        scene.pass(60_000);
        assert_eq!(scene.store.links(&access).await.expect("read"), []);
        let fits = ChatLink { expires_at: None, ..one_more };
        assert_eq!(scene.store.create_link(&access, &fits, anybody).await.expect("works"), Ok(()));
        assert_eq!(scene.store.links(&access).await.expect("read"), [fits]);
    }

    async fn a_deleted_chat_is_taken_from_all_and_erased_bit_by_bit(scene) {
        let [anna, boris] = [scene.person("anna").await.id, scene.person("boris").await.id];
        let (chat, kept) = (scene.direct(anna, boris).await, scene.group(anna, &[boris]).await);
        for number in 0..5 {
            scene.say(chat, anna, &number.to_string()).await;
        }
        let access = scene.access(anna, chat).await;
        let cursor = scene.store.sync_page(boris, None, 10, &[]).await.expect("read").expect("good").cursor;
        let refused = scene.store.delete_chat(&access, |_, _| false).await.expect("works");
        assert_eq!(refused, Err(GroupRefusal::NotAllowed));
        let mut gone = scene.store.delete_chat(&access, anybody).await.expect("works").expect("allowed");
        gone.sort();
        let key = DirectKey::new(anna, boris).expect("two");
        assert_eq!(gone, key.people());
        let again = scene.store.delete_chat(&access, anybody).await.expect("works");
        assert_eq!(again, Err(GroupRefusal::NotMember));
        assert!(scene.store.access(boris, chat).await.expect("works").is_none());
        let page = scene.store.sync_page(boris, Some(&cursor), 10, &[]).await.expect("read").expect("good");
        assert_eq!(page.removed, [chat]);

        assert!(scene.store.erase_deleted(3).await.expect("works"));
        assert!(scene.store.erase_deleted(3).await.expect("works"));
        assert!(!scene.store.erase_deleted(3).await.expect("works"), "nothing is left");
        assert!(scene.store.history(&access, Page::Newest, 10).await.expect("read").messages.is_empty());
        let other = scene.access(anna, kept).await;
        assert_eq!(scene.store.history(&other, Page::Newest, 10).await.expect("read").messages.len(), 1);
        assert_ne!(scene.direct(anna, boris).await, chat, "another one can be begun");
    }
}
