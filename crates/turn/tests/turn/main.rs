//! The crate as `media` uses it.

mod codec;
mod model;
mod server;
mod stream;
mod support;
mod vectors;
