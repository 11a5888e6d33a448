//! The test vectors of RFC 5769.

use zvonilka_turn::{Class, Integrity, Key, Message, MessageWriter, Method, attribute, read_xor_address};

const PASSWORD: &[u8] = b"VOkJxbRl1RmTxUk/WvJxBt";

fn bytes(hex: &str) -> Vec<u8> {
    hex.split_whitespace().map(|byte| u8::from_str_radix(byte, 16).expect("two digits")).collect()
}

fn request() -> Vec<u8> {
    bytes(
        "00 01 00 58 21 12 a4 42 b7 e7 a7 01 bc 34 d6 86 fa 87 df ae
         80 22 00 10 53 54 55 4e 20 74 65 73 74 20 63 6c 69 65 6e 74
         00 24 00 04 6e 00 01 ff 80 29 00 08 93 2f f9 b1 51 26 3b 36
         00 06 00 09 65 76 74 6a 3a 68 36 76 59 20 20 20
         00 08 00 14 9a ea a7 0c bf d8 cb 56 78 1e f2 b5 b2 d3 f2 49 c1 b5 71 a2
         80 28 00 04 e5 7a 3b cf",
    )
}

#[test]
fn the_sample_request_is_read_and_verified() {
    let bytes = request();
    let message = Message::decode(&bytes).unwrap();
    assert_eq!((message.class(), message.method()), (Class::Request, Method::Binding));
    assert_eq!(message.text(attribute::USERNAME), Some("evtj:h6vY"));
    assert_eq!(message.text(attribute::SOFTWARE), Some("STUN test client"));
    assert!(Key::from_bytes(PASSWORD).verifies(&message));
    assert!(!Key::from_bytes(b"another").verifies(&message));
}

#[test]
fn one_changed_byte_is_noticed() {
    let whole = request();
    for at in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        // Changed in the right place, the checksum is another attribute; nothing else passes.
        let passes = Message::decode(&bytes).is_ok_and(|m| m.find(attribute::FINGERPRINT).is_some());
        assert!(!passes, "byte {at}");
    }
}

#[test]
fn the_sample_answers_are_read_and_verified() {
    let v4 = bytes(
        "01 01 00 3c 21 12 a4 42 b7 e7 a7 01 bc 34 d6 86 fa 87 df ae
         80 22 00 0b 74 65 73 74 20 76 65 63 74 6f 72 20
         00 20 00 08 00 01 a1 47 e1 12 a6 43
         00 08 00 14 2b 91 f5 99 fd 9e 90 c3 8c 74 89 f9 2a f9 ba 53 f0 6b e7 d7
         80 28 00 04 c0 7d 4c 96",
    );
    let v6 = bytes(
        "01 01 00 48 21 12 a4 42 b7 e7 a7 01 bc 34 d6 86 fa 87 df ae
         80 22 00 0b 74 65 73 74 20 76 65 63 74 6f 72 20
         00 20 00 14 00 02 a1 47 01 13 a9 fa a5 d3 f1 79 bc 25 f4 b5 be d2 b9 d9
         00 08 00 14 a3 82 95 4e 4b e6 7b f1 17 84 c9 7c 82 92 c2 75 bf e3 ed 41
         80 28 00 04 c8 fb 0b 4c",
    );
    let expected = ["192.0.2.1:32853", "[2001:db8:1234:5678:11:2233:4455:6677]:32853"];
    for (bytes, expected) in [v4, v6].iter().zip(expected) {
        let message = Message::decode(bytes).unwrap();
        assert_eq!(message.class(), Class::Success);
        let value = message.find(attribute::XOR_MAPPED_ADDRESS).unwrap();
        let mapped = read_xor_address(attribute::XOR_MAPPED_ADDRESS, value, &message.transaction()).unwrap();
        assert_eq!(mapped, expected.parse().unwrap());
        assert!(Key::from_bytes(PASSWORD).verifies(&message));
    }
}

#[test]
fn the_sample_with_long_term_credentials_is_read_verified_and_written_the_same() {
    let bytes = bytes(
        "00 01 00 60 21 12 a4 42 78 ad 34 33 c6 ad 72 c0 29 da 41 2e
         00 06 00 12 e3 83 9e e3 83 88 e3 83 aa e3 83 83 e3 82 af e3 82 b9 00 00
         00 15 00 1c 66 2f 2f 34 39 39 6b 39 35 34 64 36 4f 4c 33 34 6f 4c 39 46 53 54 76 79 36 34 73 41
         00 14 00 0b 65 78 61 6d 70 6c 65 2e 6f 72 67 00
         00 08 00 14 f6 70 24 65 6d d6 4a 3e 02 b8 e0 71 2e 85 c9 a2 8c a8 96 66",
    );
    let message = Message::decode(&bytes).unwrap();
    let name = message.text(attribute::USERNAME).unwrap();
    assert_eq!(name, "マトリックス");
    let key = Key::long_term(name, "example.org", "TheMatrIX");
    assert!(key.verifies(&message));

    let nonce = message.find(attribute::NONCE).unwrap();
    let written = MessageWriter::new(Class::Request, Method::Binding, message.transaction())
        .bytes(attribute::USERNAME, name.as_bytes())
        .bytes(attribute::NONCE, nonce)
        .bytes(attribute::REALM, b"example.org")
        .sign(Integrity::Sha1, &key)
        .finish();
    assert_eq!(written, bytes);
}
