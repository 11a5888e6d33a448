//! Looks at links on sites of this machine: what is found, what is refused, and what the sites get to know.

use std::{
    collections::VecDeque,
    io::{self, Write as _},
    net::{IpAddr, Ipv4Addr},
    sync::Arc,
    time::Duration,
};

use flate2::{Compression, write::GzEncoder};
use parking_lot::Mutex;
use url::Url;
use zvonilka_jobs::{
    FetchError, FetchLimits, Fetched, Fetcher, Policy, Ports, Resolve, Resolved, Roots, SystemResolver,
};
use zvonilka_testkit::site::{Served, Site, answer, head, html, redirect};

/// As if only this one address were public.
const ONLY_HERE: Policy = Policy { admits: |ip| ip == IpAddr::V4(Ipv4Addr::LOCALHOST), ports: Ports::Any };

const PAGE: &str = "<!doctype html><title>Борщ</title><meta property=og:image content=/borsch.jpg>";

fn fetcher(policy: Policy) -> Fetcher {
    Fetcher::new(policy, FetchLimits::default(), SystemResolver, Roots::only([]))
}

/// A fetcher that has no patience. Only for what would never end: nothing else may depend on how fast a machine is.
fn impatient() -> Fetcher {
    let limits = FetchLimits { whole: Duration::from_millis(100), ..FetchLimits::default() };
    Fetcher::new(ONLY_HERE, limits, SystemResolver, Roots::only([]))
}

async fn look(fetcher: &Fetcher, address: &str) -> Result<Option<Fetched>, FetchError> {
    fetcher.look(&Url::parse(address).expect("an address")).await
}

fn title(found: Result<Option<Fetched>, FetchError>) -> String {
    found.expect("found").expect("a page").page.card.title.expect("a title")
}

/// Gives the answers that it was told, one after the other, and counts.
#[derive(Clone, Default)]
struct Told(Arc<Mutex<VecDeque<Vec<IpAddr>>>>);

impl Told {
    fn new(answers: &[&[&str]]) -> Self {
        let parse = |ips: &&[&str]| ips.iter().map(|ip| ip.parse().expect("an address")).collect();
        Self(Arc::new(Mutex::new(answers.iter().map(parse).collect())))
    }

    fn left(&self) -> usize {
        self.0.lock().len()
    }
}

impl Resolve for Told {
    fn resolve<'a>(&'a self, _: &'a str) -> Resolved<'a> {
        let answer = self.0.lock().pop_front();
        Box::pin(async move { answer.ok_or_else(|| io::Error::other("asked too often")) })
    }
}

#[tokio::test]
async fn a_page_is_found_with_its_picture() {
    let picture = answer("200 OK", &[("Content-Type", "image/jpeg")], b"a picture");
    let site = Site::start([
        ("/борщ?a=b", html("")),
        ("/%D0%B1%D0%BE%D1%80%D1%89?a=b", html(PAGE)),
        ("/borsch.jpg", picture),
    ])
    .await
    .expect("starts");
    let found =
        look(&fetcher(ONLY_HERE), &site.url("/борщ?a=b#рецепт")).await.expect("found").expect("a page");
    assert_eq!(found.page.card.title.as_deref(), Some("Борщ"));
    assert_eq!(found.picture.as_deref(), Some(b"a picture".as_slice()));
}

#[tokio::test]
async fn a_site_learns_nothing_about_anybody() {
    let moved = answer("302 Found", &[("Location", "/page"), ("Set-Cookie", "who=anna; Path=/")], b"");
    let site = Site::start([("/", moved), ("/page", html(PAGE))]).await.expect("starts");
    look(&fetcher(ONLY_HERE), &site.url("/#secret")).await.expect("found");
    let asked = site.asked();
    assert_eq!(asked.len(), 3, "the redirect, the page, the picture");
    for request in asked {
        let lower = request.to_lowercase();
        for told in ["cookie", "referer", "authorization", "secret", "origin", "forwarded"] {
            assert!(!lower.contains(told), "{request}");
        }
        assert!(request.contains("ZvonilkaBot/"), "{request}");
        assert!(lower.contains(&format!("host: {}", site.address())), "{request}");
    }
}

#[tokio::test]
async fn what_is_not_public_is_not_even_connected_to() {
    let site = Site::start([("/", html(PAGE))]).await.expect("starts");
    let port = site.address().port();
    let anywhere = Policy { ports: Ports::Any, ..Policy::public() };
    for host in
        ["127.0.0.1", "2130706433", "0x7f.1", "localhost", "localhost.", "[::1]", "[::ffff:127.0.0.1]", "0"]
    {
        let refused = look(&fetcher(anywhere), &format!("http://{host}:{port}/")).await;
        // A system may not know the name with a dot at its end.
        assert!(
            matches!(refused, Err(FetchError::Forbidden(_) | FetchError::Unresolvable)),
            "{host}: {refused:?}"
        );
    }
    let refused = look(&fetcher(Policy::public()), &site.url("/")).await;
    assert!(matches!(refused, Err(FetchError::Forbidden(_))), "{refused:?}");
    assert_eq!(site.asked(), [""; 0]);
}

#[tokio::test]
async fn redirects_are_followed_and_each_is_checked() {
    let site = Site::start([
        ("/1", redirect("/2")),
        ("/2", redirect("3")),
        ("/3", redirect("4")),
        ("/4", redirect("5")),
        ("/5", redirect("/page")),
        ("/0", redirect("/1")),
        ("/loop", redirect("/loop")),
        ("/page", html(PAGE)),
        ("/nowhere", answer("302 Found", &[], b"")),
    ])
    .await
    .expect("starts");
    let fetcher = fetcher(ONLY_HERE);
    assert_eq!(title(look(&fetcher, &site.url("/1")).await), "Борщ");
    assert_eq!(look(&fetcher, &site.url("/0")).await, Err(FetchError::TooManyRedirects));
    assert_eq!(look(&fetcher, &site.url("/loop")).await, Err(FetchError::TooManyRedirects));
    assert!(matches!(look(&fetcher, &site.url("/nowhere")).await, Err(FetchError::Refused(_))));
}

#[tokio::test]
async fn a_redirect_leads_nowhere_that_a_link_may_not() {
    let inner = Site::start([("/", html(PAGE))]).await.expect("starts");
    let port = inner.address().port();
    let here = |rest: &str| redirect(&format!("http://127.0.0.1:{port}{rest}"));
    let site = Site::start([
        ("/other", redirect(&format!("http://127.0.0.2:{port}/"))),
        ("/number", redirect(&format!("http://2130706434:{port}/"))),
        ("/v6", redirect(&format!("http://[::1]:{port}/"))),
        ("/mapped", redirect(&format!("http://[::ffff:127.0.0.1]:{port}/"))),
        ("/cloud", redirect("http://169.254.169.254/latest/meta-data/")),
        ("/file", redirect("file:///etc/passwd")),
        ("/gopher", redirect("gopher://127.0.0.1:6379/_FLUSHALL")),
        ("/someone", redirect(&format!("http://anna:secret@127.0.0.1:{port}/"))),
        ("/allowed", here("/")),
    ])
    .await
    .expect("starts");
    let fetcher = fetcher(ONLY_HERE);
    for path in ["/other", "/number", "/v6", "/mapped", "/cloud", "/file", "/gopher", "/someone"] {
        let refused = look(&fetcher, &site.url(path)).await;
        assert!(matches!(refused, Err(FetchError::Forbidden(_))), "{path}: {refused:?}");
    }
    assert_eq!(inner.asked(), [""; 0]);
    assert_eq!(title(look(&fetcher, &site.url("/allowed")).await), "Борщ");
}

#[tokio::test]
async fn a_name_that_changes_its_mind_gains_nothing() {
    let site =
        Site::start([("/", html("<title>Снаружи</title>")), ("/picture", html(PAGE))]).await.expect("starts");
    let port = site.address().port();
    let resolver = Told::new(&[&["127.0.0.1"], &["10.0.0.1"], &["127.0.0.1"], &["192.168.0.1"]]);
    let fetcher = Fetcher::new(ONLY_HERE, FetchLimits::default(), resolver.clone(), Roots::only([]));
    // Asked once, connected to what was checked.
    let address = format!("http://rebinding.example:{port}");
    assert_eq!(title(look(&fetcher, &address).await), "Снаружи");
    assert_eq!(resolver.left(), 3);
    // The next time it is inside.
    assert!(matches!(look(&fetcher, &address).await, Err(FetchError::Forbidden(_))));
    // Inside for the picture only: then there is none.
    let found = look(&fetcher, &format!("{address}/picture")).await.expect("found").expect("a page");
    assert_eq!((found.page.card.title.as_deref(), found.picture), (Some("Борщ"), None));
    assert_eq!((resolver.left(), site.asked().len()), (0, 2));
}

#[tokio::test]
async fn of_several_addresses_only_public_ones_are_tried() {
    let site = Site::start([("/", html(PAGE))]).await.expect("starts");
    let resolver = Told::new(&[&["10.0.0.1", "::1", "127.0.0.1"], &["10.0.0.1", "::1"], &[]]);
    let limits = FetchLimits::default();
    let fetcher = Fetcher::new(ONLY_HERE, limits, resolver, Roots::only([]));
    let address = format!("http://several.example:{}/nothing-here", site.address().port());
    assert!(matches!(look(&fetcher, &address).await, Err(FetchError::Refused(_))));
    assert_eq!(site.asked().len(), 1);
    assert!(matches!(look(&fetcher, &address).await, Err(FetchError::Forbidden(_))));
    assert_eq!(look(&fetcher, &address).await, Err(FetchError::Unresolvable));
    assert_eq!(look(&fetcher, &address).await, Err(FetchError::Unresolvable), "the resolver fails");
}

#[tokio::test]
async fn whoever_never_finishes_is_left() {
    let page = [("Content-Type", "text/html")];
    let site = Site::start([
        ("/silent", Served::Hanging(Vec::new())),
        ("/head", Served::Hanging(b"HTTP/1.1 200 OK\r\nContent-Ty".to_vec())),
        ("/body", Served::Hanging([head("200 OK", &page), b"<title>Bor".to_vec()].concat())),
    ])
    .await
    .expect("starts");
    for path in ["/silent", "/head", "/body"] {
        assert_eq!(look(&impatient(), &site.url(path)).await, Err(FetchError::TimedOut), "{path}");
    }
}

#[tokio::test]
async fn an_endless_head_and_an_endless_picture_are_given_up() {
    let picture = [("Content-Type", "image/png")];
    let site = Site::start([
        (
            "/head",
            Served::Endless(b"HTTP/1.1 200 OK\r\n".to_vec(), b"X-More: and more and more\r\n".to_vec()),
        ),
        ("/line", Served::Endless(b"HTTP/1.1 200 OK\r\nX-Long: ".to_vec(), vec![b'a'; 1024])),
        ("/page", html(PAGE)),
        ("/borsch.jpg", Served::Endless(head("200 OK", &picture), vec![0; 64 * 1024])),
    ])
    .await
    .expect("starts");
    let fetcher = fetcher(ONLY_HERE);
    for path in ["/head", "/line"] {
        assert_eq!(look(&fetcher, &site.url(path)).await, Err(FetchError::Broken), "{path}");
    }
    let found = look(&fetcher, &site.url("/page")).await.expect("found").expect("a page");
    assert_eq!(found.picture, None);
}

#[tokio::test]
async fn of_an_endless_page_the_beginning_is_read() {
    let page = [("Content-Type", "text/html")];
    let begin = [head("200 OK", &page), b"<title>Borsch</title><p>".to_vec()].concat();
    let site = Site::start([("/", Served::Endless(begin, vec![b'a'; 64 * 1024]))]).await.expect("starts");
    assert_eq!(title(look(&fetcher(ONLY_HERE), &site.url("/")).await), "Borsch");
}

fn packed(plain: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(plain).expect("memory");
    encoder.finish().expect("memory")
}

#[tokio::test]
async fn packed_pages_are_unpacked_and_bombs_do_no_harm() {
    let gzip = [("Content-Type", "text/html"), ("Content-Encoding", "gzip")];
    let bomb = [PAGE.as_bytes(), &vec![b' '; 64 << 20]].concat();
    let zstd = [("Content-Type", "text/html"), ("Content-Encoding", "zstd")];
    let picture = [("Content-Type", "image/png"), ("Content-Encoding", "gzip")];
    let site = Site::start([
        ("/", answer("200 OK", &gzip, &packed(PAGE.as_bytes()))),
        ("/bomb", answer("200 OK", &gzip, &packed(&bomb))),
        ("/zstd", answer("200 OK", &zstd, PAGE.as_bytes())),
        ("/borsch.jpg", answer("200 OK", &picture, &packed(b"a picture"))),
    ])
    .await
    .expect("starts");
    let fetcher = fetcher(ONLY_HERE);
    for path in ["/", "/bomb"] {
        let found = look(&fetcher, &site.url(path)).await.expect("found").expect("a page");
        assert_eq!((found.page.card.title.as_deref(), found.picture), (Some("Борщ"), None), "{path}");
    }
    assert_eq!(look(&fetcher, &site.url("/zstd")).await, Err(FetchError::WrongType));
}

#[tokio::test]
async fn what_is_no_page_is_not_shown() {
    let site = Site::start([
        ("/json", answer("200 OK", &[("Content-Type", "application/json")], PAGE.as_bytes())),
        ("/untyped", answer("200 OK", &[], PAGE.as_bytes())),
        ("/picture", answer("200 OK", &[("Content-Type", "image/jpeg")], PAGE.as_bytes())),
        ("/error", answer("500 Oh", &[("Content-Type", "text/html")], PAGE.as_bytes())),
        ("/mute", html("<p>Ничего о себе</p>")),
        ("/garbage", Served::Answer(b"SSH-2.0-OpenSSH_9.2\r\n".to_vec())),
        ("/nothing", Served::Answer(Vec::new())),
    ])
    .await
    .expect("starts");
    let fetcher = fetcher(ONLY_HERE);
    for path in ["/json", "/untyped", "/picture"] {
        assert_eq!(look(&fetcher, &site.url(path)).await, Err(FetchError::WrongType), "{path}");
    }
    for path in ["/garbage", "/nothing"] {
        assert_eq!(look(&fetcher, &site.url(path)).await, Err(FetchError::Broken), "{path}");
    }
    assert!(matches!(look(&fetcher, &site.url("/error")).await, Err(FetchError::Refused(_))));
    assert!(matches!(look(&fetcher, &site.url("/missing")).await, Err(FetchError::Refused(_))));
    assert_eq!(look(&fetcher, &site.url("/mute")).await, Ok(None));
}

#[tokio::test]
async fn a_picture_that_is_none_or_elsewhere_is_left_out() {
    let og = |place: &str| html(&format!("<title>Борщ</title><meta property='og:image' content='{place}'>"));
    let site = Site::start([
        ("/inner", og("http://10.0.0.1/a.jpg")),
        ("/file", og("file:///etc/passwd")),
        ("/html", og("/html")),
        ("/bad", og("http://[")),
        ("/large", og("/large.jpg")),
        ("/large.jpg", answer("200 OK", &[("Content-Type", "image/jpeg")], &vec![0; (5 << 20) + 1])),
    ])
    .await
    .expect("starts");
    let fetcher = fetcher(ONLY_HERE);
    for path in ["/inner", "/file", "/html", "/bad", "/large"] {
        let found = look(&fetcher, &site.url(path)).await.expect("found").expect("a page");
        assert_eq!((found.page.card.title.as_deref(), found.picture), (Some("Борщ"), None), "{path}");
    }
}

#[tokio::test]
async fn old_pages_are_read_in_their_charset() {
    // «Борщ» in windows-1251.
    let old = [b"<title>".as_slice(), b"\xc1\xee\xf0\xf9", b"</title>"].concat();
    let named = [b"<meta charset=windows-1251>".as_slice(), &old].concat();
    let site = Site::start([
        ("/server", answer("200 OK", &[("Content-Type", "Text/HTML; Charset=\"Windows-1251\"")], &old)),
        ("/page", answer("200 OK", &[("Content-Type", "text/html")], &named)),
        ("/neither", answer("200 OK", &[("Content-Type", "text/html")], &old)),
    ])
    .await
    .expect("starts");
    let fetcher = fetcher(ONLY_HERE);
    for path in ["/server", "/page", "/neither"] {
        assert_eq!(title(look(&fetcher, &site.url(path)).await), "Борщ", "{path}");
    }
}
