//! Who may see or do what with a person: the rules that decide it, in the one place that everything asks.
//!
//! A [`Viewpoint`] is one person's eyes: their own settings, their contacts, and the blocks in both directions.
//! Together with the settings of the person looked at it answers every question without a further look into the
//! database, so a list of a thousand people costs no more statements than a list of one.

use std::collections::HashSet;

use crate::{Person, UserId};

/// Who may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Audience {
    /// Everybody on the server.
    Everybody,
    /// One's contacts.
    Contacts,
    /// Nobody.
    Nobody,
}

/// A person's own choice of who may see or do what with them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Privacy {
    /// See whether they are here and when they were. Whoever shows it to nobody sees nobody's.
    pub last_seen: Audience,
    /// See their photo.
    pub photo: Audience,
    /// See their phone number.
    pub phone: Audience,
    /// See what they say about themselves.
    pub about: Audience,
    /// Call them.
    pub calls: Audience,
    /// Write to them alone.
    pub messages: Audience,
    /// Add them to groups.
    pub groups: Audience,
    /// See how far they have read.
    pub receipts: Audience,
}

impl Privacy {
    /// What holds until somebody chooses: the phone number for contacts, the rest for everybody.
    pub const USUAL: Self = Self {
        last_seen: Audience::Everybody,
        photo: Audience::Everybody,
        phone: Audience::Contacts,
        about: Audience::Everybody,
        calls: Audience::Everybody,
        messages: Audience::Everybody,
        groups: Audience::Everybody,
        receipts: Audience::Everybody,
    };
}

/// What to change of a [`Privacy`]; `None` leaves a setting as it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PrivacyPatch {
    /// See [`Privacy::last_seen`].
    pub last_seen: Option<Audience>,
    /// See [`Privacy::photo`].
    pub photo: Option<Audience>,
    /// See [`Privacy::phone`].
    pub phone: Option<Audience>,
    /// See [`Privacy::about`].
    pub about: Option<Audience>,
    /// See [`Privacy::calls`].
    pub calls: Option<Audience>,
    /// See [`Privacy::messages`].
    pub messages: Option<Audience>,
    /// See [`Privacy::groups`].
    pub groups: Option<Audience>,
    /// See [`Privacy::receipts`].
    pub receipts: Option<Audience>,
}

/// What somebody is to the person whose eyes a [`Viewpoint`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Relation {
    /// A contact; always of both.
    Contact,
    /// Somebody whom I blocked.
    Blocked,
    /// Somebody who blocked me.
    BlockedBy,
}

/// One person's eyes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Viewpoint {
    viewer: UserId,
    own: Privacy,
    contacts: HashSet<UserId>,
    blocked: HashSet<UserId>,
    blocked_by: HashSet<UserId>,
}

impl Viewpoint {
    /// The eyes of `viewer`, who has these settings and is related to nobody yet.
    #[must_use]
    pub fn new(viewer: UserId, own: Privacy) -> Self {
        Self { viewer, own, contacts: HashSet::new(), blocked: HashSet::new(), blocked_by: HashSet::new() }
    }

    /// Notes what somebody is to the viewer.
    pub fn relate(&mut self, relation: Relation, other: UserId) {
        match relation {
            Relation::Contact => self.contacts.insert(other),
            Relation::Blocked => self.blocked.insert(other),
            Relation::BlockedBy => self.blocked_by.insert(other),
        };
    }

    /// Whose eyes these are.
    #[must_use]
    pub const fn viewer(&self) -> UserId {
        self.viewer
    }

    /// The viewer's own settings.
    #[must_use]
    pub const fn own(&self) -> &Privacy {
        &self.own
    }

    /// The viewer's contacts.
    pub fn contacts(&self) -> impl Iterator<Item = UserId> + '_ {
        self.contacts.iter().copied()
    }

    /// Whether somebody is a contact of the viewer.
    #[must_use]
    pub fn is_contact(&self, other: UserId) -> bool {
        self.contacts.contains(&other)
    }

    /// Whether the viewer blocked somebody.
    #[must_use]
    pub fn is_blocked(&self, other: UserId) -> bool {
        self.blocked.contains(&other)
    }

    /// Whether somebody blocked the viewer. Never said to the viewer: a block looks like any other refusal.
    #[must_use]
    pub fn is_blocked_by(&self, other: UserId) -> bool {
        self.blocked_by.contains(&other)
    }

    /// **The rule**: whether the viewer belongs to the audience that `owner` chose for something. Oneself always
    /// does, somebody whom the owner blocked never.
    #[must_use]
    pub fn may(&self, owner: UserId, audience: Audience) -> bool {
        if owner == self.viewer {
            return true;
        }
        if self.blocked_by.contains(&owner) {
            return false;
        }
        match audience {
            Audience::Everybody => true,
            Audience::Contacts => self.contacts.contains(&owner),
            Audience::Nobody => false,
        }
    }

    /// The rule from the other side: whether `other` belongs to the audience that the viewer chose for something
    /// of their own.
    #[must_use]
    pub fn admits(&self, other: UserId, audience: Audience) -> bool {
        if other == self.viewer {
            return true;
        }
        if self.blocked.contains(&other) {
            return false;
        }
        match audience {
            Audience::Everybody => true,
            Audience::Contacts => self.contacts.contains(&other),
            Audience::Nobody => false,
        }
    }

    /// Whether the viewer sees when `owner`, who has these settings, is here and was here. It is mutual: whoever
    /// shows it to nobody sees nobody's.
    #[must_use]
    pub fn sees_presence(&self, owner: UserId, settings: &Privacy) -> bool {
        let shows_own = owner == self.viewer || self.own.last_seen != Audience::Nobody;
        shows_own && self.may(owner, settings.last_seen)
    }

    /// Whether the viewer sees a person's photo.
    #[must_use]
    pub fn sees_photo(&self, person: &Person) -> bool {
        self.may(person.id, person.privacy.photo)
    }

    /// Whether the viewer sees how far a person has read.
    #[must_use]
    pub fn sees_receipts(&self, person: &Person) -> bool {
        self.may(person.id, person.privacy.receipts)
    }

    /// Whether the viewer may call a person.
    #[must_use]
    pub fn may_call(&self, person: &Person) -> bool {
        self.may(person.id, person.privacy.calls)
    }

    /// Whether the viewer may write to a person alone.
    #[must_use]
    pub fn may_message(&self, person: &Person) -> bool {
        self.may(person.id, person.privacy.messages)
    }

    /// Whether the viewer may add a person to a group.
    #[must_use]
    pub fn may_add_to_group(&self, person: &Person) -> bool {
        self.may(person.id, person.privacy.groups)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Timestamp;

    fn people() -> [UserId; 2] {
        [(); 2].map(|()| UserId::generate(Timestamp::from_millis(1_767_225_600_000)))
    }

    #[test]
    fn an_audience_takes_in_strangers_contacts_or_nobody() {
        let [anna, boris] = people();
        let stranger = Viewpoint::new(anna, Privacy::USUAL);
        let mut contact = stranger.clone();
        contact.relate(Relation::Contact, boris);
        let admitted = |view: &Viewpoint| {
            [Audience::Everybody, Audience::Contacts, Audience::Nobody].map(|a| view.may(boris, a))
        };
        assert_eq!(admitted(&stranger), [true, false, false]);
        assert_eq!(admitted(&contact), [true, true, false]);
        assert!(stranger.may(anna, Audience::Nobody), "oneself");
    }

    #[test]
    fn a_block_is_stronger_than_everything_and_has_one_direction() {
        let [anna, boris] = people();
        let mut view = Viewpoint::new(anna, Privacy::USUAL);
        view.relate(Relation::Contact, boris);
        view.relate(Relation::BlockedBy, boris);
        assert!(!view.may(boris, Audience::Everybody));
        let mut view = Viewpoint::new(anna, Privacy::USUAL);
        view.relate(Relation::Blocked, boris);
        assert!(view.may(boris, Audience::Everybody), "whom I blocked may still be seen by me");
    }

    #[test]
    fn whoever_shows_their_presence_to_nobody_sees_nobodys() {
        let [anna, boris] = people();
        let hiding = |last_seen| Privacy { last_seen, ..Privacy::USUAL };
        let mut view = Viewpoint::new(anna, hiding(Audience::Nobody));
        view.relate(Relation::Contact, boris);
        assert!(!view.sees_presence(boris, &Privacy::USUAL));
        assert!(view.sees_presence(anna, view.own()), "but their own");
        let view = Viewpoint::new(anna, hiding(Audience::Contacts));
        assert!(view.sees_presence(boris, &Privacy::USUAL));
    }
}
