//! Random schedules against a model that only knows deadlines.

use std::{
    collections::HashMap,
    net::{IpAddr, SocketAddr},
    time::Duration,
};

use proptest::{
    collection::vec,
    prelude::*,
    test_runner::{Config, RngSeed},
};
use zvonilka_turn::{Forward, Method, Transport, attribute};

use crate::support::{Answer, Bench, Caller, channel_data, client, peer, send_indication, signed};

#[derive(Debug, Clone)]
enum Step {
    Allocate(u8),
    AllocateAgain(u8),
    Refresh(u8, u32),
    Permit(u8, u8),
    Bind(u8, u16, u8),
    Send(u8, u8),
    SendOnChannel(u8, u16),
    FromPeer(u8, u8),
    Wait(u64),
}

fn step() -> impl Strategy<Value = Step> {
    let (who, peer, channel) = (0_u8..2, 0_u8..3, 0x4000_u16..0x4003);
    prop_oneof![
        2 => who.clone().prop_map(Step::Allocate),
        1 => who.clone().prop_map(Step::AllocateAgain),
        1 => (who.clone(), prop_oneof![Just(0), Just(5), Just(900), Just(100_000)]).prop_map(|(w, l)| Step::Refresh(w, l)),
        3 => (who.clone(), peer.clone()).prop_map(|(w, p)| Step::Permit(w, p)),
        3 => (who.clone(), channel.clone(), peer.clone()).prop_map(|(w, c, p)| Step::Bind(w, c, p)),
        4 => (who.clone(), peer.clone()).prop_map(|(w, p)| Step::Send(w, p)),
        4 => (who.clone(), channel).prop_map(|(w, c)| Step::SendOnChannel(w, c)),
        4 => (who, peer).prop_map(|(w, p)| Step::FromPeer(w, p)),
        3 => prop_oneof![1_u64..50, 250_u64..350, 590_u64..610].prop_map(Step::Wait),
    ]
}

/// What one client should have: until which second each thing lives.
#[derive(Default)]
struct Expected {
    allocation: Option<u64>,
    relayed: Option<SocketAddr>,
    first: Option<Vec<u8>>,
    permissions: HashMap<IpAddr, u64>,
    channels: HashMap<u16, (SocketAddr, u64)>,
}

impl Expected {
    fn look(&mut self, now: u64) {
        if self.allocation.is_some_and(|until| until <= now) {
            *self = Self::default();
        }
        self.permissions.retain(|_, until| *until > now);
        self.channels.retain(|_, (_, until)| *until > now);
    }

    fn bind(&mut self, now: u64, number: u16, peer: SocketAddr) -> u16 {
        if self.allocation.is_none() {
            return 437;
        }
        let other_peer = self.channels.get(&number).is_some_and(|(other, _)| *other != peer);
        let other_number = self.channels.iter().any(|(other, (p, _))| *p == peer && *other != number);
        if other_peer || other_number {
            return 400;
        }
        self.channels.insert(number, (peer, now + 600));
        self.permissions.insert(peer.ip(), now + 300);
        200
    }
}

fn code(answer: &Answer) -> u16 {
    match answer {
        Answer::Success { .. } => 200,
        Answer::Refused(code) => *code,
        Answer::Silence => 0,
    }
}

fn run(steps: Vec<Step>) {
    let mut bench = Bench::new();
    let mut callers: Vec<Caller> =
        (0..2).map(|n| bench.caller(client(n, Transport::Udp), &format!("user {n}"))).collect();
    let mut expected = [Expected::default(), Expected::default()];
    let mut second = 0;
    for step in steps {
        expected.iter_mut().for_each(|e| e.look(second));
        match step {
            Step::Wait(seconds) => {
                second += seconds;
                // The look-through that packets do not wait for is left out now and then.
                if seconds % 2 == 0 {
                    bench.advance(Duration::from_secs(seconds));
                } else {
                    bench.now.moment = bench.now.moment.after(Duration::from_secs(seconds));
                    bench.now.wall = bench.now.wall + Duration::from_secs(seconds);
                }
                for caller in &mut callers {
                    bench.renew_nonce(caller);
                }
            }
            Step::Allocate(who) => {
                let (caller, expect) = (&callers[usize::from(who)], &mut expected[usize::from(who)]);
                let id = bench.transaction();
                let bytes = signed(caller, Method::Allocate, id, |w| {
                    w.bytes(attribute::REQUESTED_TRANSPORT, &[17, 0, 0, 0])
                });
                let answer = bench.ask(caller, &bytes);
                assert_eq!(code(&answer), if expect.allocation.is_some() { 437 } else { 200 });
                if let Answer::Success { relayed, .. } = answer {
                    expect.allocation = Some(second + 600);
                    expect.relayed = relayed;
                    expect.first = Some(bytes);
                }
            }
            Step::AllocateAgain(who) => {
                let (caller, expect) = (&callers[usize::from(who)], &expected[usize::from(who)]);
                let Some(bytes) = expect.first.clone() else { continue };
                // The nonce in it may be old by now; anything but a second allocation is right then.
                let before = bench.next_port;
                match bench.ask(caller, &bytes) {
                    Answer::Success { relayed, .. } => assert_eq!(relayed, expect.relayed),
                    other @ (Answer::Refused(_) | Answer::Silence) => assert_eq!(code(&other), 438),
                }
                assert_eq!(bench.next_port, before);
            }
            Step::Refresh(who, lifetime) => {
                let expect = &mut expected[usize::from(who)];
                let answer = bench.refresh(&callers[usize::from(who)], lifetime);
                if expect.allocation.is_none() {
                    assert_eq!(code(&answer), 437);
                    continue;
                }
                let granted = if lifetime == 0 { 0 } else { lifetime.clamp(600, 3_600) };
                assert_eq!(answer, Answer::Success { relayed: None, lifetime: Some(granted), token: None });
                if granted == 0 {
                    *expect = Expected::default();
                } else {
                    expect.allocation = Some(second + u64::from(granted));
                }
            }
            Step::Permit(who, p) => {
                let expect = &mut expected[usize::from(who)];
                let answer = bench.permit(&callers[usize::from(who)], peer(p));
                assert_eq!(code(&answer), if expect.allocation.is_some() { 200 } else { 437 });
                if answer.is_success() {
                    expect.permissions.insert(peer(p).ip(), second + 300);
                }
            }
            Step::Bind(who, number, p) => {
                let wanted = expected[usize::from(who)].bind(second, number, peer(p));
                assert_eq!(code(&bench.bind(&callers[usize::from(who)], number, peer(p))), wanted);
            }
            Step::Send(who, p) => {
                let expect = &expected[usize::from(who)];
                let passes = expect.permissions.contains_key(&peer(p).ip());
                let packet = send_indication(peer(p), b"x");
                let got = bench.server.handle_client(bench.now, callers[usize::from(who)].client, &packet);
                assert_eq!(matches!(got, Some(Forward::ToPeer { peer: to, .. }) if to == peer(p)), passes);
                assert_eq!(got.is_some(), passes);
            }
            Step::SendOnChannel(who, number) => {
                let wanted = expected[usize::from(who)].channels.get(&number).map(|(peer, _)| *peer);
                let packet = channel_data(number, b"x");
                let got = bench.server.handle_client(bench.now, callers[usize::from(who)].client, &packet);
                let got = got.map(|forward| match forward {
                    Forward::ToPeer { peer, .. } => peer,
                    other @ (Forward::ToClient(_) | Forward::Elsewhere { .. }) => panic!("{other:?}"),
                });
                assert_eq!(got, wanted);
            }
            Step::FromPeer(who, p) => {
                let expect = &expected[usize::from(who)];
                let Some(relayed) = expect.relayed else { continue };
                let relay = bench.relay_of(relayed);
                let passes = expect.permissions.contains_key(&peer(p).ip());
                let on_channel = expect.channels.values().any(|(to, _)| *to == peer(p));
                let got = bench.server.handle_peer(bench.now, relay, peer(p), b"x");
                assert_eq!(got.is_some(), passes);
                if let Some(got) = got {
                    assert_eq!(got.head().len() == 4, on_channel);
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(Config {
        rng_seed: RngSeed::Fixed(5766),
        failure_persistence: None,
        ..Config::with_cases(300)
    })]

    #[test]
    fn every_schedule_leads_where_the_deadlines_say(steps in vec(step(), 1..60)) {
        run(steps);
    }
}
