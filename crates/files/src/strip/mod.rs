//! Takes out of a picture what it tells about its maker: place, camera, names, earlier versions. The picture itself
//! is copied bit by bit; which way is up is kept, and so are its colours. Bounded memory whatever the size.
//!
//! What comes after the end of a picture (a film of the moment, a second picture, the phone's own notes) goes too.
//! Videos and other files are never touched.

mod gif;
mod jpeg;
mod orientation;
mod png;
mod webp;

use std::{
    fs::File,
    io::{self, BufReader, BufWriter, Read, Write as _},
    path::Path,
};

/// A kind of picture that can be looked into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Jpeg,
    Png,
    WebP,
    Gif,
}

impl Kind {
    pub(crate) const fn mime(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::WebP => "image/webp",
            Self::Gif => "image/gif",
        }
    }

    pub(crate) const fn format(self) -> image::ImageFormat {
        match self {
            Self::Jpeg => image::ImageFormat::Jpeg,
            Self::Png => image::ImageFormat::Png,
            Self::WebP => image::ImageFormat::WebP,
            Self::Gif => image::ImageFormat::Gif,
        }
    }
}

/// Copies the picture without what it tells. [`io::ErrorKind::InvalidData`] and `UnexpectedEof`: it is damaged.
pub(crate) fn strip(kind: Kind, from: &Path, to: &File) -> io::Result<()> {
    let mut input = BufReader::with_capacity(crate::CHUNK_BYTES, File::open(from)?);
    let mut output = BufWriter::with_capacity(crate::CHUNK_BYTES, to);
    match kind {
        Kind::Jpeg => jpeg::strip(&mut input, &mut output)?,
        Kind::Png => png::strip(&mut input, &mut output)?,
        Kind::WebP => webp::strip(&mut input, &mut output)?,
        Kind::Gif => gif::strip(&mut input, &mut output)?,
    }
    output.flush()
}

/// Metadata that is looked into is at most this long; a longer one is dropped unread.
const LOOKED_INTO: u64 = 64 * 1024;

fn damaged() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "not a whole picture")
}

fn bytes<const N: usize>(input: &mut impl Read) -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    input.read_exact(&mut bytes)?;
    Ok(bytes)
}

/// Copies exactly this many bytes.
fn copy(input: &mut impl Read, output: &mut impl io::Write, length: u64) -> io::Result<()> {
    if io::copy(&mut input.take(length), output)? == length { Ok(()) } else { Err(damaged()) }
}

/// Passes over exactly this many bytes.
fn skip(input: &mut impl Read, length: u64) -> io::Result<()> {
    copy(input, &mut io::sink(), length)
}

/// Reads metadata to look into; `None` when there is too much of it, which is passed over.
fn look(input: &mut impl Read, length: u64) -> io::Result<Option<Vec<u8>>> {
    if length > LOOKED_INTO {
        return skip(input, length).map(|()| None);
    }
    let mut found = Vec::new();
    input.take(length).read_to_end(&mut found)?;
    if found.len() as u64 == length { Ok(Some(found)) } else { Err(damaged()) }
}
