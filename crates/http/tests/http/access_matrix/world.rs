//! A server with one person of each kind, and things to ask about.

use std::sync::atomic::{AtomicU32, Ordering};

use anyhow::Context as _;
use reqwest::Method;
use serde_json::Value;
use zvonilka_client::Api;
use zvonilka_model::{
    Actor, ChatDescription, ChatId, ChatTitle, ConnectionId, GuestLinkId, MessageId, SimpleSetup, UserId,
    call::{Call, CallKind},
};
use zvonilka_protocol::{LogIn, Session};
use zvonilka_service::{AskedContact, Callee, GroupPlan, NewInvite, NewLink, ServiceError};
use zvonilka_testkit::{
    authenticator::{Authenticator, site},
    server::{TestServer, TestServerSettings},
    service::password_of,
};

/// A kind of person, in the order of the table's columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Anonymous,
    Stranger,
    Admin,
    Member,
    Blocked,
}

impl Role {
    pub(crate) const ALL: [Self; 5] =
        [Self::Anonymous, Self::Stranger, Self::Admin, Self::Member, Self::Blocked];

    const fn login(self) -> &'static str {
        match self {
            Self::Anonymous => "nobody",
            Self::Stranger => "stranger",
            Self::Admin => "admin",
            Self::Member => "member",
            Self::Blocked => "blocked",
        }
    }
}

/// A server and its people.
pub(crate) struct World {
    pub(crate) server: TestServer,
    stranger: (Api, Session),
    admin: (Api, Session),
    member: (Api, Session),
    blocked: (Api, Session),
    /// The other person of the member's direct chat and calls.
    pub(crate) partner: (Api, Session),
    pub(crate) chat: ChatId,
    /// The direct chat of the partner and somebody whom they blocked.
    chat_of_blocked: ChatId,
    /// Sent there before.
    message_of_blocked: MessageId,
    pub(crate) family: ChatId,
    count: AtomicU32,
}

impl World {
    pub(crate) async fn new() -> anyhow::Result<Self> {
        let server = TestServer::start(TestServerSettings::default()).await?;
        let stranger = server.register(Role::Stranger.login()).await?;
        let admin = server.register_admin(Role::Admin.login()).await?;
        let member = server.register(Role::Member.login()).await?;
        let partner = server.register("partner").await?;
        let family: Value = member.0.get("/api/chats").await?;
        let family = family["items"][0]["id"].as_str().context("the family chat")?.parse()?;
        let chat = member.0.open_direct(partner.1.user.user.id).await?.shared.id;
        let blocked = server.register(Role::Blocked.login()).await?;
        let chat_of_blocked = blocked.0.open_direct(partner.1.user.user.id).await?.shared.id;
        let message_of_blocked = blocked.0.send(chat_of_blocked, "before", "words").await?.id;
        let path = format!("/api/users/{}/block", blocked.1.user.user.id);
        partner.0.command(Method::PUT, &path, None::<&()>).await?;
        Ok(Self {
            server,
            stranger,
            admin,
            member,
            blocked,
            partner,
            chat,
            chat_of_blocked,
            message_of_blocked,
            family,
            count: AtomicU32::new(0),
        })
    }

    /// The chat that a row speaks of.
    pub(crate) fn chat_of(&self, variant: Option<&str>) -> ChatId {
        match variant {
            Some("family") => self.family,
            Some("blocked") => self.chat_of_blocked,
            Some(_) | None => self.chat,
        }
    }

    /// A group of the partner's, with the member in it.
    pub(crate) async fn group(&self) -> anyhow::Result<ChatId> {
        let plan = GroupPlan {
            title: ChatTitle::parse("Group")?,
            description: ChatDescription::parse("")?,
            members: vec![self.member.1.user.user.id],
        };
        Ok(self.server.service.groups.create(self.actor(&self.partner).await?, plan).await?.chat.id)
    }

    /// A group of the partner's, with the member in it, and the code of a link to it.
    pub(crate) async fn linked_group(&self) -> anyhow::Result<(ChatId, String)> {
        let (chat, partner) = (self.group().await?, self.actor(&self.partner).await?);
        let link = self.server.service.links.create(partner, chat, NewLink::default()).await?;
        Ok((chat, link.code))
    }

    /// A group of the partner's, with the member in it, a link for guests of it, and what stands in that.
    pub(crate) async fn guest_link(&self) -> anyhow::Result<(ChatId, GuestLinkId, String)> {
        let (chat, partner) = (self.group().await?, self.actor(&self.partner).await?);
        let (link, token) = self.server.service.guests.create_link(partner, chat, None).await?;
        Ok((chat, link.id, token))
    }

    /// A group call that the member is in.
    pub(crate) async fn gathering(&self) -> anyhow::Result<Call> {
        let (callee, member) = (Callee::Chat(self.group().await?), self.actor(&self.member).await?);
        Ok(self.server.service.calls.initiate(member, None, callee, CallKind::Audio).await?.call)
    }

    /// A new passkey of the member's.
    pub(crate) async fn passkey(&self) -> anyhow::Result<String> {
        let (auth, member) = (&self.server.service.auth, self.actor(&self.member).await?);
        let plan = auth.plan_passkey(member, password_of(Role::Member.login())).await?;
        let made = Authenticator::new(plan.user_handle()).made(&plan.challenge);
        Ok(auth.add_passkey(member, &site(), made).await?.id.to_string())
    }

    /// A direct chat of the member's that nobody else's test needs.
    pub(crate) async fn passing_chat(&self) -> anyhow::Result<ChatId> {
        let (_, other) = self.server.register(&format!("passing{}", self.fresh())).await?;
        Ok(self.member.0.open_direct(other.user.user.id).await?.shared.id)
    }

    /// The member's UID.
    pub(crate) const fn member_id(&self) -> UserId {
        self.member.1.user.user.id
    }

    /// A number that was not given before.
    pub(crate) fn fresh(&self) -> u32 {
        self.count.fetch_add(1, Ordering::Relaxed)
    }

    /// Somebody's view of the server.
    pub(crate) fn api(&self, role: Role) -> Api {
        match role {
            Role::Anonymous => self.server.api(),
            Role::Stranger => self.stranger.0.clone(),
            Role::Admin => self.admin.0.clone(),
            Role::Member => self.member.0.clone(),
            Role::Blocked => self.blocked.0.clone(),
        }
    }

    /// One more sign-in; the member's for somebody who has none.
    pub(crate) async fn sign_in(&self, role: Role) -> anyhow::Result<Session> {
        let login = if role == Role::Anonymous { Role::Member } else { role }.login();
        let given =
            LogIn { login: login.to_owned(), password: password_of(login), code: None, device_name: None };
        Ok(self.server.api().log_in(&given).await?)
    }

    /// Somebody whom nobody knows.
    pub(crate) async fn newcomer(&self) -> anyhow::Result<(Api, Session)> {
        self.server.register(&format!("newcomer{}", self.fresh())).await
    }

    /// A request of a newcomer to the member.
    pub(crate) async fn asked(&self) -> anyhow::Result<String> {
        let newcomer = self.actor(&self.newcomer().await?).await?;
        match self.server.service.contacts.ask(newcomer, self.member.1.user.user.id).await? {
            AskedContact::Request(request) => Ok(request.id.to_string()),
            AskedContact::Contact(_) => anyhow::bail!("the member asked a newcomer"),
        }
    }

    /// A newcomer who is a contact of the member.
    pub(crate) async fn contact_of_member(&self) -> anyhow::Result<UserId> {
        let (newcomer, member) = (self.newcomer().await?, self.actor(&self.member).await?);
        let other = self.actor(&newcomer).await?;
        self.server.service.contacts.ask(other, member.user).await?;
        self.server.service.contacts.ask(member, other.user).await?;
        Ok(other.user)
    }

    /// What the admin proposes to somebody; gives its id.
    pub(crate) async fn simple_proposal(&self, user: UserId) -> anyhow::Result<String> {
        let setup = SimpleSetup { enabled: false, people: Vec::new() };
        let admin = self.actor(&self.admin).await?;
        Ok(self.server.service.simple_modes.propose(admin, user, &setup).await?.id.to_string())
    }

    pub(crate) async fn invite(&self) -> anyhow::Result<String> {
        let invite = self.server.service.invites.create_as_owner(NewInvite::default()).await?;
        Ok(invite.code.into_string())
    }

    async fn actor(&self, (api, _): &(Api, Session)) -> anyhow::Result<Actor> {
        let token = api.token().context("signed in")?;
        Ok(self.server.service.auth.authenticate(token).await?.actor)
    }

    /// A new message of the member's in the direct chat; `theirs`: of the partner's; `family`: of the partner's in the
    /// chat that everybody is in.
    pub(crate) async fn message(&self, variant: Option<&str>) -> anyhow::Result<MessageId> {
        if variant == Some("blocked") {
            return Ok(self.message_of_blocked);
        }
        let theirs = matches!(variant, Some("theirs" | "family"));
        let api = if theirs { &self.partner.0 } else { &self.member.0 };
        let chat = if variant == Some("family") { self.family } else { self.chat };
        Ok(api.send(chat, &format!("made-{}", self.fresh()), "words").await?.id)
    }

    /// A call of the partner that rings at the member's.
    pub(crate) async fn ringing(&self) -> anyhow::Result<Call> {
        let (partner, callee) = (self.actor(&self.partner).await?, Callee::Chat(self.chat));
        Ok(self.server.service.calls.initiate(partner, None, callee, CallKind::Audio).await?.call)
    }

    /// The same, taken by the member on this socket.
    pub(crate) async fn answered(&self, connection: Option<ConnectionId>) -> anyhow::Result<Call> {
        let call = self.ringing().await?;
        let member = self.actor(&self.member).await?;
        Ok(self.server.service.calls.accept(member, connection, call.id).await?)
    }

    /// A call that is over.
    pub(crate) async fn over(&self) -> anyhow::Result<Call> {
        let call = self.ringing().await?;
        Ok(self.server.service.calls.end(self.actor(&self.partner).await?, call.id).await?)
    }

    /// Ends every call that goes on.
    pub(crate) async fn hang_up(&self) -> anyhow::Result<()> {
        for person in [&self.stranger, &self.admin, &self.member, &self.blocked, &self.partner] {
            let actor = self.actor(person).await?;
            for call in self.server.service.calls.active(actor).await {
                match self.server.service.calls.end(actor, call.id).await {
                    Ok(_) | Err(ServiceError::CallOver) => {}
                    Err(other) => return Err(other.into()),
                }
            }
        }
        Ok(())
    }
}
