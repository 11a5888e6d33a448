//! The echo contact, as far as it is a matter of rules.

use std::{sync::Arc, time::Duration};

use parking_lot::Mutex;
use zvonilka_model::{
    EchoId, Invalid, Timestamp, UserId,
    call::{EchoAnswer, EchoLine, EchoRefusal},
};

use super::world::World;
use crate::{
    ServiceError,
    calls::{SDP_MAX, echo::ECHO_LONGEST},
};

/// Answers what begins with "v=0", and remembers who called and hung up.
#[derive(Default)]
struct Parrot {
    told: Mutex<Vec<(UserId, Option<EchoId>)>>,
}

impl EchoLine for Parrot {
    fn open(&self, user: UserId, offer: &str, longest: Duration) -> Result<EchoAnswer, EchoRefusal> {
        assert_eq!(longest, ECHO_LONGEST);
        match offer {
            "full" => Err(EchoRefusal::Full),
            offer if offer.starts_with("v=0") => {
                self.told.lock().push((user, None));
                let id = EchoId::generate(Timestamp::from_millis(1));
                Ok(EchoAnswer { id, sdp: "v=0 to you too".to_owned() })
            }
            _ => Err(EchoRefusal::Offer),
        }
    }

    fn close(&self, user: UserId, id: EchoId) {
        self.told.lock().push((user, Some(id)));
    }
}

#[tokio::test]
async fn anybody_may_call_it_and_only_with_an_offer() {
    let mut world = World::new().await;
    let [anna] = world.people(["anna"]).await;
    let anna = anna.actor;
    let refused = world.calls().call_echo(anna, "v=0").unwrap_err();
    assert!(matches!(refused, ServiceError::NotFound), "{refused}");
    assert!(!world.calls().has_echo());
    // Without one there is nothing to end, and no harm in trying.
    world.calls().end_echo(anna, EchoId::generate(Timestamp::from_millis(1)));

    let parrot = Arc::new(Parrot::default());
    world.restart_with_echo(Arc::clone(&parrot) as Arc<dyn EchoLine>).await;
    assert!(world.calls().has_echo());
    let answer = world.calls().call_echo(anna, "v=0").expect("answers");
    assert_eq!(answer.sdp, "v=0 to you too");
    world.calls().end_echo(anna, answer.id);
    assert_eq!(*parrot.told.lock(), [(anna.user, None), (anna.user, Some(answer.id))]);

    let long = "v=0".repeat(SDP_MAX);
    for (offer, expected) in [("hello", Invalid::Format), (long.as_str(), Invalid::TooLong)] {
        let refused = world.calls().call_echo(anna, offer).unwrap_err();
        assert!(
            matches!(refused, ServiceError::Invalid { field: "sdp", problem } if problem == expected),
            "{refused}"
        );
    }
    let full = world.calls().call_echo(anna, "full").unwrap_err();
    assert!(matches!(full, ServiceError::TooManyRequests { .. }), "{full}");
}
