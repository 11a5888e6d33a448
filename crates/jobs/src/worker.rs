//! The one task that takes links from the queue. Several are looked at at once, by one future each inside of it.

use std::time::Duration;

use futures_util::{StreamExt as _, stream::FuturesUnordered};
use tokio::time::{Instant, timeout_at};
use tokio_util::sync::CancellationToken;
use url::Url;
use zvonilka_model::UserId;
use zvonilka_service::{PreviewFound, PreviewJob, Previews, ServiceError};

use crate::Fetcher;

/// Looks at once.
const AT_ONCE: usize = 4;
/// Looks at once for one person, so that somebody's slow links never hold up everybody else's.
const PER_PERSON: usize = 2;
/// How often to look without having been told: another node may have written, or a look was cut off.
const LOOK_EVERY: Duration = Duration::from_secs(30);
/// How soon to try again what the database refused.
const RETRY_AFTER: Duration = Duration::from_secs(2);
/// How often what is too old is forgotten.
const FORGET_EVERY: Duration = Duration::from_secs(3_600);

/// Looks at links until `stop`. What is cut off by it comes again after the next start.
pub(crate) async fn run(previews: Previews, fetcher: Fetcher, stop: CancellationToken) {
    let mut running = FuturesUnordered::new();
    let mut people: Vec<UserId> = Vec::new();
    let mut next = Instant::now();
    let mut forget = Instant::now();
    loop {
        let full = running.len() >= AT_ONCE;
        tokio::select! {
            () = stop.cancelled() => return,
            Some(done) = running.next(), if !running.is_empty() => {
                if let Some(place) = people.iter().position(|user| *user == done) {
                    people.swap_remove(place);
                }
                // There is room again, perhaps for one of theirs.
                next = Instant::now();
                continue;
            }
            () = heard(&previews, next), if !full => {}
        }
        if Instant::now() >= forget {
            forget = Instant::now() + FORGET_EVERY;
            if let Err(error) = previews.forget_old().await {
                tracing::warn!(%error, "old previews could not be forgotten; tried again later");
            }
        }
        next = Instant::now() + LOOK_EVERY;
        // One at a time: who is busy changes with each.
        while running.len() < AT_ONCE {
            match previews.take(&busy(&people), 1).await {
                Ok(jobs) => {
                    let Some(job) = jobs.into_iter().next() else { break };
                    people.push(job.user);
                    running.push(work(&previews, &fetcher, job));
                }
                Err(error) => {
                    tracing::warn!(%error, "the queue of links could not be read; tried again soon");
                    next = Instant::now() + RETRY_AFTER;
                    break;
                }
            }
        }
    }
}

/// Until a link was written, or until it is time to look.
async fn heard(previews: &Previews, next: Instant) {
    // In time or not: both are a reason to look.
    let _ = timeout_at(next, previews.link_written()).await;
}

/// Those who have as many looks running as one person may.
fn busy(people: &[UserId]) -> Vec<UserId> {
    let mut busy = people.to_vec();
    busy.sort_unstable();
    busy.chunk_by(|a, b| a == b).filter(|looks| looks.len() >= PER_PERSON).map(|looks| looks[0]).collect()
}

/// Looks at one link and says whose it was.
async fn work(previews: &Previews, fetcher: &Fetcher, job: PreviewJob) -> UserId {
    let user = job.user;
    let outcome = async {
        let found = find(previews, fetcher, &job).await?;
        previews.finish(job, found).await
    };
    if let Err(error) = outcome.await {
        tracing::warn!(%error, "a link could not be worked off; it comes again");
    }
    user
}

async fn find(
    previews: &Previews,
    fetcher: &Fetcher,
    job: &PreviewJob,
) -> Result<Option<PreviewFound>, ServiceError> {
    let Ok(mut address) = Url::parse(&job.url) else { return Ok(None) };
    // It is not sent, so it is no difference.
    address.set_fragment(None);
    if let Some(known) = previews.known(address.as_str()).await? {
        return Ok(known);
    }
    if !previews.may_look(job.user) {
        tracing::debug!("somebody has had enough links looked at for now");
        return Ok(None);
    }
    let fetched = match fetcher.look(&address).await {
        Ok(fetched) => fetched,
        Err(error) => {
            // Not the address: people's links are nobody's business.
            tracing::debug!(%error, "a link leads to nothing that can be shown");
            None
        }
    };
    let found = match fetched {
        None => None,
        Some(fetched) => {
            let image = match fetched.picture {
                Some(picture) => previews.keep_picture(job.user, picture).await?,
                None => None,
            };
            Some(PreviewFound { page: fetched.page.card, image })
        }
    };
    previews.remember(address.as_str(), found.as_ref()).await?;
    Ok(found)
}
