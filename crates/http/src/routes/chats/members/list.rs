//! `GET /chats/{id}/members`.

use axum::{Json, extract::State};
use zvonilka_model::{ChatId, Invalid, Timestamp, UserId};
use zvonilka_protocol::{List, Member};
use zvonilka_realtime::wire;
use zvonilka_service::{MemberPlace, Service};

use crate::{
    docs::problems,
    error::ApiError,
    extract::{Id, Paging, Query, SignedIn, page_size},
};

/// The members of a chat, in the order in which they came.
#[utoipa::path(get, path = "/chats/{id}/members", tag = "chats", params(("id" = ChatId, Path), Paging),
    responses(
        (status = 200, body = List<Member>),
        problems::NeedsToken, problems::NamesThing, problems::TakesQuery, problems::Always,
    ))]
pub(super) async fn list_members(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Id(id): Id<ChatId>,
    Query(paging): Query<Paging>,
) -> Result<Json<List<Member>>, ApiError> {
    // Before the cursor is looked at: a chat that is not one's own does not exist.
    service.chats.access(actor, id).await?;
    let after = match paging.cursor.as_deref().map(place) {
        None => None,
        Some(Some(place)) => Some(place),
        Some(None) => return Err(ApiError::invalid("cursor", Invalid::Format)),
    };
    let page = service.groups.members(actor, id, after, page_size(paging.limit)).await?;
    let view = service.people.viewpoint(actor).await?;
    let items = page.members.iter().map(|member| wire::member(member, &view, service.presence())).collect();
    Ok(Json(List { items, cursor: page.next.map(cursor) }))
}

fn cursor(place: MemberPlace) -> String {
    format!("{}.{}", place.joined_at.millis(), place.user)
}

fn place(cursor: &str) -> Option<MemberPlace> {
    let (joined_at, user) = cursor.split_once('.')?;
    let joined_at = Timestamp::from_millis(joined_at.parse().ok()?);
    Some(MemberPlace { joined_at, user: user.parse::<UserId>().ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_survives_its_cursor_and_nonsense_is_refused() {
        let now = Timestamp::from_millis(1_700_000_000_000);
        let there = MemberPlace { joined_at: now, user: UserId::generate(now) };
        assert_eq!(place(&cursor(there)), Some(there));
        for text in ["", "1", "1.2", ".", "x.0"] {
            assert_eq!(place(text), None, "{text}");
        }
    }
}
