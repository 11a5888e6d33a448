//! Where finished content lies. One small trait, so that a disk and an object store look alike.

use std::{io, ops::Range, path::Path};

use bytes::Bytes;
use futures_util::{future::BoxFuture, stream::BoxStream};

use crate::{BlobKey, FilesError};

/// Bytes that one read or write moves: what an upload or a download holds in memory.
pub const CHUNK_BYTES: usize = 64 * 1024;

/// Content on its way to a reader, in pieces of at most [`CHUNK_BYTES`].
pub type BlobStream = BoxStream<'static, io::Result<Bytes>>;

/// Finished content, each under the digest of itself; written once, never changed.
pub trait Blobs: Send + Sync + 'static {
    /// Takes a finished local file in; afterwards it is gone from where it was. Durable when this returns.
    /// Content that is there already stays as it is.
    fn put(&self, key: BlobKey, file: &Path) -> BoxFuture<'_, Result<(), FilesError>>;

    /// Takes in a few bytes.
    fn put_bytes(&self, key: BlobKey, bytes: Bytes) -> BoxFuture<'_, Result<(), FilesError>>;

    /// Part of some content. [`FilesError::Missing`] if it is not there.
    fn read(&self, key: BlobKey, range: Range<u64>) -> BoxFuture<'_, Result<BlobStream, FilesError>>;

    /// Removes content; it is no error if it is not there.
    fn remove(&self, key: BlobKey) -> BoxFuture<'_, Result<(), FilesError>>;

    /// Everything in one of the 256 parts of the storage, in no order.
    fn list(&self, shard: u8) -> BoxFuture<'_, Result<Vec<BlobKey>, FilesError>>;
}
