//! A page's line into a group call: the offer that it begins with, and what comes to the port afterwards from whoever
//! it may be.

use std::{
    net::SocketAddr,
    sync::OnceLock,
    time::{Duration, Instant},
};

use zvonilka_model::{ParticipantId, call::MediaState};
use zvonilka_sfu::{Identity, Line, Room};

/// As a browser offers: a microphone, and a camera in three sizes.
const OFFER: &str = include_str!("../../../fuzz/seeds/room_offer/page");
/// Answers to one datagram at most: what comes in unproved must not come out many times over.
const MOST_ANSWERS: usize = 8;

fn identity() -> &'static Identity {
    static IDENTITY: OnceLock<Identity> = OnceLock::new();
    IDENTITY.get_or_init(|| Identity::generate().expect("cryptography works"))
}

fn server() -> SocketAddr {
    SocketAddr::from(([198, 51, 100, 1], 3_478))
}

#[expect(
    clippy::disallowed_methods,
    reason = "an instant cannot be made otherwise, and only differences count"
)]
fn begun() -> Instant {
    Instant::now()
}

/// Takes any offer: it is refused, or answered with as many places as it has.
pub fn room_offer(text: &str) {
    let places = |sdp: &str| sdp.lines().filter(|line| line.starts_with("m=")).count();
    if let Ok((line, answer)) = Line::answer(begun(), identity(), &[server()], text) {
        assert_eq!(places(&answer), places(text), "every place is answered");
        assert!(!line.fragment().is_empty());
    }
}

/// Takes datagrams of two addresses, each with its kind and length; time passes between them.
pub fn room_packets(bytes: &[u8]) {
    let mut now = begun();
    let (line, _) = Line::answer(now, identity(), &[server()], OFFER).expect("a good offer");
    let (mut room, place) = (Room::new(now), ParticipantId::from_bits(1));
    assert!(room.join(now, place, line, MediaState::default()));
    let mut rest = bytes;
    while let Some((&[kind, length], after)) = rest.split_first_chunk::<2>() {
        let (packet, later) = after.split_at(usize::from(length).min(after.len()));
        rest = later;
        if kind & 0xF0 == 0xF0 {
            now += Duration::from_millis(u64::from(length) * 20);
            room.handle_timeout(now);
        } else {
            let from = SocketAddr::from(([192, 0, 2, 1 + (kind & 1)], 5_000));
            room.handle_packet(now, place, from, packet);
            room.flush(now);
        }
        let answers = std::iter::from_fn(|| room.poll_packet()).count();
        assert!(answers <= MOST_ANSWERS, "{answers} answers to one datagram");
    }
    room.leave(now, place);
    assert!(room.is_empty());
}
