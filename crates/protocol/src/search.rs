//! Search.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::Message;

/// A message that was found.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FoundMessage {
    /// The message.
    pub message: Message,
    /// Where in its text the words stand: pairs of begin and end, in UTF-16 units, ascending.
    pub highlights: Vec<[u32; 2]>,
}
