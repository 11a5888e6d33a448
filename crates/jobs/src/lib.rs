//! Work that nobody waits for: looking where the links of messages lead, so that chats show a title and a picture; and
//! telling devices of things while no page is open there (Web Push); and handing letters to the owner's mail server.
//!
//! Whoever writes a link makes this program send a request to an address of their choosing, from inside the owner's
//! network. So every hop is checked anew ([`Policy`]): the scheme, the port, and every address that the name resolves to;
//! the connection goes to exactly an address that was checked. Everything is bounded: time, bytes (also unpacked ones),
//! redirects, looks at once, at one site and for one person.
//!
//! The addresses of push services come from browsers, which may say anything: the same checks hold for them.
//!
//! This crate holds no rules and no SQL: what is looked at, told or written, and what becomes of it, is `service`'s
//! ([`Previews`], [`Push`], [`Mail`]). Start at [`start`], [`start_push`] and [`start_mail`]; one look is [`Fetcher`], one
//! push [`Pusher`], one letter [`Mailer`].

mod body;
mod charset;
mod dial;
mod fetch;
mod mail;
mod page;
mod policy;
mod push;
mod queue;
mod resolve;
mod tls;
mod worker;

use tokio_util::{sync::CancellationToken, task::TaskTracker};
use zvonilka_service::{Mail, Previews, Push};

pub use fetch::{FetchError, FetchLimits, Fetched, Fetcher};
pub use mail::{Mailer, MailerError, SmtpSecurity, SmtpServer};
pub use page::{Page, read, read_bytes};
pub use policy::{Policy, Ports, is_private, is_public};
pub use push::{Pusher, SealError, seal};
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

/// Tells devices what there is to tell until `stop`, unless the owner switched that off.
pub fn start_push(
    push: Push,
    pusher: impl FnOnce() -> Pusher,
    tasks: &TaskTracker,
    stop: &CancellationToken,
) {
    if push.enabled() {
        tasks.spawn(push::run(push, pusher(), stop.clone()));
    }
}

/// Sends letters until `stop`, through the owner's mail server.
pub fn start_mail(mail: Mail, mailer: Mailer, tasks: &TaskTracker, stop: &CancellationToken) {
    tasks.spawn(mail::run(mail, mailer, stop.clone()));
}
