//! From names to addresses.

use std::{future::Future, io, net::IpAddr, pin::Pin};

/// The addresses of a name, in the order in which they should be tried.
pub type Resolved<'a> = Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send + 'a>>;

/// From names to addresses. What comes of it is checked before anything is connected to, and used for that one
/// connection only: nobody gains anything by answering differently the second time.
pub trait Resolve: Send + Sync + 'static {
    /// The addresses of a name.
    fn resolve<'a>(&'a self, name: &'a str) -> Resolved<'a>;
}

/// The resolver of the system this runs on.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemResolver;

impl Resolve for SystemResolver {
    fn resolve<'a>(&'a self, name: &'a str) -> Resolved<'a> {
        Box::pin(async move {
            // The port is not looked at: only the addresses are taken over.
            let found = tokio::net::lookup_host((name, 0)).await?;
            Ok(found.map(|address| address.ip()).collect())
        })
    }
}
