//! A socket's frame: refused, or understood and then written and read again as the same.

use zvonilka_protocol::socket::ClientFrame;

/// Takes what a socket may send as its text.
pub fn socket_frame(text: &str) {
    let Ok(incoming) = ClientFrame::parse(text) else { return };
    assert!(incoming.reference.is_none_or(|reference| reference.len() <= 64));
    let written = serde_json::to_string(&incoming.frame).expect("what was read can be written");
    let again = ClientFrame::parse(&written).expect("what we write we understand");
    assert_eq!(written, serde_json::to_string(&again.frame).expect("what was read can be written"));
}
