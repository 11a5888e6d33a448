//! The bytes of files: where they lie, what they are, and what is made of pictures.
//!
//! Content is kept under the digest of itself ([`Blobs`]), so that the same picture sent to ten chats lies on the
//! disk once. What is still arriving lies in the [`Staging`] area and is resumed from its length. Pictures lose
//! what they tell about their maker ([`strip`](mod@strip)) and get a small copy of themselves ([`picture`]); that work runs
//! off the async workers, and so that only so many pixels are in memory at once ([`Vault`]).
//!
//! This crate holds no rules and no SQL: it does not know people, chats or quotas, and never decides who may
//! read. Start at [`Vault`].

mod blobs;
mod digest;
mod disk;
mod error;
mod picture;
mod sniff;
mod staging;
mod strip;
mod vault;

pub use blobs::{BlobStream, Blobs, CHUNK_BYTES};
pub use digest::{BlobKey, Checksum, ChecksumKind};
pub use disk::DiskBlobs;
pub use error::FilesError;
pub use picture::{AVATAR_SIDE, Avatar, Picture, SMALL_AVATAR_SIDE, Small, THUMBNAIL_SIDE};
pub use staging::{Arriving, Staging, StagingName};
pub use vault::{Found, Vault};
