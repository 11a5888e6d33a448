//! Registration, log-in, tokens and sessions.

mod challenges;
mod common_passwords;
mod email;
mod passkeys;
mod passwords;
mod second_factor;
mod session_cache;
mod tokens;
mod totp;
mod webauthn;

use std::sync::Arc;

use zvonilka_model::{
    Actor, Admin, Change, DeviceName, DisplayName, Email, EmailMode, Invalid, InviteCode, Language, Login,
    MemberChange, Password, Person, RegistrationMode, Session, SessionEnd, SessionId, SignInWay, Timestamp,
    UserId,
};
use zvonilka_store::{
    MailKind, MailSettings, MailTo, NewSession, Registered, Registration, RegistrationRefusal, Rotation,
};

use self::{
    challenges::Challenges,
    passwords::Passwords,
    session_cache::{LiveSession, SessionCache},
    tokens::Tokens,
};
pub use self::{
    passkeys::{MadePasskey, PasskeyPlan, PasskeySite, PasskeyUse},
    second_factor::{NewSecret, TwoStep},
};
use crate::{ServiceError, core::Core, people::check_settings, push::Occasion};

/// A new password that passed the policy.
#[derive(Debug, Clone)]
pub struct NewPassword(Password);

impl NewPassword {
    /// Checks a password that somebody wants for `login`.
    ///
    /// # Errors
    /// [`Invalid`] saying what is wrong with it.
    pub fn parse(text: String, login: &Login) -> Result<Self, Invalid> {
        Password::parse_new(text, login, common_passwords::is_common).map(Self)
    }
}

/// A registration, parsed.
#[derive(Debug)]
pub struct Register {
    /// The wished login.
    pub login: Login,
    /// The password.
    pub password: NewPassword,
    /// The name to show; the login if absent.
    pub display_name: Option<DisplayName>,
    /// For resets and notices.
    pub email: Option<Email>,
    /// In which language letters come there.
    pub language: Language,
    /// The invitation.
    pub invite: Option<InviteCode>,
    /// The page's own settings to begin with, a JSON object.
    pub settings: Option<String>,
    /// What the device calls itself.
    pub device: DeviceName,
    /// Where the request comes from.
    pub address: String,
}

/// A log-in.
#[derive(Debug)]
pub struct LogIn {
    /// Login or confirmed e-mail, as typed.
    pub login: String,
    /// The password, as typed.
    pub password: String,
    /// The code of the second step, as typed, if it was asked for.
    pub code: Option<String>,
    /// What the device calls itself.
    pub device: DeviceName,
    /// Where the request comes from.
    pub address: String,
}

/// What a registration, log-in or refresh gives.
#[derive(Debug, Clone)]
pub struct SignIn {
    /// Oneself.
    pub person: Person,
    /// The sign-in.
    pub session: SessionId,
    /// A JWT.
    pub access_token: String,
    /// When the JWT lapses.
    pub access_expires_at: Timestamp,
    /// The newest refresh token.
    pub refresh_token: String,
    /// Lets a browser load files while the session lives.
    pub file_token: String,
    /// When the sign-in lapses unless used again.
    pub session_expires_at: Timestamp,
}

/// A checked access token.
#[derive(Debug, Clone, Copy)]
pub struct Authenticated {
    /// Who asks.
    pub actor: Actor,
    /// When the token lapses.
    pub expires_at: Timestamp,
}

/// Use cases of accounts and sessions. Cheap to clone.
#[derive(Clone)]
pub struct Auth {
    core: Arc<Core>,
    tokens: Arc<Tokens>,
    passwords: Arc<Passwords>,
    sessions: Arc<SessionCache>,
    challenges: Arc<Challenges>,
}

impl Auth {
    pub(crate) fn new(core: Arc<Core>) -> Self {
        let tokens = Tokens::new(&core.store, core.settings.access_secret.as_deref());
        Self {
            core,
            tokens: Arc::new(tokens),
            passwords: Arc::new(Passwords::new()),
            sessions: Arc::new(SessionCache::default()),
            challenges: Arc::new(Challenges::new()),
        }
    }

    /// Makes an account and signs it in.
    ///
    /// # Errors
    /// The refusals of registration, of the invitation and of the rate limit.
    pub async fn register(&self, command: Register) -> Result<SignIn, ServiceError> {
        self.core.limits.register(&command.address)?;
        check_settings(command.settings.as_deref())?;
        match self.core.settings.registration {
            RegistrationMode::Closed => return Err(ServiceError::RegistrationClosed),
            RegistrationMode::Invite => {
                // Looked up before the costly hash; the transaction below checks again and counts the use.
                let code = command.invite.as_ref().ok_or(ServiceError::InviteRequired)?;
                let found = self.core.store.invite(code).await?.ok_or(ServiceError::InviteUnknown)?;
                if !found.is_usable(self.core.clock.now()) {
                    return Err(ServiceError::InviteUsedUp);
                }
            }
            RegistrationMode::Open => {}
        }
        let problem = match (self.core.settings.email, &command.email) {
            (EmailMode::Required, None) => Some(Invalid::Empty),
            (EmailMode::Off, Some(_)) => Some(Invalid::Format),
            (EmailMode::Required | EmailMode::Optional | EmailMode::Off, _) => None,
        };
        if let Some(problem) = problem {
            return Err(ServiceError::Invalid { field: "email", problem });
        }
        let (email, language, address) = (command.email.clone(), command.language, command.address.clone());
        let registered = self.make_account(command, Admin::No).await?;
        if let Some(email) = email.filter(|_| self.core.writes()) {
            let settings = MailSettings { language, sign_in_notice: true };
            self.core.store.set_mail_settings(registered.person.id, settings).await?;
            // Without that letter the account is made all the same; it can be sent again.
            if self.core.limits.write_to(&email.folded(), &address).is_ok() {
                self.core.post_confirmation(email, language).await?;
            }
        }
        self.sign_in(registered.person, &registered.session)
    }

    /// Makes an account whatever the registration mode, signed in nowhere; for the owner's command line.
    ///
    /// # Errors
    /// [`ServiceError::LoginTaken`] and [`ServiceError::EmailTaken`].
    pub async fn create_account(&self, command: Register, admin: Admin) -> Result<Person, ServiceError> {
        let registered = self.make_account(command, admin).await?;
        self.end(registered.person.id, registered.session.id, SessionEnd::LoggedOut).await?;
        Ok(registered.person)
    }

    async fn make_account(&self, command: Register, admin: Admin) -> Result<Registered, ServiceError> {
        let Register { login, password, display_name, email, language: _, invite, settings, device, address } =
            command;
        let password_hash = self.passwords.hash(password.0).await?;
        let display_name = display_name
            .or_else(|| DisplayName::parse(login.as_str()).ok())
            .expect("every login is a valid display name");
        let registration = Registration {
            login,
            display_name,
            email,
            password_hash,
            invite: invite.clone(),
            admin,
            settings: settings.unwrap_or_else(|| "{}".to_owned()),
            family: self.core.family,
            session: self.new_session(SignInWay::Password, &device, address),
        };
        let registered = self
            .core
            .log
            .in_order(async {
                let registered = self.core.store.register(registration).await?;
                if let Ok(registered) = &registered
                    && let Some(join) = &registered.family
                {
                    let member = Some(MemberChange::Joined(Box::new(join.member.clone())));
                    let change = Change::ChatChanged { seq: join.seq, chat: join.chat.clone(), member };
                    self.core.sink.announce(vec![change]);
                }
                Ok::<_, ServiceError>(registered)
            })
            .await?
            .map_err(|refusal| match refusal {
                RegistrationRefusal::LoginTaken => ServiceError::LoginTaken,
                RegistrationRefusal::EmailTaken => ServiceError::EmailTaken,
                RegistrationRefusal::InviteUnknown => ServiceError::InviteUnknown,
                RegistrationRefusal::InviteUsedUp => ServiceError::InviteUsedUp,
            })?;
        if let Some((user, code)) = registered.invited_by.zip(invite) {
            self.core.sink.announce(vec![Change::InviteProgress { user, code }]);
        }
        tracing::info!(user = ?registered.person.id, "registered");
        Ok(registered)
    }

    /// Signs in with login (or confirmed e-mail) and password, and a code where one is asked for.
    ///
    /// # Errors
    /// [`ServiceError::WrongCredentials`] without telling which was wrong, [`ServiceError::SecondFactorRequired`] when a
    /// code is missing, [`ServiceError::WrongCode`], and the rate limits.
    pub async fn log_in(&self, command: LogIn) -> Result<SignIn, ServiceError> {
        let LogIn { login, password, code, device, address } = command;
        let login = login.trim().to_owned();
        self.core.limits.log_in(&login, &address)?;
        let password = Password::given(password).ok_or(ServiceError::WrongCredentials)?;
        let credentials = self.core.store.credentials(&login).await?;
        let hash = credentials.as_ref().map(|c| c.password_hash.clone());
        // An unknown login costs the same time as a wrong password.
        let matches = self.passwords.verify(password, hash).await?;
        let credentials = credentials.filter(|_| matches).ok_or(ServiceError::WrongCredentials)?;
        if credentials.disabled {
            return Err(ServiceError::AccountDisabled);
        }
        let way = self.second_step(credentials.person.id, code.as_deref()).await?;
        self.begin_session(credentials.person, way, &device, address).await
    }

    async fn begin_session(
        &self,
        person: Person,
        way: SignInWay,
        device: &DeviceName,
        address: String,
    ) -> Result<SignIn, ServiceError> {
        let new_session = self.new_session(way, device, address.clone());
        let session = self.core.store.create_session(person.id, new_session).await?;
        tracing::info!(user = ?person.id, session = ?session.id, ?way, "logged in");
        self.tell_sign_in(&person, device.as_str(), &address).await;
        self.sign_in(person, &session)
    }

    /// Exchanges a refresh token for fresh tokens.
    ///
    /// The predecessor of the newest token still works until the newest is first used (a lost answer logs
    /// nobody out); anything older ends the session, since somebody else may hold it.
    ///
    /// # Errors
    /// [`ServiceError::Unauthenticated`] for a forged token, [`ServiceError::SessionEnded`] for one whose
    /// session is over, and the rate limit.
    pub async fn refresh(&self, token: &str, address: &str) -> Result<SignIn, ServiceError> {
        self.core.limits.refresh(address)?;
        let (session, generation) = self.tokens.read_refresh(token).ok_or(ServiceError::Unauthenticated)?;
        let expires_at = self.core.clock.now() + self.core.settings.refresh_ttl;
        let state = self.core.store.session_state(session).await?.ok_or(ServiceError::SessionEnded)?;
        if state.disabled {
            return Err(ServiceError::AccountDisabled);
        }
        match self.core.store.rotate_session(session, generation, expires_at, address).await? {
            Rotation::Granted { generation } => {
                let person =
                    self.core.store.person(state.session.user).await?.ok_or(ServiceError::SessionEnded)?;
                self.sign_in(person, &Session { generation, expires_at, ..state.session })
            }
            Rotation::Reused => {
                tracing::warn!(?session, "an old refresh token was used again; the session is ended");
                self.end(state.session.user, session, SessionEnd::TokenReuse).await?;
                Err(ServiceError::SessionEnded)
            }
            Rotation::Ended | Rotation::Unknown => Err(ServiceError::SessionEnded),
        }
    }

    /// Checks an access token; the session's state may be up to 5 s old unless it was ended here.
    ///
    /// # Errors
    /// [`ServiceError::Unauthenticated`], [`ServiceError::TokenExpired`] or [`ServiceError::SessionEnded`].
    pub async fn authenticate(&self, access_token: &str) -> Result<Authenticated, ServiceError> {
        let now = self.core.clock.now();
        let claims = self.tokens.read_access(access_token, now)?;
        let live = self
            .live(claims.session, now)
            .await?
            .filter(|s| s.user == claims.user)
            .ok_or(ServiceError::SessionEnded)?;
        let actor = Actor { user: claims.user, session: claims.session, admin: live.admin };
        Ok(Authenticated { actor, expires_at: claims.expires_at })
    }

    /// Checks the token with which a browser loads files; it lives as long as its session and opens nothing else.
    ///
    /// # Errors
    /// [`ServiceError::Unauthenticated`] or [`ServiceError::SessionEnded`].
    pub async fn authenticate_reader(&self, file_token: &str) -> Result<Actor, ServiceError> {
        let session = self.tokens.read_files(file_token).ok_or(ServiceError::Unauthenticated)?;
        let live = self.live(session, self.core.clock.now()).await?.ok_or(ServiceError::SessionEnded)?;
        Ok(Actor { user: live.user, session, admin: live.admin })
    }

    /// Whether a session that was checked some time ago still lives, for work that lasts.
    ///
    /// # Errors
    /// [`ServiceError::SessionEnded`].
    pub(crate) async fn check_session(&self, actor: Actor) -> Result<(), ServiceError> {
        let live = self.live(actor.session, self.core.clock.now()).await?;
        live.map(|_| ()).ok_or(ServiceError::SessionEnded)
    }

    /// The session's state, up to 5 s old unless it was ended here; `None` when it is over.
    async fn live(&self, session: SessionId, now: Timestamp) -> Result<Option<LiveSession>, ServiceError> {
        if let Some(state) = self.sessions.fresh(session, now) {
            return Ok(state);
        }
        let asked = self.sessions.ask();
        let state = self.core.store.session_state(session).await?;
        Ok(self.sessions.remember(session, state.as_ref(), now, asked))
    }

    /// Ends the session that asks.
    ///
    /// # Errors
    /// Only when the database fails.
    pub async fn log_out(&self, actor: Actor) -> Result<(), ServiceError> {
        self.end(actor.user, actor.session, SessionEnd::LoggedOut).await.map(|_| ())
    }

    /// The person's live sessions, the last used first.
    ///
    /// # Errors
    /// Only when the database fails.
    pub async fn sessions(&self, actor: Actor) -> Result<Vec<Session>, ServiceError> {
        Ok(self.core.store.sessions_of(actor.user).await?)
    }

    /// Ends one of the person's own sessions; its sockets close and its tokens stop working at once.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is no such live session of theirs.
    pub async fn end_session(&self, actor: Actor, session: SessionId) -> Result<(), ServiceError> {
        let reason = if session == actor.session { SessionEnd::LoggedOut } else { SessionEnd::Revoked };
        if self.end(actor.user, session, reason).await? { Ok(()) } else { Err(ServiceError::NotFound) }
    }

    /// Ends all of the person's sessions but the one that asks.
    ///
    /// # Errors
    /// Only when the database fails.
    pub async fn end_other_sessions(&self, actor: Actor) -> Result<(), ServiceError> {
        self.end_all(actor.user, Some(actor.session), SessionEnd::Revoked).await
    }

    /// Changes the password and ends the other sessions.
    ///
    /// # Errors
    /// [`ServiceError::WrongCredentials`] when the old one is wrong, [`ServiceError::Invalid`] when the new one
    /// breaks the policy, and the rate limit.
    pub async fn change_password(&self, actor: Actor, old: String, new: String) -> Result<(), ServiceError> {
        let credentials =
            self.core.store.credentials_of(actor.user).await?.ok_or(ServiceError::SessionEnded)?;
        self.core.limits.own_password(actor.user)?;
        let invalid = |problem| ServiceError::Invalid { field: "newPassword", problem };
        let new = NewPassword::parse(new, &credentials.person.login).map_err(invalid)?;
        let old = Password::given(old).ok_or(ServiceError::WrongCredentials)?;
        if !self.passwords.verify(old, Some(credentials.password_hash)).await? {
            return Err(ServiceError::WrongCredentials);
        }
        let hash = self.passwords.hash(new.0).await?;
        self.core.store.set_password_hash(actor.user, &hash).await?;
        self.end_all(actor.user, Some(actor.session), SessionEnd::PasswordChanged).await?;
        self.core.post_notice(MailKind::PasswordChanged, MailTo::Account(actor.user), "", "").await;
        Ok(())
    }

    /// Asks for one's own password once more, for what a stolen session must not do.
    ///
    /// # Errors
    /// [`ServiceError::WrongCredentials`], [`ServiceError::SessionEnded`] when the account is gone, and the rate limit.
    pub(crate) async fn confirm_oneself(
        &self,
        actor: Actor,
        password: String,
    ) -> Result<Person, ServiceError> {
        let credentials =
            self.core.store.credentials_of(actor.user).await?.ok_or(ServiceError::SessionEnded)?;
        self.core.limits.own_password(actor.user)?;
        let password = Password::given(password).ok_or(ServiceError::WrongCredentials)?;
        if !self.passwords.verify(password, Some(credentials.password_hash)).await? {
            return Err(ServiceError::WrongCredentials);
        }
        Ok(credentials.person)
    }

    /// Sets a password without knowing the old one and ends all sessions; for the owner's command line.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when nobody has this login.
    pub async fn set_password(&self, login: &Login, new: NewPassword) -> Result<(), ServiceError> {
        let credentials = self.core.store.credentials(login.as_str()).await?.ok_or(ServiceError::NotFound)?;
        let hash = self.passwords.hash(new.0).await?;
        self.core.store.set_password_hash(credentials.person.id, &hash).await?;
        self.end_all(credentials.person.id, None, SessionEnd::PasswordChanged).await
    }

    /// Disables or enables an account; a disabled one is signed out everywhere. For the owner's command line.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when nobody has this login, [`ServiceError::Conflict`] for the last admin.
    pub async fn set_disabled(&self, login: &Login, disabled: bool) -> Result<(), ServiceError> {
        let credentials = self.core.store.credentials(login.as_str()).await?.ok_or(ServiceError::NotFound)?;
        if disabled && credentials.person.admin == Admin::Yes && self.core.store.count_admins().await? <= 1 {
            return Err(ServiceError::Conflict);
        }
        self.core.store.set_disabled(credentials.person.id, disabled).await?;
        if disabled {
            self.end_all(credentials.person.id, None, SessionEnd::Revoked).await?;
        }
        Ok(())
    }

    /// Makes somebody an admin, or an ordinary member again. For the owner's command line.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when nobody has this login, [`ServiceError::Conflict`] for the last admin.
    pub async fn set_admin(&self, login: &Login, admin: Admin) -> Result<(), ServiceError> {
        let credentials = self.core.store.credentials(login.as_str()).await?.ok_or(ServiceError::NotFound)?;
        let person = credentials.person;
        if admin == Admin::No && person.admin == Admin::Yes && self.core.store.count_admins().await? <= 1 {
            return Err(ServiceError::Conflict);
        }
        self.core.store.set_admin(person.id, admin).await?;
        self.sessions.forget_user(person.id);
        Ok(())
    }

    async fn end(&self, user: UserId, session: SessionId, reason: SessionEnd) -> Result<bool, ServiceError> {
        let ended = self.core.store.end_session(user, session, reason).await?;
        if ended {
            self.tell_ended([session], reason);
        }
        Ok(ended)
    }

    async fn end_all(
        &self,
        user: UserId,
        except: Option<SessionId>,
        reason: SessionEnd,
    ) -> Result<(), ServiceError> {
        let ended = self.core.store.end_sessions(user, except, reason).await?;
        self.tell_ended(ended, reason);
        Ok(())
    }

    pub(crate) fn tell_ended(&self, sessions: impl IntoIterator<Item = SessionId>, reason: SessionEnd) {
        let changes = sessions
            .into_iter()
            .map(|session| {
                tracing::info!(?session, reason = reason.code(), "session ended");
                self.sessions.end(session);
                self.core.desk.note(Occasion::SignedOut(session));
                Change::SessionEnded { session, reason }
            })
            .collect();
        self.core.sink.announce(changes);
    }

    fn new_session(&self, way: SignInWay, device: &DeviceName, address: String) -> NewSession {
        let expires_at = self.core.clock.now() + self.core.settings.refresh_ttl;
        NewSession { way, device_name: device.as_str().to_owned(), address, expires_at }
    }

    fn sign_in(&self, person: Person, session: &Session) -> Result<SignIn, ServiceError> {
        let now = self.core.clock.now();
        let access_expires_at = now + self.core.settings.access_ttl;
        let access_token = self.tokens.access(person.id, session.id, now, access_expires_at)?;
        Ok(SignIn {
            session: session.id,
            access_token,
            access_expires_at,
            file_token: self.tokens.files(session.id),
            refresh_token: self.tokens.refresh(session.id, session.generation),
            session_expires_at: session.expires_at,
            person,
        })
    }
}
