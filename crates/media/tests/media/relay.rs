//! What our own sockets do.

use std::{net::Ipv4Addr, sync::Arc};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpStream, UdpSocket},
    time::timeout,
};
use zvonilka_media::{MediaError, Relay, RelaySettings};
use zvonilka_model::SystemClock;

use crate::support::{PATIENCE, Private, settings, start};

/// A binding request with a transaction id of ones.
const BINDING: [u8; 20] = [0, 1, 0, 0, 0x21, 0x12, 0xA4, 0x42, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1];

#[tokio::test]
async fn a_port_that_is_taken_is_named() {
    let relay = start(Private::Forbidden);
    let again = RelaySettings { listen: relay.address(), ..settings(Private::Forbidden) };
    let refused = Relay::start(&again, Arc::new(SystemClock)).map(|_| ()).unwrap_err();
    assert!(matches!(refused, MediaError::UdpInUse { address } if address == relay.address()), "{refused}");
    relay.stop().await;
    let now_free = Relay::start(&again, Arc::new(SystemClock)).unwrap();
    now_free.stop().await;
}

#[tokio::test]
async fn every_worker_answers() {
    let relay = start(Private::Forbidden);
    // The system spreads clients over the workers by their ports.
    for _ in 0..32 {
        let client = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        client.send_to(&BINDING, relay.address()).await.unwrap();
        let mut answer = [0; 64];
        let (length, from) = timeout(PATIENCE, client.recv_from(&mut answer)).await.unwrap().unwrap();
        assert_eq!((length, from), (32, relay.address()));
        assert_eq!(answer[..2], [1, 1]);
    }
    relay.stop().await;
}

#[tokio::test]
async fn a_connection_is_answered_in_pieces_and_closed_when_it_speaks_something_else() {
    let relay = start(Private::Forbidden);
    let mut stream = TcpStream::connect(relay.address()).await.unwrap();
    stream.set_nodelay(true).unwrap();
    for piece in BINDING.chunks(7) {
        stream.write_all(piece).await.unwrap();
        stream.flush().await.unwrap();
        tokio::task::yield_now().await;
    }
    let mut answer = [0; 32];
    timeout(PATIENCE, stream.read_exact(&mut answer)).await.unwrap().unwrap();
    assert_eq!(answer[..2], [1, 1]);
    stream.write_all(b"\xFFsomething else").await.unwrap();
    let closed = timeout(PATIENCE, stream.read(&mut answer)).await.unwrap();
    assert!(matches!(closed, Ok(0) | Err(_)));
    relay.stop().await;
}

#[tokio::test]
async fn a_stop_ends_open_connections() {
    let relay = start(Private::Forbidden);
    let mut stream = TcpStream::connect(relay.address()).await.unwrap();
    stream.write_all(&BINDING).await.unwrap();
    let mut answer = [0; 32];
    timeout(PATIENCE, stream.read_exact(&mut answer)).await.unwrap().unwrap();
    timeout(PATIENCE, relay.stop()).await.unwrap();
    let closed = timeout(PATIENCE, stream.read(&mut answer)).await.unwrap();
    assert!(matches!(closed, Ok(0) | Err(_)));
}
