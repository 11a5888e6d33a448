//! `GET /chats/{id}/messages`.

use axum::{Json, extract::State};
use serde::Deserialize;
use utoipa::IntoParams;
use zvonilka_model::{ChatId, Invalid, MessageId, Timestamp};
use zvonilka_protocol::History;
use zvonilka_service::{Page, Service};

use crate::{
    docs::problems,
    error::ApiError,
    extract::{Id, Query, SignedIn, page_size},
};

/// Which part of the chat: at most one of `before`, `after`, `around`, `date` and `ids`.
#[derive(Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Part {
    /// Messages right before this `seq`.
    before: Option<i64>,
    /// Messages right after this `seq`.
    after: Option<i64>,
    /// Messages on both sides of this `seq`.
    around: Option<i64>,
    /// Messages on both sides of the first one at or after this moment (RFC 3339).
    date: Option<String>,
    /// These messages only, with commas between their ids and at most 50 of them; those that I cannot see are left
    /// out.
    ids: Option<String>,
    /// Items on the page: 50 if absent; anything outside 1 to 200 is brought inside.
    limit: Option<u32>,
}

/// A stretch of a chat's messages: the newest page, or the part that is named.
#[utoipa::path(get, path = "/chats/{id}/messages", tag = "chats", params(("id" = ChatId, Path), Part),
    responses(
        (status = 200, body = History),
        problems::NeedsToken, problems::NamesThing, problems::TakesQuery, problems::Always,
    ))]
pub(super) async fn list_messages(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Id(id): Id<ChatId>,
    Query(part): Query<Part>,
) -> Result<Json<History>, ApiError> {
    // Before the rest is looked at: a chat that is not one's own does not exist.
    service.chats.access(actor, id).await?;
    if let Some(ids) = &part.ids {
        let messages = service.messages.named(actor, id, &named(ids, &part)?).await?;
        return Ok(Json(History {
            items: messages.iter().map(Into::into).collect(),
            has_more: false,
            has_newer: None,
        }));
    }
    let page = page(&part)?;
    let both_sides = matches!(page, Page::Around(_) | Page::Date(_));
    let history = service.messages.history(actor, id, page, page_size(part.limit)).await?;
    Ok(Json(History {
        items: history.messages.iter().map(Into::into).collect(),
        has_more: history.has_more,
        has_newer: both_sides.then_some(history.has_newer),
    }))
}

fn named(ids: &str, part: &Part) -> Result<Vec<MessageId>, ApiError> {
    let wrong = || ApiError::invalid("ids", Invalid::Format);
    if part.before.or(part.after).or(part.around).is_some() || part.date.is_some() {
        return Err(wrong());
    }
    ids.split(',').map(|id| id.parse().map_err(|_| wrong())).collect()
}

fn page(part: &Part) -> Result<Page, ApiError> {
    let date = part
        .date
        .as_deref()
        .map(|text| Timestamp::parse(text).ok_or_else(|| ApiError::invalid("date", Invalid::Format)))
        .transpose()?;
    match (part.before, part.after, part.around, date) {
        (None, None, None, None) => Ok(Page::Newest),
        (Some(seq), None, None, None) => Ok(Page::Before(seq)),
        (None, Some(seq), None, None) => Ok(Page::After(seq)),
        (None, None, Some(seq), None) => Ok(Page::Around(seq)),
        (None, None, None, Some(moment)) => Ok(Page::Date(moment)),
        (Some(_), _, _, _) => Err(ApiError::invalid("before", Invalid::Format)),
        (None, Some(_), _, _) => Err(ApiError::invalid("after", Invalid::Format)),
        (None, None, Some(_), Some(_)) => Err(ApiError::invalid("around", Invalid::Format)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_part_may_be_named_and_no_two() {
        let one = Part { before: Some(7), ..Part::default() };
        assert_eq!(page(&one).expect("valid"), Page::Before(7));
        assert_eq!(page(&Part::default()).expect("valid"), Page::Newest);
        assert!(page(&Part { after: Some(1), ..one }).is_err());
        let odd = Part { date: Some("yesterday".to_owned()), ..Part::default() };
        assert!(page(&odd).is_err());
    }
}
