//! Who calls: as a browser, with frames that say their number.
#![expect(clippy::unwrap_used, reason = "what fails here fails the test")]

use std::{
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};

use str0m::{
    Candidate, Event, Input, Output, Rtc,
    change::{SdpAnswer, SdpPendingOffer},
    crypto,
    media::{Direction, MediaKind, MediaTime, Mid},
    net::{Protocol, Receive},
};
use zvonilka_echo::EchoCall;

pub(crate) const SERVER: SocketAddr =
    SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::new(198, 51, 100, 1)), 3_478);

/// The beginning; from there on time goes as the test says.
#[expect(
    clippy::disallowed_methods,
    reason = "an instant cannot be made otherwise, and only differences count"
)]
pub(crate) fn now() -> Instant {
    Instant::now()
}

pub(crate) struct Caller {
    rtc: Rtc,
    mid: Option<Mid>,
    pending: Option<SdpPendingOffer>,
    pub(crate) address: SocketAddr,
    pub(crate) now: Instant,
    pub(crate) is_connected: bool,
    pub(crate) frames_at_once: u32,
    pub(crate) said: Vec<(Instant, Vec<u8>)>,
    pub(crate) heard: Vec<(Instant, Vec<u8>)>,
    pub(crate) last_sent: Option<Vec<u8>>,
    to_server: Vec<Vec<u8>>,
}

/// How finely time goes.
const STEP: Duration = Duration::from_millis(5);
/// Opus, as browsers send it.
const FRAME: Duration = Duration::from_millis(20);

impl Caller {
    pub(crate) fn new(now: Instant) -> Self {
        let address: SocketAddr = "203.0.113.7:5000".parse().unwrap();
        let mut rtc = Rtc::builder().set_crypto_provider(Arc::new(crypto::from_feature_flags())).build(now);
        rtc.add_local_candidate(Candidate::host(address, "udp").unwrap()).unwrap();
        Self {
            rtc,
            mid: None,
            pending: None,
            address,
            now,
            is_connected: false,
            frames_at_once: 1,
            said: Vec::new(),
            heard: Vec::new(),
            last_sent: None,
            to_server: Vec::new(),
        }
    }

    pub(crate) fn offer(&mut self) -> String {
        let mut change = self.rtc.sdp_api();
        self.mid = Some(change.add_media(MediaKind::Audio, Direction::SendRecv, None, None, None));
        let (offer, pending) = change.apply().unwrap();
        self.pending = Some(pending);
        // The browser need not say where it is.
        let kept = |line: &&str| !line.starts_with("a=candidate");
        offer.to_sdp_string().lines().filter(kept).map(|line| format!("{line}\r\n")).collect()
    }

    pub(crate) fn take_answer(&mut self, answer: &str) {
        let answer = SdpAnswer::from_sdp_string(answer).unwrap();
        self.rtc.sdp_api().accept_answer(self.pending.take().unwrap(), answer).unwrap();
        self.drain();
    }

    /// Both sides do what is due, and what they send arrives.
    pub(crate) fn step(&mut self, call: &mut EchoCall) {
        self.now += STEP;
        self.rtc.handle_input(Input::Timeout(self.now)).unwrap();
        self.drain();
        call.handle_timeout(self.now);
        for packet in std::mem::take(&mut self.to_server) {
            assert!(call.handle_packet(self.now, self.address, &packet), "a packet of the caller is refused");
            self.last_sent = Some(packet);
        }
        while let Some(packet) = call.poll_packet() {
            assert_eq!(packet.to, self.address);
            let receive = Receive {
                proto: Protocol::Udp,
                source: SERVER,
                destination: self.address,
                contents: packet.bytes.as_slice().try_into().unwrap(),
            };
            self.rtc.handle_input(Input::Receive(self.now, receive)).unwrap();
            self.drain();
        }
    }

    fn say(&mut self) {
        let number = self.said.len();
        let mut frame = vec![0xFC; 60];
        frame[1..9].copy_from_slice(&(number as u64).to_be_bytes());
        let writer = self.rtc.writer(self.mid.unwrap()).unwrap();
        let pt = writer.payload_params().next().unwrap().pt();
        let time = MediaTime::new(number as u64 * 960, str0m::media::Frequency::FORTY_EIGHT_KHZ);
        writer.write(pt, self.now, time, frame.clone()).unwrap();
        self.said.push((self.now, frame));
        self.drain();
        self.rtc.handle_input(Input::Timeout(self.now)).unwrap();
        self.drain();
    }

    fn drain(&mut self) {
        loop {
            match self.rtc.poll_output().unwrap() {
                Output::Timeout(_) => return,
                Output::Transmit(transmit) => self.to_server.push(transmit.contents.to_vec()),
                Output::Event(Event::Connected) => self.is_connected = true,
                Output::Event(Event::MediaData(data)) => self.heard.push((self.now, data.data.to_vec())),
                Output::Event(_) => {}
            }
        }
    }
}

/// Says a frame every 20 ms.
pub(crate) fn talk_for(caller: &mut Caller, call: &mut EchoCall, time: Duration) {
    let end = caller.now + time;
    let mut next = caller.now;
    while caller.now < end {
        if caller.now >= next {
            for _ in 0..caller.frames_at_once {
                caller.say();
            }
            next += FRAME;
        }
        caller.step(call);
    }
}
