//! Any stream, in pieces whose sizes the first bytes give.

use zvonilka_turn::StreamDecoder;

/// Takes what arrives over TCP; the first eight bytes say in which pieces.
pub fn turn_stream(bytes: &[u8]) {
    let Some((sizes, mut rest)) = bytes.split_at_checked(8) else { return };
    let mut decoder = StreamDecoder::default();
    for size in sizes.iter().cycle() {
        if rest.is_empty() {
            return;
        }
        let space = decoder.space();
        assert!((1..=70_000).contains(&space.len()));
        let count = (usize::from(*size) + 1).min(rest.len()).min(space.len());
        space[..count].copy_from_slice(&rest[..count]);
        decoder.filled(count);
        rest = &rest[count..];
        loop {
            match decoder.next_frame() {
                Ok(Some(frame)) => assert!(frame.len() >= 4),
                Ok(None) => break,
                Err(_) => return,
            }
        }
    }
}
