//! What comes in by datagram.

use std::{cell::RefCell, io, rc::Rc, time::Duration};

use tokio_util::sync::CancellationToken;
use zvonilka_turn::RelayId;

use super::Worker;
use crate::port::Port;

/// Readings in one turn before others have theirs.
const TURN: usize = 8;
/// After an error of the socket itself, so that a broken one does not eat the processor.
const REST: Duration = Duration::from_millis(50);

/// Datagrams to the listening port.
#[expect(clippy::future_not_send, reason = "a worker's tasks never leave its thread")]
pub(super) async fn serve_clients(worker: Rc<RefCell<Worker>>, port: Rc<Port>, stop: CancellationToken) {
    let read = || {
        let intake = Rc::clone(&worker.borrow().intake);
        let mut intake = intake.borrow_mut();
        let count = port.receive(&mut intake)?;
        let mut turn = worker.borrow_mut();
        let now = turn.now();
        let mut heard = 0;
        for (remote, local, bytes) in intake.datagrams(count) {
            turn.hear_datagram(now, remote, local, bytes);
            heard += 1;
        }
        turn.pace.note(now.moment, heard);
        turn.flush();
        Ok(turn.pace.rest())
    };
    stop.run_until_cancelled(serve(&port, read)).await;
}

/// Datagrams to a relayed address.
#[expect(clippy::future_not_send, reason = "a worker's tasks never leave its thread")]
pub(super) async fn serve_peers(
    worker: Rc<RefCell<Worker>>,
    relay: RelayId,
    port: Rc<Port>,
    stop: CancellationToken,
) {
    let read = || {
        let intake = Rc::clone(&worker.borrow().intake);
        let mut intake = intake.borrow_mut();
        let count = port.receive(&mut intake)?;
        let mut turn = worker.borrow_mut();
        let now = turn.now();
        let mut heard = 0;
        for (remote, _, bytes) in intake.datagrams(count) {
            turn.hear_peer(now, relay, remote, bytes);
            heard += 1;
        }
        turn.pace.note(now.moment, heard);
        turn.flush();
        Ok(turn.pace.rest())
    };
    stop.run_until_cancelled(serve(&port, read)).await;
}

/// Reads for ever. `read` says how long to rest when there is nothing more.
async fn serve(port: &Port, mut read: impl FnMut() -> io::Result<Option<Duration>>) {
    loop {
        let mut error = port.readable().await.err();
        let (mut wish, mut rest) = (None, None);
        for _ in 0..TURN {
            match read() {
                Ok(wished) => wish = wished,
                Err(e) if e.kind() == io::ErrorKind::WouldBlock => {
                    rest = wish;
                    break;
                }
                Err(e) => {
                    error = Some(e);
                    break;
                }
            }
        }
        match error {
            // A peer that is gone makes the system complain here; the socket is as good as before.
            Some(error) if error.kind() == io::ErrorKind::ConnectionRefused => {}
            Some(error) => {
                tracing::debug!(%error, "a datagram socket failed");
                tokio::time::sleep(REST).await;
            }
            None => {}
        }
        match rest {
            Some(rest) => tokio::time::sleep(rest).await,
            None => tokio::task::yield_now().await,
        }
    }
}
