//! Whole calls on a real database, with a clock that only the test moves.

mod card;
mod echo;
mod lease;
mod restart;
mod ringing;
mod signals;
mod waiting;
mod world;

use zvonilka_model::{
    CallId, ParticipantId,
    call::{Call, CallKind, MediaReport},
};

use self::world::{Device, World};
use super::{Callee, IncomingSignal, IncomingSignalBody};

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
