//! What can go wrong on the client's side.

use zvonilka_protocol::{Problem, socket::SocketError};

/// Why a request failed.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// The server refused a REST request.
    #[error("refused: {} {} ({})", .0.status, .0.code, .0.detail)]
    Refused(Box<Problem>),
    /// The server refused a socket request.
    #[error("refused: {} ({})", .0.code, .0.message)]
    SocketRefused(Box<SocketError>),
    /// The socket is closed; the code is the server's, if it gave one.
    #[error("the socket is closed (code {code:?})")]
    Closed {
        /// The close code.
        code: Option<u16>,
    },
    /// The server could not be reached.
    #[error("no connection: {0}")]
    Http(#[from] reqwest::Error),
    /// The socket could not be opened.
    #[error("no socket: {0}")]
    Socket(#[from] Box<tokio_tungstenite::tungstenite::Error>),
    /// The server said something that is not in the protocol.
    #[error("not in the protocol: {0}")]
    Protocol(String),
}

impl ClientError {
    /// Whether the server itself said no, so that trying again as it is cannot help.
    #[must_use]
    pub const fn is_refusal(&self) -> bool {
        matches!(self, Self::Refused(_) | Self::SocketRefused(_))
    }
}

impl ClientError {
    /// The status of a REST answer, or of the answer to the request for a socket, that was no success.
    #[must_use]
    pub fn http_status(&self) -> Option<u16> {
        match self {
            Self::Refused(problem) => Some(problem.status),
            Self::Socket(error) => {
                let tokio_tungstenite::tungstenite::Error::Http(answer) = error.as_ref() else { return None };
                Some(answer.status().as_u16())
            }
            Self::SocketRefused(_) | Self::Closed { .. } | Self::Http(_) | Self::Protocol(_) => None,
        }
    }
}

impl From<tokio_tungstenite::tungstenite::Error> for ClientError {
    fn from(error: tokio_tungstenite::tungstenite::Error) -> Self {
        Self::Socket(Box::new(error))
    }
}
