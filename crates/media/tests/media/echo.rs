//! A call with the echo contact over real sockets: straight to the port, and from a relayed address.
#![expect(clippy::unwrap_used, reason = "what fails here fails the test")]

use std::{
    net::{Ipv4Addr, UdpSocket},
    sync::Arc,
    time::Duration,
};

use str0m::{
    Rtc,
    change::SdpPendingOffer,
    crypto,
    media::{Direction, MediaKind, Mid},
};
use zvonilka_media::{Relay, RelaySettings};
use zvonilka_model::{
    EchoId, SystemClock, UserId,
    call::{EchoLine, EchoRefusal},
};

use crate::{
    allocated::Allocated,
    caller::{Caller, Road, now},
    support::{PATIENCE, Private, settings, start},
};

const LONGEST: Duration = Duration::from_secs(120);

#[tokio::test(flavor = "multi_thread")]
async fn sound_comes_back_straight() {
    let relay = start(Private::Forbidden);
    let echo = relay.echo().expect("answers");
    tokio::task::spawn_blocking(move || {
        let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let (mut caller, _) = call(&*echo, user(1), Road::Straight(socket));
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
            let (mut caller, _) = call(&*echo, user(number), Road::Relayed(allocated));
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
        let (mut first, first_id) = call(&*echo, user(1), road());
        first.talk_until_heard(5);
        echo.close(user(2), first_id);
        first.talk_until_heard(5);
        let (mut second, second_id) = call(&*echo, user(1), road());
        second.talk_until_heard(5);
        first.talk_until_silent();
        echo.close(user(1), second_id);
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

fn new_caller() -> ((Rtc, Mid, SdpPendingOffer), String) {
    let mut rtc = Rtc::builder().set_crypto_provider(Arc::new(crypto::from_feature_flags())).build(now());
    let mut change = rtc.sdp_api();
    let mid = change.add_media(MediaKind::Audio, Direction::SendRecv, None, None, None);
    let (offer, pending) = change.apply().unwrap();
    ((rtc, mid, pending), offer.to_sdp_string())
}

fn call(echo: &dyn EchoLine, user: UserId, road: Road) -> (Caller, EchoId) {
    let ((rtc, mid, pending), offer) = new_caller();
    let answer = echo.open(user, &offer, LONGEST).unwrap();
    (Caller::new((rtc, pending), mid, &answer.sdp, road), answer.id)
}
