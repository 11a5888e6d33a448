//! Who is believed to be who they say.

use std::sync::Arc;

use tokio_rustls::{
    TlsConnector,
    rustls::{ClientConfig, RootCertStore, crypto::aws_lc_rs, pki_types::CertificateDer},
};

/// Whose word is taken for who somebody is.
#[derive(Debug, Clone)]
pub struct Roots {
    store: RootCertStore,
    /// The same as they came.
    certificates: Vec<CertificateDer<'static>>,
}

impl Roots {
    /// The certificates that this system trusts. None at all means that no `https` page can be looked at, which is said.
    #[must_use]
    pub fn of_the_system() -> Self {
        let found = rustls_native_certs::load_native_certs();
        let roots = Self::from_certificates(found.certs);
        if roots.certificates.is_empty() {
            tracing::warn!(
                errors = ?found.errors,
                "no trusted certificates were found on this system (package ca-certificates): https links get no preview, and no \
                 encrypted mail server is believed"
            );
        }
        roots
    }

    /// Only these certificates, in DER. What is none is passed over.
    #[must_use]
    pub fn only(certificates: impl IntoIterator<Item = Vec<u8>>) -> Self {
        Self::from_certificates(certificates.into_iter().map(CertificateDer::from))
    }

    fn from_certificates(certificates: impl IntoIterator<Item = CertificateDer<'static>>) -> Self {
        let mut store = RootCertStore::empty();
        let certificates = certificates.into_iter().filter(|one| store.add(one.clone()).is_ok()).collect();
        Self { store, certificates }
    }

    /// In DER, only those that can be believed.
    pub(crate) fn certificates(&self) -> &[CertificateDer<'static>] {
        &self.certificates
    }

    pub(crate) fn connector(self) -> TlsConnector {
        let config = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("the provider knows the versions that are safe")
            .with_root_certificates(self.store)
            .with_no_client_auth();
        TlsConnector::from(Arc::new(config))
    }
}
