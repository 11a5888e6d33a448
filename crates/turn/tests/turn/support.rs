//! A client's side of the conversation, in virtual time.
#![expect(clippy::unwrap_used, reason = "what fails here fails the test")]

use std::{
    net::{Ipv4Addr, Ipv6Addr, SocketAddr},
    time::Duration,
};

use zvonilka_model::Timestamp;
use zvonilka_turn::{
    Attribute, ChannelNumber, Class, Client, Command, ErrorCode, Forward, Integrity, Key, Limits, Message,
    MessageWriter, Method, Moment, Now, PeerPolicy, RelayId, Server, Settings, TransactionId, Transport,
    attribute, password, read_xor_address,
};

pub(crate) const SECRET: &[u8] = b"north";
pub(crate) const RELAY_IP: Ipv4Addr = Ipv4Addr::new(203, 0, 113, 1);
/// When every test begins.
const BEGINNING: i64 = 1_700_000_000;

/// A server, the time, and the ports that it was given.
pub(crate) struct Bench {
    pub(crate) server: Server,
    pub(crate) now: Now,
    pub(crate) closed: Vec<zvonilka_turn::Usage>,
    pub(crate) next_port: u16,
    pub(crate) relays: Vec<(RelayId, SocketAddr)>,
    transactions: u32,
}

/// Somebody with credentials.
#[derive(Clone)]
pub(crate) struct Caller {
    pub(crate) client: Client,
    pub(crate) name: String,
    pub(crate) key: Key,
    pub(crate) nonce: String,
    pub(crate) integrity: Integrity,
}

/// An answer, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Answer {
    Success { relayed: Option<SocketAddr>, lifetime: Option<u32>, token: Option<Vec<u8>> },
    Refused(u16),
    Silence,
}

impl Answer {
    pub(crate) fn is_success(&self) -> bool {
        matches!(self, Self::Success { .. })
    }
}

pub(crate) fn settings() -> Settings {
    Settings {
        secret: SECRET.to_vec(),
        nonce_key: [7; 32],
        peers: PeerPolicy {
            relayed_v4: Some(RELAY_IP),
            relayed_v6: Some(Ipv6Addr::new(0x2001, 0xDB8, 0, 0, 0, 0, 0, 1)),
            relay_ports: 50_000..=50_999,
            own_media: Some(3_478),
            own: vec![RELAY_IP.into()],
            allow_private: false,
        },
        limits: Limits { bytes_per_second: 10_000 },
    }
}

pub(crate) fn client(number: u8, transport: Transport) -> Client {
    Client { transport, remote: SocketAddr::from(([198, 51, 100, number], 4_000)), local: None }
}

pub(crate) fn peer(number: u8) -> SocketAddr {
    SocketAddr::from(([192, 0, 2, number], 9_000))
}

impl Bench {
    pub(crate) fn new() -> Self {
        Self::with(settings())
    }

    pub(crate) fn with(settings: Settings) -> Self {
        let now =
            Now { moment: Moment::from_millis(1_000_000), wall: Timestamp::from_millis(BEGINNING * 1_000) };
        Self {
            server: Server::new(settings),
            now,
            closed: Vec::new(),
            next_port: 50_000,
            relays: Vec::new(),
            transactions: 0,
        }
    }

    pub(crate) fn advance(&mut self, span: Duration) {
        self.now = Now { moment: self.now.moment.after(span), wall: self.now.wall + span };
        self.server.handle_timeout(self.now);
        self.run_commands();
    }

    /// Somebody whose credentials are good for a day, with a nonce.
    pub(crate) fn caller(&mut self, client: Client, user: &str) -> Caller {
        self.caller_until(client, user, BEGINNING + 86_400)
    }

    pub(crate) fn caller_until(&mut self, client: Client, user: &str, expiry: i64) -> Caller {
        let name = format!("{expiry}:{user}");
        let key = Key::long_term(&name, "zvonilka", &password(SECRET, &name));
        let mut caller = Caller { client, name, key, nonce: String::new(), integrity: Integrity::Sha1 };
        self.renew_nonce(&mut caller);
        caller
    }

    pub(crate) fn renew_nonce(&mut self, caller: &mut Caller) {
        let transaction = self.transaction();
        let bytes = MessageWriter::new(Class::Request, Method::Allocate, transaction).finish();
        let answer = self.exchange(caller.client, &bytes).expect("a challenge");
        let answer = Message::decode(&answer).unwrap();
        assert_eq!(error_of(&answer), Some(ErrorCode::Unauthenticated.number()));
        caller.nonce = answer.text(attribute::NONCE).unwrap().to_owned();
    }

    pub(crate) fn transaction(&mut self) -> TransactionId {
        self.transactions += 1;
        let mut id = [9; 12];
        id[..4].copy_from_slice(&self.transactions.to_be_bytes());
        TransactionId(id)
    }

    /// Signs what `fill` writes, sends it, checks the answer's signature, and reads it.
    pub(crate) fn request(
        &mut self,
        caller: &Caller,
        method: Method,
        fill: impl FnOnce(MessageWriter) -> MessageWriter,
    ) -> Answer {
        let transaction = self.transaction();
        let bytes = signed(caller, method, transaction, fill);
        self.ask(caller, &bytes)
    }

    pub(crate) fn ask(&mut self, caller: &Caller, bytes: &[u8]) -> Answer {
        let Some(answer) = self.exchange(caller.client, bytes) else { return Answer::Silence };
        let message = Message::decode(&answer).unwrap();
        match message.class() {
            Class::Success => {
                assert!(caller.key.verifies(&message), "a success is signed");
                let relayed = message.find(attribute::XOR_RELAYED_ADDRESS).map(|value| {
                    read_xor_address(attribute::XOR_RELAYED_ADDRESS, value, &message.transaction()).unwrap()
                });
                Answer::Success {
                    relayed,
                    lifetime: message.number(attribute::LIFETIME).unwrap(),
                    token: message.find(attribute::RESERVATION_TOKEN).map(<[u8]>::to_vec),
                }
            }
            Class::Error => Answer::Refused(error_of(&message).unwrap()),
            Class::Request | Class::Indication => panic!("no answer: {message:?}"),
        }
    }

    /// Sends bytes, does what the server says, and returns its answer to this client.
    pub(crate) fn exchange(&mut self, client: Client, bytes: &[u8]) -> Option<Vec<u8>> {
        assert_eq!(self.server.handle_client(self.now, client, bytes), None);
        self.run_commands()
    }

    fn run_commands(&mut self) -> Option<Vec<u8>> {
        let mut answer = None;
        while let Some(command) = self.server.poll_command() {
            match command {
                Command::Send { bytes, .. } => answer = Some(bytes),
                Command::Open(ask) => {
                    let ip = match ask.family {
                        zvonilka_turn::Family::V4 => RELAY_IP.into(),
                        zvonilka_turn::Family::V6 => settings().peers.relayed_v6.unwrap().into(),
                    };
                    let relayed = SocketAddr::new(ip, self.next_port);
                    self.next_port += 1;
                    let relay =
                        self.server.opened(self.now, ask.client, relayed, None).expect("still waiting");
                    self.relays.push((relay, relayed));
                }
                Command::Close { usage, relay, .. } => {
                    self.relays.retain(|(id, _)| *id != relay);
                    self.closed.push(usage);
                }
            }
        }
        answer
    }

    pub(crate) fn allocate(&mut self, caller: &Caller) -> Answer {
        self.request(caller, Method::Allocate, |w| w.bytes(attribute::REQUESTED_TRANSPORT, &[17, 0, 0, 0]))
    }

    pub(crate) fn refresh(&mut self, caller: &Caller, lifetime: u32) -> Answer {
        self.request(caller, Method::Refresh, |w| w.number(attribute::LIFETIME, lifetime))
    }

    pub(crate) fn permit(&mut self, caller: &Caller, peer: SocketAddr) -> Answer {
        self.request(caller, Method::CreatePermission, |w| w.address(attribute::XOR_PEER_ADDRESS, peer))
    }

    pub(crate) fn bind(&mut self, caller: &Caller, number: u16, peer: SocketAddr) -> Answer {
        self.request(caller, Method::ChannelBind, |w| {
            w.bytes(attribute::CHANNEL_NUMBER, &[number.to_be_bytes(), [0, 0]].concat())
                .address(attribute::XOR_PEER_ADDRESS, peer)
        })
    }

    pub(crate) fn relay_of(&self, relayed: SocketAddr) -> RelayId {
        self.relays.iter().find(|(_, address)| *address == relayed).unwrap().0
    }
}

pub(crate) fn signed(
    caller: &Caller,
    method: Method,
    transaction: TransactionId,
    fill: impl FnOnce(MessageWriter) -> MessageWriter,
) -> Vec<u8> {
    fill(MessageWriter::new(Class::Request, method, transaction))
        .bytes(attribute::USERNAME, caller.name.as_bytes())
        .bytes(attribute::REALM, b"zvonilka")
        .bytes(attribute::NONCE, caller.nonce.as_bytes())
        .sign(caller.integrity, &caller.key)
        .fingerprint()
        .finish()
}

pub(crate) fn error_of(message: &Message<'_>) -> Option<u16> {
    let [_, _, hundreds, rest, ..] = message.find(attribute::ERROR_CODE)? else { return None };
    Some(u16::from(*hundreds) * 100 + u16::from(*rest))
}

pub(crate) fn send_indication(peer: SocketAddr, payload: &[u8]) -> Vec<u8> {
    MessageWriter::new(Class::Indication, Method::Send, TransactionId([3; 12]))
        .address(attribute::XOR_PEER_ADDRESS, peer)
        .bytes(attribute::DATA, payload)
        .finish()
}

pub(crate) fn channel_data(number: u16, payload: &[u8]) -> Vec<u8> {
    let number = ChannelNumber::new(number).unwrap().number().to_be_bytes();
    let length = u16::try_from(payload.len()).unwrap().to_be_bytes();
    [&number[..], &length, payload].concat()
}

/// What a client gets, as one run of bytes.
pub(crate) fn wire(forward: Option<Forward<'_>>) -> Option<(Client, Vec<u8>)> {
    match forward? {
        Forward::ToClient(to) => {
            let mut bytes = [to.head(), to.payload].concat();
            bytes.resize(to.length(), 0);
            Some((to.client, bytes))
        }
        Forward::ToPeer { .. } | Forward::Elsewhere { .. } => None,
    }
}

/// The attributes of a message without the bookkeeping of where they lie.
pub(crate) fn plain(message: &Message<'_>) -> Vec<(u16, Vec<u8>)> {
    message.attributes().map(|Attribute { kind, value, .. }| (kind, value.to_vec())).collect()
}
