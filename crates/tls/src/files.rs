//! Certificates that the owner keeps in files.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
    time::SystemTime,
};

use tokio_rustls::rustls::{
    crypto::aws_lc_rs::default_provider,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject as _},
    sign::CertifiedKey,
};

use crate::TlsError;

/// The certificate's and the key's file.
#[derive(Debug)]
pub(crate) struct Files {
    certificate: PathBuf,
    key: PathBuf,
}

/// What shows that a file was written.
pub(crate) type Version = [(SystemTime, u64); 2];

impl Files {
    pub(crate) fn new(certificate: &Path, key: &Path) -> Self {
        Self { certificate: certificate.to_owned(), key: key.to_owned() }
    }

    /// What shows whether the files were written since.
    pub(crate) fn version(&self) -> Result<Version, TlsError> {
        // Through links: that is how certbot replaces them.
        let of = |path: &Path| {
            let data = fs::metadata(path)?;
            Ok((data.modified()?, data.len()))
        };
        let of = |path: &PathBuf| of(path).map_err(|source| file_error(path, source));
        Ok([of(&self.certificate)?, of(&self.key)?])
    }

    pub(crate) fn read(&self) -> Result<Arc<CertifiedKey>, TlsError> {
        let text = |path: &PathBuf| fs::read(path).map_err(|source| file_error(path, source));
        let no_certificate = || TlsError::NoCertificate { path: self.certificate.clone() };
        let chain: Vec<CertificateDer<'static>> = CertificateDer::pem_slice_iter(&text(&self.certificate)?)
            .collect::<Result<_, _>>()
            .map_err(|_| no_certificate())?;
        if chain.is_empty() {
            return Err(no_certificate());
        }
        let key = PrivateKeyDer::from_pem_slice(&text(&self.key)?)
            .map_err(|_| TlsError::NoKey { path: self.key.clone() })?;
        let fitting = CertifiedKey::from_der(chain, key, &default_provider());
        fitting.map(Arc::new).map_err(|source| TlsError::Unfit {
            certificate: self.certificate.clone(),
            key: self.key.clone(),
            source,
        })
    }
}

fn file_error(path: &Path, source: io::Error) -> TlsError {
    TlsError::File { path: path.to_owned(), source }
}
