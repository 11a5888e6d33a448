//! `GET /metrics`, for a listener of its own: what goes on is nobody's business who only opens the page.

use std::{fmt, future::Future, pin::Pin, sync::Arc};

use axum::{
    Router,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};

/// OpenMetrics, which Prometheus reads and all that imitate it.
const TEXT: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Who writes the figures down.
pub trait FigureWriter: Send + Sync {
    /// All figures as they are now, as OpenMetrics text.
    fn write(&self) -> Pin<Box<dyn Future<Output = Result<String, fmt::Error>> + Send + '_>>;
}

/// The one thing that is answered there.
pub fn metrics_router(figures: Arc<dyn FigureWriter>) -> Router {
    Router::new().route("/metrics", get(metrics)).with_state(figures)
}

async fn metrics(State(figures): State<Arc<dyn FigureWriter>>) -> Response {
    match figures.write().await {
        Ok(text) => ([(header::CONTENT_TYPE, TEXT)], text).into_response(),
        Err(error) => {
            tracing::error!(%error, "the figures could not be written");
            axum::http::StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
