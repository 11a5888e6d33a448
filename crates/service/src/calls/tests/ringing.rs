//! How a call rings, and how it stops.

use std::time::Duration;

use zvonilka_model::call::{
    CallKind, CallStatus, DeviceKind, EndReason, RingState, RingingDevice, SignalBody, SignalTarget,
};

use super::{
    offer, place_of, ring,
    world::{RING_TIME, World, told},
};
use crate::{ServiceError, calls::Callee};

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
