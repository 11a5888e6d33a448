//! Catching up: twice perhaps, never zero times.

use std::collections::{HashMap, HashSet};

use sea_orm::{ConnectionTrait, Database, TransactionTrait};
use zvonilka_model::{ChatId, MessageBody, UserId};
use zvonilka_store::{BadCursor, MarkKind, Store, SyncPage};

use crate::{
    on_both,
    scene::{Kind, Scene, at_once, fresh, text_message},
};

async fn page(store: &Store, user: UserId, since: Option<&str>, limit: u32) -> SyncPage {
    store.sync_page(user, since, limit, &[]).await.expect("read").expect("a good cursor")
}

/// Pages until there is no more; gives the chats in order of arrival, and the cursor.
async fn catch_up(store: &Store, user: UserId, since: Option<&str>, limit: u32) -> (Vec<ChatId>, String) {
    let mut seen = Vec::new();
    let mut cursor = since.map(str::to_owned);
    loop {
        let page = page(store, user, cursor.as_deref(), limit).await;
        assert!(page.summaries.len() <= limit as usize);
        seen.extend(page.summaries.iter().map(|summary| summary.chat.id));
        if !page.more {
            return (seen, page.cursor);
        }
        cursor = Some(page.cursor);
    }
}

async fn friends(scene: &Scene, count: usize) -> (UserId, Vec<ChatId>) {
    let me = scene.person("me.myself").await.id;
    let mut chats = Vec::new();
    for number in 0..count {
        let friend = scene.person(&format!("friend{number}")).await.id;
        chats.push(scene.direct(me, friend).await);
    }
    (me, chats)
}

on_both! {
    async fn without_a_cursor_everything_comes_and_after_it_only_what_changed(scene) {
        let (me, chats) = friends(&scene, 3).await;
        let (mut seen, cursor) = catch_up(&scene.store, me, None, 50).await;
        seen.sort();
        let mut all = chats.clone();
        all.sort();
        assert_eq!(seen, all);
        let (seen, cursor) = catch_up(&scene.store, me, Some(&cursor), 50).await;
        scene.assert_brought(&seen, &[], "nothing changed");
        let message = scene.say(chats[1], me, "раз").await;
        let page = page(&scene.store, me, Some(&cursor), 50).await;
        let brought: Vec<ChatId> = page.summaries.iter().map(|summary| summary.chat.id).collect();
        scene.assert_brought(&brought, &[chats[1]], "a message came");
        // The latest change comes last.
        let last = page.summaries.last().expect("one at least");
        assert_eq!(last.last_message.as_ref(), Some(&message));
        let access = scene.access(me, chats[1]).await;
        assert_eq!(last, &scene.store.summary(&access).await.expect("read"));
        assert_eq!((page.removed, page.more), (vec![], false));
    }

    async fn each_kind_of_change_is_found(scene) {
        let family = scene.family().await;
        let anna = scene.relative("anna", family).await.person.id;
        let (_, cursor) = catch_up(&scene.store, anna, None, 50).await;

        let boris = scene.relative("boris", family).await.person.id;
        let (seen, cursor) = catch_up(&scene.store, anna, Some(&cursor), 50).await;
        scene.assert_brought(&seen, &[family], "somebody joined");

        let direct = scene.direct(boris, anna).await;
        let (seen, cursor) = catch_up(&scene.store, anna, Some(&cursor), 50).await;
        scene.assert_brought(&seen, &[direct], "somebody opened a chat with me");

        let message = scene.say(direct, boris, "раз").await;
        let (seen, cursor) = catch_up(&scene.store, anna, Some(&cursor), 50).await;
        scene.assert_brought(&seen, &[direct], "a message came");

        let access = scene.access(anna, direct).await;
        scene.store.mark(&access, MarkKind::Read, message.seq).await.expect("written");
        let (_, for_boris) = catch_up(&scene.store, boris, None, 50).await;
        let (seen, cursor) = catch_up(&scene.store, anna, Some(&cursor), 50).await;
        scene.assert_brought(&seen, &[direct], "I read it on another device");

        let answer = scene.say(direct, anna, "два").await;
        let (_, for_anna) = catch_up(&scene.store, anna, Some(&cursor), 50).await;
        scene.store.mark(&scene.access(boris, direct).await, MarkKind::Read, answer.seq).await.expect("written");
        let (seen, _) = catch_up(&scene.store, anna, Some(&for_anna), 50).await;
        scene.assert_brought(&seen, &[direct], "somebody else read");
        let (seen, _) = catch_up(&scene.store, boris, Some(&for_boris), 50).await;
        scene.assert_brought(&seen, &[direct], "both sides see it");
    }

    async fn paging_loses_nothing_among_changes_of_one_commit(scene) {
        let (me, chats) = friends(&scene, 7).await;
        let (_, cursor) = catch_up(&scene.store, me, None, 50).await;
        // One commit: all of them carry the same mark.
        let batch = chats.iter().map(|chat| text_message(*chat, me, "tie", "раз")).collect();
        scene.store.append(batch).await.expect("stored").into_iter().for_each(|answer| {
            fresh(answer);
        });
        for limit in [1, 2, 3, 6, 7, 8] {
            let (mut seen, _) = catch_up(&scene.store, me, Some(&cursor), limit).await;
            seen.sort();
            let mut all = chats.clone();
            all.sort();
            assert_eq!(seen, all, "limit {limit}");
        }
    }

    async fn a_change_between_two_pages_is_found_by_this_round_or_the_next(scene) {
        let (me, chats) = friends(&scene, 4).await;
        let first = page(&scene.store, me, None, 2).await;
        assert!(first.more);
        let seen_first: Vec<ChatId> = first.summaries.iter().map(|summary| summary.chat.id).collect();
        let message = scene.say(seen_first[0], me, "между страницами").await;
        let mut found = false;
        let mut cursor = first.cursor;
        for _ in 0..3 {
            let next = page(&scene.store, me, Some(&cursor), 2).await;
            found |= next.summaries.iter().any(|summary| summary.last_message.as_ref() == Some(&message));
            cursor = next.cursor;
        }
        assert!(found);
        assert_eq!(chats.len(), 4);
    }

    async fn nothing_that_many_writers_commit_is_ever_missed(scene) {
        let (me, chats) = friends(&scene, 6).await;
        let (_, mut cursor) = catch_up(&scene.store, me, None, 50).await;
        let mut known: HashMap<ChatId, i64> = HashMap::new();
        // The reader's rounds go on while the writers' transactions overlap; their batches take the chats in
        // different orders and finish in any order.
        let writers = at_once((0..12_usize).map(|writer| {
            let (store, chats) = (scene.store.clone(), chats.clone());
            async move {
                for round in 0..8_usize {
                    let picked: HashSet<usize> = [writer % 6, (writer + round) % 6, round % 6].into();
                    let batch = picked.into_iter().map(|n| {
                        text_message(chats[n], me, &format!("w{writer}-{round}"), "раз")
                    });
                    for answer in store.append(batch.collect()).await.expect("stored") {
                        fresh(answer);
                    }
                }
            }
        }));
        tokio::pin!(writers);
        let mut finished = false;
        loop {
            // After the writers are done one more whole round must bring what is left.
            let last_round = finished;
            loop {
                let next = page(&scene.store, me, Some(&cursor), 2).await;
                for summary in &next.summaries {
                    known.insert(summary.chat.id, summary.chat.last_seq);
                }
                let more = next.more;
                cursor = next.cursor;
                if !more {
                    break;
                }
            }
            if last_round {
                break;
            }
            tokio::select! {
                biased;
                _ = &mut writers => finished = true,
                () = tokio::task::yield_now() => {}
            }
        }
        for summary in scene.store.summaries(me).await.expect("read") {
            assert_eq!(known.get(&summary.chat.id), Some(&summary.chat.last_seq));
            assert!(matches!(summary.last_message.expect("written").body, MessageBody::Text(_)));
        }
    }

    async fn a_cursor_that_is_none_is_refused(scene) {
        let (me, _) = friends(&scene, 1).await;
        for cursor in ["", "nonsense", "v1.1", "v2.0.0.00000000000000000000000000000000", "v1.9000000000000000000.0.0"] {
            let refusal = scene.store.sync_page(me, Some(cursor), 10, &[]).await.expect("works").err();
            assert_eq!(refusal, Some(BadCursor), "{cursor}");
        }
        // Of a later state of the database, that is, from before a restore.
        let later = "v1.4000000000000000.4000000000000000.00000000000000000000000000000000";
        assert_eq!(scene.store.sync_page(me, Some(later), 10, &[]).await.expect("works").err(), Some(BadCursor));
    }
}

/// On PostgreSQL transactions overlap: one that began early may become visible after later ones were synced.
#[tokio::test]
async fn a_commit_that_takes_longer_than_its_followers_is_found() {
    let Some(scene) = Scene::open(Kind::Postgres).await else { return };
    let (me, chats) = friends(&scene, 2).await;
    let (_, cursor) = catch_up(&scene.store, me, None, 50).await;

    let bare = Database::connect(scene.settings.url.as_str()).await.expect("reachable");
    let slow = bare.begin().await.expect("begun");
    let change =
        format!("UPDATE chats SET changed = pg_current_xact_id()::text::bigint WHERE id = '{}'", chats[0]);
    slow.execute_unprepared(&change).await.expect("written");

    scene.say(chats[1], me, "обгон").await;
    let (seen, cursor) = catch_up(&scene.store, me, Some(&cursor), 50).await;
    assert!(seen.contains(&chats[1]));

    slow.commit().await.expect("committed");
    let (seen, _) = catch_up(&scene.store, me, Some(&cursor), 50).await;
    assert!(seen.contains(&chats[0]));
    bare.close().await.expect("closed");
    scene.store.close().await;
}
