//! What a machine behind a translating router looks like from outside: asked of a STUN server.

use std::{
    io,
    net::{IpAddr, SocketAddr},
    time::Duration,
};

use tokio::{
    net::{UdpSocket, lookup_host},
    time::timeout,
};
use zvonilka_turn::{Class, Message, MessageWriter, Method, TransactionId, attribute, read_xor_address};

/// How long the name server may take, and how long each of the questions waits for its answer: the start of the program
/// waits for them.
const LOOK_UP: Duration = Duration::from_secs(3);
const WAITS: [Duration; 3] = [Duration::from_millis(500), Duration::from_secs(1), Duration::from_secs(2)];

/// The address from which `server` (`host:port`) sees our packets come.
///
/// # Errors
/// When the server is unknown, does not answer within a few seconds, or answers nonsense.
pub(crate) async fn ask(server: &str) -> io::Result<IpAddr> {
    ask_patiently(server, &WAITS).await
}

async fn ask_patiently(server: &str, waits: &[Duration]) -> io::Result<IpAddr> {
    let late = || io::Error::new(io::ErrorKind::TimedOut, "it does not answer");
    let found = timeout(LOOK_UP, lookup_host(server)).await.map_err(|_| late())??;
    // Behind a router that translates it is IPv4.
    let address = found.min_by_key(SocketAddr::is_ipv6);
    let address = address.ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, "it has no address"))?;
    let any = if address.is_ipv6() { "[::]:0" } else { "0.0.0.0:0" };
    let socket = UdpSocket::bind(any).await?;
    // What others send here is not heard.
    socket.connect(address).await?;
    let transaction = TransactionId(rand::random());
    let question = MessageWriter::new(Class::Request, Method::Binding, transaction).fingerprint().finish();
    let mut answer = [0; 1_500];
    for &wait in waits {
        socket.send(&question).await?;
        let heard = timeout(wait, async {
            loop {
                let length = socket.recv(&mut answer).await?;
                if let Some(ip) = mapped(&answer[..length], transaction) {
                    return Ok::<_, io::Error>(ip);
                }
            }
        });
        match heard.await {
            Ok(Ok(ip)) => return Ok(ip),
            // A closed port is heard of at once; the next question may find it open.
            Ok(Err(error)) if error.kind() != io::ErrorKind::ConnectionRefused => return Err(error),
            Ok(Err(_)) | Err(_) => {}
        }
    }
    Err(late())
}

/// The address in an answer to our question.
fn mapped(bytes: &[u8], transaction: TransactionId) -> Option<IpAddr> {
    let message = Message::decode(bytes).ok()?;
    let is_answer = message.class() == Class::Success && message.transaction() == transaction;
    let value = is_answer.then(|| message.find(attribute::XOR_MAPPED_ADDRESS)).flatten()?;
    read_xor_address(attribute::XOR_MAPPED_ADDRESS, value, &transaction)
        .ok()
        .map(|address| address.ip().to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_server_is_asked_until_it_answers_our_question() {
        let server = UdpSocket::bind("127.0.0.1:0").await.unwrap();
        let address = server.local_addr().unwrap();
        let answer = async {
            let mut question = [0; 1_500];
            // The first question is lost.
            server.recv_from(&mut question).await.unwrap();
            let (length, from) = server.recv_from(&mut question).await.unwrap();
            let transaction = Message::decode(&question[..length]).unwrap().transaction();
            let seen = "203.0.113.9:4711".parse().unwrap();
            let other = TransactionId([9; 12]);
            for transaction in [other, transaction] {
                let answer = MessageWriter::new(Class::Success, Method::Binding, transaction)
                    .address(attribute::XOR_MAPPED_ADDRESS, seen)
                    .finish();
                server.send_to(&answer, from).await.unwrap();
                server.send_to(b"nonsense", from).await.unwrap();
            }
        };
        let text = address.to_string();
        let waits = [Duration::from_millis(1), Duration::from_secs(60)];
        let (found, ()) = tokio::join!(ask_patiently(&text, &waits), answer);
        assert_eq!(found.unwrap(), IpAddr::from([203, 0, 113, 9]));
    }

    #[tokio::test]
    async fn a_server_that_is_silent_is_given_up() {
        let silent = UdpSocket::bind("127.0.0.1:0").await.unwrap();
        let address = silent.local_addr().unwrap().to_string();
        let waits = [Duration::from_millis(1); 2];
        assert_eq!(ask_patiently(&address, &waits).await.unwrap_err().kind(), io::ErrorKind::TimedOut);
        assert!(ask("no port").await.is_err());
    }
}
