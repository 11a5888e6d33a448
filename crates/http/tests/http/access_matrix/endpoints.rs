//! Requests that would succeed for whoever may do them.

use anyhow::{Context as _, bail};
use reqwest::{Method, Response};
use serde_json::{Value, json};
use zvonilka_testkit::service::password_of;

use super::{
    files,
    world::{Role, World},
};
use crate::pictures;

/// Asks one thing as one kind of person; gives the status and, for a refusal, its code.
pub(super) async fn ask(
    world: &World,
    method: &str,
    path: &str,
    variant: Option<&str>,
    role: Role,
) -> anyhow::Result<String> {
    let api = match path {
        // The session that asks ends by it.
        "/api/auth/logout" if role != Role::Anonymous => {
            world.server.api().with_token(world.sign_in(role).await?.access_token)
        }
        // Whoever asks is gone by it.
        "/api/users/me" if method == "DELETE" && role != Role::Anonymous => {
            let (api, session) = world.newcomer().await?;
            let body = json!({"password": password_of(&session.user.user.login)});
            let request = api.request(Method::DELETE, path).json(&body);
            return heard(method, request.send().await?).await;
        }
        _ => world.api(role),
    };
    if path.starts_with("/api/files") {
        return files::ask(world, method, path, &api).await;
    }
    let (filled, body) = fill(world, method, path, variant, role).await?;
    let mut request = api.request(Method::from_bytes(method.as_bytes())?, &filled);
    if method == "PUT" && path.ends_with("/avatar") {
        request = request.multipart(pictures::form("me.png", pictures::png(4, 4)));
    }
    if let Some(body) = body {
        request = request.json(&body);
    }
    heard(method, request.send().await?).await
}

/// The status and, for a refusal, its code.
pub(super) async fn heard(method: &str, answer: Response) -> anyhow::Result<String> {
    let status = answer.status();
    if status.is_success() {
        return Ok(status.as_u16().to_string());
    }
    // An answer to HEAD has no body to hold a code.
    let problem: Value =
        if method == "HEAD" { json!({}) } else { answer.json().await.context("a problem")? };
    Ok(format!("{}:{}", status.as_u16(), problem["code"].as_str().unwrap_or_default()))
}

async fn fill(
    world: &World,
    method: &str,
    path: &str,
    variant: Option<&str>,
    role: Role,
) -> anyhow::Result<(String, Option<Value>)> {
    let chat = match variant {
        Some("group" | "leave") => world.group().await?,
        _ => world.chat_of(variant),
    };
    let partner = world.partner.1.user.user.id;
    let plain = |body: Option<Value>| (path.to_owned(), body);
    let with_id = |id: String, body: Option<Value>| (path.replace("{id}", &id), body);
    Ok(match (method, path) {
        ("POST", "/api/auth/register") => {
            let login = format!("newcomer{}", world.fresh());
            plain(Some(json!({"login": login, "password": password_of(&login)})))
        }
        ("POST", "/api/auth/login") => {
            plain(Some(json!({"login": "member", "password": password_of("member")})))
        }
        ("POST", "/api/auth/refresh") => {
            let token = world.sign_in(role).await?.refresh_token;
            plain(Some(json!({"refreshToken": token})))
        }
        ("DELETE", "/api/auth/sessions/{id}") => {
            with_id(world.sign_in(Role::Member).await?.session_id.to_string(), None)
        }
        ("POST", "/api/auth/password") => {
            let login = if role == Role::Anonymous {
                "member".to_owned()
            } else {
                format!("{role:?}").to_lowercase()
            };
            let password = password_of(&login);
            plain(Some(json!({"oldPassword": password, "newPassword": password})))
        }
        ("POST", "/api/auth/password/forgot" | "/api/auth/email/resend") => {
            plain(Some(json!({"email": "member@mail.example"})))
        }
        ("POST", "/api/auth/password/reset/check" | "/api/auth/email/verify") => {
            plain(Some(json!({"token": "none"})))
        }
        ("POST", "/api/auth/password/reset") => {
            plain(Some(json!({"token": "none", "newPassword": "a new and longer one"})))
        }
        ("POST", "/api/auth/two-step/secret" | "/api/auth/passkeys/options" | "/api/users/me/export") => {
            plain(Some(json!({"password": password_of(&format!("{role:?}").to_lowercase())})))
        }
        ("POST", "/api/auth/two-step") => plain(Some(json!({"code": "none"}))),
        ("POST", "/api/auth/two-step/recovery-codes" | "/api/auth/two-step/off") => {
            let password = password_of(&format!("{role:?}").to_lowercase());
            plain(Some(json!({"password": password, "code": "none"})))
        }
        ("POST", "/api/auth/passkeys") => plain(Some(json!({
            "name": "mine", "clientData": "", "authenticatorData": "", "publicKey": "", "algorithm": -7,
        }))),
        ("PATCH", "/api/auth/passkeys/{id}") => {
            with_id(world.passkey().await?, Some(json!({"name": "mine"})))
        }
        ("DELETE", "/api/auth/passkeys/{id}") => with_id(world.passkey().await?, None),
        ("POST", "/api/auth/login/passkey") => plain(Some(json!({
            "credential": "", "userHandle": "", "clientData": "", "authenticatorData": "", "signature": "",
        }))),
        ("PUT", "/api/auth/email") => {
            let password = password_of(&format!("{role:?}").to_lowercase());
            plain(Some(json!({"password": password})))
        }
        ("PUT", "/api/auth/email/settings") => plain(Some(json!({"signInNotice": true}))),
        ("PUT" | "DELETE", "/api/users/me/avatar") => plain(None),
        ("PUT" | "DELETE", "/api/chats/{id}/avatar") => with_id(chat.to_string(), None),
        ("DELETE", "/api/users/me") => plain(Some(json!({"password": "none"}))),
        ("PATCH", "/api/users/me") => plain(Some(json!({"statusText": "fine"}))),
        ("GET", "/api/users/search") => (format!("{path}?q=partner"), None),
        ("GET", "/api/search/messages") if variant == Some("chat") => {
            (format!("{path}?q=hello&chatId={chat}"), None)
        }
        ("GET", "/api/search/messages") => (format!("{path}?q=hello"), None),
        ("GET", "/api/users/{id}") => with_id(partner.to_string(), None),
        ("PUT" | "DELETE", "/api/users/{id}/block") => {
            with_id(world.newcomer().await?.1.user.user.id.to_string(), None)
        }
        ("POST", "/api/contacts/requests") => plain(Some(json!({"userId": partner}))),
        ("POST", "/api/contacts/requests/{id}/accept" | "/api/contacts/requests/{id}/decline") => {
            with_id(world.asked().await?, None)
        }
        ("DELETE", "/api/contacts/{userId}") => {
            (path.replace("{userId}", &world.contact_of_member().await?.to_string()), None)
        }
        ("POST", "/api/chats") if variant == Some("group") => {
            plain(Some(json!({"kind": "group", "title": "Ours", "memberIds": [partner]})))
        }
        ("POST", "/api/chats") if variant == Some("saved") => plain(Some(json!({"kind": "saved"}))),
        ("DELETE", "/api/chats/{id}") => {
            // What is deleted here is nobody else's.
            let chat = if variant.is_none() { world.passing_chat().await? } else { chat };
            (format!("{}?for=everyone", path.replace("{id}", &chat.to_string())), None)
        }
        ("GET", "/api/chats/{id}/links") => with_id(chat.to_string(), None),
        ("POST", "/api/chats/{id}/links") => with_id(chat.to_string(), Some(json!({"maxUses": 1}))),
        ("DELETE", "/api/chats/{id}/links/{code}") => {
            let (group, code) = world.linked_group().await?;
            (path.replace("{id}", &group.to_string()).replace("{code}", &code), None)
        }
        ("GET", "/api/chats/{id}/guest-links") => with_id(chat.to_string(), None),
        ("POST", "/api/chats/{id}/guest-links") => with_id(chat.to_string(), Some(json!({}))),
        ("DELETE", "/api/chats/{id}/guest-links/{linkId}") => {
            let (group, link, _) = world.guest_link().await?;
            (path.replace("{id}", &group.to_string()).replace("{linkId}", &link.to_string()), None)
        }
        ("POST", "/api/guests/look") => plain(Some(json!({"token": world.guest_link().await?.2}))),
        ("POST", "/api/guests") => {
            plain(Some(json!({"token": world.guest_link().await?.2, "name": "Тётя Оля"})))
        }
        ("POST", "/api/calls/{id}/guests") => {
            let call = world.gathering().await?.id.to_string();
            with_id(call, Some(json!({"action": "admit", "participantIds": []})))
        }
        ("GET", "/api/chat-links/{code}") | ("POST", "/api/chat-links/{code}/join") => {
            (path.replace("{code}", &world.linked_group().await?.1), None)
        }
        ("PATCH", "/api/chats/{id}/mine") => with_id(chat.to_string(), Some(json!({"archived": false}))),
        ("POST", "/api/chats/{id}/members") => {
            with_id(chat.to_string(), Some(json!({"userIds": [world.member_id()]})))
        }
        ("PATCH" | "DELETE", "/api/chats/{id}/members/{userId}") => {
            // Without a variant: the owner of a group, by whoever is less.
            let (group, user) = match variant {
                Some(_) => (chat, world.member_id()),
                None => (world.group().await?, partner),
            };
            let filled = path.replace("{id}", &group.to_string()).replace("{userId}", &user.to_string());
            (filled, (method == "PATCH").then(|| json!({"role": "member"})))
        }
        ("POST", "/api/chats") => plain(Some(json!({"kind": "direct", "userId": partner}))),
        ("PATCH", "/api/chats/{id}") => with_id(chat.to_string(), Some(json!({"title": "Ours"}))),
        ("GET", "/api/chats/{id}" | "/api/chats/{id}/members" | "/api/chats/{id}/messages") => {
            with_id(chat.to_string(), None)
        }
        ("POST", "/api/chats/{id}/messages") => {
            let client_id = format!("rest-{}", world.fresh());
            with_id(chat.to_string(), Some(json!({"clientId": client_id, "text": "hello"})))
        }
        ("GET", "/api/chats/{id}/pins") => with_id(chat.to_string(), None),
        ("PUT" | "DELETE", "/api/chats/{id}/pins/{messageId}") => {
            let message = world.message(variant).await?.to_string();
            (path.replace("{id}", &chat.to_string()).replace("{messageId}", &message), None)
        }
        ("PATCH", "/api/messages/{id}") => {
            with_id(world.message(variant).await?.to_string(), Some(json!({"text": "other words"})))
        }
        ("DELETE", "/api/messages/{id}") => {
            let whom = if variant == Some("forme") { "me" } else { "everyone" };
            (path.replace("{id}", &format!("{}?for={whom}", world.message(variant).await?)), None)
        }
        ("GET", "/api/messages/{id}/reactions")
        | ("PUT" | "DELETE", "/api/messages/{id}/reactions/{emoji}") => {
            let path = path.replace("{id}", &world.message(variant).await?.to_string());
            (path.replace("{emoji}", "%F0%9F%91%8D"), None)
        }
        ("PUT", "/api/chats/{id}/read") => with_id(chat.to_string(), Some(json!({"seq": 1}))),
        ("POST", "/api/invites") => plain(Some(json!({}))),
        ("GET" | "DELETE", "/api/invites/{code}") => (path.replace("{code}", &world.invite().await?), None),
        ("PUT", "/api/simple-mode") => plain(Some(simple_setup(partner))),
        ("POST", "/api/simple-mode/proposals/{id}/accept" | "/api/simple-mode/proposals/{id}/refuse") => {
            with_id(world.simple_proposal(world.member_id()).await?, None)
        }
        ("PUT", "/api/users/{id}/simple-mode-proposal") => {
            with_id(world.member_id().to_string(), Some(simple_setup(partner)))
        }
        ("GET" | "DELETE", "/api/users/{id}/simple-mode-proposal") => {
            world.simple_proposal(world.member_id()).await?;
            with_id(world.member_id().to_string(), None)
        }
        ("POST", "/api/newcomers/me/steps") => plain(Some(json!({"step": "profile"}))),
        ("POST", "/api/calls/initiate") if variant.is_some() => plain(Some(json!({"chatId": chat}))),
        ("POST", "/api/calls/initiate") => plain(Some(json!({"userId": partner}))),
        ("POST", "/api/calls/respond") => {
            plain(Some(json!({"callId": world.ringing().await?.id, "action": "accept"})))
        }
        ("POST", "/api/calls/{id}/end") | ("GET", "/api/calls/{id}") => {
            with_id(world.ringing().await?.id.to_string(), None)
        }
        ("PUT", "/api/calls/{id}/quality") => {
            let quality = json!({"mark": "good", "lossIn": 0, "lossOut": 4, "rttMs": 38, "jitterMs": 2, "path": "direct"});
            with_id(world.answered(None).await?.id.to_string(), Some(quality))
        }
        ("POST", "/api/calls/echo") => plain(Some(json!({"sdp": "v=0"}))),
        ("DELETE", "/api/calls/echo/{id}") => with_id(world.over().await?.id.to_string(), None),
        ("DELETE", "/api/calls/{id}") => with_id(world.over().await?.id.to_string(), None),
        ("POST" | "PUT", "/api/push/subscriptions") => plain(Some(push_address())),
        ("PUT", "/api/push/settings") => plain(Some(json!({"hideText": false}))),
        ("POST", "/api/push/answers") => plain(Some(json!({"ticket": "none", "answer": "decline"}))),
        (
            "POST",
            "/api/auth/logout" | "/api/auth/login/passkey/options" | "/api/push/test" | "/api/push/test-call",
        )
        | ("DELETE", "/api/push/subscriptions")
        | ("DELETE", "/api/auth/sessions" | "/api/simple-mode")
        | (
            "GET",
            "/api/auth/sessions"
            | "/api/auth/two-step"
            | "/api/auth/passkeys"
            | "/api/auth/email/settings"
            | "/api/info"
            | "/api/push/key"
            | "/api/push/subscriptions"
            | "/api/push/settings"
            | "/api/users"
            | "/api/users/me"
            | "/api/users/me/data"
            | "/api/users/me/export"
            | "/api/chats"
            | "/api/contacts"
            | "/api/invites"
            | "/api/simple-mode"
            | "/api/newcomers"
            | "/api/newcomers/me"
            | "/api/calls/history"
            | "/api/calls/active"
            | "/api/calls/ice-servers"
            | "/api/guests/ice-servers"
            | "/api/admin/calls"
            | "/health"
            | "/health/ready",
        ) => plain(None),
        _ => bail!("the test does not know how to ask {method} {path}: teach it"),
    })
}

/// Simple mode with one person, who is answered without a touch.
fn simple_setup(person: zvonilka_model::UserId) -> Value {
    json!({"enabled": false, "people": [{"userId": person, "call": "video", "answer": "camera"}]})
}

/// What a browser might say of where it can be told things, and where it could before.
fn push_address() -> Value {
    let keys = json!({
        "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        "auth": "BTBZMqHH6r4Tts7J_aSIgg",
    });
    json!({
        "endpoint": "https://push.example/1", "keys": keys, "language": "ru", "device": "phone",
        "origin": "https://chat.example", "oldEndpoint": "https://push.example/0", "oldAuth": keys["auth"],
    })
}
