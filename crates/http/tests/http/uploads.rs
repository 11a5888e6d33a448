//! Uploads that are resumed after a cut, by the tus protocol.

use std::convert::Infallible;

use reqwest::{Body, Method, Response, header};
use serde_json::Value;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};
use tokio_util::task::TaskTracker;
use zvonilka_client::Api;
use zvonilka_testkit::server::{TestServer, TestServerSettings};

use crate::pictures;

const PIECE: &str = "application/offset+octet-stream";

async fn server() -> TestServer {
    TestServer::start(TestServerSettings::default()).await.expect("starts")
}

async fn ask(
    api: &Api,
    method: Method,
    path: &str,
    headers: &[(&str, &str)],
    body: Option<Body>,
) -> Response {
    let request = api.request(method, path).header("tus-resumable", "1.0.0");
    let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
    let request = match body {
        Some(body) => request.header(header::CONTENT_TYPE, PIECE).body(body),
        None => request,
    };
    request.send().await.expect("the server answers")
}

fn text<'a>(answer: &'a Response, name: &str) -> &'a str {
    answer.headers().get(name).map_or("", |value| value.to_str().expect("text"))
}

async fn refusal(answer: Response) -> (u16, String) {
    let status = answer.status().as_u16();
    let problem: Value = answer.json().await.expect("a problem");
    (status, problem["code"].as_str().unwrap_or_default().to_owned())
}

/// Begins an upload and gives its place.
async fn begin(api: &Api, length: usize) -> String {
    // `filename: дача.bin`, `filetype: text/plain`.
    let metadata = "filename 0LTQsNGH0LAuYmlu,filetype dGV4dC9wbGFpbg==";
    let headers = [("upload-length", &*length.to_string()), ("upload-metadata", metadata)];
    let answer = ask(api, Method::POST, "/api/files/uploads", &headers, None).await;
    assert_eq!((answer.status().as_u16(), text(&answer, "upload-offset")), (201, "0"));
    assert!(text(&answer, "upload-expires").ends_with("GMT"));
    text(&answer, "location").to_owned()
}

async fn offset(api: &Api, place: &str) -> u64 {
    let answer = ask(api, Method::HEAD, place, &[], None).await;
    assert_eq!(answer.status(), 200);
    assert_eq!(text(&answer, "cache-control"), "no-store");
    text(&answer, "upload-offset").parse().expect("a number")
}

async fn append(api: &Api, place: &str, offset: u64, bytes: &[u8]) -> Response {
    let body = Some(Body::from(bytes.to_vec()));
    ask(api, Method::PATCH, place, &[("upload-offset", &offset.to_string())], body).await
}

#[tokio::test]
async fn a_cut_upload_goes_on_where_it_stopped_even_after_a_restart() {
    let server = server().await;
    let (anna, _) = server.register("anna").await.expect("registers");
    let bytes: Vec<u8> = (0..300_000_u32).map(|n| (n / 3).to_le_bytes()[0]).collect();
    let place = begin(&anna, bytes.len()).await;
    let first = append(&anna, &place, 0, &bytes[..100_000]).await;
    assert_eq!((first.status().as_u16(), text(&first, "upload-offset")), (204, "100000"));
    let early = anna.request(Method::GET, &place).send().await.expect("an answer");
    assert_eq!(refusal(early).await, (409, "upload_incomplete".to_owned()));

    // The line breaks in the middle of a piece: what had come is kept.
    let (sender, pieces) = tokio::sync::mpsc::channel::<Result<Vec<u8>, std::io::Error>>(1);
    let pieces =
        futures_util::stream::unfold(pieces, async |mut pieces| Some((pieces.recv().await?, pieces)));
    let cut = anna.request(Method::PATCH, &place).header("tus-resumable", "1.0.0");
    let cut = cut.header("upload-offset", "100000").header(header::CONTENT_TYPE, PIECE);
    let sending = TaskTracker::new().spawn(cut.body(Body::wrap_stream(pieces)).send());
    sender.send(Ok(bytes[100_000..150_000].to_vec())).await.expect("sent");
    sender.send(Err(std::io::Error::other("the line breaks"))).await.expect("sent");
    assert!(sending.await.expect("ends").is_err());
    // The writer lets go once what came is on the disk.
    let kept = loop {
        let answer = append(&anna, &place, 1, b"x").await;
        if refusal(answer).await == (409, "conflict".to_owned()) {
            break offset(&anna, &place).await;
        }
        tokio::task::yield_now().await;
    };
    assert!((100_000..=150_000).contains(&kept), "{kept}");

    let server = server.restart().await.expect("starts again");
    let anna = server.api().with_token(anna.token().expect("signed in"));
    assert_eq!(offset(&anna, &place).await, kept);
    let rest = append(&anna, &place, kept, &bytes[usize::try_from(kept).expect("small")..]).await;
    assert_eq!((rest.status().as_u16(), text(&rest, "upload-offset")), (204, "300000"));
    assert_eq!(offset(&anna, &place).await, 300_000);
    let file: Value = anna.get(&place).await.expect("finished");
    assert_eq!((file["name"].as_str(), file["mime"].as_str()), (Some("дача.bin"), Some("text/plain")));
    assert!(place.ends_with(file["id"].as_str().expect("an id")), "the upload's id is the file's");
    let read = anna.request(Method::GET, file["url"].as_str().expect("an address")).send().await;
    assert_eq!(read.expect("an answer").bytes().await.expect("bytes"), bytes);
}

#[tokio::test]
async fn only_the_next_byte_can_follow_and_no_more_than_was_announced() {
    let server = server().await;
    let (anna, _) = server.register("anna").await.expect("registers");
    let (boris, _) = server.register("boris").await.expect("registers");
    let place = begin(&anna, 10).await;
    assert_eq!(append(&anna, &place, 0, b"hello").await.status(), 204);
    for wrong in [0, 4, 6, 10] {
        assert_eq!(refusal(append(&anna, &place, wrong, b"x").await).await, (409, "conflict".to_owned()));
    }
    let more = append(&anna, &place, 5, b"too much").await;
    assert_eq!(refusal(more).await, (413, "file_too_large".to_owned()));
    assert_eq!(offset(&anna, &place).await, 5);
    assert_eq!(append(&boris, &place, 5, b"x").await.status(), 404, "somebody else's");
    let plain =
        anna.request(Method::PATCH, &place).header("tus-resumable", "1.0.0").header("upload-offset", "5");
    assert_eq!(plain.body("x").send().await.expect("an answer").status(), 415);
    let old = anna.request(Method::HEAD, &place).header("tus-resumable", "0.2.2").send().await;
    let old = old.expect("an answer");
    assert_eq!((old.status().as_u16(), text(&old, "tus-version")), (412, "1.0.0"));
    let nameless = ask(&anna, Method::POST, "/api/files/uploads", &[], None).await;
    assert_eq!(nameless.status(), 400, "the length has to be known");
}

#[tokio::test]
async fn a_piece_that_arrives_damaged_is_taken_back() {
    let server = server().await;
    let (anna, _) = server.register("anna").await.expect("registers");
    let place = begin(&anna, 11).await;
    let send = async |offset: &str, checksum: &str, bytes: &'static str| {
        let headers = [("upload-offset", offset), ("upload-checksum", checksum)];
        ask(&anna, Method::PATCH, &place, &headers, Some(bytes.into())).await
    };
    let good = send("0", "sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0=", "hello world").await;
    // The announced sum is that of "hello world": the first try is damaged on its way.
    assert_eq!(good.status(), 204);
    let place = begin(&anna, 11).await;
    let headers = [("upload-offset", "0"), ("upload-checksum", "sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0=")];
    let damaged = ask(&anna, Method::PATCH, &place, &headers, Some("hellO world".into())).await;
    assert_eq!(refusal(damaged).await, (460, "checksum_mismatch".to_owned()));
    assert_eq!(offset(&anna, &place).await, 0);
    let unknown = [("upload-offset", "0"), ("upload-checksum", "md5 XrY7u+Ae7tCTyyK7j1rNww==")];
    assert_eq!(ask(&anna, Method::PATCH, &place, &unknown, Some("x".into())).await.status(), 400);
}

#[tokio::test]
async fn an_upload_has_one_writer_at_a_time() {
    let server = server().await;
    let (anna, _) = server.register("anna").await.expect("registers");
    let place = begin(&anna, 10).await;
    let (sender, pieces) = tokio::sync::mpsc::channel::<Result<Vec<u8>, Infallible>>(1);
    let pieces =
        futures_util::stream::unfold(pieces, async |mut pieces| Some((pieces.recv().await?, pieces)));
    let slow = anna.request(Method::PATCH, &place).header("tus-resumable", "1.0.0");
    let slow = slow.header("upload-offset", "0").header(header::CONTENT_TYPE, PIECE);
    let slow = TaskTracker::new().spawn(slow.body(Body::wrap_stream(pieces)).send());
    sender.send(Ok(b"hello".to_vec())).await.expect("sent");
    // It holds the upload from when its first piece is there.
    while offset(&anna, &place).await < 5 {
        tokio::task::yield_now().await;
    }
    assert_eq!(refusal(append(&anna, &place, 5, b"x").await).await, (423, "upload_locked".to_owned()));
    let removed = ask(&anna, Method::DELETE, &place, &[], None).await;
    assert_eq!(refusal(removed).await, (423, "upload_locked".to_owned()));
    sender.send(Ok(b"world".to_vec())).await.expect("sent");
    drop(sender);
    assert_eq!(slow.await.expect("ends").expect("an answer").status(), 204);
    assert_eq!(offset(&anna, &place).await, 10);
}

#[tokio::test]
async fn a_small_file_comes_with_its_announcement_and_a_bad_picture_leaves_nothing() {
    let server = server().await;
    let (anna, _) = server.register("anna").await.expect("registers");
    let sent = pictures::jpeg_with_place(40, 30);
    let length = sent.len().to_string();
    let headers = [("upload-length", &*length)];
    let whole = ask(&anna, Method::POST, "/api/files/uploads", &headers, Some(sent.into())).await;
    assert_eq!((whole.status().as_u16(), text(&whole, "upload-offset")), (201, &*length));
    let place = text(&whole, "location").to_owned();
    let file: Value = anna.get(&place).await.expect("finished");
    assert_eq!(file["mime"], "image/jpeg");
    assert!(file["size"].as_u64() < length.parse().ok(), "what it told is gone");
    assert_eq!(offset(&anna, &place).await.to_string(), length, "but the uploader sees all of it arrived");

    let bomb = pictures::bomb();
    let headers = [("upload-length", &*bomb.len().to_string())];
    let refused = ask(&anna, Method::POST, "/api/files/uploads", &headers, Some(bomb.into())).await;
    assert_eq!(refusal(refused).await, (415, "unsupported_image".to_owned()));
    let empty = ask(&anna, Method::POST, "/api/files/uploads", &[("upload-length", "0")], None).await;
    let file: Value = anna.get(text(&empty, "location")).await.expect("nothing is missing");
    assert_eq!(file["size"], 0);
}

#[tokio::test]
async fn what_is_given_up_makes_room_again() {
    let mut settings = TestServerSettings::default();
    settings.service.storage.max_file_size = 2_000;
    settings.service.storage.quota_per_user = 3_000;
    let server = TestServer::start(settings).await.expect("starts");
    let (anna, _) = server.register("anna").await.expect("registers");
    let large = ask(&anna, Method::POST, "/api/files/uploads", &[("upload-length", "2001")], None).await;
    assert_eq!(refusal(large).await, (413, "file_too_large".to_owned()));
    let first = begin(&anna, 2_000).await;
    let second = ask(&anna, Method::POST, "/api/files/uploads", &[("upload-length", "2000")], None).await;
    assert_eq!(refusal(second).await, (409, "quota_exceeded".to_owned()), "what is announced counts already");
    assert_eq!(ask(&anna, Method::DELETE, &first, &[], None).await.status(), 204);
    assert_eq!(ask(&anna, Method::HEAD, &first, &[], None).await.status(), 404);
    let again = begin(&anna, 2_000).await;
    assert_eq!(append(&anna, &again, 0, &[7; 2_000]).await.status(), 204);
    assert_eq!(
        ask(&anna, Method::DELETE, &again, &[], None).await.status(),
        204,
        "finished, but in no message"
    );
    assert_eq!(anna.request(Method::GET, &again).send().await.expect("an answer").status(), 404);
    begin(&anna, 2_000).await;
}

#[tokio::test]
async fn the_server_says_what_it_can() {
    let server = server().await;
    let answer = server.api().request(Method::OPTIONS, "/api/files/uploads").send().await.expect("an answer");
    assert_eq!((answer.status().as_u16(), text(&answer, "tus-version")), (204, "1.0.0"));
    let extensions = "creation,creation-with-upload,termination,expiration,checksum";
    assert_eq!(text(&answer, "tus-extension"), extensions);
    assert_eq!(text(&answer, "tus-max-size"), (64 << 20).to_string());
}

/// Sends a request by hand and only then reads, as a browser does; gives the status line.
async fn sent_whole(server: &TestServer, head: &str, bytes: usize) -> String {
    let mut stream = TcpStream::connect(server.address()).await.expect("connects");
    let head = format!("{head}Host: localhost\r\nContent-Length: {bytes}\r\nConnection: close\r\n\r\n");
    stream.write_all(head.as_bytes()).await.expect("the head is taken");
    stream.write_all(&vec![7; bytes]).await.expect("the body is taken, whatever becomes of it");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.expect("the answer is not cut");
    let answer = String::from_utf8_lossy(&answer);
    answer.lines().next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_refusal_before_the_body_is_read_still_arrives() {
    let server = server().await;
    let (api, _) = server.register("anna").await.expect("registers");
    let bearer = format!("Authorization: Bearer {}\r\n", api.token().expect("a token"));
    let piece = "Tus-Resumable: 1.0.0\r\nContent-Type: application/offset+octet-stream\r\n";
    let whole_piece = 4 * 1024 * 1024;
    let head = format!("PATCH /api/files/uploads/nothing HTTP/1.1\r\n{bearer}{piece}Upload-Offset: 0\r\n");
    assert_eq!(sent_whole(&server, &head, whole_piece).await, "HTTP/1.1 404 Not Found");
    let head = format!("POST /api/files/uploads HTTP/1.1\r\n{piece}Upload-Length: 4194304\r\n");
    assert_eq!(sent_whole(&server, &head, whole_piece).await, "HTTP/1.1 401 Unauthorized");
    let place = begin(&api, 10).await;
    let head = format!("PATCH {place} HTTP/1.1\r\n{bearer}{piece}Upload-Offset: 5\r\n");
    assert_eq!(sent_whole(&server, &head, whole_piece).await, "HTTP/1.1 409 Conflict");
}
