//! The edge through real sockets, on a real database.

mod access_matrix;
mod bad_input;
mod documents;
mod headers;
mod messages;
mod sessions;
mod socket;
mod wire;
