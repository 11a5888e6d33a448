//! Deleted for me: gone from my view and from nobody else's.

use zvonilka_model::UserId;
use zvonilka_store::{LogEntry, MarkKind, Page, Store};

use crate::{on_both, scene::seqs};

async fn cursor(store: &Store, user: UserId) -> String {
    store.sync_page(user, None, 50, &[]).await.expect("read").expect("no cursor").cursor
}

on_both! {
    async fn what_i_hide_leaves_my_view_only(scene) {
        let anna = scene.person("anna").await.id;
        let boris = scene.person("boris").await.id;
        let chat = scene.direct(anna, boris).await;
        let mut sent = Vec::new();
        for number in 1..=5 {
            sent.push(scene.say(chat, anna, &number.to_string()).await);
        }
        let access = scene.access(boris, chat).await;
        let before = cursor(&scene.store, boris).await;
        let for_anna = cursor(&scene.store, anna).await;
        let hidden = scene.store.hide(&access, &[sent[4].id, sent[1].id]).await.expect("written");
        assert_eq!(hidden.len(), 2);
        assert_eq!(scene.store.hide(&access, &[sent[1].id]).await.expect("works"), [], "again is nothing");
        assert_eq!(scene.store.hide(&access, &[]).await.expect("works"), []);

        assert_eq!(seqs(&scene.page(boris, chat).await), [1, 3, 4]);
        assert_eq!(seqs(&scene.page(anna, chat).await), [1, 2, 3, 4, 5]);
        let page = scene.store.history(&access, Page::Before(4), 2).await.expect("read");
        assert_eq!((seqs(&page.messages), page.has_more), (vec![1, 3], false));
        let page = scene.store.history(&access, Page::After(1), 1).await.expect("read");
        assert_eq!((seqs(&page.messages), page.has_more), (vec![3], true));
        let summary = scene.store.summary(&access).await.expect("read");
        assert_eq!(summary.last_message.map(|message| message.seq), Some(4));
        assert_eq!(summary.mine.unread_count, 3);
        let marked = scene.store.mark(&access, MarkKind::Read, 1).await.expect("written").expect("moved");
        assert_eq!(marked.mine.unread_count, 2);

        // My other devices learn of it by `sync`, nobody else hears anything.
        let synced = scene.store.sync_page(boris, Some(&before), 50, &[]).await.expect("read").expect("good");
        assert_eq!(synced.summaries.len(), 1);
        let since = scene.store.hidden_since(&access, Some(&before)).await.expect("read");
        assert_eq!(since, Some(vec![sent[1].id, sent[4].id]));
        let later = cursor(&scene.store, boris).await;
        let since = scene.store.hidden_since(&access, Some(&later)).await.expect("read").expect("few");
        assert!(since.is_empty() || scene.may_repeat(), "{since:?}");
        assert_eq!(scene.store.hidden_since(&access, None).await.expect("read").map(|all| all.len()), Some(2));
        let nothing = scene.store.hidden_since(&scene.access(anna, chat).await, Some(&for_anna)).await;
        assert_eq!(nothing.expect("read"), Some(vec![]));
        assert_eq!(scene.say(chat, anna, "шесть").await.seq, 6, "it took no place in the log");
    }

    async fn a_hidden_message_keeps_its_place_in_my_log_and_tells_nothing(scene) {
        let anna = scene.person("anna").await.id;
        let boris = scene.person("boris").await.id;
        let chat = scene.direct(anna, boris).await;
        let message = scene.say(chat, anna, "раз").await;
        let access = scene.access(boris, chat).await;
        scene.store.hide(&access, &[message.id]).await.expect("written");
        scene.edit(anna, &message, "два").await;
        scene.react(anna, &message, "👍", true).await;
        let log = scene.store.log_after(&access, 0, 10).await.expect("read").expect("not too far");
        assert_eq!(log.iter().map(LogEntry::seq).collect::<Vec<_>>(), [1, 2, 3]);
        assert!(log.iter().all(|entry| matches!(entry, LogEntry::ChatChanged { .. })), "{log:?}");
        let listed = scene.store.reactions(&access, message.id, None, 10).await.expect("read");
        assert_eq!(listed, None);
    }

    async fn too_many_hidden_ones_are_not_named(scene) {
        let anna = scene.person("anna").await.id;
        let boris = scene.person("boris").await.id;
        let chat = scene.direct(anna, boris).await;
        let batch = (0..1_001).map(|n| crate::scene::text_message(chat, anna, &format!("n{n}"), "раз"));
        let mut ids = Vec::new();
        for answer in scene.store.append(batch.collect()).await.expect("stored") {
            ids.push(crate::scene::fresh(answer).id);
        }
        let access = scene.access(boris, chat).await;
        scene.store.hide(&access, &ids[1..]).await.expect("written");
        let named = scene.store.hidden_since(&access, None).await.expect("read");
        assert_eq!(named.map(|ids| ids.len()), Some(1_000));
        scene.store.hide(&access, &ids[..1]).await.expect("written");
        assert_eq!(scene.store.hidden_since(&access, None).await.expect("read"), None);
        // What was hidden elsewhere is still told.
        let other = scene.direct(boris, scene.person("vera").await.id).await;
        let message = scene.say(other, boris, "раз").await;
        let elsewhere = scene.access(boris, other).await;
        scene.store.hide(&elsewhere, &[message.id]).await.expect("written");
        let all = scene.store.all_hidden_since(&[access, elsewhere], None).await.expect("read");
        assert_eq!((&all[&chat], &all[&other]), (&None, &Some(vec![message.id])));
        let summary = scene.store.summary(&access).await.expect("read");
        assert_eq!((summary.last_message, summary.mine.unread_count), (None, 0));
    }
}
