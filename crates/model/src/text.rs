//! Texts that people type, parsed once at the edge: whoever holds a [`Login`] knows that it is a valid one.

use std::fmt;

/// Why a text was refused. [`Invalid::code`] is what clients translate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Invalid {
    /// Nothing but blanks where something is needed.
    #[error("must not be empty")]
    Empty,
    /// Fewer characters than allowed.
    #[error("is too short")]
    TooShort,
    /// More characters or bytes than allowed.
    #[error("is too long")]
    TooLong,
    /// Characters or a form that the field does not take.
    #[error("has characters or a form that are not allowed")]
    Format,
    /// A password from the list of the commonest ones, or the login itself.
    #[error("is one of the commonest passwords")]
    TooCommon,
}

impl Invalid {
    /// The stable code of the refusal.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooShort => "too_short",
            Self::TooLong => "too_long",
            Self::Format => "format",
            Self::TooCommon => "too_common",
        }
    }
}

macro_rules! text {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        pub struct $name(String);

        impl $name {
            /// The text itself.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The text itself, owned.
            #[must_use]
            pub fn into_string(self) -> String {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

text!(
    /// A login: `^[a-z0-9_.-]{3,32}$`, always lower case.
    Login
);
text!(
    /// The name that others see: 1 to 64 characters on one line, without blanks at the ends.
    DisplayName
);
text!(
    /// What somebody without an account calls themselves: 1 to 40 characters on one line, each of which is seen.
    GuestName
);
text!(
    /// A line about how one is: up to 140 characters.
    StatusText
);
text!(
    /// What somebody says about themselves: up to 500 characters, on several lines if need be.
    AboutText
);
text!(
    /// A phone number as typed: empty, or 5 to 20 digits, blanks and `+-()`.
    Phone
);
text!(
    /// A chat's title: 1 to 128 characters on one line.
    ChatTitle
);
text!(
    /// What a group is about: up to 500 characters, perhaps on several lines; empty when there is nothing to say.
    ChatDescription
);
text!(
    /// The text of a message: 1 to 16,384 bytes, not only blanks.
    MessageText
);
text!(
    /// The client's own id of a message: 1 to 64 of `[A-Za-z0-9_-]`.
    ClientId
);
text!(
    /// An invitation code: 4 to 64 letters, digits, `-` or `_`; compared in lower case.
    InviteCode
);
text!(
    /// What the device calls itself: up to 100 characters.
    DeviceName
);
text!(
    /// What somebody calls one of their passkeys: 1 to 64 characters on one line.
    PasskeyName
);
text!(
    /// A file's name: 1 to 255 bytes on one line, without a path.
    FileName
);
text!(
    /// An e-mail address, as typed; compared in lower case.
    Email
);

impl Login {
    /// Parses a login; upper case is folded, since logins are compared without it.
    ///
    /// # Errors
    /// [`Invalid`] when the length or a character is not allowed.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let text = text.trim().to_lowercase();
        bounded(&text, 3, 32)?;
        let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_.-".contains(c);
        if text.chars().all(allowed) { Ok(Self(text)) } else { Err(Invalid::Format) }
    }
}

impl DisplayName {
    /// Parses a name.
    ///
    /// # Errors
    /// [`Invalid`] when it is empty, too long or holds control characters.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        one_line(text, 1, 64).map(Self)
    }
}

impl GuestName {
    /// Parses a name. What is not seen, or turns the direction of what follows, is left out: a stranger's name stands
    /// between those of people whom one knows.
    ///
    /// # Errors
    /// [`Invalid`] when nothing is left of it, or it is too long.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let seen: String = text.chars().filter(|c| c.is_whitespace() || !is_unseen(*c)).collect();
        let words: Vec<&str> = seen.split_whitespace().collect();
        one_line(&words.join(" "), 1, 40).map(Self)
    }
}

/// Control characters, and those that only say how others are shown.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}'..='\u{200f}')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}')
        || matches!(c, '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

impl StatusText {
    /// Parses a status; an empty one is allowed and clears it.
    ///
    /// # Errors
    /// [`Invalid`] when it is too long or holds control characters.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        one_line(text, 0, 140).map(Self)
    }
}

impl AboutText {
    /// Parses it; an empty one is allowed and clears it.
    ///
    /// # Errors
    /// [`Invalid`] when it is too long or holds control characters other than line breaks.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let text = text.trim().replace("\r\n", "\n");
        bounded(&text, 0, 500)?;
        if text.chars().any(|c| c.is_control() && c != '\n') { Err(Invalid::Format) } else { Ok(Self(text)) }
    }
}

impl Phone {
    /// Parses a number; an empty one is allowed and clears it.
    ///
    /// # Errors
    /// [`Invalid`] when the length or a character is not allowed, or when there is no digit in it.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(Self(String::new()));
        }
        bounded(text, 5, 20)?;
        let allowed = |c: char| c.is_ascii_digit() || " +-()".contains(c);
        let is_number = text.chars().all(allowed) && text.contains(|c: char| c.is_ascii_digit());
        if is_number { Ok(Self(text.to_owned())) } else { Err(Invalid::Format) }
    }
}

impl ChatTitle {
    /// Parses a title.
    ///
    /// # Errors
    /// [`Invalid`] when it is empty, too long or holds control characters.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        one_line(text, 1, 128).map(Self)
    }
}

impl ChatDescription {
    /// Parses a description; an empty one is allowed and clears it.
    ///
    /// # Errors
    /// [`Invalid`] when it is too long or holds control characters other than line breaks and tabs.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let text = text.trim();
        bounded(text, 0, 500)?;
        let odd = |c: char| c.is_control() && c != '\n' && c != '\t' && c != '\r';
        if text.chars().any(odd) { Err(Invalid::Format) } else { Ok(Self(text.to_owned())) }
    }
}

impl DeviceName {
    /// Takes what the client says, cut to 100 characters and freed of control characters.
    #[must_use]
    pub fn lossy(text: &str) -> Self {
        Self(text.chars().filter(|c| !c.is_control()).take(100).collect::<String>().trim().to_owned())
    }
}

impl PasskeyName {
    /// Parses a name.
    ///
    /// # Errors
    /// [`Invalid`] when it is empty, too long or holds control characters.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        one_line(text, 1, 64).map(Self)
    }
}

impl FileName {
    /// Bytes of a name at most, as file systems have it.
    pub const MAX_BYTES: usize = 255;

    /// Takes what the client says: without a path, without characters that cannot be seen or turn the direction of
    /// writing (they make `exe.jpg` of `gpj.exe`), cut to 255 bytes but with its ending; `file` if nothing is left.
    #[must_use]
    pub fn lossy(text: &str) -> Self {
        let last = text.rsplit(['/', '\\']).next().unwrap_or_default();
        let turns = |c: char| matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}');
        let name: String = last.chars().filter(|c| !c.is_control() && !turns(*c)).collect();
        let name = name.trim();
        if name.is_empty() || name.chars().all(|c| c == '.') {
            return Self("file".to_owned());
        }
        let (stem, ending) = match name.rsplit_once('.') {
            Some((stem, ending)) if !stem.is_empty() && ending.len() <= 16 => (stem, format!(".{ending}")),
            Some(_) | None => (name, String::new()),
        };
        let mut room = (Self::MAX_BYTES - ending.len()).min(stem.len());
        while !stem.is_char_boundary(room) {
            room -= 1;
        }
        Self(format!("{}{ending}", &stem[..room]))
    }
}

impl MessageText {
    /// Bytes of a message's text at most.
    pub const MAX_BYTES: usize = 16_384;

    /// Parses a text. Blanks at the ends stay: they may be part of code.
    ///
    /// # Errors
    /// [`Invalid`] when there is nothing to read in it, or too much.
    pub fn parse(text: String) -> Result<Self, Invalid> {
        if text.len() > Self::MAX_BYTES {
            return Err(Invalid::TooLong);
        }
        if text.trim().is_empty() {
            return Err(Invalid::Empty);
        }
        // U+0000 cannot be stored in PostgreSQL's text; nobody types it.
        if text.contains('\0') { Err(Invalid::Format) } else { Ok(Self(text)) }
    }
}

impl ClientId {
    /// Parses a client id.
    ///
    /// # Errors
    /// [`Invalid`] when the length or a character is not allowed.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        bounded(text, 1, 64)?;
        let allowed = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        if text.chars().all(allowed) { Ok(Self(text.to_owned())) } else { Err(Invalid::Format) }
    }
}

impl InviteCode {
    /// Parses a code. A chosen family word may be in any alphabet.
    ///
    /// # Errors
    /// [`Invalid`] when the length or a character is not allowed.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let text = text.trim().to_lowercase();
        bounded(&text, 4, 64)?;
        let allowed = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
        if text.chars().all(allowed) { Ok(Self(text)) } else { Err(Invalid::Format) }
    }
}

impl Email {
    /// Checks the outer form only; whether it works is shown by mail that arrives.
    ///
    /// # Errors
    /// [`Invalid`] when it cannot be an address.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let text = text.trim();
        bounded(text, 3, 254)?;
        let (local, domain) = text.rsplit_once('@').ok_or(Invalid::Format)?;
        let plain = !text.chars().any(|c| c.is_whitespace() || c.is_control());
        if plain && !local.is_empty() && domain.len() >= 3 && domain.contains('.') {
            Ok(Self(text.to_owned()))
        } else {
            Err(Invalid::Format)
        }
    }

    /// The form in which addresses are compared.
    #[must_use]
    pub fn folded(&self) -> String {
        self.0.to_lowercase()
    }
}

/// A password as typed. It is never shown by `Debug` and has no `Display`.
#[derive(Clone)]
pub struct Password(String);

impl Password {
    /// Parses a new password: 8 to 128 characters, none of the commonest, not the login.
    ///
    /// # Errors
    /// [`Invalid`] saying what is wrong with it.
    pub fn parse_new(text: String, login: &Login, is_common: impl Fn(&str) -> bool) -> Result<Self, Invalid> {
        bounded(&text, 8, 128)?;
        let folded = text.to_lowercase();
        if folded == login.as_str() || is_common(&folded) {
            return Err(Invalid::TooCommon);
        }
        Ok(Self(text))
    }

    /// Takes a password that is to be compared with a stored one. `None` if it is longer than any can be.
    #[must_use]
    pub fn given(text: String) -> Option<Self> {
        (text.chars().count() <= 128).then_some(Self(text))
    }

    /// The secret itself, for hashing.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(..)")
    }
}

fn bounded(text: &str, min: usize, max: usize) -> Result<(), Invalid> {
    let length = text.chars().count();
    if length == 0 && min > 0 {
        Err(Invalid::Empty)
    } else if length < min {
        Err(Invalid::TooShort)
    } else if length > max {
        Err(Invalid::TooLong)
    } else {
        Ok(())
    }
}

fn one_line(text: &str, min: usize, max: usize) -> Result<String, Invalid> {
    let text = text.trim();
    bounded(text, min, max)?;
    if text.chars().any(char::is_control) { Err(Invalid::Format) } else { Ok(text.to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logins_are_folded_and_bounded() {
        assert_eq!(Login::parse("Anna_1").map(Login::into_string), Ok("anna_1".to_owned()));
        assert_eq!(Login::parse("ab"), Err(Invalid::TooShort));
        assert_eq!(Login::parse(&"a".repeat(33)), Err(Invalid::TooLong));
        assert_eq!(Login::parse("анна"), Err(Invalid::Format));
        assert_eq!(Login::parse("  "), Err(Invalid::Empty));
    }

    #[test]
    fn a_guest_s_name_has_nothing_unseen_in_it() {
        let parse = |text: &str| GuestName::parse(text).map(GuestName::into_string);
        assert_eq!(parse("  Тётя \t Оля\n"), Ok("Тётя Оля".to_owned()));
        assert_eq!(parse("\u{202e}яал\u{2066}О\u{200b}"), Ok("яалО".to_owned()));
        assert_eq!(parse(" \u{200b}\u{3164} "), Err(Invalid::Empty));
        assert_eq!(parse(&"я".repeat(41)), Err(Invalid::TooLong));
    }

    #[test]
    fn a_message_is_bounded_in_bytes_not_characters() {
        assert!(MessageText::parse("я".repeat(8_192)).is_ok());
        assert_eq!(MessageText::parse("я".repeat(8_193)), Err(Invalid::TooLong));
        assert_eq!(MessageText::parse(" \n ".to_owned()), Err(Invalid::Empty));
    }

    #[test]
    fn a_password_may_not_be_common_nor_the_login() {
        let login = Login::parse("grandmother").expect("valid");
        let common = |p: &str| p == "password1";
        let parse = |text: &str| Password::parse_new(text.to_owned(), &login, common).map(|_| ());
        assert_eq!(parse("Password1"), Err(Invalid::TooCommon));
        assert_eq!(parse("Grandmother"), Err(Invalid::TooCommon));
        assert_eq!(parse("short"), Err(Invalid::TooShort));
        assert_eq!(parse(&"x".repeat(129)), Err(Invalid::TooLong));
        assert_eq!(parse("пароль-и-ещё"), Ok(()));
        assert_eq!(format!("{:?}", Password("secret".to_owned())), "Password(..)");
    }

    #[test]
    fn a_phone_number_has_digits_and_may_be_cleared() {
        assert_eq!(
            Phone::parse(" +7 (900) 123-45-67 ").map(Phone::into_string),
            Ok("+7 (900) 123-45-67".to_owned())
        );
        assert_eq!(Phone::parse("  ").map(Phone::into_string), Ok(String::new()));
        assert_eq!(Phone::parse("1234"), Err(Invalid::TooShort));
        assert_eq!(Phone::parse(&"1".repeat(21)), Err(Invalid::TooLong));
        assert_eq!(Phone::parse("call me"), Err(Invalid::Format));
        assert_eq!(Phone::parse("+-() -"), Err(Invalid::Format));
    }

    #[test]
    fn about_may_have_several_lines_and_is_bounded() {
        assert_eq!(
            AboutText::parse("мама\r\nбабушка ").map(AboutText::into_string),
            Ok("мама\nбабушка".to_owned())
        );
        assert!(AboutText::parse(&"я".repeat(500)).is_ok());
        assert_eq!(AboutText::parse(&"я".repeat(501)), Err(Invalid::TooLong));
        assert_eq!(AboutText::parse("a\u{0}b"), Err(Invalid::Format));
    }

    #[test]
    fn a_files_name_has_no_path_no_tricks_and_keeps_its_ending() {
        let name = |text: &str| FileName::lossy(text).into_string();
        assert_eq!(name("C:\\Users\\anna\\фото.jpg"), "фото.jpg");
        assert_eq!(name("../../etc/passwd"), "passwd");
        assert_eq!(name("a\u{202E}gpj.exe\r\n"), "agpj.exe");
        for nothing in ["", "  ", "..", "/", "\u{200B}"] {
            assert_eq!(name(nothing), "file", "{nothing:?}");
        }
        let long = name(&format!("{}.jpeg", "я".repeat(300)));
        assert!(long.len() <= FileName::MAX_BYTES && long.ends_with("я.jpeg"), "{long}");
    }

    #[test]
    fn a_family_word_can_be_an_invite_code() {
        assert_eq!(InviteCode::parse("Бабушка").map(InviteCode::into_string), Ok("бабушка".to_owned()));
        assert_eq!(InviteCode::parse("a b c d"), Err(Invalid::Format));
    }
}
