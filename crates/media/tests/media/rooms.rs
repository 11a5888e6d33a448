//! A call of a group over real sockets, and what is counted of it.
#![expect(clippy::unwrap_used, reason = "what fails here fails the test")]

use std::{
    net::{Ipv4Addr, UdpSocket},
    sync::Arc,
    time::Duration,
};

use str0m::{
    Rtc, crypto,
    media::{Direction, MediaKind},
};
use zvonilka_media::{MediaFigures, Relay, RoomFigures};
use zvonilka_model::{
    CallId, ParticipantId,
    call::{CallRooms, MediaState},
};

use crate::{
    allocated::Allocated,
    caller::{Caller, Road, now},
    support::{PATIENCE, Private, start},
};

const CALL: CallId = CallId::from_bits(7);

fn place(number: u128) -> ParticipantId {
    ParticipantId::from_bits(number)
}

/// Somebody with a microphone and a place for the sound of one other.
fn join(rooms: &dyn CallRooms, number: u128, road: Road) -> Caller {
    let mut rtc = Rtc::builder().set_crypto_provider(Arc::new(crypto::from_feature_flags())).build(now());
    let mut change = rtc.sdp_api();
    let microphone = change.add_media(MediaKind::Audio, Direction::SendOnly, None, None, None);
    change.add_media(MediaKind::Audio, Direction::RecvOnly, None, None, None);
    change.add_channel("room".to_owned());
    let (offer, pending) = change.apply().unwrap();
    let answer = rooms.open(CALL, place(number), MediaState::default(), &offer.to_sdp_string()).unwrap();
    Caller::new((rtc, pending), microphone, &answer, road)
}

/// What is told once it is as it should be.
fn told(relay: &Relay, is_right: impl Fn(&MediaFigures, &RoomFigures) -> bool) -> MediaFigures {
    let began = now();
    loop {
        let figures = relay.figures();
        if is_right(&figures, &figures.rooms.unwrap()) {
            return figures;
        }
        assert!(began.elapsed() < PATIENCE, "{figures:#?}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// One comes straight, the other through the relay: both are counted, and what was counted stays when they are gone.
#[tokio::test(flavor = "multi_thread")]
async fn those_in_a_room_hear_each_other_and_are_counted() {
    let relay = start(Private::Forbidden);
    let rooms = relay.rooms().expect("held here");
    let relay = tokio::task::spawn_blocking(move || {
        let before = relay.figures();
        assert_eq!(before.rooms.unwrap(), RoomFigures::default());
        let straight = Road::Straight(UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap());
        let mut anna = join(&*rooms, 1, straight);
        let mut boris = join(&*rooms, 2, Road::Relayed(Allocated::new(relay.address())));
        let began = now();
        while anna.heard < 20 || boris.heard < 20 {
            assert!(began.elapsed() < PATIENCE, "{} and {} heard", anna.heard, boris.heard);
            anna.talk();
            boris.talk();
        }
        let figures = told(&relay, |_, rooms| rooms.now.microphones == 2 && rooms.counts.forwarded >= 40);
        let MediaFigures { rooms: Some(counted), turn, .. } = figures else { panic!("{figures:#?}") };
        assert_eq!((counted.rooms, counted.now.people, counted.now.cameras), (1, 2, 0));
        assert_eq!((counted.counts.lines, counted.overrun, counted.broken), (2, 0, 0));
        assert!(counted.counts.received.packets > counted.counts.forwarded, "{counted:#?}");
        assert!(counted.counts.sent.bytes > 40 * 60, "{counted:#?}");
        assert_eq!((turn.open[0], turn.allocated), (1, 1));
        assert!(turn.from_clients.packets >= 20 && turn.to_clients.bytes > 20 * 60, "{turn:#?}");

        rooms.close(CALL, place(1));
        rooms.close(CALL, place(2));
        let after = told(&relay, |_, rooms| rooms.rooms == 0).rooms.unwrap();
        assert_eq!(after.now.people, 0);
        assert!(after.counts.forwarded >= counted.counts.forwarded, "{after:#?}");
        relay
    })
    .await
    .unwrap();
    relay.stop().await;
}
