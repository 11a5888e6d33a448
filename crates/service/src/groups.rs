//! Groups: making and editing them, who is in them, and the end of a chat.
//!
//! Every change runs to its end on a task of its own once it has begun: whoever asked may go away in between, and
//! people must hear what was stored, above all those who may hear no more.

use std::sync::Arc;

use tokio_util::sync::CancellationToken;
use zvonilka_model::{
    Actor, Change, ChatDescription, ChatId, ChatKind, ChatSummary, ChatTitle, Invalid, Member, MemberChange,
    Role, UserId, limits,
};
use zvonilka_store::{ChatAccess, ChatEdit, Departed, GroupChange, GroupRefusal, MemberPlace, NewGroup};

use crate::{ServiceError, calls::Calls, chats::Chats, core::Core, rights};

/// Messages of deleted chats that one transaction erases.
const ERASED_AT_ONCE: u32 = 500;

/// A group to make.
#[derive(Debug)]
pub struct GroupPlan {
    /// Its title.
    pub title: ChatTitle,
    /// What it is about; may be empty.
    pub description: ChatDescription,
    /// Who is in it from the beginning, besides its maker.
    pub members: Vec<UserId>,
}

/// A page of members.
#[derive(Debug)]
pub struct MembersPage {
    /// In the order in which they came.
    pub members: Vec<Member>,
    /// Where to go on; `None` on the last page.
    pub next: Option<MemberPlace>,
}

/// What became of people who were to be added.
#[derive(Debug)]
pub struct AddedPeople {
    /// Those of the named who are members now.
    pub members: Vec<Member>,
    /// Those who do not allow it.
    pub refused: Vec<UserId>,
}

/// Use cases of groups. Cheap to clone.
#[derive(Clone)]
pub struct Groups {
    core: Arc<Core>,
    chats: Chats,
    calls: Calls,
}

impl Groups {
    pub(crate) fn new(core: Arc<Core>, chats: Chats, calls: Calls) -> Self {
        Self { core, chats, calls }
    }

    /// Makes a group; the actor owns it.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] for too many or unknown people, [`ServiceError::MembersRefuse`] naming those who do
    /// not let the actor add them, and the rate limit.
    pub async fn create(&self, actor: Actor, plan: GroupPlan) -> Result<ChatSummary, ServiceError> {
        if plan.members.len() >= limits::GROUP_MEMBERS_MAX as usize {
            return Err(ServiceError::Invalid { field: "memberIds", problem: Invalid::TooLong });
        }
        self.core.limits.open_chat(actor.user)?;
        let refused = self.refusing(actor, &plan.members).await?;
        if !refused.is_empty() {
            return Err(ServiceError::MembersRefuse(refused));
        }
        let GroupPlan { title, description, members } = plan;
        let new = NewGroup { owner: actor.user, title, description, members };
        let core = Arc::clone(&self.core);
        let made = self.core.log.carry_out(async move {
            let (chat, change) = core.store.create_group(&new).await?.map_err(about("memberIds"))?;
            tell(&core, chat, change).await;
            Ok::<_, ServiceError>(chat)
        });
        self.chats.chat(actor, made.await??).await
    }

    /// Changes title, description or rules; the family chat has only a title.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], [`ServiceError::Forbidden`].
    pub async fn edit(
        &self,
        actor: Actor,
        chat: ChatId,
        edit: ChatEdit,
    ) -> Result<ChatSummary, ServiceError> {
        let access = self.chats.access(actor, chat).await?;
        let title_only = edit.description.is_none()
            && edit.history_for_newcomers.is_none()
            && edit.members_may_add.is_none()
            && edit.audio_room.is_none();
        if access.kind() == ChatKind::Family && !title_only {
            return Err(ServiceError::Forbidden);
        }
        let core = Arc::clone(&self.core);
        let edited = self.core.log.carry_out(async move {
            let change = core.store.edit_chat(&access, &edit, rights::may_edit).await??;
            tell(&core, chat, change).await;
            Ok::<_, ServiceError>(())
        });
        edited.await??;
        self.chats.chat(actor, chat).await
    }

    /// A page of a chat's members.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`].
    pub async fn members(
        &self,
        actor: Actor,
        chat: ChatId,
        after: Option<MemberPlace>,
        limit: u32,
    ) -> Result<MembersPage, ServiceError> {
        let access = self.chats.access(actor, chat).await?;
        let members = self.core.store.members_page(&access, after, limit).await?;
        let full = members.len() == usize::try_from(limit).unwrap_or(usize::MAX);
        let next = members.last().filter(|_| full);
        let next = next.map(|m| MemberPlace { joined_at: m.joined_at, user: m.person.id });
        Ok(MembersPage { members, next })
    }

    /// Brings people into a group; those who are in it stay as they are.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], [`ServiceError::Forbidden`], [`ServiceError::GroupFull`],
    /// [`ServiceError::Invalid`] for too many or unknown people, and the rate limit.
    pub async fn add(
        &self,
        actor: Actor,
        chat: ChatId,
        mut users: Vec<UserId>,
    ) -> Result<AddedPeople, ServiceError> {
        let access = self.group(actor, chat).await?;
        let problem = match users.len() {
            0 => Some(Invalid::Empty),
            n if n > limits::ADDED_AT_ONCE_MAX => Some(Invalid::TooLong),
            _ => None,
        };
        if let Some(problem) = problem {
            return Err(ServiceError::Invalid { field: "userIds", problem });
        }
        self.core.limits.open_chat(actor.user)?;
        let refused = self.refusing(actor, &users).await?;
        users.retain(|user| !refused.contains(user));
        let core = Arc::clone(&self.core);
        let added = self.core.log.carry_out(async move {
            let change = core.store.add_members(&access, &users, rights::may_add).await?;
            tell(&core, chat, change.map_err(about("userIds"))?).await;
            let members = core.store.members_among(&access, &users).await?;
            Ok::<_, ServiceError>(AddedPeople { members, refused })
        });
        added.await?
    }

    /// Takes somebody out of a group; with oneself: leaves it. When the last one leaves, the group is gone.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], [`ServiceError::Forbidden`], [`ServiceError::OwnerMustHandOver`] for an owner
    /// whom others would be left without.
    pub async fn remove(&self, actor: Actor, chat: ChatId, user: UserId) -> Result<(), ServiceError> {
        let access = self.group(actor, chat).await?;
        let groups = self.clone();
        let removed = self.core.log.carry_out(async move {
            let core = &groups.core;
            match core.store.remove_member(&access, user, rights::may_remove).await?? {
                Departed::Left(change) => tell(core, chat, *change).await,
                Departed::Deleted(users) => groups.told_deleted(chat, users),
            }
            Ok::<_, ServiceError>(())
        });
        removed.await?
    }

    /// Gives a member of a group another role; [`Role::Owner`] hands the group over.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], [`ServiceError::Forbidden`], [`ServiceError::OwnerMustHandOver`] for an owner
    /// who would be less without naming another.
    pub async fn set_role(
        &self,
        actor: Actor,
        chat: ChatId,
        user: UserId,
        role: Role,
    ) -> Result<Member, ServiceError> {
        let access = self.group(actor, chat).await?;
        let core = Arc::clone(&self.core);
        let changed = self.core.log.carry_out(async move {
            let change = core.store.set_role(&access, user, role, rights::may_give_roles).await??;
            tell(&core, chat, change).await;
            let mut members = core.store.members_among(&access, &[user]).await?;
            members.pop().ok_or(ServiceError::NotFound)
        });
        changed.await?
    }

    /// Ends a chat for everybody in it, with all that it holds; a call that goes on in it is over.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], [`ServiceError::Forbidden`].
    pub async fn delete_for_everyone(&self, actor: Actor, chat: ChatId) -> Result<(), ServiceError> {
        let access = self.chats.access(actor, chat).await?;
        let summary = self.core.store.summary(&access).await?;
        if !rights::may_delete(access.role(), &summary.chat) {
            return Err(ServiceError::Forbidden);
        }
        if let Some(call) = self.calls.active_in(chat) {
            match self.calls.end(actor, call.id).await {
                Ok(_) | Err(ServiceError::CallOver | ServiceError::NotFound) => {}
                Err(other) => return Err(other),
            }
        }
        let groups = self.clone();
        let deleted = self.core.log.carry_out(async move {
            let users = groups.core.store.delete_chat(&access, rights::may_delete).await??;
            groups.told_deleted(chat, users);
            Ok::<_, ServiceError>(())
        });
        deleted.await?
    }

    /// Erases what is left of deleted chats, in small steps; on a task of its own.
    pub(crate) async fn erase(&self, stop: CancellationToken) {
        loop {
            let step = self.core.store.erase_deleted(ERASED_AT_ONCE);
            let step = tokio::select! {
                () = stop.cancelled() => return,
                step = step => step,
            };
            match step {
                Ok(true) => tokio::task::yield_now().await,
                Ok(false) => return,
                Err(error) => {
                    tracing::warn!(%error, "a deleted chat was not erased; the next start goes on with it");
                    return;
                }
            }
        }
    }

    /// Those of the named who do not let the actor add them to groups.
    async fn refusing(&self, actor: Actor, users: &[UserId]) -> Result<Vec<UserId>, ServiceError> {
        let view = self.core.store.viewpoint(actor.user).await?;
        let people = self.core.store.people(users).await?;
        let refusing = people.into_iter().filter(|p| p.id != actor.user && !view.may_add_to_group(p));
        Ok(refusing.map(|person| person.id).collect())
    }

    pub(crate) fn told_deleted(&self, chat: ChatId, users: Vec<UserId>) {
        self.core.sink.announce(vec![Change::ChatVanished { chat, users }]);
        let groups = self.clone();
        self.core.log.afterwards(|stop| async move { groups.erase(stop).await });
    }

    /// The membership check for what only groups have.
    async fn group(&self, actor: Actor, chat: ChatId) -> Result<ChatAccess, ServiceError> {
        let access = self.chats.access(actor, chat).await?;
        if access.kind() == ChatKind::Group { Ok(access) } else { Err(ServiceError::Forbidden) }
    }
}

/// Tells a change of a chat: first those who lost it, then those who got it, then the log.
pub(crate) async fn tell(core: &Core, chat: ChatId, change: GroupChange) {
    let GroupChange { notes, change, members, joined, left } = change;
    let mut changes = Vec::new();
    if !left.is_empty() {
        changes.push(Change::ChatVanished { chat, users: left.clone() });
    }
    for user in joined {
        // Whoever is not here finds the chat when they come.
        if !core.presence.open_devices(user).is_empty() {
            changes.extend(appeared(core, chat, user).await);
        }
    }
    changes.extend(notes.into_iter().map(|message| Change::MessageAdded { message }));
    if let Some(change) = change {
        let about_people = !members.is_empty() || !left.is_empty();
        let member = about_people.then_some(MemberChange::Group { members, left });
        changes.push(Change::ChatChanged { seq: change.seq, chat: change.chat, member });
    }
    core.sink.announce(changes);
}

async fn appeared(core: &Core, chat: ChatId, user: UserId) -> Option<Change> {
    let looked_up = async {
        let Some(access) = core.store.access(user, chat).await? else { return Ok(None) };
        let summary = Box::new(core.store.summary(&access).await?);
        Ok(Some(Change::ChatAppeared { user, summary, visible_from: access.visible_from() }))
    };
    looked_up.await.unwrap_or_else(|error: zvonilka_store::StoreError| {
        tracing::warn!(%error, "a new chat could not be told; its members find it by sync");
        None
    })
}

/// A refusal of the store, where unknown people were named in this field.
pub(crate) fn about(field: &'static str) -> impl Fn(GroupRefusal) -> ServiceError {
    move |refusal| {
        if refusal == GroupRefusal::UnknownPerson {
            return ServiceError::Invalid { field, problem: Invalid::Format };
        }
        refusal.into()
    }
}

impl From<GroupRefusal> for ServiceError {
    fn from(refusal: GroupRefusal) -> Self {
        match refusal {
            GroupRefusal::NotMember
            | GroupRefusal::NoSuchMember
            | GroupRefusal::UnknownPerson
            | GroupRefusal::LinkUnknown => Self::NotFound,
            GroupRefusal::NotAllowed => Self::Forbidden,
            GroupRefusal::Full => Self::GroupFull,
            GroupRefusal::OwnerMustHandOver => Self::OwnerMustHandOver,
            GroupRefusal::TooManyLinks => Self::TooManyLinks,
        }
    }
}
