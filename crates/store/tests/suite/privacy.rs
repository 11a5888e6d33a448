//! What people let others see and do, as far as the database decides it.

use zvonilka_model::{AboutText, Audience, MessageBody, Person, Phone, Privacy, PrivacyPatch, UserId};
use zvonilka_store::{AppendRefusal, MarkKind, NewMessage, ProfilePatch};

use crate::{
    on_both,
    scene::{Scene, fresh, repeated, text_message},
};

async fn choose(scene: &Scene, user: UserId, privacy: PrivacyPatch) -> Person {
    let patch = ProfilePatch { privacy, ..ProfilePatch::default() };
    scene.store.update_profile(user, patch).await.expect("written").expect("there")
}

async fn befriend(scene: &Scene, a: UserId, b: UserId) {
    scene.store.ask_contact(a, b).await.expect("written");
    scene.store.ask_contact(b, a).await.expect("written");
}

on_both! {
    async fn a_profile_and_its_settings_are_stored_whole(scene) {
        let anna = scene.person("anna").await;
        assert_eq!((anna.privacy, anna.about.as_str(), anna.phone.as_str()), (Privacy::USUAL, "", ""));
        let privacy = PrivacyPatch {
            last_seen: Some(Audience::Nobody),
            photo: Some(Audience::Contacts),
            phone: Some(Audience::Everybody),
            about: Some(Audience::Contacts),
            calls: Some(Audience::Nobody),
            messages: Some(Audience::Contacts),
            groups: Some(Audience::Nobody),
            receipts: Some(Audience::Contacts),
        };
        let patch = ProfilePatch {
            about: Some(AboutText::parse("бабушка\nи мама").expect("valid")),
            phone: Some(Phone::parse("+7 900 000-00-00").expect("valid")),
            privacy,
            ..ProfilePatch::default()
        };
        let changed = scene.store.update_profile(anna.id, patch).await.expect("written").expect("there");
        let expected = Privacy {
            last_seen: Audience::Nobody,
            photo: Audience::Contacts,
            phone: Audience::Everybody,
            about: Audience::Contacts,
            calls: Audience::Nobody,
            messages: Audience::Contacts,
            groups: Audience::Nobody,
            receipts: Audience::Contacts,
        };
        assert_eq!((changed.privacy, changed.about.as_str()), (expected, "бабушка\nи мама"));
        assert_eq!(scene.store.person(anna.id).await.expect("read"), Some(changed));
        assert_eq!(scene.store.viewpoint(anna.id).await.expect("read").own(), &expected);
        let one = PrivacyPatch { calls: Some(Audience::Everybody), ..PrivacyPatch::default() };
        let changed = choose(&scene, anna.id, one).await;
        assert_eq!(changed.privacy, Privacy { calls: Audience::Everybody, ..expected });
        assert_eq!(changed.phone, "+7 900 000-00-00", "the rest stays");
        let stranger = UserId::generate(scene.now());
        assert_eq!(scene.store.viewpoint(stranger).await.expect("read").own(), &Privacy::USUAL);
    }

    async fn a_direct_message_asks_the_one_who_gets_it(scene) {
        let anna = scene.person("anna").await.id;
        let boris = scene.person("boris").await.id;
        let chat = scene.direct(anna, boris).await;
        let mut number = 0;
        let mut refusal = async |sender| {
            number += 1;
            let message = text_message(chat, sender, &format!("n{number}"), "привет");
            scene.store.append(vec![message]).await.expect("stored").remove(0).err()
        };
        let may_write = async |user| {
            let access = scene.access(user, chat).await;
            scene.store.may_write(&access).await.expect("read")
        };
        let forbidden = Some(AppendRefusal::PrivacyForbids);
        assert_eq!(refusal(anna).await, None);

        choose(&scene, boris, PrivacyPatch { messages: Some(Audience::Nobody), ..PrivacyPatch::default() }).await;
        assert_eq!((refusal(anna).await, may_write(anna).await), (forbidden, false));
        assert_eq!((refusal(boris).await, may_write(boris).await), (None, true), "it has one direction");

        choose(&scene, boris, PrivacyPatch { messages: Some(Audience::Contacts), ..PrivacyPatch::default() }).await;
        assert_eq!(refusal(anna).await, forbidden);
        befriend(&scene, anna, boris).await;
        assert_eq!((refusal(anna).await, may_write(anna).await), (None, true));

        choose(&scene, boris, PrivacyPatch { messages: Some(Audience::Everybody), ..PrivacyPatch::default() }).await;
        scene.store.block(boris, anna).await.expect("written");
        assert_eq!((refusal(anna).await, may_write(anna).await), (forbidden, false));
        assert_eq!(refusal(boris).await, None);
        // What was stored before the block is there for good, also when it is sent once more.
        let again = scene.store.append(vec![text_message(chat, anna, "n1", "привет")]).await.expect("stored");
        repeated(again[0].clone());
        // The card of a call is left in any case.
        let card = zvonilka_model::CallCard {
            call: zvonilka_model::CallId::generate(scene.now()),
            kind: zvonilka_model::call::CallKind::Audio,
            status: zvonilka_model::call::CallStatus::Ended,
            duration_ms: None,
        };
        let mut message = text_message(chat, anna, "card", "");
        message = NewMessage { body: MessageBody::Call(card), ..message };
        fresh(scene.store.append(vec![message]).await.expect("stored").remove(0));
    }

    async fn one_refusal_in_a_batch_leaves_the_others_alone(scene) {
        let family = scene.family().await;
        let anna = scene.relative("anna", family).await.person.id;
        let boris = scene.relative("boris", family).await.person.id;
        let direct = scene.direct(anna, boris).await;
        scene.store.block(boris, anna).await.expect("written");
        let batch = vec![
            text_message(family, anna, "a", "всем"),
            text_message(direct, anna, "b", "тебе"),
            text_message(direct, boris, "c", "нет"),
        ];
        let answers = scene.store.append(batch).await.expect("stored");
        let refusals: Vec<_> = answers.into_iter().map(Result::err).collect();
        assert_eq!(refusals, [None, Some(AppendRefusal::PrivacyForbids), None], "groups are not affected");
    }

    async fn read_marks_are_hidden_from_those_who_may_not_see_them(scene) {
        let family = scene.family().await;
        let anna = scene.relative("anna", family).await.person.id;
        let boris = scene.relative("boris", family).await.person.id;
        let seq = scene.say(family, anna, "прочитал?").await.seq;
        let access = scene.access(boris, family).await;
        let marked = scene.store.mark(&access, MarkKind::Read, seq).await.expect("written").expect("moved");
        assert_eq!((marked.shown_to, marked.blocks_somebody), (Audience::Everybody, false));
        let seen_by_anna = async || {
            let access = scene.access(anna, family).await;
            scene.store.summary(&access).await.expect("read").others_read_seq
        };
        assert_eq!(seen_by_anna().await, seq);
        let receipts = |receipts| PrivacyPatch { receipts: Some(receipts), ..PrivacyPatch::default() };
        choose(&scene, boris, receipts(Audience::Contacts)).await;
        assert_eq!(seen_by_anna().await, 0);
        befriend(&scene, anna, boris).await;
        assert_eq!(seen_by_anna().await, seq);
        choose(&scene, boris, receipts(Audience::Nobody)).await;
        assert_eq!(seen_by_anna().await, 0);
        choose(&scene, boris, receipts(Audience::Everybody)).await;
        scene.store.block(boris, anna).await.expect("written");
        assert_eq!(seen_by_anna().await, 0);
        let seq = scene.say(family, anna, "а теперь?").await.seq;
        let marked = scene.store.mark(&access, MarkKind::Read, seq).await.expect("written").expect("moved");
        assert!(marked.blocks_somebody);
    }
}
