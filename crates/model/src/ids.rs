//! Identifiers: newtypes over UUIDv7, so that a chat id can never be passed where a user id is meant, and
//! so that new rows land at the end of an index.

use std::{fmt, str::FromStr};

use uuid::Uuid;

use crate::Timestamp;

/// The text was not a UUID.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a UUID")]
pub struct InvalidId;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(feature = "wire", derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema))]
        #[cfg_attr(feature = "wire", serde(transparent))]
        #[cfg_attr(feature = "wire", schema(value_type = Uuid))]
        pub struct $name(Uuid);

        impl $name {
            /// A new id (UUIDv7, RFC 9562) that sorts by `now`.
            #[must_use]
            pub fn generate(now: Timestamp) -> Self {
                Self(uuid_v7(now))
            }

            /// Wraps an id that was stored or received.
            #[must_use]
            pub const fn from_uuid(id: Uuid) -> Self {
                Self(id)
            }

            /// From the 128 bits that [`Self::bits`] gave.
            #[must_use]
            pub const fn from_bits(bits: u128) -> Self {
                Self(Uuid::from_u128(bits))
            }

            /// All 128 bits, for a MAC over the id.
            #[must_use]
            pub const fn bits(self) -> u128 {
                self.0.as_u128()
            }

            /// The bare UUID, for storage.
            #[must_use]
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        /// Shortened to the random tail: enough to follow one id through a log, useless to look a person up.
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let text = self.0.simple().to_string();
                write!(f, "{}(..{})", stringify!($name), &text[text.len() - 8..])
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                Uuid::parse_str(text).map(Self).map_err(|_| InvalidId)
            }
        }
    };
}

id!(
    /// A person who has an account here; shown to people as the UID they can share.
    UserId
);
id!(
    /// One sign-in on one device.
    SessionId
);
id!(
    /// One open socket.
    ConnectionId
);
id!(
    /// A conversation: direct, a group, saved messages or the family chat.
    ChatId
);
id!(
    /// A message in a chat.
    MessageId
);
id!(
    /// A key with which somebody signs in without a password.
    PasskeyId
);
id!(
    /// A call.
    CallId
);
id!(
    /// A call with the echo contact; it is in no history.
    EchoId
);
id!(
    /// One device's place in a call; a person may hold several.
    ParticipantId
);
id!(
    /// A link by which people without an account come into a group's calls.
    GuestLinkId
);
id!(
    /// Somebody without an account who came by such a link; theirs as long as their tab keeps it.
    GuestId
);
id!(
    /// A request to become contacts.
    ContactRequestId
);

id!(
    /// Simple mode as somebody proposes it to somebody else.
    SimpleProposalId
);
id!(
    /// A file that was uploaded, or is being uploaded.
    FileId
);

fn uuid_v7(now: Timestamp) -> Uuid {
    let millis = u64::try_from(now.millis()).unwrap_or(0);
    let nanos = u32::try_from(millis % 1_000).unwrap_or(0) * 1_000_000;
    Uuid::new_v7(uuid::Timestamp::from_unix(uuid::NoContext, millis / 1_000, nanos))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_sort_by_the_time_they_were_made() {
        let early = ChatId::generate(Timestamp::from_millis(1_700_000_000_000));
        let late = ChatId::generate(Timestamp::from_millis(1_700_000_000_001));
        assert!(early < late);
    }

    #[test]
    fn debug_output_does_not_reveal_the_whole_id() {
        let id = UserId::generate(Timestamp::from_millis(1_700_000_000_000));
        let shown = format!("{id:?}");
        assert!(shown.starts_with("UserId(.."));
        assert!(!shown.contains(&id.to_string()));
    }
}
