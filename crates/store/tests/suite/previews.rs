//! Where the links of messages lead: the queue, what messages show, and what is kept for the next one.

use std::time::Duration;

use zvonilka_model::{ChatId, FileId, FilePurpose, LinkPreview, Message, PageCard, UserId};
use zvonilka_store::{
    CachedPreview, Carrier, Enclosed, LogEntry, NewMessage, PreviewFound, PreviewJob, PreviewWish,
    StoredFile, Words,
};

use crate::{
    changes::{anybody, done},
    files::{file, keep},
    on_both,
    scene::{Scene, at_once, fresh, text_message},
};

const LEASE: Duration = Duration::from_secs(60);

fn card() -> PageCard {
    let line = |text: &str| Some(text.to_owned());
    PageCard {
        title: line("Борщ"), description: line("С пампушками"), site_name: line("Кухня")
    }
}

impl Scene {
    /// Says something whose link is to be looked at.
    pub(crate) async fn say_with_link(&self, chat: ChatId, sender: UserId, text: &str) -> Message {
        let wanted = Enclosed { preview: PreviewWish::Wanted, ..Enclosed::default() };
        self.send_enclosed(chat, sender, text, wanted).await
    }

    async fn send_enclosed(&self, chat: ChatId, sender: UserId, text: &str, enclosed: Enclosed) -> Message {
        let client_id = format!("link-{}", uuid(self));
        let new = text_message(chat, sender, &client_id, text);
        let new = NewMessage { enclosed: Some(Box::new(enclosed)), ..new };
        fresh(self.store.append(vec![new]).await.expect("works").remove(0))
    }

    async fn take(&self) -> Vec<PreviewJob> {
        self.store.take_preview_jobs(&[], 10, LEASE).await.expect("read")
    }

    /// Looks where the next link leads, if there is one.
    pub(crate) async fn look(&self, found: bool) -> Option<LogEntry> {
        let jobs = self.store.take_preview_jobs(&[], 1, LEASE).await.expect("read");
        let found = found.then(|| PreviewFound { page: card(), image: None });
        self.store.finish_preview(jobs.first()?, found.as_ref()).await.expect("written")
    }
}

/// Something that is different each time.
fn uuid(scene: &Scene) -> String {
    FileId::generate(scene.now()).to_string()
}

async fn pair(scene: &Scene) -> (ChatId, UserId, UserId) {
    let anna = scene.person("anna").await.id;
    let boris = scene.person("boris").await.id;
    (scene.direct(anna, boris).await, anna, boris)
}

async fn picture(scene: &Scene, owner: UserId) -> StoredFile {
    let mut stored = file(scene, owner, 10, "picture");
    stored.file.purpose = FilePurpose::Preview;
    (stored.file.width, stored.file.height, stored.file.blur) = (Some(640), Some(320), Some(vec![1, 2, 3]));
    keep(scene, &stored).await;
    stored
}

async fn waiting(scene: &Scene) -> Vec<String> {
    let urls = scene.take().await.into_iter().map(|job| job.url).collect();
    scene.pass(60_000);
    urls
}

on_both! {
    async fn a_message_shows_what_was_found_under_its_next_revision(scene) {
        let (chat, anna, boris) = pair(&scene).await;
        let message = scene.say_with_link(chat, anna, "смотри: https://example.org/борщ!").await;
        assert_eq!(message.preview, None);
        let jobs = scene.take().await;
        let job = PreviewJob {
            message: message.id,
            chat,
            user: anna,
            url: "https://example.org/борщ".to_owned(),
            attempts: 1,
        };
        assert_eq!(jobs, std::slice::from_ref(&job));
        let image = picture(&scene, anna).await.file;
        let unread = async |user| scene.store.summary(&scene.access(user, chat).await).await.expect("read").mine;
        let before = unread(boris).await;
        scene.pass(5_000);
        let found = PreviewFound { page: card(), image: Some(image.id) };
        let entry = scene.store.finish_preview(&job, Some(&found)).await.expect("written");
        let preview = LinkPreview { url: job.url.clone(), page: card(), image: Some(image) };
        let now = Message { rev: 2, preview: Some(Box::new(preview)), ..message.clone() };
        assert_eq!(entry, Some(LogEntry::MessageChanged { seq: 2, message: now.clone() }));
        assert_eq!((now.edited_at, now.seq), (None, 1), "nobody edited it");
        for user in [anna, boris] {
            assert_eq!(scene.page(user, chat).await, std::slice::from_ref(&now));
        }
        assert_eq!(unread(boris).await, before, "nothing new to read");
        let access = scene.access(boris, chat).await;
        let log = scene.store.log_after(&access, 1, 10).await.expect("read");
        assert_eq!(log, Some(entry.into_iter().collect()));
        // It is over: nothing comes again, and a late answer changes nothing.
        scene.pass(120_000);
        assert_eq!(scene.take().await, []);
        assert_eq!(scene.store.finish_preview(&job, Some(&found)).await.expect("works"), None);
        assert_eq!(scene.say(chat, anna, "дальше").await.seq, 3);
    }

    async fn only_links_in_words_of_members_are_waited_for(scene) {
        let (chat, anna, _) = pair(&scene).await;
        scene.say(chat, anna, "https://example.org/unwanted").await;
        scene.say_with_link(chat, anna, "без ссылки").await;
        scene.say_with_link(chat, anna, "`https://example.org/code`").await;
        let stored = file(&scene, anna, 10, "aa");
        keep(&scene, &stored).await;
        let files = Enclosed { files: vec![stored.file.id], preview: PreviewWish::Wanted, ..Enclosed::default() };
        scene.send_enclosed(chat, anna, "https://example.org/caption", files).await;
        assert_eq!(waiting(&scene).await, [""; 0]);
        scene.say_with_link(chat, anna, "https://example.org/1 https://example.org/2").await;
        assert_eq!(waiting(&scene).await, ["https://example.org/1"]);
    }

    async fn a_taken_link_comes_again_when_its_look_was_cut_off(scene) {
        let (chat, anna, _) = pair(&scene).await;
        scene.say_with_link(chat, anna, "https://example.org/").await;
        assert_eq!(scene.take().await[0].attempts, 1);
        assert_eq!(scene.take().await, [], "somebody has it");
        scene.pass(59_999);
        assert_eq!(scene.take().await, []);
        scene.pass(1);
        assert_eq!(scene.take().await[0].attempts, 2);
        // Several at once: each link goes to one of them.
        scene.pass(60_000);
        let tries = (0..6).map(|_| {
            let store = scene.store.clone();
            async move { store.take_preview_jobs(&[], 1, LEASE).await.expect("read") }
        });
        let taken: Vec<_> = at_once(tries).await.into_iter().flatten().collect();
        assert_eq!(taken.len(), 1, "{taken:?}");
    }

    async fn links_come_in_order_and_without_those_of_busy_people(scene) {
        let (chat, anna, boris) = pair(&scene).await;
        for (number, user) in [anna, anna, boris, anna].into_iter().enumerate() {
            scene.say_with_link(chat, user, &format!("https://example.org/{number}")).await;
            scene.pass(1);
        }
        let take = async |except: &[UserId], limit| {
            let jobs = scene.store.take_preview_jobs(except, limit, LEASE).await.expect("read");
            jobs.into_iter().map(|job| job.url).collect::<Vec<_>>()
        };
        assert_eq!(take(&[], 1).await, ["https://example.org/0"]);
        assert_eq!(take(&[anna], 10).await, ["https://example.org/2"]);
        assert_eq!(take(&[anna, boris], 10).await, [""; 0]);
        assert_eq!(take(&[boris], 10).await, ["https://example.org/1", "https://example.org/3"]);
    }

    async fn nothing_found_changes_nothing(scene) {
        let (chat, anna, _) = pair(&scene).await;
        let message = scene.say_with_link(chat, anna, "https://example.org/").await;
        assert_eq!(scene.look(false).await, None);
        scene.pass(120_000);
        assert_eq!(scene.take().await, []);
        assert_eq!(scene.page(anna, chat).await, [message]);
    }

    async fn an_edit_keeps_the_preview_only_with_the_link(scene) {
        let (chat, anna, _) = pair(&scene).await;
        let message = scene.say_with_link(chat, anna, "https://example.org/a").await;
        scene.look(true).await.expect("a preview");
        let same = scene.edit(anna, &message, "вот: https://example.org/a").await.message;
        assert_eq!(same.preview.expect("kept").url, "https://example.org/a");
        assert_eq!(waiting(&scene).await, [""; 0]);
        let other = scene.edit(anna, &message, "https://example.org/b").await;
        assert_eq!(other.message.preview, None);
        let [LogEntry::MessageChanged { message: told, .. }] = &other.entries[..] else { panic!("{other:?}") };
        assert_eq!(told.preview, None);
        assert_eq!(waiting(&scene).await, ["https://example.org/b"]);
        assert!(scene.look(true).await.is_some());
        let none = scene.edit(anna, &message, "без ссылки").await.message;
        assert_eq!(none.preview, None);
        assert_eq!(waiting(&scene).await, [""; 0]);
        // Nobody looks when the owner has switched it off since.
        let words = Words { text: Some("https://example.org/c"), logins: &[], preview: PreviewWish::Unwanted };
        let access = scene.access(anna, chat).await;
        done(scene.store.edit(&access, message.id, words, anybody).await.expect("written"));
        assert_eq!(waiting(&scene).await, [""; 0]);
    }

    async fn a_look_that_is_late_finds_its_link_gone(scene) {
        let (chat, anna, _) = pair(&scene).await;
        let found = PreviewFound { page: card(), image: None };
        let edited = scene.say_with_link(chat, anna, "https://example.org/a").await;
        let deleted = scene.say_with_link(chat, anna, "https://example.org/c").await;
        let jobs = scene.take().await;
        scene.edit(anna, &edited, "https://example.org/b").await;
        scene.delete(anna, &deleted).await;
        for job in &jobs {
            assert_eq!(scene.store.finish_preview(job, Some(&found)).await.expect("works"), None);
        }
        assert!(scene.page(anna, chat).await.iter().all(|message| message.preview.is_none()));
        // The new link is still looked at.
        assert_eq!(waiting(&scene).await, ["https://example.org/b"]);
    }

    async fn sent_on_a_message_shows_the_same(scene) {
        let (chat, anna, boris) = pair(&scene).await;
        let vera = scene.person("vera").await.id;
        let other = scene.direct(boris, vera).await;
        let on = async |of: &Message| {
            let enclosed =
                Enclosed { forward_of: Some(of.id), preview: PreviewWish::Wanted, ..Enclosed::default() };
            scene.send_enclosed(other, boris, "", enclosed).await
        };
        let image = picture(&scene, anna).await.file;
        let message = scene.say_with_link(chat, anna, "https://example.org/").await;
        scene.pass(1);
        // Before somebody has looked, the copy is waited for too.
        let early = on(&message).await;
        assert_eq!(early.preview, None);
        let jobs = scene.take().await;
        assert_eq!(jobs.iter().map(|job| job.message).collect::<Vec<_>>(), [message.id, early.id]);
        let found = PreviewFound { page: card(), image: Some(image.id) };
        scene.store.finish_preview(&jobs[0], Some(&found)).await.expect("written").expect("told");
        let late = on(&message).await;
        let preview = late.preview.clone().expect("copied");
        assert_eq!((&preview.page, preview.image.as_ref()), (&card(), Some(&image)));
        assert_eq!(scene.page(vera, other).await.last(), Some(&late));
        assert_eq!(waiting(&scene).await, [""; 0]);
        // The picture is carried by both, and stays with the copy when the first one goes.
        let carriers = scene.store.carriers(image.id, vera, 10).await.expect("read");
        assert_eq!(carriers, [Carrier { chat: other, message: late.id }]);
        let carriers = scene.store.carriers(image.id, boris, 10).await.expect("read");
        assert_eq!(carriers.len(), 2);
        scene.delete(anna, &message).await;
        let loose = async || scene.store.delete_loose_files(&[image.id]).await.expect("works");
        assert_eq!(loose().await, [""; 0]);
        scene.delete(boris, &late).await;
        assert_eq!(loose().await, ["picture"]);
    }

    async fn what_was_found_is_kept_for_the_next_one_and_forgotten_by_and_by(scene) {
        let anna = scene.person("anna").await.id;
        let image = picture(&scene, anna).await.file;
        let found = PreviewFound { page: PageCard { description: None, ..card() }, image: Some(image.id) };
        let cached = async |digest| scene.store.cached_preview(digest).await.expect("read");
        assert_eq!(cached("a").await, None);
        scene.store.cache_preview("a", Some(&found)).await.expect("written");
        scene.store.cache_preview("b", None).await.expect("written");
        let begin = scene.now();
        assert_eq!(cached("a").await, Some(CachedPreview { fetched_at: begin, found: Some(found.clone()) }));
        assert_eq!(cached("b").await, Some(CachedPreview { fetched_at: begin, found: None }));
        assert_eq!(scene.store.delete_loose_files(&[image.id]).await.expect("works"), [""; 0], "in use");
        scene.pass(1_000);
        scene.store.cache_preview("b", Some(&found)).await.expect("written");
        assert_eq!(cached("b").await.expect("there").found, Some(found));
        assert_eq!(scene.store.forget_cached_previews(scene.now()).await.expect("deleted"), 1);
        assert_eq!((cached("a").await, cached("b").await.is_some()), (None, true));
        scene.pass(1_000);
        scene.store.forget_cached_previews(scene.now()).await.expect("deleted");
        assert_eq!(scene.store.delete_loose_files(&[image.id]).await.expect("works"), ["picture"]);
    }
}
