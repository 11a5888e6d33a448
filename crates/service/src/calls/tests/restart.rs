//! What a call survives.

use std::time::Duration;

use zvonilka_model::{
    CallId, ConnectionId, ParticipantId,
    call::{Call, CallStatus, LEASE_TIME, SignalBody, SignalTarget},
};

use super::{
    place_of, ring, talk,
    world::{Device, World, told},
};
use crate::calls::Claim;

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
