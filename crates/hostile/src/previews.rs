//! A page behind a link: whatever it sends, what is shown of it is short plain text, and its picture an address.

use url::Url;
use zvonilka_jobs::{Page, read_bytes};
use zvonilka_model::PageCard;

/// Takes what a server answers: its bytes, the type it says they are of, and where on its site they lie.
pub fn linked_page(bytes: &[u8], said_by_server: Option<&str>, path: &str) {
    let site = Url::parse("https://example.org/").expect("an address");
    let address = site.join(path).unwrap_or(site);
    let Some(Page { card, image }) = read_bytes(bytes, said_by_server, &address) else { return };
    let bounded = [
        (card.title, PageCard::TITLE_MAX),
        (card.description, PageCard::DESCRIPTION_MAX),
        (card.site_name, PageCard::SITE_NAME_MAX),
    ];
    for (text, max) in bounded {
        let Some(text) = text else { continue };
        assert!(!text.is_empty() && text.chars().count() <= max);
        assert!(!text.chars().any(char::is_control));
    }
    if let Some(image) = image {
        assert_eq!(Url::parse(image.as_str()).as_ref(), Ok(&image));
    }
}
