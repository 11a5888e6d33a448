//! `GET /search/messages`.

use axum::{Json, extract::State};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use zvonilka_model::{ChatId, Invalid, Timestamp, UserId};
use zvonilka_protocol::{FoundMessage, List};
use zvonilka_service::{Has, NewSearch, Service};

use crate::{
    docs::problems,
    error::{ApiError, Fields},
    extract::{Query, SignedIn, page_size},
};

/// What a message must have.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
enum Having {
    /// A link in its text.
    Link,
    /// Pictures or videos.
    Photo,
    /// Other files.
    File,
    /// A recorded voice.
    Voice,
}

/// What to look for.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub(super) struct Sought {
    /// The words, up to 256 characters: all of them, in any form, in any order. The last one may be unfinished. May be
    /// absent when `has` is there.
    q: Option<String>,
    /// In this chat only.
    chat_id: Option<ChatId>,
    /// By this person only.
    from: Option<UserId>,
    /// Sent at this moment or later (RFC 3339).
    after: Option<String>,
    /// Sent before this moment (RFC 3339).
    before: Option<String>,
    /// With this only.
    #[param(inline)]
    has: Option<Having>,
    /// Items on the page: 50 if absent; anything outside 1 to 200 is brought inside.
    limit: Option<u32>,
    /// From the page before.
    cursor: Option<String>,
}

/// Messages of one's own chats that have all the words, newest first. What was written or edited less than a
/// second ago may not be found yet.
#[utoipa::path(get, path = "/search/messages", tag = "search", params(Sought),
    responses((status = 200, body = List<FoundMessage>), problems::NeedsToken, problems::NamesThing,
        problems::TakesQuery, problems::Always))]
pub(super) async fn search_messages(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Query(sought): Query<Sought>,
) -> Result<Json<List<FoundMessage>>, ApiError> {
    let limit = page_size(sought.limit);
    let page = service.search.messages(actor, parse(sought)?, limit).await?;
    let item = |found: &zvonilka_service::Found| FoundMessage {
        message: (&found.message).into(),
        highlights: found.highlights.clone(),
    };
    Ok(Json(List { items: page.found.iter().map(item).collect(), cursor: page.cursor }))
}

fn parse(sought: Sought) -> Result<NewSearch, ApiError> {
    let mut fields = Fields::default();
    let moment = |text: String| Timestamp::parse(&text).ok_or(Invalid::Format);
    let after = fields.check_optional("after", sought.after.map(moment));
    let before = fields.check_optional("before", sought.before.map(moment));
    let built = after.zip(before).map(|(after, before)| NewSearch {
        words: sought.q.unwrap_or_default(),
        chat: sought.chat_id,
        from: sought.from,
        after,
        before,
        has: sought.has.map(|has| match has {
            Having::Link => Has::Link,
            Having::Photo => Has::Photo,
            Having::File => Has::File,
            Having::Voice => Has::Voice,
        }),
        cursor: sought.cursor,
    });
    fields.finish(built)
}
