//! Two calls at once.

use std::time::Duration;

use zvonilka_model::call::{CallKind, CallStatus, EndReason};

use super::{
    FLOWS, ring, talk,
    world::{Device, World},
};
use crate::{Calls, ProfilePatch, ServiceError, calls::Callee};

#[tokio::test]
async fn two_who_call_each_other_at_once_get_one_call() {
    let world = World::new().await;
    let [anna, boris] = world.people(["anna", "boris"]).await;
    let (anna_calls, boris_calls) = (world.calls(), world.calls());
    let initiate = |calls: Calls, from: Device, to: Device| async move {
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
async fn the_older_of_two_calls_stays_the_first_whatever_changes_in_it() {
    let world = World::new().await;
    let [anna, boris, clara] = world.people(["anna", "boris", "clara"]).await;
    let older = talk(&world, anna, boris).await;
    world.pass(Duration::from_millis(1)).await;
    let newer = talk(&world, clara, boris).await;
    world.calls().media(anna.actor, older.id, FLOWS).await.expect("she is in it");
    let active: Vec<_> = world.calls().active(boris.actor).await.iter().map(|call| call.id).collect();
    assert_eq!(active, [older.id, newer.id]);
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
