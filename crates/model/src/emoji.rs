//! Signs with which people answer a message.

use std::fmt;

use crate::Invalid;

/// Exactly one emoji of Unicode, in its fully qualified form.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Emoji(String);

impl Emoji {
    /// Parses one emoji. A form without the selector that makes it colourful is taken for the full one, so that
    /// one sign is never counted as two.
    ///
    /// # Errors
    /// [`Invalid::Empty`] for nothing, [`Invalid::Format`] for anything but one emoji.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        if text.is_empty() {
            return Err(Invalid::Empty);
        }
        emojis::get(text).map(|emoji| Self(emoji.as_str().to_owned())).ok_or(Invalid::Format)
    }

    /// The sign.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Emoji {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_emoji_is_taken_and_nothing_else() {
        for good in ["👍", "❤️", "👨‍👩‍👧‍👦", "🇷🇺", "👍🏽", "🫡"] {
            assert_eq!(Emoji::parse(good).expect(good).as_str(), good);
        }
        assert_eq!(Emoji::parse(""), Err(Invalid::Empty));
        for bad in ["a", "1", "👍👍", "👍 ", "<b>", ":thumbsup:", "\u{fe0f}", "привет"] {
            assert_eq!(Emoji::parse(bad), Err(Invalid::Format), "{bad}");
        }
    }

    #[test]
    fn one_sign_has_one_form() {
        assert_eq!(Emoji::parse("❤").expect("a heart"), Emoji::parse("❤️").expect("the same heart"));
    }
}
