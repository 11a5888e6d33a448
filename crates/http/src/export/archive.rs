//! A ZIP archive, written from its beginning to its end and never twice.
//!
//! The size and the checksum of every entry are known before it begins, and stand before its bytes: nothing has to be
//! written afterwards, and even readers that go through an archive as it arrives can read it. (Writers of crates that
//! need no seeking put them behind the bytes, which several systems' own unpackers refuse for entries that are not
//! compressed.) What is text is compressed; files are not: photos, videos and voices would not become smaller. Zip64
//! where it is needed (APPNOTE 6.3.10, sections 4.3 and 4.5.3).

use std::io::Write as _;

use flate2::{Compression, write::DeflateEncoder};
use zvonilka_model::Timestamp;

const LOCAL: u32 = 0x0403_4b50;
const CENTRAL: u32 = 0x0201_4b50;
const END: u32 = 0x0605_4b50;
const END_64: u32 = 0x0606_4b50;
const END_64_PLACE: u32 = 0x0706_4b50;
/// In the place of a number that stands in the Zip64 field.
const ELSEWHERE: u32 = u32::MAX;
const ELSEWHERE_SHORT: u16 = u16::MAX;
/// The version that a reader needs: 2.0, or 4.5 for Zip64.
const VERSION: u16 = 20;
const VERSION_64: u16 = 45;
/// Made by Unix, so that the permissions count.
const MADE_BY: u16 = (3 << 8) | VERSION_64;
/// A plain file that everybody may read and its owner may write.
const PERMISSIONS: u32 = 0o100_644 << 16;
/// Names are UTF-8.
const FLAGS: u16 = 1 << 11;
const STORED: u16 = 0;
const DEFLATED: u16 = 8;

/// What is remembered of what was written, for the directory at the end: the only thing that grows, by the length of
/// its name and some 40 bytes an entry.
#[derive(Default)]
pub(super) struct Archive {
    entries: Vec<Entry>,
    place: u64,
}

struct Entry {
    name: Box<str>,
    method: u16,
    moment: (u16, u16),
    crc: u32,
    packed: u64,
    size: u64,
    place: u64,
}

impl Archive {
    /// A whole entry, compressed.
    pub(super) fn text(&mut self, name: &str, text: &[u8], at: Timestamp) -> std::io::Result<Vec<u8>> {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(text)?;
        let packed = encoder.finish()?;
        let size = text.len() as u64;
        let mut bytes = self.head(name, DEFLATED, at, crc32fast::hash(text), packed.len() as u64, size);
        bytes.extend_from_slice(&packed);
        self.place += packed.len() as u64;
        Ok(bytes)
    }

    /// What stands before the bytes of a file; exactly `size` of them have to follow.
    pub(super) fn file(&mut self, name: &str, size: u64, crc: u32, at: Timestamp) -> Vec<u8> {
        let head = self.head(name, STORED, at, crc, size, size);
        self.place += size;
        head
    }

    fn head(&mut self, name: &str, method: u16, at: Timestamp, crc: u32, packed: u64, size: u64) -> Vec<u8> {
        let entry =
            Entry { name: name.into(), method, moment: dos(at), crc, packed, size, place: self.place };
        let large = entry.is_large();
        let mut out = Vec::with_capacity(64 + name.len());
        put32(&mut out, LOCAL);
        put16(&mut out, if large { VERSION_64 } else { VERSION });
        entry.put_shared(&mut out, large);
        put16(&mut out, if large { 20 } else { 0 });
        out.extend_from_slice(entry.name.as_bytes());
        if large {
            put16(&mut out, 1);
            put16(&mut out, 16);
            put64(&mut out, size);
            put64(&mut out, packed);
        }
        self.place += out.len() as u64;
        self.entries.push(entry);
        out
    }

    /// The directory, in pieces: for many files it is long itself.
    pub(super) fn end(self) -> impl Iterator<Item = Vec<u8>> + Send {
        let start = self.place;
        let count = self.entries.len() as u64;
        let mut length = 0_u64;
        let mut entries = self.entries.into_iter();
        let mut is_over = false;
        std::iter::from_fn(move || {
            let mut out = Vec::with_capacity(PIECE + 1_024);
            for entry in entries.by_ref() {
                entry.put_central(&mut out);
                if out.len() >= PIECE {
                    break;
                }
            }
            length += out.len() as u64;
            if out.is_empty() && !is_over {
                is_over = true;
                put_end(&mut out, count, start, length);
            }
            (!out.is_empty()).then_some(out)
        })
    }
}

/// Bytes of the directory that are sent together.
const PIECE: usize = 64 * 1024;

impl Entry {
    fn is_large(&self) -> bool {
        self.size >= u64::from(ELSEWHERE) || self.packed >= u64::from(ELSEWHERE)
    }

    /// From the flags to the length of the name: the same before the bytes and in the directory.
    fn put_shared(&self, out: &mut Vec<u8>, large: bool) {
        put16(out, FLAGS);
        put16(out, self.method);
        put16(out, self.moment.1);
        put16(out, self.moment.0);
        put32(out, self.crc);
        put32(out, if large { ELSEWHERE } else { short(self.packed) });
        put32(out, if large { ELSEWHERE } else { short(self.size) });
        put16(out, u16::try_from(self.name.len()).unwrap_or(u16::MAX));
    }

    fn put_central(&self, out: &mut Vec<u8>) {
        let large = self.is_large();
        let far = self.place >= u64::from(ELSEWHERE);
        put32(out, CENTRAL);
        put16(out, MADE_BY);
        put16(out, if large || far { VERSION_64 } else { VERSION });
        self.put_shared(out, large);
        let field = if large { 16 } else { 0 } + if far { 8 } else { 0 };
        put16(out, if field > 0 { field + 4 } else { 0 });
        // No comment, the first disk, nothing said of the inside.
        out.extend_from_slice(&[0; 6]);
        put32(out, PERMISSIONS);
        put32(out, if far { ELSEWHERE } else { short(self.place) });
        out.extend_from_slice(self.name.as_bytes());
        if field > 0 {
            put16(out, 1);
            put16(out, field);
        }
        if large {
            put64(out, self.size);
            put64(out, self.packed);
        }
        if far {
            put64(out, self.place);
        }
    }
}

fn put_end(out: &mut Vec<u8>, count: u64, start: u64, length: u64) {
    let many = count >= u64::from(ELSEWHERE_SHORT);
    let far = start >= u64::from(ELSEWHERE) || length >= u64::from(ELSEWHERE);
    if many || far {
        put32(out, END_64);
        put64(out, 44);
        put16(out, MADE_BY);
        put16(out, VERSION_64);
        put64(out, 0);
        put64(out, count);
        put64(out, count);
        put64(out, length);
        put64(out, start);
        put32(out, END_64_PLACE);
        put32(out, 0);
        put64(out, start + length);
        put32(out, 1);
    }
    put32(out, END);
    put32(out, 0);
    let short_count = if many { ELSEWHERE_SHORT } else { u16::try_from(count).unwrap_or(u16::MAX) };
    put16(out, short_count);
    put16(out, short_count);
    put32(out, short(length));
    put32(out, short(start));
    put16(out, 0);
}

fn short(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(ELSEWHERE)
}

/// Date and time as ZIP has them: in UTC here, as it has no zone, and from 1980 on.
fn dos(at: Timestamp) -> (u16, u16) {
    let text = at.to_string();
    let part =
        |from: usize, to: usize| -> u16 { text.get(from..to).and_then(|p| p.parse().ok()).unwrap_or(0) };
    let (year, month, day) = (part(0, 4), part(5, 7), part(8, 10));
    let (hour, minute, second) = (part(11, 13), part(14, 16), part(17, 19));
    if !(1980..=2107).contains(&year) {
        return (0x21, 0);
    }
    (((year - 1980) << 9) | (month << 5) | day, (hour << 11) | (minute << 5) | (second / 2))
}

fn put16(out: &mut Vec<u8>, number: u16) {
    out.extend_from_slice(&number.to_le_bytes());
}

fn put32(out: &mut Vec<u8>, number: u32) {
    out.extend_from_slice(&number.to_le_bytes());
}

fn put64(out: &mut Vec<u8>, number: u64) {
    out.extend_from_slice(&number.to_le_bytes());
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read as _};

    use zip::ZipArchive;

    use super::*;

    fn noon() -> Timestamp {
        Timestamp::parse("2026-11-22T12:34:56.000Z").expect("a time")
    }

    fn whole(mut bytes: Vec<u8>, archive: Archive) -> Vec<u8> {
        archive.end().for_each(|piece| bytes.extend_from_slice(&piece));
        bytes
    }

    #[test]
    fn what_is_written_is_read_by_somebody_elses_reader() {
        let mut archive = Archive::default();
        let mut bytes = archive.text("Привет.txt", "слово ".repeat(500).as_bytes(), noon()).expect("packed");
        let photo = [7_u8; 1_000];
        bytes.extend(archive.file("files/a photo.jpg", 1_000, crc32fast::hash(&photo), noon()));
        bytes.extend_from_slice(&photo);
        bytes.extend(archive.file("empty", 0, 0, noon()));
        let bytes = whole(bytes, archive);
        assert!(bytes.len() < 2_000, "the text is compressed");
        let mut read = ZipArchive::new(Cursor::new(bytes)).expect("an archive");
        assert_eq!(read.len(), 3);
        let mut text = String::new();
        let mut first = read.by_name("Привет.txt").expect("there");
        let moment = first.last_modified().expect("a time");
        assert_eq!((moment.year(), moment.hour(), moment.second()), (2026, 12, 56));
        first.read_to_string(&mut text).expect("reads, and the checksum is right");
        assert_eq!(text, "слово ".repeat(500));
        drop(first);
        let mut again = Vec::new();
        read.by_name("files/a photo.jpg").expect("there").read_to_end(&mut again).expect("reads");
        assert_eq!(again, photo);
    }

    #[test]
    fn more_files_than_the_old_format_counts_are_all_there() {
        let mut archive = Archive::default();
        let mut bytes = Vec::new();
        for number in 0..70_000 {
            bytes.extend(archive.file(&format!("files/{number}"), 0, 0, noon()));
        }
        let mut read = ZipArchive::new(Cursor::new(whole(bytes, archive))).expect("an archive");
        assert_eq!(read.len(), 70_000);
        assert!(read.by_name("files/69999").is_ok());
    }

    /// An archive of 5 GiB without the memory for it: zeros that are made up while they are read.
    struct Sparse {
        pieces: Vec<(u64, Vec<u8>)>,
        length: u64,
        place: u64,
    }

    impl std::io::Read for Sparse {
        fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
            let count = out.len().min(usize::try_from(self.length - self.place).unwrap_or(usize::MAX));
            out[..count].fill(0);
            for (start, piece) in &self.pieces {
                for (index, byte) in piece.iter().enumerate() {
                    let Some(at) = (start + index as u64).checked_sub(self.place) else { continue };
                    if let Some(slot) = usize::try_from(at).ok().and_then(|at| out[..count].get_mut(at)) {
                        *slot = *byte;
                    }
                }
            }
            self.place += count as u64;
            Ok(count)
        }
    }

    impl std::io::Seek for Sparse {
        fn seek(&mut self, to: std::io::SeekFrom) -> std::io::Result<u64> {
            let place = match to {
                std::io::SeekFrom::Start(place) => i128::from(place),
                std::io::SeekFrom::End(by) => i128::from(self.length) + i128::from(by),
                std::io::SeekFrom::Current(by) => i128::from(self.place) + i128::from(by),
            };
            self.place = u64::try_from(place).map_err(std::io::Error::other)?;
            Ok(self.place)
        }
    }

    #[test]
    fn a_film_of_five_gigabytes_and_what_stands_behind_it_are_found() {
        const FILM: u64 = 5 << 30;
        let mut archive = Archive::default();
        let film = archive.file("film.mp4", FILM, 1, noon());
        let behind = film.len() as u64 + FILM;
        let note = archive.text("note.txt", b"behind the film", noon()).expect("packed");
        let directory = behind + note.len() as u64;
        let end: Vec<u8> = archive.end().flatten().collect();
        let length = directory + end.len() as u64;
        let pieces = vec![(0, film), (behind, note), (directory, end)];
        let mut read = ZipArchive::new(Sparse { pieces, length, place: 0 }).expect("an archive");
        assert_eq!(read.by_name("film.mp4").expect("there").size(), FILM);
        let mut text = String::new();
        read.by_name("note.txt").expect("there").read_to_string(&mut text).expect("reads");
        assert_eq!(text, "behind the film");
    }
}
