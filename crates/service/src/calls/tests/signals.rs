//! What passes between the two sides, and whom it does not concern.

use zvonilka_model::{
    CallId, ConnectionId,
    call::{CallKind, MediaState, SignalBody},
};

use super::{FLOWS, offer, place_of, ring, talk, world::World};
use crate::{
    ServiceError,
    calls::{CANDIDATE_MAX, Callee, Claim, IncomingSignal, IncomingSignalBody, SDP_MAX},
};

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
