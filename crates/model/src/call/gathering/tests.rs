//! People come and go; whatever happens, there is never a call with nobody in it, and never one that lasts for ever.

use proptest::prelude::*;

use super::*;
use crate::{
    SessionId,
    call::{
        RING_TIME,
        invitation::{Invitee, Reach},
        machine::NewCall,
    },
};

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
        audio_room: false,
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

fn invite(by: u128, people: &[(u128, ParticipantId)], seconds: i64) -> CallEvent {
    let invitee = |(person, place): &(u128, ParticipantId)| Invitee {
        user: user(*person),
        place: *place,
        reach: Reach::Free,
        outsider: false,
    };
    CallEvent::Invite {
        by: user(by),
        invitees: people.iter().map(invitee).collect(),
        until: at(seconds) + RING_TIME,
    }
}

/// Two who talked ask a third in.
fn grown_call() -> Call {
    let new = NewCall {
        id: CallId::from_bits(1),
        chat: ChatId::from_bits(2),
        kind: CallKind::Audio,
        caller: seat(1, 1),
        caller_place: place(1),
        callee: user(2),
        callee_place: place(2),
        ring_time: RING_TIME,
    };
    let rings = CallEvent::Ring { newcomer: None, devices: Vec::new() };
    let rung = after(&machine::start(new, at(0)), rings, 0).call;
    let talk = after(&rung, CallEvent::Accept(seat(2, 1)), 0).call;
    after(&talk, invite(1, &[(3, place(3))], 0), 0).call
}

fn state_of(call: &Call, person: u128) -> ParticipantState {
    call.participant_of(user(person)).unwrap().state
}

#[test]
fn who_is_asked_in_rings_until_they_answer_decline_or_do_neither() {
    let asked = after(&begun(), invite(1, &[(2, place(2)), (3, place(3)), (4, place(4))], 0), 0);
    assert_eq!(
        asked.effects.iter().filter(|e| matches!(e, CallEffect::Tell(_, CallNews::Incoming))).count(),
        3
    );
    assert_eq!(state_of(&asked.call, 2), ParticipantState::Invited);
    assert_eq!(asked.call.participants[1].invited_by, Some(user(1)));
    let rung = after(&asked.call, CallEvent::Rings(user(2)), 1);
    assert_eq!(state_of(&rung.call, 2), ParticipantState::Ringing);
    assert_eq!(after(&rung.call, CallEvent::Rings(user(2)), 2).effects, [], "said twice it is no news");
    let come = after(&rung.call, CallEvent::Join(seat(2, 1), place(9)), 5);
    assert!(come.effects.contains(&CallEffect::Tell(machine::others_of(seat(2, 1)), CallNews::Taken)));
    let declined = after(&come.call, CallEvent::Reject(user(3)), 6).call;
    assert_eq!(state_of(&declined, 3), ParticipantState::Declined);
    let renewed = [seat(1, 1), seat(2, 1)]
        .into_iter()
        .fold(declined, |call, seat| after(&call, CallEvent::Renew(seat), 40).call);
    assert_eq!(machine::next_deadline(&renewed), Some(at(45)));
    let missed = after(&renewed, CallEvent::TimePassed, 45).call;
    assert_eq!(
        (state_of(&missed, 4), state_of(&missed, 2)),
        (ParticipantState::Missed, ParticipantState::Connecting)
    );
    for person in [3, 4] {
        let late = machine::step(&missed, CallEvent::Reject(user(person)), at(46));
        assert_eq!(late, Err(CallRefusal::NotRinging));
    }
    // Whoever missed it may still come, and be asked again.
    assert!(machine::step(&missed, CallEvent::Join(seat(4, 1), place(11)), at(46)).is_ok());
    let again = after(&missed, invite(2, &[(3, place(12)), (1, place(13))], 50), 50).call;
    assert_eq!(
        (state_of(&again, 3), state_of(&again, 1)),
        (ParticipantState::Invited, ParticipantState::Connecting)
    );
    assert_eq!(again.participants.len(), 4, "nobody has two places");
}

#[test]
fn only_who_is_in_the_call_asks_others_in_and_only_as_many_as_there_is_room() {
    let refused = machine::step(&begun(), invite(2, &[(3, place(3))], 0), at(0));
    assert_eq!(refused, Err(CallRefusal::NotParticipant));
    let many: Vec<_> = (2..=51).map(|person| (person, place(person))).collect();
    assert_eq!(machine::step(&begun(), invite(1, &many, 0), at(0)), Err(CallRefusal::Full));
    assert!(machine::step(&begun(), invite(1, &many[1..], 0), at(0)).is_ok());
}

#[test]
fn ringing_stops_with_the_call_and_goes_on_over_a_restart() {
    let asked = after(&begun(), invite(1, &[(2, place(2))], 0), 0).call;
    let restored = machine::restored(asked.clone(), at(20));
    assert_eq!(restored.participants[1].lease_until, Some(at(45)), "the ringing time runs on");
    let ended = after(&asked, CallEvent::HangUp(user(1)), 3).call;
    assert_eq!((ended.status, state_of(&ended, 2)), (CallStatus::Ended, ParticipantState::Missed));
}

#[test]
fn a_call_between_two_grows_and_both_keep_their_places() {
    let call = grown_call();
    assert_eq!(
        (call.mode, call.status, call.answered_at),
        (CallMode::Sfu, CallStatus::Answered, Some(at(0)))
    );
    assert_eq!((call.participants[0].id, call.participants[1].id), (place(1), place(2)));
    assert!(call.participants[..2].iter().all(|one| one.media == MediaReport::default()));
    // Nobody sits alone in it once the third has declined and the other has gone.
    let declined = after(&call, CallEvent::Reject(user(3)), 2).call;
    assert!(declined.status.is_live());
    let ended = after(&declined, CallEvent::HangUp(user(2)), 9).call;
    assert_eq!(
        (ended.status, ended.duration()),
        (CallStatus::Ended, Some(std::time::Duration::from_secs(9)))
    );
    assert!(ended.participants.iter().all(|one| !one.is_concerned()));
    // Whoever goes while the third may still answer leaves the other waiting for them, and no longer.
    let waits = after(&call, CallEvent::HangUp(user(1)), 2).call;
    assert!(waits.status.is_live());
    assert_eq!(after(&waits, CallEvent::Reject(user(3)), 3).call.status, CallStatus::Ended);
}

#[test]
fn nobody_is_asked_into_a_call_that_still_rings() {
    let new = NewCall {
        id: CallId::from_bits(1),
        chat: ChatId::from_bits(2),
        kind: CallKind::Audio,
        caller: seat(1, 1),
        caller_place: place(1),
        callee: user(2),
        callee_place: place(2),
        ring_time: RING_TIME,
    };
    let refused = machine::step(&machine::start(new, at(0)), invite(1, &[(3, place(3))], 0), at(0));
    assert_eq!(refused, Err(CallRefusal::NotAnswered));
}

#[test]
fn who_is_asked_in_from_outside_hears_of_the_call_while_it_concerns_them() {
    let outside = |call: &Call| {
        let mut call = call.clone();
        call.participants[2].outsider = true;
        call
    };
    let call = outside(&grown_call());
    let hears = |step: &Step| told(step, SignalTarget::User(user(3)));
    assert!(hears(&after(&call, CallEvent::Rings(user(3)), 1)));
    let declined = after(&call, CallEvent::Reject(user(3)), 2);
    assert!(hears(&declined), "their other devices stop ringing");
    let on = after(&declined.call, CallEvent::Depart(seat(2, 1).connection.unwrap()), 3);
    assert!(!on.effects.is_empty() && !hears(&on), "what they declined is theirs no more");
}

fn events() -> impl Strategy<Value = (u8, u128, u128)> {
    (0_u8..10, 1_u128..5, 1_u128..3)
}

proptest! {
    #[test]
    fn a_call_goes_on_exactly_while_somebody_is_in_it(
        steps in prop::collection::vec((events(), 0_i64..40), 0..60),
        grown in any::<bool>(),
    ) {
        let mut call = if grown { grown_call() } else { begun() };
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
                5 => CallEvent::Reject(user(person)),
                6 => CallEvent::Rings(user(person)),
                7 | 8 => invite(person % 4 + 1, &[(person, place(next_place))], now),
                4 => CallEvent::Resume(held, seat(person, device), Line::Fresh(place(next_place))),
                _ => CallEvent::TimePassed,
            };
            let Ok(step) = machine::step(&call, event, at(now)) else { continue };
            call = step.call;
            let seated = call.participants.iter().filter(|p| p.session.is_some()).count();
            let rings = call.participants.iter().filter(|p| p.rings()).count();
            let enough = if grown { seated > 1 || (seated == 1 && rings > 0) } else { seated > 0 };
            prop_assert_eq!(call.status.is_live(), enough);
            prop_assert!(enough || (seated == 0 && rings == 0));
            let deadline = machine::next_deadline(&call);
            prop_assert_eq!(deadline.is_some(), enough);
            prop_assert!(deadline.is_none_or(|deadline| deadline <= at(now) + LEASE_TIME));
            for one in &call.participants {
                prop_assert_eq!(one.session.is_some() || one.rings(), one.lease_until.is_some());
                let state_fits = match one.state {
                    ParticipantState::Connecting | ParticipantState::Connected | ParticipantState::Reconnecting =>
                        one.session.is_some(),
                    ParticipantState::Invited | ParticipantState::Ringing => one.rings(),
                    ParticipantState::Left | ParticipantState::Declined | ParticipantState::Missed =>
                        !one.is_concerned(),
                    ParticipantState::Busy => one.session.is_none(),
                };
                prop_assert!(state_fits, "{:?}", one);
            }
            let mut people: Vec<_> = call.participants.iter().map(|p| p.user).collect();
            people.sort_unstable();
            people.dedup();
            prop_assert_eq!(people.len(), call.participants.len());
        }
    }
}
