//! Enumerations of the wire that stand for one of the model each.

/// An enumeration of the wire with the variants of one of the model, and the ways between the two. The match makes
/// the compiler ask for what one of them gains.
macro_rules! mirror {
    ($(#[$doc:meta])* $name:ident of $from:path { $($(#[$vdoc:meta])* $variant:ident,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
        #[serde(rename_all = "camelCase")]
        pub enum $name { $($(#[$vdoc])* $variant,)* }

        impl From<$from> for $name {
            fn from(value: $from) -> Self {
                type From = $from;
                match value { $(From::$variant => Self::$variant,)* }
            }
        }

        impl From<$name> for $from {
            fn from(value: $name) -> Self {
                match value { $($name::$variant => Self::$variant,)* }
            }
        }
    };
}
pub(crate) use mirror;
