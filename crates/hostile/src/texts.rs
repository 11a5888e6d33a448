//! A message's text: mentions, links and stems are found within bounds, and highlights lie on whole characters.

use zvonilka_model::{SearchWords, first_link, mentioned, stems};

/// Takes a message and the words that somebody looks for in it.
pub fn message_text(text: &str, query: &str) {
    assert!(mentioned(text).len() <= 50);
    if let Some(link) = first_link(text) {
        assert!(text.contains(link));
    }
    let _ = stems(text);
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut end = 0;
    for [from, to] in SearchWords::parse(query).highlights(text) {
        let (from, to) = (from as usize, to as usize);
        assert!(end <= from && from < to && to <= units.len());
        String::from_utf16(&units[from..to]).expect("no character is cut in two");
        end = to;
    }
}
