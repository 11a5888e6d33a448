//! A relayed address, as a client has it: by UDP, with send indications.
#![expect(clippy::unwrap_used, reason = "what fails here fails the test")]

use std::{
    net::{Ipv4Addr, SocketAddr, UdpSocket},
    time::Duration,
};

use zvonilka_model::{Clock as _, SystemClock};
use zvonilka_turn::{
    Class, Integrity, Key, Message, MessageWriter, Method, TransactionId, attribute, password,
    read_xor_address,
};

use crate::support::{PATIENCE, SECRET};

pub(crate) struct Allocated {
    socket: UdpSocket,
    pub(crate) relayed: SocketAddr,
}

impl Allocated {
    /// Allocates, and permits whatever the relay is willing to reach on this machine.
    pub(crate) fn new(server: SocketAddr) -> Self {
        let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        socket.connect(server).unwrap();
        socket.set_read_timeout(Some(PATIENCE)).unwrap();
        let name = format!("{}:anna", SystemClock.now().seconds() + 3_600);
        let key = Key::long_term(&name, "zvonilka", &password(SECRET.as_bytes(), &name));
        let exchange = |bytes: Vec<u8>| {
            socket.send(&bytes).unwrap();
            let mut answer = [0; 1_500];
            let length = socket.recv(&mut answer).unwrap();
            answer[..length].to_vec()
        };
        let first =
            |number| MessageWriter::new(Class::Request, Method::Allocate, TransactionId([number; 12]));
        let challenge = exchange(first(1).finish());
        let nonce = Message::decode(&challenge).unwrap().text(attribute::NONCE).unwrap().to_owned();
        let signed = |writer: MessageWriter| {
            let writer = writer
                .bytes(attribute::USERNAME, name.as_bytes())
                .bytes(attribute::REALM, b"zvonilka")
                .bytes(attribute::NONCE, nonce.as_bytes());
            writer.sign(Integrity::Sha1, &key).finish()
        };
        let answer = exchange(signed(first(2).bytes(attribute::REQUESTED_TRANSPORT, &[17, 0, 0, 0])));
        let answer = Message::decode(&answer).unwrap();
        assert_eq!(answer.class(), Class::Success, "{answer:?}");
        let kind = attribute::XOR_RELAYED_ADDRESS;
        let relayed = read_xor_address(kind, answer.find(kind).unwrap(), &answer.transaction()).unwrap();
        let permit = MessageWriter::new(Class::Request, Method::CreatePermission, TransactionId([3; 12]))
            .address(attribute::XOR_PEER_ADDRESS, SocketAddr::new(server.ip(), 9));
        let answer = exchange(signed(permit));
        assert_eq!(Message::decode(&answer).unwrap().class(), Class::Success);
        Self { socket, relayed }
    }

    pub(crate) fn send(&self, to: SocketAddr, bytes: &[u8]) {
        let indication = MessageWriter::new(Class::Indication, Method::Send, TransactionId([4; 12]))
            .address(attribute::XOR_PEER_ADDRESS, to)
            .bytes(attribute::DATA, bytes);
        self.socket.send(&indication.finish()).unwrap();
    }

    pub(crate) fn receive(&self, patience: Duration) -> Option<(SocketAddr, Vec<u8>)> {
        self.socket.set_read_timeout(Some(patience)).unwrap();
        let mut bytes = [0; 2_048];
        let length = self.socket.recv(&mut bytes).ok()?;
        let message = Message::decode(&bytes[..length]).unwrap();
        assert_eq!((message.class(), message.method()), (Class::Indication, Method::Data));
        let kind = attribute::XOR_PEER_ADDRESS;
        let from = read_xor_address(kind, message.find(kind).unwrap(), &message.transaction()).unwrap();
        Some((from, message.find(attribute::DATA).unwrap().to_vec()))
    }
}
