//! What is made of pictures: small copies, photos of people and chats, and a blur of a few bytes.
//!
//! Everything here blocks and holds whole pictures in memory: it runs behind the gate of [`crate::Vault`] only.

use std::{fs::File, io::BufReader, path::Path};

use bytes::Bytes;
use image::{
    DynamicImage, ImageDecoder, ImageEncoder as _, ImageReader, Limits, RgbImage, codecs::jpeg::JpegEncoder,
    imageops::FilterType, metadata::Orientation,
};

use crate::{FilesError, strip::Kind};

/// The long side of a small copy, in pixels.
pub const THUMBNAIL_SIDE: u32 = 640;
/// The side of somebody's photo, in pixels.
pub const AVATAR_SIDE: u32 = 512;
/// The side of its small copy, in pixels.
pub const SMALL_AVATAR_SIDE: u32 = 128;

/// Pixels of a picture that is decoded: what phones take. It costs up to 9 bytes each while it lasts.
pub(crate) const DECODED_PIXELS: u64 = 50_000_000;
/// Pixels of a picture that is kept without looking into it; beyond it, a file of a few bytes could fill the memory of
/// whoever opens it.
const KEPT_PIXELS: u64 = 300_000_000;
/// Bytes that one decoder may ask for.
const DECODED_BYTES: u64 = 8 * DECODED_PIXELS;
/// Good enough to look at, a third of the size of the finest.
const QUALITY: u8 = 80;
/// The longer side of the blur's source: more makes no difference to it.
const BLUR_SIDE: u32 = 64;

/// A picture as people see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// In pixels, upright.
    pub width: u32,
    /// In pixels, upright.
    pub height: u32,
    /// What was made of it; `None` for one that is too large to look into.
    pub small: Option<Small>,
}

/// A small copy of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Small {
    /// A JPEG, its long side at most [`THUMBNAIL_SIDE`].
    pub jpeg: Bytes,
    /// Of the JPEG, in pixels.
    pub width: u32,
    /// Of the JPEG, in pixels.
    pub height: u32,
    /// The blur (ThumbHash), at most 25 bytes.
    pub blur: Vec<u8>,
}

/// Somebody's photo: square, without anything but the picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Avatar {
    /// The side of the large one, in pixels: [`AVATAR_SIDE`], or less if there was no more.
    pub side: u32,
    /// A JPEG.
    pub large: Bytes,
    /// A JPEG, [`SMALL_AVATAR_SIDE`] or less.
    pub small: Bytes,
    /// The blur (ThumbHash), at most 25 bytes.
    pub blur: Vec<u8>,
}

/// What the head of a picture says: cheap, whatever it announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Announced {
    pub(crate) pixels: u64,
    width: u32,
    height: u32,
    orientation: Orientation,
}

/// Reads the head of a picture.
pub(crate) fn announced(path: &Path, kind: Kind) -> Result<Announced, FilesError> {
    let mut decoder = decoder(path, kind)?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if pixels == 0 || pixels > KEPT_PIXELS {
        return Err(FilesError::UnreadablePicture);
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    Ok(Announced { pixels, width, height, orientation })
}

impl Announced {
    /// The picture without a small copy.
    pub(crate) const fn bare(self) -> Picture {
        let sideways = matches!(
            self.orientation,
            Orientation::Rotate90
                | Orientation::Rotate270
                | Orientation::Rotate90FlipH
                | Orientation::Rotate270FlipH
        );
        let (width, height) = if sideways { (self.height, self.width) } else { (self.width, self.height) };
        Picture { width, height, small: None }
    }
}

/// Makes the small copy of a picture.
pub(crate) fn read(path: &Path, kind: Kind) -> Result<Picture, FilesError> {
    let announced = announced(path, kind)?;
    let (whole, orientation, colours) = decode(path, kind)?;
    let mut small = shrunk(whole, THUMBNAIL_SIDE);
    small.apply_orientation(orientation);
    let small = flat(&small);
    let (width, height) = small.dimensions();
    let made = Small { blur: blur(&small), jpeg: jpeg(&small, colours)?, width, height };
    Ok(Picture { small: Some(made), ..announced.bare() })
}

/// Makes somebody's photo: the middle square.
pub(crate) fn avatar(path: &Path, kind: Kind) -> Result<Avatar, FilesError> {
    let (whole, orientation, colours) = decode(path, kind)?;
    let side = whole.width().min(whole.height());
    let (left, top) = ((whole.width() - side) / 2, (whole.height() - side) / 2);
    let middle = whole.crop_imm(left, top, side, side);
    drop(whole);
    let mut large = shrunk(middle, AVATAR_SIDE);
    large.apply_orientation(orientation);
    let large = flat(&large);
    let small = flat(&shrunk(DynamicImage::ImageRgb8(large.clone()), SMALL_AVATAR_SIDE));
    Ok(Avatar {
        side: large.width(),
        blur: blur(&small),
        small: jpeg(&small, colours.clone())?,
        large: jpeg(&large, colours)?,
    })
}

fn decoder(path: &Path, kind: Kind) -> Result<impl ImageDecoder + use<>, FilesError> {
    let mut reader = ImageReader::with_format(BufReader::new(File::open(path)?), kind.format());
    reader.limits(limits());
    reader.into_decoder().map_err(unreadable)
}

fn limits() -> Limits {
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(DECODED_BYTES);
    limits
}

/// The whole picture as it is stored, which way is up, and its colour profile.
fn decode(path: &Path, kind: Kind) -> Result<(DynamicImage, Orientation, Option<Vec<u8>>), FilesError> {
    let mut decoder = decoder(path, kind)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > DECODED_PIXELS {
        return Err(FilesError::UnreadablePicture);
    }
    decoder.set_limits(limits()).map_err(unreadable)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    // A profile of any other kind (of a scanner, of printing inks) does not fit what the decoder gives.
    let colours = decoder.icc_profile().ok().flatten().filter(|p| p.get(16..20) == Some(b"RGB "));
    let whole = DynamicImage::from_decoder(decoder).map_err(unreadable)?;
    Ok((whole, orientation, colours))
}

fn unreadable(error: image::ImageError) -> FilesError {
    use std::io::ErrorKind::{InvalidData, InvalidInput, UnexpectedEof};
    if let image::ImageError::IoError(io) = error {
        if ![InvalidData, InvalidInput, UnexpectedEof].contains(&io.kind()) {
            return io.into();
        }
        tracing::debug!(error = %io, "a picture ends early");
    } else {
        tracing::debug!(%error, "a picture cannot be read");
    }
    FilesError::UnreadablePicture
}

/// Never larger than it was.
fn shrunk(image: DynamicImage, side: u32) -> DynamicImage {
    if image.width() <= side && image.height() <= side {
        return image;
    }
    // First roughly, which is fast, then well.
    let rough = if image.width().max(image.height()) > 4 * side {
        image.thumbnail(2 * side, 2 * side)
    } else {
        image
    };
    rough.resize(side, side, FilterType::Triangle)
}

/// Lays what can be seen through onto white.
fn flat(image: &DynamicImage) -> RgbImage {
    if !image.color().has_alpha() {
        return image.to_rgb8();
    }
    let seen = image.to_rgba8();
    RgbImage::from_fn(seen.width(), seen.height(), |x, y| {
        let [red, green, blue, alpha] = seen.get_pixel(x, y).0;
        let on_white = |colour: u8| {
            let mixed = u32::from(colour) * u32::from(alpha) + 255 * (255 - u32::from(alpha));
            u8::try_from(mixed / 255).unwrap_or(u8::MAX)
        };
        image::Rgb([on_white(red), on_white(green), on_white(blue)])
    })
}

fn jpeg(image: &RgbImage, colours: Option<Vec<u8>>) -> Result<Bytes, FilesError> {
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
    if let Some(colours) = colours
        && let Err(error) = encoder.set_icc_profile(colours)
    {
        tracing::debug!(%error, "a colour profile is not kept");
    }
    let (width, height) = image.dimensions();
    encoder.write_image(image.as_raw(), width, height, image::ExtendedColorType::Rgb8).map_err(unreadable)?;
    Ok(bytes.into())
}

fn blur(image: &RgbImage) -> Vec<u8> {
    let tiny = shrunk(DynamicImage::ImageRgb8(image.clone()), BLUR_SIDE).to_rgba8();
    thumbhash::rgba_to_thumb_hash(tiny.width() as usize, tiny.height() as usize, tiny.as_raw())
}
