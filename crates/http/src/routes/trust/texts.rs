//! The page's words.

/// The languages of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    Russian,
    English,
}

/// Devices that are told to trust in different ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Device {
    Android,
    Ios,
    Windows,
    Mac,
    Linux,
}

/// Everything that is said, in one language.
pub(super) struct Texts {
    pub(super) code: &'static str,
    /// The other language's code and name.
    pub(super) other: (&'static str, &'static str),
    pub(super) title: &'static str,
    pub(super) why: &'static str,
    pub(super) download: &'static str,
    pub(super) steps: &'static str,
    pub(super) then: &'static str,
    pub(super) open: &'static str,
    pub(super) phone: &'static str,
    pub(super) scan: &'static str,
    pub(super) compare: &'static str,
    pub(super) careful: &'static str,
    pub(super) devices: [(Device, &'static str, &'static [&'static str]); 5],
}

impl Language {
    /// The first of ours that the browser names, with Russian for those that name neither.
    pub(super) fn of(accepted: &str) -> Self {
        let named = accepted.split(',').map(|item| item.trim().to_ascii_lowercase());
        for name in named {
            match name.get(..2) {
                Some("ru" | "be" | "uk" | "kk") => return Self::Russian,
                Some("en") => return Self::English,
                Some(_) | None => {}
            }
        }
        Self::Russian
    }

    pub(super) const fn texts(self) -> &'static Texts {
        match self {
            Self::Russian => &RUSSIAN,
            Self::English => &ENGLISH,
        }
    }
}

impl Device {
    /// What the browser says it runs on.
    pub(super) fn of(agent: &str) -> Self {
        let has = |word| agent.contains(word);
        if has("Android") {
            Self::Android
        } else if has("iPhone") || has("iPad") {
            Self::Ios
        } else if has("Windows") {
            Self::Windows
        } else if has("Mac OS") {
            Self::Mac
        } else {
            Self::Linux
        }
    }
}

const RUSSIAN: Texts = Texts {
    code: "ru",
    other: ("en", "English"),
    title: "Доверие к вашей Звонилке",
    why: "Браузер даёт микрофон, камеру и уведомления только по защищённому соединению. Ваша Звонилка защищает его \
          сама, но устройство ещё не знает её подписи. Познакомьте их один раз — это займёт пару минут.",
    download: "Скачать сертификат",
    steps: "Что сделать",
    then: "Готово? Откройте Звонилку",
    open: "Открыть Звонилку",
    phone: "На телефоне",
    scan: "Наведите камеру телефона, который в той же сети, и откройте эту же страницу на нём.",
    compare: "Отпечаток SHA-256. Такой же показан в журнале сервера при запуске: если сомневаетесь, сравните.",
    careful: "Делайте это только со своей Звонилкой в своей сети: устройство будет доверять всему, что подписано этим \
              сертификатом. Убрать его можно там же, где он был установлен.",
    devices: [
        (
            Device::Android,
            "Android",
            &[
                "Нажмите «Скачать сертификат».",
                "Откройте «Настройки» и найдите поиском «сертификат ЦС» (обычно «Безопасность» → «Ещё» → «Шифрование и учётные данные» → «Установка сертификата» → «Сертификат ЦС»).",
                "Нажмите «Всё равно установить», подтвердите блокировкой экрана и выберите файл zvonilka.crt.",
                "Firefox на Android: «Настройки» → «О Firefox», нажмите 5 раз на логотип, затем «Секретные настройки» → «Использовать сторонние сертификаты ЦС».",
            ],
        ),
        (
            Device::Ios,
            "iPhone и iPad",
            &[
                "Откройте эту страницу в Safari и нажмите «Скачать сертификат», затем «Разрешить».",
                "Откройте «Настройки»: вверху появилось «Профиль загружен». Нажмите его и «Установить».",
                "Последний шаг, о котором легко забыть: «Настройки» → «Основные» → «Об этом устройстве» → «Доверие сертификатам» — включите переключатель у «Zvonilka».",
            ],
        ),
        (
            Device::Windows,
            "Windows",
            &[
                "Скачайте сертификат и откройте файл zvonilka.crt.",
                "Нажмите «Установить сертификат» → «Текущий пользователь» → «Поместить все сертификаты в следующее хранилище» → «Обзор».",
                "Выберите «Доверенные корневые центры сертификации» и закончите, ответив «Да».",
                "Закройте и снова откройте браузер.",
            ],
        ),
        (
            Device::Mac,
            "macOS",
            &[
                "Скачайте сертификат и откройте файл zvonilka.crt: он попадёт в «Связку ключей».",
                "Найдите в ней «Zvonilka», откройте двойным щелчком, раскройте «Доверие».",
                "У «Параметры использования сертификата» выберите «Всегда доверять», закройте окно и введите пароль.",
            ],
        ),
        (
            Device::Linux,
            "Linux",
            &[
                "Chrome и Chromium: «Настройки» → «Конфиденциальность и безопасность» → «Безопасность» → «Управление сертификатами» → «Импорт» среди центров сертификации; отметьте «Доверять для сайтов».",
                "Firefox (на любой системе): «Настройки» → «Приватность и защита» → «Просмотр сертификатов» → «Центры сертификации» → «Импортировать»; отметьте «Доверять при идентификации веб-сайтов».",
            ],
        ),
    ],
};

const ENGLISH: Texts = Texts {
    code: "en",
    other: ("ru", "Русский"),
    title: "Trust your Zvonilka",
    why: "A browser gives microphone, camera and notifications only over a secure connection. Your Zvonilka secures it by \
          itself, but this device does not know its signature yet. Introduce them once; it takes a couple of minutes.",
    download: "Download the certificate",
    steps: "What to do",
    then: "Done? Open Zvonilka",
    open: "Open Zvonilka",
    phone: "On a phone",
    scan: "Point the camera of a phone in the same network here and open this same page on it.",
    compare: "SHA-256 fingerprint. The server's log shows the same at its start: compare them if in doubt.",
    careful: "Do this only with your own Zvonilka in your own network: the device will trust whatever is signed with this \
              certificate. It can be removed where it was installed.",
    devices: [
        (
            Device::Android,
            "Android",
            &[
                "Tap “Download the certificate”.",
                "Open Settings and search for “CA certificate” (usually Security → More → Encryption & credentials → Install a certificate → CA certificate).",
                "Tap “Install anyway”, confirm with your screen lock and choose the file zvonilka.crt.",
                "Firefox on Android: Settings → About Firefox, tap the logo 5 times, then Secret Settings → Use third party CA certificates.",
            ],
        ),
        (
            Device::Ios,
            "iPhone and iPad",
            &[
                "Open this page in Safari, tap “Download the certificate”, then “Allow”.",
                "Open Settings: “Profile Downloaded” has appeared at the top. Tap it, then “Install”.",
                "The step that is easily forgotten: Settings → General → About → Certificate Trust Settings — turn the switch at “Zvonilka” on.",
            ],
        ),
        (
            Device::Windows,
            "Windows",
            &[
                "Download the certificate and open the file zvonilka.crt.",
                "Click “Install Certificate” → “Current User” → “Place all certificates in the following store” → “Browse”.",
                "Choose “Trusted Root Certification Authorities”, finish and answer “Yes”.",
                "Close the browser and open it again.",
            ],
        ),
        (
            Device::Mac,
            "macOS",
            &[
                "Download the certificate and open the file zvonilka.crt: it goes into Keychain Access.",
                "Find “Zvonilka” there, double-click it and unfold “Trust”.",
                "At “When using this certificate” choose “Always Trust”, close the window and enter your password.",
            ],
        ),
        (
            Device::Linux,
            "Linux",
            &[
                "Chrome and Chromium: Settings → Privacy and security → Security → Manage certificates → Import among the authorities; tick “Trust for identifying websites”.",
                "Firefox (on any system): Settings → Privacy & Security → View Certificates → Authorities → Import; tick “Trust this CA to identify websites”.",
            ],
        ),
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browser_says_which_language_and_which_device() {
        assert_eq!(Language::of("de-DE,en;q=0.8,ru;q=0.5"), Language::English);
        assert_eq!(Language::of("ru-RU,ru;q=0.9,en;q=0.8"), Language::Russian);
        assert_eq!(Language::of(""), Language::Russian);
        let phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605";
        assert_eq!(Device::of(phone), Device::Ios);
        assert_eq!(Device::of("Mozilla/5.0 (Linux; Android 14) Chrome/120"), Device::Android);
        assert_eq!(Device::of("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)"), Device::Mac);
    }
}
