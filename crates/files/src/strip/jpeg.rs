//! JPEG (ITU T.81): segments between markers. Kept are those that the picture needs, its colour profile included.

use std::io::{self, BufRead, Write};

use super::{bytes, copy, damaged, look, orientation, skip};

const START: u8 = 0xD8;
const END: u8 = 0xD9;
const SCAN: u8 = 0xDA;
const COMMENT: u8 = 0xFE;
const EXIF: &[u8] = b"Exif\0\0";
const COLOURS: &[u8] = b"ICC_PROFILE\0";

pub(super) fn strip(input: &mut impl BufRead, output: &mut impl Write) -> io::Result<()> {
    if bytes(input)? != [0xFF, START] {
        return Err(damaged());
    }
    output.write_all(&[0xFF, START])?;
    let mut marker = next_marker(input)?;
    let mut turned = false;
    loop {
        let Some(found) = marker else {
            // The camera was cut off; what is there can be shown.
            return output.write_all(&[0xFF, END]);
        };
        match found {
            // Whatever follows the end is not the picture.
            END => return output.write_all(&[0xFF, END]),
            // Markers that stand alone.
            0x01 | 0xD0..=0xD7 => output.write_all(&[0xFF, found])?,
            SCAN => {
                keep(input, output, found)?;
                marker = scan(input, output)?;
                continue;
            }
            0xE1 => {
                let length = length(input)?;
                let exif = look(input, length)?;
                let block = exif.as_deref().and_then(|e| e.strip_prefix(EXIF)).and_then(orientation::block);
                if let Some(block) = block.filter(|_| !turned) {
                    turned = true;
                    segment(output, found, EXIF, &block)?;
                }
            }
            // Colour profiles, but not the directory of further pictures, which uses the same marker.
            0xE2 => {
                let length = length(input)?;
                if let Some(content) = look(input, length)?.filter(|c| c.starts_with(COLOURS)) {
                    segment(output, found, &content, &[])?;
                }
            }
            // JFIF's resolution, and Adobe's mark of how colours are coded.
            0xE0 | 0xEE => keep(input, output, found)?,
            0xE3..=0xED | 0xEF | COMMENT => {
                let length = length(input)?;
                skip(input, length)?;
            }
            _ => keep(input, output, found)?,
        }
        marker = next_marker(input)?;
    }
}

/// The next marker; `None` at the end of the file.
fn next_marker(input: &mut impl BufRead) -> io::Result<Option<u8>> {
    let [mut byte] = match bytes(input) {
        Ok(byte) => byte,
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        Err(error) => return Err(error),
    };
    if byte != 0xFF {
        return Err(damaged());
    }
    // Any number of 0xFF may stand before a marker.
    while byte == 0xFF {
        [byte] = bytes(input)?;
    }
    if byte == 0 { Err(damaged()) } else { Ok(Some(byte)) }
}

/// The length of a segment's content.
fn length(input: &mut impl BufRead) -> io::Result<u64> {
    u64::from(u16::from_be_bytes(bytes(input)?)).checked_sub(2).ok_or_else(damaged)
}

fn keep(input: &mut impl BufRead, output: &mut impl Write, marker: u8) -> io::Result<()> {
    let length = length(input)?;
    output.write_all(&[0xFF, marker])?;
    output.write_all(&u16::try_from(length + 2).map_err(|_| damaged())?.to_be_bytes())?;
    copy(input, output, length)
}

fn segment(output: &mut impl Write, marker: u8, head: &[u8], rest: &[u8]) -> io::Result<()> {
    let length = u16::try_from(head.len() + rest.len() + 2).map_err(|_| damaged())?;
    output.write_all(&[0xFF, marker])?;
    output.write_all(&length.to_be_bytes())?;
    output.write_all(head)?;
    output.write_all(rest)
}

/// Copies the coded picture and gives the marker that ends it; `None` at the end of the file.
fn scan(input: &mut impl BufRead, output: &mut impl Write) -> io::Result<Option<u8>> {
    loop {
        let buffer = input.fill_buf()?;
        if buffer.is_empty() {
            return Ok(None);
        }
        let plain = buffer.iter().position(|byte| *byte == 0xFF).unwrap_or(buffer.len());
        output.write_all(&buffer[..plain])?;
        let at_marker = plain < buffer.len();
        input.consume(plain);
        if !at_marker {
            continue;
        }
        input.consume(1);
        let mut byte = 0xFF;
        while byte == 0xFF {
            byte = match bytes(input) {
                Ok([byte]) => byte,
                Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
                Err(error) => return Err(error),
            };
        }
        match byte {
            // A coded 0xFF, and the marks by which a decoder finds its way again.
            0 | 0xD0..=0xD7 => output.write_all(&[0xFF, byte])?,
            marker => return Ok(Some(marker)),
        }
    }
}
