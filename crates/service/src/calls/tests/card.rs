//! What remains of a call.

use std::time::Duration;

use zvonilka_model::{
    MessageBody,
    call::{CallQuality, CallStatus, ParticipantState, QualityMark},
};

use super::{FLOWS, ring, talk, world::World};
use crate::ServiceError;

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
async fn the_card_stands_in_the_chat_as_the_callers_message() {
    let world = World::new().await;
    let [anna, boris] = world.people(["anna", "boris"]).await;
    let call = ring(&world, anna, boris).await;
    world.calls().reject(boris.actor, call.id).await.expect("it rings");
    let message = world.messages(boris, call.chat).await.pop().expect("the card");
    assert_eq!(message.sender, anna.actor.user);
    assert!(matches!(message.body, MessageBody::Call(card) if card.call == call.id));
}

#[tokio::test]
async fn how_a_call_was_is_known_for_ninety_days_and_that_it_was_for_ever() {
    const DAY: Duration = Duration::from_secs(24 * 3_600);
    let world = World::new().await;
    let [anna, boris] = world.people(["anna", "boris"]).await;
    let call = talk(&world, anna, boris).await;
    let over = world.calls().end(anna.actor, call.id).await.expect("it goes on");
    let quality = CallQuality {
        mark: QualityMark::Poor,
        cause: None,
        loss_in: 70,
        loss_out: 0,
        rtt_ms: 300,
        jitter_ms: 40,
        path: None,
        transport: None,
    };
    world.calls().keep_quality(anna.actor, call.id, quality).await.expect("it was answered");
    let calls = [over];
    world.clock.advance(90 * DAY);
    world.forget_old().await;
    let known = world.calls().qualities(anna.actor, &calls).await.expect("works");
    assert_eq!(known, [(call.id, quality)].into());
    world.clock.advance(DAY);
    world.forget_old().await;
    assert!(world.calls().qualities(anna.actor, &calls).await.expect("works").is_empty());
    assert_eq!(world.calls().history(anna.actor, None, 50).await.expect("works").len(), 1);
}
