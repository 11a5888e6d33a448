//! When people were last seen, on its way into the database. Those who come or go while a write is under way are
//! written together after it: after a restart everybody comes at once.

use std::{collections::HashMap, sync::Arc};

use parking_lot::Mutex;
use tokio_util::task::TaskTracker;
use zvonilka_model::{Timestamp, UserId};
use zvonilka_store::Store;

#[derive(Clone)]
pub(crate) struct Sightings(Arc<Shared>);

struct Shared {
    gathered: Mutex<Gathered>,
    store: Store,
    tasks: TaskTracker,
}

#[derive(Default)]
struct Gathered {
    last: HashMap<UserId, Timestamp>,
    writing: bool,
}

impl Sightings {
    pub(crate) fn new(store: Store, tasks: TaskTracker) -> Self {
        Self(Arc::new(Shared { gathered: Mutex::default(), store, tasks }))
    }

    /// Notes that people were seen. Nobody waits for it; a failure is logged.
    pub(crate) fn note(&self, people: impl IntoIterator<Item = UserId>, at: Timestamp) {
        let mut gathered = self.0.gathered.lock();
        gathered.last.extend(people.into_iter().map(|user| (user, at)));
        if !gathered.writing && !gathered.last.is_empty() {
            gathered.writing = true;
            self.0.tasks.spawn(self.clone().write());
        }
    }

    async fn write(self) {
        loop {
            let mut seen: Vec<(UserId, Timestamp)> = {
                let mut gathered = self.0.gathered.lock();
                gathered.writing = !gathered.last.is_empty();
                if !gathered.writing {
                    return;
                }
                gathered.last.drain().collect()
            };
            // In one order everywhere, so that two nodes never wait for each other in a circle.
            seen.sort_unstable();
            if let Err(error) = self.0.store.set_last_seen(&seen).await {
                tracing::warn!(%error, "last-seen times were not stored");
            }
        }
    }
}
