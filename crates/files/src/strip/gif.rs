//! GIF (89a): blocks. Comments and applications' notes are left out, but for how often it repeats.

use std::io::{self, Read, Write};

use super::{bytes, copy, damaged};

pub(super) fn strip(input: &mut impl Read, output: &mut impl Write) -> io::Result<()> {
    let head: [u8; 13] = bytes(input)?;
    if !head.starts_with(b"GIF8") {
        return Err(damaged());
    }
    output.write_all(&head)?;
    copy(input, output, palette(head[10]))?;
    loop {
        let [block] = match bytes(input) {
            Ok(block) => block,
            // Many files lack their end.
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => [b';'],
            Err(error) => return Err(error),
        };
        match block {
            b';' => return output.write_all(b";"),
            b',' => {
                let place: [u8; 9] = bytes(input)?;
                output.write_all(b",")?;
                output.write_all(&place)?;
                copy(input, output, palette(place[8]))?;
                // The size of the codes, then the picture.
                copy(input, output, 1)?;
                pieces(input, output)?;
            }
            b'!' => extension(input, output)?,
            _ => return Err(damaged()),
        }
    }
}

fn extension(input: &mut impl Read, output: &mut impl Write) -> io::Result<()> {
    let [label] = bytes(input)?;
    if label == 0xFF {
        let [length] = bytes(input)?;
        let mut name = [0; 255];
        let name = &mut name[..usize::from(length)];
        input.read_exact(name)?;
        if name == b"NETSCAPE2.0" || name == b"ANIMEXTS1.0" {
            output.write_all(&[b'!', label, length])?;
            output.write_all(name)?;
            return pieces(input, output);
        }
        return pieces(input, &mut io::sink());
    }
    // How the next picture is shown; comments and written text are not part of it.
    if label == 0xF9 {
        output.write_all(&[b'!', label])?;
        return pieces(input, output);
    }
    pieces(input, &mut io::sink())
}

/// Copies pieces of up to 255 bytes, each behind its length, and the 0 that ends them.
fn pieces(input: &mut impl Read, output: &mut impl Write) -> io::Result<()> {
    loop {
        let [length] = bytes(input)?;
        output.write_all(&[length])?;
        if length == 0 {
            return Ok(());
        }
        copy(input, output, u64::from(length))?;
    }
}

/// Bytes of the palette that these flags announce.
const fn palette(flags: u8) -> u64 {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}
