//! Finding messages: the same on both databases.

use sea_orm::{ConnectionTrait, Database, TransactionTrait};
use zvonilka_model::{ChatId, FilesKind, Message, MessageBody, SearchWords, UserId};
use zvonilka_store::{FoundPage, Has, IndexProgress, MessageQuery};

use crate::{
    on_both,
    scene::{Scene, at_once, fresh, text_message},
};

/// Everything that is there goes into the index.
async fn index(scene: &Scene) {
    while scene.store.index_messages(100).await.expect("indexed") == IndexProgress::More {}
}

fn query(words: &SearchWords) -> MessageQuery<'_> {
    MessageQuery {
        words,
        chat: None,
        from: None,
        after: None,
        before: None,
        has: None,
        family: None,
        beyond: None,
        limit: 50,
    }
}

fn texts(page: &FoundPage) -> Vec<String> {
    page.messages.iter().map(said).collect()
}

fn said(message: &Message) -> String {
    message.body.text().unwrap_or_default().to_owned()
}

async fn found(scene: &Scene, user: UserId, words: &str) -> Vec<String> {
    let words = SearchWords::parse(words);
    texts(&scene.store.search_messages(user, &query(&words)).await.expect("searched"))
}

async fn pair(scene: &Scene) -> (UserId, UserId, ChatId) {
    let anna = scene.person("anna").await.id;
    let boris = scene.person("boris").await.id;
    (anna, boris, scene.direct(anna, boris).await)
}

on_both! {
    async fn forms_of_a_word_are_found_newest_first(scene) {
        let (anna, boris, chat) = pair(&scene).await;
        for text in ["Встреча в пять", "ничего", "ёлка на встрече", "We are RUNNING late", "@boris_b, 42!"] {
            scene.say(chat, anna, text).await;
        }
        index(&scene).await;
        assert_eq!(found(&scene, boris, "встречи ").await, ["ёлка на встрече", "Встреча в пять"]);
        assert_eq!(found(&scene, boris, "встреча елки ").await, ["ёлка на встрече"]);
        assert_eq!(found(&scene, boris, "встр").await, ["ёлка на встрече", "Встреча в пять"]);
        assert_eq!(found(&scene, boris, "встр ").await, [""; 0]);
        assert_eq!(found(&scene, boris, "run ").await, ["We are RUNNING late"]);
        assert_eq!(found(&scene, boris, "42").await, ["@boris_b, 42!"]);
        assert_eq!(found(&scene, boris, "@boris_b ").await, ["@boris_b, 42!"]);
        assert_eq!(found(&scene, boris, "@bor").await, ["@boris_b, 42!"]);
        assert_eq!(found(&scene, boris, "@bori ").await, [""; 0]);
        assert_eq!(found(&scene, boris, "!!").await, [""; 0]);
        for odd in ["\"", "' OR *", "встреч* NEAR(", "a:b", "\\'& | !", "#c #link", "\u{1d54a}"] {
            found(&scene, boris, odd).await;
        }
    }

    async fn only_members_find_what_was_said(scene) {
        let (anna, boris, chat) = pair(&scene).await;
        let eva = scene.person("eva").await.id;
        let other = scene.direct(anna, eva).await;
        scene.say(chat, anna, "секрет один").await;
        scene.say(other, eva, "секрет два").await;
        index(&scene).await;
        assert_eq!(found(&scene, boris, "секрет").await, ["секрет один"]);
        assert_eq!(found(&scene, eva, "секрет").await, ["секрет два"]);
        assert_eq!(found(&scene, anna, "секрет").await, ["секрет два", "секрет один"]);
        let nobody = scene.person("nobody").await.id;
        assert_eq!(found(&scene, nobody, "секрет").await, [""; 0]);
    }

    async fn somebody_in_many_chats_finds_what_is_in_them_and_nothing_else(scene) {
        let (anna, boris, chat) = pair(&scene).await;
        let mut expected = Vec::new();
        let mut before = boris;
        for number in 0..7 {
            let other = scene.person(&format!("other{number}")).await.id;
            let mine = scene.direct(anna, other).await;
            scene.say(mine, other, &format!("секрет {number}")).await;
            expected.insert(0, format!("секрет {number}"));
            let theirs = scene.direct(before, other).await;
            scene.say(theirs, other, "секрет чужой").await;
            before = other;
        }
        scene.say(chat, boris, "ничего").await;
        index(&scene).await;
        assert_eq!(found(&scene, anna, "секрет").await, expected);
    }

    async fn a_family_chat_that_is_switched_off_is_not_searched(scene) {
        let family = scene.family().await;
        let anna = scene.relative("anna", family).await.person.id;
        scene.say(family, anna, "пирог").await;
        index(&scene).await;
        let words = SearchWords::parse("пирог");
        let search = async |family| {
            let query = MessageQuery { family, ..query(&words) };
            texts(&scene.store.search_messages(anna, &query).await.expect("searched"))
        };
        assert_eq!(search(Some(family)).await, ["пирог"]);
        assert_eq!(search(None).await, [""; 0]);
    }

    async fn filters_narrow_the_search(scene) {
        let (anna, boris, chat) = pair(&scene).await;
        let eva = scene.person("eva").await.id;
        let other = scene.direct(anna, eva).await;
        let first = scene.say(chat, anna, "фото тут https://example.org/a").await;
        scene.pass(10_000);
        let second = scene.say(chat, boris, "фото там").await;
        scene.pass(10_000);
        scene.say(other, eva, "фото https://example.org/b").await;
        index(&scene).await;
        let words = SearchWords::parse("фото");
        let none = SearchWords::default();
        let search = async |query: MessageQuery<'_>| {
            texts(&scene.store.search_messages(anna, &query).await.expect("searched"))
        };
        let access = scene.access(anna, chat).await;
        let all = ["фото https://example.org/b", "фото там", "фото тут https://example.org/a"];
        assert_eq!(search(query(&words)).await, all);
        assert_eq!(search(MessageQuery { chat: Some(&access), ..query(&words) }).await, all[1..]);
        assert_eq!(search(MessageQuery { from: Some(boris), ..query(&words) }).await, all[1..2]);
        assert_eq!(search(MessageQuery { has: Some(Has::Link), ..query(&words) }).await, [all[0], all[2]]);
        assert_eq!(search(MessageQuery { has: Some(Has::Link), ..query(&none) }).await, [all[0], all[2]]);
        assert_eq!(search(query(&none)).await, [""; 0], "nothing to look for");
        let at = Some(second.created_at);
        assert_eq!(search(MessageQuery { after: at, ..query(&words) }).await, all[..2]);
        assert_eq!(search(MessageQuery { before: at, ..query(&words) }).await, all[2..]);
        let long_ago = Some(first.created_at - std::time::Duration::from_secs(3 * 24 * 3_600));
        assert_eq!(search(MessageQuery { before: long_ago, ..query(&words) }).await, [""; 0]);
        let later = Some(first.created_at + std::time::Duration::from_secs(3 * 24 * 3_600));
        assert_eq!(search(MessageQuery { after: later, ..query(&words) }).await, [""; 0]);
    }

    async fn what_a_message_has_is_found_without_words_until_it_is_deleted(scene) {
        let (anna, boris, chat) = pair(&scene).await;
        let mut photo = text_message(chat, anna, "photo", "");
        photo.body = MessageBody::Files { kind: FilesKind::Media, caption: None };
        let mut voice = text_message(chat, anna, "voice", "");
        voice.body = MessageBody::Files { kind: FilesKind::Voice, caption: Some("о встрече".to_owned()) };
        let stored = scene.store.append(vec![photo, voice]).await.expect("stored");
        let photo = fresh(stored.into_iter().next().expect("two answers"));
        index(&scene).await;
        let none = SearchWords::default();
        let seqs = async |has| {
            let query = MessageQuery { has: Some(has), ..query(&none) };
            let page = scene.store.search_messages(boris, &query).await.expect("searched");
            page.messages.iter().map(|message| message.seq).collect::<Vec<_>>()
        };
        assert_eq!((seqs(Has::Photo).await, seqs(Has::Voice).await), (vec![1], vec![2]));
        assert_eq!((seqs(Has::File).await, seqs(Has::Link).await), (vec![], vec![]));
        assert_eq!(found(&scene, boris, "встречей ").await, ["о встрече"]);
        let access = scene.access(anna, chat).await;
        let deleted = scene.store.delete_message(&access, photo.id, |_| Ok::<(), ()>(())).await;
        deleted.expect("deleted");
        index(&scene).await;
        assert_eq!(seqs(Has::Photo).await, [0; 0]);
    }

    async fn pages_follow_each_other_without_a_gap(scene) {
        let (anna, boris, chat) = pair(&scene).await;
        for number in 1..=7 {
            scene.say(chat, anna, &format!("слово {number}")).await;
        }
        index(&scene).await;
        let words = SearchWords::parse("слово ");
        let mut beyond = None;
        let mut pages = Vec::new();
        loop {
            let query = MessageQuery { beyond, limit: 3, ..query(&words) };
            let page = scene.store.search_messages(boris, &query).await.expect("searched");
            pages.push(texts(&page));
            beyond = page.next;
            if beyond.is_none() {
                break;
            }
        }
        assert_eq!(pages, [
            vec!["слово 7", "слово 6", "слово 5"],
            vec!["слово 4", "слово 3", "слово 2"],
            vec!["слово 1"],
        ]);
    }

    async fn the_index_goes_on_where_it_stopped(scene) {
        let (anna, boris, chat) = pair(&scene).await;
        for number in 0..10 {
            scene.say(chat, anna, &format!("слово {number}")).await;
        }
        assert_eq!(scene.store.index_messages(4).await.expect("indexed"), IndexProgress::More);
        assert_eq!(found(&scene, boris, "слово").await.len(), 4);
        let again = scene.open_again().await;
        while again.index_messages(4).await.expect("indexed") == IndexProgress::More {}
        assert_eq!(found(&scene, boris, "слово").await.len(), 10);
        scene.say(chat, anna, "слово 10").await;
        index(&scene).await;
        assert_eq!(found(&scene, boris, "слово").await.len(), 11);
        again.close().await;
    }

    async fn two_that_index_at_once_put_every_message_in_once(scene) {
        let (anna, boris, chat) = pair(&scene).await;
        let batch = (0..60).map(|n| text_message(chat, anna, &format!("c{n}"), "слово")).collect();
        scene.store.append(batch).await.expect("stored");
        let work = (0..4).map(|_| {
            let store = scene.store.clone();
            async move {
                while store.index_messages(7).await.expect("indexed") == IndexProgress::More {}
                let words = SearchWords::parse("слово");
                let query = MessageQuery { limit: 200, ..query(&words) };
                store.search_messages(boris, &query).await.expect("searched").messages.len()
            }
        });
        assert_eq!(at_once(work).await, [60; 4], "whoever is done finds all of it");
        let words = SearchWords::parse("слово");
        let query = MessageQuery { limit: 200, ..query(&words) };
        let page = scene.store.search_messages(boris, &query).await.expect("searched");
        let mut seqs: Vec<i64> = page.messages.iter().map(|message| message.seq).collect();
        seqs.dedup();
        assert_eq!(seqs, (1..=60).rev().collect::<Vec<_>>());
    }

    async fn what_changes_or_goes_is_found_as_it_is_now(scene) {
        let (anna, boris, chat) = pair(&scene).await;
        scene.say(chat, anna, "слово один").await;
        scene.say(chat, anna, "слово два").await;
        index(&scene).await;
        let other = Database::connect(&scene.settings.url).await.expect("connected");
        let run = async |sql: &str| other.execute_unprepared(sql).await.expect("done");
        run("UPDATE messages SET text = 'слово три' WHERE text = 'слово два'").await;
        index(&scene).await;
        assert_eq!(found(&scene, boris, "два").await, [""; 0]);
        assert_eq!(found(&scene, boris, "три").await, ["слово три"]);
        run("DELETE FROM messages WHERE text = 'слово три'").await;
        index(&scene).await;
        assert_eq!(found(&scene, boris, "слово").await, ["слово один"]);
        // On SQLite this one gets the number of the one that went.
        scene.say(chat, anna, "слово четыре").await;
        index(&scene).await;
        assert_eq!(found(&scene, boris, "три").await, [""; 0]);
        assert_eq!(found(&scene, boris, "слово").await, ["слово четыре", "слово один"]);
        run("DELETE FROM messages WHERE text = 'слово четыре'").await;
        scene.say(chat, anna, "слово пять").await;
        index(&scene).await;
        assert_eq!(found(&scene, boris, "слово").await, ["слово пять", "слово один"]);
        // A change of what is not in the index yet.
        scene.say(chat, anna, "слово шесть").await;
        run("UPDATE messages SET text = 'слово семь' WHERE text = 'слово шесть'").await;
        index(&scene).await;
        assert_eq!(found(&scene, boris, "слово").await, ["слово семь", "слово пять", "слово один"]);
        other.close().await.expect("closed");
    }

    async fn what_somebody_hid_is_found_by_the_others_only(scene) {
        let (anna, boris, chat) = pair(&scene).await;
        let hidden = scene.say(chat, anna, "слово").await.id;
        index(&scene).await;
        scene.store.hide(&scene.access(boris, chat).await, &[hidden]).await.expect("hidden");
        assert_eq!(found(&scene, boris, "слово").await, [""; 0]);
        assert_eq!(found(&scene, anna, "слово").await, ["слово"]);
    }

    async fn a_message_that_is_committed_late_is_found_all_the_same(scene) {
        let (anna, boris, chat) = pair(&scene).await;
        scene.say(chat, anna, "слово раннее").await;
        if scene.settings.url.starts_with("sqlite") {
            // Its one writer commits in the order in which numbers are given out.
            scene.store.close().await;
            return;
        }
        let other = Database::connect(&scene.settings.url).await.expect("connected");
        let late = other.begin().await.expect("begun");
        let copy = "INSERT INTO messages (id, chat_id, seq, rev, sender_id, client_id, kind, text, created_at)
            SELECT gen_random_uuid(), chat_id, 100, 100, sender_id, 'late', kind, 'слово позднее', created_at
            FROM messages";
        late.execute_unprepared(copy).await.expect("written");
        // In another chat: writers of one chat wait for each other.
        let eva = scene.person("eva").await.id;
        let other_chat = scene.direct(boris, eva).await;
        scene.say(other_chat, eva, "слово быстрое").await;
        for _ in 0..3 {
            index(&scene).await;
        }
        assert_eq!(found(&scene, boris, "слово").await, ["слово быстрое", "слово раннее"]);
        late.commit().await.expect("committed");
        for _ in 0..3 {
            index(&scene).await;
        }
        assert_eq!(found(&scene, boris, "слово").await, ["слово быстрое", "слово позднее", "слово раннее"]);
        other.close().await.expect("closed");
    }
}
