//! From a request to typed values. Each extractor refuses with a problem of its own.

mod actor;
mod body;
mod client;
mod cookie;
mod file_reader;
mod id;
mod language;
mod query;
mod scheme;

pub(crate) use actor::{SignedIn, bearer};
pub(crate) use body::{Body, OptionalBody};
pub(crate) use client::{ClientAddress, ClientKind, PeerAddress};
pub(crate) use cookie::cookie_value;
pub(crate) use file_reader::{FILE_COOKIE, FileReader};
pub(crate) use id::{Id, Ids, PathText};
pub(crate) use language::Reads;
pub(crate) use query::{Paging, Query, page_size};
pub(crate) use scheme::{BaseUrl, Encryption, Scheme};
