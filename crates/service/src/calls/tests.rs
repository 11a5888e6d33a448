//! Whole calls on a real database, with a clock that only the test moves.

mod echo;
mod world;

use std::time::Duration;

use zvonilka_model::{
    CallId, ConnectionId, MessageBody, ParticipantId,
    call::{
        AWAY_TIME, Call, CallKind, CallStatus, DeviceKind, EndReason, LEASE_TIME, MediaReport, MediaState,
        ParticipantState, RingState, RingingDevice, SignalBody, SignalTarget,
    },
};

use self::world::{Device, RING_TIME, World, told};
use super::{CANDIDATE_MAX, Callee, Claim, IncomingSignal, IncomingSignalBody, SDP_MAX};
use crate::{ProfilePatch, ServiceError};

const FLOWS: MediaReport = MediaReport { sending: true, receiving: true };

async fn ring(world: &World, from: Device, to: Device) -> Call {
    let initiated = world
        .calls()
        .initiate(from.actor, Some(from.connection), Callee::User(to.actor.user), CallKind::Audio)
        .await
        .expect("the call begins");
    assert!(initiated.created);
    initiated.call
}

async fn talk(world: &World, from: Device, to: Device) -> Call {
    let call = ring(world, from, to).await;
    world.calls().accept(to.actor, Some(to.connection), call.id).await.expect("it rings")
}

fn place_of(call: &Call, device: Device) -> ParticipantId {
    call.participant_of(device.actor.user).expect("takes part").id
}

fn offer(call: CallId) -> IncomingSignal {
    IncomingSignal { call, to: None, body: IncomingSignalBody::Offer("v=0".to_owned()) }
}

#[tokio::test]
async fn a_call_rings_on_every_open_device_and_the_caller_hears_of_each() {
    let world = World::new().await;
    let [anna, boris] = world.people(["anna", "boris"]).await;
    let phone = world.another_device(boris).await;
    let call = ring(&world, anna, boris).await;
    assert_eq!(call.status, CallStatus::Ringing);

    let signals = world.signals();
    assert!(matches!(&signals[0].body, SignalBody::Incoming { from, .. } if from.id == anna.actor.user));
    assert_eq!(signals[0].to, SignalTarget::User(boris.actor.user));
    let SignalBody::Ringing { devices, .. } = &signals[1].body else { panic!("{:?}", signals[1]) };
    assert_eq!(
        devices.iter().map(|d| d.connection).collect::<Vec<_>>(),
        [boris.connection, phone.connection]
    );
    assert_eq!(signals[1].to, anna.target());
    assert_eq!(world.calls().active(boris.actor).await, vec![call.clone()]);
    assert_eq!(world.calls().active_in(call.chat), Some(call));
}

#[tokio::test]
async fn a_device_that_opens_while_it_rings_rings_too() {
    let world = World::new().await;
    let [anna, boris] = world.people(["anna", "boris"]).await;
    world.close(boris);
    let call = ring(&world, anna, boris).await;
    assert_eq!(call.status, CallStatus::Initiating, "nobody was told yet");
    assert!(matches!(&world.signals()[1].body, SignalBody::Ringing { devices, .. } if devices.is_empty()));

    let phone = world.another_device(boris).await;
    world.forget_signals();
    world.calls().arrived(phone.actor, phone.connection).await.expect("works");
    let signals = world.signals();
    assert_eq!(signals[0].to, phone.target());
    assert!(matches!(signals[0].body, SignalBody::Incoming { .. }));
    assert!(matches!(&signals[1].body, SignalBody::Ringing { devices, .. } if devices.len() == 1));
    assert_eq!(world.calls().active(boris.actor).await[0].status, CallStatus::Ringing);

    world.forget_signals();
    world.calls().arrived(anna.actor, anna.connection).await.expect("works");
    assert_eq!(world.signals().len(), 0, "one's own call does not ring");
}

#[tokio::test]
async fn a_call_that_nobody_answers_is_missed_on_both_sides() {
    let world = World::new().await;
    let [anna, boris] = world.people(["anna", "boris"]).await;
    let call = ring(&world, anna, boris).await;
    world.pass(RING_TIME - Duration::from_millis(1)).await;
    assert_eq!(world.calls().call(anna.actor, call.id).await.expect("there").status, CallStatus::Ringing);
    world.forget_signals();
    world.pass(Duration::from_millis(1)).await;

    for device in [anna, boris] {
        let ended = told(&world.signals(), SignalTarget::User(device.actor.user));
        assert!(matches!(&ended[..], [SignalBody::Ended { call }] if call.status == CallStatus::Missed));
        let history = world.calls().history(device.actor, None, 50).await.expect("works");
        assert_eq!(
            history.iter().map(|c| (c.id, c.status)).collect::<Vec<_>>(),
            [(call.id, CallStatus::Missed)]
        );
        assert_eq!(history[0].end_reason, Some(EndReason::NoAnswer));
    }
    assert_eq!(world.calls().active_in(call.chat), None);
    assert_eq!(world.cards(anna, call.chat).await.len(), 1);
}

#[tokio::test]
async fn the_timer_ends_a_call_by_itself() {
    let world = World::ringing_for(Duration::ZERO).await;
    let [anna, boris] = world.people(["anna", "boris"]).await;
    let call = ring(&world, anna, boris).await;
    let is_end = |body: &SignalBody| matches!(body, SignalBody::Ended { call: ended } if ended.id == call.id);
    world.wait_for(is_end).await;
}

#[tokio::test]
async fn an_answer_on_one_device_stops_the_others() {
    let world = World::new().await;
    let [anna, boris] = world.people(["anna", "boris"]).await;
    let phone = world.another_device(boris).await;
    let call = ring(&world, anna, boris).await;
    world.forget_signals();
    let answered =
        world.calls().accept(phone.actor, Some(phone.connection), call.id).await.expect("it rings");
    assert_eq!((answered.status, answered.connected_at), (CallStatus::Answered, None));

    let signals = world.signals();
    let others = SignalTarget::UserExceptConnection(boris.actor.user, phone.connection);
    assert!(matches!(told(&signals, others)[..], [SignalBody::Taken { .. }]));
    let accepted = told(&signals, anna.target());
    let place = place_of(&call, boris);
    assert!(matches!(accepted[..], [SignalBody::Accepted { participant, .. }] if participant == place));

    let late = world.calls().accept(boris.actor, Some(boris.connection), call.id).await;
    assert!(matches!(late, Err(ServiceError::CallNotRinging)));
    let late = world.calls().reject(boris.actor, call.id).await;
    assert!(matches!(late, Err(ServiceError::CallNotRinging)));
}

#[tokio::test]
async fn a_declined_call_ends_everywhere() {
    let world = World::new().await;
    let [anna, boris] = world.people(["anna", "boris"]).await;
    let call = ring(&world, anna, boris).await;
    world.forget_signals();
    let over = world.calls().reject(boris.actor, call.id).await.expect("it rings");
    assert_eq!(over.status, CallStatus::Rejected);
    let signals = world.signals();
    let heard = told(&signals, SignalTarget::User(anna.actor.user));
    assert!(matches!(heard[..], [SignalBody::Rejected { .. }, SignalBody::Ended { .. }]));
    let heard = told(&signals, SignalTarget::User(boris.actor.user));
    assert!(matches!(heard[..], [SignalBody::Ended { .. }]));
    let again = world.calls().accept(boris.actor, None, call.id).await;
    assert!(matches!(again, Err(ServiceError::CallOver)));
}

#[tokio::test]
async fn the_caller_calls_it_off() {
    let world = World::new().await;
    let [anna, boris] = world.people(["anna", "boris"]).await;
    let call = ring(&world, anna, boris).await;
    let over = world.calls().end(anna.actor, call.id).await.expect("it rings");
    assert_eq!(over.status, CallStatus::Cancelled);
    assert!(matches!(world.calls().end(anna.actor, call.id).await, Err(ServiceError::CallOver)));
    assert_eq!(world.cards(boris, call.chat).await, vec![over.card()]);
}

#[tokio::test]
async fn a_whole_call_leaves_its_card_with_the_time_talked() {
    let world = World::new().await;
    let [anna, boris] = world.people(["anna", "boris"]).await;
    let call = talk(&world, anna, boris).await;
    world.calls().media(anna.actor, call.id, FLOWS).await.expect("seated");
    world.calls().media(boris.actor, call.id, FLOWS).await.expect("seated");
    let connected = world.calls().call(anna.actor, call.id).await.expect("there");
    assert!(connected.connected_at.is_some());
    assert!(connected.participants.iter().all(|p| p.state == ParticipantState::Connected));

    world.pass(Duration::from_secs(30)).await;
    let over = world.calls().end(boris.actor, call.id).await.expect("it goes on");
    assert_eq!((over.status, over.duration()), (CallStatus::Ended, Some(Duration::from_secs(30))));
    let cards = world.cards(anna, call.chat).await;
    assert_eq!(cards.iter().map(|c| c.duration_ms).collect::<Vec<_>>(), [Some(30_000)]);
    let stored = world.store.call(call.id).await.expect("works").expect("stored");
    assert_eq!(stored.status, CallStatus::Ended);
}

#[tokio::test]
async fn two_who_call_each_other_at_once_get_one_call() {
    let world = World::new().await;
    let [anna, boris] = world.people(["anna", "boris"]).await;
    let (anna_calls, boris_calls) = (world.calls(), world.calls());
    let initiate = |calls: super::Calls, from: Device, to: Device| async move {
        let callee = Callee::User(to.actor.user);
        calls.initiate(from.actor, Some(from.connection), callee, CallKind::Video).await.expect("one call")
    };
    let (one, other) = tokio::join!(initiate(anna_calls, anna, boris), initiate(boris_calls, boris, anna));
    assert_eq!(one.call.id, other.call.id);
    assert_ne!(one.created, other.created, "only the first one makes the call");
    let call = world.calls().call(anna.actor, one.call.id).await.expect("there");
    assert_eq!(call.status, CallStatus::Answered, "calling back takes the call");
    for device in [anna, boris] {
        let place = call.participant_of(device.actor.user).expect("takes part");
        assert_eq!(place.connection, Some(device.connection));
        assert_eq!(world.calls().active(device.actor).await.len(), 1);
    }
}

#[tokio::test]
async fn calling_again_gives_the_call_that_there_is() {
    let world = World::new().await;
    let [anna, boris] = world.people(["anna", "boris"]).await;
    let call = ring(&world, anna, boris).await;
    let tablet = world.another_device(anna).await;
    let again = world
        .calls()
        .initiate(tablet.actor, Some(tablet.connection), Callee::Chat(call.chat), CallKind::Audio)
        .await
        .expect("the same call");
    assert_eq!((again.created, again.call), (false, call));
}

#[tokio::test]
async fn call_waiting_takes_one_more_call_and_the_next_is_busy() {
    let world = World::new().await;
    let [anna, boris, clara, dora] = world.people(["anna", "boris", "clara", "dora"]).await;
    talk(&world, anna, boris).await;
    assert_eq!(ring(&world, clara, boris).await.status, CallStatus::Ringing);
    let busy = ring(&world, dora, boris).await;
    assert_eq!((busy.status, busy.end_reason), (CallStatus::Busy, Some(EndReason::Busy)));
    assert_eq!(world.cards(boris, busy.chat).await, vec![busy.card()]);
    assert_eq!(world.calls().active(dora.actor).await, vec![]);

    let callee = Callee::User(dora.actor.user);
    let second = world.calls().initiate(anna.actor, None, callee, CallKind::Audio).await;
    assert!(matches!(second, Err(ServiceError::CallBusy)), "one call of one's own at a time");
}

#[tokio::test]
async fn who_wants_no_call_waiting_is_busy_while_in_a_call() {
    let world = World::new().await;
    let [anna, boris, clara] = world.people(["anna", "boris", "clara"]).await;
    let settings = Some(r#"{"calls":{"waiting":false}}"#.to_owned());
    let patch = ProfilePatch { settings, ..ProfilePatch::default() };
    world.people_service().update_me(boris.actor, patch).await.expect("works");
    talk(&world, anna, boris).await;
    let busy = ring(&world, clara, boris).await;
    assert_eq!((busy.status, busy.end_reason), (CallStatus::Busy, Some(EndReason::Busy)));
    for call in world.calls().active(boris.actor).await {
        world.calls().end(boris.actor, call.id).await.expect("goes on");
    }
    assert_eq!(ring(&world, clara, boris).await.status, CallStatus::Ringing, "alone it rings");
}

#[tokio::test]
async fn a_call_without_signs_of_life_ends() {
    let world = World::new().await;
    let [anna, boris] = world.people(["anna", "boris"]).await;
    let call = talk(&world, anna, boris).await;
    world.calls().media(anna.actor, call.id, FLOWS).await.expect("seated");
    world.calls().media(boris.actor, call.id, FLOWS).await.expect("seated");
    for _ in 0..10 {
        world.pass(Duration::from_secs(10)).await;
        world.calls().renew(anna.actor, call.id).await.expect("it goes on");
        world.calls().renew(boris.actor, call.id).await.expect("it goes on");
    }
    world.pass(LEASE_TIME - Duration::from_secs(1)).await;
    world.calls().renew(anna.actor, call.id).await.expect("it goes on");
    world.pass(Duration::from_secs(1)).await;
    let over = world.calls().call(anna.actor, call.id).await.expect("there");
    assert_eq!((over.status, over.end_reason), (CallStatus::Ended, Some(EndReason::LeaseLapsed)));
    assert!(matches!(world.calls().renew(anna.actor, call.id).await, Err(ServiceError::CallOver)));
}

#[tokio::test]
async fn a_call_whose_media_never_flowed_has_failed() {
    let world = World::new().await;
    let [anna, boris] = world.people(["anna", "boris"]).await;
    let call = talk(&world, anna, boris).await;
    world.pass(LEASE_TIME).await;
    let over = world.calls().call(boris.actor, call.id).await.expect("there");
    assert_eq!((over.status, over.end_reason), (CallStatus::Failed, Some(EndReason::NoMedia)));
}

#[tokio::test]
async fn who_talks_with_a_device_that_goes_hears_it_at_once_and_the_end_names_who_was_lost() {
    let world = World::new().await;
    let [anna, boris] = world.people(["anna", "boris"]).await;
    let call = talk(&world, anna, boris).await;
    let calls = world.calls();
    for device in [anna, boris] {
        calls.media(device.actor, call.id, FLOWS).await.expect("takes part");
    }
    world.forget_signals();
    calls.departed(boris.actor, boris.connection).await.expect("works");
    let heard = told(&world.signals(), anna.target());
    assert!(matches!(&heard[..], [SignalBody::Updated { call }] if call.participants[1].away));

    world.pass(AWAY_TIME - Duration::from_millis(1)).await;
    calls.renew(anna.actor, call.id).await.expect("takes part");
    assert_eq!(calls.active(anna.actor).await.len(), 1, "they may come back");
    world.pass(Duration::from_millis(1)).await;
    let heard = told(&world.signals(), SignalTarget::User(anna.actor.user));
    let [SignalBody::Ended { call: over }] = &heard[..] else { panic!("{heard:?}") };
    assert_eq!((over.status, over.end_reason), (CallStatus::Ended, Some(EndReason::LeaseLapsed)));
    assert_eq!(over.participants.iter().map(|p| p.away).collect::<Vec<_>>(), [false, true]);
    assert_eq!(calls.active(anna.actor).await, Vec::new());
    assert_eq!(world.cards(anna, call.chat).await.len(), 1);
}

#[tokio::test]
async fn a_caller_who_loads_the_page_anew_goes_on_calling_and_sees_what_rings() {
    let world = World::new().await;
    let [anna, boris] = world.people(["anna", "boris"]).await;
    let calls = world.calls();
    let call = ring(&world, anna, boris).await;
    let place = call.participants[0].id;
    world.forget_signals();
    calls.departed(anna.actor, anna.connection).await.expect("works");
    assert!(told(&world.signals(), SignalTarget::User(boris.actor.user)).is_empty(), "it rings on");
    world.pass(AWAY_TIME - Duration::from_millis(1)).await;

    let back = ConnectionId::from_bits(9_000);
    let resumed = calls.resume(anna.actor, Some(back), call.id, place, Claim::FreshLine).await.expect("hers");
    assert_ne!(resumed.participants[0].id, place);
    let heard = told(&world.signals(), SignalTarget::Connection(anna.actor.user, back));
    let [SignalBody::Ringing { devices, .. }] = &heard[..] else { panic!("{heard:?}") };
    assert_eq!(devices.iter().map(|d| d.connection).collect::<Vec<_>>(), [boris.connection]);

    world.pass(Duration::from_secs(1)).await;
    let answered = calls.accept(boris.actor, Some(boris.connection), call.id).await.expect("rings");
    assert_eq!(answered.participants[0].id, resumed.participants[0].id, "the callee speaks to the new page");
}

#[tokio::test]
async fn a_caller_who_does_not_come_back_rings_no_longer() {
    let world = World::new().await;
    let [anna, boris] = world.people(["anna", "boris"]).await;
    let call = ring(&world, anna, boris).await;
    world.calls().departed(anna.actor, anna.connection).await.expect("works");
    world.pass(AWAY_TIME).await;
    let over = world.calls().call(boris.actor, call.id).await.expect("there");
    assert_eq!((over.status, over.end_reason), (CallStatus::Cancelled, Some(EndReason::LeaseLapsed)));
    assert_eq!(world.cards(anna, call.chat).await.len(), 1);
    ring(&world, anna, boris).await;
}

#[tokio::test]
async fn a_call_that_everybody_left_without_a_word_is_over_after_the_lease() {
    let world = World::new().await;
    let [anna, boris] = world.people(["anna", "boris"]).await;
    let call = talk(&world, anna, boris).await;
    for device in [anna, boris] {
        world.calls().media(device.actor, call.id, FLOWS).await.expect("takes part");
        world.calls().departed(device.actor, device.connection).await.expect("works");
    }
    world.pass(AWAY_TIME).await;
    let over = world.calls().call(anna.actor, call.id).await.expect("there");
    assert_eq!((over.status, over.end_reason), (CallStatus::Ended, Some(EndReason::LeaseLapsed)));
    assert_eq!(world.calls().active_in(call.chat), None, "no ghost");
    ring(&world, boris, anna).await;
}

#[tokio::test]
async fn a_fresh_line_makes_the_old_place_unreachable_and_quiet() {
    let world = World::new().await;
    let [anna, boris] = world.people(["anna", "boris"]).await;
    let phone = world.another_device(boris).await;
    let call = talk(&world, anna, boris).await;
    let old = place_of(&call, boris);
    world.forget_signals();
    let resumed = world
        .calls()
        .resume(phone.actor, Some(phone.connection), call.id, old, Claim::FreshLine)
        .await
        .expect("any device of the person may go on");
    let new = place_of(&resumed, boris);
    assert_ne!(old, new);
    let signals = world.signals();
    assert!(matches!(&told(&signals, boris.target())[..], [SignalBody::Taken { .. }]));
    assert!(
        matches!(&told(&signals, anna.target())[..], [SignalBody::Updated { call }] if call.participants[1].id == new)
    );

    let to_old = IncomingSignal { to: Some(old), ..offer(call.id) };
    let socket = Some(anna.connection);
    let refused = world.calls().signal(anna.actor, socket, to_old).await;
    assert!(matches!(refused, Err(ServiceError::NotFound)), "{refused:?}");
    let refused = world.calls().signal(boris.actor, Some(boris.connection), offer(call.id)).await;
    assert!(matches!(refused, Err(ServiceError::Conflict)), "{refused:?}");
    world
        .calls()
        .signal(phone.actor, Some(phone.connection), offer(call.id))
        .await
        .expect("it holds the place");
    let refused = world.calls().media(boris.actor, call.id, FLOWS).await;
    assert!(matches!(refused, Err(ServiceError::Conflict)), "{refused:?}");
}

#[tokio::test]
async fn the_caller_hears_what_really_rings() {
    let world = World::new().await;
    let [anna, boris] = world.people(["anna", "boris"]).await;
    let phone = world.another_device(boris).await;
    let call = ring(&world, anna, boris).await;
    let heard = |world: &World| {
        let told = told(&world.signals(), anna.target());
        let Some(SignalBody::Ringing { devices, .. }) = told.last() else { panic!("{told:?}") };
        devices.iter().map(|device| (device.kind, device.state)).collect::<Vec<_>>()
    };
    assert_eq!(heard(&world), [(None, RingState::Delivered); 2]);

    let rings = RingingDevice {
        connection: phone.connection,
        kind: Some(DeviceKind::Phone),
        state: RingState::Ringing,
    };
    world.calls().rings(phone.actor, call.id, rings).await.expect("it rings");
    let phone_rings = (Some(DeviceKind::Phone), RingState::Ringing);
    assert_eq!(heard(&world), [(None, RingState::Delivered), phone_rings]);
    let before = world.signals().len();
    world.calls().rings(phone.actor, call.id, rings).await.expect("again is nothing");
    assert_eq!(world.signals().len(), before);

    world.calls().departed(boris.actor, boris.connection).await.expect("works");
    assert_eq!(heard(&world), [phone_rings], "what has gone does not ring");
    let refused = world.calls().rings(anna.actor, call.id, rings).await;
    assert!(matches!(refused, Err(ServiceError::Forbidden)), "{refused:?}");
    world.calls().accept(phone.actor, Some(phone.connection), call.id).await.expect("it rings");
    let late = RingingDevice { state: RingState::Waiting, ..rings };
    let refused = world.calls().rings(phone.actor, call.id, late).await;
    assert!(matches!(refused, Err(ServiceError::CallNotRinging)), "{refused:?}");
}

#[tokio::test]
async fn a_call_goes_on_after_a_restart() {
    let mut world = World::new().await;
    let [anna, boris, clara] = world.people(["anna", "boris", "clara"]).await;
    let call = talk(&world, anna, boris).await;
    let ringing = ring(&world, clara, anna).await;
    world.stop().await;
    world.clock.advance(Duration::from_secs(40));
    world.restart().await;

    let back = world.calls().call(anna.actor, call.id).await.expect("there");
    assert_eq!(back.status, CallStatus::Answered);
    let page = Device { connection: ConnectionId::from_bits(77), ..anna };
    let resumed = world
        .calls()
        .resume(page.actor, Some(page.connection), call.id, place_of(&call, anna), Claim::SameLine)
        .await
        .expect("the place is still theirs");
    assert_eq!(resumed.participants[0].connection, Some(page.connection));
    assert_eq!(world.calls().active(clara.actor).await[0].status, CallStatus::Ringing);

    world.pass(Duration::from_secs(5)).await;
    let missed = world.calls().call(clara.actor, ringing.id).await.expect("there");
    assert_eq!(missed.status, CallStatus::Missed, "the ringing time ran on");
    assert_eq!(world.calls().active(anna.actor).await.len(), 1);
}

#[tokio::test]
async fn a_call_that_rang_out_while_the_server_was_down_is_missed_at_its_start() {
    let mut world = World::new().await;
    let [anna, boris] = world.people(["anna", "boris"]).await;
    let call = ring(&world, anna, boris).await;
    world.stop().await;
    world.clock.advance(Duration::from_secs(3_600));
    world.forget_signals();
    world.restart().await;
    let is_end = |body: &SignalBody| matches!(body, SignalBody::Ended { call: ended } if ended.id == call.id);
    world.wait_for(is_end).await;
}

#[tokio::test]
async fn a_crash_between_card_and_ending_leaves_one_card_and_one_truth() {
    let mut world = World::new().await;
    let [anna, boris] = world.people(["anna", "boris"]).await;
    let call = talk(&world, anna, boris).await;
    world.clock.advance(Duration::from_secs(20));
    let before_the_end = world.store.call(call.id).await.expect("works").expect("stored");
    let over = world.calls().end(anna.actor, call.id).await.expect("it goes on");
    world.stop().await;
    // As if the server had died before it stored the ending.
    world.store.save_call(&before_the_end).await.expect("works");
    world.restart().await;
    assert_eq!(world.calls().active(anna.actor).await.len(), 1, "the call is back");

    world.pass(LEASE_TIME).await;
    let settled = world.calls().call(boris.actor, call.id).await.expect("there");
    assert_eq!(world.cards(anna, call.chat).await, vec![over.card()]);
    assert_eq!(settled.card(), over.card(), "the call ended as the chat says");
}

#[tokio::test]
async fn an_ending_that_cannot_be_stored_at_once_counts_and_is_stored_later() {
    let world = World::new().await;
    let [anna, boris] = world.people(["anna", "boris"]).await;
    let call = talk(&world, anna, boris).await;
    // Another row with the same places makes the database refuse the ending, and only that.
    let with_places = |call: &Call, first: u128| {
        let mut call = call.clone();
        for (place, bits) in call.participants.iter_mut().zip(first..) {
            place.id = ParticipantId::from_bits(bits);
        }
        call
    };
    world.store.save_call(&with_places(&call, 1)).await.expect("works");
    let mut obstacle = Call { id: CallId::from_bits(1), ..call.clone() };
    obstacle.status = CallStatus::Ended;
    world.store.save_call(&obstacle).await.expect("works");
    world.forget_signals();

    let over = world.calls().end(anna.actor, call.id).await.expect("the card is left, so it is over");
    assert_eq!(world.store.call(call.id).await.expect("works").expect("stored").status, CallStatus::Answered);
    assert_eq!(world.calls().call(boris.actor, call.id).await.expect("there"), over);
    assert_eq!(world.calls().active(boris.actor).await, vec![]);
    let heard = told(&world.signals(), SignalTarget::User(boris.actor.user));
    assert!(matches!(heard[..], [SignalBody::Ended { .. }]));

    world.store.save_call(&with_places(&obstacle, 11)).await.expect("works");
    world.pass(Duration::from_secs(1)).await;
    assert_eq!(world.store.call(call.id).await.expect("works").expect("stored").status, CallStatus::Ended);
    assert_eq!(world.cards(anna, call.chat).await, vec![over.card()]);
}

#[tokio::test]
async fn a_stranger_cannot_know_that_there_is_a_call() {
    let world = World::new().await;
    let [anna, boris, eve] = world.people(["anna", "boris", "eve"]).await;
    let over = ring(&world, anna, boris).await;
    world.calls().end(anna.actor, over.id).await.expect("it rings");
    let live = talk(&world, anna, boris).await;
    let nobodys = CallId::from_bits(1);
    let calls = world.calls();
    let socket = Some(eve.connection);
    for id in [live.id, over.id, nobodys] {
        let place = place_of(&live, anna);
        let outcomes = [
            ("call", calls.call(eve.actor, id).await.err()),
            ("accept", calls.accept(eve.actor, socket, id).await.err()),
            ("reject", calls.reject(eve.actor, id).await.err()),
            ("end", calls.end(eve.actor, id).await.err()),
            ("renew", calls.renew(eve.actor, id).await.err()),
            ("resume", calls.resume(eve.actor, socket, id, place, Claim::SameLine).await.err()),
            ("media", calls.media(eve.actor, id, FLOWS).await.err()),
            ("signal", calls.signal(eve.actor, socket, offer(id)).await.err()),
            ("forget", calls.forget(eve.actor, id).await.err()),
        ];
        for (name, outcome) in outcomes {
            assert!(matches!(outcome, Some(ServiceError::NotFound)), "{name}: {outcome:?}");
        }
    }
    let chat = calls.initiate(eve.actor, socket, Callee::Chat(live.chat), CallKind::Audio).await;
    assert!(matches!(chat, Err(ServiceError::NotFound)));
    assert_eq!(calls.active(eve.actor).await, vec![]);
    assert_eq!(calls.history(eve.actor, None, 50).await.expect("works"), vec![]);
}

#[tokio::test]
async fn nobody_calls_oneself_or_nobody_or_a_whole_family() {
    let world = World::new().await;
    let [anna] = world.people(["anna"]).await;
    let calls = world.calls();
    let own = calls.initiate(anna.actor, None, Callee::User(anna.actor.user), CallKind::Audio).await;
    assert!(matches!(own, Err(ServiceError::Invalid { field: "userId", .. })));
    let nobody = zvonilka_model::UserId::from_bits(1);
    let nobody = calls.initiate(anna.actor, None, Callee::User(nobody), CallKind::Audio).await;
    assert!(matches!(nobody, Err(ServiceError::NotFound)));
    let family = calls.initiate(anna.actor, None, Callee::Chat(world.family()), CallKind::Audio).await;
    assert!(matches!(family, Err(ServiceError::Invalid { field: "chatId", .. })));
}

#[tokio::test]
async fn signals_pass_only_after_the_answer_and_only_between_the_two_devices() {
    let world = World::new().await;
    let [anna, boris] = world.people(["anna", "boris"]).await;
    let phone = world.another_device(boris).await;
    let call = ring(&world, anna, boris).await;
    let calls = world.calls();
    for device in [anna, boris] {
        let early = calls.signal(device.actor, Some(device.connection), offer(call.id)).await;
        assert!(matches!(early, Err(ServiceError::Conflict)), "{early:?}");
    }
    calls.accept(boris.actor, Some(boris.connection), call.id).await.expect("it rings");
    world.forget_signals();

    calls.signal(anna.actor, Some(anna.connection), offer(call.id)).await.expect("passes");
    let signals = world.signals();
    assert_eq!(signals.len(), 1);
    assert_eq!(signals[0].to, boris.target());
    let place = place_of(&call, anna);
    assert!(
        matches!(&signals[0].body, SignalBody::Offer { from, sdp, .. } if *from == place && sdp == "v=0")
    );

    let other_device = calls.signal(phone.actor, Some(phone.connection), offer(call.id)).await;
    assert!(matches!(other_device, Err(ServiceError::Conflict)));
    let other_tab = calls.signal(boris.actor, Some(ConnectionId::from_bits(9)), offer(call.id)).await;
    assert!(matches!(other_tab, Err(ServiceError::Conflict)));
    let to_oneself = IncomingSignal { to: Some(place), ..offer(call.id) };
    let to_oneself = calls.signal(anna.actor, Some(anna.connection), to_oneself).await;
    assert!(matches!(to_oneself, Err(ServiceError::NotFound)));
    let state = IncomingSignalBody::State(MediaState { muted: Some(true), ..MediaState::default() });
    let state = IncomingSignal { call: call.id, to: Some(place), body: state };
    calls.signal(boris.actor, Some(boris.connection), state).await.expect("passes");

    calls.end(anna.actor, call.id).await.expect("it goes on");
    let late = calls.signal(anna.actor, Some(anna.connection), offer(call.id)).await;
    assert!(matches!(late, Err(ServiceError::CallOver)));
}

#[tokio::test]
async fn signals_have_bounds() {
    let world = World::new().await;
    let [anna, boris] = world.people(["anna", "boris"]).await;
    let call = talk(&world, anna, boris).await;
    let calls = world.calls();
    let send = |body| {
        let signal = IncomingSignal { call: call.id, to: None, body };
        calls.signal(anna.actor, Some(anna.connection), signal)
    };
    send(IncomingSignalBody::Offer("a".repeat(SDP_MAX))).await.expect("just fits");
    let long = send(IncomingSignalBody::Answer("a".repeat(SDP_MAX + 1))).await;
    assert!(matches!(long, Err(ServiceError::Invalid { field: "sdp", .. })));
    let long = send(IncomingSignalBody::Candidate("a".repeat(CANDIDATE_MAX + 1))).await;
    assert!(matches!(long, Err(ServiceError::Invalid { field: "candidate", .. })));

    let mut refused = None;
    for _ in 0..1_000 {
        refused = send(IncomingSignalBody::Candidate("null".to_owned())).await.err();
        if refused.is_some() {
            break;
        }
    }
    let Some(ServiceError::TooManyRequests { retry_after }) = refused else { panic!("{refused:?}") };
    calls
        .signal(boris.actor, Some(boris.connection), offer(call.id))
        .await
        .expect("the other side has its own bound");
    world.clock.advance(retry_after);
    send(IncomingSignalBody::Candidate("null".to_owned())).await.expect("after the wait");
}

#[tokio::test]
async fn a_forgotten_call_leaves_only_ones_own_history() {
    let world = World::new().await;
    let [anna, boris] = world.people(["anna", "boris"]).await;
    let call = ring(&world, anna, boris).await;
    assert!(matches!(world.calls().forget(anna.actor, call.id).await, Err(ServiceError::Conflict)));
    world.calls().end(anna.actor, call.id).await.expect("it rings");
    world.calls().forget(anna.actor, call.id).await.expect("it is over");
    assert_eq!(world.calls().history(anna.actor, None, 50).await.expect("works"), vec![]);
    assert_eq!(world.calls().history(boris.actor, None, 50).await.expect("works").len(), 1);
}

#[tokio::test]
async fn an_answer_over_rest_is_heard_by_the_sign_in() {
    let world = World::new().await;
    let [anna, boris] = world.people(["anna", "boris"]).await;
    let callee = Callee::User(boris.actor.user);
    let call = world.calls().initiate(anna.actor, None, callee, CallKind::Audio).await.expect("begins").call;
    world.forget_signals();
    world.calls().accept(boris.actor, None, call.id).await.expect("it rings");
    let session = SignalTarget::Session(anna.actor.user, anna.actor.session);
    assert!(matches!(told(&world.signals(), session)[..], [SignalBody::Accepted { .. }]));
    world.calls().signal(boris.actor, Some(boris.connection), offer(call.id)).await.expect("passes");
    assert_eq!(world.signals().last().expect("told").to, session);
}

#[tokio::test]
async fn the_card_stands_in_the_chat_as_the_callers_message() {
    let world = World::new().await;
    let [anna, boris] = world.people(["anna", "boris"]).await;
    let call = ring(&world, anna, boris).await;
    world.calls().reject(boris.actor, call.id).await.expect("it rings");
    let message = world.messages(boris, call.chat).await.pop().expect("the card");
    assert_eq!(message.sender, anna.actor.user);
    assert!(matches!(message.body, MessageBody::Call(card) if card.call == call.id));
}
