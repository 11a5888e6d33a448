//! Guests knock, are let in or not, and go; whatever happens, no call lives on them alone and nobody gets in unasked.

use proptest::prelude::*;

use super::*;
use crate::{
    CallId, ChatId, SessionId, UserId,
    call::{
        CallKind, CallStatus,
        gathering::{self, MOST_IN_CALL, NewGathering},
        machine::{self, CallEvent, Step},
    },
};

fn seat(person: u128) -> Seat {
    Seat {
        user: UserId::from_bits(person),
        session: SessionId::from_bits(person * 100),
        connection: Some(ConnectionId::from_bits(person * 100)),
    }
}

fn socket(guest: u128) -> ConnectionId {
    ConnectionId::from_bits(9_000 + guest)
}

fn who(guest: u128) -> GuestSeat {
    GuestSeat {
        guest: GuestId::from_bits(guest),
        link: GuestLinkId::from_bits(guest % 2),
        name: GuestName::parse("Тётя Оля").unwrap(),
        connection: socket(guest),
    }
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
        kind: CallKind::Audio,
        initiator: UserId::from_bits(1),
    };
    after(&gathering::start(new, at(0)), CallEvent::Join(seat(1), place(1)), 0)
}

fn step(call: &Call, event: GuestEvent, seconds: i64) -> Result<Step, CallRefusal> {
    machine::step(call, CallEvent::Guest(event), at(seconds))
}

fn after(call: &Call, event: CallEvent, seconds: i64) -> Call {
    machine::step(call, event, at(seconds)).unwrap().call
}

fn guest(call: &Call, event: GuestEvent, seconds: i64) -> Call {
    step(call, event, seconds).unwrap().call
}

fn knocked(call: &Call, number: u128) -> Call {
    guest(call, GuestEvent::Knock(who(number), place(100 + number)), 1)
}

fn states(call: &Call) -> Vec<GuestState> {
    call.guests.iter().map(|guest| guest.state).collect()
}

#[test]
fn who_knocks_waits_until_somebody_inside_says_yes() {
    let call = knocked(&begun(), 7);
    assert_eq!(states(&call), [GuestState::Waiting]);
    assert_eq!(machine::next_deadline(&call), Some(at(45)), "who waits has no lease");
    let line = GuestEvent::Line(GuestId::from_bits(7), socket(7), place(200));
    assert_eq!(step(&call, line.clone(), 2), Err(CallRefusal::NotParticipant));
    for stranger in [seat(2), seat(3)] {
        let asked = step(&call, GuestEvent::Admit(stranger, vec![place(107)]), 2);
        assert_eq!(asked, Err(CallRefusal::NotSeated));
    }
    let call = guest(&call, GuestEvent::Admit(seat(1), vec![place(107)]), 3);
    assert_eq!(states(&call), [GuestState::Connecting]);
    let call = guest(&call, line, 4);
    assert_eq!(call.guests[0].id, place(200));
    let flows = MediaReport { sending: true, receiving: true };
    let call = guest(&call, GuestEvent::Media(GuestId::from_bits(7), socket(7), flows), 5);
    assert_eq!(states(&call), [GuestState::Connected]);
    let again = step(&call, GuestEvent::Admit(seat(1), vec![place(107)]), 6).unwrap();
    assert!(again.effects.is_empty(), "two who answer at the same moment disturb nobody");
}

#[test]
fn who_is_turned_away_or_taken_out_stays_out_of_this_call() {
    let call = knocked(&knocked(&begun(), 7), 8);
    let call = guest(&call, GuestEvent::Decline(seat(1), vec![place(107)]), 2);
    let call = guest(&call, GuestEvent::Admit(seat(1), vec![place(107), place(108)]), 2);
    assert_eq!(states(&call), [GuestState::Declined, GuestState::Connecting]);
    let call = guest(&call, GuestEvent::Remove(seat(1), place(108)), 3);
    assert_eq!(states(&call), [GuestState::Declined, GuestState::Removed]);
    for number in [7, 8] {
        let again = step(&call, GuestEvent::Knock(who(number), place(300)), 4);
        assert_eq!(again, Err(CallRefusal::TurnedAway));
    }
}

#[test]
fn a_reload_keeps_the_place_and_silence_gives_it_up() {
    let call = guest(&knocked(&begun(), 7), GuestEvent::Admit(seat(1), vec![place(107)]), 1);
    let away = after(&call, CallEvent::Depart(socket(7)), 2);
    assert!(away.guests[0].away);
    let renewed = step(&away, GuestEvent::Renew(GuestId::from_bits(7), socket(7)), 3);
    assert_eq!(renewed, Err(CallRefusal::NotSeated), "the old socket holds nothing any more");
    let back = GuestSeat { connection: socket(70), ..who(7) };
    let back = guest(&away, GuestEvent::Knock(back, place(300)), 10);
    assert_eq!((back.guests[0].id, back.guests[0].away), (place(107), false));
    let member = after(&away, CallEvent::Renew(seat(1)), 30);
    let gone = after(&member, CallEvent::TimePassed, 32);
    assert_eq!(states(&gone), [GuestState::Left]);
    assert_eq!(states(&knocked(&gone, 7)), [GuestState::Waiting], "and then they are asked for again");
}

#[test]
fn a_locked_call_lets_nobody_new_knock_and_keeps_those_it_knows() {
    let call = knocked(&knocked(&knocked(&begun(), 7), 8), 9);
    let call = guest(&call, GuestEvent::Admit(seat(1), vec![place(107), place(108)]), 2);
    let call = guest(&call, GuestEvent::Leave(GuestId::from_bits(8)), 3);
    let locked = Call { locked: true, ..call };
    let knock = |number| step(&locked, GuestEvent::Knock(who(number), place(300)), 4);
    assert_eq!(knock(10), Err(CallRefusal::Locked));
    assert!(knock(7).is_ok(), "who is in has only another socket");
    assert_eq!(states(&knock(8).unwrap().call)[2], GuestState::Waiting, "who was in asks again");
    assert!(knock(9).is_ok(), "who waits waits on");
}

#[test]
fn a_link_taken_back_takes_out_whoever_came_by_it() {
    let call = knocked(&knocked(&knocked(&begun(), 7), 8), 9);
    let call = guest(&call, GuestEvent::Admit(seat(1), vec![place(107), place(108)]), 2);
    let call = guest(&call, GuestEvent::Revoke(GuestLinkId::from_bits(1)), 3);
    assert_eq!(states(&call), [GuestState::Removed, GuestState::Connecting]);
}

#[test]
fn with_the_last_member_the_guests_go_too() {
    let call = knocked(&knocked(&begun(), 7), 8);
    let call = guest(&call, GuestEvent::Admit(seat(1), vec![place(107)]), 2);
    let over = after(&call, CallEvent::HangUp(UserId::from_bits(1)), 3);
    assert_eq!(over.status, CallStatus::Ended);
    assert_eq!(states(&over), [GuestState::Left], "whoever only waited was never there");
    assert_eq!(step(&over, GuestEvent::Knock(who(9), place(300)), 4), Err(CallRefusal::Over));
}

#[test]
fn the_door_and_the_room_have_bounds() {
    let mut call = begun();
    for number in 0..MOST_WAITING as u128 {
        call = knocked(&call, number);
    }
    assert_eq!(step(&call, GuestEvent::Knock(who(99), place(300)), 2), Err(CallRefusal::Full));
    for member in 2..=(MOST_IN_CALL - 1) as u128 {
        call = after(&call, CallEvent::Join(seat(member), place(1_000 + member)), 2);
    }
    let everybody: Vec<_> = call.guests.iter().map(|guest| guest.id).collect();
    let call = guest(&call, GuestEvent::Admit(seat(1), everybody.clone()), 3);
    assert_eq!(call.guests.iter().filter(|guest| guest.state.is_in()).count(), 1, "one more finds room");
    let more = step(&call, GuestEvent::Admit(seat(1), everybody), 4);
    assert_eq!(more, Err(CallRefusal::Full));
    let late = machine::step(&call, CallEvent::Join(seat(60), place(2_000)), at(4));
    assert_eq!(late, Err(CallRefusal::Full));
}

proptest! {
    #[test]
    fn whatever_happens_the_call_ends_and_who_was_not_let_in_has_no_place(
        acts in prop::collection::vec((0..10_u8, 1..4_u128, 0..4_i64), 1..60)
    ) {
        let mut call = begun();
        let mut seconds = 0;
        let mut admitted = std::collections::HashSet::new();
        for (act, number, wait) in acts {
            seconds += wait * 7;
            let guest = GuestId::from_bits(number);
            let theirs = call.guests.iter().find(|one| one.guest == guest).map(|one| one.id);
            let theirs = theirs.unwrap_or(place(77));
            let event = match act {
                0 | 1 => CallEvent::Guest(GuestEvent::Knock(who(number), ParticipantId::from_bits(rand_id(seconds, number)))),
                2 => CallEvent::Guest(GuestEvent::Admit(seat(number), vec![theirs])),
                3 => CallEvent::Guest(GuestEvent::Decline(seat(number), vec![theirs])),
                4 => CallEvent::Guest(GuestEvent::Remove(seat(number), theirs)),
                5 => CallEvent::Guest(GuestEvent::Line(guest, socket(number), ParticipantId::from_bits(rand_id(seconds, number)))),
                6 => CallEvent::Guest(GuestEvent::Leave(guest)),
                7 => CallEvent::Depart(socket(number)),
                8 => CallEvent::Join(seat(number), ParticipantId::from_bits(rand_id(seconds, number))),
                _ => CallEvent::HangUp(UserId::from_bits(number)),
            };
            let admits = matches!(event, CallEvent::Guest(GuestEvent::Admit(..)));
            if let Ok(done) = machine::step(&call, event, at(seconds)) {
                if admits {
                    admitted.extend(done.call.guests.iter().filter(|one| one.state.is_in()).map(|one| one.guest));
                }
                call = done.call;
            }
            for one in &call.guests {
                prop_assert!(!one.state.is_in() || admitted.contains(&one.guest));
                prop_assert_eq!(one.state.is_in(), one.lease_until.is_some());
                prop_assert!(call.status.is_live() || !one.state.is_in());
            }
        }
        for _ in 0..50 {
            let Some(deadline) = machine::next_deadline(&call) else { break };
            call = machine::step(&call, CallEvent::TimePassed, deadline).unwrap().call;
        }
        prop_assert_eq!(call.status, CallStatus::Ended);
    }
}

fn rand_id(seconds: i64, number: u128) -> u128 {
    u128::try_from(seconds).unwrap() * 10 + number + 10_000
}
