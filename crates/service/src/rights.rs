//! What a role allows in a chat, and who runs the server. Plain functions: the store asks them while the chat is locked, so that a role
//! that was lost a moment ago allows nothing any more.

use zvonilka_model::{Actor, Admin, Chat, ChatKind, Role};

/// Seeing what concerns the whole server and nobody's chats: how calls were, for instance.
pub(crate) fn runs_server(actor: Actor) -> bool {
    actor.admin == Admin::Yes
}

/// Title, and in groups description and rules.
pub(crate) fn may_edit(role: Role, chat: &Chat) -> bool {
    match chat.kind {
        ChatKind::Group | ChatKind::Family => role >= Role::Admin,
        ChatKind::Direct | ChatKind::Saved => false,
    }
}

/// Giving it a photo, which only groups have.
pub(crate) fn may_give_photo(role: Role, chat: &Chat) -> bool {
    chat.kind == ChatKind::Group && may_edit(role, chat)
}

/// Leading calls: removing from them, locking them.
pub(crate) fn may_lead_calls(role: Role, kind: ChatKind) -> bool {
    match kind {
        ChatKind::Group | ChatKind::Family => role >= Role::Admin,
        ChatKind::Direct | ChatKind::Saved => false,
    }
}

/// Adding people, and seeing and making invite links.
pub(crate) fn may_add(role: Role, chat: &Chat) -> bool {
    chat.rules.is_some_and(|rules| role >= Role::Admin || rules.members_may_add)
}

/// Making links by which people without an account come into calls: whoever may add people, and the admins of the
/// family's chat.
pub(crate) fn may_invite_guests(role: Role, chat: &Chat) -> bool {
    match chat.kind {
        ChatKind::Group => may_add(role, chat),
        ChatKind::Family => role >= Role::Admin,
        ChatKind::Direct | ChatKind::Saved => false,
    }
}

/// Removing somebody else.
pub(crate) fn may_remove(role: Role, other: Role) -> bool {
    role >= Role::Admin && other < role
}

/// Giving roles, the owner's too.
pub(crate) fn may_give_roles(role: Role) -> bool {
    role == Role::Owner
}

/// Ending the chat for everybody in it.
pub(crate) fn may_delete(role: Role, chat: &Chat) -> bool {
    match chat.kind {
        ChatKind::Group => role == Role::Owner,
        ChatKind::Direct | ChatKind::Saved => true,
        ChatKind::Family => false,
    }
}

#[cfg(test)]
mod tests {
    use zvonilka_model::{ChatId, GroupRules, Timestamp};

    use super::*;

    fn chat(kind: ChatKind, members_may_add: bool) -> Chat {
        let now = Timestamp::from_millis(1_700_000_000_000);
        let rules = GroupRules { history_for_newcomers: true, members_may_add, audio_room: false };
        Chat {
            id: ChatId::generate(now),
            kind,
            title: None,
            description: None,
            photo: None,
            rules: (kind == ChatKind::Group).then_some(rules),
            last_seq: 0,
            member_count: 3,
            pinned: Vec::new(),
            created_at: now,
        }
    }

    #[test]
    fn members_add_people_only_where_the_group_lets_them() {
        assert!(may_add(Role::Member, &chat(ChatKind::Group, true)));
        assert!(!may_add(Role::Member, &chat(ChatKind::Group, false)));
        assert!(may_add(Role::Admin, &chat(ChatKind::Group, false)));
        for kind in [ChatKind::Direct, ChatKind::Saved, ChatKind::Family] {
            assert!(!may_add(Role::Owner, &chat(kind, true)));
        }
    }

    #[test]
    fn guests_are_invited_by_those_who_may_add_people_and_by_the_family_s_admins() {
        for members_may_add in [true, false] {
            let may = may_invite_guests(Role::Member, &chat(ChatKind::Group, members_may_add));
            assert_eq!(may, members_may_add);
        }
        assert!(may_invite_guests(Role::Admin, &chat(ChatKind::Family, false)));
        assert!(!may_invite_guests(Role::Member, &chat(ChatKind::Family, true)));
        assert!(!may_invite_guests(Role::Owner, &chat(ChatKind::Direct, true)));
    }

    #[test]
    fn one_removes_only_those_below_oneself() {
        let allowed = [(Role::Owner, Role::Admin), (Role::Owner, Role::Member), (Role::Admin, Role::Member)];
        for role in [Role::Owner, Role::Admin, Role::Member] {
            for other in [Role::Owner, Role::Admin, Role::Member] {
                assert_eq!(may_remove(role, other), allowed.contains(&(role, other)), "{role:?} {other:?}");
            }
        }
    }

    #[test]
    fn a_group_ends_by_its_owner_and_the_family_chat_by_nobody() {
        assert!(may_delete(Role::Owner, &chat(ChatKind::Group, true)));
        assert!(!may_delete(Role::Admin, &chat(ChatKind::Group, true)));
        assert!(may_delete(Role::Member, &chat(ChatKind::Direct, true)));
        assert!(!may_delete(Role::Admin, &chat(ChatKind::Family, true)));
    }
}
