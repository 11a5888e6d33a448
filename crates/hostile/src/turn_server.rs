//! A client with credentials and an allocation sends packets: raw ones, and well-signed ones with any attributes.

use std::{
    net::{Ipv4Addr, SocketAddr},
    time::Duration,
};

use zvonilka_model::Timestamp;
use zvonilka_turn::{
    Class, Client, Command, Integrity, Key, Limits, Message, MessageWriter, Method, Moment, Now, PeerPolicy,
    Server, Settings, TransactionId, Transport, attribute, password,
};

const RELAY: Ipv4Addr = Ipv4Addr::new(203, 0, 113, 1);
const NAME: &str = "9000000000:anna";

struct Bench {
    server: Server,
    now: Now,
    client: Client,
    key: Key,
    nonce: String,
    next_port: u16,
}

impl Bench {
    fn new() -> Self {
        let settings = Settings {
            secret: b"north".to_vec(),
            nonce_key: [7; 32],
            peers: PeerPolicy {
                relayed_v4: Some(RELAY),
                relayed_v6: None,
                relay_ports: 50_000..=50_999,
                own_media: Some(3_478),
                own: vec![RELAY.into()],
                allow_private: false,
            },
            limits: Limits { bytes_per_second: 1_000_000 },
        };
        let client = Client {
            transport: Transport::Udp,
            remote: SocketAddr::from(([198, 51, 100, 1], 4_000)),
            local: None,
        };
        let key = Key::long_term(NAME, "zvonilka", &password(b"north", NAME));
        let now = Now { moment: Moment::from_millis(1_000), wall: Timestamp::from_millis(1_700_000_000_000) };
        let server = Server::new(settings);
        let mut bench = Self { server, now, client, key, nonce: String::new(), next_port: 50_000 };
        let ask = MessageWriter::new(Class::Request, Method::Allocate, TransactionId([1; 12])).finish();
        let answer = bench.feed(&ask).expect("a challenge");
        bench.nonce =
            Message::decode(&answer).expect("our own").text(attribute::NONCE).expect("has one").to_owned();
        let _ =
            bench.request(Method::Allocate, 2, |w| w.bytes(attribute::REQUESTED_TRANSPORT, &[17, 0, 0, 0]));
        bench
    }

    fn request(
        &mut self,
        method: Method,
        id: u8,
        fill: impl FnOnce(MessageWriter) -> MessageWriter,
    ) -> Option<Vec<u8>> {
        let bytes = fill(MessageWriter::new(Class::Request, method, TransactionId([id; 12])))
            .bytes(attribute::USERNAME, NAME.as_bytes())
            .bytes(attribute::REALM, b"zvonilka")
            .bytes(attribute::NONCE, self.nonce.as_bytes())
            .sign(Integrity::Sha1, &self.key)
            .finish();
        self.feed(&bytes)
    }

    fn feed(&mut self, bytes: &[u8]) -> Option<Vec<u8>> {
        let _ = self.server.handle_client(self.now, self.client, bytes);
        let mut answer = None;
        while let Some(command) = self.server.poll_command() {
            match command {
                Command::Send { bytes, .. } => {
                    Message::decode(&bytes).expect("every answer can be read");
                    answer = Some(bytes);
                }
                Command::Open(ask) => {
                    self.next_port = 50_000 + (self.next_port + 1) % 1_000;
                    let relayed = (RELAY, self.next_port).into();
                    self.server.opened(self.now, ask.client, relayed, None);
                }
                Command::Close { .. } => {}
            }
        }
        assert!(self.server.allocations() <= 1);
        answer
    }
}

/// Takes packets of a few kinds, each with its length; time passes between them.
pub fn turn_packets(bytes: &[u8]) {
    let mut bench = Bench::new();
    let mut rest = bytes;
    while let Some((&[kind, id, length], after)) = rest.split_first_chunk::<3>() {
        let (packet, later) = after.split_at(usize::from(length).min(after.len()));
        rest = later;
        let method = match kind % 8 {
            0 => Method::Allocate,
            1 => Method::Refresh,
            2 | 3 => Method::CreatePermission,
            4 | 5 => Method::ChannelBind,
            6 => {
                bench.feed(packet);
                continue;
            }
            _ => {
                let span = Duration::from_secs(u64::from(id) * 4);
                bench.now = Now { moment: bench.now.moment.after(span), wall: bench.now.wall + span };
                bench.server.handle_timeout(bench.now);
                continue;
            }
        };
        bench.request(method, id, |mut writer| {
            let mut values = packet;
            while let Some((&[kind, length], after)) = values.split_first_chunk::<2>() {
                let (value, later) = after.split_at(usize::from(length).min(after.len()));
                values = later;
                // Mostly the attributes that mean something here.
                writer = writer.bytes(u16::from(kind % 0x28), value);
            }
            writer
        });
    }
}
