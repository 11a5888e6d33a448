//! The program itself: people sign up, gather in calls by the real signalling and make their lines.

use std::{path::PathBuf, sync::Arc, time::Duration};

use anyhow::{Context, bail, ensure};
use reqwest::Method;
use serde_json::{Value, json};
use tokio::{
    sync::mpsc,
    task::JoinSet,
    time::{Instant, interval, timeout},
};
use tokio_util::sync::CancellationToken;
use zvonilka_client::{Api, Events, Socket};
use zvonilka_model::{CallId, ParticipantId, UserId};
use zvonilka_protocol::{Chat, CreateChat, RoomPicture, RoomTile, RoomWish, socket::ServerEvent};
use zvonilka_testkit::process::{ServerOptions, ServerProcess};

use crate::{
    crew::Crew,
    phone::{Papers, Phone, Role, Slots},
    scene::{Scene, Tile},
};

/// A place in a call is kept by signs of life.
const RENEW_EVERY: Duration = Duration::from_secs(15);
const PATIENCE: Duration = Duration::from_secs(60);
/// As a page offers.
const SLOTS: Slots = Slots { sounds: 8, pictures: 12, has_channel: true };
/// How high a tile of each size is.
const HEIGHTS: [u32; 3] = [150, 300, 720];

pub(crate) struct Ours {
    pub(crate) server: ServerProcess,
    _data: tempfile::TempDir,
    people: Vec<Person>,
}

/// Somebody with an account.
#[derive(Clone)]
struct Person {
    api: Api,
    id: UserId,
}

/// Everybody in their calls.
pub(crate) struct Gathered {
    rooms: Vec<Vec<Seat>>,
    /// Keeps everybody in; ends with it.
    _renewing: JoinSet<()>,
}

/// Somebody in a call.
pub(crate) struct Seat {
    pub(crate) socket: Arc<Socket>,
    pub(crate) call: CallId,
    pub(crate) place: ParticipantId,
    pub(crate) answers: mpsc::UnboundedReceiver<String>,
    pub(crate) number: u32,
}

impl Ours {
    /// Starts the program and signs everybody up.
    pub(crate) async fn start(binary: PathBuf, scene: &Scene) -> anyhow::Result<Self> {
        let data = tempfile::tempdir()?;
        let mut options = ServerOptions::new(binary, data.path());
        options.env.push(("ZVONILKA_TURN_PUBLIC_ADDRESS".to_owned(), "127.0.0.1".to_owned()));
        let mut server = ServerProcess::start(options).await?;
        let mut people = Vec::new();
        for number in 0..scene.rooms * scene.people {
            let (api, session) = server.register(&format!("crowd{number}")).await?;
            people.push(Person { api, id: session.user.user.id });
        }
        // Passwords took memory that calls would use now as if they needed none.
        server.stop().await?;
        let server = server.restart().await?;
        Ok(Self { server, _data: data, people })
    }

    /// Everybody comes into the call of their group.
    pub(crate) async fn gather(&self, scene: &Scene, stop: &CancellationToken) -> anyhow::Result<Gathered> {
        let (mut rooms, mut renewing) = (Vec::new(), JoinSet::new());
        for (room, people) in self.people.chunks(scene.people).enumerate() {
            let group = CreateChat::Group {
                title: format!("Room {room}"),
                description: None,
                member_ids: people.iter().skip(1).map(|person| person.id).collect(),
            };
            let group: Chat = people[0].api.json(Method::POST, "/api/chats", Some(&group)).await?.body;
            let (mut seats, mut call) = (Vec::new(), None);
            for (index, person) in people.iter().enumerate() {
                let number = u32::try_from(room * scene.people + index)?;
                let (socket, events) = person.api.socket().await?;
                let socket = Arc::new(socket);
                let (kind, data) = match call {
                    None => ("call:initiate", json!({ "chatId": group.shared.id, "kind": "video" })),
                    Some(call) => ("call:join", json!({ "callId": call })),
                };
                let joined = &socket.request(kind, data).await?["call"];
                let id: CallId = serde_json::from_value(joined["id"].clone())?;
                call = Some(id);
                let place = place_of(joined, person.id)?;
                let (tell, answers) = mpsc::unbounded_channel();
                renewing.spawn(listen(events, tell));
                renewing.spawn(renew(Arc::clone(&socket), id, stop.clone()));
                seats.push(Seat { socket, call: id, place, answers, number });
            }
            rooms.push(seats);
        }
        Ok(Gathered { rooms, _renewing: renewing })
    }
}

impl Gathered {
    /// Everybody makes their line.
    pub(crate) async fn connect(
        &mut self,
        scene: &Scene,
        papers: &Papers,
        crew: &mut Crew,
    ) -> anyhow::Result<()> {
        for seats in &mut self.rooms {
            let places: Vec<ParticipantId> = seats.iter().map(|seat| seat.place).collect();
            for (index, seat) in seats.iter_mut().enumerate() {
                let phone = seat.connect(scene, index, &places, papers).await?;
                crew.take(phone)?;
            }
        }
        Ok(())
    }
}

impl Seat {
    /// A line into the room, for the person with this number in it.
    pub(crate) async fn connect(
        &mut self,
        scene: &Scene,
        index: usize,
        places: &[ParticipantId],
        papers: &Papers,
    ) -> anyhow::Result<Phone> {
        let role = Role { person: self.number, voice: scene.voice(index), pictures: scene.has_pictures };
        let tile = |tile: Tile| RoomTile {
            participant_id: places[tile.of],
            picture: RoomPicture::Camera,
            height: HEIGHTS[tile.size],
        };
        let wish = RoomWish::Show { tiles: scene.shows(index).map(tile).collect() };
        self.call_in(role, &serde_json::to_string(&wish)?, papers).await
    }

    /// A line into the room, for somebody who wishes to see this.
    pub(crate) async fn call_in(&mut self, role: Role, wish: &str, papers: &Papers) -> anyhow::Result<Phone> {
        let call = self.call;
        let state = json!({ "callId": call, "camera": role.pictures, "muted": false });
        self.socket.request("call:state", state).await?;
        let (mut phone, offer, pending) = Phone::offer(papers, role, SLOTS, Instant::now().into_std())?;
        phone.wish(wish.to_owned());
        // Only the newest answer is of use.
        while self.answers.try_recv().is_ok() {}
        self.socket.request("call:offer", json!({ "callId": call, "sdp": offer })).await?;
        let answer = timeout(PATIENCE, self.answers.recv()).await.context("no answer to an offer")?;
        phone.take_answer(pending, &answer.context("a socket has ended")?)?;
        Ok(phone)
    }
}

pub(crate) fn place_of(call: &Value, user: UserId) -> anyhow::Result<ParticipantId> {
    let user = user.to_string();
    let places = call["participants"].as_array().context("the participants of a call")?;
    let mine = places.iter().rfind(|place| place["userId"] == user.as_str());
    let Some(mine) = mine else { bail!("no place in {call}") };
    ensure!(mine.get("sessionId").is_some(), "a place without a device in {call}");
    Ok(serde_json::from_value(mine["participantId"].clone())?)
}

pub(crate) async fn listen(mut events: Events, tell: mpsc::UnboundedSender<String>) {
    while let Ok(event) = events.next().await {
        if let ServerEvent::CallAnswer(answer) = event
            && tell.send(answer.sdp).is_err()
        {
            return;
        }
    }
}

pub(crate) async fn renew(socket: Arc<Socket>, call: CallId, stop: CancellationToken) {
    let mut ticks = interval(RENEW_EVERY);
    while stop.run_until_cancelled(ticks.tick()).await.is_some() {
        // A line that is over has nothing to renew.
        if socket.request("call:renew", json!({ "callId": call })).await.is_err() {
            return;
        }
    }
}
