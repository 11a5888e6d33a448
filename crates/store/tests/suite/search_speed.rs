//! How long a search takes among many messages. Not part of a run: `cargo nextest run -p zvonilka-store
//! --run-ignored only -E 'test(search_speed)' --no-capture` prints the medians; `ZVONILKA_BENCH_MESSAGES` sets how many.

use std::time::Duration;

use tokio::time::Instant;
use zvonilka_model::{ChatId, SearchWords, UserId};
use zvonilka_store::{Has, IndexProgress, MessageQuery};

use crate::{on_both, scene::text_message};

/// Words of the texts; the first are the commonest, as in a language.
const VOCABULARY: u64 = 20_000;
const CHATS: usize = 50;
const BATCH: usize = 1_000;

/// A word that stays the same under stemming, in one of two alphabets.
fn word(number: u64) -> String {
    let letters: Vec<char> =
        if number.is_multiple_of(3) { "bcdfgklmpr" } else { "бвгджзкмпр" }.chars().collect();
    number.to_string().bytes().map(|digit| letters[usize::from(digit - b'0')]).collect()
}

/// The same numbers in every run.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    /// The number `n` with a frequency of about `1 / n`.
    fn rank(&mut self) -> u64 {
        let bits = self.next() % 15;
        (self.next() % (1 << bits)).min(VOCABULARY)
    }

    fn text(&mut self) -> String {
        let words: Vec<String> = (0..10).map(|_| word(self.rank())).collect();
        let link = if self.next().is_multiple_of(50) { " https://example.org/a" } else { "" };
        words.join(" ") + link
    }
}

on_both! {
    #[ignore = "measures; takes minutes"]
    async fn search_speed(scene) {
        let count: usize =
            std::env::var("ZVONILKA_BENCH_MESSAGES").ok().and_then(|n| n.parse().ok()).unwrap_or(1_000_000);
        let anna = scene.person("anna").await.id;
        let mut chats: Vec<(ChatId, UserId)> = Vec::new();
        for number in 0..CHATS {
            let other = scene.person(&format!("other{number}")).await.id;
            // Half of the chats are Anna's.
            let chat = if number % 2 == 0 {
                scene.direct(anna, other).await
            } else {
                scene.direct(other, chats[number - 1].1).await
            };
            chats.push((chat, other));
        }
        let mut numbers = Numbers(7);
        let begin = Instant::now();
        for batch in 0..count / BATCH {
            let messages = (0..BATCH).map(|n| {
                let (chat, sender) = chats[(numbers.next() % CHATS as u64) as usize];
                text_message(chat, sender, &format!("{batch}-{n}"), &numbers.text())
            });
            scene.store.append(messages.collect()).await.expect("stored");
        }
        eprintln!("{count} messages stored in {:?}", begin.elapsed());
        let begin = Instant::now();
        let mut batches: Vec<Duration> = Vec::new();
        loop {
            let one = Instant::now();
            let progress = scene.store.index_messages(200).await.expect("indexed");
            batches.push(one.elapsed());
            if progress != IndexProgress::More {
                break;
            }
        }
        batches.sort();
        let at = |share: usize| batches[(batches.len() - 1) * share / 1_000];
        eprintln!(
            "indexed in {:?}; a batch of 200: median {:?}, 99 % {:?}, longest {:?}",
            begin.elapsed(), at(500), at(990), at(1_000)
        );
        let access = scene.access(anna, chats[0].0).await;
        let common = word(1);
        let cases = [
            ("the commonest word", SearchWords::parse(&format!("{} ", word(1))), None, None, None),
            ("a usual word", SearchWords::parse(&format!("{} ", word(400))), None, None, None),
            ("a rare word", SearchWords::parse(&format!("{} ", word(19_999))), None, None, None),
            ("no such word", SearchWords::parse("нетничего "), None, None, None),
            ("two common words", SearchWords::parse(&format!("{} {} ", word(1), word(2))), None, None, None),
            ("a common and a rare word", SearchWords::parse(&format!("{} {} ", word(1), word(9_999))), None, None, None),
            ("two letters", SearchWords::parse(&common.chars().chain("г".chars()).collect::<String>()), None, None, None),
            ("a common word in one chat", SearchWords::parse(&format!("{} ", word(1))), Some(&access), None, None),
            ("a rare word in one chat", SearchWords::parse(&format!("{} ", word(9_999))), Some(&access), None, None),
            ("links with a usual word", SearchWords::parse(&format!("{} ", word(30))), None, Some(Has::Link), None),
            ("a common word of one person", SearchWords::parse(&format!("{} ", word(1))), None, None, Some(chats[2].1)),
        ];
        for (name, words, chat, has, from) in &cases {
            let query = MessageQuery {
                words, chat: *chat, from: *from, after: None, before: None, has: *has, family: None,
                beyond: None, limit: 20,
            };
            let mut times = Vec::new();
            let mut hits = 0;
            for _ in 0..15 {
                let one = Instant::now();
                hits = scene.store.search_messages(anna, &query).await.expect("searched").messages.len();
                times.push(one.elapsed());
            }
            times.sort();
            eprintln!("{name}: median {:?}, longest {:?}, {hits} hits", times[7], times[14]);
        }
    }
}
