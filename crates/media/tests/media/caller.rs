//! Somebody who calls over real sockets: straight to the port, or from a relayed address.
#![expect(clippy::unwrap_used, reason = "what fails here fails the test")]

use std::{
    net::{SocketAddr, UdpSocket},
    time::{Duration, Instant},
};

use str0m::{
    Candidate, Event, Input, Output, Rtc,
    change::{SdpAnswer, SdpPendingOffer},
    media::{Frequency, MediaTime, Mid},
    net::{Protocol, Receive},
};

use crate::{allocated::Allocated, support::PATIENCE};

/// Opus, as browsers send it.
const FRAME: Duration = Duration::from_millis(20);

/// How packets come to the server.
pub(crate) enum Road {
    Straight(UdpSocket),
    Relayed(Allocated),
}

impl Road {
    pub(crate) fn own(&self) -> SocketAddr {
        match self {
            Self::Straight(socket) => socket.local_addr().unwrap(),
            Self::Relayed(allocated) => allocated.relayed,
        }
    }

    fn send(&self, to: SocketAddr, bytes: &[u8]) {
        match self {
            Self::Straight(socket) => drop(socket.send_to(bytes, to).unwrap()),
            Self::Relayed(allocated) => allocated.send(to, bytes),
        }
    }

    fn receive(&self, patience: Duration) -> Option<(SocketAddr, Vec<u8>)> {
        match self {
            Self::Straight(socket) => {
                socket.set_read_timeout(Some(patience)).unwrap();
                let mut bytes = [0; 2_048];
                let (length, from) = socket.recv_from(&mut bytes).ok()?;
                Some((from, bytes[..length].to_vec()))
            }
            Self::Relayed(allocated) => allocated.receive(patience),
        }
    }
}

/// Somebody whose browser is played by `str0m`.
pub(crate) struct Caller {
    rtc: Rtc,
    mid: Mid,
    road: Road,
    is_connected: bool,
    pub(crate) said: u64,
    pub(crate) heard: u64,
}

#[expect(clippy::disallowed_methods, reason = "real sockets have the real time")]
pub(crate) fn now() -> Instant {
    Instant::now()
}

impl Caller {
    /// Says where they are, and takes the answer to their offer. They speak in `mid`.
    pub(crate) fn new(
        (mut rtc, pending): (Rtc, SdpPendingOffer),
        mid: Mid,
        answer: &str,
        road: Road,
    ) -> Self {
        rtc.add_local_candidate(Candidate::host(road.own(), "udp").unwrap()).unwrap();
        rtc.sdp_api().accept_answer(pending, SdpAnswer::from_sdp_string(answer).unwrap()).unwrap();
        Self { rtc, mid, road, is_connected: false, said: 0, heard: 0 }
    }

    pub(crate) fn talk_until_heard(&mut self, frames: u64) {
        let (began, enough) = (now(), self.heard + frames);
        while self.heard < enough {
            assert!(began.elapsed() < PATIENCE, "{} said, {} heard", self.said, self.heard);
            self.talk();
        }
    }

    /// Half a second without a sound: while a call goes on one comes every 20 ms.
    pub(crate) fn talk_until_silent(&mut self) {
        let began = now();
        let (mut last, mut heard) = (began, self.heard);
        while last.elapsed() < Duration::from_millis(500) {
            assert!(began.elapsed() < PATIENCE, "the call goes on");
            self.talk();
            if self.heard > heard {
                (last, heard) = (now(), self.heard);
            }
        }
    }

    /// For the length of a frame.
    pub(crate) fn talk(&mut self) {
        let until = now() + FRAME;
        if self.is_connected {
            let writer = self.rtc.writer(self.mid).unwrap();
            let pt = writer.payload_params().next().unwrap().pt();
            let time = MediaTime::new(self.said * 960, Frequency::FORTY_EIGHT_KHZ);
            writer.write(pt, now(), time, vec![0xFC; 60]).unwrap();
            self.said += 1;
        }
        self.drain();
        loop {
            self.rtc.handle_input(Input::Timeout(now())).unwrap();
            self.drain();
            let left = until.saturating_duration_since(now());
            if left.is_zero() {
                return;
            }
            if let Some((source, bytes)) = self.road.receive(left.max(Duration::from_millis(1))) {
                let Ok(contents) = bytes.as_slice().try_into() else { continue };
                let destination = self.road.own();
                let receive = Receive { proto: Protocol::Udp, source, destination, contents };
                self.rtc.handle_input(Input::Receive(now(), receive)).unwrap();
                self.drain();
            }
        }
    }

    fn drain(&mut self) {
        loop {
            match self.rtc.poll_output().unwrap() {
                Output::Timeout(_) => return,
                Output::Transmit(packet) => self.road.send(packet.destination, &packet.contents),
                Output::Event(Event::Connected) => self.is_connected = true,
                Output::Event(Event::MediaData(_)) => self.heard += 1,
                Output::Event(_) => {}
            }
        }
    }
}
