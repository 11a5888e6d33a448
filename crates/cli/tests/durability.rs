//! The promise that an acknowledged message survives `kill -9`: the real program, killed again and again under
//! fifty senders, on both databases.

use std::{
    collections::{BTreeSet, HashMap},
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use anyhow::{Context, ensure};
use parking_lot::Mutex;
use rand::{RngExt, SeedableRng, rngs::SmallRng};
use tokio::{sync::Notify, task::JoinSet};
use zvonilka_client::{Api, ClientError};
use zvonilka_model::{ChatId, MessageId, UserId};
use zvonilka_protocol::{Chat, ChatKind, List};
use zvonilka_testkit::{
    postgres::PostgresDatabase,
    process::{ServerOptions, ServerProcess},
};

const SENDERS: usize = 50;
const ROUNDS: usize = 20;
/// The kill comes after a random number of acknowledgements, so that it falls into every phase of a commit.
const ACKS_BEFORE_KILL: std::ops::Range<usize> = 60..600;

/// What the server said it has stored.
type Ledger = HashMap<(ChatId, UserId, String), (i64, MessageId)>;

struct Sender {
    api: Api,
    user: UserId,
    chats: Vec<ChatId>,
    sent: usize,
    /// Sent, but the answer was lost: sent again with the same client id after the restart.
    unanswered: Option<(ChatId, String)>,
}

#[derive(Default)]
struct Acknowledged {
    ledger: Mutex<Ledger>,
    in_this_round: AtomicUsize,
    enough: Notify,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_acknowledged_message_survives_kill_9_on_sqlite() -> anyhow::Result<()> {
    let data = tempfile::tempdir()?;
    survive_kills(ServerOptions::new(binary(), data.path())).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_acknowledged_message_survives_kill_9_on_postgresql() -> anyhow::Result<()> {
    let Some(postgres) = PostgresDatabase::create().await? else { return Ok(()) };
    let data = tempfile::tempdir()?;
    let options = ServerOptions {
        database_url: Some(postgres.url().to_owned()),
        ..ServerOptions::new(binary(), data.path())
    };
    survive_kills(options).await
}

fn binary() -> PathBuf {
    PathBuf::from(env!("CARGO_BIN_EXE_zvonilka"))
}

async fn survive_kills(options: ServerOptions) -> anyhow::Result<()> {
    let mut rng = SmallRng::seed_from_u64(7);
    let mut server = ServerProcess::start(options).await?;
    let mut senders = register_senders(&server).await?;
    let acknowledged = Arc::new(Acknowledged::default());
    for round in 0..ROUNDS {
        acknowledged.in_this_round.store(0, Ordering::SeqCst);
        let target = rng.random_range(ACKS_BEFORE_KILL);
        let mut sending = JoinSet::new();
        for sender in senders.drain(..) {
            sending.spawn(send_until_cut(sender, Arc::clone(&acknowledged), target));
        }
        acknowledged.enough.notified().await;
        server.kill().await?;
        while let Some(sender) = sending.join_next().await {
            senders.push(sender?);
        }
        server = server.restart().await?;
        let ledger = acknowledged.ledger.lock().clone();
        let checked = check(&senders, &ledger).await;
        checked.with_context(|| format!("after kill {round} at {target} acknowledgements"))?;
    }
    server.stop().await
}

async fn register_senders(server: &ServerProcess) -> anyhow::Result<Vec<Sender>> {
    let mut senders = Vec::new();
    for number in 0..SENDERS {
        let (api, session) = server.register(&format!("sender{number}")).await?;
        senders.push(Sender {
            api,
            user: session.user.user.id,
            chats: Vec::new(),
            sent: 0,
            unanswered: None,
        });
    }
    for number in 0..SENDERS {
        let neighbour = senders[(number + 1) % SENDERS].user;
        senders[number].api.open_direct(neighbour).await?;
    }
    for sender in &mut senders {
        let chats: List<Chat> = sender.api.get("/api/chats").await?;
        sender.chats = chats.items.iter().map(|chat| chat.shared.id).collect();
        ensure!(sender.chats.len() == 3, "the family chat and two direct ones, not {}", sender.chats.len());
    }
    Ok(senders)
}

async fn send_until_cut(mut sender: Sender, acknowledged: Arc<Acknowledged>, target: usize) -> Sender {
    let Ok((socket, _events)) = sender.api.socket().await else { return sender };
    loop {
        let (chat, client_id) = sender.unanswered.clone().unwrap_or_else(|| {
            sender.sent += 1;
            (sender.chats[sender.sent % sender.chats.len()], format!("m{}", sender.sent))
        });
        sender.unanswered = Some((chat, client_id.clone()));
        match socket.send(chat, &client_id, &format!("{client_id} of {}", sender.user)).await {
            Ok(message) => {
                sender.unanswered = None;
                let stored = (message.seq, message.id);
                acknowledged.ledger.lock().insert((chat, sender.user, client_id), stored);
                if acknowledged.in_this_round.fetch_add(1, Ordering::SeqCst) + 1 == target {
                    acknowledged.enough.notify_one();
                }
            }
            Err(ClientError::Closed { .. }) => return sender,
            Err(error) => panic!("a send was refused: {error}"),
        }
    }
}

async fn check(senders: &[Sender], ledger: &Ledger) -> anyhow::Result<()> {
    let mut seen = Ledger::new();
    let mut read = BTreeSet::new();
    for sender in senders {
        for chat in sender.chats.iter().filter(|chat| read.insert(**chat)) {
            let summary: Chat = sender.api.get(&format!("/api/chats/{chat}")).await?;
            let messages = sender.api.whole_history(*chat).await?;
            ensure!(messages.is_sorted_by(|a, b| a.seq < b.seq), "messages of {chat} are out of order");
            // Every place in the log is a message or, in the family chat, somebody's joining.
            let joins = if summary.shared.kind == ChatKind::Family { SENDERS } else { 0 };
            let places = i64::try_from(messages.len() + joins)?;
            ensure!(
                summary.shared.last_seq == places,
                "{chat} ends at {}, not {places}",
                summary.shared.last_seq
            );
            for message in messages {
                let key = (*chat, message.sender_id, message.client_id.clone());
                let doubled = seen.insert(key, (message.seq, message.id));
                ensure!(doubled.is_none(), "{} is there twice", message.client_id);
            }
        }
    }
    for (key, stored) in ledger {
        ensure!(
            seen.get(key) == Some(stored),
            "{} was acknowledged as {stored:?} and is {:?}",
            key.2,
            seen.get(key)
        );
    }
    Ok(())
}
