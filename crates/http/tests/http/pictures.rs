//! Pictures for tests, made on the spot, and forms to send them in.

use image::{ExtendedColorType, ImageEncoder as _, codecs};
use reqwest::multipart::{Form, Part};

fn pixels(width: u32, height: u32) -> Vec<u8> {
    let place =
        |x: u32, y: u32| [(x * 5).to_le_bytes()[0], (y * 3).to_le_bytes()[0], ((x + y) * 7).to_le_bytes()[0]];
    (0..height).flat_map(|y| (0..width).flat_map(move |x| place(x, y))).collect()
}

/// A PNG of this size.
pub(crate) fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    codecs::png::PngEncoder::new(&mut bytes)
        .write_image(&pixels(width, height), width, height, ExtendedColorType::Rgb8)
        .expect("encoded");
    bytes
}

/// A JPEG of this size that lies on its side and says where it was taken.
pub(crate) fn jpeg_with_place(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 90)
        .write_image(&pixels(width, height), width, height, ExtendedColorType::Rgb8)
        .expect("encoded");
    // Orientation 6 and a directory of the place, whose only entry is the version of it.
    let exif = b"Exif\0\0II*\0\x08\0\0\0\x02\0\
        \x12\x01\x03\0\x01\0\0\0\x06\0\0\0\
        \x25\x88\x04\0\x01\0\0\0\x26\0\0\0\0\0\0\0\
        \x01\0\0\0\x01\0\x04\0\0\0\x02\x03\0\0\0\0\0\0secret place 59.93N";
    let mut segment = vec![0xFF, 0xE1];
    segment.extend_from_slice(&u16::try_from(exif.len() + 2).expect("short").to_be_bytes());
    segment.extend_from_slice(exif);
    bytes.splice(2..2, segment);
    bytes.extend_from_slice(b"after the end: secret place too");
    bytes
}

/// A PNG whose head announces far more than its few bytes hold.
pub(crate) fn bomb() -> Vec<u8> {
    let mut bytes = png(1, 1);
    // Width and height stand behind the signature, and the length and name of the first chunk; then its check sum.
    bytes[16..20].copy_from_slice(&50_000_u32.to_be_bytes());
    bytes[20..24].copy_from_slice(&50_000_u32.to_be_bytes());
    let sum = crc(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&sum.to_be_bytes());
    bytes
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc: u32, byte| {
        (0..8).fold(
            crc ^ u32::from(*byte),
            |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 },
        )
    })
}

/// The first bytes of a video, enough to be known as one.
pub(crate) fn video() -> Vec<u8> {
    b"\0\0\0\x18ftypmp42\0\0\0\0mp42isomand so on".to_vec()
}

/// A form with one file.
pub(crate) fn form(name: &str, bytes: Vec<u8>) -> Form {
    Form::new().part("file", Part::bytes(bytes).file_name(name.to_owned()))
}
