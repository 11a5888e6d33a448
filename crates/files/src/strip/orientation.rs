//! Which way is up: the one thing of a picture's metadata that has to stay.

use image::metadata::Orientation;

/// The smallest Exif block (a TIFF header and one entry) that says which way is up; `None` when the picture
/// stands upright anyway.
pub(super) fn block(exif: &[u8]) -> Option<Vec<u8>> {
    let orientation = Orientation::from_exif_chunk(exif)?;
    if orientation == Orientation::NoTransforms {
        return None;
    }
    let mut block = b"II*\0\x08\0\0\0".to_vec();
    // One entry: tag 0x0112, a 16-bit number, one of it; then no further directory.
    block.extend_from_slice(&[
        1,
        0,
        0x12,
        0x01,
        3,
        0,
        1,
        0,
        0,
        0,
        orientation.to_exif(),
        0,
        0,
        0,
        0,
        0,
        0,
        0,
    ]);
    Some(block)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_which_way_is_up_is_kept() {
        let sideways =
            block(b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0").expect("turned");
        assert_eq!(Orientation::from_exif_chunk(&sideways), Some(Orientation::Rotate90));
        assert_eq!(block(&sideways), Some(sideways.clone()));
        assert_eq!(block(b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x01\0\0\0\0\0\0\0"), None);
        assert_eq!(block(b"nonsense"), None);
    }
}
