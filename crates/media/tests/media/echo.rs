//! A call with the echo contact over real sockets: straight to the port, and from a relayed address.
#![expect(clippy::unwrap_used, reason = "what fails here fails the test")]

use std::{
    net::{Ipv4Addr, SocketAddr, UdpSocket},
    sync::Arc,
    time::{Duration, Instant},
};

use str0m::{
    Candidate, Event, Input, Output, Rtc,
    change::SdpAnswer,
    crypto,
    media::{Direction, Frequency, MediaKind, MediaTime, Mid},
    net::{Protocol, Receive},
};
use zvonilka_media::{Relay, RelaySettings};
use zvonilka_model::{
    EchoId, SystemClock, UserId,
    call::{EchoLine, EchoRefusal},
};

use crate::{
    allocated::Allocated,
    support::{PATIENCE, Private, settings, start},
};

const LONGEST: Duration = Duration::from_secs(120);
/// Opus, as browsers send it.
const FRAME: Duration = Duration::from_millis(20);

#[tokio::test(flavor = "multi_thread")]
async fn sound_comes_back_straight() {
    let relay = start(Private::Forbidden);
    let echo = relay.echo().expect("answers");
    tokio::task::spawn_blocking(move || {
        let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let mut caller = Caller::call(&*echo, user(1), Road::Straight(socket));
        caller.talk_until_heard(10);
    })
    .await
    .unwrap();
    relay.stop().await;
}

/// This network lets nothing through but the relay, whose peers may not be on this machine, and two workers share the
/// clients.
#[tokio::test(flavor = "multi_thread")]
async fn sound_comes_back_through_the_relay() {
    let relay = start(Private::Forbidden);
    let (echo, server) = (relay.echo().expect("answers"), relay.address());
    tokio::task::spawn_blocking(move || {
        for number in 1..=4 {
            let allocated = Allocated::new(server);
            let mut caller = Caller::call(&*echo, user(number), Road::Relayed(allocated));
            caller.talk_until_heard(10);
        }
    })
    .await
    .unwrap();
    relay.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_ends_when_it_is_closed_by_its_own_person_and_when_they_call_again() {
    let relay = start(Private::Forbidden);
    let echo = relay.echo().expect("answers");
    tokio::task::spawn_blocking(move || {
        let road = || Road::Straight(UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap());
        let mut first = Caller::call(&*echo, user(1), road());
        first.talk_until_heard(5);
        echo.close(user(2), first.id);
        first.talk_until_heard(5);
        let mut second = Caller::call(&*echo, user(1), road());
        second.talk_until_heard(5);
        first.talk_until_silent();
        echo.close(user(1), second.id);
        second.talk_until_silent();
    })
    .await
    .unwrap();
    relay.stop().await;
}

#[tokio::test]
async fn calls_are_limited_in_number_and_time_and_each_ends_by_itself() {
    let relay = start(Private::Forbidden);
    let echo = relay.echo().expect("answers");
    let offer = |user, longest| echo.open(user, &new_caller().1, longest);
    assert_eq!(echo.open(user(1), "hello", LONGEST), Err(EchoRefusal::Offer));
    let short = Duration::from_millis(1);
    for number in 0..32 {
        offer(user(number), if number == 0 { short } else { LONGEST }).unwrap();
    }
    let began = tokio::time::Instant::now();
    // The first has ended, or does so at once.
    while offer(user(99), LONGEST).is_err() {
        assert!(began.elapsed() < PATIENCE, "a call does not end");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(offer(user(100), LONGEST), Err(EchoRefusal::Full));
    // Whoever has a call may have another instead.
    offer(user(99), LONGEST).unwrap();
    relay.stop().await;
}

#[tokio::test]
async fn a_relay_that_is_alone_does_not_answer() {
    let alone = RelaySettings { answers_echo: false, holds_rooms: false, ..settings(Private::Forbidden) };
    let relay = Relay::start(&alone, Arc::new(SystemClock)).unwrap();
    assert!(relay.echo().is_none());
    relay.stop().await;
}

fn user(number: u128) -> UserId {
    UserId::from_bits(number)
}

/// How packets come to the contact.
enum Road {
    Straight(UdpSocket),
    Relayed(Allocated),
}

impl Road {
    fn own(&self) -> SocketAddr {
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

struct Caller {
    rtc: Rtc,
    mid: Mid,
    id: EchoId,
    road: Road,
    is_connected: bool,
    said: u64,
    heard: u64,
}

#[expect(clippy::disallowed_methods, reason = "real sockets have the real time")]
fn now() -> Instant {
    Instant::now()
}

fn new_caller() -> ((Rtc, Mid, str0m::change::SdpPendingOffer), String) {
    let mut rtc = Rtc::builder().set_crypto_provider(Arc::new(crypto::from_feature_flags())).build(now());
    let mut change = rtc.sdp_api();
    let mid = change.add_media(MediaKind::Audio, Direction::SendRecv, None, None, None);
    let (offer, pending) = change.apply().unwrap();
    ((rtc, mid, pending), offer.to_sdp_string())
}

impl Caller {
    fn call(echo: &dyn EchoLine, user: UserId, road: Road) -> Self {
        let ((mut rtc, mid, pending), offer) = new_caller();
        let answer = echo.open(user, &offer, LONGEST).unwrap();
        rtc.add_local_candidate(Candidate::host(road.own(), "udp").unwrap()).unwrap();
        rtc.sdp_api().accept_answer(pending, SdpAnswer::from_sdp_string(&answer.sdp).unwrap()).unwrap();
        Self { rtc, mid, id: answer.id, road, is_connected: false, said: 0, heard: 0 }
    }

    fn talk_until_heard(&mut self, frames: u64) {
        let (began, enough) = (now(), self.heard + frames);
        while self.heard < enough {
            assert!(began.elapsed() < PATIENCE, "{} said, {} heard", self.said, self.heard);
            self.talk();
        }
    }

    /// Half a second without a sound: while a call goes on one comes every 20 ms.
    fn talk_until_silent(&mut self) {
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
    fn talk(&mut self) {
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
