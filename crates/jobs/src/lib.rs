//! Work that nobody waits for. For now: looking where the links of messages lead, so that chats show a title and a picture.
//!
//! Whoever writes a link makes this program send a request to an address of their choosing, from inside the owner's
//! network. So every hop is checked anew ([`Policy`]): the scheme, the port, and every address that the name resolves to;
//! the connection goes to exactly an address that was checked. Everything is bounded: time, bytes (also unpacked ones),
//! redirects, looks at once, at one site and for one person.
//!
//! This crate holds no rules and no SQL: what is looked at and what becomes of it is `service`'s ([`Previews`]). Start at
//! [`start`]; one look is [`Fetcher`].

mod body;
mod charset;
mod fetch;
mod page;
mod policy;
mod resolve;
mod tls;
mod worker;

use tokio_util::{sync::CancellationToken, task::TaskTracker};
use zvonilka_service::Previews;

pub use fetch::{FetchError, FetchLimits, Fetched, Fetcher};
pub use page::{Page, read, read_bytes};
pub use policy::{Policy, Ports, is_private, is_public};
pub use resolve::{Resolve, Resolved, SystemResolver};
pub use tls::Roots;

/// Looks at links until `stop`, unless the owner switched that off; then nothing is even made ready.
pub fn start(
    previews: Previews,
    fetcher: impl FnOnce() -> Fetcher,
    tasks: &TaskTracker,
    stop: &CancellationToken,
) {
    if previews.enabled() {
        tasks.spawn(worker::run(previews, fetcher(), stop.clone()));
    }
}
