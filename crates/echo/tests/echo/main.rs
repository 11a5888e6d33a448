//! Calls with the echo contact, in a time that goes as the test says.

mod caller;

use std::{net::SocketAddr, time::Duration};

use zvonilka_echo::{DELAY, EchoCall, EchoError, Identity, PATIENCE};

use crate::caller::{Caller, SERVER, now, talk_for};

#[test]
fn what_is_said_comes_back_a_second_later() {
    let (mut caller, mut call, start) = connected();
    let from = caller.now;
    talk_for(&mut caller, &mut call, Duration::from_secs(3));
    let heard = &caller.heard;
    // Fifty frames a second for three seconds, of which the last second is still on its way.
    assert!((95..=105).contains(&heard.len()), "{} frames", heard.len());
    for (number, (at, frame)) in heard.iter().enumerate() {
        assert_eq!(frame, &caller.said[number].1, "frame {number} came back as another");
        let after = at.duration_since(caller.said[number].0);
        assert!((DELAY..DELAY + Duration::from_millis(60)).contains(&after), "frame {number}: {after:?}");
    }
    assert!(from.duration_since(start) < Duration::from_secs(3), "the line took {:?}", from - start);
}

#[test]
fn who_floods_the_contact_hears_only_a_part() {
    let (mut caller, mut call, _) = connected();
    caller.frames_at_once = 20;
    talk_for(&mut caller, &mut call, Duration::from_secs(3));
    assert!(caller.said.len() > 2_500);
    assert!(caller.heard.len() <= 450, "{} frames came back", caller.heard.len());
}

#[test]
fn who_is_silent_on_the_network_has_gone() {
    let (caller, mut call, _) = connected();
    let gone = caller.now + PATIENCE;
    let mut at = caller.now;
    while !call.is_over(at) {
        let next = call.poll_timeout();
        assert!(next <= gone, "asked to be woken {:?} later", next - gone);
        at = next.max(at);
        call.handle_timeout(at);
        while call.poll_packet().is_some() {}
    }
    assert!(at > caller.now + PATIENCE / 2, "gone after {:?}", at - caller.now);
}

#[test]
fn packets_of_others_are_not_taken() {
    let (mut caller, mut call, _) = connected();
    let stranger: SocketAddr = "192.0.2.99:9".parse().unwrap();
    talk_for(&mut caller, &mut call, Duration::from_millis(200));
    let packet = caller.last_sent.clone().expect("something was said");
    assert!(!call.handle_packet(caller.now, stranger, &packet));
    for junk in [&[][..], &[0x80], &[22, 1, 2, 3], &[0, 1, 0, 0, 0x21, 0x12, 0xA4, 0x42], &[0xFF; 100]] {
        assert!(!call.handle_packet(caller.now, stranger, junk));
        call.handle_packet(caller.now, caller.address, junk);
    }
    let before = caller.heard.len();
    talk_for(&mut caller, &mut call, Duration::from_secs(2));
    assert!(caller.heard.len() > before + 40, "the call goes on");
}

#[test]
fn only_an_offer_of_sound_is_answered() {
    let identity = Identity::generate().unwrap();
    let answer = |offer: &str, own: &[SocketAddr]| EchoCall::answer(now(), &identity, own, offer).map(|_| ());
    let offer = Caller::new(now()).offer();
    assert!(answer(&offer, &[SERVER]).is_ok());
    assert!(matches!(answer(&offer, &[]), Err(EchoError::NoAddress)));
    let nowhere = "0.0.0.0:9".parse().unwrap();
    assert!(matches!(answer(&offer, &[nowhere]), Err(EchoError::NoAddress)));
    let twice = format!("{offer}m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n");
    for odd in ["", "v=0", "m=audio 9", &offer.replace("m=audio", "m=video"), &twice] {
        assert!(matches!(answer(odd, &[SERVER]), Err(EchoError::Offer(_))), "{odd}");
    }
    // However much of it is missing: an answer or a refusal, and never a panic.
    for length in (0..offer.len()).step_by(7).filter(|length| offer.is_char_boundary(*length)) {
        let _ = answer(&offer[..length], &[SERVER]);
    }
}

fn connected() -> (Caller, EchoCall, std::time::Instant) {
    let start = now();
    let mut caller = Caller::new(start);
    let offer = caller.offer();
    let identity = Identity::generate().expect("a certificate");
    let (mut call, answer) = EchoCall::answer(start, &identity, &[SERVER], &offer).expect("an answer");
    assert!(answer.contains(&format!("a=ice-ufrag:{}", call.fragment())), "{answer}");
    caller.take_answer(&answer);
    for _ in 0..2_000 {
        if caller.is_connected {
            return (caller, call, start);
        }
        caller.step(&mut call);
    }
    panic!("no line");
}
