//! The languages in which the server itself writes to people.

/// A language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    /// Русский.
    Russian,
    /// English.
    English,
}

impl Language {
    /// The first of ours that an `Accept-Language` names; Russian where it names neither.
    #[must_use]
    pub fn of_accepted(accepted: &str) -> Self {
        let mut named = accepted.split(',').map(|item| item.trim().to_ascii_lowercase());
        let known = named.find_map(|name| match name.get(..2) {
            Some("ru" | "be" | "uk" | "kk") => Some(Self::Russian),
            Some("en") => Some(Self::English),
            Some(_) | None => None,
        });
        known.unwrap_or(Self::Russian)
    }

    /// The one of two texts that is in this language.
    #[must_use]
    pub const fn pick<'a>(self, russian: &'a str, english: &'a str) -> &'a str {
        match self {
            Self::Russian => russian,
            Self::English => english,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_known_language_counts() {
        assert_eq!(Language::of_accepted("en-GB,en;q=0.9,ru;q=0.8"), Language::English);
        assert_eq!(Language::of_accepted("de, ru;q=0.5, en;q=0.1"), Language::Russian);
        assert_eq!(Language::of_accepted("uk"), Language::Russian);
        assert_eq!(Language::of_accepted(""), Language::Russian);
    }
}
