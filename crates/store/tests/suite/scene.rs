//! A fresh store with a clock of its own, and the people and chats that tests begin with.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use tempfile::TempDir;
use tokio::task::JoinSet;
use zvonilka_model::{
    Admin, ChatId, ClientId, Clock, DirectKey, DisplayName, Login, Message, MessageBody, Person, SignInWay,
    Timestamp, UserId,
};
use zvonilka_store::{
    Appended, ChatAccess, NewMessage, NewSession, Registered, Registration, Store, StoreSettings,
};
use zvonilka_testkit::{clock::ManualClock, postgres::PostgresDatabase};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Sqlite,
    Postgres,
}

pub(crate) struct Scene {
    pub(crate) store: Store,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) settings: StoreSettings,
    pub(crate) folder: TempDir,
    kind: Kind,
    said: AtomicU32,
}

impl Scene {
    /// `None`: there is no such database here, and that was said.
    pub(crate) async fn open(kind: Kind) -> Option<Self> {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let url = match kind {
            Kind::Sqlite => format!("sqlite:{}", folder.path().join("zvonilka.db").display()),
            Kind::Postgres => {
                PostgresDatabase::create().await.expect("a working PostgreSQL")?.url().to_owned()
            }
        };
        let settings = StoreSettings { url };
        let clock = Arc::new(ManualClock::default());
        let store = Store::open(&settings, clock.clone()).await.expect("opens");
        Some(Self { store, clock, settings, folder, kind, said: AtomicU32::new(0) })
    }

    /// Checks what a round of `sync` brought. On PostgreSQL a transaction that runs somewhere on the server
    /// holds the horizon back, be it of another test's database: then changes come twice, which is allowed.
    #[track_caller]
    pub(crate) fn assert_brought(&self, brought: &[ChatId], expected: &[ChatId], what: &str) {
        match self.kind {
            Kind::Sqlite => assert_eq!(brought, expected, "{what}"),
            Kind::Postgres => assert!(expected.iter().all(|chat| brought.contains(chat)), "{what}"),
        }
    }

    /// Whether `sync` may bring something twice without a reason in this test (see [`Self::assert_brought`]).
    pub(crate) fn may_repeat(&self) -> bool {
        self.kind == Kind::Postgres
    }

    /// The same database once more, as another process or node would open it.
    pub(crate) async fn open_again(&self) -> Store {
        Store::open(&self.settings, self.clock.clone()).await.expect("opens again")
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub(crate) fn pass(&self, millis: u64) {
        self.clock.advance(Duration::from_millis(millis));
    }

    /// Somebody with this login who is in no chat.
    pub(crate) async fn person(&self, login: &str) -> Person {
        self.join(registration(login, self.now())).await.person
    }

    /// Somebody with this login who is in the family chat.
    pub(crate) async fn relative(&self, login: &str, family: ChatId) -> Registered {
        self.join(Registration { family: Some(family), ..registration(login, self.now()) }).await
    }

    pub(crate) async fn join(&self, registration: Registration) -> Registered {
        self.store.register(registration).await.expect("the database works").expect("nobody refuses")
    }

    pub(crate) async fn family(&self) -> ChatId {
        self.store.ensure_family_chat("Семья").await.expect("made")
    }

    pub(crate) async fn direct(&self, a: UserId, b: UserId) -> ChatId {
        let key = DirectKey::new(a, b).expect("two people");
        self.store.open_direct(key).await.expect("opened").chat
    }

    pub(crate) async fn access(&self, user: UserId, chat: ChatId) -> ChatAccess {
        self.store.access(user, chat).await.expect("the database works").expect("a member")
    }

    /// Sends one text with a client id of its own and gives the stored message.
    pub(crate) async fn say(&self, chat: ChatId, sender: UserId, text: &str) -> Message {
        let client_id = format!("said-{}", self.said.fetch_add(1, Ordering::Relaxed));
        let answers = self.store.append(vec![text_message(chat, sender, &client_id, text)]).await;
        fresh(answers.expect("stored").pop().expect("one answer"))
    }
}

pub(crate) fn registration(login: &str, now: Timestamp) -> Registration {
    Registration {
        settings: "{}".to_owned(),
        login: Login::parse(login).expect("a login"),
        display_name: DisplayName::parse(login).expect("a name"),
        email: None,
        password_hash: "$argon2id$…".to_owned(),
        invite: None,
        admin: Admin::No,
        family: None,
        session: device(now),
    }
}

pub(crate) fn device(now: Timestamp) -> NewSession {
    NewSession {
        way: SignInWay::Password,
        device_name: "Телефон".to_owned(),
        address: "192.0.2.1".to_owned(),
        expires_at: now + Duration::from_secs(3600),
    }
}

pub(crate) fn text_message(chat: ChatId, sender: UserId, client_id: &str, text: &str) -> NewMessage {
    NewMessage {
        chat,
        sender,
        client_id: ClientId::parse(client_id).expect("a client id"),
        body: MessageBody::Text(text.to_owned()),
        enclosed: None,
    }
}

#[track_caller]
pub(crate) fn fresh(answer: Result<Appended, zvonilka_store::AppendRefusal>) -> Message {
    match answer {
        Ok(Appended::Fresh(message)) => message,
        other => panic!("not stored just now: {other:?}"),
    }
}

#[track_caller]
pub(crate) fn repeated(answer: Result<Appended, zvonilka_store::AppendRefusal>) -> Message {
    match answer {
        Ok(Appended::Repeated(message)) => message,
        other => panic!("not stored earlier: {other:?}"),
    }
}

pub(crate) fn seqs(messages: &[Message]) -> Vec<i64> {
    messages.iter().map(|message| message.seq).collect()
}

/// Runs everything at once, each on a task of its own, and gives the results in no order.
pub(crate) async fn at_once<T: Send + 'static>(
    work: impl IntoIterator<Item = impl Future<Output = T> + Send + 'static>,
) -> Vec<T> {
    work.into_iter().collect::<JoinSet<T>>().join_all().await
}
