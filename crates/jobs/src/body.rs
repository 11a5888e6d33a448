//! Reading what a server sends without believing what it says about it.

use std::io::Read;

use bytes::{Bytes, BytesMut};
use flate2::read::MultiGzDecoder;
use http_body_util::BodyExt as _;
use hyper::body::Incoming;

use crate::FetchError;

/// What to do with a body that is longer than wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Longer {
    /// Its beginning is enough.
    Cut,
    /// It is of no use.
    Refuse,
}

/// Reads up to `max` bytes.
pub(crate) async fn collect(mut body: Incoming, max: usize, longer: Longer) -> Result<Bytes, FetchError> {
    let mut read = BytesMut::new();
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame.map_err(|_| FetchError::Broken)?.into_data() else { continue };
        let room = max - read.len();
        if data.len() > room {
            if longer == Longer::Refuse {
                return Err(FetchError::TooLarge);
            }
            read.extend_from_slice(&data[..room]);
            break;
        }
        read.extend_from_slice(&data);
    }
    Ok(read.freeze())
}

/// Unpacks what was packed with gzip, up to `max` bytes; what is cut or damaged gives what came before.
pub(crate) fn unpacked(packed: &[u8], max: usize) -> Vec<u8> {
    let mut plain = Vec::new();
    let mut decoder = MultiGzDecoder::new(packed).take(max as u64);
    // Whatever is wrong with the rest, the beginning stands.
    let _ = decoder.read_to_end(&mut plain);
    plain
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::{Compression, write::GzEncoder};

    use super::*;

    fn packed(plain: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(plain).expect("memory");
        encoder.finish().expect("memory")
    }

    #[test]
    fn a_bomb_is_unpacked_up_to_the_limit() {
        let bomb = packed(&vec![b'a'; 20 << 20]);
        assert!(bomb.len() < 64 * 1024);
        assert_eq!(unpacked(&bomb, 100_000).len(), 100_000);
    }

    #[test]
    fn what_is_cut_or_damaged_gives_its_beginning() {
        let plain: Vec<u8> = (0..10_000_u32).flat_map(u32::to_le_bytes).collect();
        let whole = packed(&plain);
        let cut = unpacked(&whole[..whole.len() / 2], usize::MAX >> 1);
        assert!(!cut.is_empty() && plain.starts_with(&cut));
        assert_eq!(unpacked(b"not packed at all", 100), b"");
    }
}
