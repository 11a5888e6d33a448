//! `GET /users/me/data`.

use axum::{Json, extract::State};
use zvonilka_protocol::{Holding, HoldingKind, MyData};
use zvonilka_service::{Held, HeldKind, Service};

use crate::{docs::problems, error::ApiError, extract::SignedIn};

/// Says what the server holds of oneself, besides the profile, and how much of it. Everything is counted anew: it may be
/// asked a few times a minute.
#[utoipa::path(get, path = "/users/me/data", tag = "users",
    responses((status = 200, body = MyData), problems::NeedsToken, problems::Always))]
pub(super) async fn my_data(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
) -> Result<Json<MyData>, ApiError> {
    Ok(Json(held_to_wire(service.account.holdings(actor).await?)))
}

/// What is held, as it is told.
pub(crate) fn held_to_wire(held: Vec<Held>) -> MyData {
    MyData { items: held.into_iter().map(to_wire).collect() }
}

fn to_wire(held: Held) -> Holding {
    let kind = match held.holding {
        HeldKind::Sessions => HoldingKind::Sessions,
        HeldKind::WaysIn => HoldingKind::WaysIn,
        HeldKind::Push => HoldingKind::Push,
        HeldKind::Letters => HoldingKind::Letters,
        HeldKind::Contacts => HoldingKind::Contacts,
        HeldKind::Blocks => HoldingKind::Blocks,
        HeldKind::Chats => HoldingKind::Chats,
        HeldKind::Messages => HoldingKind::Messages,
        HeldKind::Reactions => HoldingKind::Reactions,
        HeldKind::Hidden => HoldingKind::Hidden,
        HeldKind::Files => HoldingKind::Files,
        HeldKind::Uploads => HoldingKind::Uploads,
        HeldKind::Calls => HoldingKind::Calls,
        HeldKind::CallReports => HoldingKind::CallReports,
        HeldKind::Invites => HoldingKind::Invites,
        HeldKind::SimpleMode => HoldingKind::SimpleMode,
        HeldKind::Log => HoldingKind::Log,
        HeldKind::OfOthers => HoldingKind::OfOthers,
    };
    Holding { kind, count: held.count, bytes: held.bytes }
}
