//! The people of a load.

use std::sync::Arc;

use tokio::task::JoinSet;
use zvonilka_client::{Api, Events};
use zvonilka_model::UserId;
use zvonilka_testkit::process::ServerProcess;

/// Somebody with an account and a token.
#[derive(Clone)]
pub(crate) struct Somebody {
    pub(crate) api: Api,
    pub(crate) id: UserId,
}

/// Registers people, in no order.
pub(crate) async fn sign_up(server: &Arc<ServerProcess>, people: usize) -> anyhow::Result<Vec<Somebody>> {
    /// Hashing passwords keeps the processors busy; more at once would only wait.
    const AT_ONCE: usize = 4;
    // The first one alone: the family chat begins with them.
    let mut all = vec![register(server, 0).await?];
    let mut signing_up = JoinSet::new();
    for worker in 0..AT_ONCE {
        let server = Arc::clone(server);
        signing_up.spawn(async move {
            let mut some = Vec::new();
            for number in (1..people).skip(worker).step_by(AT_ONCE) {
                some.push(register(&server, number).await?);
            }
            Ok::<_, anyhow::Error>(some)
        });
    }
    while let Some(some) = signing_up.join_next().await {
        all.extend(some??);
    }
    Ok(all)
}

async fn register(server: &ServerProcess, number: usize) -> anyhow::Result<Somebody> {
    let (api, session) = server.register(&format!("load{number}")).await?;
    Ok(Somebody { api, id: session.user.user.id })
}

/// Reads events until the socket ends, as a real client would.
pub(crate) async fn drain(mut events: Events) {
    while events.next().await.is_ok() {}
}
