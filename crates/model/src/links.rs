//! Links in a text.

/// Bytes of a link at most; longer ones are none.
const LINK_MAX: usize = 2_048;

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
