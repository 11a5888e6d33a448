//! Why there are no certificates.

use std::{io, path::PathBuf};

use tokio_rustls::rustls;

/// Why there are no certificates. Each text is one sentence for the owner.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A file is not there or may not be read or written.
    #[error("cannot use {}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file holds no certificate.
    #[error("{} holds no certificate in PEM form (-----BEGIN CERTIFICATE-----)", path.display())]
    NoCertificate {
        /// The file.
        path: PathBuf,
    },
    /// The file holds no key.
    #[error("{} holds no private key in PEM form (-----BEGIN PRIVATE KEY-----)", path.display())]
    NoKey {
        /// The file.
        path: PathBuf,
    },
    /// The two do not belong together, or are of a kind that is not supported.
    #[error("the key in {} does not fit the certificate in {}: {source}", key.display(), certificate.display())]
    Unfit {
        /// The certificate's file.
        certificate: PathBuf,
        /// The key's file.
        key: PathBuf,
        /// Why.
        source: rustls::Error,
    },
    /// The authority's certificate is there, but its key is gone.
    #[error(
        "{} is missing, without which no certificate can be made for this network; put it back from a backup, or delete \
         {} too: then a new authority is made, which every device has to trust anew",
        key.display(), certificate.display()
    )]
    KeyIsGone {
        /// The key's file.
        key: PathBuf,
        /// The certificate's file.
        certificate: PathBuf,
    },
    /// A certificate could not be made or read.
    #[error("cannot make a certificate with the authority in {}: {source}", path.display())]
    Authority {
        /// The authority's file.
        path: PathBuf,
        /// Why.
        source: rcgen::Error,
    },
    /// The cryptography refuses.
    #[error("cannot prepare TLS: {0}")]
    Rustls(#[from] rustls::Error),
}
