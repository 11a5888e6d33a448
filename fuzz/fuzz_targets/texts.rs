//! A message's text: mentions, links and stems are found within bounds, and highlights lie on whole characters.
#![no_main]

use libfuzzer_sys::fuzz_target;
use zvonilka_model::{SearchWords, first_link, mentioned, stems};

fuzz_target!(|given: (&str, &str)| {
    let (text, query) = given;
    assert!(mentioned(text).len() <= 50);
    if let Some(link) = first_link(text) {
        assert!(text.contains(link));
    }
    stems(text);
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut end = 0;
    for [from, to] in SearchWords::parse(query).highlights(text) {
        let (from, to) = (from as usize, to as usize);
        assert!(end <= from && from < to && to <= units.len());
        String::from_utf16(&units[from..to]).expect("no character is cut in two");
        end = to;
    }
});
