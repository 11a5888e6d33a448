//! What listeners encrypt with, and its renewal while they run.

use std::{path::Path, sync::Arc, time::Duration};

use parking_lot::{Mutex, RwLock};
use tokio::time::{MissedTickBehavior, interval};
use tokio_rustls::rustls::{
    ServerConfig,
    crypto::aws_lc_rs::{Ticketer, default_provider},
    server::{ClientHello, ResolvesServerCert},
    sign::CertifiedKey,
};
use tokio_util::sync::CancellationToken;
use zvonilka_model::{Clock, Timestamp};

use crate::{
    Authority, Names, TlsError,
    authority::RENEW_AFTER_SECONDS,
    files::{Files, Version},
};

/// How TURN is named in a handshake (RFC 7443).
pub const TURN_PROTOCOL: &[u8] = b"stun.turn";

/// How often files and addresses are looked at.
const LOOK: Duration = Duration::from_secs(30);

/// The certificate in use, and where the next one comes from.
pub struct Certificates {
    current: Arc<Current>,
    source: Source,
    clock: Arc<dyn Clock>,
}

#[derive(Debug)]
enum Source {
    Files { files: Files, version: Mutex<Version> },
    Home { authority: Box<Authority>, added: Vec<String>, made: Mutex<(Names, Timestamp)> },
}

/// What a look at the source led to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    Same,
    Renewed,
}

impl Certificates {
    /// The owner's own certificate and key, both PEM; the certificate's file may hold the whole chain.
    ///
    /// # Errors
    /// [`TlsError`], one sentence for the owner.
    pub fn from_files(certificate: &Path, key: &Path, clock: Arc<dyn Clock>) -> Result<Self, TlsError> {
        let files = Files::new(certificate, key);
        // Before reading: what is written meanwhile counts as a change.
        let version = Mutex::new(files.version()?);
        let current = Current::new(files.read()?);
        Ok(Self { current, source: Source::Files { files, version }, clock })
    }

    /// Certificates by an authority of our own in `dir`, for this machine's addresses and names and for `added` ones.
    ///
    /// # Errors
    /// [`TlsError`], one sentence for the owner.
    pub fn of_home(dir: &Path, added: Vec<String>, clock: Arc<dyn Clock>) -> Result<Self, TlsError> {
        let now = clock.now();
        let authority = Box::new(Authority::open(dir, now)?);
        let names = Names::of_this_machine(&added);
        let current = Current::new(authority.sign(&names, now)?);
        let made = Mutex::new((names, now));
        Ok(Self { current, source: Source::Home { authority, added, made }, clock })
    }

    /// For the page and the API, and for TURN on the same port.
    ///
    /// # Errors
    /// [`TlsError::Rustls`] when the system has no random numbers.
    pub fn for_web(&self) -> Result<Arc<ServerConfig>, TlsError> {
        self.config(&[b"h2", b"http/1.1", TURN_PROTOCOL])
    }

    /// For TURN on a port of its own.
    ///
    /// # Errors
    /// [`TlsError::Rustls`] when the system has no random numbers.
    pub fn for_turn(&self) -> Result<Arc<ServerConfig>, TlsError> {
        self.config(&[TURN_PROTOCOL])
    }

    fn config(&self, protocols: &[&[u8]]) -> Result<Arc<ServerConfig>, TlsError> {
        let mut config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_cert_resolver(Arc::clone(&self.current) as _);
        config.alpn_protocols = protocols.iter().map(|name| name.to_vec()).collect();
        // Whoever comes back, as all do after a restart of their network, needs no signature of ours.
        config.ticketer = Ticketer::new()?;
        Ok(Arc::new(config))
    }

    /// The authority that devices have to trust; `None` when the owner's files are used.
    #[must_use]
    pub const fn authority(&self) -> Option<&Authority> {
        match &self.source {
            Source::Home { authority, .. } => Some(&**authority),
            Source::Files { .. } => None,
        }
    }

    /// Renews the certificate whenever its source says so, until `stop`. What goes wrong is logged and tried again; the
    /// certificate in use stays.
    pub async fn keep_fresh(self: Arc<Self>, stop: CancellationToken) {
        let mut looks = interval(LOOK);
        looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        while stop.run_until_cancelled(looks.tick()).await.is_some() {
            let this = Arc::clone(&self);
            match tokio::task::spawn_blocking(move || this.look()).await {
                Ok(Ok(Look::Renewed)) => tracing::info!("a new certificate is in use"),
                Ok(Ok(Look::Same)) => {}
                Ok(Err(error)) => tracing::warn!("the certificate in use stays: {error}"),
                Err(error) => tracing::error!(%error, "looking at the certificate failed"),
            }
        }
    }

    fn look(&self) -> Result<Look, TlsError> {
        match &self.source {
            Source::Files { files, version } => {
                let found = files.version()?;
                if *version.lock() == found {
                    return Ok(Look::Same);
                }
                // While only one of the two is new they do not fit, and the next look reads them again.
                self.current.replace(files.read()?);
                *version.lock() = found;
            }
            Source::Home { authority, added, made } => {
                let (now, names) = (self.clock.now(), Names::of_this_machine(added));
                let is_good = {
                    let (known, since) = &*made.lock();
                    *known == names && now.seconds() - since.seconds() < RENEW_AFTER_SECONDS
                };
                if is_good {
                    return Ok(Look::Same);
                }
                self.current.replace(authority.sign(&names, now)?);
                *made.lock() = (names, now);
            }
        }
        Ok(Look::Renewed)
    }
}

/// The certificate that the next handshake gets.
#[derive(Debug)]
struct Current(RwLock<Arc<CertifiedKey>>);

impl Current {
    fn new(key: Arc<CertifiedKey>) -> Arc<Self> {
        Arc::new(Self(RwLock::new(key)))
    }

    fn replace(&self, key: Arc<CertifiedKey>) {
        *self.0.write() = key;
    }
}

impl ResolvesServerCert for Current {
    fn resolve(&self, _hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(Arc::clone(&self.0.read()))
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use rcgen::{CertifiedKey as Made, KeyPair, generate_simple_self_signed};
    use zvonilka_model::SystemClock;

    use super::*;

    fn clock() -> Arc<dyn Clock> {
        Arc::new(SystemClock)
    }

    fn made() -> (String, String) {
        let Made { cert, signing_key } = generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        (cert.pem(), KeyPair::serialize_pem(&signing_key))
    }

    fn in_use(certificates: &Certificates) -> Vec<u8> {
        certificates.current.0.read().cert[0].to_vec()
    }

    #[test]
    fn files_are_read_again_when_both_have_changed_and_fit() {
        let dir = tempfile::tempdir().unwrap();
        let (certificate, key) = (dir.path().join("cert.pem"), dir.path().join("key.pem"));
        let ((first, first_key), (second, second_key)) = (made(), made());
        fs::write(&certificate, first).unwrap();
        fs::write(&key, first_key).unwrap();
        let certificates = Certificates::from_files(&certificate, &key, clock()).unwrap();
        let before = in_use(&certificates);
        assert_eq!(certificates.look().unwrap(), Look::Same);
        // A longer file shows as a change even where the file system's times are coarse.
        fs::write(&certificate, format!("{second}\n")).unwrap();
        assert!(matches!(certificates.look().unwrap_err(), TlsError::Unfit { .. }));
        assert_eq!(in_use(&certificates), before);
        fs::write(&key, format!("{second_key}\n")).unwrap();
        assert_eq!(certificates.look().unwrap(), Look::Renewed);
        assert_ne!(in_use(&certificates), before);
        assert_eq!(certificates.look().unwrap(), Look::Same);
        fs::remove_file(&key).unwrap();
        assert!(matches!(certificates.look().unwrap_err(), TlsError::File { .. }));
    }

    #[test]
    fn what_is_no_certificate_or_no_key_is_named() {
        let dir = tempfile::tempdir().unwrap();
        let (certificate, key) = (dir.path().join("cert.pem"), dir.path().join("key.pem"));
        let (good, good_key) = made();
        let open = || Certificates::from_files(&certificate, &key, clock()).map(|_| ()).unwrap_err();
        assert!(matches!(open(), TlsError::File { path, .. } if path == certificate));
        fs::write(&certificate, "nonsense").unwrap();
        fs::write(&key, &good_key).unwrap();
        assert!(matches!(open(), TlsError::NoCertificate { .. }));
        fs::write(&certificate, &good).unwrap();
        fs::write(&key, &good).unwrap();
        assert!(matches!(open(), TlsError::NoKey { .. }));
        fs::write(&key, made().1).unwrap();
        assert!(matches!(open(), TlsError::Unfit { .. }));
    }

    #[test]
    fn at_home_a_new_certificate_is_made_in_time_and_by_the_same_authority() {
        let dir = tempfile::tempdir().unwrap();
        let certificates = Certificates::of_home(dir.path(), vec!["nas.lan".to_owned()], clock()).unwrap();
        let before = in_use(&certificates);
        assert_eq!(certificates.look().unwrap(), Look::Same);
        if let Source::Home { made, .. } = &certificates.source {
            made.lock().1 = Timestamp::from_millis(0);
        }
        assert_eq!(certificates.look().unwrap(), Look::Renewed);
        assert_ne!(in_use(&certificates), before);
        let authority = certificates.authority().expect("at home").certificate().to_vec();
        assert_eq!(certificates.current.0.read().cert[1].as_ref(), authority);
    }
}
