//! A newcomer: account, first session, use of the invitation and place in the family chat, all or nothing.

use sea_orm::DatabaseTransaction;
use zvonilka_model::{
    Admin, Chat, ChatId, DisplayName, Email, Invite, InviteCode, Login, Member, Person, Privacy, Role,
    Session, Timestamp, UserId,
};

use crate::{
    Constraint, NewSession, Store, StoreError,
    chats::{self, EventRow},
    invites, newcomers,
    people::{self, PERSON, person_from},
    sessions,
    statement::{execute, for_update, row, rows, values},
    transaction::{LostRace, commit_mark, in_transaction},
    words::{EventKind, Word},
};

/// Everything that makes a newcomer.
#[derive(Clone)]
pub struct Registration {
    /// Their login.
    pub login: Login,
    /// Their name.
    pub display_name: DisplayName,
    /// Their address, if given; not confirmed yet.
    pub email: Option<Email>,
    /// The hash of their password.
    pub password_hash: String,
    /// The invitation they came by; one use of it is counted.
    pub invite: Option<InviteCode>,
    /// Whether they become an admin whatever the invitation says.
    pub admin: Admin,
    /// The family chat that they join.
    pub family: Option<ChatId>,
    /// The page's own settings, a JSON object.
    pub settings: String,
    /// Their first sign-in.
    pub session: NewSession,
}

/// A newcomer who is in.
#[derive(Debug, Clone)]
pub struct Registered {
    /// Who.
    pub person: Person,
    /// Their first sign-in.
    pub session: Session,
    /// Their place in the family chat.
    pub family: Option<FamilyJoin>,
    /// Who made the invitation they came by, if a person did.
    pub invited_by: Option<UserId>,
}

/// A newcomer's entry in the family chat's log.
#[derive(Debug, Clone)]
pub struct FamilyJoin {
    /// Its place.
    pub seq: i64,
    /// The chat as it is now.
    pub chat: Chat,
    /// The new member.
    pub member: Member,
}

/// Why nobody was registered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RegistrationRefusal {
    /// Somebody has this login.
    LoginTaken,
    /// Somebody has this address.
    EmailTaken,
    /// There is no such invitation.
    InviteUnknown,
    /// The invitation was used up, has lapsed or was taken back.
    InviteUsedUp,
}

impl Store {
    /// Brings everybody into the family chat who is not in it: people who registered while it was switched off.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn complete_family(&self, family: ChatId) -> Result<(), StoreError> {
        let sql = format!(
            "SELECT {PERSON} FROM people p WHERE p.deleted_at IS NULL AND NOT EXISTS
                 (SELECT 1 FROM chat_members mb WHERE mb.chat_id = $1 AND mb.user_id = p.id) ORDER BY p.login"
        );
        let missing = rows(self.database().reader(), sql, values![family.uuid()]).await?;
        let now = self.now();
        for row in missing {
            let person = person_from(&row)?;
            in_transaction!(self.database(), |tx| join_family(&tx, family, &person, now))?;
        }
        Ok(())
    }

    /// Registers a newcomer, or says why not; then nothing is stored and no use of the invitation is counted.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn register(
        &self,
        registration: Registration,
    ) -> Result<Result<Registered, RegistrationRefusal>, StoreError> {
        let now = self.now();
        match in_transaction!(self.database(), |tx| register(&tx, &registration, now)) {
            Ok(registered) => Ok(Ok(registered)),
            Err(Stop::Refused(refusal)) => Ok(Err(refusal)),
            // Somebody with the same name was faster between our look and our insert.
            Err(Stop::Failed(StoreError::Conflict { constraint: Constraint::PersonLogin })) => {
                Ok(Err(RegistrationRefusal::LoginTaken))
            }
            Err(Stop::Failed(StoreError::Conflict { constraint: Constraint::PersonEmail })) => {
                Ok(Err(RegistrationRefusal::EmailTaken))
            }
            Err(Stop::Failed(error)) => Err(error),
        }
    }
}

/// What ends the transaction without a newcomer; it is rolled back either way.
enum Stop {
    Refused(RegistrationRefusal),
    Failed(StoreError),
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Self::Failed(error)
    }
}

impl LostRace for Stop {
    fn is_lost_race(&self) -> bool {
        match self {
            Self::Refused(_) => false,
            Self::Failed(error) => error.is_lost_race(),
        }
    }
}

async fn register(
    tx: &DatabaseTransaction,
    registration: &Registration,
    now: Timestamp,
) -> Result<Registered, Stop> {
    let invite = use_invite(tx, registration.invite.as_ref(), now).await?;
    let invited_as_admin = invite.as_ref().map_or(Admin::No, |invite| invite.admin);
    let person = insert_person(tx, registration, invited_as_admin, now).await?;
    let invited_by = invite.as_ref().and_then(|invite| invite.created_by);
    if let Some((invite, by)) = invite.as_ref().zip(invited_by) {
        newcomers::add(tx, person.id, by, &invite.code, now).await?;
    }
    let session = sessions::create_session(tx, person.id, registration.session.clone(), now).await?;
    let family = match registration.family {
        Some(chat) => Some(join_family(tx, chat, &person, now).await?),
        None => None,
    };
    Ok(Registered { person, session, family, invited_by })
}

/// Counts one use. The invitation stays locked until the commit, so that two newcomers cannot share its last.
async fn use_invite(
    tx: &DatabaseTransaction,
    code: Option<&InviteCode>,
    now: Timestamp,
) -> Result<Option<Invite>, Stop> {
    let Some(code) = code else { return Ok(None) };
    let invite = invites::invite(tx, code, for_update(tx))
        .await?
        .ok_or(Stop::Refused(RegistrationRefusal::InviteUnknown))?;
    if !invite.is_usable(now) {
        return Err(Stop::Refused(RegistrationRefusal::InviteUsedUp));
    }
    execute(tx, "UPDATE invites SET uses = uses + 1 WHERE code = $1", values![code.as_str()]).await?;
    Ok(Some(invite))
}

async fn insert_person(
    tx: &DatabaseTransaction,
    registration: &Registration,
    invited_as_admin: Admin,
    now: Timestamp,
) -> Result<Person, Stop> {
    let taken =
        row(tx, "SELECT id FROM people WHERE login = $1", values![registration.login.as_str()]).await?;
    if taken.is_some() {
        return Err(Stop::Refused(RegistrationRefusal::LoginTaken));
    }
    let email_folded = registration.email.as_ref().map(Email::folded);
    if let Some(email) = &email_folded {
        let taken = row(tx, "SELECT id FROM people WHERE email_folded = $1", values![email.as_str()]).await?;
        if taken.is_some() {
            return Err(Stop::Refused(RegistrationRefusal::EmailTaken));
        }
    }
    let person = Person {
        id: UserId::generate(now),
        login: registration.login.clone(),
        display_name: registration.display_name.clone(),
        status_text: String::new(),
        about: String::new(),
        phone: String::new(),
        photo: None,
        privacy: Privacy::USUAL,
        blocked_count: 0,
        email: registration.email.clone(),
        email_confirmed: false,
        admin: Admin::from(registration.admin.as_bool() || invited_as_admin.as_bool()),
        created_at: now,
        last_seen_at: None,
        settings: registration.settings.clone(),
        deleted: false,
    };
    let sql = "INSERT INTO people (id, login, display_name, folded, status_text, email, email_folded,
                   email_confirmed, password_hash, is_admin, disabled, settings, created_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    let values = values![
        person.id.uuid(),
        person.login.as_str(),
        person.display_name.as_str(),
        people::search_text(&person.login, &person.display_name),
        person.status_text.as_str(),
        person.email.as_ref().map(|email| email.as_str().to_owned()),
        email_folded,
        person.email_confirmed,
        registration.password_hash.as_str(),
        person.admin.as_bool(),
        false,
        person.settings.as_str(),
        now.millis(),
    ];
    execute(tx, sql, values).await?;
    Ok(person)
}

async fn join_family(
    tx: &DatabaseTransaction,
    chat: ChatId,
    person: &Person,
    now: Timestamp,
) -> Result<FamilyJoin, StoreError> {
    let mark = commit_mark(tx).await?;
    let grow = "UPDATE chats SET member_count = member_count + 1 WHERE id = $1";
    execute(tx, grow, values![chat.uuid()]).await?;
    let seq = chats::log_event(
        tx,
        EventRow { chat, kind: EventKind::MemberJoined, user: person.id, at: now, mark },
    )
    .await?;
    let sql = "INSERT INTO chat_members
                   (chat_id, user_id, role, joined_at, joined_seq, read_seq, delivered_seq, changed)
               VALUES ($1, $2, $3, $4, $5, 0, 0, $6)";
    let values = values![chat.uuid(), person.id.uuid(), Role::Member.word(), now.millis(), seq, mark];
    execute(tx, sql, values).await?;
    let member = Member {
        person: person.clone(),
        role: chats::family_role(person.admin),
        joined_at: now,
        read_seq: 0,
        delivered_seq: 0,
    };
    Ok(FamilyJoin { seq, chat: chats::chat(tx, chat).await?, member })
}
