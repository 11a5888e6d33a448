//! Who goes, who comes back, and what ends without a word.

use std::time::Duration;

use zvonilka_model::{
    ConnectionId,
    call::{AWAY_TIME, CallStatus, EndReason, LEASE_TIME, SignalBody, SignalTarget},
};

use super::{
    FLOWS, offer, place_of, ring, talk,
    world::{World, told},
};
use crate::{
    ServiceError,
    calls::{Claim, IncomingSignal},
};

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
