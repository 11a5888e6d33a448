//! `/users/me/export`.

use axum::{Json, extract::State, http::StatusCode};
use zvonilka_protocol::{Export, ExportStage, ExportTicket, OwnPassword, Problem};
use zvonilka_service::{self as rules, Service};

use crate::{
    docs::problems,
    error::ApiError,
    extract::{Body, SignedIn},
};

/// Asks for everything that is mine, as one archive. The answer says where it is downloaded, once and within a minute, by
/// the same session. A wrong password is 401 `wrong_credentials`; 409 `export_running` while another download runs.
#[utoipa::path(post, path = "/users/me/export", tag = "users", request_body = OwnPassword,
    responses((status = 201, body = ExportTicket),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "`export_running`"),
        problems::NeedsToken, problems::TakesJson, problems::Always))]
pub(super) async fn ask_export(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Body(body): Body<OwnPassword>,
) -> Result<(StatusCode, Json<ExportTicket>), ApiError> {
    let ticket = service.account.ask_export(actor, body.password).await?;
    let url = format!("/api/files/export/{}", ticket.token);
    Ok((StatusCode::CREATED, Json(ExportTicket { url, expires_at: ticket.expires_at })))
}

/// How far my last download of everything is; it is remembered for an hour.
#[utoipa::path(get, path = "/users/me/export", tag = "users",
    responses((status = 200, body = Export), problems::NeedsToken, problems::Always))]
pub(super) async fn export_state(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
) -> Result<Json<Export>, ApiError> {
    let state = service.account.export_state(actor);
    let stage = match state.stage {
        rules::ExportStage::None => ExportStage::None,
        rules::ExportStage::Waiting => ExportStage::Waiting,
        rules::ExportStage::Running => ExportStage::Running,
        rules::ExportStage::Done => ExportStage::Done,
        rules::ExportStage::Broken => ExportStage::Broken,
    };
    Ok(Json(Export { stage, bytes: state.bytes }))
}
