//! What the owner does from the command line. With a server running, the command goes to it through the control
//! socket, so that it takes effect at once; otherwise it is done right here on the database.

use std::{sync::Arc, time::Duration};

use anyhow::Context as _;
use rand::RngExt as _;
use serde::{Deserialize, Serialize};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use zvonilka_files::Vault;
use zvonilka_model::{
    Admin, DeviceName, DisplayName, Invite, InviteCode, Language, Login, Person, SystemClock,
};
use zvonilka_realtime::Hub;
use zvonilka_service::{NewInvite, NewPassword, Parts, Register, Service, ServiceError};
use zvonilka_store::Store;

use crate::{args::Place, control, data_dir::DataDir, settings::Settings};

/// One of the owner's commands, as it also travels through the control socket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "do")]
pub(crate) enum Command {
    /// Makes an invitation.
    CreateInvite { code: Option<String>, admin: bool, uses: Uses, lifetime: Lifetime, note: String },
    /// Lists the newest invitations.
    ListInvites,
    /// Takes an invitation back.
    RevokeInvite { code: String },
    /// Lists everybody.
    ListUsers,
    /// Makes an account.
    CreateUser { login: String, name: Option<String>, admin: bool },
    /// Makes somebody an admin, or no longer one.
    SetAdmin { login: String, admin: bool },
    /// Shuts an account, or opens it again.
    SetDisabled { login: String, disabled: bool },
    /// Makes a link with which somebody sets a new password.
    ResetLink { login: String },
    /// Has an account sign in without codes again.
    TwoStepOff { login: String },
    /// Gives an account a new random password.
    ResetPassword { login: String },
}

/// How many people may use an invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Uses {
    /// As many as come.
    Any,
    /// That many.
    UpTo(u32),
}

/// For how long an invitation works.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Lifetime {
    /// Until it is taken back.
    Always,
    /// That many seconds.
    Seconds(u64),
}

/// Characters of a random password: none that are mistaken for another.
const PASSWORD_ALPHABET: &[u8] = b"abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
/// 57^16 passwords.
const PASSWORD_LENGTH: usize = 16;
/// People asked for at once.
const PAGE: u32 = 200;

/// Does the command wherever it has to be done. The lines are for stdout.
pub(crate) async fn run(place: Place, command: Command) -> anyhow::Result<Vec<String>> {
    match control::ask(&place.data_dir, &command).await? {
        Some(lines) => Ok(lines),
        None => do_here(place, command).await,
    }
}

async fn do_here(place: Place, command: Command) -> anyhow::Result<Vec<String>> {
    let data_dir = DataDir::take(&place.data_dir)?;
    let settings = Settings::load(&place, data_dir.path())?;
    let base_url = settings.base_url();
    let (tasks, stop) = (TaskTracker::new(), CancellationToken::new());
    let clock = Arc::new(SystemClock);
    let store =
        Store::open(&settings.store, Arc::clone(&clock) as _).await.context("cannot open the database")?;
    let vault = Vault::open(&settings.files).await.context("cannot use the folder of the files")?;
    let hub = Hub::start(store.clone(), Arc::clone(&clock) as _, &tasks, &stop);
    let parts = Parts {
        store: store.clone(),
        sink: Arc::new(hub.clone()),
        presence: Arc::new(hub),
        clock,
        vault,
        echo: None,
        rooms: None,
        settings: settings.service,
    };
    let service = Service::start(parts, &tasks, &stop).await.context("cannot read the database")?;
    let outcome = execute(&service, &base_url, command).await;
    stop.cancel();
    tasks.close();
    tasks.wait().await;
    store.close().await;
    outcome
}

/// Does the command with a running service.
pub(crate) async fn execute(
    service: &Service,
    base_url: &str,
    command: Command,
) -> anyhow::Result<Vec<String>> {
    match command {
        Command::CreateInvite { code, admin, uses, lifetime, note } => {
            let code = code.as_deref().map(parse_code).transpose()?;
            let max_uses = match uses {
                Uses::Any => None,
                Uses::UpTo(count) => Some(count),
            };
            let lifetime = match lifetime {
                Lifetime::Always => None,
                Lifetime::Seconds(seconds) => Some(Duration::from_secs(seconds)),
            };
            let new = NewInvite { code, max_uses, lifetime, note, admin };
            let invite = service.invites.create_as_owner(new).await?;
            Ok(vec![zvonilka_http::invite_url(base_url, &invite.code), invite.code.into_string()])
        }
        Command::ListInvites => {
            let now = service.now();
            let invites = service.invites.list_as_owner().await?;
            Ok(invites.iter().map(|invite| invite_line(invite, invite.is_usable(now))).collect())
        }
        Command::RevokeInvite { code } => {
            let code = parse_code(&code)?;
            service.invites.revoke_as_owner(&code).await.with_context(|| format!("invitation {code}"))?;
            Ok(vec![format!("revoked {code}")])
        }
        Command::ListUsers => list_users(service).await,
        Command::CreateUser { login, name, admin } => create_user(service, &login, name, admin.into()).await,
        Command::SetAdmin { login, admin } => {
            let login = parse_login(&login)?;
            service.auth.set_admin(&login, admin.into()).await.map_err(|error| about(&login, error))?;
            Ok(vec![format!("{login} is {}", if admin { "an admin" } else { "an ordinary member" })])
        }
        Command::SetDisabled { login, disabled } => {
            let login = parse_login(&login)?;
            service.auth.set_disabled(&login, disabled).await.map_err(|error| about(&login, error))?;
            Ok(vec![format!("{login} is {}", if disabled { "disabled" } else { "enabled" })])
        }
        Command::ResetLink { login } => {
            let login = parse_login(&login)?;
            let token = service.auth.reset_link(&login).await.map_err(|error| about(&login, error))?;
            Ok(vec![
                format!("with this {login} sets a new password, once and within an hour:"),
                format!("{base_url}/reset/{token}"),
            ])
        }
        Command::TwoStepOff { login } => {
            let login = parse_login(&login)?;
            let were = service.auth.drop_two_step(&login).await.map_err(|error| about(&login, error))?;
            Ok(vec![if were {
                format!("{login} signs in without codes now")
            } else {
                format!("{login} was not asked for codes")
            }])
        }
        Command::ResetPassword { login } => {
            let login = parse_login(&login)?;
            let (text, password) = random_password(&login)?;
            service.auth.set_password(&login, password).await.map_err(|error| about(&login, error))?;
            Ok(vec![format!("new password of {login}, who is signed out everywhere:"), text])
        }
    }
}

async fn list_users(service: &Service) -> anyhow::Result<Vec<String>> {
    let mut lines = Vec::new();
    let mut after = None;
    loop {
        let page = service.people.directory_as_owner(after.as_deref(), PAGE).await?;
        lines.extend(page.people.iter().map(user_line));
        match page.next {
            Some(login) => after = Some(login),
            None => return Ok(lines),
        }
    }
}

async fn create_user(
    service: &Service,
    login: &str,
    name: Option<String>,
    admin: Admin,
) -> anyhow::Result<Vec<String>> {
    let login = parse_login(login)?;
    let display_name = match name {
        Some(name) => {
            Some(DisplayName::parse(&name).map_err(|problem| anyhow::anyhow!("the name {problem}"))?)
        }
        None => None,
    };
    let (text, password) = random_password(&login)?;
    let command = Register {
        settings: None,
        login: login.clone(),
        password,
        display_name,
        email: None,
        language: Language::Russian,
        invite: None,
        device: DeviceName::lossy(""),
        address: String::new(),
    };
    service.auth.create_account(command, admin).await.map_err(|error| about(&login, error))?;
    Ok(vec![format!("password of {login}:"), text])
}

fn about(login: &Login, error: ServiceError) -> anyhow::Error {
    if matches!(error, ServiceError::Conflict) {
        anyhow::anyhow!("{login} is the only admin; make somebody else an admin first")
    } else if matches!(error, ServiceError::NotFound) {
        anyhow::anyhow!("nobody here has the login {login}")
    } else {
        anyhow::Error::new(error).context(format!("user {login}"))
    }
}

fn user_line(person: &Person) -> String {
    let admin = if person.admin.as_bool() { "admin" } else { "member" };
    format!("{}\t{}\t{admin}\t{}", person.login, person.display_name, person.id)
}

fn invite_line(invite: &Invite, usable: bool) -> String {
    let state = if usable { "usable" } else { "over" };
    let uses = invite.max_uses.map_or_else(|| "any".to_owned(), |max| max.to_string());
    let until = invite.expires_at.map_or_else(|| "always".to_owned(), |end| end.to_string());
    let kind = if invite.admin.as_bool() { "admin" } else { "member" };
    format!("{}\t{state}\t{kind}\t{} of {uses}\t{until}\t{}", invite.code, invite.uses, invite.note)
}

fn parse_login(text: &str) -> anyhow::Result<Login> {
    Login::parse(text).map_err(|problem| anyhow::anyhow!("the login {problem}"))
}

fn parse_code(text: &str) -> anyhow::Result<InviteCode> {
    InviteCode::parse(text).map_err(|problem| anyhow::anyhow!("the code {problem}"))
}

fn random_password(login: &Login) -> anyhow::Result<(String, NewPassword)> {
    let mut rng = rand::rng();
    let text: String = (0..PASSWORD_LENGTH)
        .map(|_| char::from(PASSWORD_ALPHABET[rng.random_range(0..PASSWORD_ALPHABET.len())]))
        .collect();
    let password = NewPassword::parse(text.clone(), login)
        .map_err(|problem| anyhow::anyhow!("the random password {problem}; try again"))?;
    Ok((text, password))
}
