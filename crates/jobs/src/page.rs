//! What a page says of itself, in the words that sites write for this: Open Graph, the cards of Twitter, and plain HTML.
//!
//! A tokenizer that never fails reads it; nothing of the page is run, followed or kept but plain text and the address of
//! a picture.

use html5gum::{StartTag, Token, Tokenizer, emitters::default::DefaultEmitter};
use url::Url;
use zvonilka_model::PageCard;

use crate::charset;

/// Bytes of the address of a picture at most.
const ADDRESS_MAX: usize = 2_048;

/// What a page says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Its words.
    pub card: PageCard,
    /// Where its picture is, as it says; whether one may go there is another question.
    pub image: Option<Url>,
}

/// Reads the bytes that came from `address`; `said_by_server` is the charset that came with them. `None` when the page says
/// nothing of itself.
#[must_use]
pub fn read_bytes(bytes: &[u8], said_by_server: Option<&str>, address: &Url) -> Option<Page> {
    read(&charset::decode(bytes, said_by_server), address)
}

/// Reads a page that was found at `address`. `None` when it says nothing of itself.
#[must_use]
pub fn read(html: &str, address: &Url) -> Option<Page> {
    let said = Said::gather(html);
    let first = |names: &[Name]| names.iter().find_map(|name| said.of(*name));
    let card = PageCard::lossy(
        first(&[Name::OgTitle, Name::TwitterTitle, Name::Title]),
        first(&[Name::OgDescription, Name::TwitterDescription, Name::Description]),
        first(&[Name::OgSite, Name::Application]),
    )?;
    let image = first(&[Name::OgImageSecure, Name::OgImage, Name::TwitterImage])
        .filter(|image| image.len() <= ADDRESS_MAX)
        .and_then(|image| address.join(image.trim()).ok());
    Some(Page { card, image })
}

/// The charset that a page names in its first bytes.
pub(crate) fn named_charset(head: &[u8]) -> Option<String> {
    // Whatever it is in, tags and charsets are ASCII.
    let text: String = head.iter().map(|byte| char::from(*byte)).collect();
    metas(&text).find_map(|tag| {
        let charset = attribute(&tag, b"charset");
        charset.or_else(|| {
            let equiv = attribute(&tag, b"http-equiv")?;
            equiv.eq_ignore_ascii_case("content-type").then(|| charset_of(&attribute(&tag, b"content")?))?
        })
    })
}

/// The charset in a type such as `text/html; charset=utf-8`.
pub(crate) fn charset_of(mime: &str) -> Option<String> {
    mime.split(';').skip(1).find_map(|part| {
        let (name, value) = part.split_once('=')?;
        let value = value.trim().trim_matches(['"', '\'']);
        name.trim().eq_ignore_ascii_case("charset").then(|| value.to_owned())
    })
}

/// What can be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Name {
    OgTitle,
    OgDescription,
    OgSite,
    OgImage,
    OgImageSecure,
    TwitterTitle,
    TwitterDescription,
    TwitterImage,
    Description,
    Application,
    Title,
}

impl Name {
    const ALL: usize = Self::Title as usize + 1;

    fn of(name: &str) -> Option<Self> {
        Some(match name {
            "og:title" => Self::OgTitle,
            "og:description" => Self::OgDescription,
            "og:site_name" => Self::OgSite,
            "og:image" | "og:image:url" => Self::OgImage,
            "og:image:secure_url" => Self::OgImageSecure,
            "twitter:title" => Self::TwitterTitle,
            "twitter:description" => Self::TwitterDescription,
            "twitter:image" | "twitter:image:src" => Self::TwitterImage,
            "description" => Self::Description,
            "application-name" => Self::Application,
            _ => return None,
        })
    }
}

/// The first thing that was said under each name.
#[derive(Default)]
struct Said([Option<String>; Name::ALL]);

impl Said {
    fn gather(html: &str) -> Self {
        let mut said = Self::default();
        let mut title: Option<String> = None;
        for token in tokens(html) {
            match token {
                Token::StartTag(tag) if tag.name.as_slice() == b"meta" => {
                    let name = attribute(&tag, b"property").or_else(|| attribute(&tag, b"name"));
                    let name = name.and_then(|name| Name::of(name.trim().to_ascii_lowercase().as_str()));
                    if let (Some(name), Some(content)) = (name, attribute(&tag, b"content")) {
                        said.note(name, content);
                    }
                }
                // Only the first: pictures inside of pages have titles of their own.
                Token::StartTag(tag) if tag.name.as_slice() == b"title" => {
                    if said.of(Name::Title).is_none() && !tag.self_closing {
                        title = Some(String::new());
                    }
                }
                Token::String(text) => {
                    if let Some(title) = &mut title {
                        title.push_str(&String::from_utf8_lossy(&text));
                    }
                }
                Token::EndTag(tag) if tag.name.as_slice() == b"title" => {
                    if let Some(title) = title.take() {
                        said.note(Name::Title, title);
                    }
                }
                Token::StartTag(_)
                | Token::EndTag(_)
                | Token::Comment(_)
                | Token::Doctype(_)
                | Token::Error(_) => {}
            }
        }
        said
    }

    fn note(&mut self, name: Name, text: String) {
        let place = &mut self.0[name as usize];
        if place.is_none() && !text.trim().is_empty() {
            *place = Some(text);
        }
    }

    fn of(&self, name: Name) -> Option<&str> {
        self.0[name as usize].as_deref()
    }
}

fn metas(html: &str) -> impl Iterator<Item = StartTag<()>> {
    tokens(html).filter_map(|token| match token {
        Token::StartTag(tag) if tag.name.as_slice() == b"meta" => Some(tag),
        Token::StartTag(_) | Token::EndTag(_) | Token::String(_) | Token::Comment(_) => None,
        Token::Doctype(_) | Token::Error(_) => None,
    })
}

fn tokens(html: &str) -> impl Iterator<Item = Token> {
    let mut emitter = DefaultEmitter::default();
    // What stands in a title or a script is text, whatever it looks like.
    emitter.naively_switch_states(true);
    Tokenizer::new_with_emitter(html, emitter).map(|token| {
        let Ok(token) = token;
        token
    })
}

fn attribute(tag: &StartTag<()>, name: &[u8]) -> Option<String> {
    tag.attributes.get(name).map(|value| String::from_utf8_lossy(value).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(html: &str) -> Option<Page> {
        read(html, &Url::parse("https://example.org/a/b?c").expect("an address"))
    }

    fn card(html: &str) -> PageCard {
        page(html).expect("it says something").card
    }

    #[test]
    fn what_was_written_for_this_comes_before_the_rest() {
        let found = card(
            "<HTML><head><title>Plain</title><META NAME=Description CONTENT='plain words'>
             <meta name='twitter:title' content=Card><meta property=\"og:title\" content=\"Борщ &amp; пампушки\">
             <meta property=og:title content=second><meta name=og:site_name content='Кухня'>
             <meta property='og:description' content=''></head>",
        );
        assert_eq!(found.title.as_deref(), Some("Борщ & пампушки"));
        assert_eq!(found.description.as_deref(), Some("plain words"), "an empty one says nothing");
        assert_eq!(found.site_name.as_deref(), Some("Кухня"));
    }

    #[test]
    fn a_bare_title_is_enough_and_nothing_is_nothing() {
        assert_eq!(
            card("<title>\n Борщ\n </title><svg><title>x</title></svg>").title.as_deref(),
            Some("Борщ")
        );
        for html in
            ["", "<p>text", "<title></title>", "<title> </title>", "<meta property=og:site_name content=x>"]
        {
            assert_eq!(page(html), None, "{html}");
        }
    }

    #[test]
    fn nothing_but_text_comes_out() {
        let found = card(
            "<title><b>bold</b><script>alert(1)</script></title><meta name=description content='<i>&lt;b&gt;'>",
        );
        assert_eq!(found.title.as_deref(), Some("<b>bold</b><script>alert(1)</script>"), "text, not tags");
        assert_eq!(found.description.as_deref(), Some("<i><b>"));
        let hidden = "<script>'<meta property=og:title content=script>'</script><!--<title>no</title>--><title>yes</title>";
        assert_eq!(card(hidden).title.as_deref(), Some("yes"));
    }

    #[test]
    fn pictures_are_found_from_where_the_page_is() {
        let image = |content: &str| {
            page(&format!("<title>x</title><meta property=og:image content='{content}'>"))
                .expect("a page")
                .image
        };
        for (content, address) in [
            ("/x.jpg", "https://example.org/x.jpg"),
            (" x.jpg ", "https://example.org/a/x.jpg"),
            ("//cdn.example/x", "https://cdn.example/x"),
            ("http://cdn.example/&amp;x", "http://cdn.example/&x"),
        ] {
            assert_eq!(image(content).map(String::from).as_deref(), Some(address));
        }
        assert_eq!(image("http://["), None);
        assert_eq!(image(&"x".repeat(ADDRESS_MAX + 1)), None);
    }

    #[test]
    fn broken_pages_are_read_as_far_as_they_go() {
        assert_eq!(card("<title>Борщ</title><meta property=og:title").title.as_deref(), Some("Борщ"));
        assert_eq!(page("<title>never closed"), None);
        assert_eq!(
            card("<meta property='og:title' content='a'><meta content='<<<<").title.as_deref(),
            Some("a")
        );
        let deep = "<div>".repeat(50_000) + "<title>deep</title>";
        assert_eq!(card(&deep).title.as_deref(), Some("deep"));
    }

    #[test]
    fn the_charset_of_a_type_is_found() {
        assert_eq!(charset_of("text/html; charset=utf-8").as_deref(), Some("utf-8"));
        assert_eq!(charset_of("text/html;a=b; CHARSET=\"x\"").as_deref(), Some("x"));
        assert_eq!(charset_of("text/html"), None);
    }
}
