//! Properties of the codec.

use proptest::{
    collection::vec,
    prelude::*,
    test_runner::{Config, RngSeed},
};
use zvonilka_turn::{
    ChannelData, Class, Integrity, Key, Message, MessageWriter, Method, TransactionId, TurnError, attribute,
    read_xor_address,
};

use crate::support::plain;

fn config() -> Config {
    Config { rng_seed: RngSeed::Fixed(8489), failure_persistence: None, ..Config::with_cases(512) }
}

fn class() -> impl Strategy<Value = Class> {
    prop_oneof![Just(Class::Request), Just(Class::Indication), Just(Class::Success), Just(Class::Error)]
}

fn method() -> impl Strategy<Value = Method> {
    prop_oneof![
        Just(Method::Binding),
        Just(Method::Allocate),
        Just(Method::Refresh),
        Just(Method::Send),
        Just(Method::Data),
        Just(Method::CreatePermission),
        Just(Method::ChannelBind),
    ]
}

/// Attributes that neither sign nor check.
fn attributes() -> impl Strategy<Value = Vec<(u16, Vec<u8>)>> {
    let kind = any::<u16>().prop_filter("a signature or a checksum", |kind| {
        ![attribute::MESSAGE_INTEGRITY, attribute::MESSAGE_INTEGRITY_SHA256, attribute::FINGERPRINT]
            .contains(kind)
    });
    vec((kind, vec(any::<u8>(), 0..70)), 0..12)
}

/// Bytes that get past the first checks, so that the later ones are reached.
fn nearly_a_message() -> impl Strategy<Value = Vec<u8>> {
    (any::<[u8; 2]>(), vec(any::<u8>(), 12..400), any::<bool>()).prop_map(|(kind, mut rest, right_length)| {
        rest.truncate(12 + (rest.len() - 12) / 4 * 4);
        let length = if right_length { (rest.len() - 12) as u16 } else { rest[0].into() };
        let mut bytes = vec![kind[0] & 0x3F, kind[1]];
        bytes.extend_from_slice(&length.to_be_bytes());
        bytes.extend_from_slice(&0x2112_A442_u32.to_be_bytes());
        bytes.extend_from_slice(&rest);
        bytes
    })
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn no_bytes_make_the_decoder_panic(bytes in prop_oneof![vec(any::<u8>(), 0..200), nearly_a_message()]) {
        let _ = ChannelData::decode(&bytes);
        if let Ok(message) = Message::decode(&bytes) {
            let _ = Key::from_bytes(b"key").verifies(&message);
            for attribute in message.attributes() {
                let _ = read_xor_address(attribute.kind, attribute.value, &message.transaction());
                let _ = message.number(attribute.kind);
                let _ = message.text(attribute.kind);
            }
        }
    }

    #[test]
    fn what_is_written_is_read(
        class in class(),
        method in method(),
        id in any::<[u8; 12]>(),
        attributes in attributes(),
        integrity in prop_oneof![Just(Integrity::Sha1), Just(Integrity::Sha256)],
        password in vec(any::<u8>(), 0..40),
    ) {
        let key = Key::from_bytes(&password);
        let mut writer = MessageWriter::new(class, method, TransactionId(id));
        for (kind, value) in &attributes {
            writer = writer.bytes(*kind, value);
        }
        let unsigned = writer.clone().finish();
        let message = Message::decode(&unsigned).unwrap();
        prop_assert_eq!((message.class(), message.method(), message.transaction()), (class, method, TransactionId(id)));
        prop_assert_eq!(&plain(&message), &attributes);
        prop_assert!(!key.verifies(&message));

        let signed = writer.sign(integrity, &key).fingerprint().finish();
        let message = Message::decode(&signed).unwrap();
        prop_assert_eq!(&plain(&message)[..attributes.len()], &attributes[..]);
        prop_assert!(key.verifies(&message));
    }

    #[test]
    fn addresses_survive_the_mask(address in any::<std::net::SocketAddr>(), id in any::<[u8; 12]>()) {
        let address = std::net::SocketAddr::new(address.ip().to_canonical(), address.port());
        let bytes = MessageWriter::new(Class::Success, Method::Binding, TransactionId(id))
            .address(attribute::XOR_MAPPED_ADDRESS, address)
            .finish();
        let message = Message::decode(&bytes).unwrap();
        let value = message.find(attribute::XOR_MAPPED_ADDRESS).unwrap();
        let read = read_xor_address(attribute::XOR_MAPPED_ADDRESS, value, &TransactionId(id));
        prop_assert_eq!(read, Ok(address));
    }
}

#[test]
fn an_attribute_behind_the_signature_does_not_count() {
    let key = Key::from_bytes(b"key");
    let bytes = MessageWriter::new(Class::Request, Method::Refresh, TransactionId([1; 12]))
        .bytes(attribute::USERNAME, b"anna")
        .sign(Integrity::Sha1, &key)
        .number(attribute::LIFETIME, 0)
        .finish();
    let message = Message::decode(&bytes).unwrap();
    assert!(key.verifies(&message));
    assert_eq!(message.number(attribute::LIFETIME), Ok(None));
}

#[test]
fn an_ipv4_address_in_ipv6_clothes_is_an_ipv4_address() {
    let id = TransactionId([5; 12]);
    let dressed: [u8; 16] = "::ffff:127.0.0.1".parse::<std::net::Ipv6Addr>().unwrap().octets();
    let mask = [&0x2112_A442_u32.to_be_bytes()[..], &id.0].concat();
    let masked: Vec<u8> = dressed.iter().zip(&mask).map(|(byte, mask)| byte ^ mask).collect();
    let value = [&[0, 2, 0x21, 0x12][..], &masked].concat();
    assert_eq!(read_xor_address(0x0012, &value, &id), Ok("127.0.0.1:0".parse().unwrap()));
}

#[test]
fn cut_and_overlong_packets_are_refused() {
    let whole = MessageWriter::new(Class::Request, Method::Binding, TransactionId([1; 12]))
        .bytes(attribute::SOFTWARE, b"abc")
        .finish();
    for length in 0..whole.len() {
        assert!(Message::decode(&whole[..length]).is_err(), "{length}");
    }
    let longer = [&whole[..], &[0, 0, 0, 0]].concat();
    assert_eq!(Message::decode(&longer).unwrap_err(), TurnError::Length);
}
