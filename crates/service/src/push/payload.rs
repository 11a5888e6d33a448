//! The JSON that a device gets: in the form of Declarative Web Push, which Safari shows even without the page's worker,
//! with what the worker needs under `data`.

use serde_json::{Value, json};
use zvonilka_model::FileId;
use zvonilka_store::PushKind;

use super::words::Language;

/// What a notification is made of.
pub(super) struct Notification<'a> {
    pub(super) kind: PushKind,
    pub(super) language: Language,
    pub(super) title: String,
    pub(super) body: String,
    /// Where the page was opened, without a slash at the end.
    pub(super) origin: &'a str,
    /// The screen that it opens, from `/`.
    pub(super) path: String,
    /// Notifications with the same one replace each other.
    pub(super) tag: String,
    /// The picture of whom or what it is from, where the person may see it.
    pub(super) photo: Option<FileId>,
    /// More for the worker.
    pub(super) data: Value,
}

impl Notification<'_> {
    pub(super) fn to_json(&self) -> String {
        let mut data = self.data.clone();
        data["kind"] = json!(self.kind.code());
        data["path"] = json!(self.path);
        if let Some(photo) = self.photo {
            // The worker fetches it with the device's own right to read; who shows the form below without it could not.
            data["photo"] = json!(photo.to_string());
        }
        // Whoever just answered elsewhere knows; nobody has to hear it.
        let silent = self.kind == PushKind::Over;
        let notification = json!({
            "title": self.title,
            "body": self.body,
            "lang": self.language.code(),
            "tag": self.tag,
            "silent": silent,
            "navigate": format!("{}{}", self.origin, self.path),
            "icon": format!("{}/icons/icon-192.png", self.origin),
            "data": data,
        });
        // The number by which RFC 8030's own number says that this is the declarative form.
        json!({ "web_push": 8030, "mutable": true, "notification": notification }).to_string()
    }
}
