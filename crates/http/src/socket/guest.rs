//! `GET /ws/guest`: the socket of somebody without an account. It knows one guest and the call they knock at, and nothing
//! else: what they may say is the short list in [`Said`], and what they hear is where they stand.
//!
//! One task reads and writes: guests are few, and each frame they are told replaces the one before.

use std::time::Duration;

use axum::{
    extract::{Request, State},
    response::{IntoResponse as _, Response},
};
use futures_util::{SinkExt as _, StreamExt as _};
use hyper::upgrade::OnUpgrade;
use serde::Serialize;
use tokio::time::Instant;
use tokio_tungstenite::tungstenite::{Error as WireError, Message};
use zvonilka_model::{
    ChatId, GuestId, ParticipantId, SessionId, UserId,
    call::{self as model, MediaReport, MediaState},
};
use zvonilka_protocol::{
    Call, ErrorCode, GuestAnswerSdp, GuestCall, GuestEnd, GuestEvent, GuestMuted, GuestPerson, GuestReady,
    GuestSign, GuestStand,
    socket::{ClientFrame, Incoming, answer, failure},
};
use zvonilka_realtime::CloseReason;
use zvonilka_service::{self as service, GuestNews, GuestOver, SeenCall, ServiceError, Visitor};

use super::{
    Wire, drain,
    flood::{Flood, Verdict},
    handshake::Handshake,
    opening::closing,
    wire_of, writer,
};
use crate::{AppState, error::ApiError, extract::ClientAddress};

/// Frames that a page may send before it shows its pass.
const STRAY_FRAMES_MAX: usize = 5;
/// How long a frame may take: a dead peer holds the task no longer.
const WRITE_TIMEOUT: Duration = Duration::from_secs(10);

/// Everything that a guest may say. Whatever else members can say, now or later, is not for guests.
enum Said {
    Ping,
    /// A new line is to be made.
    Join,
    /// Only the socket is a new one.
    Resume(ParticipantId),
    Offer(String),
    State(MediaState),
    /// Their own hand goes up or down.
    Hand(bool),
    React(String),
    Media(MediaReport),
    Renew,
    Leave,
}

impl Said {
    #[expect(clippy::wildcard_enum_match_arm, reason = "what is added for members is not for guests by that")]
    fn of(frame: ClientFrame) -> Option<Self> {
        Some(match frame {
            ClientFrame::Ping => Self::Ping,
            ClientFrame::CallJoin(_) => Self::Join,
            ClientFrame::CallResume(frame) if frame.fresh => Self::Join,
            ClientFrame::CallResume(frame) => Self::Resume(frame.participant_id),
            ClientFrame::CallOffer(frame) => Self::Offer(frame.sdp),
            ClientFrame::CallState(frame) => Self::State(MediaState {
                muted: frame.muted,
                camera: frame.camera,
                screen: frame.screen,
                hold: frame.hold,
            }),
            // Whose hand it is goes without saying: a guest lowers nobody else's.
            ClientFrame::CallHand(frame) if frame.user_id.is_none() && frame.participant_id.is_none() => {
                Self::Hand(frame.raised)
            }
            ClientFrame::CallReact(frame) => Self::React(frame.emoji),
            ClientFrame::CallMedia(frame) => {
                Self::Media(MediaReport { sending: frame.sending, receiving: frame.receiving })
            }
            ClientFrame::CallRenew(_) => Self::Renew,
            ClientFrame::CallLeave(_) | ClientFrame::CallEnd(_) => Self::Leave,
            _ => return None,
        })
    }
}

#[derive(Serialize)]
struct Done {}

/// The data of an answer with the call.
#[derive(Serialize)]
struct CallData {
    call: Call,
}

/// How a conversation ends.
enum End {
    /// From here.
    Close(CloseReason),
    /// The peer is gone.
    Gone,
}

/// Opens the socket. The first frame must bring the pass.
pub(crate) async fn upgrade_guest(
    State(state): State<AppState>,
    ClientAddress(address): ClientAddress,
    mut request: Request,
) -> Response {
    if !state.settings.allows_socket_from(request.headers()) {
        return ApiError::new(ErrorCode::OriginNotAllowed, "pages of this origin may not connect")
            .into_response();
    }
    match Handshake::take(&mut request) {
        Ok(handshake) => {
            let (response, upgrade) = handshake.accept();
            state.tasks.spawn(run(state.clone(), upgrade, address));
            response
        }
        Err(refusal) => refusal.into_response(),
    }
}

async fn run(state: AppState, upgrade: OnUpgrade, address: String) {
    let Some(mut wire) = wire_of(upgrade).await else { return };
    let next = match open(&state, &mut wire, &address).await {
        Ok(mut visitor) => {
            let next = talk(&state, &mut wire, &mut visitor).await;
            // When the server stops, everybody's socket closes: that is no reason to give the place up.
            if !state.stop.is_cancelled()
                && let Err(error) = state.service.guests.departed(&visitor).await
            {
                tracing::warn!(%error, "a call could not be told that a guest has gone");
            }
            next
        }
        Err(next) => next,
    };
    if let End::Close(reason) = next {
        writer::close(&mut wire, reason).await;
        drain(wire).await;
    }
}

/// The pass, in good time.
async fn open(state: &AppState, wire: &mut Wire, address: &str) -> Result<Visitor, End> {
    let deadline = Instant::now() + state.settings.socket.auth_timeout;
    for _ in 0..STRAY_FRAMES_MAX {
        let next = tokio::select! {
            next = tokio::time::timeout_at(deadline, wire.next()) => next,
            () = state.stop.cancelled() => return Err(End::Close(CloseReason::Restarting)),
        };
        let Ok(next) = next else { return Err(End::Close(CloseReason::Unauthenticated)) };
        let Some(text) = text_of(next)? else { continue };
        let (reference, refusal) = match ClientFrame::parse(&text) {
            Ok(Incoming { reference, frame: ClientFrame::Auth(auth) }) => {
                match state.service.guests.enter(&auth.token, address).await {
                    Ok(visitor) => {
                        let heartbeat = state.settings.socket.heartbeat.as_millis();
                        let ready = GuestReady {
                            user_id: person_of(visitor.guest()),
                            heartbeat_ms: u64::try_from(heartbeat).unwrap_or(u64::MAX),
                            server_time: state.service.now(),
                        };
                        send(wire, answer("ready", reference.as_deref(), &ready)).await?;
                        return Ok(visitor);
                    }
                    // No mistake of the page's: the visit is over before it began.
                    Err(ServiceError::GuestLinkClosed) => {
                        return Err(over(wire, GuestEnd::LinkClosed).await);
                    }
                    Err(ServiceError::CallFull) => return Err(over(wire, GuestEnd::Full).await),
                    Err(error) => {
                        let reason = closing(&error);
                        say(wire, reference.as_deref(), error.into()).await?;
                        return Err(End::Close(reason));
                    }
                }
            }
            Ok(incoming) => {
                (incoming.reference, ApiError::new(ErrorCode::Unauthenticated, "send `auth` first"))
            }
            Err(error) => (error.reference, ApiError::new(error.code, error.detail)),
        };
        say(wire, reference.as_deref(), refusal).await?;
    }
    Err(End::Close(CloseReason::Unauthenticated))
}

/// Says that the visit is over, and why.
async fn over(wire: &mut Wire, reason: GuestEnd) -> End {
    match send(wire, GuestEvent::Stands(GuestStand::Over { reason }).to_text()).await {
        Ok(()) => End::Close(CloseReason::SessionEnded),
        Err(end) => end,
    }
}

async fn talk(state: &AppState, wire: &mut Wire, visitor: &mut Visitor) -> End {
    let settings = &state.settings.socket;
    let mut flood = Flood::new(settings.flood_limit, Instant::now());
    let mut told = String::new();
    let mut looks = true;
    loop {
        // What a guest says changes where they stand, so each round begins with a look; what they hear does not.
        if looks && let Err(end) = tell(state, wire, visitor, &mut told).await {
            return end;
        }
        looks = true;
        let next = tokio::select! {
            news = visitor.news() => match news {
                None => continue,
                Some(news) => match hear(wire, visitor, news).await {
                    Ok(()) => {
                        looks = false;
                        continue;
                    }
                    Err(end) => return end,
                },
            },
            () = state.stop.cancelled() => return End::Close(CloseReason::Restarting),
            next = tokio::time::timeout(settings.heartbeat * 2, wire.next()) => next,
        };
        let Ok(next) = next else { return End::Close(CloseReason::TooSlow) };
        let text = match text_of(next) {
            Ok(Some(text)) => text,
            Ok(None) => continue,
            Err(end) => return end,
        };
        let handled = match (flood.handle_frame(Instant::now()), ClientFrame::parse(&text)) {
            (Verdict::Close, _) => return End::Close(CloseReason::Policy),
            (Verdict::Refuse(wait), parsed) => {
                let reference = parsed.map_or_else(|error| error.reference, |incoming| incoming.reference);
                say(wire, reference.as_deref(), ApiError::too_many_requests(wait)).await
            }
            (Verdict::Pass, Ok(incoming)) => handle(state, wire, visitor, incoming).await,
            (Verdict::Pass, Err(error)) => {
                say(wire, error.reference.as_deref(), ApiError::new(error.code, error.detail)).await
            }
        };
        if let Err(end) = handled {
            return end;
        }
    }
}

/// Says where the guest stands, if that is news.
async fn tell(
    state: &AppState,
    wire: &mut Wire,
    visitor: &mut Visitor,
    told: &mut String,
) -> Result<(), End> {
    let stand = match state.service.guests.stand(visitor).await {
        Ok(stand) => stand,
        Err(error) => {
            tracing::warn!(%error, "a guest could not be told where they stand");
            return Err(End::Close(CloseReason::Restarting));
        }
    };
    let is_over = matches!(stand, service::GuestStand::Over(_));
    let text = GuestEvent::Stands(to_wire(stand, visitor.guest())).to_text();
    if text != *told {
        send(wire, text.clone()).await?;
        *told = text;
    }
    if is_over { Err(End::Close(CloseReason::SessionEnded)) } else { Ok(()) }
}

/// Says what is told besides that.
async fn hear(wire: &mut Wire, visitor: &Visitor, news: GuestNews) -> Result<(), End> {
    let Some(call_id) = visitor.call() else { return Ok(()) };
    let event = match news {
        GuestNews::Muted { by } => GuestEvent::Muted(GuestMuted { call_id, by_user_id: person_at(by) }),
        GuestNews::Reacted { from, emoji, mine } => GuestEvent::Reacted(GuestSign {
            call_id,
            participant_id: from,
            user_id: if mine { person_of(visitor.guest()) } else { person_at(from) },
            emoji: emoji.to_string(),
        }),
    };
    send(wire, event.to_text()).await
}

async fn handle(state: &AppState, wire: &mut Wire, visitor: &Visitor, incoming: Incoming) -> Result<(), End> {
    let Incoming { reference, frame } = incoming;
    let reference = reference.as_deref();
    let guests = &state.service.guests;
    let done = match Said::of(frame) {
        None => Err(ServiceError::Forbidden),
        // Waiting has no sign of life of its own: the link is looked at with each heartbeat.
        Some(Said::Ping | Said::Renew) => guests.renew(visitor).await,
        Some(Said::Join) => return with_call(wire, reference, visitor, guests.join(visitor).await).await,
        Some(Said::Resume(place)) => {
            return with_call(wire, reference, visitor, guests.resume(visitor, place).await).await;
        }
        Some(Said::Offer(sdp)) => match guests.offer(visitor, &sdp) {
            Ok((call, place, sdp)) => {
                let event = GuestAnswerSdp {
                    call_id: call,
                    from_participant_id: place,
                    from_user_id: person_at(place),
                    sdp,
                };
                send(wire, GuestEvent::Answer(event).to_text()).await?;
                Ok(())
            }
            Err(error) => Err(error),
        },
        Some(Said::State(shown)) => guests.show(visitor, shown).await,
        Some(Said::Hand(raised)) => guests.hand(visitor, raised).await,
        Some(Said::React(emoji)) => guests.react(visitor, &emoji),
        Some(Said::Media(report)) => guests.media(visitor, report).await,
        Some(Said::Leave) => guests.leave(visitor).await,
    };
    match done {
        Ok(()) => send(wire, answer("ok", reference, &Done {})).await,
        Err(error) => say(wire, reference, error.into()).await,
    }
}

async fn with_call(
    wire: &mut Wire,
    reference: Option<&str>,
    visitor: &Visitor,
    seen: Result<SeenCall, ServiceError>,
) -> Result<(), End> {
    match seen {
        Ok(seen) => {
            let call = disguised(&seen, visitor.guest());
            send(wire, answer("ok", reference, &CallData { call })).await
        }
        Err(error) => say(wire, reference, error.into()).await,
    }
}

fn to_wire(stand: service::GuestStand, guest: GuestId) -> GuestStand {
    match stand {
        service::GuestStand::NoCall => GuestStand::NoCall,
        service::GuestStand::Waiting => GuestStand::Waiting,
        service::GuestStand::Locked => GuestStand::Locked,
        service::GuestStand::In(seen) => GuestStand::In {
            call: Box::new(GuestCall {
                call: disguised(&seen, guest),
                me: seen.me,
                people: seen
                    .people
                    .into_iter()
                    .map(|(participant_id, name, guest)| GuestPerson { participant_id, name, guest })
                    .collect(),
            }),
        },
        service::GuestStand::Over(reason) => GuestStand::Over {
            reason: match reason {
                GuestOver::Ended => GuestEnd::Ended,
                GuestOver::Declined => GuestEnd::Declined,
                GuestOver::Removed => GuestEnd::Removed,
                GuestOver::Lapsed => GuestEnd::Lapsed,
                GuestOver::LinkClosed => GuestEnd::LinkClosed,
                GuestOver::Elsewhere => GuestEnd::Elsewhere,
                GuestOver::Full => GuestEnd::Full,
            },
        },
    }
}

/// The call in which everybody is known by their place alone: guests are among the participants, and nothing in it is
/// the id of a person, a sign-in or a chat. Every field is named, so that none that is added later goes out unseen.
fn disguised(seen: &SeenCall, me: GuestId) -> Call {
    let call = &seen.call;
    let initiator = call.participants.iter().find(|place| place.user == call.initiator);
    let members = call.participants.iter().map(|place| Shown {
        place: place.id,
        user: person_at(place.id),
        state: place.state,
        away: place.away,
        media: place.media,
        // Whose hand is up is seen by all; whom a host took out or silenced concerns no guest.
        floor: model::Floor { removed: false, silenced_by: None, ..place.floor },
    });
    let guests = call.guests.iter().map(|guest| Shown {
        place: guest.id,
        // Who asks finds themselves whatever their place is called now.
        user: if guest.id == seen.me { person_of(me) } else { person_at(guest.id) },
        state: if guest.state == model::GuestState::Connected {
            model::ParticipantState::Connected
        } else {
            model::ParticipantState::Connecting
        },
        away: guest.away,
        media: guest.media,
        floor: model::Floor { hand: guest.hand, ..model::Floor::default() },
    });
    let shown = model::Call {
        id: call.id,
        chat: ChatId::from_uuid(call.id.uuid()),
        kind: call.kind,
        mode: call.mode,
        status: call.status,
        initiator: initiator.map_or_else(|| UserId::from_uuid(call.id.uuid()), |place| person_at(place.id)),
        participants: members.chain(guests).map(Shown::into_participant).collect(),
        guests: Vec::new(),
        created_at: call.created_at,
        ring_until: call.ring_until,
        answered_at: call.answered_at,
        connected_at: call.connected_at,
        ended_at: call.ended_at,
        end_reason: call.end_reason,
        audio_room: call.audio_room,
        locked: call.locked,
    };
    (&shown).into()
}

/// What a guest sees of a place.
struct Shown {
    place: ParticipantId,
    user: UserId,
    state: model::ParticipantState,
    away: bool,
    media: MediaReport,
    floor: model::Floor,
}

impl Shown {
    fn into_participant(self) -> model::Participant {
        model::Participant {
            id: self.place,
            user: self.user,
            session: Some(SessionId::from_uuid(self.place.uuid())),
            connection: None,
            state: self.state,
            lease_until: None,
            away: self.away,
            media: self.media,
            floor: self.floor,
            invited_by: None,
            outsider: false,
        }
    }
}

/// What stands for the guest who asks.
const fn person_of(guest: GuestId) -> UserId {
    UserId::from_uuid(guest.uuid())
}

/// What stands for the person at a place.
const fn person_at(place: ParticipantId) -> UserId {
    UserId::from_uuid(place.uuid())
}

/// The text of what came; `None` for what is none and does no harm.
fn text_of(next: Option<Result<Message, WireError>>) -> Result<Option<String>, End> {
    match next {
        Some(Ok(Message::Text(text))) => Ok(Some(text.as_str().to_owned())),
        Some(Ok(Message::Ping(_) | Message::Pong(_))) => Ok(None),
        Some(Ok(Message::Binary(_) | Message::Frame(_))) => Err(End::Close(CloseReason::Unsupported)),
        Some(Err(WireError::Capacity(_))) => Err(End::Close(CloseReason::TooBig)),
        Some(Ok(Message::Close(_)) | Err(_)) | None => Err(End::Gone),
    }
}

async fn say(wire: &mut Wire, reference: Option<&str>, refusal: ApiError) -> Result<(), End> {
    send(wire, failure(reference, &refusal.into_socket_error())).await
}

async fn send(wire: &mut Wire, text: String) -> Result<(), End> {
    match tokio::time::timeout(WRITE_TIMEOUT, wire.send(Message::text(text))).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) | Err(_) => Err(End::Gone),
    }
}
