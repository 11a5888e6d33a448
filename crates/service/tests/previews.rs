//! What is looked at, how often, and what becomes of it. Nobody touches a network here.

use std::time::Duration;

use bytes::Bytes;
use zvonilka_model::{Actor, Change, ChatId, ClientId, MessageText, PageCard};
use zvonilka_service::{LimitSettings, NewText, PreviewFound, ServiceSettings};
use zvonilka_testkit::service::{TestService, open_settings};

const MINUTE: Duration = Duration::from_secs(60);

async fn start(settings: ServiceSettings) -> (TestService, Actor, ChatId) {
    let t = TestService::start(ServiceSettings { link_previews: true, ..settings }).await.expect("starts");
    let anna = t.register("anna").await;
    let boris = t.register("boris").await;
    let chat = t.service.chats.open_direct(anna, boris.user).await.expect("opens").summary.chat.id;
    t.told.take();
    (t, anna, chat)
}

async fn say(t: &TestService, who: Actor, chat: ChatId, client_id: &str, text: &str) {
    let client_id = ClientId::parse(client_id).expect("a client id");
    let text = MessageText::parse(text.to_owned()).expect("a text");
    t.service.messages.send(who, chat, NewText { client_id, text }).await.expect("sent");
    t.told.take();
}

fn found() -> PreviewFound {
    let page = PageCard::lossy(Some("Борщ"), None, None).expect("a title");
    PreviewFound { page, image: None }
}

#[tokio::test]
async fn a_link_survives_a_restart_and_what_is_found_is_told_once() {
    let (t, anna, chat) = start(open_settings()).await;
    say(&t, anna, chat, "1", "https://example.org/").await;
    assert_eq!(t.service.previews.take(&[], 10).await.expect("read").len(), 1);
    // Cut off here.
    let t = t.restart().await.expect("starts again");
    assert_eq!(t.service.previews.take(&[], 10).await.expect("read"), []);
    t.clock.advance(MINUTE);
    let job = t.service.previews.take(&[], 10).await.expect("read").remove(0);
    t.told.take();
    t.service.previews.finish(job.clone(), Some(found())).await.expect("written");
    let told = t.told.take();
    let [Change::MessageChanged { seq: 2, message }] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!(message.preview.as_ref().map(|preview| preview.url.as_str()), Some("https://example.org/"));
    t.service.previews.finish(job, Some(found())).await.expect("works");
    assert!(t.told.take().is_empty(), "another node was faster");
}

#[tokio::test]
async fn a_link_that_never_comes_to_an_end_is_given_up() {
    let (t, anna, chat) = start(open_settings()).await;
    say(&t, anna, chat, "1", "https://example.org/").await;
    for attempt in 1..=3 {
        let jobs = t.service.previews.take(&[], 10).await.expect("read");
        assert_eq!(jobs.iter().map(|job| job.attempts).collect::<Vec<_>>(), [attempt]);
        t.clock.advance(MINUTE);
    }
    for _ in 0..3 {
        assert_eq!(t.service.previews.take(&[], 10).await.expect("read"), []);
        t.clock.advance(MINUTE);
    }
}

#[tokio::test]
async fn nobody_looks_when_the_owner_switched_it_off() {
    let (t, anna, chat) = start(open_settings()).await;
    let off = ServiceSettings { link_previews: false, ..open_settings() };
    let t = t.restart_with(off).await.expect("starts again");
    assert!(!t.service.previews.enabled());
    say(&t, anna, chat, "1", "https://example.org/").await;
    assert_eq!(t.service.previews.take(&[], 10).await.expect("read"), []);
}

#[tokio::test]
async fn what_was_found_lasts_a_day_and_nothing_ten_minutes() {
    let (t, _, _) = start(open_settings()).await;
    let previews = &t.service.previews;
    let known = async |address: &str| previews.known(address).await.expect("read");
    // Addresses may be longer than any key of a database.
    let long = format!("https://example.org/{}", "%D0%B1".repeat(1_000));
    assert_eq!(known(&long).await, None);
    previews.remember(&long, Some(&found())).await.expect("written");
    previews.remember("https://example.org/", None).await.expect("written");
    assert_eq!(known(&long).await, Some(Some(found())));
    assert_eq!(known("https://example.org/").await, Some(None));
    assert_eq!(known("https://example.org/?").await, None);
    t.clock.advance(10 * MINUTE);
    assert_eq!(known("https://example.org/").await, None);
    assert_eq!(known(&long).await, Some(Some(found())));
    t.clock.advance(24 * 60 * MINUTE);
    assert_eq!(known(&long).await, None);
    previews.forget_old().await.expect("deleted");
}

#[tokio::test]
async fn one_person_has_only_so_many_links_looked_at() {
    let limited = ServiceSettings { limits: LimitSettings::Enabled, ..open_settings() };
    let (t, anna, _) = start(limited).await;
    let boris = t.register("vera").await;
    let looks = (0..200).take_while(|_| t.service.previews.may_look(anna.user)).count();
    assert!((20..200).contains(&looks), "{looks}");
    assert!(t.service.previews.may_look(boris.user));
}

#[tokio::test]
async fn what_is_no_picture_is_not_kept() {
    let (t, anna, _) = start(open_settings()).await;
    let kept = t.service.previews.keep_picture(anna.user, Bytes::from_static(b"no picture")).await;
    assert_eq!(kept.expect("works"), None);
}
