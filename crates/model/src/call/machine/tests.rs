use proptest::prelude::*;

use std::time::Duration;

use super::*;
use crate::{
    CallId, ChatId, SessionId,
    call::{CallKind, RingState},
};

const T0: Timestamp = Timestamp::from_millis(1_700_000_000_000);
const RING: Duration = Duration::from_secs(45);

const CALLER: Seat = seat(1, 11, Some(111));
const CALLEE: Seat = seat(2, 22, Some(222));
/// Another tab of the callee's browser.
const SECOND_TAB: Seat = seat(2, 22, Some(223));
/// Another device of the callee.
const SECOND_PHONE: Seat = seat(2, 23, Some(224));
const STRANGER: Seat = seat(9, 99, Some(999));

const CALLER_PLACE: ParticipantId = ParticipantId::from_bits(51);
const CALLEE_PLACE: ParticipantId = ParticipantId::from_bits(52);

const FLOWS: MediaReport = MediaReport { sending: true, receiving: true };
const DEAF: MediaReport = MediaReport { sending: true, receiving: false };

const fn seat(user: u128, session: u128, connection: Option<u128>) -> Seat {
    Seat {
        user: UserId::from_bits(user),
        session: SessionId::from_bits(session),
        connection: match connection {
            Some(bits) => Some(ConnectionId::from_bits(bits)),
            None => None,
        },
    }
}

fn device(seat: Seat) -> RingingDevice {
    let connection = seat.connection.expect("test devices have sockets");
    RingingDevice { connection, kind: None, state: RingState::Delivered }
}

fn at(seconds: u64) -> Timestamp {
    T0 + Duration::from_secs(seconds)
}

fn new_call(caller: Seat) -> Call {
    let new = NewCall {
        id: CallId::from_bits(7),
        chat: ChatId::from_bits(8),
        kind: CallKind::Audio,
        caller,
        caller_place: CALLER_PLACE,
        callee: CALLEE.user,
        callee_place: CALLEE_PLACE,
        ring_time: RING,
    };
    start(new, T0)
}

fn after(call: &Call, event: CallEvent, now: Timestamp) -> Call {
    step(call, event, now).expect("the event is legal here").call
}

fn ringing() -> Call {
    let devices = vec![device(CALLEE), device(SECOND_TAB), device(SECOND_PHONE)];
    after(&new_call(CALLER), CallEvent::Ring { newcomer: None, devices }, T0)
}

fn answered() -> Call {
    after(&ringing(), CallEvent::Accept(CALLEE), at(5))
}

fn connected() -> Call {
    let one = after(&answered(), CallEvent::Media(CALLER, FLOWS), at(6));
    after(&one, CallEvent::Media(CALLEE, FLOWS), at(6))
}

/// One call in every status.
fn every_status() -> Vec<Call> {
    let new = new_call(CALLER);
    vec![
        new.clone(),
        ringing(),
        answered(),
        after(&answered(), CallEvent::HangUp(CALLER.user), at(9)),
        after(&ringing(), CallEvent::TimePassed, at(45)),
        after(&ringing(), CallEvent::Reject(CALLEE.user), at(9)),
        after(&new, CallEvent::Busy, T0),
        after(&ringing(), CallEvent::HangUp(CALLER.user), at(9)),
        after(&answered(), CallEvent::TimePassed, at(60)),
    ]
}

fn told(step: &Step) -> Vec<(SignalTarget, CallNews)> {
    let tell = |effect: &CallEffect| match effect {
        CallEffect::Tell(target, news) => Some((*target, news.clone())),
        CallEffect::LeaveCard | CallEffect::Save => None,
    };
    step.effects.iter().filter_map(tell).collect()
}

/// Every event in every status: the status that follows, or the refusal.
#[test]
fn every_event_is_decided_in_every_status() {
    use CallRefusal::{NotAnswered, NotParticipant, NotRinging, NotSeated, Over, OwnCall};
    use CallStatus::{Answered, Busy, Cancelled, Ended, Failed, Initiating, Missed, Rejected, Ringing};
    type Row = (&'static str, CallEvent, [Result<CallStatus, CallRefusal>; 4]);

    let ring = |devices: Vec<RingingDevice>| CallEvent::Ring { newcomer: None, devices };
    // The four columns: initiating, ringing, answered, and all that are over.
    let table: Vec<Row> = vec![
        ("ring, nobody there", ring(vec![]), [Ok(Initiating), Ok(Ringing), Err(NotRinging), Err(Over)]),
        ("ring", ring(vec![device(CALLEE)]), [Ok(Ringing), Ok(Ringing), Err(NotRinging), Err(Over)]),
        ("busy", CallEvent::Busy, [Ok(Busy), Err(NotRinging), Err(NotRinging), Err(Over)]),
        ("accept", CallEvent::Accept(CALLEE), [Ok(Answered), Ok(Answered), Err(NotRinging), Err(Over)]),
        ("accept one's own", CallEvent::Accept(CALLER), [Err(OwnCall); 4]),
        ("accept a stranger's", CallEvent::Accept(STRANGER), [Err(NotParticipant); 4]),
        ("reject", CallEvent::Reject(CALLEE.user), [Ok(Rejected), Ok(Rejected), Err(NotRinging), Err(Over)]),
        ("reject one's own", CallEvent::Reject(CALLER.user), [Err(OwnCall); 4]),
        ("reject a stranger's", CallEvent::Reject(STRANGER.user), [Err(NotParticipant); 4]),
        (
            "caller hangs up",
            CallEvent::HangUp(CALLER.user),
            [Ok(Cancelled), Ok(Cancelled), Ok(Ended), Err(Over)],
        ),
        (
            "callee hangs up",
            CallEvent::HangUp(CALLEE.user),
            [Ok(Rejected), Ok(Rejected), Ok(Ended), Err(Over)],
        ),
        ("stranger hangs up", CallEvent::HangUp(STRANGER.user), [Err(NotParticipant); 4]),
        (
            "caller's media",
            CallEvent::Media(CALLER, FLOWS),
            [Err(NotAnswered), Err(NotAnswered), Ok(Answered), Err(Over)],
        ),
        (
            "callee's media",
            CallEvent::Media(CALLEE, FLOWS),
            [Err(NotAnswered), Err(NotAnswered), Ok(Answered), Err(Over)],
        ),
        (
            "other device's media",
            CallEvent::Media(SECOND_PHONE, FLOWS),
            [Err(NotAnswered), Err(NotAnswered), Err(NotSeated), Err(Over)],
        ),
        ("stranger's media", CallEvent::Media(STRANGER, FLOWS), [Err(NotParticipant); 4]),
        ("caller renews", CallEvent::Renew(CALLER), [Ok(Initiating), Ok(Ringing), Ok(Answered), Err(Over)]),
        (
            "callee renews",
            CallEvent::Renew(CALLEE),
            [Err(NotSeated), Err(NotSeated), Ok(Answered), Err(Over)],
        ),
        ("stranger renews", CallEvent::Renew(STRANGER), [Err(NotParticipant); 4]),
        (
            "caller resumes",
            CallEvent::Resume(CALLER_PLACE, CALLER, Line::Kept),
            [Ok(Initiating), Ok(Ringing), Ok(Answered), Err(Over)],
        ),
        (
            "callee resumes",
            CallEvent::Resume(CALLEE_PLACE, CALLEE, Line::Kept),
            [Err(NotAnswered), Err(NotAnswered), Ok(Answered), Err(Over)],
        ),
        (
            "resume another's place",
            CallEvent::Resume(CALLER_PLACE, CALLEE, Line::Kept),
            [Err(NotParticipant); 4],
        ),
        ("stranger resumes", CallEvent::Resume(CALLEE_PLACE, STRANGER, Line::Kept), [Err(NotParticipant); 4]),
        ("a moment passes", CallEvent::TimePassed, [Ok(Initiating), Ok(Ringing), Ok(Answered), Err(Over)]),
    ];
    let expected_statuses = [Initiating, Ringing, Answered, Ended, Missed, Rejected, Busy, Cancelled, Failed];
    let calls = every_status();
    assert_eq!(calls.iter().map(|c| c.status).collect::<Vec<_>>(), expected_statuses);
    for (name, event, outcomes) in table {
        for (index, call) in calls.iter().enumerate() {
            let outcome = step(call, event.clone(), at(6)).map(|s| s.call.status);
            assert_eq!(outcome, outcomes[index.min(3)], "{name} while {:?}", call.status);
        }
    }
    for (index, outcome) in [Ok(Missed), Ok(Missed), Ok(Failed)].into_iter().enumerate() {
        let late = step(&calls[index], CallEvent::TimePassed, at(3_600)).map(|s| s.call.status);
        assert_eq!(late, outcome, "an hour later, from {:?}", calls[index].status);
    }
}

#[test]
fn an_incoming_call_rings_everywhere_and_the_caller_gets_receipts() {
    let devices = vec![device(CALLEE), device(SECOND_PHONE)];
    let event = CallEvent::Ring { newcomer: None, devices: devices.clone() };
    let step = step(&new_call(CALLER), event, T0).expect("legal");
    assert_eq!(step.effects[0], CallEffect::Save);
    assert_eq!(
        told(&step),
        vec![
            (SignalTarget::User(CALLEE.user), CallNews::Incoming),
            (seat_of(&step.call.participants[0]), CallNews::Ringing(devices)),
        ]
    );
    assert_eq!(step.call.participants[1].state, ParticipantState::Ringing);
}

#[test]
fn a_device_that_comes_while_it_rings_is_rung_alone() {
    let event = CallEvent::Ring {
        newcomer: SECOND_PHONE.connection,
        devices: vec![device(CALLEE), device(SECOND_PHONE)],
    };
    let step = step(&ringing(), event, at(3)).expect("legal");
    let newcomer = SignalTarget::Connection(CALLEE.user, SECOND_PHONE.connection.expect("has one"));
    assert_eq!(told(&step)[0], (newcomer, CallNews::Incoming));
}

#[test]
fn an_answer_stops_every_other_device_other_tabs_included() {
    let step = step(&ringing(), CallEvent::Accept(CALLEE), at(5)).expect("legal");
    let own = CALLEE.connection.expect("has one");
    let accepted = CallNews::Accepted { participant: CALLEE_PLACE, user: CALLEE.user };
    let calling = CALLER.connection.expect("has one");
    assert_eq!(
        told(&step),
        vec![
            (SignalTarget::UserExceptConnection(CALLEE.user, own), CallNews::Taken),
            (SignalTarget::Connection(CALLER.user, calling), accepted),
            (SignalTarget::UserExceptConnection(CALLER.user, calling), CallNews::Updated),
        ]
    );
}

#[test]
fn an_answer_over_rest_speaks_to_the_sign_in() {
    let over_rest = Seat { connection: None, ..CALLEE };
    let call = after(&new_call(Seat { connection: None, ..CALLER }), CallEvent::Accept(over_rest), at(5));
    assert_eq!(seat_of(&call.participants[0]), SignalTarget::Session(CALLER.user, CALLER.session));
    assert_eq!(seat_of(&call.participants[1]), SignalTarget::Session(CALLEE.user, CALLEE.session));
}

#[test]
fn the_caller_hears_of_a_refusal_and_both_of_the_end() {
    let step = step(&ringing(), CallEvent::Reject(CALLEE.user), at(5)).expect("legal");
    assert_eq!(step.effects[..2], [CallEffect::LeaveCard, CallEffect::Save]);
    assert_eq!(
        told(&step),
        vec![
            (SignalTarget::User(CALLER.user), CallNews::Rejected(CALLEE.user)),
            (SignalTarget::User(CALLER.user), CallNews::Ended),
            (SignalTarget::User(CALLEE.user), CallNews::Ended),
        ]
    );
    assert_eq!(step.call.participants[1].state, ParticipantState::Declined);
}

#[test]
fn connected_means_that_all_that_is_sent_arrives() {
    let call = after(&answered(), CallEvent::Media(CALLER, FLOWS), at(6));
    assert_eq!(call.connected_at, None, "the callee has heard nothing yet");
    let call = after(&call, CallEvent::Media(CALLEE, DEAF), at(7));
    assert_eq!(call.connected_at, None, "the caller's sound does not arrive");
    let call = after(&call, CallEvent::Media(CALLEE, FLOWS), at(8));
    assert_eq!(call.connected_at, Some(at(8)));
    let later = after(&call, CallEvent::Media(CALLEE, FLOWS), at(9));
    assert_eq!(later.connected_at, Some(at(8)), "the first time counts");
}

#[test]
fn a_side_without_a_microphone_connects_too() {
    let mute = MediaReport { sending: false, receiving: true };
    let call = after(&answered(), CallEvent::Media(CALLEE, mute), at(6));
    assert_eq!(call.connected_at, None, "nothing is sent yet");
    let call = after(&call, CallEvent::Media(CALLER, DEAF), at(7));
    assert_eq!(call.connected_at, Some(at(7)));
    assert!(call.participants.iter().all(|p| p.state == ParticipantState::Connected));
}

#[test]
fn media_that_stop_show_as_reconnecting_until_they_are_back() {
    let call = after(&connected(), CallEvent::Media(CALLEE, DEAF), at(20));
    assert_eq!(call.participants[1].state, ParticipantState::Reconnecting);
    assert_eq!(call.participants[0].state, ParticipantState::Connected);
    let step = step(&call, CallEvent::Media(CALLEE, FLOWS), at(25)).expect("legal");
    assert_eq!(step.call.participants[1].state, ParticipantState::Connected);
    assert_eq!(told(&step).len(), 2, "both seats hear of it");
}

#[test]
fn reports_that_change_nothing_are_told_to_nobody() {
    let step = step(&connected(), CallEvent::Media(CALLEE, FLOWS), at(20)).expect("legal");
    assert_eq!(step.effects, vec![]);
    assert_eq!(step.call.participants[1].lease_until, Some(at(20) + LEASE_TIME));
}

#[test]
fn a_silent_device_ends_the_call_and_a_renewed_lease_does_not() {
    let call = after(&connected(), CallEvent::Renew(CALLER), at(40));
    assert_eq!(next_deadline(&call), Some(at(51)), "the callee was last heard at 6 s");
    let over = after(&call, CallEvent::TimePassed, at(51));
    assert_eq!((over.status, over.end_reason), (CallStatus::Ended, Some(EndReason::LeaseLapsed)));
    assert_eq!(over.duration(), Some(Duration::from_secs(46)));
    let call = after(&call, CallEvent::Renew(CALLEE), at(45));
    assert_eq!(after(&call, CallEvent::TimePassed, at(51)).status, CallStatus::Answered);
}

#[test]
fn a_place_moves_to_another_device_and_the_old_one_hears_it() {
    let step =
        step(&connected(), CallEvent::Resume(CALLEE_PLACE, SECOND_PHONE, Line::Kept), at(20)).expect("legal");
    let old = SignalTarget::Connection(CALLEE.user, CALLEE.connection.expect("has one"));
    assert!(told(&step).contains(&(old, CallNews::Taken)));
    assert_eq!(
        seat_of(&step.call.participants[1]),
        SignalTarget::Connection(CALLEE.user, SECOND_PHONE.connection.expect("has one"))
    );
}

#[test]
fn a_call_outlives_a_restart_and_waits_a_whole_lease_for_its_people() {
    let back = restored(connected(), at(600));
    assert_eq!(next_deadline(&back), Some(at(600) + LEASE_TIME));
    assert!(back.participants.iter().all(|p| p.connection.is_none()));
    assert_eq!(next_deadline(&restored(ringing(), at(600))), Some(T0 + RING), "ringing time runs on");
}

#[test]
fn the_ending_that_people_saw_first_counts() {
    let first = after(&connected(), CallEvent::HangUp(CALLER.user), at(15)).card();
    let again = after(&restored(connected(), at(100)), CallEvent::TimePassed, at(200));
    let settled = again.ended_as(&first);
    assert_eq!(settled.card(), first);
    assert_eq!(settled.end_reason, Some(EndReason::HungUp));

    let missed = after(&ringing(), CallEvent::TimePassed, at(45)).card();
    let answered_after_all = after(&connected(), CallEvent::HangUp(CALLER.user), at(60));
    assert_eq!(answered_after_all.clone().ended_as(&missed), answered_after_all);
}

fn any_line() -> impl Strategy<Value = Line> {
    prop_oneof![Just(Line::Kept), (60_u128..63).prop_map(|id| Line::Fresh(ParticipantId::from_bits(id)))]
}

fn any_seat() -> impl Strategy<Value = Seat> {
    prop::sample::select(vec![
        CALLER,
        Seat { connection: None, ..CALLER },
        CALLEE,
        Seat { connection: None, ..CALLEE },
        SECOND_TAB,
        SECOND_PHONE,
        STRANGER,
    ])
}

fn any_event() -> impl Strategy<Value = CallEvent> {
    let report =
        (any::<bool>(), any::<bool>()).prop_map(|(sending, receiving)| MediaReport { sending, receiving });
    let place = prop::sample::select(vec![CALLER_PLACE, CALLEE_PLACE, ParticipantId::from_bits(53)]);
    prop_oneof![
        1 => (any::<bool>(), any::<bool>()).prop_map(|(alone, there)| CallEvent::Ring {
            newcomer: SECOND_PHONE.connection.filter(|_| alone),
            devices: if there { vec![device(CALLEE)] } else { vec![] },
        }),
        1 => Just(CallEvent::Busy),
        3 => any_seat().prop_map(CallEvent::Accept),
        1 => any_seat().prop_map(|s| CallEvent::Reject(s.user)),
        1 => any_seat().prop_map(|s| CallEvent::HangUp(s.user)),
        6 => (any_seat(), report).prop_map(|(seat, report)| CallEvent::Media(seat, report)),
        3 => any_seat().prop_map(CallEvent::Renew),
        3 => (place, any_seat(), any_line()).prop_map(|(place, seat, line)| CallEvent::Resume(place, seat, line)),
        2 => any_seat().prop_filter_map("a socket", |seat| seat.connection.map(CallEvent::Depart)),
        2 => Just(CallEvent::Receipts(vec![device(CALLEE)])),
        3 => Just(CallEvent::TimePassed),
    ]
}

fn check_invariants(call: &Call) {
    assert_eq!(call.ended_at.is_some(), !call.status.is_live(), "ended_at says that it is over");
    assert_eq!(call.end_reason.is_some(), !call.status.is_live());
    assert_eq!(next_deadline(call).is_some(), call.status.is_live(), "a live call has a deadline");
    let order: Vec<_> = [Some(call.created_at), call.answered_at, call.connected_at, call.ended_at]
        .into_iter()
        .flatten()
        .collect();
    assert!(order.is_sorted(), "{order:?}");
    let was_answered = matches!(call.status, CallStatus::Answered | CallStatus::Ended | CallStatus::Failed);
    assert_eq!(call.answered_at.is_some(), was_answered);
    assert!(call.connected_at.is_none() || call.answered_at.is_some());
    if call.status == CallStatus::Answered {
        assert!(call.participants.iter().all(|p| p.session.is_some() && p.lease_until.is_some()));
    }
    if call.status == CallStatus::Failed {
        assert_eq!(call.connected_at, None, "failed means that media never flowed");
    }
}

fn check_effects(before: &Call, step: &Step) {
    let place = |wanted: &CallEffect| step.effects.iter().position(|e| e == wanted);
    let save = place(&CallEffect::Save);
    let first_told = step.effects.iter().position(|e| matches!(e, CallEffect::Tell(..)));
    let only_receipts = |e: &CallEffect| matches!(e, CallEffect::Tell(_, CallNews::Ringing(_)));
    if let Some(told) = first_told.filter(|_| !step.effects.iter().all(only_receipts)) {
        assert!(save.is_some_and(|save| save < told), "stored before anybody is told");
    }
    let ended = before.status.is_live() && !step.call.status.is_live();
    assert_eq!(place(&CallEffect::LeaveCard).is_some(), ended, "one card, when it ends");
    if ended {
        assert!(place(&CallEffect::LeaveCard) < save, "the card comes first");
        for participant in &step.call.participants {
            let news = CallEffect::Tell(SignalTarget::User(participant.user), CallNews::Ended);
            assert_eq!(step.effects.iter().filter(|e| **e == news).count(), 1, "both hear the same end");
        }
    }
    if before.status != step.call.status {
        assert!(save.is_some(), "a change of status is stored");
    }
}

#[test]
fn a_device_that_goes_away_is_seen_to_and_may_come_back_for_a_while() {
    let left =
        step(&connected(), CallEvent::Depart(CALLEE.connection.expect("a socket")), at(20)).expect("legal");
    let place = &left.call.participants[1];
    assert!(place.away && place.connection.is_none());
    assert_eq!((place.state, place.lease_until), (ParticipantState::Reconnecting, Some(at(20) + AWAY_TIME)));
    let told = CallEffect::Tell(seat_of(&left.call.participants[0]), CallNews::Updated);
    assert_eq!(left.effects, [CallEffect::Save, told.clone()], "the other side hears of it");

    let back = Seat { connection: Some(ConnectionId::from_bits(300)), ..CALLEE };
    let kept = CallEvent::Resume(CALLEE_PLACE, back, Line::Kept);
    let kept = step(&left.call, kept, at(25)).expect("legal");
    let place = &kept.call.participants[1];
    assert_eq!((place.id, place.away, place.state), (CALLEE_PLACE, false, ParticipantState::Connected));
    assert_eq!(place.lease_until, Some(at(25) + LEASE_TIME));
    assert!(kept.effects.contains(&told));

    let renewed = step(&left.call, CallEvent::Renew(back), at(25)).expect("legal");
    assert!(!renewed.call.participants[1].away, "a sign of life is a return, too");

    let over = after(&left.call, CallEvent::TimePassed, at(20) + AWAY_TIME);
    assert_eq!((over.status, over.end_reason), (CallStatus::Ended, Some(EndReason::LeaseLapsed)));
    assert_eq!(over.participants.iter().map(|p| p.away).collect::<Vec<_>>(), [false, true], "who was lost");
}

#[test]
fn a_fresh_line_has_a_place_of_a_new_name_and_nothing_flows_on_it_yet() {
    let fresh = ParticipantId::from_bits(60);
    let back = Seat { connection: Some(ConnectionId::from_bits(300)), ..CALLER };
    let step =
        step(&connected(), CallEvent::Resume(CALLER_PLACE, back, Line::Fresh(fresh)), at(20)).expect("legal");
    let place = &step.call.participants[0];
    assert_eq!((place.id, place.connection, place.media), (fresh, back.connection, MediaReport::default()));
    assert_eq!(place.state, ParticipantState::Reconnecting);
    assert_eq!(step.call.connected_at, Some(at(6)), "it is the same call");
    let told = CallEffect::Tell(seat_of(&step.call.participants[1]), CallNews::Updated);
    assert!(step.effects.contains(&told), "the other side makes a new line, too");
    assert_eq!(
        super::step(&step.call, CallEvent::Resume(CALLER_PLACE, back, Line::Kept), at(21)),
        Err(CallRefusal::NotParticipant),
        "the old place is gone"
    );
}

#[test]
fn a_socket_that_holds_no_place_may_close() {
    let step = step(&connected(), CallEvent::Depart(ConnectionId::from_bits(1)), at(20)).expect("legal");
    assert_eq!((step.call, step.effects), (connected(), Vec::new()));
}

#[test]
fn a_caller_who_is_away_when_it_is_answered_has_a_short_lease() {
    let left = after(&ringing(), CallEvent::Depart(CALLER.connection.expect("a socket")), at(3));
    assert_eq!(left.status, CallStatus::Ringing, "it rings on");
    let answered = after(&left, CallEvent::Accept(CALLEE), at(5));
    assert_eq!(answered.participants[0].lease_until, Some(at(5) + AWAY_TIME));
    assert_eq!(answered.participants[1].lease_until, Some(at(5) + LEASE_TIME));
}

#[test]
fn a_caller_who_comes_back_while_it_rings_goes_on_calling_from_a_new_place() {
    let left = after(&ringing(), CallEvent::Depart(CALLER.connection.expect("a socket")), at(3));
    assert_eq!(next_deadline(&left), Some(at(3) + AWAY_TIME));
    let fresh = ParticipantId::from_bits(60);
    let back = Seat { connection: Some(ConnectionId::from_bits(300)), ..CALLER };
    let step = step(&left, CallEvent::Resume(CALLER_PLACE, back, Line::Fresh(fresh)), at(5)).expect("legal");
    assert_eq!(step.effects, [CallEffect::Save], "whoever is called notices nothing");
    let place = &step.call.participants[0];
    assert_eq!((place.id, place.connection, place.away), (fresh, back.connection, false));
    assert_eq!(step.call.status, CallStatus::Ringing);
    assert_eq!(next_deadline(&step.call), Some(step.call.ring_until), "it rings as long as it would have");
    let answered = after(&step.call, CallEvent::Accept(CALLEE), at(7));
    assert_eq!(answered.participants[0].lease_until, Some(at(7) + LEASE_TIME));
}

#[test]
fn a_caller_who_does_not_come_back_calls_no_longer() {
    let left = after(&ringing(), CallEvent::Depart(CALLER.connection.expect("a socket")), at(3));
    assert_eq!(after(&left, CallEvent::TimePassed, at(32)), left, "not yet");
    let over = after(&left, CallEvent::TimePassed, at(33));
    assert_eq!((over.status, over.end_reason), (CallStatus::Cancelled, Some(EndReason::LeaseLapsed)));
    assert_eq!(over.participants[1].state, ParticipantState::Missed, "the callee has missed a call");

    let late = after(&ringing(), CallEvent::Depart(CALLER.connection.expect("a socket")), at(30));
    let over = after(&late, CallEvent::TimePassed, at(45));
    assert_eq!((over.status, over.end_reason), (CallStatus::Missed, Some(EndReason::NoAnswer)));
}

#[test]
fn receipts_reach_the_caller() {
    let new = new_call(CALLER);
    let devices = vec![RingingDevice { state: RingState::Ringing, ..device(CALLEE) }];
    let step = step(&new, CallEvent::Receipts(devices.clone()), at(1)).expect("legal");
    assert_eq!(step.call.status, CallStatus::Ringing);
    let told = CallEffect::Tell(seat_of(&new.participants[0]), CallNews::Ringing(devices));
    assert_eq!(step.effects, [CallEffect::Save, told]);
    assert_eq!(
        super::step(&answered(), CallEvent::Receipts(Vec::new()), at(6)),
        Err(CallRefusal::NotRinging)
    );
}

proptest! {
    #[test]
    fn whatever_happens_the_call_stays_in_order_and_comes_to_an_end(
        events in prop::collection::vec((any_event(), -5_000_i64..30_000), 0..60),
        restart_after in prop::option::of(0_usize..60),
    ) {
        let mut call = new_call(CALLER);
        let mut now = T0;
        check_invariants(&call);
        for (index, (event, millis)) in events.into_iter().enumerate() {
            now = Timestamp::from_millis(now.millis() + millis);
            if restart_after == Some(index) {
                call = restored(call, now);
                check_invariants(&call);
            }
            match step(&call, event, now) {
                Ok(step) => {
                    prop_assert!(call.status.is_live(), "nothing happens to a call that is over");
                    prop_assert!(call.connected_at.is_none() || call.connected_at == step.call.connected_at);
                    check_invariants(&step.call);
                    check_effects(&call, &step);
                    call = step.call;
                }
                Err(refusal) => prop_assert!(
                    call.status.is_live() || refusal != CallRefusal::NotRinging,
                    "a call that is over says so"
                ),
            }
        }
        if let Some(deadline) = next_deadline(&call) {
            let over = after(&call, CallEvent::TimePassed, deadline);
            prop_assert!(!over.status.is_live(), "the deadline ends it");
            check_invariants(&over);
        }
    }
}
