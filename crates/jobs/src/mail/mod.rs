//! Letters: handing them to the owner's mail server (SMTP, RFC 5321), and the task that takes what there is to write.

mod send;
mod worker;

pub use send::{Mailer, MailerError, SmtpSecurity, SmtpServer};
pub(crate) use worker::run;
