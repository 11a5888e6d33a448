//! What the server does with each kind of packet.

use std::time::Duration;

use zvonilka_turn::{
    Class, Command, Forward, Integrity, Message, MessageWriter, Method, Refusal, Server, Transport,
    attribute, read_xor_address,
};

use crate::support::{
    Answer, Bench, RELAY_IP, channel_data, client, error_of, peer, send_indication, settings, signed, wire,
};

const MINUTE: Duration = Duration::from_secs(60);

fn relayed(answer: &Answer) -> std::net::SocketAddr {
    let Answer::Success { relayed: Some(relayed), .. } = answer else { panic!("no allocation: {answer:?}") };
    *relayed
}

#[test]
fn a_binding_request_is_told_where_it_comes_from() {
    let mut bench = Bench::new();
    let from = client(1, Transport::Udp);
    let id = bench.transaction();
    let ask = MessageWriter::new(Class::Request, Method::Binding, id);
    for bytes in [ask.clone().finish(), ask.fingerprint().finish()] {
        let answer = bench.exchange(from, &bytes).unwrap();
        let message = Message::decode(&answer).unwrap();
        assert_eq!(message.class(), Class::Success);
        let value = message.find(attribute::XOR_MAPPED_ADDRESS).unwrap();
        assert_eq!(read_xor_address(0x0020, value, &message.transaction()), Ok(from.remote));
        let asked = Message::decode(&bytes).unwrap().find(attribute::FINGERPRINT).is_some();
        assert_eq!(message.find(attribute::FINGERPRINT).is_some(), asked);
    }
}

#[test]
fn a_stranger_gets_a_short_challenge_and_leaves_no_trace() {
    let mut bench = Bench::new();
    let id = bench.transaction();
    let ask = MessageWriter::new(Class::Request, Method::Allocate, id)
        .bytes(attribute::REQUESTED_TRANSPORT, &[17, 0, 0, 0])
        .finish();
    let answer = bench.exchange(client(1, Transport::Udp), &ask).unwrap();
    assert!(answer.len() <= 100, "{} bytes", answer.len());
    let message = Message::decode(&answer).unwrap();
    assert_eq!(error_of(&message), Some(401));
    assert_eq!(message.text(attribute::REALM), Some("zvonilka"));
    assert_eq!((bench.server.allocations(), bench.server.poll_timeout()), (0, None));
    for silent in [channel_data(0x4000, b"x"), send_indication(peer(1), b"x"), vec![0x80; 40], Vec::new()] {
        assert_eq!(bench.exchange(client(1, Transport::Udp), &silent), None);
    }
}

#[test]
fn both_signatures_are_understood_and_answered_in_kind() {
    let mut bench = Bench::new();
    for (number, integrity) in [(1, Integrity::Sha1), (2, Integrity::Sha256)] {
        let mut caller = bench.caller(client(number, Transport::Udp), "anna");
        caller.integrity = integrity;
        let answer = bench.allocate(&caller);
        assert_eq!(relayed(&answer).ip(), RELAY_IP);
        let kind = match integrity {
            Integrity::Sha1 => attribute::MESSAGE_INTEGRITY,
            Integrity::Sha256 => attribute::MESSAGE_INTEGRITY_SHA256,
        };
        let id = bench.transaction();
        let bytes = signed(&caller, Method::Refresh, id, |w| w);
        let answer = bench.exchange(caller.client, &bytes).unwrap();
        assert!(Message::decode(&answer).unwrap().find(kind).is_some());
    }
}

#[test]
fn wrong_and_expired_credentials_are_refused_but_a_long_call_is_not_cut() {
    let mut bench = Bench::new();
    let expiry = bench.now.wall.seconds() + 60;
    let caller = bench.caller_until(client(1, Transport::Udp), "anna", expiry);
    let mut liar = caller.clone();
    liar.key = zvonilka_turn::Key::long_term(&liar.name, "zvonilka", "guessed");
    assert_eq!(bench.allocate(&liar), Answer::Refused(401));
    assert!(bench.allocate(&caller).is_success());
    bench.advance(5 * MINUTE);
    assert!(bench.refresh(&caller, 600).is_success());
    assert!(bench.permit(&caller, peer(1)).is_success());
    let late = bench.caller_until(client(2, Transport::Udp), "anna", expiry);
    assert_eq!(bench.allocate(&late), Answer::Refused(401));
    let mut nameless = late;
    nameless.name = "no expiry in it".to_owned();
    assert_eq!(bench.allocate(&nameless), Answer::Refused(401));
}

#[test]
fn an_old_nonce_is_renewed() {
    let mut bench = Bench::new();
    let mut caller = bench.caller(client(1, Transport::Udp), "anna");
    assert!(bench.allocate(&caller).is_success());
    for _ in 0..7 {
        assert!(bench.refresh(&caller, 600).is_success());
        bench.advance(9 * MINUTE);
    }
    assert_eq!(bench.refresh(&caller, 600), Answer::Refused(438));
    bench.renew_nonce(&mut caller);
    assert!(bench.refresh(&caller, 600).is_success());
}

#[test]
fn an_allocation_belongs_to_whoever_made_it() {
    let mut bench = Bench::new();
    let anna = bench.caller(client(1, Transport::Udp), "anna");
    let boris = bench.caller(client(1, Transport::Udp), "boris");
    assert!(bench.allocate(&anna).is_success());
    assert_eq!(bench.refresh(&boris, 0), Answer::Refused(441));
    // New credentials of the same person are fine.
    let expiry = bench.now.wall.seconds() + 7_200;
    let again = bench.caller_until(client(1, Transport::Udp), "anna", expiry);
    assert!(bench.refresh(&again, 600).is_success());
}

#[test]
fn the_same_allocate_gets_the_same_answer_and_another_is_refused() {
    let mut bench = Bench::new();
    let caller = bench.caller(client(1, Transport::Udp), "anna");
    let id = bench.transaction();
    let bytes =
        signed(&caller, Method::Allocate, id, |w| w.bytes(attribute::REQUESTED_TRANSPORT, &[17, 0, 0, 0]));
    let first = bench.exchange(caller.client, &bytes).unwrap();
    let second = bench.exchange(caller.client, &bytes).unwrap();
    assert_eq!(first, second);
    assert_eq!(bench.server.allocations(), 1);
    assert_eq!(bench.allocate(&caller), Answer::Refused(437));
}

#[test]
fn requests_without_an_allocation_are_refused() {
    let mut bench = Bench::new();
    let caller = bench.caller(client(1, Transport::Udp), "anna");
    assert_eq!(bench.refresh(&caller, 600), Answer::Refused(437));
    assert_eq!(bench.permit(&caller, peer(1)), Answer::Refused(437));
    assert_eq!(bench.bind(&caller, 0x4000, peer(1)), Answer::Refused(437));
}

#[test]
fn bad_allocates_are_told_what_is_wrong() {
    let mut bench = Bench::new();
    let caller = bench.caller(client(1, Transport::Udp), "anna");
    let udp = |w: MessageWriter| w.bytes(attribute::REQUESTED_TRANSPORT, &[17, 0, 0, 0]);
    let mut refused =
        |fill: &dyn Fn(MessageWriter) -> MessageWriter| bench.request(&caller, Method::Allocate, fill);
    assert_eq!(refused(&|w| w), Answer::Refused(400));
    assert_eq!(refused(&|w| w.bytes(attribute::REQUESTED_TRANSPORT, &[6, 0, 0, 0])), Answer::Refused(442));
    assert_eq!(refused(&|w| udp(w).bytes(0x0017, &[9, 0, 0, 0])), Answer::Refused(440));
    assert_eq!(refused(&|w| udp(w).bytes(0x7777, &[9, 0, 0, 0])), Answer::Refused(420));
    assert_eq!(refused(&|w| udp(w).bytes(attribute::RESERVATION_TOKEN, &[0; 7])), Answer::Refused(400));
    let both = |w| udp(w).bytes(attribute::RESERVATION_TOKEN, &[0; 8]).bytes(attribute::EVEN_PORT, &[0]);
    assert_eq!(refused(&both), Answer::Refused(400));
    assert_eq!(refused(&|w| udp(w).bytes(attribute::LIFETIME, &[0; 3])), Answer::Refused(400));
    let whole = |w| udp(w).bytes(attribute::DONT_FRAGMENT, &[]).bytes(0x0017, &[2, 0, 0, 0]);
    assert!(relayed(&refused(&whole)).is_ipv6());
}

#[test]
fn a_refusal_of_the_port_reaches_the_client() {
    for (refusal, code) in [(Refusal::Quota, 486), (Refusal::Capacity, 508)] {
        let mut bench = Bench::new();
        let caller = bench.caller(client(1, Transport::Udp), "anna");
        let id = bench.transaction();
        let bytes = signed(&caller, Method::Allocate, id, |w| {
            w.bytes(attribute::REQUESTED_TRANSPORT, &[17, 0, 0, 0])
        });
        assert_eq!(bench.server.handle_client(bench.now, caller.client, &bytes), None);
        assert!(matches!(bench.server.poll_command(), Some(Command::Open(_))));
        bench.server.refused(caller.client, refusal);
        let Some(Command::Send { bytes, .. }) = bench.server.poll_command() else { panic!("no answer") };
        assert_eq!(error_of(&Message::decode(&bytes).unwrap()), Some(code));
    }
}

#[test]
fn a_port_for_a_client_that_is_gone_is_given_back() {
    let mut bench = Bench::new();
    let caller = bench.caller(client(1, Transport::Tcp), "anna");
    let id = bench.transaction();
    let bytes =
        signed(&caller, Method::Allocate, id, |w| w.bytes(attribute::REQUESTED_TRANSPORT, &[17, 0, 0, 0]));
    assert_eq!(bench.server.handle_client(bench.now, caller.client, &bytes), None);
    assert!(matches!(bench.server.poll_command(), Some(Command::Open(_))));
    bench.server.client_gone(bench.now, caller.client);
    assert_eq!(bench.server.opened(bench.now, caller.client, peer(9), None), None);
}

#[test]
fn forbidden_peers_are_refused() {
    let mut bench = Bench::new();
    let caller = bench.caller(client(1, Transport::Udp), "anna");
    assert!(bench.allocate(&caller).is_success());
    for forbidden in ["127.0.0.1:9", "10.1.2.3:9", "169.254.169.254:80", "255.255.255.255:9", "224.0.0.1:9"] {
        let forbidden = forbidden.parse().unwrap();
        assert_eq!(bench.permit(&caller, forbidden), Answer::Refused(403), "{forbidden}");
        assert_eq!(bench.bind(&caller, 0x4000, forbidden), Answer::Refused(403), "{forbidden}");
    }
    // This machine: its relayed addresses may be peers, its services may not.
    let service = (RELAY_IP, 22).into();
    assert_eq!(bench.bind(&caller, 0x4000, service), Answer::Refused(403));
    assert!(bench.permit(&caller, service).is_success(), "a permission names no port");
    let sent = send_indication(service, b"EHLO");
    assert_eq!(bench.server.handle_client(bench.now, caller.client, &sent), None);
    assert_eq!(bench.permit(&caller, "[2606:4700::1]:9".parse().unwrap()), Answer::Refused(443));

    let mut open = settings();
    open.peers.allow_private = true;
    let mut bench = Bench::with(open);
    let caller = bench.caller(client(1, Transport::Udp), "anna");
    assert!(bench.allocate(&caller).is_success());
    assert!(bench.permit(&caller, "127.0.0.1:9".parse().unwrap()).is_success());
}

#[test]
fn packets_go_both_ways_by_indication_and_by_channel() {
    for transport in [Transport::Udp, Transport::Tcp] {
        let mut bench = Bench::new();
        let caller = bench.caller(client(1, transport), "anna");
        let relay = {
            let at = relayed(&bench.allocate(&caller));
            bench.relay_of(at)
        };
        let (now, to) = (bench.now, peer(1));
        assert_eq!(bench.server.handle_client(now, caller.client, &send_indication(to, b"early")), None);
        assert_eq!(bench.server.handle_peer(now, relay, to, b"early"), None);
        assert!(bench.permit(&caller, to).is_success());
        let sent = send_indication(to, b"hello");
        let forward = bench.server.handle_client(now, caller.client, &sent);
        assert_eq!(forward, Some(Forward::ToPeer { relay, peer: to, payload: b"hello" }));

        let back = bench.server.handle_peer(now, relay, to, b"hi").map(Forward::ToClient);
        let (receiver, bytes) = wire(back).unwrap();
        assert_eq!(receiver, caller.client);
        let message = Message::decode(&bytes).unwrap();
        assert_eq!((message.class(), message.method()), (Class::Indication, Method::Data));
        assert_eq!(message.find(attribute::DATA), Some(&b"hi"[..]));
        let from = message.find(attribute::XOR_PEER_ADDRESS).unwrap();
        assert_eq!(read_xor_address(0x0012, from, &message.transaction()), Ok(to));

        assert!(bench.bind(&caller, 0x7FFF, to).is_success());
        let forward =
            bench.server.handle_client(now, caller.client, &channel_data(0x7FFF, b"hello")).is_some();
        assert!(forward);
        let (_, bytes) =
            wire(bench.server.handle_peer(now, relay, to, b"hi").map(Forward::ToClient)).unwrap();
        let padding: &[u8] = if transport == Transport::Tcp { &[0, 0] } else { &[] };
        assert_eq!(bytes, [&channel_data(0x7FFF, b"hi")[..], padding].concat());
    }
}

#[test]
fn a_channel_means_one_peer_and_a_peer_has_one_channel() {
    let mut bench = Bench::new();
    let caller = bench.caller(client(1, Transport::Udp), "anna");
    assert!(bench.allocate(&caller).is_success());
    assert!(bench.bind(&caller, 0x4000, peer(1)).is_success());
    assert!(bench.bind(&caller, 0x4000, peer(1)).is_success(), "again is a refresh");
    assert_eq!(bench.bind(&caller, 0x4000, peer(2)), Answer::Refused(400));
    assert_eq!(bench.bind(&caller, 0x4001, peer(1)), Answer::Refused(400));
    assert_eq!(bench.bind(&caller, 0x3FFF, peer(3)), Answer::Refused(400));
    assert_eq!(bench.bind(&caller, 0x8000, peer(3)), Answer::Refused(400));
}

#[test]
fn nobody_fills_the_memory_with_permissions_or_channels() {
    let mut bench = Bench::new();
    let caller = bench.caller(client(1, Transport::Udp), "anna");
    assert!(bench.allocate(&caller).is_success());
    let at = |n: u16| std::net::SocketAddr::from(([192, 0, 2 + (n / 250) as u8, (n % 250) as u8], 9));
    let granted = (0..300).filter(|n| bench.permit(&caller, at(*n)).is_success()).count();
    assert_eq!(granted, 128);
    assert_eq!(bench.permit(&caller, at(299)), Answer::Refused(508));
    assert!(bench.permit(&caller, at(1)).is_success(), "what is there can be renewed");
}

#[test]
fn relayed_addresses_reach_each_other_inside() {
    let mut bench = Bench::new();
    let anna = bench.caller(client(1, Transport::Udp), "anna");
    let boris = bench.caller(client(2, Transport::Tcp), "boris");
    let (at_anna, at_boris) = (relayed(&bench.allocate(&anna)), relayed(&bench.allocate(&boris)));
    assert!(bench.bind(&anna, 0x4000, at_boris).is_success());
    let packet = channel_data(0x4000, b"hello");
    assert_eq!(bench.server.handle_client(bench.now, anna.client, &packet), None, "boris permits nobody yet");
    assert!(bench.bind(&boris, 0x4001, at_anna).is_success());
    let (receiver, bytes) = wire(bench.server.handle_client(bench.now, anna.client, &packet)).unwrap();
    assert_eq!(receiver, boris.client);
    assert_eq!(bytes, [&channel_data(0x4001, b"hello")[..], &[0, 0, 0]].concat());

    // What another server of this machine may have is handed on, and taken in.
    let far = std::net::SocketAddr::from((RELAY_IP, 50_700));
    assert!(bench.permit(&anna, far).is_success());
    let sent = send_indication(far, b"hello");
    let forward = bench.server.handle_client(bench.now, anna.client, &sent);
    assert_eq!(forward, Some(Forward::Elsewhere { from: at_anna, to: far, payload: b"hello" }));
    assert!(bench.server.handle_relayed(bench.now, far, at_anna, b"hello").is_some());
    assert_eq!(
        bench.server.handle_relayed(bench.now, far, at_boris, b"hello").map(|to| to.client),
        Some(boris.client)
    );
    // Nobody comes from the network with one of our addresses.
    let relay = bench.relay_of(at_anna);
    assert_eq!(bench.server.handle_peer(bench.now, relay, far, b"hello"), None);
}

#[test]
fn an_allocation_ends_by_time_by_refresh_or_with_its_connection_and_tells_its_use() {
    let mut bench = Bench::new();
    let idle = bench.caller(client(1, Transport::Udp), "anna");
    let done = bench.caller(client(2, Transport::Udp), "boris");
    let cut = bench.caller(client(3, Transport::Tcp), "clara");
    for caller in [&idle, &done, &cut] {
        assert!(bench.allocate(caller).is_success());
        assert!(bench.permit(caller, peer(1)).is_success());
        let sent = send_indication(peer(1), b"four");
        assert!(bench.server.handle_client(bench.now, caller.client, &sent).is_some());
    }
    assert_eq!(bench.server.totals().open, [2, 1, 0, 0]);
    bench.advance(MINUTE);
    assert!(matches!(bench.refresh(&done, 0), Answer::Success { lifetime: Some(0), .. }));
    bench.server.client_gone(bench.now, cut.client);
    bench.advance(9 * MINUTE);
    let told: Vec<_> = bench
        .closed
        .iter()
        .map(|usage| {
            (usage.user.as_str(), usage.lifetime, usage.from_client.bytes, usage.from_client.packets)
        })
        .collect();
    assert_eq!(told, [("boris", MINUTE, 4, 1), ("clara", MINUTE, 4, 1), ("anna", 10 * MINUTE, 4, 1)]);
    assert_eq!((bench.server.allocations(), bench.server.poll_timeout()), (0, None));
    let totals = bench.server.totals();
    assert_eq!((totals.open, totals.allocated, totals.from_clients.bytes), ([0; 4], 3, 12));
    assert!(bench.allocate(&done).is_success(), "and can be made again");
}

#[test]
fn whoever_sends_too_much_loses_the_rest_until_there_is_room_again() {
    let mut bench = Bench::new();
    let caller = bench.caller(client(1, Transport::Udp), "anna");
    assert!(bench.allocate(&caller).is_success());
    assert!(bench.permit(&caller, peer(1)).is_success());
    let sent = send_indication(peer(1), &[0; 1_000]);
    let passes = |server: &mut Server, now| server.handle_client(now, caller.client, &sent).is_some();
    let passed = (0..20).filter(|_| passes(&mut bench.server, bench.now)).count();
    assert_eq!(passed, 10, "a second's worth");
    bench.advance(Duration::from_millis(200));
    let passed = (0..20).filter(|_| passes(&mut bench.server, bench.now)).count();
    assert_eq!(passed, 2);
    bench.server.close(bench.now);
    bench.advance(Duration::ZERO);
    assert_eq!(bench.closed[0].over_rate, 28);
}
