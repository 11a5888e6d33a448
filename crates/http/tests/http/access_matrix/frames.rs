//! Frames that would succeed for whoever may send them.

use anyhow::{Context as _, bail};
use serde_json::{Value, json};
use zvonilka_model::{ConnectionId, call::Call};

use super::world::{Role, World};
use crate::wire::Wire;

/// Sends one frame as one kind of person; gives `ok`, `silent`, or the error's code.
pub(super) async fn ask(
    world: &World,
    kind: &str,
    variant: Option<&str>,
    role: Role,
) -> anyhow::Result<String> {
    let (mut wire, connection) = match world.api(role).token() {
        None => (Wire::silent(&world.server).await?, None),
        Some(token) => {
            let (wire, ready) = Wire::signed_in(&world.server, token).await?;
            let connection: ConnectionId = ready["connectionId"].as_str().context("an id")?.parse()?;
            (wire, Some(connection))
        }
    };
    let data = data(world, kind, variant, role, connection).await?;
    let asked = wire.frame(kind, data).await?;
    // Whatever comes for the frame itself comes before the answer to what was sent after it; a message's own
    // answer may come later, which is why it is waited for by `sync`.
    let after = wire.frame("sync", json!({})).await?;
    let mut heard = None;
    loop {
        let frame = wire.next().await?;
        if frame["ref"] == asked {
            let code = frame["data"]["code"].as_str().map(str::to_owned);
            heard = Some(code.unwrap_or_else(|| frame["type"].as_str().unwrap_or_default().to_owned()));
            // A refused token closes the socket.
            if kind == "auth" && role == Role::Anonymous {
                break;
            }
        }
        if frame["ref"] == after {
            break;
        }
    }
    Ok(heard.unwrap_or_else(|| "silent".to_owned()))
}

async fn data(
    world: &World,
    kind: &str,
    variant: Option<&str>,
    role: Role,
    connection: Option<ConnectionId>,
) -> anyhow::Result<Value> {
    let chat = world.chat_of(variant);
    let with_call = |call: Call, rest: Value| {
        let mut data = rest;
        data["callId"] = json!(call.id);
        data
    };
    // The member holds the place on the very socket that asks.
    let seat = if role == Role::Member { connection } else { None };
    Ok(match kind {
        "auth" => json!({"token": world.api(role).token().unwrap_or("none")}),
        "message:send" => {
            json!({"chatId": chat, "clientId": format!("ws-{}", world.fresh()), "text": "hello"})
        }
        "message:edit" => json!({"messageId": world.message(variant).await?, "text": "other words"}),
        "message:delete" => {
            let whom = if variant == Some("forme") { "me" } else { "everyone" };
            json!({"messageId": world.message(variant).await?, "for": whom})
        }
        "reaction:set" | "reaction:unset" => {
            json!({"messageId": world.message(variant).await?, "emoji": "👍"})
        }
        "message:read" | "message:delivered" => json!({"chatId": chat, "seq": 1}),
        "typing:start" | "typing:stop" => json!({"chatId": chat}),
        "presence:set" => json!({"state": "online"}),
        "sync" | "ping" => json!({}),
        "call:initiate" if variant.is_some() => json!({"chatId": chat}),
        "call:initiate" => json!({"userId": world.partner.1.user.user.id}),
        "call:accept" | "call:reject" | "call:cancel" | "call:end" | "call:leave" | "call:join" => {
            with_call(world.ringing().await?, json!({}))
        }
        "call:hand" => with_call(world.answered(seat).await?, json!({"raised": true})),
        "call:react" => with_call(world.answered(seat).await?, json!({"emoji": "👍"})),
        "call:mute" => with_call(world.answered(seat).await?, json!({})),
        "call:lock" => with_call(world.answered(seat).await?, json!({"locked": true})),
        "call:remove" | "call:let-in" => {
            let whom = world.partner.1.user.user.id;
            with_call(world.answered(seat).await?, json!({"userId": whom}))
        }
        "call:rings" => with_call(world.ringing().await?, json!({"kind": "phone"})),
        "call:renew" => with_call(world.answered(seat).await?, json!({})),
        "call:resume" => {
            let call = world.answered(None).await?;
            let place = call.participants.get(1).context("the member's place")?.id;
            with_call(call, json!({"participantId": place}))
        }
        "call:invite" => {
            let somebody = world.newcomer().await?.1.user.user.id;
            with_call(world.answered(seat).await?, json!({"userIds": [somebody]}))
        }
        "call:offer" | "call:answer" => with_call(world.answered(seat).await?, json!({"sdp": "v=0"})),
        "call:ice-candidate" => with_call(world.answered(seat).await?, json!({"candidate": null})),
        "call:media" => with_call(world.answered(seat).await?, json!({"receiving": true, "sending": true})),
        "call:state" => with_call(world.answered(seat).await?, json!({"muted": true})),
        _ => bail!("the test does not know how to send {kind}: teach it"),
    })
}
