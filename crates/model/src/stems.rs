//! What a text is found by: the stems of its words, in Russian and English, the same for both databases and for
//! what a page shows as found.
//!
//! A word is a run of letters and digits of any script. It is compared in lower case with `ё` as `е`, Russian
//! and English words by their stems, words with digits and words of other languages as they are. `@login` is
//! besides found as a whole.

use std::{collections::BTreeSet, ops::Range};

use rust_stemmers::{Algorithm, Stemmer};

/// Characters of a word that count; the rest of a longer one is passed over.
const WORD_MAX: usize = 64;
/// Words of a query that count.
const QUERY_WORDS_MAX: usize = 24;
/// Places that are shown as found in one text.
const HIGHLIGHTS_MAX: usize = 100;
/// Letters from which on an unfinished word finds the words that begin with it.
const PREFIX_MIN: usize = 2;

/// A word of a text.
struct Word {
    bytes: Range<usize>,
    /// In lower case, without `ё` and loose accents.
    folded: String,
}

/// The stems of all words of a text, each once. None holds a blank, a quotation mark or `#`.
#[must_use]
pub fn stems(text: &str) -> BTreeSet<String> {
    let mut found: BTreeSet<String> = words(text).map(|word| stem(&word.folded)).collect();
    found.extend(logins(text).map(|word| word.folded));
    found.remove("");
    found
}

/// One condition of a query: a text fulfils it if it has the stem, or a stem that begins with the prefix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchTerm {
    /// A stem as [`stems`] gives it.
    pub stem: String,
    /// What the last word begins with as long as it may be unfinished.
    pub prefix: Option<String>,
}

impl SearchTerm {
    fn fits(&self, stem: &str) -> bool {
        stem == self.stem || self.prefix.as_deref().is_some_and(|prefix| stem.starts_with(prefix))
    }
}

/// What somebody looks for: texts that fulfil every term.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchWords {
    terms: Vec<SearchTerm>,
}

impl SearchWords {
    /// Reads a query. Its last word counts as unfinished if nothing stands behind it.
    #[must_use]
    pub fn parse(query: &str) -> Self {
        let mut found: Vec<Word> = Vec::new();
        let logins: Vec<Word> = logins(query).collect();
        // The words inside a login say less than the whole.
        let inside = |word: &Word| logins.iter().any(|login| login.bytes.contains(&word.bytes.start));
        found.extend(words(query).filter(|word| !inside(word)));
        found.extend(logins);
        found.sort_by_key(|word| word.bytes.start);
        let typing = found.last().is_some_and(|last| last.bytes.end == query.len());
        let long = |word: &Word| word.folded.chars().count() >= PREFIX_MIN;
        if typing && found.len() > 1 && !found.last().is_some_and(long) {
            // A single letter says nothing yet, and refusing everything because of it would only flicker.
            found.pop();
        }
        found.truncate(QUERY_WORDS_MAX);
        let last = found.len().saturating_sub(1);
        let term = |(place, word): (usize, Word)| {
            let unfinished = typing && place == last && word.bytes.end == query.len() && long(&word);
            let stem = if word.folded.starts_with('@') { word.folded.clone() } else { stem(&word.folded) };
            SearchTerm { stem, prefix: unfinished.then(|| bare(&word.folded)) }
        };
        let mut terms: Vec<SearchTerm> = found.into_iter().enumerate().map(term).collect();
        terms.retain(|term| !term.stem.is_empty());
        terms.dedup();
        Self { terms }
    }

    /// Whether there is nothing to look for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// What a text must fulfil, all of it.
    #[must_use]
    pub fn terms(&self) -> &[SearchTerm] {
        &self.terms
    }

    /// Where the words stand in a text: pairs of begin and end in UTF-16 units, ascending and apart, 100 at most.
    #[must_use]
    pub fn highlights(&self, text: &str) -> Vec<[u32; 2]> {
        let fits = |stem: &str| self.terms.iter().any(|term| term.fits(stem));
        let mut places: Vec<Range<usize>> = words(text)
            .filter(|word| fits(&stem(&word.folded)))
            .chain(logins(text).filter(|login| fits(&login.folded)))
            .map(|word| word.bytes)
            .collect();
        places.sort_by_key(|place| (place.start, place.end));
        let mut apart: Vec<Range<usize>> = Vec::new();
        for place in places {
            match apart.last_mut() {
                Some(before) if place.start < before.end => before.end = before.end.max(place.end),
                Some(_) | None => apart.push(place),
            }
        }
        apart.truncate(HIGHLIGHTS_MAX);
        let mut units = 0;
        let mut at = 0;
        let mut unit_of = |byte: usize| {
            units += text[at..byte].encode_utf16().count();
            at = byte;
            u32::try_from(units).unwrap_or(u32::MAX)
        };
        apart.into_iter().map(|place| [unit_of(place.start), unit_of(place.end)]).collect()
    }
}

/// The stem of a folded word.
fn stem(folded: &str) -> String {
    let stemmed = if folded.chars().all(|c| c.is_ascii_lowercase() || c == '\'') {
        Stemmer::create(Algorithm::English).stem(folded)
    } else if folded.chars().all(|c| matches!(c, 'а'..='я')) {
        Stemmer::create(Algorithm::Russian).stem(folded)
    } else {
        folded.into()
    };
    bare(&stemmed)
}

/// Without apostrophes, which only the English stemmer needs.
fn bare(word: &str) -> String {
    word.replace('\'', "")
}

const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ')
}

/// Accents that stand behind their letter (as in text copied from file names).
const fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

fn words(text: &str) -> impl Iterator<Item = Word> {
    let mut rest = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = rest.find(|(_, c)| c.is_alphanumeric())?;
        let mut end = start + first.len_utf8();
        let mut folded = String::new();
        let mut count = 0;
        fold(first, &mut folded, &mut count);
        while let Some((at, c)) = rest.peek().copied() {
            let joins = is_apostrophe(c)
                && text[at + c.len_utf8()..].chars().next().is_some_and(char::is_alphanumeric);
            if !(c.is_alphanumeric() || is_accent(c) || joins) {
                break;
            }
            fold(c, &mut folded, &mut count);
            end = at + c.len_utf8();
            rest.next();
        }
        Some(Word { bytes: start..end, folded })
    })
}

fn fold(c: char, folded: &mut String, count: &mut usize) {
    match c {
        // A breve behind `и` makes it another letter.
        '\u{306}' if folded.ends_with('и') => {
            folded.pop();
            folded.push('й');
        }
        c if is_accent(c) => {}
        _ if *count >= WORD_MAX => {}
        'ё' | 'Ё' => {
            folded.push('е');
            *count += 1;
        }
        c if is_apostrophe(c) => folded.push('\''),
        c => {
            // Lower case may be several characters, not all of them letters (`İ`).
            folded.extend(c.to_lowercase().filter(|c| c.is_alphanumeric()));
            *count += 1;
        }
    }
}

/// The logins that a text names, with their `@`.
fn logins(text: &str) -> impl Iterator<Item = Word> {
    let of_login = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
    text.match_indices('@').filter_map(move |(at, sign)| {
        if text[..at].chars().next_back().is_some_and(char::is_alphanumeric) {
            // An e-mail address.
            return None;
        }
        let rest = &text[at + sign.len()..];
        let length = rest.find(|c| !of_login(c)).unwrap_or(rest.len());
        // A full stop behind a name ends the sentence.
        let login = rest[..length].trim_end_matches(['.', '-']);
        let fits = !login.is_empty() && login.len() <= WORD_MAX;
        fits.then(|| Word {
            bytes: at..at + sign.len() + login.len(),
            folded: format!("@{}", login.to_ascii_lowercase()),
        })
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn finds(query: &str, text: &str) -> bool {
        let words = SearchWords::parse(query);
        let stems = stems(text);
        !words.is_empty() && words.terms().iter().all(|term| stems.iter().any(|stem| term.fits(stem)))
    }

    #[test]
    fn word_forms_of_both_languages_find_each_other() {
        assert!(finds("встреча ", "Обсудим на встрече"));
        assert!(finds("встречами", "Эта ВСТРЕЧА прошла"));
        assert!(finds("ёлки", "Елка наряжена"));
        assert!(finds("running ", "She runs"));
        assert!(finds("dog's ", "two dogs"));
        assert!(finds("билеты concert", "Билет на concerts куплен"));
        assert!(!finds("билеты concert", "Билет на поезд"));
    }

    #[test]
    fn numbers_and_logins_stay_what_they_are() {
        assert!(finds("2026", "в 2026 году"));
        assert!(finds("b2b ", "наш b2b отдел"));
        assert!(finds("@anna_b ", "спроси @Anna_B."));
        assert!(!finds("@anna ", "спроси @anna_b"));
        assert!(finds("anna ", "спроси @anna_b"));
        assert!(!finds("@example ", "пиши на me@example.org"));
        assert!(finds("example.org ", "пиши на me@example.org"));
    }

    #[test]
    fn the_last_word_finds_what_begins_with_it_while_it_is_typed() {
        assert!(finds("встре", "Обсудим на встрече"));
        assert!(!finds("встре ", "Обсудим на встрече"), "a blank ends the word");
        assert!(finds("@an", "спроси @anna"));
        assert!(finds("привет м", "привет, мир"), "one letter says nothing yet");
        assert!(!finds("п", "привет"));
        assert!(SearchWords::parse("!?").is_empty());
    }

    #[test]
    fn highlights_count_utf16_units_and_cover_whole_words() {
        let words = SearchWords::parse("встреча @anna");
        let text = "😀 Встречи: @anna_b и встреча!";
        let utf16: Vec<u16> = text.encode_utf16().collect();
        let shown: Vec<String> = words
            .highlights(text)
            .into_iter()
            .map(|[start, end]| String::from_utf16_lossy(&utf16[start as usize..end as usize]))
            .collect();
        assert_eq!(shown, ["Встречи", "@anna_b", "встреча"]);
    }

    #[test]
    fn loose_accents_are_the_letters_they_make() {
        assert!(finds("чай ", "ча\u{438}\u{306}"));
        assert!(finds("ёлка ", "е\u{308}лка"));
    }

    proptest! {
        #[test]
        fn every_word_finds_the_text_that_it_is_from(text in "\\PC{0,80}") {
            for word in words(&text) {
                let query = format!("{} ", &text[word.bytes]);
                prop_assert!(SearchWords::parse(&query).is_empty() || finds(&query, &text), "{query}");
            }
        }

        #[test]
        fn highlights_lie_inside_the_text_and_apart(text in "\\PC{0,80}", query in "\\PC{0,20}") {
            let words = SearchWords::parse(&query);
            let length = u32::try_from(text.encode_utf16().count()).expect("short");
            let mut before = 0;
            for [start, end] in words.highlights(&text) {
                prop_assert!(before <= start && start < end && end <= length);
                before = end;
            }
        }

        #[test]
        fn stems_are_plain(text in "\\PC{0,80}") {
            for stem in stems(&text) {
                let login = stem.strip_prefix('@');
                let plain = stem.chars().all(char::is_alphanumeric) && !stem.contains(|c: char| c.is_ascii_uppercase());
                let is_login =
                    login.is_some_and(|l| l.chars().all(|c| c.is_ascii_alphanumeric() || "_.-".contains(c)));
                prop_assert!(plain || is_login, "{stem}");
            }
        }
    }
}
