//! A line between client and server that breaks when it is told to.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
};

use parking_lot::Mutex;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::JoinSet,
};
use tokio_util::sync::CancellationToken;

/// Passes connections on to a server.
pub(crate) struct Line {
    pub(crate) address: SocketAddr,
    state: Arc<State>,
    _passing: JoinSet<()>,
}

struct State {
    target: Mutex<SocketAddr>,
    /// Cancelled to break every connection that stands.
    standing: Mutex<CancellationToken>,
    broken: AtomicBool,
    /// Bytes from the server that the next connection passes before it breaks, and by how many more each later one
    /// passes; 0 for a line that holds.
    budget: AtomicUsize,
    growth: usize,
}

impl Line {
    /// A line that holds.
    pub(crate) async fn to(target: SocketAddr) -> Self {
        Self::with_budget(target, 0, 0).await
    }

    /// A line whose first connection breaks after `budget` bytes from the server, and each later one after `growth`
    /// more.
    pub(crate) async fn with_budget(target: SocketAddr, budget: usize, growth: usize) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let state = Arc::new(State {
            target: Mutex::new(target),
            standing: Mutex::new(CancellationToken::new()),
            broken: AtomicBool::new(false),
            budget: AtomicUsize::new(budget),
            growth,
        });
        let mut passing = JoinSet::new();
        passing.spawn(accept(listener, Arc::clone(&state)));
        Self { address, state, _passing: passing }
    }

    /// Breaks what stands.
    pub(crate) fn cut(&self) {
        std::mem::take(&mut *self.state.standing.lock()).cancel();
    }

    /// Breaks what stands, and lets nothing through until [`Self::mend`].
    pub(crate) fn break_off(&self) {
        self.state.broken.store(true, Ordering::SeqCst);
        self.cut();
    }

    pub(crate) fn mend(&self) {
        self.state.broken.store(false, Ordering::SeqCst);
    }

    /// Leads new connections elsewhere.
    pub(crate) fn lead_to(&self, target: SocketAddr) {
        *self.state.target.lock() = target;
    }
}

async fn accept(listener: TcpListener, state: Arc<State>) {
    let mut passing = JoinSet::new();
    while let Ok((near, _)) = listener.accept().await {
        if state.broken.load(Ordering::SeqCst) {
            continue;
        }
        let (target, standing) = (*state.target.lock(), state.standing.lock().clone());
        let budget = state.budget.fetch_add(state.growth, Ordering::SeqCst);
        passing.spawn(async move {
            tokio::select! {
                () = pass(near, target, budget) => {}
                () = standing.cancelled() => {}
            }
        });
    }
}

async fn pass(mut near: TcpStream, target: SocketAddr, budget: usize) {
    let Ok(mut far) = TcpStream::connect(target).await else { return };
    let (mut from_near, mut to_near) = near.split();
    let (mut from_far, mut to_far) = far.split();
    let down = async {
        let mut left = if budget == 0 { usize::MAX } else { budget };
        let mut buffer = [0; 512];
        while left > 0 {
            let Ok(count @ 1..) = from_far.read(&mut buffer).await else { return };
            let passed = count.min(left);
            left -= passed;
            if to_near.write_all(&buffer[..passed]).await.is_err() {
                return;
            }
        }
    };
    tokio::select! {
        () = down => {}
        _ = tokio::io::copy(&mut from_near, &mut to_far) => {}
    }
}
