//! Datagrams on their way out. Those of one size from one socket to one address are joined and handed to the system
//! at once (UDP GSO), which is where most of a relay's time goes otherwise.

use std::{
    net::{IpAddr, SocketAddr},
    rc::Rc,
};

use quinn_udp::Transmit;

use crate::port::Port;

/// Runs that are gathered side by side, for clients whose packets alternate.
const MOST_RUNS: usize = 16;
/// What the system takes at once.
const MOST_BYTES: usize = 60_000;

/// Datagrams that wait for the end of a turn.
#[derive(Debug, Default)]
pub(crate) struct Outbox {
    runs: Vec<Run>,
    /// How many of `runs` hold something; the others keep their memory.
    used: usize,
}

#[derive(Debug)]
struct Run {
    port: Rc<Port>,
    way: Way,
    /// The length of every datagram but the last, which may be shorter.
    length: usize,
    count: usize,
    is_complete: bool,
    bytes: Vec<u8>,
}

/// From where to where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Way {
    pub(crate) to: SocketAddr,
    /// Which of our addresses to send from, when it matters.
    pub(crate) from: Option<IpAddr>,
}

impl Outbox {
    /// Adds a datagram, given in pieces.
    pub(crate) fn push(&mut self, port: &Rc<Port>, way: Way, pieces: &[&[u8]]) {
        let length: usize = pieces.iter().map(|piece| piece.len()).sum();
        let used = &mut self.runs[..self.used];
        let run = match used.iter_mut().find(|run| run.way == way && Rc::ptr_eq(&run.port, port)) {
            Some(run) => {
                if !run.takes(length) {
                    // Sent before what follows it.
                    run.send();
                    run.begin(length);
                }
                run
            }
            None => {
                if self.used == MOST_RUNS {
                    self.send();
                }
                self.new_run(port, way, length)
            }
        };
        for piece in pieces {
            run.bytes.extend_from_slice(piece);
        }
        run.count += 1;
        run.is_complete = length < run.length || length == 0;
    }

    /// Sends everything.
    pub(crate) fn send(&mut self) {
        for run in &mut self.runs[..self.used] {
            run.send();
        }
        self.used = 0;
    }

    /// Forgets the sockets of runs that are not in use, so that a closed port is closed.
    pub(crate) fn forget(&mut self) {
        self.send();
        self.runs.clear();
    }

    fn new_run(&mut self, port: &Rc<Port>, way: Way, length: usize) -> &mut Run {
        let index = self.used;
        self.used += 1;
        if let Some(old) = self.runs.get_mut(index) {
            old.port = Rc::clone(port);
            old.way = way;
            old.begin(length);
        } else {
            let bytes = Vec::with_capacity(2_048);
            self.runs.push(Run { port: Rc::clone(port), way, length, count: 0, is_complete: false, bytes });
        }
        &mut self.runs[index]
    }
}

impl Run {
    fn takes(&self, length: usize) -> bool {
        !self.is_complete
            && length <= self.length
            && length > 0
            && self.count < self.port.most_segments()
            && self.bytes.len() + length <= MOST_BYTES
    }

    fn begin(&mut self, length: usize) {
        self.bytes.clear();
        self.length = length;
        self.count = 0;
        self.is_complete = false;
    }

    /// Sends the run. An error is the network's affair and ends nothing: a peer may be unreachable for a moment, or a
    /// candidate may never have been reachable.
    fn send(&self) {
        let Way { to, from } = self.way;
        let transmit = |contents, segment_size| Transmit {
            destination: to,
            ecn: None,
            contents,
            segment_size,
            src_ip: from,
        };
        let joined = (self.count > 1).then_some(self.length);
        match self.port.send(&transmit(&self.bytes, joined)) {
            Ok(()) => {}
            // One by one, when the system cannot do it at once.
            Err(error) if joined.is_some() && error.kind() != std::io::ErrorKind::WouldBlock => {
                for datagram in self.bytes.chunks(self.length) {
                    if let Err(error) = self.port.send(&transmit(datagram, None)) {
                        tracing::trace!(%error, "a datagram was not sent");
                    }
                }
            }
            Err(error) => tracing::trace!(%error, datagrams = self.count, "datagrams were not sent"),
        }
    }
}
