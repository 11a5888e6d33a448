//! Messages out of a stream.

use proptest::{
    collection::vec,
    prelude::*,
    test_runner::{Config, RngSeed},
};
use zvonilka_turn::{Class, MessageWriter, Method, StreamDecoder, TransactionId, TurnError, attribute};

use crate::support::channel_data;

fn frame() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        (0x4000_u16..=0x7FFF, vec(any::<u8>(), 0..300))
            .prop_map(|(number, payload)| channel_data(number, &payload)),
        vec(any::<u8>(), 0..9_000).prop_map(|value| {
            MessageWriter::new(Class::Indication, Method::Send, TransactionId([1; 12]))
                .bytes(attribute::DATA, &value)
                .finish()
        }),
    ]
}

fn feed(decoder: &mut StreamDecoder, mut bytes: &[u8], frames: &mut Vec<Vec<u8>>) -> Result<(), TurnError> {
    while !bytes.is_empty() {
        let space = decoder.space();
        let count = space.len().min(bytes.len());
        space[..count].copy_from_slice(&bytes[..count]);
        decoder.filled(count);
        bytes = &bytes[count..];
        while let Some(frame) = decoder.next_frame()? {
            frames.push(frame.to_vec());
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(Config {
        rng_seed: RngSeed::Fixed(8656),
        failure_persistence: None,
        ..Config::with_cases(256)
    })]

    #[test]
    fn frames_come_out_as_they_went_in_however_the_stream_is_cut(
        frames in vec(frame(), 0..8),
        cuts in vec(1_usize..700, 1..40),
    ) {
        let stream: Vec<u8> = frames
            .iter()
            .flat_map(|frame| {
                let mut padded = frame.clone();
                padded.resize(frame.len().next_multiple_of(4), 0xEE);
                padded
            })
            .collect();
        let (mut decoder, mut out) = (StreamDecoder::default(), Vec::new());
        let (mut rest, mut cuts) = (&stream[..], cuts.into_iter().cycle());
        while !rest.is_empty() {
            let (piece, later) = rest.split_at(cuts.next().unwrap().min(rest.len()));
            feed(&mut decoder, piece, &mut out).unwrap();
            rest = later;
        }
        prop_assert_eq!(out, frames);
    }

    #[test]
    fn no_stream_makes_it_panic_or_grow(bytes in vec(any::<u8>(), 0..2_000)) {
        let mut decoder = StreamDecoder::default();
        let _ = feed(&mut decoder, &bytes, &mut Vec::new());
        prop_assert!(decoder.space().len() <= 70_000);
    }
}

#[test]
fn a_stream_of_something_else_is_refused() {
    let mut decoder = StreamDecoder::default();
    let hello = b"\x16\x03\x01\x02";
    assert_eq!(feed(&mut decoder, hello, &mut Vec::new()), Err(TurnError::OutOfStep));
    let http = b"\xFFGET / HTTP/1.1\r\n";
    assert_eq!(feed(&mut StreamDecoder::default(), http, &mut Vec::new()), Err(TurnError::OutOfStep));
}
