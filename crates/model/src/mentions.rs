//! Whom a text names: `@login` outside of code.

use crate::{Login, limits::MENTIONS_MAX};

/// The logins that a text names, each once and in their order, of at most [`MENTIONS_MAX`] places. Whether they
/// belong to anybody, the caller finds out; where a login may end in a full stop or the sentence may, both readings
/// are given. What stands in code (`` `…` `` or a fence of three) names nobody, and an `@` inside
/// a word (an e-mail address) does not either.
#[must_use]
pub fn mentioned(text: &str) -> Vec<Login> {
    // Nearly all texts name nobody.
    if !text.contains('@') {
        return Vec::new();
    }
    let mut logins: Vec<Login> = Vec::new();
    let mut places = 0;
    let mut rest = text;
    let mut before: Option<char> = None;
    while let Some(next) = rest.chars().next() {
        let mut taken = next.len_utf8();
        if next == '`' {
            taken = code(rest);
        } else if next == '@' && !before.is_some_and(joins) {
            let word: &str = rest[1..].split(|c: char| !is_of_login(c)).next().unwrap_or_default();
            taken += word.len();
            places += 1;
            if places > MENTIONS_MAX {
                break;
            }
            for reading in [word, word.trim_end_matches(['.', '-', '_'])] {
                if let Ok(login) = Login::parse(reading)
                    && !logins.contains(&login)
                {
                    logins.push(login);
                }
            }
        }
        before = rest[..taken].chars().next_back();
        rest = &rest[taken..];
    }
    logins
}

const fn is_of_login(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-')
}

/// Whether an `@` after this character is part of a longer word.
fn joins(before: char) -> bool {
    before.is_alphanumeric() || matches!(before, '@' | '_' | '.' | '-' | '/')
}

/// The bytes of the code with which `text` begins, or of its backticks when no such code ends.
fn code(text: &str) -> usize {
    let fence = text.len() - text.trim_start_matches('`').len();
    let mut from = fence;
    while let Some(found) = text[from..].find('`') {
        let start = from + found;
        let run = text[start..].len() - text[start..].trim_start_matches('`').len();
        if run == fence {
            return start + run;
        }
        from = start + run;
    }
    fence
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn named(text: &str) -> Vec<String> {
        mentioned(text).into_iter().map(Login::into_string).collect()
    }

    #[test]
    fn logins_are_found_where_people_write_them() {
        assert_eq!(
            named("@anna, привет! А @Boris.K. где? (@vera-2)"),
            ["anna", "boris.k.", "boris.k", "vera-2"]
        );
        assert_eq!(named("привет\n@anna"), ["anna"]);
        assert_eq!(named("**@anna** ||@boris||"), ["anna", "boris"]);
        assert_eq!(named("@anna @anna @ANNA"), ["anna"]);
        assert_eq!(named("Это @anna."), ["anna.", "anna"], "the full stop may belong to either");
    }

    #[test]
    fn addresses_code_and_lone_signs_name_nobody() {
        let nobody: [String; 0] = [];
        for text in [
            "anna@example.org",
            "@",
            "@ab",
            "@@anna",
            "`@anna`",
            "```\n@anna\n```",
            "``a ` @anna``",
            "почта@anna",
        ] {
            assert_eq!(named(text), nobody, "{text}");
        }
        assert_eq!(named("`код` @anna"), ["anna"]);
        assert_eq!(named("`не закрыт @anna"), ["anna"], "code that never ends is none");
    }

    #[test]
    fn nobody_calls_a_thousand_people_at_once() {
        let text: String = (0..1_000).map(|n| format!("@user{n} ")).collect();
        assert_eq!(named(&text).len(), MENTIONS_MAX);
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_a_panic(text in "[@`a-zё.\\- \n👍]{0,80}") {
            prop_assert!(mentioned(&text).len() <= 2 * MENTIONS_MAX);
        }
    }
}
