//! What the server holds of somebody.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use zvonilka_model::Timestamp;

/// What a count is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum HoldingKind {
    /// Sign-ins.
    Sessions,
    /// Passkeys, the secret of codes, and recovery codes.
    WaysIn,
    /// Subscriptions to pushes, and their settings.
    Push,
    /// Letters that wait, links that were sent, and settings of mail.
    Letters,
    /// Contacts and requests to become one.
    Contacts,
    /// Whom I blocked.
    Blocks,
    /// Chats I am in.
    Chats,
    /// Messages of mine.
    Messages,
    /// Signs of mine, and messages that mention me.
    Reactions,
    /// What I deleted for myself, and chats I left.
    Hidden,
    /// Files of mine.
    Files,
    /// Uploads that are not finished.
    Uploads,
    /// Calls I was in.
    Calls,
    /// How my calls were.
    CallReports,
    /// Invitations, and links to groups, that I made.
    Invites,
    /// Simple mode: its people, and what was proposed to me about it.
    SimpleMode,
    /// Entries of chats' logs.
    Log,
    /// What others keep for themselves; not counted.
    OfOthers,
}

/// How much is held of one kind.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Holding {
    /// Of what.
    pub kind: HoldingKind,
    /// How many; absent where it is not counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u64>,
    /// How many bytes, of files.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bytes: Option<u64>,
}

/// `GET /users/me/data`: everything that the server holds of me, besides my profile.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct MyData {
    /// One entry for each kind.
    pub items: Vec<Holding>,
}

/// Where everything that is mine is downloaded.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ExportTicket {
    /// To be opened once, by the session that asked.
    pub url: String,
    /// Until when.
    pub expires_at: Timestamp,
}

/// How far a download of everything is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum ExportStage {
    /// There was none of late.
    None,
    /// It was asked for and has not begun.
    Waiting,
    /// It runs.
    Running,
    /// Everything was sent.
    Done,
    /// It broke off before the end.
    Broken,
}

/// `GET /users/me/export`: my last download of everything.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Export {
    /// How far it is.
    pub stage: ExportStage,
    /// Bytes that were sent.
    pub bytes: u64,
}
