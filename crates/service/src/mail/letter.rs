//! What letters say, in both languages, as text and as a page. The page is plain: no pictures, nothing that is fetched.

use zvonilka_model::{Language, Timestamp};
use zvonilka_store::MailJob;

/// A letter before it is text.
pub(super) struct Letter {
    pub(super) subject: String,
    paragraphs: Vec<String>,
    /// What to press, and where it leads.
    button: Option<(&'static str, String)>,
    /// What stands below, smaller.
    foot: Vec<&'static str>,
}

impl Letter {
    pub(super) fn reset(language: Language, login: &str, link: &str) -> Self {
        Self {
            subject: language.pick("Новый пароль для Звонилки", "A new password for Zvonilka").to_owned(),
            paragraphs: vec![
                for_account(language, login),
                language
                    .pick(
                        "Кто-то (вероятно, вы) попросил задать новый пароль. Ссылка действует один час и только один раз.",
                        "Somebody (probably you) asked to set a new password. The link works for an hour and only once.",
                    )
                    .to_owned(),
            ],
            button: Some((language.pick("Задать новый пароль", "Set a new password"), link.to_owned())),
            foot: vec![language.pick(
                "Если это были не вы, ничего делать не нужно: старый пароль продолжает действовать.",
                "If it was not you, there is nothing to do: the old password goes on working.",
            )],
        }
    }

    pub(super) fn confirm(language: Language, login: &str, link: &str) -> Self {
        Self {
            subject: language.pick("Подтвердите адрес почты", "Confirm your e-mail address").to_owned(),
            paragraphs: vec![
                for_account(language, login),
                language
                    .pick(
                        "Подтвердите, что этот адрес ваш: тогда через него можно будет вернуть доступ, если забудется пароль. Ссылка действует сутки.",
                        "Confirm that this address is yours: then you can get back in through it should you forget the password. The link works for 24 hours.",
                    )
                    .to_owned(),
            ],
            button: Some((language.pick("Подтвердить адрес", "Confirm the address"), link.to_owned())),
            foot: vec![language.pick(
                "Если вы ничего не знаете об этой учётной записи, просто удалите письмо: других писем не будет.",
                "If you know nothing of this account, just delete this letter: no others will come.",
            )],
        }
    }

    pub(super) fn password_changed(language: Language, login: &str, at: Timestamp, base_url: &str) -> Self {
        Self {
            subject: language.pick("Пароль изменён", "The password was changed").to_owned(),
            paragraphs: vec![
                for_account(language, login),
                match language {
                    Language::Russian => format!(
                        "Пароль изменён {}. Остальные устройства вышли из учётной записи.",
                        moment(language, at)
                    ),
                    Language::English => format!(
                        "The password was changed on {}. The other devices were signed out.",
                        moment(language, at)
                    ),
                },
                language
                    .pick(
                        "Если это были не вы, задайте новый пароль на странице входа: «Забыли пароль?».",
                        "If it was not you, set a new password on the log-in page: “Forgot the password?”.",
                    )
                    .to_owned(),
            ],
            button: Some((language.pick("Открыть Звонилку", "Open Zvonilka"), format!("{base_url}/login"))),
            foot: Vec::new(),
        }
    }

    pub(super) fn address_changed(language: Language, login: &str, at: Timestamp) -> Self {
        Self {
            subject: language.pick("Адрес почты изменён", "The e-mail address was changed").to_owned(),
            paragraphs: vec![
                for_account(language, login),
                match language {
                    Language::Russian => format!("{} у этой учётной записи сменился адрес почты. На старый адрес (этот) писем больше не будет.", moment(language, at)),
                    Language::English => format!("On {} the e-mail address of this account was changed. No more letters will come to the old one (this one).", moment(language, at)),
                },
                language
                    .pick(
                        "Если это были не вы, сразу смените пароль в настройках или обратитесь к владельцу сервера.",
                        "If it was not you, change the password in the settings at once or ask the owner of the server.",
                    )
                    .to_owned(),
            ],
            button: None,
            foot: Vec::new(),
        }
    }

    pub(super) fn sign_in(language: Language, login: &str, job: &MailJob, base_url: &str) -> Self {
        let device = if job.device.is_empty() {
            language.pick("неизвестное устройство", "an unknown device")
        } else {
            &job.device
        };
        let (at, place) = (moment(language, job.noted_at), &job.place);
        Self {
            subject: language.pick("Новый вход в Звонилку", "A new sign-in to Zvonilka").to_owned(),
            paragraphs: vec![
                for_account(language, login),
                match language {
                    Language::Russian => format!("Новый вход: {device}, {at}, сетевой адрес {place}."),
                    Language::English => format!("A new sign-in: {device}, {at}, network address {place}."),
                },
                language
                    .pick(
                        "Если это были вы, делать ничего не нужно. Если не вы, завершите этот сеанс и смените пароль в настройках.",
                        "If it was you, there is nothing to do. If not, end that session and change the password in the settings.",
                    )
                    .to_owned(),
            ],
            button: Some((
                language.pick("Посмотреть свои устройства", "See your devices"),
                format!("{base_url}/settings/sessions"),
            )),
            foot: vec![language.pick(
                "Такие письма можно выключить в настройках, в разделе «Почта».",
                "These letters can be switched off in the settings, under “E-mail”.",
            )],
        }
    }

    /// As plain text.
    pub(super) fn text(&self) -> String {
        let mut parts: Vec<String> = self.paragraphs.clone();
        parts.extend(self.button.iter().map(|(label, link)| format!("{label}:\n{link}")));
        parts.extend(self.foot.iter().map(|line| (*line).to_owned()));
        format!("{}\n", parts.join("\n\n"))
    }

    /// As a page.
    pub(super) fn html(&self) -> String {
        let mut page = String::from(
            "<!doctype html><html><head><meta charset=\"utf-8\"></head>\
             <body style=\"font-family:sans-serif;font-size:16px;line-height:1.5;max-width:32em;margin:1em auto;padding:0 1em\">\n",
        );
        for text in &self.paragraphs {
            page.push_str(&format!("<p>{}</p>\n", escape(text)));
        }
        if let Some((label, link)) = &self.button {
            let link = escape(link);
            page.push_str(&format!(
                "<p><a href=\"{link}\" style=\"display:inline-block;padding:.6em 1.2em;border-radius:.5em;background:#2b8a3e;color:#fff;text-decoration:none\">{}</a></p>\n\
                 <p style=\"font-size:13px;word-break:break-all\">{link}</p>\n",
                escape(label)
            ));
        }
        for text in &self.foot {
            page.push_str(&format!("<p style=\"font-size:13px\">{}</p>\n", escape(text)));
        }
        page.push_str("</body></html>\n");
        page
    }
}

fn for_account(language: Language, login: &str) -> String {
    match language {
        Language::Russian => format!("Учётная запись в Звонилке: {login}."),
        Language::English => format!("Your account in Zvonilka: {login}."),
    }
}

/// A time as everybody can read it, to the minute. In UTC, and said to be: where the reader is, or was when it happened,
/// nobody here knows.
fn moment(language: Language, at: Timestamp) -> String {
    let text = at.to_string();
    let parts = (text.get(..4), text.get(5..7), text.get(8..10), text.get(11..16));
    let (Some(year), Some(month), Some(day), Some(time)) = parts else { return text };
    match language {
        Language::Russian => format!("{day}.{month}.{year} в {time} (время UTC)"),
        Language::English => format!("{year}-{month}-{day} at {time} (UTC)"),
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_says_the_same_as_text_and_as_a_page() {
        for language in [Language::Russian, Language::English] {
            let letter = Letter::reset(language, "anna", "https://chat.example/reset/abc");
            let (text, html) = (letter.text(), letter.html());
            for part in ["anna", "https://chat.example/reset/abc"] {
                assert!(text.contains(part) && html.contains(part), "{part}");
            }
            for paragraph in &letter.paragraphs {
                assert!(text.contains(paragraph) && html.contains(paragraph), "{paragraph}");
            }
        }
    }

    #[test]
    fn what_others_chose_cannot_become_a_part_of_the_page() {
        assert_eq!(escape("<b>\"&"), "&lt;b&gt;&quot;&amp;");
    }

    #[test]
    fn times_are_told_to_the_minute() {
        let at = Timestamp::from_millis(784_111_747_000);
        assert_eq!(moment(Language::English, at), "1994-11-06 at 08:49 (UTC)");
        assert_eq!(moment(Language::Russian, at), "06.11.1994 в 08:49 (время UTC)");
    }
}
