//! Any bytes to the decoders; what is read, written again, is read the same.

use zvonilka_turn::{ChannelData, Key, Message, MessageWriter, attribute, read_xor_address};

/// Takes one packet.
pub fn turn_message(bytes: &[u8]) {
    let _ = ChannelData::decode(bytes);
    let Ok(message) = Message::decode(bytes) else { return };
    let _ = Key::from_bytes(b"key").verifies(&message);
    let mut writer = MessageWriter::new(message.class(), message.method(), message.transaction());
    let attributes: Vec<_> = message.attributes().filter(|a| a.kind != attribute::FINGERPRINT).collect();
    for found in &attributes {
        let _ = read_xor_address(found.kind, found.value, &message.transaction());
        let _ = message.number(found.kind);
        let _ = message.text(found.kind);
        writer = writer.bytes(found.kind, found.value);
    }
    let again = writer.fingerprint().finish();
    let Ok(message) = Message::decode(&again) else {
        assert!(again.len() > 65_000, "what was read cannot be read again");
        return;
    };
    let read = message.attributes().filter(|a| a.kind != attribute::FINGERPRINT);
    assert!(read.map(|a| (a.kind, a.value)).eq(attributes.iter().map(|a| (a.kind, a.value))));
}
