//! Photos of people and groups. Whatever is given becomes a square without anything but the picture; a photo that was
//! taken away is a loose file, and goes with one of the next cleanings.

use std::sync::Arc;

use zvonilka_model::{Actor, Change, ChatId, ChatSummary, File, FileId, FileName, FilePurpose, Person};
use zvonilka_store::{ChatAccess, Content, StoredFile};

use super::{Files, Receiving};
use crate::{ServiceError, groups, rights};

/// Bytes of a picture that a photo is made of: what phones take.
const GIVEN_MAX: u64 = 32 * 1024 * 1024;

impl Files {
    /// Begins to receive a photo of oneself. `announced` is what the client says will come, for an early refusal.
    ///
    /// # Errors
    /// [`ServiceError::FileTooLarge`], and the rate limit.
    pub async fn receive_my_avatar(
        &self,
        actor: Actor,
        announced: Option<u64>,
    ) -> Result<Receiving, ServiceError> {
        self.receive_at_most(actor, announced, GIVEN_MAX).await
    }

    /// Begins to receive a group's photo.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], [`ServiceError::Forbidden`], [`ServiceError::FileTooLarge`], and the rate limit.
    pub async fn receive_chat_avatar(
        &self,
        actor: Actor,
        chat: ChatId,
        announced: Option<u64>,
    ) -> Result<Receiving, ServiceError> {
        let access = self.chats.access(actor, chat).await?;
        let summary = self.core.store.summary(&access).await?;
        // For an early refusal only: the store asks again.
        if !rights::may_give_photo(access.role(), &summary.chat) {
            return Err(ServiceError::Forbidden);
        }
        self.receive_at_most(actor, announced, GIVEN_MAX).await
    }

    /// Takes one's own photo away.
    ///
    /// # Errors
    /// [`ServiceError::SessionEnded`] when the account is gone.
    pub async fn remove_my_avatar(&self, actor: Actor) -> Result<Person, ServiceError> {
        self.show_person(actor, None).await
    }

    /// Takes a group's photo away.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], [`ServiceError::Forbidden`].
    pub async fn remove_chat_avatar(&self, actor: Actor, chat: ChatId) -> Result<ChatSummary, ServiceError> {
        let access = self.chats.access(actor, chat).await?;
        self.show_chat(actor, access, None).await
    }

    async fn show_person(&self, actor: Actor, photo: Option<FileId>) -> Result<Person, ServiceError> {
        let core = Arc::clone(&self.core);
        let shown = self.core.log.carry_out(async move {
            let person = core.store.set_person_photo(actor.user, photo).await?;
            let person = person.ok_or(ServiceError::SessionEnded)?;
            // Not everybody may see it: whoever may asks for it.
            core.sink.announce(vec![Change::PersonChanged { person: person.clone(), more: true }]);
            Ok::<_, ServiceError>(person)
        });
        shown.await?
    }

    async fn show_chat(
        &self,
        actor: Actor,
        access: ChatAccess,
        photo: Option<FileId>,
    ) -> Result<ChatSummary, ServiceError> {
        let chat = access.chat();
        let core = Arc::clone(&self.core);
        let shown = self.core.log.carry_out(async move {
            let change = core.store.set_chat_photo(&access, photo, rights::may_give_photo).await??;
            groups::tell(&core, chat, change).await;
            Ok::<_, ServiceError>(())
        });
        shown.await??;
        self.chats.chat(actor, chat).await
    }
}

impl Receiving {
    /// Makes what came one's own photo; the one before goes.
    ///
    /// # Errors
    /// [`ServiceError::UnsupportedImage`], [`ServiceError::QuotaExceeded`], [`ServiceError::StorageFull`]: the photo
    /// stays as it was.
    pub async fn finish_my_avatar(self) -> Result<Person, ServiceError> {
        let (files, actor) = (self.files.clone(), self.actor);
        let photo = self.finish_avatar().await?;
        files.show_person(actor, Some(photo)).await
    }

    /// Makes what came a group's photo; the one before goes.
    ///
    /// # Errors
    /// Those of [`Self::finish_my_avatar`], [`ServiceError::NotFound`] and [`ServiceError::Forbidden`]: the photo stays
    /// as it was.
    pub async fn finish_chat_avatar(self, chat: ChatId) -> Result<ChatSummary, ServiceError> {
        let (files, actor) = (self.files.clone(), self.actor);
        let photo = self.finish_avatar().await?;
        let access = files.chats.access(actor, chat).await?;
        files.show_chat(actor, access, Some(photo)).await
    }

    async fn finish_avatar(mut self) -> Result<FileId, ServiceError> {
        let arriving = self.take()?;
        let arrived = arriving.length();
        let made = self.files.vault.avatar(arriving.path()).await;
        self.discard().await;
        let made = made?;
        let files = &self.files;
        let _content = files.content.read().await;
        let (large, size) = files.vault.keep_bytes(made.large).await?;
        let (small, small_size) = files.vault.keep_bytes(made.small).await?;
        let file = File {
            id: self.id,
            owner: self.actor.user,
            purpose: FilePurpose::Avatar,
            name: FileName::lossy("photo.jpg"),
            mime: "image/jpeg".to_owned(),
            size,
            width: Some(made.side),
            height: Some(made.side),
            duration_ms: None,
            waveform: None,
            blur: Some(made.blur),
            has_thumbnail: true,
            created_at: files.core.clock.now(),
        };
        let thumbnail = Some(Content { key: small.to_string(), size: small_size });
        files.insert(StoredFile { file, arrived, content: large.to_string(), thumbnail }).await?;
        Ok(self.id)
    }
}
