//! One letter to the mail server.

use std::time::Duration;

use lettre::{
    Address, AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor,
    message::{
        Mailbox, MultiPart,
        header::{HeaderName, HeaderValue},
    },
    transport::smtp::{
        authentication::Credentials,
        client::{Certificate, CertificateStore, Tls, TlsParameters, TlsParametersBuilder},
        extension::ClientId,
    },
};
use tokio::time::timeout;
use zvonilka_service::{MailDelivery, MailOutcome};

use crate::Roots;

/// For one step of the conversation.
const STEP: Duration = Duration::from_secs(20);
/// For all of it; shorter than the lease of a letter.
const WHOLE: Duration = Duration::from_secs(90);

/// The owner's mail server.
#[derive(Clone)]
pub struct SmtpServer {
    /// Its name or address.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the way there is encrypted.
    pub security: SmtpSecurity,
    /// User and password, where it wants them.
    pub credentials: Option<(String, String)>,
    /// The name that stands above letters, if any.
    pub from_name: Option<String>,
    /// The address from which they come.
    pub from_address: String,
}

/// How the way to the mail server is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SmtpSecurity {
    /// From the first byte (RFC 8314).
    Tls,
    /// After `STARTTLS`, and nothing is said without it (RFC 3207).
    StartTls,
    /// Not at all.
    Off,
}

/// Hands letters to the mail server. Cheap to clone.
#[derive(Clone)]
pub struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

/// Why there can be no [`Mailer`].
#[derive(Debug, thiserror::Error)]
pub enum MailerError {
    /// From this address nothing can be sent.
    #[error("{0:?} is not an address from which letters can be sent")]
    From(String),
    /// The encryption cannot be made ready.
    #[error("the encryption cannot be made ready")]
    Tls(#[source] lettre::transport::smtp::Error),
}

impl Mailer {
    /// Makes everything ready; nothing is sent yet. The mail server has to be vouched for by `roots`.
    ///
    /// # Errors
    /// [`MailerError`].
    pub fn new(server: SmtpServer, roots: &Roots) -> Result<Self, MailerError> {
        let address: Address =
            server.from_address.parse().map_err(|_| MailerError::From(server.from_address.clone()))?;
        let tls = match server.security {
            SmtpSecurity::Tls => Tls::Wrapper(parameters(&server.host, roots)?),
            SmtpSecurity::StartTls => Tls::Required(parameters(&server.host, roots)?),
            SmtpSecurity::Off => Tls::None,
        };
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&server.host)
            .port(server.port)
            .tls(tls)
            .timeout(Some(STEP))
            .hello_name(ClientId::Domain(address.domain().to_owned()));
        if let Some((user, password)) = server.credentials {
            builder = builder.credentials(Credentials::new(user, password));
        }
        Ok(Self { transport: builder.build(), from: Mailbox::new(server.from_name, address) })
    }

    /// Sends one letter and says what came of it. Whatever goes wrong is in the answer. No address goes into the log.
    pub async fn send(&self, delivery: &MailDelivery) -> MailOutcome {
        let Some(message) = self.message(delivery) else {
            tracing::warn!("a letter to an address that is none");
            return MailOutcome::Refused;
        };
        match timeout(WHOLE, self.transport.send(message)).await {
            Ok(Ok(_)) => MailOutcome::Accepted,
            Ok(Err(error)) if is_final(&error) => {
                tracing::warn!(status = error.status().map(u16::from), "the mail server refuses a letter");
                MailOutcome::Refused
            }
            Ok(Err(error)) => {
                tracing::warn!(error = %reason(&error), "the mail server does not take a letter now; tried again later");
                MailOutcome::Later
            }
            Err(_) => {
                tracing::warn!("the mail server is too slow; tried again later");
                MailOutcome::Later
            }
        }
    }

    fn message(&self, delivery: &MailDelivery) -> Option<Message> {
        let to: Address = delivery.to.parse().ok()?;
        let body = MultiPart::alternative_plain_html(delivery.text.clone(), delivery.html.clone());
        let mut message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(delivery.subject.clone())
            .message_id(None)
            .multipart(body)
            .ok()?;
        // Nobody's answering machine has to answer (RFC 3834).
        let automatic = HeaderName::new_from_ascii_str("Auto-Submitted");
        message.headers_mut().insert_raw(HeaderValue::new(automatic, "auto-generated".to_owned()));
        Some(message)
    }
}

/// A refusal that will not change. That the mail server does not know *us* (530, 534, 535) is the owner's to mend: what
/// waits is sent when they have.
fn is_final(error: &lettre::transport::smtp::Error) -> bool {
    error.is_permanent()
        && !error.status().is_some_and(|code| matches!(u16::from(code), 530 | 534 | 535 | 538))
}

/// What happened without what the other side said: that may repeat an address.
fn reason(error: &lettre::transport::smtp::Error) -> String {
    match error.status() {
        Some(code) => format!("answer {code}"),
        None => {
            let mut text = error.to_string();
            let mut source = std::error::Error::source(error);
            while let Some(cause) = source {
                text = format!("{text}: {cause}");
                source = cause.source();
            }
            text
        }
    }
}

fn parameters(host: &str, roots: &Roots) -> Result<TlsParameters, MailerError> {
    let mut builder = TlsParametersBuilder::new(host.to_owned()).certificate_store(CertificateStore::None);
    for certificate in roots.certificates() {
        builder = builder
            .add_root_certificate(Certificate::from_der(certificate.to_vec()).map_err(MailerError::Tls)?);
    }
    builder.build_rustls().map_err(MailerError::Tls)
}
