//! The authority of a home network: one certificate that people's devices trust, and what it signs.

use std::{
    fs::{self, DirBuilder, File},
    io::{self, Write as _},
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _},
    path::{Path, PathBuf},
    sync::Arc,
};

use aws_lc_rs::digest::{SHA256, digest};
use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose,
};
use time::{Duration, OffsetDateTime};
use tokio_rustls::rustls::{
    crypto::aws_lc_rs::default_provider,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject as _},
    sign::CertifiedKey,
};
use zvonilka_model::Timestamp;

use crate::{Names, TlsError, names::host_name};

/// Clocks at home go wrong.
const BEFORE: Duration = Duration::days(2);
/// Devices have to be told again when it ends.
const AUTHORITY_LIFETIME: Duration = Duration::days(20 * 365);
/// Apple's devices refuse more than 825 days.
const LEAF_LIFETIME: Duration = Duration::days(90);
/// For how many seconds a certificate is used before a new one is made.
pub(crate) const RENEW_AFTER_SECONDS: i64 = Duration::days(30).whole_seconds();

/// The authority of a home network.
pub struct Authority {
    issuer: Issuer<'static, KeyPair>,
    certificate: CertificateDer<'static>,
    path: PathBuf,
}

impl std::fmt::Debug for Authority {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Authority").field("path", &self.path).finish_non_exhaustive()
    }
}

impl Authority {
    /// Takes the authority in `dir`, or makes it there, readable by this program's user only.
    pub(crate) fn open(dir: &Path, now: Timestamp) -> Result<Self, TlsError> {
        let failed = |path: &Path| {
            let path = path.to_owned();
            move |source| TlsError::File { path, source }
        };
        DirBuilder::new().recursive(true).mode(0o700).create(dir).map_err(failed(dir))?;
        let (path, key_path) = (dir.join("authority.pem"), dir.join("authority-key.pem"));
        let refused = |source| TlsError::Authority { path: path.clone(), source };
        let key = match read(&key_path)? {
            Some(pem) => KeyPair::from_pem(&pem).map_err(|_| TlsError::NoKey { path: key_path.clone() })?,
            None if path.exists() => {
                return Err(TlsError::KeyIsGone { key: key_path, certificate: path });
            }
            None => {
                let key = KeyPair::generate().map_err(refused)?;
                write(&key_path, &key.serialize_pem(), 0o600).map_err(failed(&key_path))?;
                key
            }
        };
        let pem = match read(&path)? {
            Some(pem) => pem,
            // The first start, or one that ended between the two files.
            None => {
                let pem = params(now).self_signed(&key).map_err(refused)?.pem();
                write(&path, &pem, 0o644).map_err(failed(&path))?;
                pem
            }
        };
        let certificate = CertificateDer::from_pem_slice(pem.as_bytes())
            .map_err(|_| TlsError::NoCertificate { path: path.clone() })?;
        let issuer = Issuer::from_ca_cert_der(&certificate, key).map_err(refused)?;
        Ok(Self { issuer, certificate, path })
    }

    /// What devices are given to trust (DER).
    #[must_use]
    pub fn certificate(&self) -> &[u8] {
        &self.certificate
    }

    /// What devices show of it, to be compared: SHA-256, as `AB:CD:…`.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let hash = digest(&SHA256, &self.certificate);
        hash.as_ref().iter().map(|byte| format!("{byte:02X}")).collect::<Vec<_>>().join(":")
    }

    /// Makes a certificate for this machine, with a key that is never written down.
    pub(crate) fn sign(&self, names: &Names, now: Timestamp) -> Result<Arc<CertifiedKey>, TlsError> {
        let refused = |source| TlsError::Authority { path: self.path.clone(), source };
        let mut params = CertificateParams::new(names.texts()).map_err(refused)?;
        let now = moment(now);
        (params.not_before, params.not_after) = (now - BEFORE, now + LEAF_LIFETIME);
        params.distinguished_name.push(DnType::CommonName, "Zvonilka");
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.use_authority_key_identifier_extension = true;
        let key = KeyPair::generate().map_err(refused)?;
        let leaf = params.signed_by(&key, &self.issuer).map_err(refused)?;
        let chain = vec![leaf.der().clone(), self.certificate.clone()];
        let key = PrivateKeyDer::Pkcs8(key.serialize_der().into());
        Ok(Arc::new(CertifiedKey::from_der(chain, key, &default_provider())?))
    }
}

fn params(now: Timestamp) -> CertificateParams {
    let mut params = CertificateParams::default();
    let now = moment(now);
    (params.not_before, params.not_after) = (now - BEFORE, now + AUTHORITY_LIFETIME);
    // Under this name people find it in their devices' lists.
    let name = host_name().map_or_else(|| "Zvonilka".to_owned(), |host| format!("Zvonilka ({host})"));
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params
}

fn moment(now: Timestamp) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(now.seconds()).unwrap_or(OffsetDateTime::UNIX_EPOCH)
}

fn read(path: &Path) -> Result<Option<String>, TlsError> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(TlsError::File { path: path.to_owned(), source }),
    }
}

/// Whole or not at all.
fn write(path: &Path, text: &str, mode: u32) -> io::Result<()> {
    let unfinished = path.with_extension("new");
    let mut file = File::options().create(true).truncate(true).write(true).mode(mode).open(&unfinished)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    fs::rename(unfinished, path)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_700_000_000_000);

    #[test]
    fn it_is_made_once_and_its_key_is_nobodys_business() {
        let dir = tempfile::tempdir().unwrap();
        let made = Authority::open(&dir.path().join("tls"), NOW).unwrap();
        let again = Authority::open(&dir.path().join("tls"), NOW).unwrap();
        assert_eq!(made.certificate(), again.certificate());
        assert_eq!(made.fingerprint().len(), 32 * 3 - 1);
        let key = dir.path().join("tls/authority-key.pem");
        assert_eq!(fs::metadata(&key).unwrap().permissions().mode() & 0o777, 0o600);
        // A start that was cut short after the key.
        fs::remove_file(dir.path().join("tls/authority.pem")).unwrap();
        Authority::open(&dir.path().join("tls"), NOW).unwrap();
    }

    #[test]
    fn without_its_key_nothing_is_made_in_silence() {
        let dir = tempfile::tempdir().unwrap();
        Authority::open(dir.path(), NOW).unwrap();
        fs::remove_file(dir.path().join("authority-key.pem")).unwrap();
        let refused = Authority::open(dir.path(), NOW).unwrap_err();
        assert!(matches!(refused, TlsError::KeyIsGone { .. }), "{refused}");
        fs::write(dir.path().join("authority-key.pem"), "nonsense").unwrap();
        let refused = Authority::open(dir.path(), NOW).unwrap_err();
        assert!(matches!(refused, TlsError::NoKey { .. }), "{refused}");
    }
}
