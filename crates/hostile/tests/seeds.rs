//! Every target of `fuzz/` holds with its seeds, whole and cut short, and there is none that is not tried here.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

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

#[test]
fn whatever_the_seeds_begin_with_is_taken_well() {
    let mut tried = BTreeSet::new();
    let mut target = |name: &str, run: &dyn Fn(&[u8])| {
        let seeds: Vec<_> = fs::read_dir(fuzz().join("seeds").join(name)).expect("seeds").collect();
        assert!(!seeds.is_empty(), "{name} has no seed");
        for seed in seeds {
            let bytes = fs::read(seed.expect("readable").path()).expect("read");
            for end in 0..=bytes.len() {
                run(&bytes[..end]);
            }
        }
        tried.insert(name.to_owned());
    };
    target("frames", &|bytes| on_text(bytes, socket_frame));
    target("pictures", &uploaded_file);
    target("previews", &|bytes| {
        for said in [None, Some("text/html; charset=windows-1251")] {
            linked_page(bytes, said, "/page");
        }
    });
    target("room_offer", &|bytes| {
        // A line is costly to make; what matters is where a line of the offer ends, and now and then between.
        if bytes.ends_with(b"\n") || bytes.len().is_multiple_of(32) {
            on_text(bytes, room_offer);
        }
    });
    target("room_packets", &room_packets);
    target("room_wish", &|bytes| on_text(bytes, room_wish));
    target("texts", &|bytes| on_text(bytes, |text| message_text(text, text)));
    target("turn_message", &turn_message);
    target("turn_server", &turn_packets);
    target("turn_stream", &turn_stream);
    assert_eq!(tried, names(&fuzz().join("fuzz_targets")));
    assert_eq!(tried, names(&fuzz().join("seeds")));
}
