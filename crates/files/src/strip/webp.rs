//! WebP (RFC 9649): RIFF chunks. Exif, XMP and chunks of no standard are left out, and the head says so.

use std::io::{self, Read, Seek, SeekFrom, Write};

use super::{bytes, copy, damaged, look, orientation, skip};

const HAS_EXIF: u8 = 0x08;
const HAS_XMP: u8 = 0x04;
/// Where the flags of an extended picture stand: behind `RIFF`, length, `WEBP`, `VP8X`, length.
const FLAGS_AT: u64 = 20;

pub(super) fn strip(input: &mut impl Read, output: &mut (impl Write + Seek)) -> io::Result<()> {
    if &bytes(input)? != b"RIFF" {
        return Err(damaged());
    }
    let mut left = u64::from(u32::from_le_bytes(bytes(input)?)).checked_sub(4).ok_or_else(damaged)?;
    if &bytes(input)? != b"WEBP" {
        return Err(damaged());
    }
    // The length is written when it is known.
    output.write_all(b"RIFF\0\0\0\0WEBP")?;
    let mut flags = None;
    let mut turn = None;
    while left >= 8 {
        let name: [u8; 4] = bytes(input)?;
        let length = u32::from_le_bytes(bytes(input)?);
        // Chunks begin at even places.
        let padded = u64::from(length) + u64::from(length % 2);
        // Some writers forget the last padding byte in the whole length.
        left = (left - 8).checked_sub(padded.min(left - 8)).ok_or_else(damaged)?;
        match &name {
            b"VP8X" if flags.is_none() && length == 10 => {
                let content: [u8; 10] = bytes(input)?;
                flags = Some(content[0] & !(HAS_EXIF | HAS_XMP));
                output.write_all(b"VP8X\x0A\0\0\0")?;
                output.write_all(&content)?;
            }
            b"VP8 " | b"VP8L" | b"ALPH" | b"ANIM" | b"ANMF" | b"ICCP" => {
                output.write_all(&name)?;
                output.write_all(&length.to_le_bytes())?;
                copy(input, output, u64::from(length))?;
                if length % 2 == 1 {
                    // Missing at the end of some files, but owed.
                    let mut padding = [0];
                    let _ = input.read(&mut padding)?;
                    output.write_all(&[0])?;
                }
            }
            b"EXIF" => {
                let exif = look(input, u64::from(length))?;
                let exif = exif.as_deref().map(|e| e.strip_prefix(b"Exif\0\0").unwrap_or(e));
                turn = turn.or_else(|| exif.and_then(orientation::block));
                if length % 2 == 1 && left > 0 {
                    skip(input, 1)?;
                }
            }
            _ if left == 0 => break,
            _ => skip(input, padded)?,
        }
    }
    finish(output, flags, turn.as_deref())
}

fn finish(output: &mut (impl Write + Seek), flags: Option<u8>, turn: Option<&[u8]>) -> io::Result<()> {
    let mut flags = flags;
    // Only an extended picture can say which way is up.
    if let (Some(set), Some(block)) = (&mut flags, turn) {
        *set |= HAS_EXIF;
        output.write_all(b"EXIF")?;
        output.write_all(&u32::try_from(block.len()).map_err(|_| damaged())?.to_le_bytes())?;
        output.write_all(block)?;
    }
    let end = output.stream_position()?;
    let length = u32::try_from(end - 8).map_err(|_| damaged())?;
    output.seek(SeekFrom::Start(4))?;
    output.write_all(&length.to_le_bytes())?;
    if let Some(flags) = flags {
        output.seek(SeekFrom::Start(FLAGS_AT))?;
        output.write_all(&[flags])?;
    }
    output.seek(SeekFrom::Start(end)).map(|_| ())
}
