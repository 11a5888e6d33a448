//! Edits, deletions and signs.

use zvonilka_model::{ChatId, Emoji, Message, MessageBody, MessageId, MessageKind, Reaction, Role, UserId};
use zvonilka_store::{Attempt, Changed, InHand, LogEntry, Page, PreviewWish, Words};

use crate::{on_both, scene::Scene};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct No;

#[expect(clippy::unnecessary_wraps, reason = "the shape of a rule")]
pub(crate) const fn anybody(_: &InHand) -> Result<(), No> {
    Ok(())
}

pub(crate) fn sign(text: &str) -> Emoji {
    Emoji::parse(text).expect("an emoji")
}

#[track_caller]
pub(crate) fn done(attempt: Attempt<No>) -> Changed {
    match attempt {
        Attempt::Done(changed) => *changed,
        other @ (Attempt::Absent | Attempt::Refused(_)) => panic!("not done: {other:?}"),
    }
}

async fn pair(scene: &Scene) -> (ChatId, UserId, UserId) {
    let anna = scene.person("anna").await.id;
    let boris = scene.person("boris").await.id;
    (scene.direct(anna, boris).await, anna, boris)
}

impl Scene {
    pub(crate) async fn edit(&self, user: UserId, message: &Message, text: &str) -> Changed {
        let access = self.access(user, message.chat).await;
        let logins = zvonilka_model::mentioned(text);
        let words = Words { text: Some(text), logins: &logins, preview: PreviewWish::Wanted };
        let attempt = self.store.edit(&access, message.id, words, anybody).await;
        done(attempt.expect("written"))
    }

    pub(crate) async fn delete(&self, user: UserId, message: &Message) -> Changed {
        let access = self.access(user, message.chat).await;
        done(self.store.delete_message(&access, message.id, anybody).await.expect("written"))
    }

    pub(crate) async fn react(&self, user: UserId, message: &Message, emoji: &str, set: bool) -> Changed {
        let access = self.access(user, message.chat).await;
        done(self.store.react(&access, message.id, &sign(emoji), set, anybody).await.expect("written"))
    }

    pub(crate) async fn page(&self, user: UserId, chat: ChatId) -> Vec<Message> {
        let access = self.access(user, chat).await;
        self.store.history(&access, Page::Newest, 200).await.expect("read").messages
    }
}

fn shown(message: &Message) -> Vec<(&str, u32, Option<bool>)> {
    message.reactions.iter().map(|one| (one.emoji.as_str(), one.count, one.mine)).collect()
}

on_both! {
    async fn an_edit_takes_a_place_and_becomes_the_revision(scene) {
        let (chat, anna, boris) = pair(&scene).await;
        let message = scene.say(chat, anna, "раз").await;
        scene.say(chat, boris, "два").await;
        scene.pass(5_000);
        let changed = scene.edit(anna, &message, "раз и навсегда").await;
        let now = Message {
            rev: 3,
            body: MessageBody::Text("раз и навсегда".to_owned()),
            edited_at: Some(scene.now()),
            ..message.clone()
        };
        assert_eq!(changed.message, now);
        assert_eq!(changed.entries, [LogEntry::MessageChanged { seq: 3, message: now.clone() }]);
        assert_eq!(scene.page(boris, chat).await[0], now);
        let log = scene.store.log_after(&scene.access(boris, chat).await, 2, 10).await.expect("read");
        assert_eq!(log, Some(changed.entries));
        // The same words again are no change and take no place.
        scene.pass(5_000);
        let again = scene.edit(anna, &message, "раз и навсегда").await;
        assert_eq!((again.message, again.entries), (now, vec![]));
        assert_eq!(scene.say(chat, anna, "три").await.seq, 4);
    }

    async fn a_rule_is_asked_about_what_is_there_now(scene) {
        let family = scene.family().await;
        let anna = scene.relative("anna", family).await.person.id;
        let vera = scene.person("vera").await.id;
        let message = scene.say(family, anna, "раз").await;
        let access = scene.access(anna, family).await;
        scene.store.set_admin(anna, zvonilka_model::Admin::Yes).await.expect("written");
        let rule = |found: &InHand| {
            assert_eq!((found.role, found.user), (Role::Admin, anna), "not as it was at the look-up");
            assert_eq!(found.message, message);
            Err(No)
        };
        let words = Words { text: Some("два"), logins: &[], preview: PreviewWish::Unwanted };
        let refused = scene.store.edit(&access, message.id, words, rule).await.expect("works");
        assert_eq!(refused, Attempt::Refused(No));
        let refused = scene.store.delete_message(&access, message.id, rule).await.expect("works");
        assert_eq!(refused, Attempt::Refused(No));
        assert_eq!(scene.page(anna, family).await, std::slice::from_ref(&message));
        // A message of another chat is none of this one.
        let other = scene.direct(anna, vera).await;
        let elsewhere = scene.access(vera, other).await;
        let absent = scene.store.delete_message(&elsewhere, message.id, anybody).await.expect("works");
        assert_eq!(absent, Attempt::Absent);
        let nothing = MessageId::generate(scene.now());
        let absent = scene.store.react(&elsewhere, nothing, &sign("👍"), true, anybody).await.expect("works");
        assert_eq!(absent, Attempt::Absent);
        assert_eq!(scene.store.chat_of_message(message.id).await.expect("read"), Some(family));
        assert_eq!(scene.store.chat_of_message(nothing).await.expect("read"), None);
    }

    async fn a_deleted_message_keeps_its_place_and_nothing_else(scene) {
        let (chat, anna, boris) = pair(&scene).await;
        let message = scene.say(chat, anna, "@boris, секрет").await;
        scene.edit(anna, &message, "@boris, большой секрет").await;
        scene.react(boris, &message, "👍", true).await;
        scene.pass(1_000);
        let changed = scene.delete(anna, &message).await;
        let at = scene.now();
        let gone = Message {
            rev: 4,
            body: MessageBody::Deleted { kind: MessageKind::Text, at },
            ..message.clone()
        };
        assert_eq!(changed.message, gone);
        assert_eq!(changed.entries, [LogEntry::MessageDeleted { chat, seq: 4, message: message.id, place: message.seq, at }]);
        for user in [anna, boris] {
            assert_eq!(scene.page(user, chat).await, std::slice::from_ref(&gone));
            let summary = scene.store.summary(&scene.access(user, chat).await).await.expect("read");
            assert_eq!(summary.last_message.as_ref(), Some(&gone));
            assert_eq!((summary.mine.unread_count, summary.mine.unread_mentions), (0, 0));
        }
        let again = scene.delete(anna, &message).await;
        assert_eq!((again.message, again.entries), (gone, vec![]));
        // The log tells of every change with what is left of it.
        let access = scene.access(boris, chat).await;
        let log = scene.store.log_after(&access, 0, 10).await.expect("read").expect("not too far");
        assert_eq!(log.iter().map(LogEntry::seq).collect::<Vec<_>>(), [1, 2, 3, 4]);
        assert!(!format!("{log:?}").contains("секрет"), "{log:?}");
        let listed = scene.store.reactions(&access, message.id, None, 10).await.expect("read");
        assert_eq!(listed.expect("there").expect("no cursor").items, []);
    }

    async fn the_words_of_a_deleted_message_are_in_no_table(scene) {
        use sea_orm::{ConnectionTrait, Database, Statement};
        let (chat, anna, boris) = pair(&scene).await;
        let text = "@boris, https://example.org/непроизносимое";
        let message = scene.say_with_link(chat, anna, text).await;
        scene.look(true).await.expect("a preview");
        scene.react(boris, &message, "👍", true).await;
        scene.delete(anna, &message).await;
        let waiting = scene.say_with_link(chat, anna, text).await;
        scene.delete(anna, &waiting).await;
        let bare = Database::connect(scene.settings.url.as_str()).await.expect("reachable");
        for (table, condition) in [
            ("messages", "text IS NOT NULL OR payload IS NOT NULL OR reply_to IS NOT NULL OR flags <> 0"),
            ("reactions", "1 = 1"),
            ("mentions", "1 = 1"),
            ("message_previews", "1 = 1"),
            ("preview_jobs", "1 = 1"),
        ] {
            let sql = format!("SELECT count(*) AS left_over FROM {table} WHERE {condition}");
            let row = bare.query_one_raw(Statement::from_string(bare.get_database_backend(), sql)).await;
            let left: i64 = row.expect("read").expect("a row").try_get("", "left_over").expect("a number");
            assert_eq!(left, 0, "{table}");
        }
        bare.close().await.expect("closed");
    }

    async fn signs_are_counted_in_the_order_in_which_they_came(scene) {
        let family = scene.family().await;
        let anna = scene.relative("anna", family).await.person.id;
        let boris = scene.relative("boris", family).await.person.id;
        let vera = scene.relative("vera", family).await.person.id;
        let message = scene.say(family, anna, "раз").await;
        for (user, emoji) in [(boris, "👍"), (vera, "❤️"), (anna, "👍"), (vera, "👍")] {
            scene.pass(1_000);
            scene.react(user, &message, emoji, true).await;
        }
        let for_anna = &scene.page(anna, family).await[0];
        assert_eq!(shown(for_anna), [("👍", 3, Some(true)), ("❤️", 1, Some(false))]);
        assert_eq!((for_anna.seq, for_anna.rev), (4, 8));
        let for_vera = &scene.page(vera, family).await[0];
        assert_eq!(shown(for_vera), [("👍", 3, Some(true)), ("❤️", 1, Some(true))]);

        let changed = scene.react(boris, &message, "👍", false).await;
        assert_eq!(shown(&changed.message), [("❤️", 1, Some(false)), ("👍", 2, Some(false))]);
        let [LogEntry::Reaction(told)] = changed.entries.as_slice() else { panic!("{changed:?}") };
        assert_eq!((told.chat, told.seq, told.message, told.user), (family, 9, message.id, boris));
        assert_eq!((&told.emoji, told.set), (&sign("👍"), false));
        let counts = |mine| [
            Reaction { emoji: sign("❤️"), count: 1, mine },
            Reaction { emoji: sign("👍"), count: 2, mine },
        ];
        assert_eq!(told.counts, counts(None), "nothing that differs by viewer");

        // What is so already is no change.
        let again = scene.react(boris, &message, "👍", false).await;
        assert_eq!(again.entries, []);
        let again = scene.react(vera, &message, "👍", true).await;
        assert_eq!(again.entries, []);
        assert_eq!(scene.say(family, anna, "два").await.seq, 10);
    }

    async fn who_gave_which_sign_is_listed_page_by_page(scene) {
        let family = scene.family().await;
        let mut people = Vec::new();
        for number in 0..5 {
            people.push(scene.relative(&format!("guest{number}"), family).await.person);
        }
        let message = scene.say(family, people[0].id, "раз").await;
        let mut expected = Vec::new();
        for (number, person) in people.iter().enumerate() {
            // Two at one moment now and then: the key still divides them.
            if number % 2 == 0 {
                scene.pass(1_000);
            }
            for emoji in ["👍", "❤️"] {
                scene.react(person.id, &message, emoji, true).await;
                expected.push((person.id, sign(emoji), scene.now()));
            }
        }
        expected.sort_by_key(|(user, emoji, at)| (*at, *user, emoji.clone()));
        let access = scene.access(people[1].id, family).await;
        for limit in [1, 3, 10] {
            let mut seen = Vec::new();
            let mut cursor: Option<String> = None;
            loop {
                let page = scene.store.reactions(&access, message.id, cursor.as_deref(), limit).await;
                let page = page.expect("read").expect("there").expect("a good cursor");
                seen.extend(page.items.into_iter().map(|by| (by.person.id, by.emoji, by.created_at)));
                cursor = page.cursor;
                if cursor.is_none() {
                    break;
                }
            }
            assert_eq!(seen, expected, "limit {limit}");
        }
        assert!(scene.store.reactions(&access, message.id, Some("nonsense"), 5).await.expect("read").expect("there").is_err());
        let nothing = MessageId::generate(scene.now());
        assert_eq!(scene.store.reactions(&access, nothing, None, 5).await.expect("read"), None);
    }

    async fn an_edit_names_members_and_counts_for_them_until_they_read(scene) {
        let (chat, anna, boris) = pair(&scene).await;
        scene.person("vera").await;
        let message = scene.say(chat, anna, "раз").await;
        let changed = scene.edit(anna, &message, "@boris @vera @anna @nobody").await;
        let mut named = changed.message.mentions.clone();
        named.sort();
        let mut expected = vec![anna, boris];
        expected.sort();
        assert_eq!(named, expected, "members only");
        let mentions = async |user| {
            let access = scene.access(user, chat).await;
            scene.store.summary(&access).await.expect("read").mine.unread_mentions
        };
        assert_eq!((mentions(boris).await, mentions(anna).await), (1, 0), "nobody names oneself");
        let changed = scene.edit(anna, &message, "никого").await;
        assert_eq!(changed.message.mentions, []);
        assert_eq!(mentions(boris).await, 0);
        scene.edit(anna, &message, "и всё же @boris").await;
        assert_eq!(mentions(boris).await, 1);
        let access = scene.access(boris, chat).await;
        scene.store.mark(&access, zvonilka_store::MarkKind::Read, 1).await.expect("written");
        assert_eq!(mentions(boris).await, 0);
    }

    async fn named_messages_are_given_as_far_as_one_can_see_them(scene) {
        let (chat, anna, boris) = pair(&scene).await;
        let vera = scene.person("vera").await.id;
        let other = scene.direct(anna, vera).await;
        let first = scene.say(chat, anna, "раз").await;
        let second = scene.say(chat, anna, "два").await;
        let foreign = scene.say(other, anna, "чужое").await;
        let gone = scene.delete(anna, &second).await.message;
        let access = scene.access(boris, chat).await;
        let ids = [second.id, foreign.id, first.id, first.id, MessageId::generate(scene.now())];
        assert_eq!(scene.store.messages(&access, &ids).await.expect("read"), [first.clone(), gone.clone()]);
        scene.store.hide(&access, &[first.id]).await.expect("written");
        assert_eq!(scene.store.messages(&access, &ids).await.expect("read"), [gone]);
        assert_eq!(scene.store.messages(&access, &[]).await.expect("read"), []);
    }
}
