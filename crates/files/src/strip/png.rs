//! PNG (RFC 2083 and its extensions): chunks with a name. Texts, times and Exif are left out.

use std::io::{self, Read, Write};

use super::{bytes, copy, damaged, look, orientation, skip};

const SIGNATURE: [u8; 8] = *b"\x89PNG\r\n\x1A\n";

pub(super) fn strip(input: &mut impl Read, output: &mut impl Write) -> io::Result<()> {
    if bytes(input)? != SIGNATURE {
        return Err(damaged());
    }
    output.write_all(&SIGNATURE)?;
    loop {
        let length = u32::from_be_bytes(bytes(input)?);
        let name: [u8; 4] = bytes(input)?;
        if length > i32::MAX.unsigned_abs() {
            return Err(damaged());
        }
        // The check sum is four bytes.
        let with_sum = u64::from(length) + 4;
        match &name {
            b"tEXt" | b"zTXt" | b"iTXt" | b"tIME" => skip(input, with_sum)?,
            b"eXIf" => {
                let exif = look(input, u64::from(length))?;
                skip(input, 4)?;
                if let Some(block) = exif.as_deref().and_then(orientation::block) {
                    chunk(output, name, &block)?;
                }
            }
            // Chunks of no standard whose names say that a reader may pass over them: some hold whole metadata.
            _ if name[0].is_ascii_lowercase() && !KNOWN.contains(&&name) => skip(input, with_sum)?,
            _ => {
                output.write_all(&length.to_be_bytes())?;
                output.write_all(&name)?;
                copy(input, output, with_sum)?;
                if &name == b"IEND" {
                    return Ok(());
                }
            }
        }
    }
}

/// What a picture looks like, and how it moves.
const KNOWN: [&[u8; 4]; 14] = [
    b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"mDCV", b"cLLI", b"bKGD", b"tRNS", b"pHYs",
    b"acTL", b"fcTL", b"fdAT",
];

fn chunk(output: &mut impl Write, name: [u8; 4], content: &[u8]) -> io::Result<()> {
    let length = u32::try_from(content.len()).map_err(|_| damaged())?;
    output.write_all(&length.to_be_bytes())?;
    output.write_all(&name)?;
    output.write_all(content)?;
    output.write_all(&crc(name.iter().chain(content)).to_be_bytes())
}

/// CRC-32 as the standard's annex gives it; only ever over a few bytes.
fn crc<'a>(bytes: impl Iterator<Item = &'a u8>) -> u32 {
    !bytes.fold(!0, |crc: u32, byte| {
        (0..8).fold(
            crc ^ u32::from(*byte),
            |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 },
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_sum_is_the_standards() {
        // The end of every PNG there is.
        assert_eq!(crc(b"IEND".iter()), 0xAE42_6082);
    }
}
