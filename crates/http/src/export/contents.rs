//! What is in the archive: the answers that the API gives to the same person, in files, and the files themselves. Nothing is
//! read here past the use cases and their checks.

use std::collections::{BTreeSet, HashSet};

use axum::{Json, extract::State};
use futures_util::StreamExt as _;
use serde::Serialize;
use serde_json::{Value, json};
use zvonilka_model::{Actor, ChatId, File, FileId, Message, Timestamp, UserId};
use zvonilka_realtime::wire;
use zvonilka_service::{Page, Service, ServiceError};

use super::{Cut, Outflow, archive::Archive, words};
use crate::{
    error::ApiError,
    extract::SignedIn,
    routes::{self, export as read},
};

/// Messages or calls that are read at once.
const AT_ONCE: u32 = 200;
/// Bytes of text after which a new file of messages is begun.
const PART_BYTES: usize = 1024 * 1024;
/// People who are asked for at once.
const PEOPLE_AT_ONCE: usize = 200;
/// Bytes of a name in the archive at most, besides its folder and id.
const NAME_BYTES: usize = 120;
/// Things that could not be taken are named up to this number; all are counted.
const MISSING_NAMED: usize = 1_000;

/// The archive as far as it is written.
pub(super) struct Contents {
    service: Service,
    actor: Actor,
    out: Outflow,
    archive: Archive,
    base: String,
    now: Timestamp,
    /// Files that are in the archive already, or could not be taken.
    files: HashSet<FileId>,
    people: BTreeSet<UserId>,
    told: Told,
}

/// How much there is.
#[derive(Default)]
struct Told {
    chats: u64,
    messages: u64,
    calls: u64,
    files: u64,
    missing: u64,
    named: Vec<Value>,
}

impl Contents {
    pub(super) fn new(service: Service, out: Outflow, archive: Archive, base: String) -> Self {
        let (actor, now) = (out.run.actor(), service.now());
        let (files, people, told) = (HashSet::new(), BTreeSet::new(), Told::default());
        Self { service, actor, out, archive, base, now, files, people, told }
    }

    /// Everything but the end.
    pub(super) async fn write(&mut self) -> Result<(), Cut> {
        self.text("README.txt", words::README.as_bytes()).await?;
        self.oneself().await?;
        self.calls().await?;
        self.chats().await?;
        self.own_files().await?;
        self.people().await?;
        let Told { chats, messages, calls, files, missing, named } = std::mem::take(&mut self.told);
        let told = json!({
            "startedAt": self.now, "finishedAt": self.service.now(), "chats": chats, "messages": messages,
            "calls": calls, "files": files, "missingCount": missing, "missing": named,
        });
        self.json("finished.json", &told).await
    }

    /// The directory, without which it is no archive.
    pub(super) async fn end(self) -> Result<(), Cut> {
        let Self { archive, out, .. } = self;
        for piece in archive.end() {
            out.send(piece).await?;
        }
        out.run.finish();
        Ok(())
    }

    async fn oneself(&mut self) -> Result<(), Cut> {
        let asks = || (State(self.service.clone()), SignedIn(self.actor));
        let (service, signed_in) = asks();
        let profile = answer(read::me(service, signed_in).await)?;
        let (service, signed_in) = asks();
        let sessions = answer(read::list_sessions(service, signed_in).await)?;
        let (service, signed_in) = asks();
        let passkeys = answer(read::list_passkeys(service, signed_in).await)?;
        let (service, signed_in) = asks();
        let two_step = answer(read::two_step(service, signed_in).await)?;
        let (service, signed_in) = asks();
        let contacts = answer(read::list_contacts(service, signed_in).await)?;
        let (service, signed_in) = asks();
        let simple_mode = answer(read::simple_mode(service, signed_in).await)?;
        let (service, signed_in) = asks();
        let notifications = answer(read::push_settings(service, signed_in).await)?;
        let (service, signed_in) = asks();
        let letters = answer(read::mail_settings(service, signed_in).await)?;
        let held = read::held_to_wire(self.out.run.holdings().await?);
        self.json("profile.json", &profile).await?;
        self.json("sessions.json", &sessions).await?;
        self.json("passkeys.json", &passkeys).await?;
        self.json("two-step.json", &two_step).await?;
        self.json("contacts.json", &contacts).await?;
        self.json("simple-mode.json", &simple_mode).await?;
        self.json("notifications.json", &notifications).await?;
        self.json("letters.json", &letters).await?;
        self.json("held.json", &held).await?;
        self.invites().await
    }

    /// An admin sees everybody's; these are the person's own.
    async fn invites(&mut self) -> Result<(), Cut> {
        let all = match self.service.invites.list(self.actor).await {
            Ok(all) => all,
            // Whoever may not invite has none.
            Err(ServiceError::Forbidden) => Vec::new(),
            Err(other) => return Err(other.into()),
        };
        let own = all.iter().filter(|invite| invite.created_by == Some(self.actor.user));
        let items: Vec<_> =
            own.map(|invite| read::invite_to_wire(invite, self.actor, &self.base, self.now)).collect();
        self.json("invites.json", &json!({ "items": items })).await
    }

    async fn calls(&mut self) -> Result<(), Cut> {
        let mut cursor = None;
        for number in 1.. {
            let page = read::calls_page(&self.service, self.actor, cursor.as_deref(), AT_ONCE).await;
            let page = page.map_err(refused)?;
            self.told.calls += page.items.len() as u64;
            self.json(&format!("calls-{number:05}.json"), &json!({ "items": page.items })).await?;
            cursor = page.cursor;
            if cursor.is_none() {
                break;
            }
        }
        Ok(())
    }

    async fn chats(&mut self) -> Result<(), Cut> {
        let summaries = self.service.chats.list(self.actor).await?;
        let view = self.service.people.viewpoint(self.actor).await?;
        let items: Vec<_> =
            summaries.iter().map(|summary| routes::chat_to_wire(&self.service, &view, summary)).collect();
        let chats: Vec<ChatId> = summaries.iter().map(|summary| summary.chat.id).collect();
        self.json("chats.json", &json!({ "items": items })).await?;
        drop((summaries, items));
        for chat in chats {
            match self.chat(chat).await {
                Ok(()) => self.told.chats += 1,
                // Left, or deleted, since the list was made.
                Err(Cut::Refused(ServiceError::NotFound)) => self.miss(json!({ "chatId": chat })),
                Err(other) => return Err(other),
            }
        }
        Ok(())
    }

    async fn chat(&mut self, chat: ChatId) -> Result<(), Cut> {
        let summary = self.service.chats.chat(self.actor, chat).await?;
        let view = self.service.people.viewpoint(self.actor).await?;
        let shown = routes::chat_to_wire(&self.service, &view, &summary);
        drop(summary);
        self.json(&format!("chats/{chat}/chat.json"), &shown).await?;
        let mut place = 0;
        let mut part = Part::default();
        loop {
            let page = self.service.messages.history(self.actor, chat, Page::After(place), AT_ONCE).await?;
            for message in &page.messages {
                place = message.seq;
                self.people.insert(message.sender);
                part.add(message)?;
            }
            let is_last = !page.has_more || page.messages.is_empty();
            if part.text.len() >= PART_BYTES || (is_last && part.count > 0) {
                let number = part.number + 1;
                let Part { count, files, text, .. } =
                    std::mem::replace(&mut part, Part { number, ..Part::default() });
                self.told.messages += count;
                self.text(&format!("chats/{chat}/messages-{number:05}.json"), &close(text)).await?;
                for file in files {
                    self.file(&file).await?;
                }
            }
            if is_last {
                return Ok(());
            }
        }
    }

    async fn own_files(&mut self) -> Result<(), Cut> {
        let mut after = None;
        loop {
            let page = self.service.files.own(self.actor, after, AT_ONCE).await?;
            after = page.last().map(|file| file.id);
            for file in &page {
                self.file(file).await?;
            }
            if page.is_empty() {
                return Ok(());
            }
        }
    }

    /// The file's bytes are read twice: the checksum stands before them.
    async fn file(&mut self, file: &File) -> Result<(), Cut> {
        if !self.files.insert(file.id) {
            return Ok(());
        }
        let missing = |why| json!({ "fileId": file.id, "name": file.name.as_str(), "reason": why });
        let bytes = match self.service.files.readable(self.actor, file.id).await {
            Ok(readable) => readable.whole()?,
            Err(ServiceError::NotFound) => {
                self.miss(missing("deleted"));
                return Ok(());
            }
            Err(other) => return Err(other.into()),
        };
        let mut checksum = crc32fast::Hasher::new();
        let mut length = 0_u64;
        let mut first = match self.service.files.read(&bytes, 0..bytes.size).await {
            Ok(first) => first,
            Err(error) => {
                tracing::warn!(%error, file = %file.id, "a file cannot be read");
                self.miss(missing("unreadable"));
                return Ok(());
            }
        };
        while let Some(chunk) = first.next().await {
            let Ok(chunk) = chunk else { break };
            length += chunk.len() as u64;
            checksum.update(&chunk);
            self.out.run.check().await?;
        }
        if length != bytes.size {
            tracing::warn!(file = %file.id, "a file is not whole");
            self.miss(missing("unreadable"));
            return Ok(());
        }
        // Open from here on: what is deleted now is sent all the same.
        let Ok(mut second) = self.service.files.read(&bytes, 0..bytes.size).await else {
            self.miss(missing("deleted"));
            return Ok(());
        };
        let head = self.archive.file(&place_of(file), bytes.size, checksum.finalize(), file.created_at);
        self.out.send(head).await?;
        while let Some(chunk) = second.next().await {
            self.out.send(chunk?).await?;
        }
        self.told.files += 1;
        Ok(())
    }

    async fn people(&mut self) -> Result<(), Cut> {
        let ids: Vec<UserId> = std::mem::take(&mut self.people).into_iter().collect();
        let view = self.service.people.viewpoint(self.actor).await?;
        let mut text = Vec::new();
        for piece in ids.chunks(PEOPLE_AT_ONCE) {
            for person in self.service.people.people(self.actor, piece).await? {
                line(&mut text, &wire::user(&person, &view, self.service.presence()))?;
            }
        }
        self.text("people.json", &close(text)).await
    }

    fn miss(&mut self, what: Value) {
        self.told.missing += 1;
        if self.told.named.len() < MISSING_NAMED {
            self.told.named.push(what);
        }
    }

    async fn json(&mut self, name: &str, value: &(impl Serialize + Sync)) -> Result<(), Cut> {
        let text = serde_json::to_vec_pretty(value)?;
        self.text(name, &text).await
    }

    async fn text(&mut self, name: &str, text: &[u8]) -> Result<(), Cut> {
        let bytes = self.archive.text(name, text, self.now)?;
        self.out.send(bytes).await
    }
}

/// Messages that go into one file, and the files that they carry.
#[derive(Default)]
struct Part {
    number: u32,
    count: u64,
    text: Vec<u8>,
    files: Vec<File>,
}

impl Part {
    fn add(&mut self, message: &Message) -> Result<(), Cut> {
        let mut shown = serde_json::to_value(zvonilka_protocol::Message::from(message))?;
        let attachments = shown.get_mut("attachments").and_then(Value::as_array_mut);
        for (file, told) in message.attachments.iter().zip(attachments.into_iter().flatten()) {
            told["file"] = place_of(file).into();
            self.files.push(file.clone());
        }
        self.count += 1;
        line(&mut self.text, &shown)
    }
}

/// One more line of a list.
fn line(text: &mut Vec<u8>, item: &impl Serialize) -> Result<(), Cut> {
    text.extend_from_slice(if text.is_empty() { b"[\n" } else { b",\n" });
    Ok(serde_json::to_writer(text, item)?)
}

/// The end of a list.
fn close(mut text: Vec<u8>) -> Vec<u8> {
    text.extend_from_slice(if text.is_empty() { b"[]\n" } else { b"\n]\n" });
    text
}

/// Where a file lies: its id makes it the only one, its name says what it is. No name leads out of the folder, and
/// none is one that a system refuses.
fn place_of(file: &File) -> String {
    let mut name: String = file
        .name
        .as_str()
        .chars()
        .map(|c| if c.is_control() || "/\\:*?\"<>|".contains(c) { '_' } else { c })
        .collect();
    if name.len() > NAME_BYTES {
        // The end says what kind of file it is.
        let mut from = name.len() - NAME_BYTES;
        while !name.is_char_boundary(from) {
            from += 1;
        }
        name.drain(..from);
    }
    format!("files/{}-{}", file.id, name.trim_end_matches(['.', ' ']))
}

fn answer<T>(answer: Result<Json<T>, ApiError>) -> Result<T, Cut> {
    answer.map(|Json(value)| value).map_err(refused)
}

fn refused(error: ApiError) -> Cut {
    Cut::Refused(ServiceError::Internal(format!("{error:?}").into()))
}
