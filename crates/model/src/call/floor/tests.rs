//! Who may do what with the floor, and what of it stays.

use super::*;
use crate::{
    CallId, ChatId, ConnectionId, GuestLinkId, GuestName, SessionId,
    call::{
        CallKind, GuestEvent, GuestSeat,
        gathering::{NewGathering, start},
        machine::{self, CallEvent, Line, Seat, Step},
    },
};

fn user(number: u128) -> UserId {
    UserId::from_bits(number)
}

fn seat(person: u128) -> Seat {
    let (session, connection) = (SessionId::from_bits(person), ConnectionId::from_bits(person));
    Seat { user: user(person), session, connection: Some(connection) }
}

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_millis(1_000_000 + seconds * 1_000)
}

fn join(person: u128, place: u128) -> CallEvent {
    CallEvent::Join(seat(person), ParticipantId::from_bits(place))
}

fn after(call: &Call, event: CallEvent, seconds: i64) -> Step {
    machine::step(call, event, at(seconds)).unwrap()
}

fn floor(call: &Call, event: FloorEvent) -> Result<Step, CallRefusal> {
    machine::step(call, CallEvent::Floor(event), at(50))
}

/// The first began it; nobody leads the chat.
fn three() -> Call {
    let new = NewGathering {
        id: CallId::from_bits(1),
        chat: ChatId::from_bits(2),
        kind: CallKind::Audio,
        audio_room: false,
        initiator: user(1),
    };
    [1, 2, 3].into_iter().fold(start(new, at(0)), |call, person| after(&call, join(person, person), 0).call)
}

fn of(call: &Call, person: u128) -> Floor {
    call.participant_of(user(person)).unwrap().floor
}

#[test]
fn who_began_it_is_host_until_somebody_comes_who_leads_the_chat() {
    let call = three();
    assert_eq!([1, 2, 3].map(|person| is_host(&call, user(person))), [true, false, false]);
    let led = floor(&call, FloorEvent::Leads(user(3), true)).unwrap().call;
    assert_eq!([1, 2, 3].map(|person| is_host(&led, user(person))), [false, false, true]);
    let left = after(&led, CallEvent::HangUp(user(3)), 60).call;
    assert_eq!([1, 2, 3].map(|person| is_host(&left, user(person))), [true, false, false]);
    let without = after(&left, CallEvent::HangUp(user(1)), 61).call;
    assert!(!is_host(&without, user(1)) && !is_host(&without, user(2)));
}

#[test]
fn a_hand_is_raised_by_oneself_and_lowered_by_a_host_too() {
    let hand = |by, of, raised| FloorEvent::Hand { by: user(by), of: user(of), raised };
    let call = three();
    assert_eq!(floor(&call, hand(1, 2, true)), Err(CallRefusal::NotHost));
    let raised = floor(&call, hand(2, 2, true)).unwrap().call;
    assert_eq!(of(&raised, 2).hand, Some(at(50)));
    let again = machine::step(&raised, CallEvent::Floor(hand(2, 2, true)), at(99)).unwrap();
    assert_eq!((of(&again.call, 2).hand, again.effects.len()), (Some(at(50)), 0), "first is first");
    assert_eq!(floor(&raised, hand(3, 2, false)), Err(CallRefusal::NotHost));
    assert_eq!(of(&floor(&raised, hand(1, 2, false)).unwrap().call, 2).hand, None);
    // A reload, or a new line, lowers no hand; to leave does.
    let reloaded = after(&raised, join(2, 9), 51).call;
    assert_eq!(of(&reloaded, 2).hand, Some(at(50)));
    let id = reloaded.participant_of(user(2)).unwrap().id;
    let resume = CallEvent::Resume(id, seat(2), Line::Fresh(ParticipantId::from_bits(10)));
    assert_eq!(of(&after(&reloaded, resume, 52).call, 2).hand, Some(at(50)));
    let left = after(&reloaded, CallEvent::HangUp(user(2)), 53).call;
    assert_eq!(of(&after(&left, join(2, 11), 54).call, 2).hand, None);
}

#[test]
fn whoever_is_removed_is_out_until_a_host_lets_them_in() {
    let call = three();
    let remove = |by, whom| FloorEvent::Remove { by: user(by), whom: user(whom) };
    for refused in [remove(2, 3), remove(1, 1), remove(2, 1)] {
        assert_eq!(floor(&call, refused), Err(CallRefusal::NotHost));
    }
    let removed = floor(&call, remove(1, 2)).unwrap();
    let told = SignalTarget::Connection(user(2), ConnectionId::from_bits(2));
    let news = CallNews::Removed { by: user(1) };
    assert!(removed.effects.contains(&CallEffect::Tell(told, news)));
    let removed = removed.call;
    assert!(removed.participant_of(user(2)).unwrap().session.is_none());
    assert_eq!(admits(&removed, user(2), true), Err(CallRefusal::Removed));
    assert_eq!(floor(&removed, remove(1, 2)), Err(CallRefusal::NotParticipant));
    let back = |by| FloorEvent::LetIn { by: user(by), whom: user(2) };
    assert_eq!(floor(&removed, back(3)), Err(CallRefusal::NotHost));
    let let_in = floor(&removed, back(1)).unwrap().call;
    assert_eq!(admits(&let_in, user(2), false), Ok(()));
    assert_eq!(floor(&let_in, back(1)), Err(CallRefusal::NotParticipant));
    // A host is not removed by another.
    let led = floor(
        &floor(&call, FloorEvent::Leads(user(2), true)).unwrap().call,
        FloorEvent::Leads(user(3), true),
    );
    assert_eq!(floor(&led.unwrap().call, remove(2, 3)), Err(CallRefusal::NotHost));
}

#[test]
fn a_locked_call_admits_whoever_was_in_it_and_whoever_leads_the_chat() {
    let call = three();
    let lock = |by, locked| FloorEvent::Lock { by: user(by), locked };
    assert_eq!(floor(&call, lock(2, true)), Err(CallRefusal::NotHost));
    let locked = floor(&call, lock(1, true)).unwrap().call;
    assert_eq!(admits(&locked, user(4), false), Err(CallRefusal::Locked));
    assert_eq!(admits(&locked, user(4), true), Ok(()));
    let left = after(&locked, CallEvent::HangUp(user(2)), 60).call;
    assert_eq!(admits(&left, user(2), false), Ok(()));
    let open = floor(&locked, lock(1, false)).unwrap().call;
    assert_eq!(admits(&open, user(4), false), Ok(()));
    assert!(floor(&open, lock(1, false)).unwrap().effects.is_empty());
}

#[test]
fn a_host_silences_one_or_everybody_else() {
    let call = three();
    let places = |by, whom| {
        let found = silenced(&call, user(by), whom);
        found.map(|found| found.into_iter().map(|(place, _)| place.bits()).collect::<Vec<_>>())
    };
    assert_eq!(places(1, Whom::Everybody), Ok(vec![2, 3]));
    assert_eq!(places(1, Whom::Member(user(3))), Ok(vec![3]));
    assert_eq!(places(1, Whom::Member(user(9))), Err(CallRefusal::NotParticipant));
    assert_eq!(places(2, Whom::Everybody), Err(CallRefusal::NotHost));
}

#[test]
fn a_host_silences_guests_who_are_in_and_lowers_their_hands() {
    let at_the_door = [7, 8].into_iter().fold(three(), |call, number| {
        let connection = ConnectionId::from_bits(100 + number);
        let guest = GuestSeat {
            guest: GuestId::from_bits(number),
            link: GuestLinkId::from_bits(1),
            name: GuestName::parse("Оля").unwrap(),
            connection,
        };
        let place = ParticipantId::from_bits(number);
        after(&call, CallEvent::Guest(GuestEvent::Knock(guest, place)), 1).call
    });
    let admit = GuestEvent::Admit(seat(1), vec![ParticipantId::from_bits(7)]);
    let call = after(&at_the_door, CallEvent::Guest(admit), 2).call;
    let guest = |number| Whom::Guest(ParticipantId::from_bits(number));
    let heard = Silenced::Guest(GuestId::from_bits(7));
    assert_eq!(silenced(&call, user(1), guest(7)), Ok(vec![(ParticipantId::from_bits(7), heard)]));
    assert_eq!(silenced(&call, user(1), guest(8)), Err(CallRefusal::NotParticipant), "who waits");
    assert_eq!(silenced(&call, user(2), guest(7)), Err(CallRefusal::NotHost));
    assert_eq!(silenced(&call, user(1), Whom::Everybody).unwrap().len(), 3);
    let muted = floor(&call, FloorEvent::Silence { by: user(1), whom: guest(7) }).unwrap().call;
    assert_eq!(silenced_by(&muted, ParticipantId::from_bits(7)), Some(user(1)));

    let hand = |number: u128, raised| {
        let connection = ConnectionId::from_bits(100 + number);
        CallEvent::Guest(GuestEvent::Hand(GuestId::from_bits(number), connection, raised))
    };
    assert_eq!(machine::step(&call, hand(8, true), at(3)), Err(CallRefusal::NotParticipant));
    let raised = after(&call, hand(7, true), 3).call;
    assert_eq!(raised.guests[0].hand, Some(at(3)));
    assert!(after(&raised, hand(7, true), 9).effects.is_empty(), "whoever asked first stays first");
    let lower = |by| FloorEvent::LowerGuest { by: user(by), guest: ParticipantId::from_bits(7) };
    assert_eq!(floor(&raised, lower(2)), Err(CallRefusal::NotHost));
    let lowered = floor(&raised, lower(1)).unwrap();
    assert_eq!((lowered.call.guests[0].hand, lowered.effects.is_empty()), (None, false));
    assert!(floor(&lowered.call, lower(1)).unwrap().effects.is_empty());
    // A new line is no reason to ask anew; to be gone is.
    let connection = ConnectionId::from_bits(107);
    let line = GuestEvent::Line(GuestId::from_bits(7), connection, ParticipantId::from_bits(70));
    let reloaded = after(&raised, CallEvent::Guest(line.clone()), 4).call;
    assert_eq!(reloaded.guests[0].hand, Some(at(3)));
    let muted_anew = after(&muted, CallEvent::Guest(line), 4).call;
    assert_eq!(silenced_by(&muted_anew, ParticipantId::from_bits(70)), Some(user(1)));
    let gone = after(&reloaded, CallEvent::Guest(GuestEvent::Leave(GuestId::from_bits(7))), 5).call;
    assert_eq!(gone.guests[0].hand, None);
}

#[test]
fn whoever_is_silenced_is_so_on_a_new_line_and_page_until_they_speak_or_go() {
    let call = three();
    let silence = |by, whom| FloorEvent::Silence { by: user(by), whom };
    assert_eq!(floor(&call, silence(2, Whom::Member(user(3)))), Err(CallRefusal::NotHost));
    let step = floor(&call, silence(1, Whom::Everybody)).unwrap();
    assert_eq!(step.effects, [CallEffect::Save], "the room tells of it");
    let by = |call: &Call| [1, 2, 3].map(|person| of(call, person).silenced_by);
    assert_eq!(by(&step.call), [None, Some(user(1)), Some(user(1))]);

    let fresh = Line::Fresh(ParticipantId::from_bits(20));
    let resume = CallEvent::Resume(ParticipantId::from_bits(2), seat(2), fresh);
    let reloaded = after(&after(&step.call, resume, 60).call, join(3, 30), 61).call;
    assert_eq!(by(&reloaded), by(&step.call));
    let place = ParticipantId::from_bits(20);
    assert_eq!(silenced_by(&reloaded, place), Some(user(1)));

    let spoke = floor(&reloaded, FloorEvent::Speaks(place)).unwrap();
    assert_eq!((by(&spoke.call)[1], spoke.effects.len()), (None, 1));
    assert!(floor(&spoke.call, FloorEvent::Speaks(place)).unwrap().effects.is_empty(), "nothing to store");
    let left = after(&spoke.call, CallEvent::HangUp(user(3)), 62).call;
    assert_eq!(by(&left), [None; 3]);
}
