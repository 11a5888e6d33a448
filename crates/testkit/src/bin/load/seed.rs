//! A chat of very many messages, written past the server: what is measured is reading.

use std::{path::Path, sync::Arc};

use anyhow::ensure;
use tokio::time::Instant;
use zvonilka_model::{ChatId, ClientId, MessageBody, SystemClock, UserId};
use zvonilka_store::{IndexProgress, NewMessage, Store, StoreSettings};

use crate::figures::round;

/// Messages in one transaction.
const BATCH: usize = 1_000;
/// Different words; the first are the commonest, as in a language.
const VOCABULARY: u64 = 20_000;

/// How long the seeding took, in seconds.
pub(crate) struct Seeded {
    pub(crate) stored: f64,
    pub(crate) indexed: f64,
}

/// Writes messages of the senders in turn into the database of a server that is stopped, and indexes them when
/// asked to.
pub(crate) async fn seed(
    data_dir: &Path,
    chats: &[(ChatId, [UserId; 2])],
    count: usize,
    index: bool,
) -> anyhow::Result<Seeded> {
    let url = format!("sqlite:{}", data_dir.join("zvonilka.db").display());
    let store = Store::open(&StoreSettings { url }, Arc::new(SystemClock)).await?;
    let mut numbers = Numbers(7);
    let begun = Instant::now();
    let mut number = 0;
    while number < count {
        let mut batch = Vec::with_capacity(BATCH);
        for _ in 0..BATCH.min(count - number) {
            let (chat, senders) = chats[number % chats.len()];
            batch.push(NewMessage {
                chat,
                sender: senders[number % 2],
                client_id: ClientId::parse(&format!("seed{number}"))?,
                body: MessageBody::Text(numbers.text()),
                enclosed: None,
            });
            number += 1;
        }
        let stored = store.append(batch).await?;
        ensure!(stored.iter().all(Result::is_ok), "a seeded message was refused");
    }
    let stored = round(begun.elapsed().as_secs_f64());
    let begun = Instant::now();
    while index && store.index_messages(1_000).await? == IndexProgress::More {}
    store.close().await;
    Ok(Seeded { stored, indexed: round(begun.elapsed().as_secs_f64()) })
}

/// A word that stays the same under stemming, in one of two alphabets.
pub(crate) fn word(number: u64) -> String {
    let letters: Vec<char> =
        if number.is_multiple_of(3) { "bcdfgklmpr" } else { "бвгджзкмпр" }.chars().collect();
    number.to_string().bytes().map(|digit| letters[usize::from(digit - b'0')]).collect()
}

/// The same numbers in every run.
pub(crate) struct Numbers(pub(crate) u64);

impl Numbers {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    /// The number `n` with a frequency of about `1 / n`.
    fn rank(&mut self) -> u64 {
        let bits = self.next() % 15;
        (self.next() % (1 << bits)).min(VOCABULARY)
    }

    fn text(&mut self) -> String {
        (0..10).map(|_| word(self.rank())).collect::<Vec<_>>().join(" ")
    }
}
