//! From what happened to what is to be told to which device.

use std::{sync::Arc, time::Duration};

use serde_json::json;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use zvonilka_model::{
    ChatKind, FileId, Message, Person, PresenceState, Timestamp, UserId,
    call::{Call, CallKind, CallMode, CallStatus, ParticipantState},
};
use zvonilka_store::{NewPushJob, PushKind, PushRecipient, PushSettings, QuietHours};

use super::{
    desk::Occasion,
    keys::{PushKeys, Ticket},
    payload::Notification,
    words::{Language, name},
};
use crate::{ServiceError, calls::caller_of, core::Core};

/// How long a push service keeps a message for a device that is switched off.
const MESSAGE_LASTS: Duration = Duration::from_secs(7 * 24 * 3_600);
const MISSED_LASTS: Duration = Duration::from_secs(24 * 3_600);
/// The quiet word after a call is of use only while its notification may stand there.
const OVER_LASTS: Duration = Duration::from_secs(600);
/// Whoever hears of a call of a group later than that finds it over, or in the chat.
const BEGUN_LASTS: Duration = Duration::from_secs(600);
/// How long a test may wait for its device.
const TEST_LASTS: Duration = Duration::from_secs(60);
/// From asking for a test call to its ringing.
const TIME_TO_LOCK: Duration = Duration::from_secs(10);
/// Whoever uses a device sees the message there. A page that was just put away counts as used for a minute; who has not
/// read by then and uses none any more is told.
const WAIT_FOR_EYES: Duration = Duration::from_secs(65);
/// Notes that are worked off before the stop is looked at again.
const AT_ONCE: usize = 64;

/// Works off what is noted until `stop`.
pub(super) async fn run(
    core: Arc<Core>,
    keys: Arc<PushKeys>,
    mut pile: mpsc::Receiver<Occasion>,
    stop: CancellationToken,
) {
    let planner = Planner { core, keys };
    let mut notes = Vec::with_capacity(AT_ONCE);
    loop {
        tokio::select! {
            () = stop.cancelled(), if !pile.is_closed() => pile.close(),
            taken = pile.recv_many(&mut notes, AT_ONCE) => {
                if taken == 0 {
                    return;
                }
                for note in notes.drain(..) {
                    if let Err(error) = planner.work_off(note).await {
                        tracing::warn!(%error, "something could not be put into the queue of pushes");
                    }
                }
                planner.core.desk.note_queued();
            }
        }
    }
}

/// The topic of a chat's messages.
fn chat_topic(message: &Message) -> String {
    format!("chat-{}", message.chat)
}

/// The topic of a call.
pub(super) fn call_topic(call: zvonilka_model::CallId) -> String {
    format!("call-{call}")
}

struct Planner {
    core: Arc<Core>,
    keys: Arc<PushKeys>,
}

impl Planner {
    async fn work_off(&self, note: Occasion) -> Result<(), ServiceError> {
        match note {
            Occasion::Written(message) => self.written(&message).await,
            Occasion::Rings { call, callee } => self.rings(&call, callee).await,
            Occasion::Stopped { call, callee } => self.stopped(&call, callee).await,
            Occasion::Begun { call, people } => self.begun(&call, &people).await,
            Occasion::Asked { user, by } => self.asked(user, by).await,
            Occasion::SignedOut(session) => {
                self.core.store.unsubscribe(session).await?;
                Ok(())
            }
        }
    }

    async fn written(&self, message: &Message) -> Result<(), ServiceError> {
        let store = &self.core.store;
        let now = self.core.clock.now();
        let mut told = store.push_recipients_in(message.chat, message.seq, message.sender).await?;
        told.retain(|to| !is_muted(to, now) && !is_quiet(to.settings, now));
        if told.is_empty() {
            return Ok(());
        }
        let Some(sender) = store.person(message.sender).await? else { return Ok(()) };
        let Some(chat) = store.chat_face(message.chat).await? else { return Ok(()) };
        // All devices told of something in a direct chat are of one person.
        let photo = match chat.kind {
            ChatKind::Direct | ChatKind::Saved => self.photo_for(told[0].user, &sender).await?,
            ChatKind::Group | ChatKind::Family => chat.photo,
        };
        let jobs: Vec<_> = told
            .iter()
            .map(|to| {
                let named = message.mentions.contains(&to.user);
                let language = Language::of(&to.language);
                let text = if to.settings.hide_text {
                    language.new_message().to_owned()
                } else {
                    language.text_of(message)
                };
                let from = name(sender.display_name.as_str());
                let (title, body) = match chat.kind {
                    ChatKind::Direct | ChatKind::Saved => (from, text),
                    ChatKind::Group | ChatKind::Family => {
                        let title = chat.title.as_deref().map_or_else(|| language.family().to_owned(), name);
                        (title, format!("{from}: {text}"))
                    }
                };
                let kind = if named { PushKind::Mention } else { PushKind::Message };
                let topic = chat_topic(message);
                let payload = Notification {
                    kind,
                    language,
                    title,
                    body,
                    origin: &to.origin,
                    path: format!("/chats/{}", message.chat),
                    tag: topic.clone(),
                    photo,
                    data: json!({ "chatId": message.chat.to_string(), "seq": message.seq }),
                };
                NewPushJob {
                    session: to.session,
                    topic,
                    kind,
                    place: Some((message.chat, message.seq)),
                    payload: payload.to_json(),
                    due_at: self.when(to.user, now),
                    expires_at: now + MESSAGE_LASTS,
                }
            })
            .collect();
        Ok(store.queue_pushes(&jobs).await?)
    }

    async fn rings(&self, call: &Call, callee: UserId) -> Result<(), ServiceError> {
        let Some(about) = self.about(call, callee).await? else { return Ok(()) };
        let now = self.core.clock.now();
        let told = self.core.store.push_recipients(callee).await?;
        let jobs: Vec<_> = told
            .iter()
            .map(|to| {
                let ticket = Ticket { call: call.id, session: to.session, device: to.device };
                let ticket = self.keys.ticket(ticket);
                about_call(to, &about, PushKind::Ring, Some(ticket), now)
            })
            .collect();
        Ok(self.core.store.queue_pushes(&jobs).await?)
    }

    /// What rang says what became of the call; a device to which nothing was sent yet is told only what was missed.
    async fn stopped(&self, call: &Call, callee: UserId) -> Result<(), ServiceError> {
        let Some(about) = self.about(call, callee).await? else { return Ok(()) };
        let store = &self.core.store;
        let now = self.core.clock.now();
        let topic = call_topic(call.id);
        let rang = store.pushes_about(callee, &topic).await?;
        let holder = call.participant_of(callee).and_then(|place| place.session);
        let kind = if is_missed(call, callee) { PushKind::Missed } else { PushKind::Over };
        let mut jobs = Vec::new();
        for to in store.push_recipients(callee).await? {
            let sent = rang.iter().find(|(session, _)| *session == to.session).map(|(_, sent)| *sent);
            let shows = sent == Some(true);
            let is_told = match kind {
                // The device that took the call has put its notification away itself.
                PushKind::Over => shows && holder != Some(to.session),
                PushKind::Missed => shows || self.core.presence.state(callee) != PresenceState::Online,
                PushKind::Message
                | PushKind::Mention
                | PushKind::Ring
                | PushKind::Request
                | PushKind::Test => false,
            };
            if is_told {
                jobs.push(about_call(&to, &about, kind, None, now));
            } else if sent.is_some() {
                store.drop_push(to.session, &topic).await?;
            }
        }
        Ok(store.queue_pushes(&jobs).await?)
    }

    async fn asked(&self, user: UserId, by: UserId) -> Result<(), ServiceError> {
        let store = &self.core.store;
        let now = self.core.clock.now();
        let mut told = store.push_recipients(user).await?;
        told.retain(|to| !is_quiet(to.settings, now));
        if told.is_empty() {
            return Ok(());
        }
        let Some(person) = store.person(by).await? else { return Ok(()) };
        let photo = self.photo_for(user, &person).await?;
        let jobs: Vec<_> = told
            .iter()
            .map(|to| {
                let language = Language::of(&to.language);
                let topic = format!("request-{by}");
                let payload = Notification {
                    kind: PushKind::Request,
                    language,
                    title: name(person.display_name.as_str()),
                    body: language.request().to_owned(),
                    origin: &to.origin,
                    path: format!("/people/{by}"),
                    tag: topic.clone(),
                    photo,
                    data: json!({ "userId": by.to_string() }),
                };
                NewPushJob {
                    session: to.session,
                    topic,
                    kind: PushKind::Request,
                    place: None,
                    payload: payload.to_json(),
                    due_at: self.when(user, now),
                    expires_at: now + MESSAGE_LASTS,
                }
            })
            .collect();
        Ok(store.queue_pushes(&jobs).await?)
    }

    /// A person's photo, if `viewer` may see it.
    async fn photo_for(&self, viewer: UserId, person: &Person) -> Result<Option<FileId>, ServiceError> {
        if person.photo.is_none() {
            return Ok(None);
        }
        let view = self.core.store.viewpoint(viewer).await?;
        Ok(person.photo.filter(|_| view.sees_photo(person)))
    }

    /// A call of a group began that rings at few or at nobody: a plain word, as if somebody had written it.
    async fn begun(&self, call: &Call, people: &[UserId]) -> Result<(), ServiceError> {
        let store = &self.core.store;
        let now = self.core.clock.now();
        let mut jobs = Vec::new();
        for user in people {
            let Some(about) = self.about(call, *user).await? else { return Ok(()) };
            for to in store.push_recipients(*user).await? {
                if is_quiet(to.settings, now) {
                    continue;
                }
                let language = Language::of(&to.language);
                let (title, body) = about.words(language, language.begins(call.kind));
                let topic = call_topic(call.id);
                let payload = Notification {
                    kind: PushKind::Message,
                    language,
                    title,
                    body,
                    origin: &to.origin,
                    path: format!("/chats/{}", call.chat),
                    tag: topic.clone(),
                    photo: about.photo,
                    data: json!({ "chatId": call.chat.to_string() }),
                };
                jobs.push(NewPushJob {
                    session: to.session,
                    topic,
                    kind: PushKind::Message,
                    place: None,
                    payload: payload.to_json(),
                    due_at: self.when(*user, now),
                    expires_at: now + BEGUN_LASTS,
                });
            }
        }
        Ok(store.queue_pushes(&jobs).await?)
    }

    /// What a call is to somebody who is called; `None` when whoever calls is gone.
    async fn about<'a>(&self, call: &'a Call, callee: UserId) -> Result<Option<AboutCall<'a>>, ServiceError> {
        let Some(caller) = self.core.store.person(caller_of(call, callee)).await? else { return Ok(None) };
        let is_outside = call.participant_of(callee).is_some_and(|place| place.outsider);
        // Whoever is not in the chat learns nothing of it.
        let chat = match call.mode {
            CallMode::Sfu if !is_outside => self.core.store.chat_face(call.chat).await?,
            CallMode::Sfu | CallMode::P2p => None,
        };
        let group = chat.filter(|chat| matches!(chat.kind, ChatKind::Group | ChatKind::Family));
        let photo = match &group {
            Some(group) => group.photo,
            None => self.photo_for(callee, &caller).await?,
        };
        Ok(Some(AboutCall {
            call,
            callee,
            caller: name(caller.display_name.as_str()),
            photo,
            group: group.map(|group| group.title.as_deref().map(name)),
        }))
    }

    fn when(&self, user: UserId, now: Timestamp) -> Timestamp {
        match self.core.presence.state(user) {
            PresenceState::Online => now + WAIT_FOR_EYES,
            PresenceState::Away | PresenceState::Offline => now,
        }
    }
}

/// What a device is tried with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trial {
    /// A notification, at once.
    Notification,
    /// Something that rings like a call, once the person could lock the device.
    Call,
}

/// What tells somebody that it works.
pub(super) fn test(trial: Trial, to: &PushRecipient, now: Timestamp) -> NewPushJob {
    let language = Language::of(&to.language);
    let (body, path, data, due_at) = match trial {
        Trial::Notification => (language.test_body(), "/settings/notifications", json!({}), now),
        // Who answers talks to the echo contact.
        Trial::Call => (language.test_call(), "/call/echo", json!({ "rings": true }), now + TIME_TO_LOCK),
    };
    let payload = Notification {
        kind: PushKind::Test,
        language,
        title: language.test_title().to_owned(),
        body: body.to_owned(),
        origin: &to.origin,
        path: path.to_owned(),
        tag: "test".to_owned(),
        photo: None,
        data,
    };
    NewPushJob {
        session: to.session,
        topic: "test".to_owned(),
        kind: PushKind::Test,
        place: None,
        payload: payload.to_json(),
        due_at,
        expires_at: due_at + TEST_LASTS,
    }
}

/// A call as somebody sees it who is called.
struct AboutCall<'a> {
    call: &'a Call,
    callee: UserId,
    caller: String,
    /// The group's, or else the caller's, if the callee may see it.
    photo: Option<FileId>,
    /// The group whose call it is; the family has no title of its own.
    group: Option<Option<String>>,
}

impl AboutCall<'_> {
    /// Title and text: of a group first the group, and then who it is that calls.
    fn words(&self, language: Language, text: &str) -> (String, String) {
        match &self.group {
            None => (self.caller.clone(), text.to_owned()),
            Some(title) => {
                let title = title.clone().unwrap_or_else(|| language.family().to_owned());
                (title, format!("{}: {text}", self.caller))
            }
        }
    }
}

fn about_call(
    to: &PushRecipient,
    about: &AboutCall<'_>,
    kind: PushKind,
    ticket: Option<String>,
    now: Timestamp,
) -> NewPushJob {
    let call = about.call;
    let language = Language::of(&to.language);
    let topic = call_topic(call.id);
    let (body, expires_at) = match kind {
        PushKind::Ring => (language.calls(call.kind), rings_until(call, about.callee)),
        PushKind::Missed => (language.missed(call.kind), now + MISSED_LASTS),
        PushKind::Over | PushKind::Message | PushKind::Mention | PushKind::Request | PushKind::Test => {
            (over(language, call, about.callee), now + OVER_LASTS)
        }
    };
    let video = call.kind == CallKind::Video;
    let mut data = json!({ "chatId": call.chat.to_string(), "callId": call.id.to_string(), "video": video });
    if let Some(ticket) = ticket {
        data["ticket"] = json!(ticket);
    }
    let path = match kind {
        // The page that opens there rings by itself.
        PushKind::Ring => format!("/call/{}", call.id),
        PushKind::Missed
        | PushKind::Over
        | PushKind::Message
        | PushKind::Mention
        | PushKind::Request
        | PushKind::Test => format!("/chats/{}", call.chat),
    };
    let (title, body) = about.words(language, body);
    let payload = Notification {
        kind,
        language,
        title,
        body,
        origin: &to.origin,
        path,
        tag: topic.clone(),
        photo: about.photo,
        data,
    };
    let payload = payload.to_json();
    NewPushJob { session: to.session, topic, kind, place: None, payload, due_at: now, expires_at }
}

/// Whether somebody did not answer.
fn is_missed(call: &Call, callee: UserId) -> bool {
    if call.mode == CallMode::Sfu {
        let state = call.participant_of(callee).map(|place| place.state);
        return matches!(state, Some(ParticipantState::Missed | ParticipantState::Busy));
    }
    match call.status {
        CallStatus::Missed | CallStatus::Cancelled | CallStatus::Busy => true,
        CallStatus::Initiating
        | CallStatus::Ringing
        | CallStatus::Answered
        | CallStatus::Ended
        | CallStatus::Rejected
        | CallStatus::Failed => false,
    }
}

fn over(language: Language, call: &Call, callee: UserId) -> &'static str {
    let declined = match call.mode {
        CallMode::P2p => call.status == CallStatus::Rejected,
        CallMode::Sfu => {
            call.participant_of(callee).is_some_and(|place| place.state == ParticipantState::Declined)
        }
    };
    if declined { language.declined() } else { language.answered_elsewhere() }
}

/// Until when it rings at somebody's.
fn rings_until(call: &Call, callee: UserId) -> Timestamp {
    let asked = call.participant_of(callee).filter(|place| place.rings());
    asked.and_then(|place| place.lease_until).unwrap_or(call.ring_until)
}

fn is_muted(to: &PushRecipient, now: Timestamp) -> bool {
    to.muted_until.is_some_and(|until| until > now)
}

fn is_quiet(settings: PushSettings, now: Timestamp) -> bool {
    settings.quiet.is_some_and(|quiet| lies_in(quiet, now))
}

/// Whether a moment lies in somebody's quiet hours.
fn lies_in(quiet: QuietHours, now: Timestamp) -> bool {
    const DAY: i64 = 24 * 60;
    let minute = (now.seconds().div_euclid(60) + i64::from(quiet.utc_offset)).rem_euclid(DAY);
    let (from, to) = (i64::from(quiet.from), i64::from(quiet.to));
    if from <= to { (from..to).contains(&minute) } else { minute >= from || minute < to }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quiet_hours_go_over_midnight_in_the_persons_own_day() {
        // From 23:00 to 07:00 in Moscow is from 20:00 to 04:00 UTC.
        let quiet = QuietHours { from: 23 * 60, to: 7 * 60, utc_offset: 180 };
        let at = |hour: i64, minute: i64| {
            lies_in(quiet, Timestamp::from_millis(((40 * 24 + hour) * 60 + minute) * 60_000))
        };
        assert!(!at(19, 59) && at(20, 0) && at(23, 59) && at(0, 0) && at(3, 59) && !at(4, 0) && !at(12, 0));
    }

    #[test]
    fn quiet_hours_within_a_day_end_and_empty_ones_never_begin() {
        let at = |from: u32, to: u32, minute: i64| {
            let quiet = QuietHours { from, to, utc_offset: -60 };
            lies_in(quiet, Timestamp::from_millis((minute + 60) * 60_000))
        };
        assert!(!at(780, 900, 779) && at(780, 900, 780) && at(780, 900, 899) && !at(780, 900, 900));
        assert!(!at(600, 600, 600));
    }
}
