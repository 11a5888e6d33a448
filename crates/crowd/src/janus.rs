//! Janus with its `VideoRoom`, for the same load: one line to send and one to receive for each person.

use std::{
    net::{IpAddr, UdpSocket},
    process::Stdio,
    time::Duration,
};

use anyhow::{Context, bail};
use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tokio::{
    net::TcpStream,
    process::{Child, Command},
    time::{Instant, sleep, timeout},
};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{Message, client::IntoClientRequest},
};

use crate::{
    crew::Crew,
    media::Voice,
    phone::{Papers, Phone, Role, Slots},
    scene::Scene,
};

const PATIENCE: Duration = Duration::from_secs(20);
const PLUGIN: &str = "janus.plugin.videoroom";
/// What Debian's package has besides.
const OTHER_PLUGINS: &str = "libjanus_audiobridge.so,libjanus_duktape.so,libjanus_echotest.so,libjanus_lua.so,\
    libjanus_nosip.so,libjanus_recordplay.so,libjanus_sip.so,libjanus_streaming.so,libjanus_textroom.so,\
    libjanus_videocall.so,libjanus_voicemail.so";
const OTHER_TRANSPORTS: &str =
    "libjanus_http.so,libjanus_mqtt.so,libjanus_nanomsg.so,libjanus_pfunix.so,libjanus_rabbitmq.so";

pub(crate) struct Janus {
    child: Child,
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    session: u64,
    asked: u64,
    _folder: tempfile::TempDir,
}

/// The places in which somebody sends, as Janus knows them.
#[derive(Debug, Clone)]
struct Feed {
    id: u64,
    sound: String,
    picture: String,
}

impl Janus {
    /// Starts it with a configuration of its own, which is in no folder of the system.
    pub(crate) async fn start() -> anyhow::Result<Self> {
        let folder = tempfile::tempdir()?;
        let port = UdpSocket::bind("127.0.0.1:0")?.local_addr()?.port();
        let (path, ip) = (folder.path().display(), own_ip()?);
        let main = format!(
            "general: {{ configs_folder = \"{path}\"\n debug_level = 2\n session_timeout = 0 }}\n\
             media: {{ rtp_port_range = \"20000-40000\" }}\n\
             nat: {{ ice_lite = true\n ice_enforce_list = \"{ip}\" }}\n\
             plugins: {{ disable = \"{OTHER_PLUGINS}\" }}\n\
             transports: {{ disable = \"{OTHER_TRANSPORTS}\" }}\n"
        );
        let ways = format!(
            "general: {{ json = \"compact\"\n ws = true\n ws_port = {port}\n ws_ip = \"127.0.0.1\"\n wss = false }}\n\
             admin: {{ admin_ws = false }}\n"
        );
        std::fs::write(folder.path().join("janus.jcfg"), main)?;
        std::fs::write(folder.path().join("janus.transport.websockets.jcfg"), ways)?;
        std::fs::write(folder.path().join("janus.plugin.videoroom.jcfg"), "general: { }\n")?;
        let mut command = Command::new("janus");
        command.arg("-F").arg(folder.path());
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).kill_on_drop(true);
        let child = command.spawn().context("janus is not installed (Debian: janus)")?;
        let socket = timeout(PATIENCE, reach(port)).await.context("Janus does not start")??;
        let mut janus = Self { child, socket, session: 0, asked: 0, _folder: folder };
        janus.session =
            janus.ask(json!({ "janus": "create" })).await?["data"]["id"].as_u64().context("a session")?;
        Ok(janus)
    }

    pub(crate) fn pid(&self) -> anyhow::Result<u32> {
        self.child.id().context("Janus has ended")
    }

    /// Rooms, and everybody in theirs.
    pub(crate) async fn connect(
        &mut self,
        scene: &Scene,
        papers: &Papers,
        crew: &mut Crew,
    ) -> anyhow::Result<()> {
        let keeper = self.attach().await?;
        for room in 1..=scene.rooms {
            let new = json!({ "request": "create", "room": room, "publishers": scene.people, "bitrate": 0,
                "audiocodec": "opus", "videocodec": "vp8", "notify_joining": false });
            self.message(keeper, new, None).await?;
            let mut feeds = Vec::new();
            for index in 0..scene.people {
                feeds.push(self.publish(scene, room, index, papers, crew).await?);
            }
            for index in 0..scene.people {
                self.subscribe(scene, (room, index), &feeds, papers, crew).await?;
            }
        }
        Ok(())
    }

    /// Somebody's line to send, if they send anything.
    async fn publish(
        &mut self,
        scene: &Scene,
        room: usize,
        index: usize,
        papers: &Papers,
        crew: &mut Crew,
    ) -> anyhow::Result<Option<Feed>> {
        let voice = scene.voice(index);
        if voice == Voice::Off && !scene.has_pictures {
            return Ok(None);
        }
        let person = u32::try_from((room - 1) * scene.people + index)?;
        let id = u64::from(person) + 1;
        let role = Role { person, voice, pictures: scene.has_pictures };
        let slots = Slots { sounds: 0, pictures: 0, has_channel: false };
        let (mut phone, offer, pending) = Phone::offer(papers, role, slots, Instant::now().into_std())?;
        let handle = self.attach().await?;
        let join = json!({ "request": "join", "ptype": "publisher", "room": room, "id": id });
        self.message(handle, join, None).await?;
        let jsep = json!({ "type": "offer", "sdp": offer, "trickle": false });
        let answer = self.message(handle, json!({ "request": "publish" }), Some(jsep)).await?;
        phone.take_answer(pending, answer["jsep"]["sdp"].as_str().context("an answer of Janus")?)?;
        let places = phone.places();
        let name = |mid: Option<str0m::media::Mid>| mid.map(|mid| mid.to_string()).unwrap_or_default();
        let feed = Feed { id, sound: name(places.microphone), picture: name(places.camera) };
        crew.take(phone)?;
        Ok(Some(feed))
    }

    /// Somebody's line to receive.
    async fn subscribe(
        &mut self,
        scene: &Scene,
        (room, index): (usize, usize),
        feeds: &[Option<Feed>],
        papers: &Papers,
        crew: &mut Crew,
    ) -> anyhow::Result<()> {
        let sounds = scene.hears(index).filter_map(|of| feeds[of].as_ref());
        let mut streams: Vec<Value> =
            sounds.map(|feed| json!({ "feed": feed.id, "mid": feed.sound })).collect();
        let tiles: Vec<_> =
            scene.shows(index).filter_map(|tile| Some((feeds[tile.of].clone()?, tile.size))).collect();
        streams.extend(tiles.iter().map(|(feed, _)| json!({ "feed": feed.id, "mid": feed.picture })));
        if streams.is_empty() {
            return Ok(());
        }
        let handle = self.attach().await?;
        let join = json!({ "request": "join", "ptype": "subscriber", "room": room, "streams": streams });
        let attached = self.join_when_there(handle, &join).await?;
        let offer = attached["jsep"]["sdp"].as_str().context("an offer of Janus")?;
        let person = u32::try_from((room - 1) * scene.people + index)?;
        let role = Role { person, voice: Voice::Off, pictures: false };
        let (phone, answer) = Phone::answer(papers, role, offer, Instant::now().into_std())?;
        let jsep = json!({ "type": "answer", "sdp": answer, "trickle": false });
        self.message(handle, json!({ "request": "start" }), Some(jsep)).await?;
        crew.take(phone)?;
        let there = attached["plugindata"]["data"]["streams"].as_array().cloned().unwrap_or_default();
        // It counts from the last of the names in the offer, which is the largest here.
        let sizes: Vec<Value> = there
            .iter()
            .filter(|stream| stream["type"] == "video")
            .filter_map(|stream| {
                let (_, size) = tiles.iter().find(|(feed, _)| stream["feed_id"] == feed.id)?;
                Some(json!({ "mid": stream["mid"], "substream": 2 - size, "temporal": 2 }))
            })
            .collect();
        if !sizes.is_empty() {
            self.message(handle, json!({ "request": "configure", "streams": sizes }), None).await?;
        }
        Ok(())
    }

    /// A feed is one as soon as its line stands.
    async fn join_when_there(&mut self, handle: u64, join: &Value) -> anyhow::Result<Value> {
        let begun = Instant::now();
        loop {
            match self.message(handle, join.clone(), None).await {
                Err(_) if begun.elapsed() < PATIENCE => sleep(Duration::from_millis(100)).await,
                joined => return joined,
            }
        }
    }

    async fn attach(&mut self) -> anyhow::Result<u64> {
        let session = self.session;
        let made = self.ask(json!({ "janus": "attach", "session_id": session, "plugin": PLUGIN })).await?;
        made["data"]["id"].as_u64().context("a handle")
    }

    async fn message(&mut self, handle: u64, body: Value, jsep: Option<Value>) -> anyhow::Result<Value> {
        let mut asked =
            json!({ "janus": "message", "session_id": self.session, "handle_id": handle, "body": body });
        if let Some(jsep) = jsep {
            asked["jsep"] = jsep;
        }
        let answer = self.ask(asked).await?;
        match answer["plugindata"]["data"].get("error") {
            Some(error) => bail!("Janus refuses: {error}"),
            None => Ok(answer),
        }
    }

    /// Asks, and waits for the answer; what else is told meanwhile concerns nobody here.
    async fn ask(&mut self, mut question: Value) -> anyhow::Result<Value> {
        self.asked += 1;
        let transaction = self.asked.to_string();
        question["transaction"] = transaction.as_str().into();
        self.socket.send(Message::Text(question.to_string().into())).await?;
        let answered = async {
            while let Some(message) = self.socket.next().await {
                let Message::Text(text) = message? else { continue };
                let answer: Value = serde_json::from_str(&text)?;
                if answer["transaction"] == transaction.as_str() && answer["janus"] != "ack" {
                    if answer["janus"] == "error" {
                        bail!("Janus refuses: {answer}");
                    }
                    return Ok(answer);
                }
            }
            bail!("Janus has hung up")
        };
        timeout(PATIENCE, answered).await.context("Janus does not answer")?
    }
}

/// Where Janus can be reached for media: it takes every address but those of loopback. No packet leaves the machine.
pub(crate) fn own_ip() -> anyhow::Result<IpAddr> {
    let socket = UdpSocket::bind("0.0.0.0:0")?;
    // Nothing is sent: this asks for the way only.
    socket.connect("192.0.2.1:9").context("Janus needs an address besides loopback")?;
    Ok(socket.local_addr()?.ip())
}

async fn reach(port: u16) -> anyhow::Result<WebSocketStream<MaybeTlsStream<TcpStream>>> {
    loop {
        let mut request = format!("ws://127.0.0.1:{port}/").into_client_request()?;
        request.headers_mut().insert("sec-websocket-protocol", "janus-protocol".parse()?);
        match connect_async(request).await {
            Ok((socket, _)) => return Ok(socket),
            Err(_) => sleep(Duration::from_millis(50)).await,
        }
    }
}
