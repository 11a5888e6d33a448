//! People come and go; whatever happens, there is never a call with nobody in it, and never one that lasts for ever.

use proptest::prelude::*;

use super::*;
use crate::{SessionId, call::machine};

fn user(number: u128) -> UserId {
    UserId::from_bits(number)
}

fn seat(person: u128, device: u128) -> Seat {
    let session = SessionId::from_bits(person * 100 + device);
    Seat { user: user(person), session, connection: Some(ConnectionId::from_bits(person * 100 + device)) }
}

fn place(number: u128) -> ParticipantId {
    ParticipantId::from_bits(number)
}

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_millis(1_000_000 + seconds * 1_000)
}

fn begun() -> Call {
    let new = NewGathering {
        id: CallId::from_bits(1),
        chat: ChatId::from_bits(2),
        kind: CallKind::Video,
        initiator: user(1),
    };
    after(&start(new, at(0)), CallEvent::Join(seat(1, 1), place(1)), 0).call
}

fn after(call: &Call, event: CallEvent, seconds: i64) -> Step {
    machine::step(call, event, at(seconds)).unwrap()
}

fn told(step: &Step, target: SignalTarget) -> bool {
    step.effects.iter().any(|effect| matches!(effect, CallEffect::Tell(to, _) if *to == target))
}

#[test]
fn people_come_and_go_until_the_last_has_gone() {
    let call = begun();
    let joined = after(&call, CallEvent::Join(seat(2, 1), place(2)), 1);
    assert!(told(&joined, SignalTarget::Chat(call.chat)));
    assert_eq!(joined.call.participants.len(), 2);
    let left = after(&joined.call, CallEvent::HangUp(user(1)), 5);
    assert!(left.call.status.is_live(), "the others go on without who began it");
    let again = after(&left.call, CallEvent::Join(seat(1, 1), place(3)), 6).call;
    assert_eq!(again.participants.len(), 2, "who comes again takes their own place");
    let ended = after(&after(&again, CallEvent::HangUp(user(1)), 7).call, CallEvent::HangUp(user(2)), 8);
    assert_eq!((ended.call.status, ended.call.end_reason), (CallStatus::Ended, Some(EndReason::HungUp)));
    assert_eq!(ended.effects[0], CallEffect::LeaveCard);
    assert_eq!(machine::next_deadline(&ended.call), None);
    assert_eq!(
        machine::step(&ended.call, CallEvent::Join(seat(3, 1), place(4)), at(9)),
        Err(CallRefusal::Over)
    );
}

#[test]
fn another_device_of_the_same_person_takes_the_place_over() {
    let moved = after(&begun(), CallEvent::Join(seat(1, 2), place(9)), 1);
    assert_eq!(moved.call.participants.len(), 1);
    assert_eq!(moved.call.participants[0].id, place(9));
    assert!(told(&moved, SignalTarget::Connection(user(1), ConnectionId::from_bits(101))));
    let refused = machine::step(&moved.call, CallEvent::Renew(seat(1, 1)), at(2));
    assert_eq!(refused, Err(CallRefusal::NotSeated));
}

#[test]
fn who_is_silent_goes_by_themselves() {
    let call = after(&begun(), CallEvent::Join(seat(2, 1), place(2)), 0).call;
    let call = after(&call, CallEvent::Renew(seat(2, 1)), 30).call;
    assert_eq!(machine::next_deadline(&call), Some(at(45)));
    let without = after(&call, CallEvent::TimePassed, 45).call;
    assert!(without.status.is_live());
    assert_eq!(without.participants[0].state, ParticipantState::Left);
    let away = after(&without, CallEvent::Depart(seat(2, 1).connection.unwrap()), 50).call;
    assert!(away.participants[1].away);
    let back = after(&away, CallEvent::Resume(place(2), seat(2, 3), Line::Fresh(place(5))), 60).call;
    assert_eq!((back.participants[1].id, back.participants[1].away), (place(5), false));
    let ended = after(&back, CallEvent::TimePassed, 105).call;
    assert_eq!((ended.status, ended.end_reason), (CallStatus::Ended, Some(EndReason::LeaseLapsed)));
}

#[test]
fn there_is_room_for_fifty() {
    let mut call = begun();
    for person in 2..=50 {
        call = after(&call, CallEvent::Join(seat(person, 1), place(person)), 0).call;
    }
    let one_more = CallEvent::Join(seat(51, 1), place(51));
    assert_eq!(machine::step(&call, one_more.clone(), at(1)), Err(CallRefusal::Full));
    // Who is in already may come again.
    assert!(machine::step(&call, CallEvent::Join(seat(7, 2), place(60)), at(1)).is_ok());
    let call = after(&call, CallEvent::HangUp(user(9)), 1).call;
    assert!(machine::step(&call, one_more, at(2)).is_ok());
}

#[test]
fn it_does_not_ring() {
    for event in [CallEvent::Accept(seat(2, 1)), CallEvent::Reject(user(2)), CallEvent::Busy] {
        assert_eq!(machine::step(&begun(), event, at(1)), Err(CallRefusal::NotRinging));
    }
}

fn events() -> impl Strategy<Value = (u8, u128, u128)> {
    (0_u8..6, 1_u128..5, 1_u128..3)
}

proptest! {
    #[test]
    fn a_call_goes_on_exactly_while_somebody_is_in_it(steps in prop::collection::vec((events(), 0_i64..40), 0..60)) {
        let mut call = begun();
        let (mut now, mut next_place) = (0, 100);
        for ((what, person, device), passed) in steps {
            now += passed;
            next_place += 1;
            let held = call.participant_of(user(person)).map_or(place(0), |p| p.id);
            let event = match what {
                0 => CallEvent::Join(seat(person, device), place(next_place)),
                1 => CallEvent::HangUp(user(person)),
                2 => CallEvent::Renew(seat(person, device)),
                3 => CallEvent::Depart(ConnectionId::from_bits(person * 100 + device)),
                4 => CallEvent::Resume(held, seat(person, device), Line::Fresh(place(next_place))),
                _ => CallEvent::TimePassed,
            };
            let Ok(step) = machine::step(&call, event, at(now)) else { continue };
            call = step.call;
            let seated = call.participants.iter().filter(|p| p.session.is_some()).count();
            prop_assert_eq!(call.status.is_live(), seated > 0);
            let deadline = machine::next_deadline(&call);
            prop_assert_eq!(deadline.is_some(), seated > 0);
            prop_assert!(deadline.is_none_or(|deadline| deadline <= at(now) + LEASE_TIME));
            for one in &call.participants {
                prop_assert_eq!(one.session.is_some(), one.lease_until.is_some());
                prop_assert_eq!(one.session.is_none(), one.state == ParticipantState::Left);
            }
            let mut people: Vec<_> = call.participants.iter().map(|p| p.user).collect();
            people.sort_unstable();
            people.dedup();
            prop_assert_eq!(people.len(), call.participants.len());
        }
    }
}
