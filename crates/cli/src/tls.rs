//! The certificates of the program's own port.

use std::{path::Path, sync::Arc};

use zvonilka_config::Tls;
use zvonilka_http::{HomeAuthority, PortEncryption};
use zvonilka_model::Clock;
use zvonilka_tls::{Certificates, TlsError};

/// Opens what the owner set; `None` when the port is not encrypted. Without a good certificate the program does not start:
/// serving in the open instead would be worse.
pub(crate) fn open(
    tls: &Tls,
    data_dir: &Path,
    clock: Arc<dyn Clock>,
) -> Result<Option<Arc<Certificates>>, TlsError> {
    let certificates = match tls {
        Tls::Off => return Ok(None),
        Tls::Files { certificate, key } => Certificates::from_files(certificate, key, clock)?,
        Tls::Home { names } => Certificates::of_home(&data_dir.join("tls"), names.clone(), clock)?,
    };
    Ok(Some(Arc::new(certificates)))
}

/// What the edge has to know of it. `address` is where devices of the same network come to.
pub(crate) fn encryption(certificates: Option<&Certificates>, address: String) -> PortEncryption {
    match certificates.map(Certificates::authority) {
        None => PortEncryption::Off,
        Some(None) => PortEncryption::Trusted,
        Some(Some(authority)) => PortEncryption::Home(HomeAuthority {
            certificate: authority.certificate().to_vec(),
            fingerprint: authority.fingerprint(),
            address,
        }),
    }
}
