//! Groups: who is in them, what the log says of it, and what happens when two change one at once.

use zvonilka_model::{
    ChatDescription, ChatId, ChatKind, ChatTitle, MemberChange, MessageBody, Role, SystemNote, UserId, limits,
};
use zvonilka_store::{
    AppendRefusal, ChatAccess, ChatEdit, Departed, GroupChange, GroupRefusal, LogEntry, MemberPlace,
    NewGroup, Page, Store,
};

use crate::{
    on_both,
    scene::{Scene, at_once, seqs, text_message},
};

impl Scene {
    /// A group of this owner and these members.
    pub(crate) async fn group(&self, owner: UserId, members: &[UserId]) -> ChatId {
        let new = NewGroup {
            owner,
            title: ChatTitle::parse("Дача").expect("a title"),
            description: ChatDescription::parse("").expect("none"),
            members: members.to_vec(),
        };
        self.store.create_group(&new).await.expect("the database works").expect("nobody refuses").0
    }

    /// Fills a group with `count` people.
    async fn crowd(&self, access: &ChatAccess, count: u32) {
        let mut users = Vec::new();
        for number in 0..count {
            users.push(self.person(&format!("crowd{number}")).await.id);
        }
        for some in users.chunks(200) {
            add(&self.store, access, some).await.expect("there is room");
        }
    }

    pub(crate) async fn hide_history(&self, access: &ChatAccess) {
        let edit = ChatEdit { history_for_newcomers: Some(false), ..ChatEdit::default() };
        self.store.edit_chat(access, &edit, |_, _| true).await.expect("works").expect("allowed");
    }
}

pub(crate) async fn people<const N: usize>(scene: &Scene, logins: [&str; N]) -> [UserId; N] {
    let mut ids = Vec::new();
    for login in logins {
        ids.push(scene.person(login).await.id);
    }
    ids.try_into().expect("as many as logins")
}

pub(crate) async fn add(
    store: &Store,
    access: &ChatAccess,
    users: &[UserId],
) -> Result<GroupChange, GroupRefusal> {
    store.add_members(access, users, |_, _| true).await.expect("the database works")
}

async fn remove(store: &Store, access: &ChatAccess, user: UserId) -> Result<Departed, GroupRefusal> {
    store.remove_member(access, user, |role, other| role > other).await.expect("the database works")
}

async fn give(
    store: &Store,
    access: &ChatAccess,
    user: UserId,
    role: Role,
) -> Result<GroupChange, GroupRefusal> {
    store.set_role(access, user, role, |role| role == Role::Owner).await.expect("the database works")
}

async fn roles(scene: &Scene, access: &ChatAccess) -> Vec<(UserId, Role)> {
    let members = scene.store.members(access).await.expect("read");
    let mut roles: Vec<_> = members.into_iter().map(|member| (member.person.id, member.role)).collect();
    // Whoever came at the same time stands in the order of their ids, which is by chance.
    roles.sort_by_key(|(user, _)| *user);
    roles
}

fn by_id<const N: usize>(mut roles: [(UserId, Role); N]) -> Vec<(UserId, Role)> {
    roles.sort_by_key(|(user, _)| *user);
    roles.to_vec()
}

on_both! {
    async fn a_new_group_has_its_owner_its_members_and_a_note(scene) {
        let [anna, boris, vera] = people(&scene, ["anna", "boris", "vera"]).await;
        let new = NewGroup {
            owner: anna,
            title: ChatTitle::parse("Дача").expect("a title"),
            description: ChatDescription::parse("Грядки и шашлыки").expect("a description"),
            // Twice, and oneself: nobody is in it twice.
            members: vec![boris, vera, boris, anna],
        };
        let (chat, made) = scene.store.create_group(&new).await.expect("works").expect("made");
        assert_eq!(made.joined, [anna, boris, vera]);
        let note = SystemNote::Created { title: "Дача".to_owned() };
        assert_eq!(made.notes.iter().map(|note| &note.body).collect::<Vec<_>>(), [&MessageBody::System(note)]);
        let access = scene.access(anna, chat).await;
        assert_eq!((access.kind(), access.role(), access.member_count()), (ChatKind::Group, Role::Owner, 3));
        assert_eq!(
            roles(&scene, &access).await,
            by_id([(anna, Role::Owner), (boris, Role::Member), (vera, Role::Member)])
        );
        let summary = scene.store.summary(&scene.access(boris, chat).await).await.expect("read");
        assert_eq!(summary.chat.title.as_deref(), Some("Дача"));
        assert_eq!(summary.chat.description.as_deref(), Some("Грядки и шашлыки"));
        let rules = summary.chat.rules.expect("a group has rules");
        assert!(rules.history_for_newcomers && rules.members_may_add);
        assert_eq!(summary.last_message.as_ref(), Some(&made.notes[0]));
        assert_eq!(summary.mine.unread_count, 0, "a note is nothing to read");
    }

    async fn a_group_with_somebody_unknown_is_not_made(scene) {
        let [anna] = people(&scene, ["anna"]).await;
        let new = NewGroup {
            owner: anna,
            title: ChatTitle::parse("Дача").expect("a title"),
            description: ChatDescription::parse("").expect("none"),
            members: vec![UserId::generate(scene.now())],
        };
        let refused = scene.store.create_group(&new).await.expect("works").map(drop);
        assert_eq!(refused, Err(GroupRefusal::UnknownPerson));
        assert_eq!(scene.store.memberships(anna).await.expect("read"), []);
        let group = scene.group(anna, &[]).await;
        let refused = add(&scene.store, &scene.access(anna, group).await, &[UserId::generate(scene.now())]).await;
        assert_eq!(refused.map(drop), Err(GroupRefusal::UnknownPerson));
        assert_eq!(scene.access(anna, group).await.member_count(), 1);
    }

    async fn whoever_is_added_sees_the_log_say_so(scene) {
        let [anna, boris, vera] = people(&scene, ["anna", "boris", "vera"]).await;
        let group = scene.group(anna, &[]).await;
        let access = scene.access(anna, group).await;
        scene.say(group, anna, "раз").await;
        let added = add(&scene.store, &access, &[boris, boris, anna]).await.expect("added");
        assert_eq!(added.joined, [boris]);
        assert_eq!(seqs(&added.notes), [3]);
        let change = added.change.expect("the members changed");
        assert_eq!((change.seq, change.chat.member_count), (4, 2));
        let again = add(&scene.store, &access, &[boris]).await.expect("he is there");
        assert_eq!((again.joined.len(), again.change), (0, None));

        let log = scene.store.log_after(&access, 2, 10).await.expect("read").expect("not too far");
        let [LogEntry::Message(note), LogEntry::ChatChanged { member: Some(member), .. }] = log.as_slice() else {
            panic!("a note and the change, not {log:?}");
        };
        assert_eq!(note.body, MessageBody::System(SystemNote::MembersAdded(vec![boris])));
        let MemberChange::Group { members, left } = member else { panic!("of a group") };
        assert_eq!((members.len(), members[0].person.id, left.len()), (1, boris, 0));

        // A newcomer sees what was said before, but has nothing to catch up on.
        let his = scene.access(boris, group).await;
        let page = scene.store.history(&his, Page::Newest, 10).await.expect("read");
        assert_eq!(seqs(&page.messages), [1, 2, 3]);
        let summary = scene.store.summary(&his).await.expect("read");
        assert_eq!((summary.mine.unread_count, summary.mine.read_seq), (0, 2));
        assert_eq!(scene.store.access(vera, group).await.expect("works").map(|a| a.role()), None);
    }

    async fn a_newcomer_sees_nothing_from_before_where_the_group_hides_it(scene) {
        let [anna, boris, vera] = people(&scene, ["anna", "boris", "vera"]).await;
        let group = scene.group(anna, &[boris]).await;
        let access = scene.access(anna, group).await;
        scene.hide_history(&access).await;
        scene.say(group, anna, "тайна").await;
        let moment = scene.now();
        scene.pass(1_000);
        let added = add(&scene.store, &access, &[vera]).await.expect("added");
        let said = scene.say(group, anna, "добро пожаловать").await;

        let hers = scene.access(vera, group).await;
        assert_eq!(hers.visible_from(), added.notes[0].seq - 1);
        let visible = [added.notes[0].seq, said.seq];
        for page in [
            Page::Newest,
            Page::Before(i64::MAX),
            Page::After(0),
            Page::Around(1),
            Page::Around(added.notes[0].seq),
            Page::Date(moment),
        ] {
            let page = scene.store.history(&hers, page, 10).await.expect("read");
            assert_eq!(seqs(&page.messages), visible, "{page:?}");
            assert!(!page.has_more);
        }
        let before = scene.store.history(&hers, Page::Before(added.notes[0].seq), 10).await.expect("read");
        assert_eq!(before.messages, []);
        let log = scene.store.log_after(&hers, 0, 10).await.expect("read").expect("not too far");
        assert_eq!(log.len(), 3, "her coming and what was said since: {log:?}");
        // Whoever was there sees everything, then as now.
        let his = scene.access(boris, group).await;
        assert_eq!(his.visible_from(), 0);
        let page = scene.store.history(&his, Page::Newest, 10).await.expect("read");
        assert_eq!(page.messages.first().map(|m| m.seq), Some(1));
    }

    async fn a_newcomers_list_does_not_show_the_hidden_last_message(scene) {
        let [anna, boris] = people(&scene, ["anna", "boris"]).await;
        let group = scene.group(anna, &[]).await;
        let access = scene.access(anna, group).await;
        scene.hide_history(&access).await;
        scene.say(group, anna, "тайна").await;
        add(&scene.store, &access, &[boris]).await.expect("added");
        let summary = scene.store.summary(&scene.access(boris, group).await).await.expect("read");
        assert!(matches!(
            summary.last_message.expect("his own coming").body,
            MessageBody::System(SystemNote::MembersAdded(_))
        ));
    }

    async fn whoever_is_removed_loses_the_chat_and_sync_says_so(scene) {
        let [anna, boris] = people(&scene, ["anna", "boris"]).await;
        let group = scene.group(anna, &[boris]).await;
        let (access, his) = (scene.access(anna, group).await, scene.access(boris, group).await);
        let cursor = scene.store.sync_page(boris, None, 10, &[]).await.expect("read").expect("good").cursor;
        let nobody = remove(&scene.store, &his, anna).await.map(drop);
        assert_eq!(nobody, Err(GroupRefusal::NotAllowed));
        let Departed::Left(gone) = remove(&scene.store, &access, boris).await.expect("removed") else {
            panic!("the group goes on")
        };
        assert_eq!((gone.left.as_slice(), gone.notes.len()), ([boris].as_slice(), 1));
        assert_eq!(gone.notes[0].body, MessageBody::System(SystemNote::MemberRemoved(boris)));
        assert_eq!(gone.change.expect("logged").chat.member_count, 1);
        assert!(scene.store.access(boris, group).await.expect("works").is_none());
        let page = scene.store.sync_page(boris, Some(&cursor), 10, &[]).await.expect("read").expect("good");
        assert_eq!(page.removed, [group]);
        assert!(page.summaries.iter().all(|summary| summary.chat.id != group));
        let fresh = scene.store.sync_page(boris, None, 10, &[]).await.expect("read").expect("good");
        assert_eq!(fresh.removed, [], "whoever begins anew has nothing to lose");

        // The log tells the others; what it says of him is true for now.
        let log = scene.store.log_after(&access, gone.notes[0].seq, 10).await.expect("read").expect("near");
        let [LogEntry::ChatChanged { member: Some(MemberChange::Group { members, left }), .. }] = log.as_slice()
        else {
            panic!("one change, not {log:?}");
        };
        assert_eq!((members.len(), left.as_slice()), (0, [boris].as_slice()));

        let twice = remove(&scene.store, &access, boris).await.map(drop);
        assert_eq!(twice, Err(GroupRefusal::NoSuchMember));
        add(&scene.store, &access, &[boris]).await.expect("back again");
        let page = scene.store.sync_page(boris, Some(&cursor), 10, &[]).await.expect("read").expect("good");
        assert_eq!(page.removed, []);
        assert!(page.summaries.iter().any(|summary| summary.chat.id == group));
    }

    async fn a_role_that_was_lost_allows_nothing_any_more(scene) {
        let [anna, boris, vera] = people(&scene, ["anna", "boris", "vera"]).await;
        let group = scene.group(anna, &[boris, vera]).await;
        let access = scene.access(anna, group).await;
        give(&scene.store, &access, boris, Role::Admin).await.expect("given");
        // What he looked up while he was an admin.
        let as_admin = scene.access(boris, group).await;
        assert_eq!(as_admin.role(), Role::Admin);
        give(&scene.store, &access, boris, Role::Member).await.expect("taken");
        assert_eq!(remove(&scene.store, &as_admin, vera).await.map(drop), Err(GroupRefusal::NotAllowed));
        remove(&scene.store, &access, boris).await.expect("removed");
        assert_eq!(add(&scene.store, &as_admin, &[boris]).await.map(drop), Err(GroupRefusal::NotMember));
        let edit = ChatEdit { title: ChatTitle::parse("Моё").ok(), ..ChatEdit::default() };
        let edited = scene.store.edit_chat(&as_admin, &edit, |_, _| true).await.expect("works");
        assert_eq!(edited.map(drop), Err(GroupRefusal::NotMember));
        let sent = scene.store.append(vec![text_message(group, boris, "late", "ещё я")]).await.expect("works");
        assert_eq!(sent, [Err(AppendRefusal::NotMember)]);
    }

    async fn the_owner_hands_over_before_leaving_and_the_last_one_takes_the_group_along(scene) {
        let [anna, boris] = people(&scene, ["anna", "boris"]).await;
        let group = scene.group(anna, &[boris]).await;
        let access = scene.access(anna, group).await;
        assert_eq!(remove(&scene.store, &access, anna).await.map(drop), Err(GroupRefusal::OwnerMustHandOver));
        let less = give(&scene.store, &access, anna, Role::Admin).await.map(drop);
        assert_eq!(less, Err(GroupRefusal::OwnerMustHandOver));
        let handed = give(&scene.store, &access, boris, Role::Owner).await.expect("handed over");
        assert_eq!(handed.notes[0].body, MessageBody::System(SystemNote::OwnerChanged(boris)));
        assert_eq!(handed.members.len(), 2);
        assert_eq!(roles(&scene, &access).await, by_id([(anna, Role::Admin), (boris, Role::Owner)]));
        let nothing = give(&scene.store, &scene.access(boris, group).await, boris, Role::Owner).await;
        assert_eq!(nothing.map(|change| change.change), Ok(None));
        let left = remove(&scene.store, &access, anna).await;
        assert!(matches!(left, Ok(Departed::Left(change)) if change.notes[0].body
            == MessageBody::System(SystemNote::MemberLeft)));
        let last = remove(&scene.store, &scene.access(boris, group).await, boris).await;
        assert!(matches!(last, Ok(Departed::Deleted(users)) if users == [boris]));
        assert!(scene.store.access(boris, group).await.expect("works").is_none());
    }

    async fn of_two_hand_overs_at_once_one_happens(scene) {
        let [anna, boris, vera] = people(&scene, ["anna", "boris", "vera"]).await;
        let group = scene.group(anna, &[boris, vera]).await;
        let access = scene.access(anna, group).await;
        let outcomes = at_once([boris, vera].map(|heir| {
            let store = scene.store.clone();
            async move { give(&store, &access, heir, Role::Owner).await.is_ok() }
        }))
        .await;
        assert_eq!(outcomes.iter().filter(|done| **done).count(), 1);
        let owners = roles(&scene, &access).await.into_iter().filter(|(_, role)| *role == Role::Owner).count();
        assert_eq!(owners, 1);
    }

    async fn when_all_leave_at_once_the_group_is_gone_or_has_an_owner(scene) {
        let [anna, boris, vera, gleb] = people(&scene, ["anna", "boris", "vera", "gleb"]).await;
        let group = scene.group(anna, &[boris, vera, gleb]).await;
        let mut leaving = Vec::new();
        for user in [anna, boris, vera, gleb] {
            leaving.push((scene.access(user, group).await, user));
        }
        let outcomes = at_once(leaving.into_iter().map(|(access, user)| {
            let store = scene.store.clone();
            async move { (user, remove(&store, &access, user).await.is_ok()) }
        }))
        .await;
        let stayed: Vec<UserId> = outcomes.into_iter().filter_map(|(user, left)| (!left).then_some(user)).collect();
        match scene.store.access(anna, group).await.expect("works") {
            Some(access) => {
                assert_eq!(stayed, [anna], "only the owner was kept");
                assert_eq!((access.role(), access.member_count()), (Role::Owner, 1));
            }
            None => assert_eq!(stayed, [], "she was the last one"),
        }
    }

    async fn a_group_takes_no_more_than_it_may_have_even_when_many_add_at_once(scene) {
        let [anna] = people(&scene, ["anna"]).await;
        let group = scene.group(anna, &[]).await;
        let access = scene.access(anna, group).await;
        scene.crowd(&access, limits::GROUP_MEMBERS_MAX - 3).await;
        let guests = people(&scene, ["guest1", "guest2", "guest3", "guest4", "guest5"]).await;
        let outcomes = at_once(guests.map(|guest| {
            let store = scene.store.clone();
            async move { add(&store, &access, &[guest]).await.map(drop) }
        }))
        .await;
        assert_eq!(outcomes.iter().filter(|added| added.is_ok()).count(), 2);
        assert_eq!(outcomes.iter().filter(|added| **added == Err(GroupRefusal::Full)).count(), 3);
        assert_eq!(scene.access(anna, group).await.member_count(), limits::GROUP_MEMBERS_MAX);
    }

    async fn whoever_is_removed_while_sending_is_refused_or_was_first(scene) {
        let [anna, boris] = people(&scene, ["anna", "boris"]).await;
        let group = scene.group(anna, &[boris]).await;
        let access = scene.access(anna, group).await;
        let sending = at_once((0..20).map(|number| {
            let store = scene.store.clone();
            async move {
                let message = text_message(group, boris, &format!("m{number}"), "успею?");
                store.append(vec![message]).await.expect("works").pop().expect("one").ok()
            }
        }));
        let (sent, removed) = tokio::join!(sending, remove(&scene.store, &access, boris));
        let Ok(Departed::Left(gone)) = removed else { panic!("removed") };
        let page = scene.store.history(&access, Page::Newest, 50).await.expect("read");
        let his: Vec<i64> = page.messages.iter().filter(|m| m.sender == boris).map(|m| m.seq).collect();
        assert_eq!(his.len(), sent.iter().flatten().count(), "what was acknowledged is there, and nothing else");
        assert!(his.iter().all(|seq| *seq < gone.notes[0].seq), "nothing slipped in afterwards");
    }

    async fn members_come_in_pages(scene) {
        let [anna, boris, vera, gleb] = people(&scene, ["anna", "boris", "vera", "gleb"]).await;
        let group = scene.group(anna, &[boris]).await;
        let access = scene.access(anna, group).await;
        for user in [vera, gleb] {
            scene.pass(1_000);
            add(&scene.store, &access, &[user]).await.expect("added");
        }
        let (mut seen, mut after) = (Vec::new(), None);
        loop {
            let page = scene.store.members_page(&access, after, 2).await.expect("read");
            let Some(last) = page.last() else { break };
            after = Some(MemberPlace { joined_at: last.joined_at, user: last.person.id });
            seen.extend(page.iter().map(|member| member.person.id));
        }
        let (mut first, rest) = (seen[..2].to_vec(), &seen[2..]);
        first.sort();
        let mut founders = vec![anna, boris];
        founders.sort();
        assert_eq!((first, rest), (founders, [vera, gleb].as_slice()));
    }
}
