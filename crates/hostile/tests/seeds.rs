//! Every target of `fuzz/` holds with its seeds, whole, cut short and mangled, and there is none that is not tried here.
//!
//! `ZVONILKA_TEST_MANGLED=100000` mangles each target's seeds so many times; a fuzzer does the same with more wit, where
//! there is one.

use std::{
    collections::BTreeSet,
    fs,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    path::{Path, PathBuf},
};

use rand::{RngExt, SeedableRng, rngs::StdRng};
use zvonilka_hostile::{
    linked_page, message_text, room_offer, room_packets, room_wish, socket_frame, turn_message, turn_packets,
    turn_stream, uploaded_file,
};

fn fuzz() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz")
}

fn names(folder: &Path) -> BTreeSet<String> {
    fs::read_dir(folder)
        .expect("there")
        .map(|entry| entry.expect("readable").path())
        .map(|path| path.file_stem().expect("a name").to_string_lossy().into_owned())
        .collect()
}

fn on_text(bytes: &[u8], run: impl Fn(&str)) {
    run(&String::from_utf8_lossy(bytes));
}

/// Gives each target to whoever tries it.
fn each(mut target: impl FnMut(&str, &dyn Fn(&[u8]))) {
    target("frames", &|bytes| on_text(bytes, socket_frame));
    target("pictures", &uploaded_file);
    target("previews", &|bytes| {
        for said in [None, Some("text/html; charset=windows-1251")] {
            linked_page(bytes, said, "/page");
        }
    });
    target("room_offer", &|bytes| on_text(bytes, room_offer));
    target("room_packets", &room_packets);
    target("room_wish", &|bytes| on_text(bytes, room_wish));
    target("texts", &|bytes| on_text(bytes, |text| message_text(text, text)));
    target("turn_message", &turn_message);
    target("turn_server", &turn_packets);
    target("turn_stream", &turn_stream);
}

fn seeds(name: &str) -> Vec<Vec<u8>> {
    let files: BTreeSet<PathBuf> = fs::read_dir(fuzz().join("seeds").join(name))
        .expect("seeds")
        .map(|entry| entry.expect("readable").path())
        .collect();
    assert!(!files.is_empty(), "{name} has no seed");
    files.into_iter().map(|file| fs::read(file).expect("read")).collect()
}

#[test]
fn whatever_the_seeds_begin_with_is_taken_well() {
    let mut tried = BTreeSet::new();
    each(|name, run| {
        for bytes in seeds(name) {
            for end in 0..=bytes.len() {
                // A line is costly to make; what matters is where a line of the offer ends, and now and then between.
                if name != "room_offer" || bytes[..end].ends_with(b"\n") || end.is_multiple_of(32) {
                    run(&bytes[..end]);
                }
            }
        }
        tried.insert(name.to_owned());
    });
    assert_eq!(tried, names(&fuzz().join("fuzz_targets")));
    assert_eq!(tried, names(&fuzz().join("seeds")));
}

/// Without instructions to follow, and the same each time: bytes changed, cut out, doubled, moved, and taken from other seeds.
#[test]
fn whatever_the_seeds_become_when_they_are_mangled_is_taken_well() {
    let wanted = std::env::var("ZVONILKA_TEST_MANGLED").ok().and_then(|count| count.parse().ok());
    each(|name, run| {
        let seeds = seeds(name);
        let mut chance = StdRng::seed_from_u64(1);
        // A line costs a hundred times what a frame costs.
        let few = if name.starts_with("room_") && name != "room_wish" { 20 } else { 500 };
        for _ in 0..wanted.unwrap_or(few) {
            let bytes = mangled(&mut chance, &seeds);
            if let Err(panic) = catch_unwind(AssertUnwindSafe(|| run(&bytes))) {
                let kept = std::env::temp_dir().join(format!("zvonilka-{name}"));
                fs::write(&kept, &bytes).expect("written");
                eprintln!("{name} does not take what is in {}", kept.display());
                resume_unwind(panic);
            }
        }
    });
}

fn mangled(chance: &mut StdRng, seeds: &[Vec<u8>]) -> Vec<u8> {
    /// Where lengths and counts are wrong most often.
    const ODD: [u8; 8] = [0, 1, 0x7F, 0x80, 0xFF, 0xFE, b'\n', b':'];
    let mut bytes = seeds[chance.random_range(0..seeds.len())].clone();
    for _ in 0..chance.random_range(1..6) {
        let length = bytes.len();
        if length == 0 {
            bytes.push(chance.random());
            continue;
        }
        let at = chance.random_range(0..length);
        let end = (at + chance.random_range(1..32)).min(length);
        match chance.random_range(0..8) {
            0 => bytes[at] ^= 1 << chance.random_range(0..8),
            1 => bytes[at] = ODD[chance.random_range(0..ODD.len())],
            2 => bytes[at..end].fill_with(|| chance.random()),
            3 => drop(bytes.drain(at..end)),
            4 => {
                let piece = bytes[at..end].to_vec();
                for _ in 0..chance.random_range(1..8) {
                    bytes.splice(at..at, piece.iter().copied());
                }
            }
            5 => bytes.truncate(at),
            6 => {
                let other = &seeds[chance.random_range(0..seeds.len())];
                let from = chance.random_range(0..=other.len());
                let to = (from + chance.random_range(1..64)).min(other.len());
                bytes.splice(at..end, other[from..to].iter().copied());
            }
            _ => bytes.rotate_left(at),
        }
    }
    bytes
}
