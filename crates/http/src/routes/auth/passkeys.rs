//! `/auth/passkeys`: one's own keys for signing in without a password.

use axum::{Json, extract::State, http::StatusCode};
use zvonilka_model::{PasskeyId, PasskeyName};
use zvonilka_protocol::{AddPasskey, List, OwnPassword, Passkey, PasskeyOptions, Problem, RenamePasskey};
use zvonilka_service::{MadePasskey, Service};

use crate::{
    docs::problems,
    error::ApiError,
    extract::{Body, Id, SignedIn},
    passkey_site::KeySite,
};

/// One's own passkeys, the newest first.
#[utoipa::path(get, path = "/auth/passkeys", tag = "auth",
    responses((status = 200, body = List<Passkey>), problems::NeedsToken, problems::Always))]
pub(crate) async fn list_passkeys(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
) -> Result<Json<List<Passkey>>, ApiError> {
    let passkeys = service.auth.passkeys(actor).await?;
    Ok(Json(List::whole(passkeys.into_iter().map(shown).collect())))
}

/// What a browser needs to make a passkey. A wrong password is 401 `wrong_credentials`.
#[utoipa::path(post, path = "/auth/passkeys/options", tag = "auth", request_body = OwnPassword,
    responses(
        (status = 200, body = PasskeyOptions),
        (status = 409, body = Problem, content_type = "application/problem+json",
            description = "`too_many_passkeys` or `passkeys_unavailable`"),
        problems::NeedsToken, problems::TakesJson, problems::Always,
    ))]
pub(super) async fn plan_passkey(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    site: KeySite,
    Body(body): Body<OwnPassword>,
) -> Result<Json<PasskeyOptions>, ApiError> {
    let host = site.required()?.host;
    let plan = service.auth.plan_passkey(actor, body.password).await?;
    Ok(Json(PasskeyOptions {
        host,
        user_handle: plan.user_handle(),
        challenge: plan.challenge,
        login: plan.login,
        display_name: plan.display_name,
        known: plan.known,
    }))
}

/// Adds a passkey that the browser made. One that is not right is 401 `passkey_refused`.
#[utoipa::path(post, path = "/auth/passkeys", tag = "auth", request_body = AddPasskey,
    responses(
        (status = 201, body = Passkey),
        (status = 409, body = Problem, content_type = "application/problem+json",
            description = "`too_many_passkeys`, `passkeys_unavailable`, or `conflict`: it is here already"),
        problems::NeedsToken, problems::TakesJson, problems::Always,
    ))]
pub(super) async fn add_passkey(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    site: KeySite,
    Body(body): Body<AddPasskey>,
) -> Result<(StatusCode, Json<Passkey>), ApiError> {
    let site = site.required()?;
    let made = MadePasskey {
        name: name(&body.name)?,
        client_data: body.client_data,
        authenticator_data: body.authenticator_data,
        public_key: body.public_key,
        algorithm: body.algorithm,
    };
    let passkey = service.auth.add_passkey(actor, &site, made).await?;
    Ok((StatusCode::CREATED, Json(shown(passkey))))
}

/// Gives a passkey another name.
#[utoipa::path(patch, path = "/auth/passkeys/{id}", tag = "auth", params(("id" = PasskeyId, Path)),
    request_body = RenamePasskey,
    responses(
        (status = 200, body = Passkey),
        problems::NeedsToken, problems::NamesThing, problems::TakesJson, problems::Always,
    ))]
pub(super) async fn rename_passkey(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Id(id): Id<PasskeyId>,
    Body(body): Body<RenamePasskey>,
) -> Result<Json<Passkey>, ApiError> {
    let passkey = service.auth.rename_passkey(actor, id, name(&body.name)?).await?;
    Ok(Json(shown(passkey)))
}

/// Removes a passkey. Sessions that began with it go on; the password stays a way in.
#[utoipa::path(delete, path = "/auth/passkeys/{id}", tag = "auth", params(("id" = PasskeyId, Path)),
    responses((status = 204), problems::NeedsToken, problems::NamesThing, problems::Always))]
pub(super) async fn remove_passkey(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Id(id): Id<PasskeyId>,
) -> Result<StatusCode, ApiError> {
    service.auth.remove_passkey(actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn name(text: &str) -> Result<PasskeyName, ApiError> {
    PasskeyName::parse(text).map_err(|problem| ApiError::invalid("name", problem))
}

fn shown(passkey: zvonilka_model::Passkey) -> Passkey {
    Passkey {
        id: passkey.id,
        name: passkey.name.into_string(),
        host: passkey.host,
        created_at: passkey.created_at,
        last_used_at: passkey.last_used_at,
    }
}
