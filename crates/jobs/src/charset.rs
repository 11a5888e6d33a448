//! Which signs the bytes of a page stand for.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1251};

use crate::page::named_charset;

/// How far into a page its own word about its charset is looked for; browsers look at the first 1,024 bytes.
const LOOKED_AT: usize = 4_096;

/// Reads a page: as its mark says, else the server, else the page itself; else as UTF-8 if that is what it is. What is left
/// are old pages, and those that people send each other here are Russian ones.
pub(crate) fn decode(bytes: &[u8], said_by_server: Option<&str>) -> String {
    let head = &bytes[..bytes.len().min(LOOKED_AT)];
    let named = said_by_server
        .and_then(|label| Encoding::for_label(label.as_bytes()))
        .or_else(|| named_charset(head).and_then(|label| Encoding::for_label(label.as_bytes())));
    let encoding = named.unwrap_or_else(|| if is_utf8(bytes) { UTF_8 } else { WINDOWS_1251 });
    // A mark at the beginning wins over everything.
    encoding.decode(bytes).0.into_owned()
}

/// Whether it is UTF-8, perhaps cut within its last sign.
fn is_utf8(bytes: &[u8]) -> bool {
    match std::str::from_utf8(bytes) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// «Привет» in windows-1251.
    const OLD: &[u8] = b"\xcf\xf0\xe8\xe2\xe5\xf2";

    #[test]
    fn whoever_knows_best_is_believed() {
        assert_eq!(decode(OLD, Some("windows-1251")), "Привет");
        assert_eq!(decode(OLD, Some("CP1251")), "Привет");
        assert_eq!(decode(OLD, None), "Привет", "neither says anything");
        assert_eq!(decode(OLD, Some("no such charset")), "Привет");
        assert_eq!(decode("Привет".as_bytes(), None), "Привет");
        let koi8 = [b"<meta charset='koi8-r'>".as_slice(), b"\xf0\xd2\xc9\xd7\xc5\xd4"].concat();
        assert!(decode(&koi8, None).ends_with("Привет"));
        let equiv = b"<meta http-equiv=Content-Type content='text/html; charset=windows-1251'>";
        assert!(decode(&[equiv.as_slice(), OLD].concat(), None).ends_with("Привет"));
        let marked = ["\u{feff}".as_bytes(), "Привет".as_bytes()].concat();
        assert_eq!(decode(&marked, Some("windows-1251")), "Привет");
    }

    #[test]
    fn a_page_cut_within_a_sign_is_still_what_it_is() {
        let cut = &"Привет".as_bytes()[..11];
        assert!(decode(cut, None).starts_with("Приве"));
    }
}
