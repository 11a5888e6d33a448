//! Messages and what hangs on them: reactions, notes, edits, previews.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use zvonilka_model as model;
use zvonilka_model::{ChatId, MessageId, Timestamp, UserId};

use crate::{
    CallCard, File, Role, User,
    files::{file_url, placeholder},
};

/// What a message carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum MessageKind {
    /// Words.
    Text,
    /// A recorded voice.
    Voice,
    /// Pictures and videos, perhaps with words.
    Media,
    /// Other files, perhaps with words.
    File,
    /// A call that is over.
    Call,
    /// What happened to the chat, said by the server.
    System,
}

/// A message. A later change of it is an event with a later `seq`, which becomes its `rev`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Message {
    /// Its id.
    pub id: MessageId,
    /// Where it was sent.
    pub chat_id: ChatId,
    /// Its place in the chat's log, from 1.
    pub seq: i64,
    /// The place of its last change.
    pub rev: i64,
    /// Who sent it; for a call card, who called; for a system note, who did it.
    pub sender_id: UserId,
    /// The sender's own id of it.
    pub client_id: String,
    /// What it carries.
    pub kind: MessageKind,
    /// Its words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Its call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call: Option<CallCard>,
    /// What happened to the chat.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system: Option<SystemNote>,
    /// The message of the same chat that it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<MessageId>,
    /// Whose words they were first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forwarded_from: Option<ForwardedFrom>,
    /// Files it carries, at most 10.
    #[serde(default)]
    pub attachments: Vec<File>,
    /// What people answered with a sign.
    #[serde(default)]
    pub reactions: Vec<Reaction>,
    /// Members whom it names with `@login`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<UserId>,
    /// What its first link leads to, once the server has looked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preview: Option<LinkPreview>,
    /// When the server took it in.
    pub created_at: Timestamp,
    /// When it was last edited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edited_at: Option<Timestamp>,
    /// When it was deleted for everybody: what remains is a place without content.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deleted_at: Option<Timestamp>,
}

impl From<model::MessageKind> for MessageKind {
    fn from(kind: model::MessageKind) -> Self {
        match kind {
            model::MessageKind::Text => Self::Text,
            model::MessageKind::Voice => Self::Voice,
            model::MessageKind::Media => Self::Media,
            model::MessageKind::File => Self::File,
            model::MessageKind::Call => Self::Call,
            model::MessageKind::System => Self::System,
        }
    }
}

impl From<&model::Message> for Message {
    fn from(message: &model::Message) -> Self {
        let (call, system) = match &message.body {
            model::MessageBody::Call(card) => (Some(CallCard::from(card)), None),
            model::MessageBody::System(note) => (None, Some(SystemNote::from(note))),
            model::MessageBody::Text(_)
            | model::MessageBody::Files { .. }
            | model::MessageBody::Deleted { .. } => (None, None),
        };
        Self {
            id: message.id,
            chat_id: message.chat,
            seq: message.seq,
            rev: message.rev,
            sender_id: message.sender,
            client_id: message.client_id.to_string(),
            kind: message.body.kind().into(),
            text: message.body.text().map(str::to_owned),
            call,
            system,
            reply_to: message.reply_to,
            forwarded_from: message.forwarded_from.as_ref().map(Into::into),
            attachments: message.attachments.iter().map(Into::into).collect(),
            reactions: message.reactions.iter().map(Into::into).collect(),
            mentions: message.mentions.clone(),
            preview: message.preview.as_deref().map(Into::into),
            created_at: message.created_at,
            edited_at: message.edited_at,
            deleted_at: message.body.deleted_at(),
        }
    }
}

/// Whose words a forwarded message carries. Survives further forwarding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ForwardedFrom {
    /// Who wrote them.
    pub user_id: UserId,
    /// Their name at that time.
    pub display_name: String,
}

impl From<&model::ForwardedFrom> for ForwardedFrom {
    fn from(from: &model::ForwardedFrom) -> Self {
        Self { user_id: from.user, display_name: from.display_name.to_string() }
    }
}

/// What happened to a chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum SystemNoteType {
    /// The sender made the group.
    Created,
    /// The sender added `userIds`.
    MembersAdded,
    /// The sender removed `userIds`.
    MemberRemoved,
    /// The sender left.
    MemberLeft,
    /// The sender came by an invite link.
    JoinedByLink,
    /// The sender gave it the name `title`.
    Renamed,
    /// The sender gave it another photo.
    PhotoChanged,
    /// The sender took its photo away.
    PhotoRemoved,
    /// The sender changed the description.
    DescriptionChanged,
    /// The sender gave `userIds` the role `role`.
    RoleChanged,
    /// The sender handed the group over to `userIds`.
    OwnerChanged,
}

/// The content of a message of kind `system`; the page puts it into words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SystemNote {
    /// What happened.
    #[serde(rename = "type")]
    pub kind: SystemNoteType,
    /// Whom it happened to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub user_ids: Vec<UserId>,
    /// The new title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The new role.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
}

impl From<&model::SystemNote> for SystemNote {
    fn from(note: &model::SystemNote) -> Self {
        let plain = |kind| Self { kind, user_ids: Vec::new(), title: None, role: None };
        let titled = |kind, title: &str| Self { title: Some(title.to_owned()), ..plain(kind) };
        let about = |kind, user_ids| Self { user_ids, ..plain(kind) };
        match note {
            model::SystemNote::Created { title } => titled(SystemNoteType::Created, title),
            model::SystemNote::MembersAdded(users) => about(SystemNoteType::MembersAdded, users.clone()),
            model::SystemNote::MemberRemoved(user) => about(SystemNoteType::MemberRemoved, vec![*user]),
            model::SystemNote::MemberLeft => plain(SystemNoteType::MemberLeft),
            model::SystemNote::JoinedByLink => plain(SystemNoteType::JoinedByLink),
            model::SystemNote::Renamed { title } => titled(SystemNoteType::Renamed, title),
            model::SystemNote::PhotoChanged => plain(SystemNoteType::PhotoChanged),
            model::SystemNote::PhotoRemoved => plain(SystemNoteType::PhotoRemoved),
            model::SystemNote::DescriptionChanged => plain(SystemNoteType::DescriptionChanged),
            model::SystemNote::RoleChanged { user, role } => {
                Self { role: Some((*role).into()), ..about(SystemNoteType::RoleChanged, vec![*user]) }
            }
            model::SystemNote::OwnerChanged(user) => about(SystemNoteType::OwnerChanged, vec![*user]),
        }
    }
}

/// What a link leads to, as the server found it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LinkPreview {
    /// The link as it stands in the text.
    pub url: String,
    /// The page's title, at most 200 characters. There is a title or a description.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What it says about itself, at most 400 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The site's name, at most 80 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site_name: Option<String>,
    /// Its picture, made small and kept by this server.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub image_url: Option<String>,
    /// In pixels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub image_width: Option<u32>,
    /// In pixels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub image_height: Option<u32>,
    /// The picture blurred to a few bytes (ThumbHash, base64).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub placeholder: Option<String>,
}

impl From<&model::LinkPreview> for LinkPreview {
    fn from(preview: &model::LinkPreview) -> Self {
        let model::LinkPreview { url, page, image } = preview;
        let image = image.as_ref();
        Self {
            url: url.clone(),
            title: page.title.clone(),
            description: page.description.clone(),
            site_name: page.site_name.clone(),
            image_url: image.map(|image| file_url(image.id)),
            image_width: image.and_then(|image| image.width),
            image_height: image.and_then(|image| image.height),
            placeholder: image.and_then(placeholder),
        }
    }
}

/// How many answered a message with one sign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Reaction {
    /// The sign.
    pub emoji: String,
    /// How many.
    pub count: u32,
    /// Whether I am one of them; absent in broadcasts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mine: Option<bool>,
}

impl From<&model::Reaction> for Reaction {
    fn from(reaction: &model::Reaction) -> Self {
        Self { emoji: reaction.emoji.to_string(), count: reaction.count, mine: reaction.mine }
    }
}

/// Who answered a message with which sign, and when.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReactionBy {
    /// Who.
    pub user: User,
    /// The sign.
    pub emoji: String,
    /// When.
    pub created_at: Timestamp,
}

/// `POST /chats/{id}/messages`, and the body of `message:send`.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SendMessage {
    /// The sender's own id of it: sending again with the same one stores nothing twice.
    pub client_id: String,
    /// Follows from what is sent if absent; `voice` must be said. `call` and `system` cannot be sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<MessageKind>,
    /// 1 to 16,384 bytes; may be absent where there are attachments.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// A message of the same chat that this one answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<MessageId>,
    /// Ids of files, my own or such as I can see; at most 10.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<String>,
    /// A message that I can read, whose text and files are sent on; nothing else may then be given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forward_of: Option<MessageId>,
}

/// `PATCH /messages/{id}`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct EditMessage {
    /// The new words; may be empty only where there are attachments.
    pub text: String,
}

/// For whom something is deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum DeleteFor {
    /// For all who have it.
    Everyone,
    /// Only from my own view.
    #[default]
    Me,
}

/// A stretch of a chat's messages.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct History {
    /// Ascending by `seq`.
    pub items: Vec<Message>,
    /// Whether there are older ones (with `after`: newer ones) beyond this page.
    pub has_more: bool,
    /// Whether there are newer ones; only for a page around a place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub has_newer: Option<bool>,
}
