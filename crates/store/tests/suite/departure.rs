//! Deleting an account: what goes, what stays for others, and who has to hand something over first.

use std::collections::BTreeSet;

use sea_orm::{ConnectionTrait, DbBackend, Statement};
use zvonilka_model::{
    Admin, ChatKind, Email, Invite, Language, Login, MemberChange, MessageBody, Role, SystemNote, UserId,
    call::{CallQuality, Guest, GuestState, QualityMark},
};
use zvonilka_store::{
    Departed, Departure, DepartureRefusal, Fate, Holding, LinkPurpose, MailKind, MailSettings, MailTo,
    NewMailJob, PERSONAL, Page, ProposalAnswer, PushSettings,
};

use crate::{
    arrivals::invited,
    calls::ended_call,
    database::bare,
    files::{SHARE, file, keep, upload},
    guests::{guest, guest_link},
    on_both,
    registration::invitation,
    scene::Scene,
    simple_mode::trusting,
    ways_in::key,
};

impl Scene {
    async fn depart(&self, user: UserId) -> Result<Departure, DepartureRefusal> {
        self.store.delete_account(user).await.expect("the database works")
    }

    /// How many rows of each column name somebody, of those with this fate.
    async fn named(&self, user: UserId, wanted: Fate) -> Vec<(&'static str, &'static str, i64)> {
        let db = bare(self).await;
        let mut found = Vec::new();
        for place in PERSONAL.iter().filter(|place| place.fate == wanted) {
            let (table, column) = (place.table, place.column);
            let sql = format!("SELECT count(*) AS number FROM {table} WHERE {column} = $1");
            let asked = Statement::from_sql_and_values(db.get_database_backend(), sql, [user.uuid().into()]);
            let row = db.query_one_raw(asked).await.expect("read").expect("one row");
            found.push((table, column, row.try_get("", "number").expect("a number")));
        }
        db.close().await.expect("closed");
        found
    }

    /// Anna, who has left something everywhere, and Boris.
    async fn full_life(&self) -> (UserId, UserId) {
        let store = &self.store;
        let boris = self.person("boris").await.id;
        let anna = invited(self, "anna", Some(boris)).await.id;
        invited(self, "elena", Some(anna)).await;
        let others = ["vera", "gleb", "dora"];
        let mut strangers = Vec::new();
        for login in others {
            strangers.push(self.person(login).await.id);
        }
        let chat = self.direct(anna, boris).await;
        let said = self.say_with_link(chat, anna, "https://example.org").await;
        let access = self.access(anna, chat).await;
        let answer = self.say(chat, boris, "hidden soon").await;
        store.hide(&access, &[answer.id]).await.expect("hidden");
        assert_ne!(said.id, answer.id);
        let mut call = ended_call(self, chat, anna, boris);
        call.participants[1].invited_by = Some(anna);
        call.participants[1].floor.silenced_by = Some(anna);
        call.guests = vec![Guest { silenced_by: Some(anna), ..guest(self, GuestState::Left) }];
        store.save_call(&call).await.expect("stored");
        let quality = CallQuality {
            mark: QualityMark::Good,
            cause: None,
            loss_in: 0,
            loss_out: 0,
            rtt_ms: 1,
            jitter_ms: 1,
            path: None,
            transport: None,
        };
        store.save_call_quality(anna, call.id, quality).await.expect("stored");
        store.hide_call(anna, call.id).await.expect("hidden");
        for (asker, asked) in [(anna, boris), (boris, anna), (anna, strangers[0]), (strangers[1], anna)] {
            store.ask_contact(asker, asked).await.expect("asked");
        }
        store.block(anna, strangers[2]).await.expect("blocked");
        store.block(strangers[2], anna).await.expect("blocked");
        let group = self.group(boris, &[anna]).await;
        let access = self.access(anna, group).await;
        store.remove_member(&access, anna, |_, _| true).await.expect("works").expect("left");
        self.device_of(anna, "phone").await;
        store.set_push_settings(anna, PushSettings { hide_text: true, quiet: None }).await.expect("kept");
        let address = Email::parse("anna@x.example").expect("an address");
        store.set_email(anna, Some(&address)).await.expect("works").expect("free");
        let settings = MailSettings { language: Language::Russian, sign_in_notice: true };
        store.set_mail_settings(anna, settings).await.expect("kept");
        self.link(anna, "digest", LinkPurpose::Reset, None).await;
        for to in [MailTo::Account(anna), MailTo::Address(address)] {
            let job = NewMailJob {
                kind: MailKind::SignIn,
                to,
                language: Language::Russian,
                device: String::new(),
                place: String::new(),
                expires_at: self.now() + std::time::Duration::from_secs(60),
            };
            store.queue_mail(&job).await.expect("queued");
        }
        store.create_upload(&upload(self, anna, 10), SHARE).await.expect("works").expect("fits");
        let invite =
            Invite {
                created_by: Some(anna), note: "для Веры".to_owned(), ..invitation(self, "vera", None)
            };
        store.create_invite(invite).await.expect("made");
        keep(self, &file(self, anna, 10, "aa")).await;
        store.add_passkey(key(anna, "credential"), 1).await.expect("kept");
        assert!(store.begin_second_factor(anna, "secret").await.expect("written"));
        let codes = ["digest".to_owned()];
        assert!(store.enable_second_factor(anna, "secret", 7, &codes).await.expect("written"));
        for (admin, user) in [(boris, anna), (anna, boris)] {
            store.set_admin(admin, Admin::Yes).await.expect("made");
            let setup = trusting(&[admin, strangers[0]]);
            let proposed =
                store.propose_simple_mode(admin, user, &setup).await.expect("works").expect("made");
            let taken = store.answer_simple_proposal(user, proposed.id, ProposalAnswer::Take).await;
            assert_eq!(taken.expect("works"), Some(admin));
        }
        store
            .propose_simple_mode(boris, strangers[0], &trusting(&[anna]))
            .await
            .expect("works")
            .expect("made");
        store.set_admin(anna, Admin::No).await.expect("made");
        let access = self.access(anna, chat).await;
        let link = guest_link(self, &access);
        store.create_guest_link(&access, &link, "door", |_, _| true).await.expect("works").expect("made");
        (anna, boris)
    }
}

on_both! {
    async fn every_column_that_names_a_person_has_a_fate(scene) {
        let db = bare(&scene).await;
        let sql = if db.get_database_backend() == DbBackend::Postgres {
            "SELECT DISTINCT k.table_name::text AS named, k.column_name::text AS place
                 FROM information_schema.table_constraints t
                 JOIN information_schema.key_column_usage k ON k.constraint_name = t.constraint_name
                 JOIN information_schema.constraint_column_usage u ON u.constraint_name = t.constraint_name
                 WHERE t.constraint_type = 'FOREIGN KEY' AND u.table_name = 'people' AND u.column_name = 'id'"
        } else {
            "SELECT m.name AS named, f.\"from\" AS place
                 FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f
                 WHERE m.type = 'table' AND f.\"table\" = 'people'"
        };
        let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.expect("read");
        let text = |row: &sea_orm::QueryResult, name| row.try_get::<String>("", name).expect("a text");
        let schema: BTreeSet<_> = rows.iter().map(|row| (text(row, "named"), text(row, "place"))).collect();
        let known: BTreeSet<_> =
            PERSONAL.iter().map(|p| (p.table.to_owned(), p.column.to_owned())).collect();
        assert_eq!(schema, known, "name new columns in PERSONAL, and give `full_life` a row of them");
        db.close().await.expect("closed");
    }

    async fn what_was_ones_own_goes_and_what_others_have_stays(scene) {
        let (anna, boris) = scene.full_life().await;
        for (table, column, number) in scene.named(anna, Fate::Goes).await {
            assert!(number > 0, "the test has nothing in {table}.{column}");
        }
        let held = scene.store.holdings(anna).await.expect("read");
        let of = |holding| *held.iter().find(|h| h.holding == holding).expect("told");
        assert_eq!((of(Holding::Files).count, of(Holding::Files).bytes), (Some(1), Some(10)));
        assert_eq!((of(Holding::Blocks).count, of(Holding::OfOthers).count), (Some(1), None));
        assert_eq!((of(Holding::Sessions).count, of(Holding::Messages).count), (Some(2), Some(2)));
        let departure = scene.depart(anna).await.expect("goes");
        assert_eq!(departure.sessions.len(), 2, "the one of the registration and the phone's");
        assert_eq!(departure.partners, [boris]);
        assert_eq!(departure.circle.len(), 4);
        for fate in [Fate::Goes, Fate::Unnamed] {
            for (table, column, number) in scene.named(anna, fate).await {
                assert_eq!(number, 0, "{table}.{column}");
            }
        }
        let left = scene.store.person(anna).await.expect("read").expect("a row stays");
        assert_eq!(left, departure.person);
        assert!(left.deleted && left.email.is_none() && left.photo.is_none() && left.last_seen_at.is_none());
        assert_eq!(left.display_name.as_str(), "Удалённый аккаунт");
        assert_ne!(left.login.as_str(), "anna");
        let unlocked = scene.store.credentials("anna").await.expect("read");
        assert!(unlocked.is_none(), "nobody signs in");
        assert!(scene.store.search_people("anna", 10).await.expect("read").is_empty());
        assert!(scene.store.search_people("Удалён", 10).await.expect("read").is_empty());
        let dora = scene.store.credentials("dora").await.expect("read").expect("there").person;
        assert_eq!(dora.blocked_count, 0, "whom she had blocked is nobody");
        assert!(scene.store.take_mail(9, std::time::Duration::from_secs(1)).await.expect("read").is_empty());
        let code = zvonilka_model::InviteCode::parse("vera").expect("a code");
        let invite = scene.store.invite(&code).await.expect("read").expect("there");
        assert!(!invite.is_usable(scene.now()) && invite.note.is_empty());

        // The other one still reads the chat, and finds whom it was with.
        let chat = scene.direct(anna, boris).await;
        let access = scene.access(boris, chat).await;
        let history = scene.store.history(&access, Page::Newest, 50).await.expect("read");
        assert!(history.messages.iter().any(|message| message.sender == anna), "her message stays");
        let members = scene.store.members(&access).await.expect("read");
        assert!(members.iter().any(|member| member.person.id == anna && member.person.deleted));
        let view = scene.store.viewpoint(boris).await.expect("read");
        assert!(!view.may_message(&left) && !view.may_call(&left) && !view.may_add_to_group(&left));
        assert_eq!(scene.depart(anna).await.expect_err("gone"), DepartureRefusal::Unknown);
    }

    async fn groups_hear_of_it_and_notes_to_oneself_go(scene) {
        let family = scene.family().await;
        let anna = scene.relative("anna", family).await.person.id;
        let boris = scene.relative("boris", family).await.person.id;
        let saved = scene.store.open_saved(anna).await.expect("made").chat;
        scene.say(saved, anna, "a note").await;
        let group = scene.group(boris, &[anna]).await;
        let alone = scene.group(anna, &[]).await;
        let departure = scene.depart(anna).await.expect("goes");
        let mut chats = departure.chats;
        chats.sort_by_key(|(chat, _)| *chat);
        let mut expected = [family, group, saved, alone];
        expected.sort_unstable();
        assert_eq!(chats.iter().map(|(chat, _)| *chat).collect::<Vec<_>>(), expected);
        for (chat, departed) in chats {
            match departed {
                Departed::Left(change) => {
                    assert!([family, group].contains(&chat));
                    assert_eq!(change.notes[0].body, MessageBody::System(SystemNote::MemberLeft));
                    assert_eq!(change.left, [anna]);
                }
                Departed::Deleted(users) => {
                    assert!([saved, alone].contains(&chat));
                    assert_eq!(users, [anna]);
                }
            }
        }
        for chat in [family, group] {
            let access = scene.access(boris, chat).await;
            assert_eq!(scene.store.member_ids(&access).await.expect("read"), [boris]);
            assert!(scene.store.access(anna, chat).await.expect("read").is_none());
            let log = scene.store.log_after(&access, 0, 50).await.expect("read").expect("all of it");
            let gone = log.iter().any(|entry| matches!(entry, zvonilka_store::LogEntry::ChatChanged { member: Some(MemberChange::Group { left, .. }), .. } if left == &[anna]));
            assert!(gone, "old state and events make the state of now");
        }
        while scene.store.erase_deleted(10).await.expect("erased") {}
        // A start takes everybody into the family chat who is missing there: not whoever is gone.
        scene.store.complete_family(family).await.expect("complete");
        let access = scene.access(boris, family).await;
        assert_eq!((access.kind(), access.member_count()), (ChatKind::Family, 1));
        assert_eq!(scene.store.count_people().await.expect("read"), 1);
    }

    async fn an_owner_hands_over_first_and_the_last_admin_stays(scene) {
        let anna = scene.person("anna").await.id;
        let boris = scene.person("boris").await.id;
        let group = scene.group(anna, &[boris]).await;
        assert_eq!(scene.depart(anna).await.expect_err("owns it"), DepartureRefusal::OwnsGroups(vec![group]));
        assert!(scene.store.access(anna, group).await.expect("read").is_some(), "nothing was stored");
        let access = scene.access(anna, group).await;
        scene.store.set_role(&access, boris, Role::Owner, |_| true).await.expect("works").expect("handed over");
        scene.store.set_admin(anna, Admin::Yes).await.expect("made");
        assert_eq!(scene.depart(anna).await.expect_err("the only one"), DepartureRefusal::LastAdmin);
        scene.store.set_admin(boris, Admin::Yes).await.expect("made");
        scene.depart(anna).await.expect("goes");
        assert_eq!(scene.depart(boris).await.expect_err("the only one now"), DepartureRefusal::LastAdmin);
    }

    async fn a_chat_whose_two_people_are_gone_goes_and_a_login_is_free_again(scene) {
        let anna = scene.person("anna").await.id;
        let boris = scene.person("boris").await.id;
        let chat = scene.direct(anna, boris).await;
        scene.say(chat, anna, "hello").await;
        assert!(scene.depart(anna).await.expect("goes").chats.is_empty());
        let last = scene.depart(boris).await.expect("goes");
        assert!(matches!(&last.chats[..], [(gone, Departed::Deleted(_))] if *gone == chat));
        let again = scene.person("anna").await;
        assert_ne!(again.id, anna);
        assert_eq!(again.login, Login::parse("anna").expect("valid"));
        scene.store.set_last_seen(&[(anna, scene.now())]).await.expect("written");
        assert_eq!(scene.store.person(anna).await.expect("read").expect("a row").last_seen_at, None);
    }
}
