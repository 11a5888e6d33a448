//! What the test suites of several crates share. For development only: the program never contains it.
//!
//! Start reading at [`postgres`].

pub mod authenticator;
pub mod clock;
pub mod code_app;
pub mod mail_server;
pub mod outage;
pub mod postgres;
pub mod process;
pub mod push_service;
pub mod rooms;
pub mod server;
pub mod service;
pub mod site;
pub mod sqlite;
