//! Files in one piece: sent, looked into, read in parts, and by whom.

use reqwest::{
    Method, Response, header,
    multipart::{Form, Part},
};
use serde_json::{Value, json};
use zvonilka_client::Api;
use zvonilka_testkit::{
    server::{TestServer, TestServerSettings},
    service::password_of,
};

use crate::pictures;

async fn server() -> TestServer {
    TestServer::start(TestServerSettings::default()).await.expect("starts")
}

async fn post(api: &Api, form: Form) -> Response {
    api.request(Method::POST, "/api/files").multipart(form).send().await.expect("the server answers")
}

async fn upload(api: &Api, name: &str, bytes: Vec<u8>) -> Value {
    let answer = post(api, pictures::form(name, bytes)).await;
    assert_eq!(answer.status(), 201);
    answer.json().await.expect("JSON")
}

async fn get(api: &Api, path: &str, headers: &[(&str, &str)]) -> Response {
    let request =
        headers.iter().fold(api.request(Method::GET, path), |r, (name, value)| r.header(*name, *value));
    request.send().await.expect("the server answers")
}

fn url(file: &Value) -> &str {
    file["url"].as_str().expect("an address")
}

fn text<'a>(answer: &'a Response, name: &str) -> &'a str {
    answer.headers().get(name).map_or("", |value| value.to_str().expect("text"))
}

async fn refusal(answer: Response) -> (u16, String) {
    let status = answer.status().as_u16();
    let problem: Value = answer.json().await.expect("a problem");
    (status, problem["code"].as_str().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn a_photo_loses_its_place_stays_upright_and_gets_a_small_copy() {
    let server = server().await;
    let (anna, _) = server.register("anna").await.expect("registers");
    let sent = pictures::jpeg_with_place(1_000, 500);
    let file = upload(&anna, "../IMG 1.jpg", sent.clone()).await;
    assert_eq!((&file["name"], &file["mime"]), (&json!("IMG 1.jpg"), &json!("image/jpeg")));
    // It lies on its side: upright it is higher than wide.
    assert_eq!((&file["width"], &file["height"]), (&json!(500), &json!(1_000)));
    assert!(file["placeholder"].as_str().is_some_and(|blur| blur.len() > 8), "{file}");

    let kept = get(&anna, url(&file), &[]).await;
    assert_eq!(text(&kept, "content-type"), "image/jpeg");
    let kept = kept.bytes().await.expect("bytes");
    assert_eq!(file["size"], kept.len());
    assert!(
        !kept.windows(6).any(|part| part == b"secret"),
        "the place is gone, and what hung behind the picture"
    );
    let decoded = |bytes: &[u8]| image::load_from_memory(bytes).expect("a picture");
    assert_eq!(decoded(&kept), decoded(&sent), "the picture itself is the same, bit by bit");
    let reader = image::ImageReader::new(std::io::Cursor::new(&kept)).with_guessed_format().expect("reads");
    let mut decoder = reader.into_decoder().expect("a picture");
    let upright = image::ImageDecoder::orientation(&mut decoder).expect("said");
    assert_eq!(upright, image::metadata::Orientation::Rotate90, "which way is up is kept");

    let small = get(&anna, file["thumbnailUrl"].as_str().expect("an address"), &[]).await;
    assert_eq!(text(&small, "content-type"), "image/jpeg");
    let small = decoded(&small.bytes().await.expect("bytes"));
    assert_eq!((small.width(), small.height()), (320, 640));
}

#[tokio::test]
async fn a_picture_that_would_fill_the_memory_or_is_damaged_is_refused() {
    let server = server().await;
    let (anna, _) = server.register("anna").await.expect("registers");
    let unsupported = (415, "unsupported_image".to_owned());
    let bomb = post(&anna, pictures::form("bomb.png", pictures::bomb())).await;
    assert_eq!(refusal(bomb).await, unsupported);
    let mut half = pictures::png(300, 300);
    half.truncate(half.len() / 2);
    assert_eq!(refusal(post(&anna, pictures::form("half.png", half)).await).await, unsupported);
    let form = Form::new().text("waveform", "[1]");
    assert_eq!(refusal(post(&anna, form).await).await, (400, "bad_request".to_owned()));
    let form = pictures::form("a.ogg", b"sound".to_vec()).text("waveform", "[99]");
    assert_eq!(refusal(post(&anna, form).await).await, (422, "validation_failed".to_owned()));
    let bare = anna.request(Method::POST, "/api/files").body("hello").send().await.expect("an answer");
    assert_eq!(refusal(bare).await, (415, "unsupported_media_type".to_owned()));
}

#[tokio::test]
async fn a_voice_message_keeps_what_its_recorder_says_of_it() {
    let server = server().await;
    let (anna, _) = server.register("anna").await.expect("registers");
    let webm = [0x1A, 0x45, 0xDF, 0xA3, 0x42, 0x82, 0x84, b'w', b'e', b'b', b'm', 0, 0, 0].to_vec();
    let part = Part::bytes(webm).file_name("voice.webm").mime_str("audio/webm;codecs=opus").expect("a type");
    let form = Form::new().part("file", part).text("durationMs", "2500").text("waveform", "[0,31,7]");
    let answer = post(&anna, form).await;
    assert_eq!(answer.status(), 201);
    let file: Value = answer.json().await.expect("JSON");
    assert_eq!(file["mime"], "audio/webm");
    assert_eq!((&file["durationMs"], &file["waveform"]), (&json!(2_500), &json!([0, 31, 7])));
    assert!(file.get("thumbnailUrl").is_none());
}

#[tokio::test]
async fn a_file_is_read_whole_in_parts_and_not_twice() {
    let server = server().await;
    let (anna, _) = server.register("anna").await.expect("registers");
    let bytes: Vec<u8> = (0..200_000_u32).map(|n| (n / 7).to_le_bytes()[0]).collect();
    let file = upload(&anna, "дача.zip", bytes.clone()).await;
    let whole = get(&anna, url(&file), &[]).await;
    assert_eq!(whole.status(), 200);
    assert_eq!(text(&whole, "accept-ranges"), "bytes");
    assert_eq!(text(&whole, "cache-control"), "private, max-age=31536000, immutable");
    assert_eq!(text(&whole, "x-content-type-options"), "nosniff");
    assert!(text(&whole, "content-security-policy").ends_with("sandbox"));
    let disposition = text(&whole, "content-disposition");
    assert!(
        disposition.starts_with("attachment; filename=\"____.zip\"; filename*=UTF-8''%D0%B4"),
        "{disposition}"
    );
    let etag = text(&whole, "etag").to_owned();
    assert_eq!(whole.bytes().await.expect("bytes"), bytes);

    let part = get(&anna, url(&file), &[("range", "bytes=100000-100009")]).await;
    assert_eq!((part.status().as_u16(), text(&part, "content-range")), (206, "bytes 100000-100009/200000"));
    assert_eq!(part.bytes().await.expect("bytes"), bytes[100_000..100_010]);
    let tail = get(&anna, url(&file), &[("range", "bytes=-5"), ("if-range", &etag)]).await;
    assert_eq!(tail.bytes().await.expect("bytes"), bytes[199_995..]);
    let changed = get(&anna, url(&file), &[("range", "bytes=-5"), ("if-range", "\"another\"")]).await;
    assert_eq!((changed.status().as_u16(), changed.content_length()), (200, Some(200_000)));
    let beyond = get(&anna, url(&file), &[("range", "bytes=200000-")]).await;
    assert_eq!(text(&beyond, "content-range"), "bytes */200000");
    assert_eq!(refusal(beyond).await, (416, "range_not_satisfiable".to_owned()));

    let known = get(&anna, url(&file), &[("if-none-match", &etag)]).await;
    assert_eq!(known.status(), 304);
    assert!(known.bytes().await.expect("nothing").is_empty());
    let head = anna.request(Method::HEAD, url(&file)).send().await.expect("an answer");
    assert_eq!((head.status().as_u16(), text(&head, "content-length")), (200, "200000"));
}

#[tokio::test]
async fn a_browser_reads_by_cookie_until_its_session_ends_and_writes_nothing_with_it() {
    let server = server().await;
    server.register("anna").await.expect("registers");
    let body = json!({"login": "anna", "password": password_of("anna")});
    let sign_in = server.api().request(Method::POST, "/api/auth/login").json(&body);
    let sign_in = sign_in.header("x-zvonilka-client", "web").send().await.expect("an answer");
    let lines: Vec<String> = sign_in
        .headers()
        .get_all(header::SET_COOKIE)
        .iter()
        .map(|line| line.to_str().expect("text").to_owned())
        .collect();
    let line = lines.iter().find(|line| line.starts_with("zvonilka_files=")).expect("the second cookie");
    for part in ["Path=/api/files;", "HttpOnly", "SameSite=Strict", "Max-Age=2592000"] {
        assert!(line.contains(part), "{part} in {line}");
    }
    assert!(!line.contains("Secure"), "at home pictures load over plain HTTP too");
    let cookie = line.split(';').next().expect("a pair").to_owned();
    let session: Value = sign_in.json().await.expect("JSON");
    let anna = server.api().with_token(session["accessToken"].as_str().expect("a token"));
    let file = upload(&anna, "a.txt", b"hello".to_vec()).await;

    let browser = server.api();
    let by_cookie = get(&browser, url(&file), &[("cookie", &cookie)]).await;
    assert_eq!(by_cookie.text().await.expect("text"), "hello");
    let forged = get(&browser, url(&file), &[("cookie", &format!("{}x", &cookie[..cookie.len() - 1]))]).await;
    assert_eq!(refusal(forged).await, (401, "unauthenticated".to_owned()));
    let writes = browser.request(Method::POST, "/api/files").header("cookie", &cookie);
    let writes = writes.multipart(pictures::form("b.txt", b"b".to_vec())).send().await.expect("an answer");
    assert_eq!(writes.status(), 401);
    let elsewhere = get(&browser, "/api/users/me", &[("cookie", &cookie)]).await;
    assert_eq!(elsewhere.status(), 401);

    let out = anna.request(Method::POST, "/api/auth/logout").send().await.expect("an answer");
    assert_eq!(out.headers().get_all(header::SET_COOKIE).iter().count(), 2, "both cookies are taken back");
    let late = get(&browser, url(&file), &[("cookie", &cookie)]).await;
    assert_eq!(refusal(late).await, (401, "session_ended".to_owned()));
}

#[tokio::test]
async fn files_take_no_more_than_their_owners_share() {
    let mut settings = TestServerSettings::default();
    settings.service.storage.max_file_size = 3_000;
    settings.service.storage.quota_per_user = 5_000;
    let server = TestServer::start(settings).await.expect("starts");
    let (anna, _) = server.register("anna").await.expect("registers");
    let (boris, _) = server.register("boris").await.expect("registers");
    upload(&anna, "a", vec![1; 2_500]).await;
    upload(&anna, "b", vec![2; 2_500]).await;
    let third = post(&anna, pictures::form("c", vec![3; 1])).await;
    assert_eq!(refusal(third).await, (409, "quota_exceeded".to_owned()));
    upload(&boris, "d", vec![4; 3_000]).await;
    let large = post(&boris, pictures::form("e", vec![5; 3_001])).await;
    assert_eq!(refusal(large).await, (413, "file_too_large".to_owned()));
}

#[tokio::test]
async fn many_files_arrive_at_once() {
    let server = server().await;
    let (anna, _) = server.register("anna").await.expect("registers");
    let mut tasks = tokio::task::JoinSet::new();
    for n in 0..8_u8 {
        let anna = anna.clone();
        tasks.spawn(async move {
            let bytes = vec![n; 100_000];
            let file = upload(&anna, "x", bytes.clone()).await;
            assert_eq!(get(&anna, url(&file), &[]).await.bytes().await.expect("bytes"), bytes);
        });
    }
    tasks.join_all().await;
}

#[tokio::test]
async fn a_video_gets_the_picture_that_its_owner_gives() {
    let server = server().await;
    let (anna, _) = server.register("anna").await.expect("registers");
    let video = upload(&anna, "film.mp4", pictures::video()).await;
    assert_eq!(video["mime"], "video/mp4");
    assert!(video.get("thumbnailUrl").is_none());
    let path = format!("{}/thumbnail", url(&video));
    assert_eq!(get(&anna, &path, &[]).await.status(), 404);
    let put = async |path: &str, bytes: Vec<u8>| {
        let request = anna.request(Method::PUT, path).multipart(pictures::form("poster.png", bytes));
        request.send().await.expect("an answer")
    };
    let given = put(&path, pictures::png(1_280, 720)).await;
    assert_eq!(given.status(), 200);
    let given: Value = given.json().await.expect("JSON");
    assert_eq!((&given["width"], &given["height"]), (&json!(1_280), &json!(720)));
    assert!(given["placeholder"].is_string());
    let first = get(&anna, &path, &[]).await;
    assert_eq!(text(&first, "cache-control"), "private, max-age=60");
    let etag = text(&first, "etag").to_owned();
    let picture = image::load_from_memory(&first.bytes().await.expect("bytes")).expect("a picture");
    assert_eq!((picture.width(), picture.height()), (640, 360));
    assert_eq!(put(&path, pictures::png(20, 10)).await.status(), 200);
    let second = get(&anna, &path, &[("if-none-match", &etag)]).await;
    assert_eq!(second.status(), 200, "another picture has another tag");
    let unsupported = (415, "unsupported_image".to_owned());
    assert_eq!(refusal(put(&path, b"no picture".to_vec()).await).await, unsupported);
    let large = put(&path, vec![0; 2 * 1024 * 1024 + 1]).await;
    assert_eq!(refusal(large).await, (413, "file_too_large".to_owned()));
    let photo = upload(&anna, "a.png", pictures::png(9, 9)).await;
    let wrong = put(photo["thumbnailUrl"].as_str().expect("an address"), pictures::png(9, 9)).await;
    assert_eq!(refusal(wrong).await, (403, "forbidden".to_owned()));
}
