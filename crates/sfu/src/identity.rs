//! Who answers: a certificate that all lines share.

use std::sync::Arc;

use str0m::{
    config::{CryptoProvider, DtlsCert},
    crypto,
};

use crate::SfuError;

/// Who answers. Made once: a certificate costs a while, and all lines of one server may know that they are of one.
#[derive(Debug, Clone)]
pub struct Identity {
    pub(crate) provider: Arc<CryptoProvider>,
    pub(crate) certificate: DtlsCert,
}

impl Identity {
    /// Makes a new one.
    ///
    /// # Errors
    /// [`SfuError::Certificate`] when the cryptography does not work.
    pub fn generate() -> Result<Self, SfuError> {
        let provider = crypto::from_feature_flags();
        let certificate = provider.dtls_provider.generate_certificate();
        let certificate = certificate.ok_or_else(|| SfuError::Certificate("refused".to_owned()))?;
        Ok(Self { provider: Arc::new(provider), certificate })
    }
}
