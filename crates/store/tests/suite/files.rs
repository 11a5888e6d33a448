//! Files, uploads and what carries them.

use std::time::Duration;

use zvonilka_model::{
    Chat, File, FileId, FileName, FilePurpose, MessageBody, Role, SystemNote, UserId, Waveform,
};
use zvonilka_store::{Content, FilesPage, GroupRefusal, Poster, Share, ShareRefusal, StoredFile, Upload};

use crate::{
    on_both,
    scene::{Scene, at_once},
};

pub(crate) const SHARE: Share = Share { bytes: 1_000, uploads: 3 };

pub(crate) fn file(scene: &Scene, owner: UserId, size: u64, content: &str) -> StoredFile {
    let file = File {
        id: FileId::generate(scene.now()),
        owner,
        purpose: FilePurpose::Attachment,
        name: FileName::lossy("голос.ogg"),
        mime: "audio/ogg".to_owned(),
        size,
        width: None,
        height: None,
        duration_ms: Some(2_500),
        waveform: Waveform::new(vec![0, 31, 7]),
        blur: None,
        has_thumbnail: false,
        created_at: scene.now(),
    };
    StoredFile { file, arrived: size + 5, content: content.to_owned(), thumbnail: None }
}

pub(crate) async fn keep(scene: &Scene, stored: &StoredFile) {
    scene.store.insert_file(stored, SHARE).await.expect("the database works").expect("fits");
}

pub(crate) fn upload(scene: &Scene, owner: UserId, length: u64) -> Upload {
    Upload {
        id: FileId::generate(scene.now()),
        owner,
        name: FileName::lossy("film.mp4"),
        mime: Some("video/mp4".to_owned()),
        length,
        duration_ms: Some(60_000),
        waveform: None,
        expires_at: scene.now() + Duration::from_secs(60),
    }
}

on_both! {
    async fn a_file_comes_back_whole_and_a_video_gets_its_poster(scene) {
        let anna = scene.person("anna").await;
        let stored = file(&scene, anna.id, 10, "aa");
        keep(&scene, &stored).await;
        assert_eq!(scene.store.file(stored.file.id).await.expect("read"), Some(stored.clone()));
        let thumbnail = Content { key: "bb".to_owned(), size: 3 };
        let poster = Poster { thumbnail: thumbnail.clone(), width: 16, height: 9, blur: vec![1, 255] };
        assert!(scene.store.set_poster(stored.file.id, &poster).await.expect("written"));
        let found = scene.store.file(stored.file.id).await.expect("read").expect("there");
        assert_eq!(found.thumbnail, Some(thumbnail));
        let File { width, height, blur, has_thumbnail, .. } = found.file;
        assert_eq!((width, height, blur, has_thumbnail), (Some(16), Some(9), Some(vec![1, 255]), true));
        let nobody = FileId::generate(scene.now());
        assert!(!scene.store.set_poster(nobody, &poster).await.expect("nothing to write"));
        assert_eq!(scene.store.file(nobody).await.expect("read"), None);
    }

    async fn an_upload_takes_its_room_until_it_is_a_file_or_forgotten(scene) {
        let anna = scene.person("anna").await;
        let boris = scene.person("boris").await;
        let first = upload(&scene, anna.id, 600);
        let create = async |upload: &Upload| scene.store.create_upload(upload, SHARE).await.expect("works");
        assert_eq!(create(&first).await, Ok(()));
        assert_eq!(scene.store.upload(first.id).await.expect("read"), Some(first.clone()));
        assert_eq!(create(&upload(&scene, anna.id, 401)).await, Err(ShareRefusal::Full));
        assert_eq!(create(&upload(&scene, boris.id, 1_000)).await, Ok(()), "everybody has a share of their own");
        // It becomes a file: the same room is not counted twice.
        let mut stored = file(&scene, anna.id, 600, "aa");
        stored.file.id = first.id;
        keep(&scene, &stored).await;
        assert_eq!(scene.store.upload(first.id).await.expect("read"), None);
        let more = scene.store.insert_file(&file(&scene, anna.id, 401, "bb"), SHARE).await.expect("works");
        assert_eq!(more, Err(ShareRefusal::Full));
        for _ in 0..3 {
            assert_eq!(create(&upload(&scene, anna.id, 1)).await, Ok(()));
        }
        let fourth = upload(&scene, anna.id, 1);
        assert_eq!(create(&fourth).await, Err(ShareRefusal::TooManyUploads));
        assert!(!scene.store.delete_upload(fourth.id).await.expect("nothing there"));
    }

    async fn two_uploads_at_once_do_not_both_take_the_last_room(scene) {
        let anna = scene.person("anna").await;
        let tries = (0..8).map(|_| {
            let (store, upload) = (scene.store.clone(), upload(&scene, anna.id, 400));
            async move { store.create_upload(&upload, Share { bytes: 1_000, uploads: 100 }).await }
        });
        let answers = at_once(tries).await;
        let taken = answers.into_iter().filter(|answer| matches!(answer, Ok(Ok(())))).count();
        assert_eq!(taken, 2);
    }

    async fn ones_own_files_are_listed_page_by_page_without_pictures_of_previews(scene) {
        let (anna, boris) = (scene.person("anna").await, scene.person("boris").await);
        let mut own = Vec::new();
        for (content, purpose) in
            [("aa", FilePurpose::Attachment), ("bb", FilePurpose::Preview), ("cc", FilePurpose::Avatar)]
        {
            let mut stored = file(&scene, anna.id, 1, content);
            stored.file.purpose = purpose;
            keep(&scene, &stored).await;
            if purpose != FilePurpose::Preview {
                own.push(stored.file);
            }
            scene.pass(1);
        }
        keep(&scene, &file(&scene, boris.id, 1, "dd")).await;
        let page = async |after| scene.store.owned_files(anna.id, after, 1).await.expect("read");
        assert_eq!(page(None).await, own[..1]);
        assert_eq!(page(Some(own[0].id)).await, own[1..]);
        assert_eq!(page(Some(own[1].id)).await, []);
    }

    async fn uploads_whose_time_is_over_are_named(scene) {
        let anna = scene.person("anna").await;
        let upload = upload(&scene, anna.id, 5);
        scene.store.create_upload(&upload, SHARE).await.expect("works").expect("fits");
        assert_eq!(scene.store.expired_uploads(10).await.expect("read"), []);
        scene.pass(60_000);
        assert_eq!(scene.store.expired_uploads(10).await.expect("read"), [upload.id]);
        assert!(scene.store.delete_upload(upload.id).await.expect("deleted"));
        assert_eq!(scene.store.expired_uploads(10).await.expect("read"), []);
    }

    async fn what_nothing_carries_is_found_page_by_page_and_its_bytes_go_with_the_last_file(scene) {
        let anna = scene.person("anna").await;
        let mut ids = Vec::new();
        for content in ["aa", "aa", "bb"] {
            let stored = file(&scene, anna.id, 1, content);
            keep(&scene, &stored).await;
            ids.push(stored.file.id);
            scene.pass(1);
        }
        let page = async |after, limit| {
            scene.store.loose_files(after, scene.now(), limit).await.expect("read")
        };
        let first = page(None, 2).await;
        assert_eq!(first, FilesPage { loose: ids[..2].to_vec(), next: Some(ids[1]) });
        assert_eq!(page(first.next, 2).await, FilesPage { loose: ids[2..].to_vec(), next: None });
        let young = scene.store.loose_files(None, scene.now() - Duration::from_secs(1), 9).await.expect("read");
        assert_eq!(young.loose, []);
        let names = ["aa".to_owned(), "bb".to_owned(), "cc".to_owned()];
        assert_eq!(scene.store.contents_in_use(&names).await.expect("read").len(), 2);
        assert_eq!(scene.store.delete_loose_files(&ids[..1]).await.expect("deleted"), Vec::<String>::new());
        let mut gone = scene.store.delete_loose_files(&ids).await.expect("deleted");
        gone.sort();
        assert_eq!(gone, ["aa", "bb"]);
        assert!(scene.store.contents_in_use(&names).await.expect("read").is_empty());
    }
    async fn a_photo_is_kept_while_somebody_or_a_chat_has_it(scene) {
        let anna = scene.person("anna").await.id;
        let group = scene.group(anna, &[]).await;
        let access = scene.access(anna, group).await;
        let (first, second) = (file(&scene, anna, 10, "aa"), file(&scene, anna, 10, "bb"));
        keep(&scene, &first).await;
        keep(&scene, &second).await;
        let (first, second) = (first.file.id, second.file.id);
        let store = &scene.store;
        let loose = async || {
            let before = scene.now() + Duration::from_secs(1);
            store.loose_files(None, before, 9).await.expect("read").loose
        };
        let give = async |photo: Option<FileId>, allowed: fn(Role, &Chat) -> bool| {
            store.set_chat_photo(&access, photo, allowed).await.expect("the database works")
        };
        let shown = store.set_person_photo(anna, Some(first)).await.expect("written").expect("anna");
        assert_eq!(shown.photo, Some(first));
        assert_eq!(store.person_in_photo(first).await.expect("read"), Some(shown));
        assert_eq!(store.person_in_photo(second).await.expect("read"), None);
        assert_eq!(give(Some(second), |_, _| false).await, Err(GroupRefusal::NotAllowed));
        assert_eq!(loose().await, [second]);
        let given = give(Some(second), |role, _| role == Role::Owner).await.expect("allowed");
        assert_eq!(given.notes[0].body, MessageBody::System(SystemNote::PhotoChanged));
        let change = given.change.expect("the chat looks different");
        assert_eq!((change.seq, change.chat.photo), (given.notes[0].seq + 1, Some(second)));
        assert_eq!(store.chat_with_photo(second).await.expect("read"), Some(group));
        assert_eq!(loose().await, []);
        assert!(store.set_person_photo(anna, Some(FileId::generate(scene.now()))).await.is_err(), "no such file");

        let taken = give(None, |_, _| true).await.expect("allowed");
        assert_eq!(taken.notes[0].body, MessageBody::System(SystemNote::PhotoRemoved));
        assert_eq!(give(None, |_, _| true).await.map(|change| change.change), Ok(None), "it had none");
        assert_eq!(store.set_person_photo(anna, None).await.expect("written").and_then(|p| p.photo), None);
        let gone = loose().await;
        assert!(gone.len() == 2 && gone.contains(&first) && gone.contains(&second), "{gone:?}");
        give(Some(second), |_, _| true).await.expect("allowed");
        store.delete_chat(&access, |_, _| true).await.expect("works").expect("allowed");
        assert_eq!(store.delete_loose_files(&[first, second]).await.expect("deleted").len(), 2);
    }
}
