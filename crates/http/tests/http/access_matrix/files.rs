//! Requests about files and uploads of the member's.

use anyhow::Context as _;
use reqwest::{Method, header};
use serde_json::{Value, json};
use zvonilka_client::Api;
use zvonilka_testkit::service::password_of;

use super::{
    endpoints::heard,
    world::{Role, World},
};
use crate::pictures;

/// Asks one thing about a file or an upload of the member's, with everything that a client of theirs would send.
pub(super) async fn ask(world: &World, method: &str, path: &str, api: &Api) -> anyhow::Result<String> {
    let id = match path {
        "/api/files" | "/api/files/uploads" => String::new(),
        "/api/files/{id}/thumbnail" if method == "PUT" => video(world).await?,
        "/api/files/{id}" | "/api/files/{id}/thumbnail" => file(world).await?,
        "/api/files/export/{ticket}" => ticket(world).await?,
        _ => upload(&world.api(Role::Member)).await?,
    };
    let path = path.replace("{id}", &id).replace("{ticket}", &id);
    let request = api.request(Method::from_bytes(method.as_bytes())?, &path).header("tus-resumable", "1.0.0");
    let request = match (method, path.as_str()) {
        ("POST", "/api/files") | ("PUT", _) => {
            request.multipart(pictures::form("photo.png", pictures::png(4, 4)))
        }
        ("POST", _) => request.header("upload-length", "5"),
        ("PATCH", _) => request
            .header("upload-offset", "0")
            .header(header::CONTENT_TYPE, "application/offset+octet-stream")
            .body("hello"),
        _ => request,
    };
    heard(method, request.send().await?).await
}

/// The member's, for the download of everything that is theirs.
async fn ticket(world: &World) -> anyhow::Result<String> {
    let body = json!({"password": password_of("member")});
    let request = world.api(Role::Member).request(Method::POST, "/api/users/me/export").json(&body);
    let ticket: Value = request.send().await?.json().await?;
    // There is none while the member's own download of the row still ends.
    let url = ticket["url"].as_str().unwrap_or("none");
    Ok(url.rsplit('/').next().context("a ticket")?.to_owned())
}

async fn file(world: &World) -> anyhow::Result<String> {
    sent(world, pictures::png(4, 4)).await
}

async fn video(world: &World) -> anyhow::Result<String> {
    sent(world, pictures::video()).await
}

async fn sent(world: &World, bytes: Vec<u8>) -> anyhow::Result<String> {
    let form = pictures::form("sent", bytes);
    let answer = world.api(Role::Member).request(Method::POST, "/api/files").multipart(form).send().await?;
    let file: Value = answer.json().await?;
    Ok(file["id"].as_str().context("an id")?.to_owned())
}

async fn upload(api: &Api) -> anyhow::Result<String> {
    let request = api.request(Method::POST, "/api/files/uploads").header("tus-resumable", "1.0.0");
    let answer = request.header("upload-length", "5").send().await?;
    let place = answer.headers().get(header::LOCATION).context("a place")?.to_str()?;
    Ok(place.rsplit('/').next().context("an id")?.to_owned())
}
