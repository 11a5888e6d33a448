//! The certificates with which the program encrypts its own port.
//!
//! Two sources: files that the owner keeps ([`Certificates::from_files`]), which are read again when they change, and
//! an authority of the program's own for home networks ([`Certificates::of_home`]), made once and kept in the data
//! directory, which signs a short-lived certificate for every address and name of this machine.
//!
//! It never opens a socket: `http` and `media` take the ready configurations.

mod authority;
mod certificates;
mod error;
mod files;
mod names;

pub use self::{
    authority::Authority,
    certificates::{Certificates, TURN_PROTOCOL},
    error::TlsError,
    names::Names,
};
