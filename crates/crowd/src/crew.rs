//! Threads that hold the phones of many.

use std::{
    cell::RefCell,
    io::IoSliceMut,
    rc::Rc,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    thread::{self, JoinHandle},
};

use anyhow::{Context, anyhow};
use quinn_udp::{RecvMeta, UdpSockRef};
use tokio::{
    io::Interest,
    sync::mpsc,
    task::{JoinSet, LocalSet},
    time::{self, Instant},
};
use tokio_util::sync::CancellationToken;

use crate::{
    phone::Phone,
    stamp::Stamp,
    tally::{Delays, Sums, Tally},
};

/// Datagrams of one size may come joined.
const JOINED: usize = 64 * 1024;
/// So many are read at a time.
const AT_ONCE: usize = 8;
/// Not measuring.
const RESTING: u64 = 0;

/// What all threads know.
struct Common {
    began: Instant,
    /// [`RESTING`], or the number of what is measured now.
    measuring: AtomicU64,
    stop: CancellationToken,
}

/// What was heard while it was measured.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    pub(crate) sums: Sums,
    pub(crate) delays: Delays,
    /// Lines that ended by themselves.
    pub(crate) broken: usize,
}

/// A thread, and the way to give it phones.
struct Hand {
    give: mpsc::UnboundedSender<(Phone, CancellationToken)>,
    thread: JoinHandle<anyhow::Result<Outcome>>,
}

pub(crate) struct Crew {
    common: Arc<Common>,
    hands: Vec<Hand>,
    next: usize,
    measured: u64,
}

impl Crew {
    pub(crate) fn new(threads: usize) -> anyhow::Result<Self> {
        let common = Arc::new(Common {
            began: Instant::now(),
            measuring: AtomicU64::new(RESTING),
            stop: CancellationToken::new(),
        });
        let hands = (0..threads).map(|index| {
            let (give, take) = mpsc::unbounded_channel();
            let common = Arc::clone(&common);
            let thread = thread::Builder::new().name(format!("phones-{index}"));
            anyhow::Ok(Hand { give, thread: thread.spawn(move || hold(&common, take))? })
        });
        Ok(Self { hands: hands.collect::<anyhow::Result<_>>()?, common, next: 0, measured: RESTING })
    }

    /// Takes a phone. It hangs up when the token says so.
    pub(crate) fn take(&mut self, phone: Phone) -> anyhow::Result<CancellationToken> {
        let Hand { give, .. } = &self.hands[self.next % self.hands.len()];
        self.next += 1;
        let stop = self.common.stop.child_token();
        give.send((phone, stop.clone())).map_err(|_| anyhow!("a thread with phones has ended"))?;
        Ok(stop)
    }

    /// From here on it counts.
    pub(crate) fn begin(&mut self) {
        self.measured += 1;
        self.common.measuring.store(self.measured, Ordering::Relaxed);
    }

    /// From here on it counts no more.
    pub(crate) fn rest(&self) {
        self.common.measuring.store(RESTING, Ordering::Relaxed);
    }

    /// All hang up.
    pub(crate) fn hang_up(&self) {
        self.common.stop.cancel();
    }

    /// All hang up; what was heard since [`Self::begin`].
    pub(crate) fn end(self) -> anyhow::Result<Outcome> {
        self.hang_up();
        let mut all = Outcome::default();
        for Hand { give, thread } in self.hands {
            drop(give);
            let one = thread.join().map_err(|_| anyhow!("a thread with phones panicked"))??;
            all.sums += one.sums;
            all.delays.add(&one.delays);
            all.broken += one.broken;
        }
        Ok(all)
    }
}

fn hold(
    common: &Arc<Common>,
    mut take: mpsc::UnboundedReceiver<(Phone, CancellationToken)>,
) -> anyhow::Result<Outcome> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let tasks = LocalSet::new();
    let shared = Rc::new(Shared {
        common: Arc::clone(common),
        delays: RefCell::default(),
        intake: RefCell::new(vec![0; JOINED * AT_ONCE]),
    });
    let outcome = tasks.run_until(async {
        let mut phones = JoinSet::new();
        while let Some(Some((phone, stop))) = common.stop.run_until_cancelled(take.recv()).await {
            phones.spawn_local(hold_one(phone, Rc::clone(&shared), stop));
        }
        let mut outcome = Outcome::default();
        while let Some(phone) = phones.join_next().await {
            let (tally, is_broken) = phone.context("a phone")??;
            outcome.sums += tally.sums();
            outcome.broken += usize::from(is_broken);
        }
        outcome.delays.add(&shared.delays.borrow());
        Ok(outcome)
    });
    runtime.block_on(outcome)
}

/// What the phones of one thread share.
struct Shared {
    common: Arc<Common>,
    delays: RefCell<Delays>,
    intake: RefCell<Vec<u8>>,
}

#[expect(clippy::future_not_send, reason = "a phone never leaves its thread")]
async fn hold_one(
    mut phone: Phone,
    shared: Rc<Shared>,
    stop: CancellationToken,
) -> anyhow::Result<(Tally, bool)> {
    let socket = tokio::net::UdpSocket::from_std(phone.socket()?)?;
    let mut measured = RESTING;
    loop {
        tokio::select! {
            () = stop.cancelled() => return Ok((phone.tally, false)),
            ready = socket.readable() => ready?,
            () = time::sleep_until(phone.due().into()) => {}
        }
        let measuring = shared.common.measuring.load(Ordering::Relaxed);
        if measuring != measured && measuring != RESTING {
            phone.tally.clear();
            measured = measuring;
        }
        let now = Instant::now();
        let micros = u64::try_from(now.duration_since(shared.common.began).as_micros()).unwrap_or(u64::MAX);
        let mut heard = |tally: &mut Tally, stamp: &Stamp| {
            if measuring != RESTING {
                tally.hear(stamp);
                shared.delays.borrow_mut().note(micros.saturating_sub(stamp.sent));
            }
        };
        let mut intake = shared.intake.borrow_mut();
        let mut pieces = intake.chunks_exact_mut(JOINED).map(IoSliceMut::new);
        let mut buffers: [IoSliceMut<'_>; AT_ONCE] =
            std::array::from_fn(|_| pieces.next().expect("as many pieces as buffers"));
        let mut metas = [RecvMeta::default(); AT_ONCE];
        let count = socket.try_io(Interest::READABLE, || {
            phone.state().recv(UdpSockRef::from(&socket), &mut buffers, &mut metas)
        });
        // Nothing there: it was time that passed.
        for (meta, bytes) in metas.iter().zip(&buffers).take(count.unwrap_or(0)) {
            for datagram in bytes[..meta.len].chunks(meta.stride.max(1)) {
                phone.receive(now.into_std(), meta.addr, datagram, &mut heard);
            }
        }
        if !phone.step(now.into_std(), micros, &mut heard) {
            return Ok((phone.tally, true));
        }
    }
}
