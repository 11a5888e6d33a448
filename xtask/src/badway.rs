//! A bad way through the world, for tests of calls: packets that the firewall hands to a queue are lost or late by chance.
//! A kernel with netem can do this by itself; not every kernel has it.
//!
//! Runs until it is ended, in the network namespace whose firewall fills the queue. Each packet is late by itself, so that
//! packets overtake each other, as with netem.

use std::{
    collections::BTreeMap,
    io::ErrorKind,
    thread::sleep,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result};
use nfq::{Message, Queue, Verdict};

use crate::status;

/// Packets that wait at a time; what comes beyond that is lost.
const ROOM: u32 = 8_192;
/// How finely delays are kept.
const STEP: Duration = Duration::from_millis(1);

/// What follows `badway`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The firewall's queue to take packets from
    queue: u16,
    /// How many of a hundred packets are lost
    #[arg(value_parser = clap::value_parser!(u8).range(..=100))]
    loss_percent: u8,
    /// How late a packet is, in milliseconds
    delay_ms: u16,
    /// Up to how much earlier or later than that
    jitter_ms: u16,
}

struct Way {
    loss: f64,
    delay: Duration,
    jitter: Duration,
}

impl Way {
    /// How long a packet takes; `None` when it is lost.
    fn fate(&self) -> Option<Duration> {
        if rand::random_bool(self.loss) {
            return None;
        }
        let shift = rand::random_range(-1.0..=1.0) * self.jitter.as_secs_f64();
        Some(Duration::from_secs_f64((self.delay.as_secs_f64() + shift).max(0.0)))
    }
}

/// Loses and delays what comes into the queue, for as long as the firewall has one.
pub(crate) fn run(args: &Args) -> Result<()> {
    let way = Way {
        loss: f64::from(args.loss_percent) / 100.0,
        delay: Duration::from_millis(args.delay_ms.into()),
        jitter: Duration::from_millis(args.jitter_ms.into()),
    };
    let mut queue = Queue::open().context("cannot open the firewall's queues (this needs root)")?;
    queue.bind(args.queue).with_context(|| format!("cannot take queue {}", args.queue))?;
    queue.set_queue_max_len(args.queue, ROOM)?;
    // The packets themselves are of no interest.
    queue.set_copy_range(args.queue, 0)?;
    queue.set_nonblocking(true);
    pass_on(&mut queue, &way)
}

fn pass_on(queue: &mut Queue, way: &Way) -> Result<()> {
    let mut late: BTreeMap<(Instant, u64), Message> = BTreeMap::new();
    let mut last = 0;
    loop {
        match queue.recv() {
            Ok(mut packet) => {
                let now = status::now();
                if let Some(delay) = way.fate() {
                    last += 1;
                    late.insert((now + delay, last), packet);
                } else {
                    packet.set_verdict(Verdict::Drop);
                    queue.verdict(packet)?;
                }
            }
            Err(error) if error.kind() == ErrorKind::WouldBlock => sleep(STEP),
            Err(error) => return Err(error).context("the firewall's queue failed"),
        }
        let now = status::now();
        while let Some(first) = late.first_entry().filter(|first| first.key().0 <= now) {
            let mut packet = first.remove();
            packet.set_verdict(Verdict::Accept);
            queue.verdict(packet)?;
        }
    }
}
