//! Links in a text, and what they lead to.

use crate::File;

/// Bytes of a link at most; longer ones are none.
const LINK_MAX: usize = 2_048;

/// What the first link of a message leads to, as the server found it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkPreview {
    /// The link as it stands in the text.
    pub url: String,
    /// What the page says of itself.
    pub page: PageCard,
    /// Its picture, made small and kept here.
    pub image: Option<File>,
}

/// What a page says of itself: each a line of plain text. At least a title or a description.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageCard {
    /// Its title, at most [`Self::TITLE_MAX`] characters.
    pub title: Option<String>,
    /// What it is about, at most [`Self::DESCRIPTION_MAX`] characters.
    pub description: Option<String>,
    /// The name of its site, at most [`Self::SITE_NAME_MAX`] characters.
    pub site_name: Option<String>,
}

impl PageCard {
    /// Characters of a title at most.
    pub const TITLE_MAX: usize = 200;
    /// Characters of a description at most.
    pub const DESCRIPTION_MAX: usize = 400;
    /// Characters of a site's name at most.
    pub const SITE_NAME_MAX: usize = 80;

    /// Makes plain, bounded lines of what a page said. `None` when neither a title nor a description is left.
    #[must_use]
    pub fn lossy(title: Option<&str>, description: Option<&str>, site_name: Option<&str>) -> Option<Self> {
        let line = |text: Option<&str>, max| text.and_then(|text| line(text, max));
        let card = Self {
            title: line(title, Self::TITLE_MAX),
            description: line(description, Self::DESCRIPTION_MAX),
            site_name: line(site_name, Self::SITE_NAME_MAX),
        };
        (card.title.is_some() || card.description.is_some()).then_some(card)
    }
}

/// One line of what can be seen, cut to `max` characters. Signs that turn the direction of writing go: with them a
/// foreign page could make its words look like somebody's here.
fn line(text: &str, max: usize) -> Option<String> {
    let unseen = |c: char| matches!(c, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}');
    let blank = |c: char| if c.is_whitespace() || c.is_control() { ' ' } else { c };
    let seen: String = text.chars().filter(|c| !unseen(*c)).map(blank).collect();
    let line = seen.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    if line.chars().count() > max {
        let begin: String = line.chars().take(max - 1).collect();
        return Some(format!("{}…", begin.trim_end()));
    }
    (!line.is_empty()).then_some(line)
}

/// The first `http://` or `https://` link of a text that does not stand in code (between backticks), without the
/// punctuation behind it.
#[must_use]
pub fn first_link(text: &str) -> Option<&str> {
    // Even parts stand outside of backticks. An unclosed backtick is only a sign.
    let parts: Vec<&str> = text.split('`').collect();
    let closed = parts.len() % 2 == 1;
    let last = parts.len() - 1;
    parts
        .iter()
        .enumerate()
        .filter(|(place, _)| place % 2 == 0 || (!closed && *place == last))
        .find_map(|(_, part)| link_in(part))
}

fn link_in(text: &str) -> Option<&str> {
    text.match_indices("://").find_map(|(at, sign)| {
        let scheme = ["https", "http"].into_iter().find(|scheme| {
            text.get(at.wrapping_sub(scheme.len())..at)
                .is_some_and(|before| before.eq_ignore_ascii_case(scheme))
        })?;
        let start = at - scheme.len();
        if text[..start].chars().next_back().is_some_and(char::is_alphanumeric) {
            return None;
        }
        let ends = |c: char| c.is_whitespace() || c.is_control() || "<>\"|`".contains(c);
        let end = text[start..].find(ends).map_or(text.len(), |length| start + length);
        let link = without_punctuation(&text[start..end]);
        (link.len() > scheme.len() + sign.len() && link.len() <= LINK_MAX).then_some(link)
    })
}

fn without_punctuation(mut link: &str) -> &str {
    while let Some(last) = link.chars().next_back() {
        let opening = match last {
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '_' | '~' | '»' | '…' => None,
            ')' => Some('('),
            ']' => Some('['),
            '}' => Some('{'),
            _ => break,
        };
        // A closing bracket that was opened inside belongs to the link.
        if opening.is_some_and(|opening| link.matches(opening).count() >= link.matches(last).count()) {
            break;
        }
        link = &link[..link.len() - last.len_utf8()];
    }
    link
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_ends_before_the_punctuation_of_its_sentence() {
        assert_eq!(first_link("см. https://example.org/a, там"), Some("https://example.org/a"));
        assert_eq!(first_link("(HTTP://example.org/a)."), Some("HTTP://example.org/a"));
        assert_eq!(first_link("[text](https://example.org/a)"), Some("https://example.org/a"));
        assert_eq!(first_link("https://example.org/A_(b)!"), Some("https://example.org/A_(b)"));
        assert_eq!(first_link("«https://пример.рф/путь»"), Some("https://пример.рф/путь"));
    }

    #[test]
    fn what_a_page_says_becomes_bounded_lines() {
        let card = PageCard::lossy(Some("  Борщ \n\t с пампушками "), Some("\u{202E}\u{200B}"), Some(""));
        let expected =
            PageCard { title: Some("Борщ с пампушками".to_owned()), ..PageCard::default() };
        assert_eq!(card, Some(expected));
        assert_eq!(PageCard::lossy(None, Some(" \u{0} "), Some("Сайт")), None);
        let long = PageCard::lossy(Some(&"ы ".repeat(500)), None, None).and_then(|card| card.title);
        let long = long.expect("a title");
        assert!(long.chars().count() <= PageCard::TITLE_MAX && long.ends_with("ы…"), "{long}");
        let fits = "я".repeat(PageCard::TITLE_MAX);
        let card = PageCard::lossy(Some(&format!(" {fits} ")), None, None);
        assert_eq!(card.and_then(|card| card.title), Some(fits));
        let words = PageCard::lossy(Some("a \u{200B} b"), None, None).and_then(|card| card.title);
        assert_eq!(words.as_deref(), Some("a b"));
    }

    #[test]
    fn what_is_no_link_is_none() {
        for text in ["", "http://", "https:// x", "xhttps://example.org", "ftp://example.org", "a://b", "://"]
        {
            assert_eq!(first_link(text), None, "{text}");
        }
        let endless = format!("https://example.org/{}", "a".repeat(LINK_MAX));
        assert_eq!(first_link(&endless), None);
    }

    #[test]
    fn links_in_code_are_not_followed() {
        assert_eq!(first_link("`https://a.example` https://b.example"), Some("https://b.example"));
        assert_eq!(first_link("```\nhttps://a.example\n```"), None);
        assert_eq!(first_link("` https://a.example"), Some("https://a.example"));
    }
}
