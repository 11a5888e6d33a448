//! Who answers: a certificate that all calls share.

use std::sync::Arc;

use str0m::{
    config::{CryptoProvider, DtlsCert},
    crypto,
};

use crate::EchoError;

/// Who answers. Made once: a certificate costs a while, and nobody compares two calls.
#[derive(Debug, Clone)]
pub struct Identity {
    pub(crate) provider: Arc<CryptoProvider>,
    pub(crate) certificate: DtlsCert,
}

impl Identity {
    /// Makes a new one.
    ///
    /// # Errors
    /// [`EchoError::Certificate`] when the cryptography does not work.
    pub fn generate() -> Result<Self, EchoError> {
        let provider = crypto::from_feature_flags();
        let certificate = provider.dtls_provider.generate_certificate();
        let certificate = certificate.ok_or_else(|| EchoError::Certificate("refused".to_owned()))?;
        Ok(Self { provider: Arc::new(provider), certificate })
    }
}
