//! Letters that wait to be sent, and the links inside of them.

use std::time::Duration;

use zvonilka_model::{Email, Language, UserId};
use zvonilka_store::{LinkPurpose, MailKind, MailSettings, MailTo, NewMailJob, NewMailLink, Queues};

use crate::{on_both, scene::Scene};

const LEASE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3_600);

fn email(text: &str) -> Email {
    Email::parse(text).expect("an address")
}

impl Scene {
    pub(crate) async fn link(&self, user: UserId, digest: &str, purpose: LinkPurpose, address: Option<&str>) {
        let link = NewMailLink {
            digest,
            purpose,
            user,
            address: address.map(str::to_owned),
            expires_at: self.now() + HOUR,
        };
        self.store.add_mail_link(link).await.expect("written");
    }

    async fn opens(&self, digest: &str, purpose: LinkPurpose) -> bool {
        self.store.mail_link(digest, purpose).await.expect("read").is_some()
    }
}

on_both! {
    async fn a_letter_waits_until_it_is_finished(scene) {
        let anna = scene.person("anna").await.id;
        let (address, former) = (email("a@x.example"), email("f@x.example"));
        for to in [MailTo::Address(address), MailTo::Account(anna), MailTo::Former(anna, former)] {
            let job = NewMailJob {
                kind: MailKind::SignIn,
                to,
                language: Language::English,
                device: "Firefox".to_owned(),
                place: "192.0.2.1".to_owned(),
                expires_at: scene.now() + HOUR,
            };
            scene.store.queue_mail(&job).await.expect("written");
        }
        assert_eq!(scene.store.queues().await.expect("read"), Queues { letters: 3, ..Queues::default() });
        let taken = scene.store.take_mail(2, LEASE).await.expect("read");
        assert_eq!((taken.len(), taken[0].attempts, taken[0].language), (2, 1, Language::English));
        assert_eq!(scene.store.take_mail(9, LEASE).await.expect("read").len(), 1);
        assert!(scene.store.take_mail(9, LEASE).await.expect("read").is_empty());
        // One is done, one put off; the third was cut off and comes again after its lease.
        scene.store.finish_mail(taken[0].id, None).await.expect("written");
        scene.store.finish_mail(taken[1].id, Some(scene.now() + HOUR / 2)).await.expect("written");
        assert_eq!(scene.store.next_mail_at().await.expect("read"), Some(scene.now() + LEASE));
        scene.clock.advance(LEASE);
        let again = scene.store.take_mail(9, LEASE).await.expect("read");
        assert_eq!(again.iter().map(|job| job.attempts).collect::<Vec<_>>(), [2]);
        scene.clock.advance(HOUR);
        assert!(scene.store.take_mail(9, LEASE).await.expect("read").is_empty());
        scene.store.forget_old_mail().await.expect("written");
        assert_eq!(scene.store.next_mail_at().await.expect("read"), None);
    }

    async fn a_link_works_once_for_its_purpose_its_address_and_its_time(scene) {
        let anna = scene.person("anna").await.id;
        assert_eq!(scene.store.set_email(anna, Some(&email("Anna@x.example"))).await.expect("written"), Some(()));
        let boris = scene.person("boris").await.id;
        assert_eq!(scene.store.set_email(boris, Some(&email("anna@X.example"))).await.expect("read"), None);

        scene.link(anna, "confirm", LinkPurpose::Confirm, Some("anna@x.example")).await;
        assert!(scene.store.credentials("anna@x.example").await.expect("read").is_none());
        assert!(scene.store.reset_password("confirm", "hash").await.expect("read").is_none());
        let person = scene.store.confirm_email("confirm").await.expect("written").expect("good");
        assert!(person.email_confirmed);
        assert!(scene.store.confirm_email("confirm").await.expect("read").is_none());
        assert!(scene.store.credentials("anna@x.example").await.expect("read").is_some());

        scene.link(anna, "one", LinkPurpose::Reset, Some("anna@x.example")).await;
        scene.link(anna, "other", LinkPurpose::Reset, None).await;
        assert!(scene.opens("one", LinkPurpose::Reset).await && !scene.opens("one", LinkPurpose::Confirm).await);
        assert!(scene.store.reset_password("one", "hash").await.expect("written").is_some());
        // With one used, the like are used up.
        assert!(!scene.opens("one", LinkPurpose::Reset).await && !scene.opens("other", LinkPurpose::Reset).await);
        let credentials = scene.store.credentials_of(anna).await.expect("read").expect("there");
        assert_eq!(credentials.password_hash, "hash");

        scene.link(anna, "to the former", LinkPurpose::Reset, Some("anna@x.example")).await;
        scene.link(anna, "by hand", LinkPurpose::Reset, None).await;
        scene.store.set_email(anna, None).await.expect("written");
        assert!(!scene.opens("to the former", LinkPurpose::Reset).await);
        assert!(scene.opens("by hand", LinkPurpose::Reset).await);
        scene.store.set_disabled(anna, true).await.expect("written");
        assert!(!scene.opens("by hand", LinkPurpose::Reset).await);
        scene.store.set_disabled(anna, false).await.expect("written");
        scene.clock.advance(HOUR);
        assert!(!scene.opens("by hand", LinkPurpose::Reset).await);
    }

    async fn how_somebody_wants_to_be_written_to_is_kept(scene) {
        let anna = scene.person("anna").await.id;
        assert_eq!(scene.store.mail_settings(anna).await.expect("read"), None);
        for sign_in_notice in [true, false] {
            let settings = MailSettings { language: Language::English, sign_in_notice };
            scene.store.set_mail_settings(anna, settings).await.expect("written");
            assert_eq!(scene.store.mail_settings(anna).await.expect("read"), Some(settings));
        }
    }
}
