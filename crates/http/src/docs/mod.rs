//! The description of the API: made from the routes themselves, so that it cannot fall behind them.

pub(crate) mod problems;
pub(crate) mod swagger;

use utoipa::{
    Modify, OpenApi,
    openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme},
};
use zvonilka_protocol::{
    AddMembers, AddedMembers, AskContact, ChangeRole, ChatLink, ChatLinkInfo, Contacts, CreateChatLink, File,
    FoundMessage, GuestEvent, GuestReady, MyChatPatch, Problem, SyncAnswer, SyncRequest,
    socket::{ClientFrame, Ready, ServerEvent, SocketError},
};

/// What the routes do not say themselves.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Zvonilka",
        description = "REST API of a self-hosted messenger with calls. Live events and calls travel over the \
            socket at `/ws`, whose frames are the schemas `ClientFrame`, `ServerEvent`, `Ready`, `SyncAnswer` and \
            `SocketError`; see docs/socket-events.md. Every refusal is a `Problem` with a stable `code`.",
        license(name = "MIT", identifier = "MIT"),
    ),
    servers((url = "/", description = "This server")),
    security(("bearer" = [])),
    modifiers(&Schemes),
    components(schemas(
        Problem, ClientFrame, ServerEvent, Ready, SyncRequest, SyncAnswer, SocketError, AddMembers, AddedMembers,
        AskContact, ChangeRole, ChatLink, ChatLinkInfo, Contacts, CreateChatLink, File,
        FoundMessage, MyChatPatch, zvonilka_model::FileId, GuestEvent, GuestReady,
    )),
    tags(
        (name = "auth", description = "Registration, log-in, tokens and sessions"),
        (name = "users", description = "People"),
        (name = "contacts", description = "Contacts, requests and blocks"),
        (name = "chats", description = "Chats, members and messages"),
        (name = "messages", description = "What happens to a message after it was sent"),
        (name = "search", description = "Search in messages"),
        (name = "files", description = "Files: in one piece, or resumed by tus 1.0"),
        (name = "invites", description = "Invitations"),
        (name = "simple mode", description = "A page of a few large photos, and callers who are answered without a touch"),
        (name = "calls", description = "Calls"),
        (name = "push", description = "Telling a device of things while no page is open there (Web Push)"),
        (name = "admin", description = "What concerns the whole server, for its admins"),
        (name = "health", description = "Whether the server works"),
    )
)]
pub(crate) struct Document;

struct Schemes;

impl Modify for Schemes {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let components = document.components.get_or_insert_default();
        let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").build();
        components.add_security_scheme("bearer", SecurityScheme::Http(bearer));
        let cookie = ApiKeyValue::with_description(
            crate::routes::REFRESH_COOKIE,
            "Set for browsers, together with the header `X-Zvonilka-Client: web`",
        );
        components.add_security_scheme("refreshCookie", SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
        let cookie = ApiKeyValue::with_description(
            crate::extract::FILE_COOKIE,
            "Set for browsers together with the refresh token; only reads files",
        );
        components.add_security_scheme("fileCookie", SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
    }
}
