//! The turns of a thread that has no sockets to read: what comes in by its inbox, and time.

use std::{
    io,
    time::{Duration, Instant},
};

use tokio::{sync::mpsc, time};
use tokio_util::sync::CancellationToken;

/// What is taken from the inbox before what it leads to goes out.
const BATCH: usize = 256;

/// What such a thread has.
pub(crate) trait Turns {
    /// What comes in.
    type Input;

    /// From the beginning of a turn to that of the next at least, unless more waits than is taken at once. What comes
    /// meanwhile is taken together.
    fn least(&self) -> Duration {
        Duration::ZERO
    }
    /// When [`Self::handle_timeout`] has something to do; `None`: not before something comes in.
    fn next(&self) -> Option<Instant>;
    /// Takes what came in, in its order.
    fn handle(&mut self, now: Instant, batch: impl Iterator<Item = Self::Input>);
    /// Does what is due.
    fn handle_timeout(&mut self, now: Instant);
}

/// Runs until it is told to stop, or nobody is left to hear. `name` stands in the log when it cannot begin.
pub(crate) fn run<T: Turns>(
    name: &str,
    owner: io::Result<T>,
    inbox: mpsc::Receiver<T::Input>,
    stop: &CancellationToken,
) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
    match runtime.and_then(|runtime| Ok((runtime, owner?))) {
        Ok((runtime, owner)) => runtime.block_on(serve(owner, inbox, stop)),
        Err(error) => tracing::error!(%error, "{name} cannot start"),
    }
}

async fn serve<T: Turns>(mut owner: T, mut inbox: mpsc::Receiver<T::Input>, stop: &CancellationToken) {
    let mut batch = Vec::with_capacity(BATCH);
    loop {
        let next = owner.next();
        let woken = async {
            match next {
                Some(next) => time::sleep_until(next.into()).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            () = stop.cancelled() => return,
            count = inbox.recv_many(&mut batch, BATCH) => if count == 0 { return },
            () = woken => {}
        }
        let now = time::Instant::now().into_std();
        let is_behind = batch.len() == BATCH;
        owner.handle(now, batch.drain(..));
        owner.handle_timeout(now);
        let least = owner.least();
        if !is_behind && !least.is_zero() {
            stop.run_until_cancelled(time::sleep_until((now + least).into())).await;
        }
    }
}
