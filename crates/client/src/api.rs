//! REST.

use reqwest::{Method, StatusCode};
use serde::{Serialize, de::DeserializeOwned};
use zvonilka_model::{ChatId, UserId};
use zvonilka_protocol::{
    Chat, CreateChat, History, LogIn, Message, Problem, Refresh, Register, SendMessage, Session,
};

use crate::{ClientError, Socket};

/// A success: its status and its body.
#[derive(Debug)]
pub struct Answer<T> {
    /// The status.
    pub status: StatusCode,
    /// The body.
    pub body: T,
}

/// A server, and possibly somebody's access token.
#[derive(Debug, Clone)]
pub struct Api {
    http: reqwest::Client,
    base: String,
    token: Option<String>,
}

impl Api {
    /// A stranger's view of a server, such as `http://127.0.0.1:3000`.
    #[must_use]
    pub fn new(base: impl Into<String>) -> Self {
        let base = base.into().trim_end_matches('/').to_owned();
        Self { http: reqwest::Client::new(), base, token: None }
    }

    /// The same server with an access token.
    #[must_use]
    pub fn with_token(&self, token: impl Into<String>) -> Self {
        Self { token: Some(token.into()), ..self.clone() }
    }

    /// Where the server is.
    #[must_use]
    pub fn base(&self) -> &str {
        &self.base
    }

    /// The access token, if there is one.
    #[must_use]
    pub fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    /// A bare request to a path such as `/api/chats`, for whoever wants to see the answer as it is.
    pub fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        let request = self.http.request(method, format!("{}{path}", self.base));
        match &self.token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }

    /// Sends a request and reads a JSON answer.
    ///
    /// # Errors
    /// [`ClientError::Refused`] for an answer that is not a success.
    pub async fn json<B: Serialize + Sync, T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        body: Option<&B>,
    ) -> Result<Answer<T>, ClientError> {
        let mut request = self.request(method, path);
        if let Some(body) = body {
            request = request.json(body);
        }
        let answer = checked(request.send().await?).await?;
        Ok(Answer { status: answer.status(), body: answer.json().await? })
    }

    /// `GET` of a JSON resource.
    ///
    /// # Errors
    /// [`ClientError`].
    pub async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, ClientError> {
        self.json(Method::GET, path, None::<&()>).await.map(|answer| answer.body)
    }

    /// Sends a request whose answer has no body.
    ///
    /// # Errors
    /// [`ClientError`].
    pub async fn command<B: Serialize + Sync>(
        &self,
        method: Method,
        path: &str,
        body: Option<&B>,
    ) -> Result<StatusCode, ClientError> {
        let mut request = self.request(method, path);
        if let Some(body) = body {
            request = request.json(body);
        }
        Ok(checked(request.send().await?).await?.status())
    }

    /// Makes an account.
    ///
    /// # Errors
    /// [`ClientError`].
    pub async fn register(&self, new: &Register) -> Result<Session, ClientError> {
        self.json(Method::POST, "/api/auth/register", Some(new)).await.map(|answer| answer.body)
    }

    /// Signs in.
    ///
    /// # Errors
    /// [`ClientError`].
    pub async fn log_in(&self, given: &LogIn) -> Result<Session, ClientError> {
        self.json(Method::POST, "/api/auth/login", Some(given)).await.map(|answer| answer.body)
    }

    /// Exchanges a refresh token.
    ///
    /// # Errors
    /// [`ClientError`].
    pub async fn refresh(&self, refresh_token: &str) -> Result<Session, ClientError> {
        let body = Refresh { refresh_token: Some(refresh_token.to_owned()) };
        self.json(Method::POST, "/api/auth/refresh", Some(&body)).await.map(|answer| answer.body)
    }

    /// The direct chat with somebody, made if need be.
    ///
    /// # Errors
    /// [`ClientError`].
    pub async fn open_direct(&self, user_id: UserId) -> Result<Chat, ClientError> {
        let body = CreateChat::Direct { user_id };
        self.json(Method::POST, "/api/chats", Some(&body)).await.map(|answer| answer.body)
    }

    /// Sends a text over REST.
    ///
    /// # Errors
    /// [`ClientError`].
    pub async fn send(&self, chat: ChatId, client_id: &str, text: &str) -> Result<Message, ClientError> {
        let body = SendMessage {
            client_id: client_id.to_owned(),
            text: Some(text.to_owned()),
            ..SendMessage::default()
        };
        let path = format!("/api/chats/{chat}/messages");
        self.json(Method::POST, &path, Some(&body)).await.map(|answer| answer.body)
    }

    /// All messages of a chat, oldest first, page by page.
    ///
    /// # Errors
    /// [`ClientError`].
    pub async fn whole_history(&self, chat: ChatId) -> Result<Vec<Message>, ClientError> {
        let mut all = Vec::new();
        loop {
            let after = all.last().map_or(0, |m: &Message| m.seq);
            let page: History =
                self.get(&format!("/api/chats/{chat}/messages?after={after}&limit=200")).await?;
            all.extend(page.items);
            if !page.has_more {
                return Ok(all);
            }
        }
    }

    /// Opens the socket with this token.
    ///
    /// # Errors
    /// [`ClientError`].
    pub async fn socket(&self) -> Result<(Socket, crate::Events), ClientError> {
        Socket::open(&self.base, self.token.as_deref().unwrap_or_default()).await
    }
}

async fn checked(answer: reqwest::Response) -> Result<reqwest::Response, ClientError> {
    if answer.status().is_success() {
        return Ok(answer);
    }
    let status = answer.status();
    match answer.json::<Problem>().await {
        Ok(problem) => Err(ClientError::Refused(Box::new(problem))),
        Err(error) => Err(ClientError::Protocol(format!("{status} without a problem body: {error}"))),
    }
}
