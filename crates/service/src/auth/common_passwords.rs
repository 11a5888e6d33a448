//! The passwords that guessers try first, as far as they are long enough to be accepted at all.

/// Whether guessers try this (already lower-case) password among the first.
pub(super) fn is_common(password: &str) -> bool {
    COMMON.contains(&password) || is_monotonous(password) || is_run(password) || is_padded_word(password)
}

/// One or two characters over and over: `aaaaaaaa`, `12121212`.
fn is_monotonous(password: &str) -> bool {
    let mut seen = Vec::new();
    for c in password.chars() {
        if !seen.contains(&c) {
            seen.push(c);
        }
    }
    seen.len() <= 2
}

/// A stretch of a keyboard row or of the digits, forwards or backwards, perhaps repeated: `12345678`, `qwertyui`.
fn is_run(password: &str) -> bool {
    ROWS.iter().any(|row| {
        let reversed: String = row.chars().rev().collect();
        [(*row).to_owned(), reversed].iter().any(|row| row.repeat(3).contains(password))
    })
}

/// A common word with digits or signs around it: `password123`, `qwerty2024!`.
fn is_padded_word(password: &str) -> bool {
    let word = password.trim_matches(|c: char| !c.is_alphabetic());
    WORDS.contains(&word)
}

const ROWS: &[&str] = &[
    "1234567890",
    "0123456789",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "qwertyuiopasdfghjklzxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn",
    "1q2w3e4r5t6y7u8i9o0p",
    "q1w2e3r4t5y6u7i8o9p0",
    "qazwsxedcrfvtgbyhnujm",
    "abcdefghijklmnopqrstuvwxyz",
    "йцукенгшщзхъ",
    "фывапролджэ",
    "ячсмитьбю",
    "йцукенгшщзхъфывапролджэячсмитьбю",
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
];

const WORDS: &[&str] = &[
    "password",
    "passwort",
    "passw0rd",
    "p@ssword",
    "p@ssw0rd",
    "pass",
    "qwerty",
    "qwertyuiop",
    "qwertz",
    "azerty",
    "admin",
    "administrator",
    "root",
    "user",
    "guest",
    "login",
    "welcome",
    "letmein",
    "iloveyou",
    "monkey",
    "dragon",
    "master",
    "sunshine",
    "princess",
    "football",
    "baseball",
    "superman",
    "batman",
    "shadow",
    "michael",
    "charlie",
    "jordan",
    "jessica",
    "ashley",
    "michelle",
    "daniel",
    "computer",
    "internet",
    "service",
    "secret",
    "starwars",
    "pokemon",
    "whatever",
    "trustno",
    "freedom",
    "changeme",
    "default",
    "test",
    "testing",
    "hello",
    "helloworld",
    "abc",
    "asd",
    "asdf",
    "asdfgh",
    "zxcvbn",
    "qaz",
    "samsung",
    "iphone",
    "google",
    "facebook",
    "killer",
    "summer",
    "winter",
    "spring",
    "autumn",
    "love",
    "lovely",
    "flower",
    "family",
    "zvonilka",
    "russia",
    "moscow",
    "spartak",
    "zenit",
    "natasha",
    "nastya",
    "marina",
    "andrey",
    "sergey",
    "dmitry",
    "alexander",
    "vladimir",
    "maxim",
    "kirill",
    "пароль",
    "йцукен",
    "привет",
    "любовь",
    "наташа",
    "настя",
    "марина",
    "сергей",
    "андрей",
    "дмитрий",
    "максим",
    "россия",
    "москва",
    "спартак",
    "семья",
    "солнышко",
    "котик",
    "звонилка",
    "админ",
    "gfhjkm",
    "ghbdtn",
    "yfnfif",
    "vfhbyf",
    "cthutq",
    "fylhtq",
    "k.,jdm",
];

const COMMON: &[&str] = &[
    "trustno1",
    "11223344",
    "1122334455",
    "112233445566",
    "123123123",
    "123321123",
    "12344321",
    "123454321",
    "147258369",
    "159753456",
    "1234qwer",
    "qwer1234",
    "1234abcd",
    "abcd1234",
    "asdf1234",
    "a1b2c3d4",
    "aa123456",
    "a12345678",
    "123456789a",
    "q1w2e3r4",
    "1q2w3e4r",
    "zaq12wsx",
    "1qaz2wsx",
    "qwe123qwe",
    "qweasdzxc",
    "asdasdasd",
    "qweqweqwe",
    "zxczxczxc",
    "87654321",
    "98765432",
    "987654321",
    "0987654321",
    "10203040",
    "13131313",
    "19841984",
    "qwertyqwerty",
    "passpass",
    "iloveyou1",
    "access14",
    "mustang1",
    "jennifer",
    "corvette",
    "maverick",
    "cocacola",
    "chocolate",
    "butterfly",
    "liverpool",
    "chelsea1",
    "arsenal1",
    "barcelona",
    "realmadrid",
    "manchester",
    "lollipop",
    "metallica",
    "nirvana1",
    "slipknot",
    "blink182",
    "pa55word",
    "pa$$word",
    "correcthorsebatterystaple",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_guessers_try_first_is_refused() {
        for password in [
            "12345678",
            "987654321",
            "qwertyui",
            "йцукенгш",
            "aaaaaaaa",
            "12121212",
            "password123",
            "qwerty2024!",
            "trustno1",
            "пароль12",
            "1q2w3e4r",
            "abcdefgh",
        ] {
            assert!(is_common(password), "{password} is common");
        }
    }

    #[test]
    fn what_people_make_up_is_accepted() {
        for password in ["синий-чайник-7", "tea kettle on fire", "mfKp39!xq", "бабушка печёт"]
        {
            assert!(!is_common(password), "{password} is not common");
        }
    }
}
