//! Who may read a file, and its bytes.

use std::{collections::BTreeMap, ops::Range};

use zvonilka_files::{BlobKey, BlobStream};
use zvonilka_model::{Actor, ChatId, File, FileId, FilePurpose};
use zvonilka_store::{Content, StoredFile};

use super::Files;
use crate::ServiceError;

/// Messages that are looked at to find one that somebody may read.
const CARRIERS: u32 = 200;

/// A file that somebody may read.
#[derive(Debug, Clone)]
pub struct Readable {
    stored: StoredFile,
}

/// Bytes that somebody may read: a file itself, or its small copy.
#[derive(Debug, Clone)]
pub struct FileBytes {
    /// Their name, which changes with them.
    pub key: BlobKey,
    /// How many.
    pub size: u64,
}

impl Readable {
    /// What it is.
    #[must_use]
    pub const fn file(&self) -> &File {
        &self.stored.file
    }

    /// The file itself.
    ///
    /// # Errors
    /// [`ServiceError::Internal`] for a damaged database.
    pub fn whole(&self) -> Result<FileBytes, ServiceError> {
        bytes(&self.stored.content, self.stored.file.size)
    }

    /// Its small copy, a JPEG.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is none.
    pub fn thumbnail(&self) -> Result<FileBytes, ServiceError> {
        let Content { key, size } = self.stored.thumbnail.as_ref().ok_or(ServiceError::NotFound)?;
        bytes(key, *size)
    }
}

fn bytes(key: &str, size: u64) -> Result<FileBytes, ServiceError> {
    let key = key.parse().map_err(|error| ServiceError::Internal(Box::new(error)))?;
    Ok(FileBytes { key, size })
}

impl Files {
    /// A file, for whoever may read it: its owner, whoever may read a message that carries it, and, of a photo, whoever
    /// may see it where it is shown. The picture of a preview is nobody's own.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`].
    pub async fn readable(&self, actor: Actor, id: FileId) -> Result<Readable, ServiceError> {
        let stored = self.core.store.file(id).await?.ok_or(ServiceError::NotFound)?;
        let own = stored.file.owner == actor.user;
        let shown = match stored.file.purpose {
            FilePurpose::Avatar => own || self.is_shown_to(actor, id).await?,
            FilePurpose::Attachment => own,
            FilePurpose::Preview => false,
        };
        if shown || self.is_carried_to(actor, id).await? {
            Ok(Readable { stored })
        } else {
            Err(ServiceError::NotFound)
        }
    }

    /// One's own files, in the order of their ids; not the pictures of previews.
    ///
    /// # Errors
    /// Only when the database fails.
    pub async fn own(
        &self,
        actor: Actor,
        after: Option<FileId>,
        limit: u32,
    ) -> Result<Vec<File>, ServiceError> {
        Ok(self.core.store.owned_files(actor.user, after, limit).await?)
    }

    /// Part of some bytes.
    ///
    /// # Errors
    /// [`ServiceError::Internal`] when the storage fails or has lost them.
    pub async fn read(&self, bytes: &FileBytes, range: Range<u64>) -> Result<BlobStream, ServiceError> {
        Ok(self.vault.blobs().read(bytes.key, range).await?)
    }

    /// Whether the file is the photo of somebody whose photo the person may see, or of a chat of theirs.
    async fn is_shown_to(&self, actor: Actor, id: FileId) -> Result<bool, ServiceError> {
        if let Some(shown) = self.core.store.person_in_photo(id).await? {
            return Ok(self.core.store.viewpoint(actor.user).await?.sees_photo(&shown));
        }
        let Some(chat) = self.core.store.chat_with_photo(id).await? else { return Ok(false) };
        match self.chats.access(actor, chat).await {
            Ok(_) => Ok(true),
            Err(ServiceError::NotFound) => Ok(false),
            Err(other) => Err(other),
        }
    }

    /// Whether a message that the person may read carries the file.
    async fn is_carried_to(&self, actor: Actor, id: FileId) -> Result<bool, ServiceError> {
        let mut by_chat: BTreeMap<ChatId, Vec<_>> = BTreeMap::new();
        for carrier in self.core.store.carriers(id, actor.user, CARRIERS).await? {
            by_chat.entry(carrier.chat).or_default().push(carrier.message);
        }
        for (chat, messages) in by_chat {
            let access = match self.chats.access(actor, chat).await {
                Ok(access) => access,
                Err(ServiceError::NotFound) => continue,
                Err(other) => return Err(other),
            };
            // What the person would see of them: not what was hidden, or said before they came.
            let seen = self.core.store.messages(&access, &messages).await?;
            if seen.iter().any(|message| message.body.deleted_at().is_none()) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
