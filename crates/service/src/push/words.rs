//! What a notification says, in the language of the page on that device. It is written here and not in the worker of the
//! page because some browsers show it without asking the page.

use zvonilka_model::{FilesKind, Message, MessageBody, call::CallKind};

/// Characters of a message that a notification shows; the rest is in the chat.
const TEXT_MAX: usize = 240;
/// Characters of a name or title.
const NAME_MAX: usize = 80;

/// A language of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    Russian,
    English,
}

impl Language {
    pub(super) fn of(code: &str) -> Self {
        if code == "en" { Self::English } else { Self::Russian }
    }

    pub(super) const fn code(self) -> &'static str {
        self.pick("ru", "en")
    }

    const fn pick(self, russian: &'static str, english: &'static str) -> &'static str {
        match self {
            Self::Russian => russian,
            Self::English => english,
        }
    }

    pub(super) const fn family(self) -> &'static str {
        self.pick("Семья", "Family")
    }

    pub(super) const fn new_message(self) -> &'static str {
        self.pick("Новое сообщение", "New message")
    }

    pub(super) const fn calls(self, kind: CallKind) -> &'static str {
        match kind {
            CallKind::Audio => self.pick("Звонит вам", "Is calling you"),
            CallKind::Video => self.pick("Звонит вам по видео", "Is video calling you"),
        }
    }

    pub(super) const fn begins(self, kind: CallKind) -> &'static str {
        match kind {
            CallKind::Audio => self.pick("звонок в группе", "a call in the group"),
            CallKind::Video => self.pick("видеозвонок в группе", "a video call in the group"),
        }
    }

    pub(super) const fn missed(self, kind: CallKind) -> &'static str {
        match kind {
            CallKind::Audio => self.pick("Пропущенный звонок", "Missed call"),
            CallKind::Video => self.pick("Пропущенный видеозвонок", "Missed video call"),
        }
    }

    pub(super) const fn answered_elsewhere(self) -> &'static str {
        self.pick("Вы ответили на другом устройстве", "You answered on another device")
    }

    pub(super) const fn declined(self) -> &'static str {
        self.pick("Звонок отклонён", "Call declined")
    }

    pub(super) const fn request(self) -> &'static str {
        self.pick("Хочет добавить вас в контакты", "Wants to add you as a contact")
    }

    pub(super) const fn test_title(self) -> &'static str {
        self.pick("Звонилка", "Zvonilka")
    }

    pub(super) const fn test_body(self) -> &'static str {
        self.pick("Уведомления на этом устройстве работают", "Notifications work on this device")
    }

    pub(super) const fn test_call(self) -> &'static str {
        self.pick("Проверочный звонок", "Test call")
    }

    /// What a message says, in a line.
    pub(super) fn text_of(self, message: &Message) -> String {
        match &message.body {
            MessageBody::Text(text) => shown(text),
            MessageBody::Files { caption: Some(caption), .. } => shown(caption),
            MessageBody::Files { kind, caption: None } => {
                let first = message.attachments.first();
                let is = |kind: &str| first.is_some_and(|file| file.mime.starts_with(kind));
                match kind {
                    FilesKind::Voice => self.pick("Голосовое сообщение", "Voice message").to_owned(),
                    FilesKind::Media if is("video/") => self.pick("Видео", "Video").to_owned(),
                    FilesKind::Media => self.pick("Фото", "Photo").to_owned(),
                    FilesKind::File => match first {
                        Some(file) => cut(file.name.as_str(), NAME_MAX),
                        None => self.pick("Файл", "File").to_owned(),
                    },
                }
            }
            MessageBody::Call(_) | MessageBody::System(_) | MessageBody::Deleted { .. } => {
                self.new_message().to_owned()
            }
        }
    }
}

/// A name or a title, short enough.
pub(super) fn name(text: &str) -> String {
    cut(text, NAME_MAX)
}

/// A text in one line, without what its writer hid behind `||`.
fn shown(text: &str) -> String {
    let mut plain = String::new();
    for (place, piece) in text.split("||").enumerate() {
        plain.push_str(if place % 2 == 1 { "…" } else { piece });
    }
    cut(&plain, TEXT_MAX)
}

/// In one line and no longer than so many characters.
fn cut(text: &str, max: usize) -> String {
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        if line.len() > 4 * max {
            break;
        }
    }
    match line.char_indices().nth(max) {
        None => line,
        Some((end, _)) => format!("{}…", &line[..end]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_between_characters_and_put_into_one_line() {
        assert_eq!(shown("Привет,\n\n  мама!"), "Привет, мама!");
        let cut = shown(&"ж".repeat(10_000));
        assert_eq!(cut.chars().count(), TEXT_MAX + 1);
        assert!(cut.ends_with('…'));
    }

    #[test]
    fn what_is_hidden_in_the_chat_is_hidden_in_the_notification() {
        assert_eq!(shown("Убийца — ||дворецкий||, вот"), "Убийца — …, вот");
        // An end that is missing hides too much rather than too little.
        assert_eq!(shown("a ||b"), "a …");
    }
}
