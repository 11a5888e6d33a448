//! The one error that leaves the server, and the one place where the rules' refusals become it.

use std::time::Duration;

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use zvonilka_model::Invalid;
use zvonilka_protocol::{ErrorCode, FieldErrors, Problem, socket::SocketError};
use zvonilka_service::ServiceError;

/// A refusal as the client hears it, over REST (`application/problem+json`) or the socket (`error`).
#[derive(Debug)]
pub(crate) struct ApiError {
    code: ErrorCode,
    detail: String,
    errors: FieldErrors,
    retry_after: Option<Duration>,
}

impl ApiError {
    pub(crate) fn new(code: ErrorCode, detail: impl Into<String>) -> Self {
        Self { code, detail: detail.into(), errors: FieldErrors::new(), retry_after: None }
    }

    pub(crate) fn not_found() -> Self {
        ServiceError::NotFound.into()
    }

    pub(crate) fn bad_request(detail: impl Into<String>) -> Self {
        Self::new(ErrorCode::BadRequest, detail)
    }

    /// A value that cannot be accepted, named by its field.
    pub(crate) fn invalid(field: &str, problem: Invalid) -> Self {
        let mut errors = FieldErrors::new();
        errors.insert(field.to_owned(), vec![problem.code().to_owned()]);
        Self::validation(errors)
    }

    pub(crate) fn validation(errors: FieldErrors) -> Self {
        let fields = errors.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
        Self { errors, ..Self::new(ErrorCode::ValidationFailed, format!("not acceptable: {fields}")) }
    }

    /// Lists under a field whom or what the refusal is about.
    fn naming(mut self, field: &str, ids: &[impl ToString]) -> Self {
        self.errors.insert(field.to_owned(), ids.iter().map(ToString::to_string).collect());
        self
    }

    fn about(mut self, field: &str) -> Self {
        self.errors.insert(field.to_owned(), vec![self.code.to_string()]);
        self
    }

    pub(crate) fn too_many_requests(retry_after: Duration) -> Self {
        Self { retry_after: Some(retry_after), ..Self::new(ErrorCode::TooManyRequests, "too many requests") }
    }

    /// The same refusal for the socket.
    pub(crate) fn into_socket_error(self) -> SocketError {
        let retry_after_ms =
            self.retry_after.map(|d| u64::try_from(d.as_millis()).unwrap_or(u64::MAX).max(1));
        SocketError { code: self.code, message: self.detail, retry_after_ms, errors: self.errors }
    }
}

impl From<ServiceError> for ApiError {
    fn from(error: ServiceError) -> Self {
        let code = match &error {
            ServiceError::Unauthenticated => ErrorCode::Unauthenticated,
            ServiceError::TokenExpired => ErrorCode::TokenExpired,
            ServiceError::SessionEnded => ErrorCode::SessionEnded,
            ServiceError::WrongCredentials => ErrorCode::WrongCredentials,
            ServiceError::SecondFactorRequired => ErrorCode::SecondFactorRequired,
            ServiceError::WrongCode => ErrorCode::WrongCode,
            ServiceError::PasskeyRefused => ErrorCode::PasskeyRefused,
            ServiceError::PasskeysUnavailable => ErrorCode::PasskeysUnavailable,
            ServiceError::TooManyPasskeys => ErrorCode::TooManyPasskeys,
            ServiceError::AccountDisabled => ErrorCode::AccountDisabled,
            ServiceError::Forbidden => ErrorCode::Forbidden,
            ServiceError::PrivacyForbids => ErrorCode::PrivacyForbids,
            ServiceError::RegistrationClosed => ErrorCode::RegistrationClosed,
            ServiceError::NotFound => ErrorCode::NotFound,
            ServiceError::Conflict => ErrorCode::Conflict,
            ServiceError::LoginTaken => ErrorCode::LoginTaken,
            ServiceError::EmailTaken => ErrorCode::EmailTaken,
            ServiceError::InviteUnknown => ErrorCode::InviteUnknown,
            ServiceError::InviteUsedUp => ErrorCode::InviteUsedUp,
            ServiceError::LinkUnknown => ErrorCode::LinkUnknown,
            ServiceError::MailOff => ErrorCode::MailOff,
            ServiceError::InviteRequired => ErrorCode::InviteRequired,
            ServiceError::InviteTaken => ErrorCode::InviteTaken,
            ServiceError::CallNotRinging => ErrorCode::CallNotRinging,
            ServiceError::CallOver => ErrorCode::CallOver,
            ServiceError::CallBusy => ErrorCode::CallBusy,
            ServiceError::CallFull => ErrorCode::CallFull,
            ServiceError::GuestTurnedAway => ErrorCode::GuestTurnedAway,
            ServiceError::GuestLinkClosed => ErrorCode::GuestLinkClosed,
            ServiceError::CallLocked => ErrorCode::CallLocked,
            ServiceError::CallRemoved => ErrorCode::CallRemoved,
            ServiceError::TooManyReactions => ErrorCode::TooManyReactions,
            ServiceError::TooManyPins => ErrorCode::TooManyPins,
            ServiceError::MembersRefuse(_) => ErrorCode::PrivacyForbids,
            ServiceError::OwnerMustHandOver | ServiceError::OwnsGroups(_) => ErrorCode::OwnerMustHandOver,
            ServiceError::LastAdmin => ErrorCode::LastAdmin,
            ServiceError::ExportRunning => ErrorCode::ExportRunning,
            ServiceError::GroupFull => ErrorCode::GroupFull,
            ServiceError::TooManyPinned => ErrorCode::TooManyPinned,
            ServiceError::TooManyLinks => ErrorCode::TooManyLinks,
            ServiceError::FileTooLarge => ErrorCode::FileTooLarge,
            ServiceError::QuotaExceeded => ErrorCode::QuotaExceeded,
            ServiceError::UnsupportedImage => ErrorCode::UnsupportedImage,
            ServiceError::UploadIncomplete => ErrorCode::UploadIncomplete,
            ServiceError::UploadLocked => ErrorCode::UploadLocked,
            ServiceError::ChecksumMismatch => ErrorCode::ChecksumMismatch,
            ServiceError::StorageFull => ErrorCode::StorageFull,
            ServiceError::Invalid { field, problem } => return Self::invalid(field, *problem),
            ServiceError::TooManyRequests { retry_after } => return Self::too_many_requests(*retry_after),
            ServiceError::Unavailable => ErrorCode::Unavailable,
            ServiceError::Internal(source) => {
                // The request's span carries its id, so that a report of it leads here.
                tracing::error!(error = %chain(source.as_ref()), "a request failed");
                ErrorCode::Internal
            }
        };
        let refusal = Self::new(code, error.to_string());
        match error {
            ServiceError::LoginTaken => refusal.about("login"),
            ServiceError::EmailTaken => refusal.about("email"),
            ServiceError::InviteUnknown | ServiceError::InviteUsedUp | ServiceError::InviteRequired => {
                refusal.about("inviteCode")
            }
            ServiceError::InviteTaken => refusal.about("code"),
            ServiceError::LinkUnknown => refusal.about("token"),
            ServiceError::WrongCode => refusal.about("code"),
            ServiceError::MembersRefuse(people) => refusal.naming("memberIds", &people),
            ServiceError::OwnsGroups(groups) => refusal.naming("groupIds", &groups),
            ServiceError::Unauthenticated
            | ServiceError::TokenExpired
            | ServiceError::SessionEnded
            | ServiceError::WrongCredentials
            | ServiceError::SecondFactorRequired
            | ServiceError::PasskeyRefused
            | ServiceError::PasskeysUnavailable
            | ServiceError::TooManyPasskeys
            | ServiceError::AccountDisabled
            | ServiceError::Forbidden
            | ServiceError::PrivacyForbids
            | ServiceError::RegistrationClosed
            | ServiceError::NotFound
            | ServiceError::Conflict
            | ServiceError::MailOff
            | ServiceError::CallNotRinging
            | ServiceError::CallOver
            | ServiceError::CallBusy
            | ServiceError::CallFull
            | ServiceError::GuestTurnedAway
            | ServiceError::GuestLinkClosed
            | ServiceError::CallLocked
            | ServiceError::CallRemoved
            | ServiceError::TooManyReactions
            | ServiceError::TooManyPins
            | ServiceError::OwnerMustHandOver
            | ServiceError::LastAdmin
            | ServiceError::ExportRunning
            | ServiceError::GroupFull
            | ServiceError::TooManyPinned
            | ServiceError::TooManyLinks
            | ServiceError::FileTooLarge
            | ServiceError::QuotaExceeded
            | ServiceError::UnsupportedImage
            | ServiceError::UploadIncomplete
            | ServiceError::UploadLocked
            | ServiceError::ChecksumMismatch
            | ServiceError::StorageFull
            | ServiceError::Invalid { .. }
            | ServiceError::TooManyRequests { .. }
            | ServiceError::Unavailable
            | ServiceError::Internal(_) => refusal,
        }
    }
}

fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text = format!("{text}: {cause}");
        source = cause.source();
    }
    text
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let problem = Problem {
            kind: "about:blank".to_owned(),
            title: status.canonical_reason().unwrap_or("Error").to_owned(),
            status: status.as_u16(),
            code: self.code,
            detail: self.detail,
            errors: self.errors,
        };
        let mut response = (status, Json(problem)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if let Some(wait) = self.retry_after {
            // Whole seconds, rounded up: whoever waits that long succeeds.
            let seconds = wait.as_millis().div_ceil(1_000).max(1);
            headers
                .insert(header::RETRY_AFTER, HeaderValue::from(u64::try_from(seconds).unwrap_or(u64::MAX)));
        }
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

/// Collects what is wrong with the fields of one request, so that a form shows everything at once.
#[derive(Default)]
pub(crate) struct Fields {
    errors: FieldErrors,
}

impl Fields {
    /// Notes a refusal under the field's name; gives the value otherwise.
    pub(crate) fn check<T>(&mut self, field: &str, result: Result<T, Invalid>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(problem) => {
                self.errors.entry(field.to_owned()).or_default().push(problem.code().to_owned());
                None
            }
        }
    }

    /// The same for a field that may be absent: outer `None` when it is there and refused.
    pub(crate) fn check_optional<T>(
        &mut self,
        field: &str,
        result: Option<Result<T, Invalid>>,
    ) -> Option<Option<T>> {
        match result {
            None => Some(None),
            Some(result) => self.check(field, result).map(Some),
        }
    }

    /// What was built from the checked values, or all refusals together.
    pub(crate) fn finish<T>(self, built: Option<T>) -> Result<T, ApiError> {
        match built {
            Some(value) if self.errors.is_empty() => Ok(value),
            Some(_) | None => Err(ApiError::validation(self.errors)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_field_errors_of_a_request_come_together() {
        let mut fields = Fields::default();
        let a = fields.check::<()>("login", Err(Invalid::TooShort));
        let b = fields.check::<()>("password", Err(Invalid::TooCommon));
        let refusal = fields.finish(a.zip(b)).expect_err("two fields are wrong");
        assert_eq!(refusal.errors.keys().collect::<Vec<_>>(), ["login", "password"]);
    }

    #[test]
    fn a_retry_time_is_rounded_up() {
        let response = ApiError::too_many_requests(Duration::from_millis(1_200)).into_response();
        assert_eq!(response.headers()[header::RETRY_AFTER], "2");
    }

    #[test]
    fn internal_details_stay_inside() {
        let error = ServiceError::Internal("secret table name".into());
        assert!(!ApiError::from(error).detail.contains("secret"));
    }
}
