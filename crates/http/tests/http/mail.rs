//! Letters: written by a real server, taken by a real mail server, and what their links open.

use std::time::Duration;

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use zvonilka_client::Api;
use zvonilka_service::MailPolicy;
use zvonilka_testkit::{
    authenticator::{Authenticator, site},
    mail_server::{Letter, MailServer, MailWay, Roots, SmtpSecurity, SmtpServer},
    server::{TestServer, TestServerSettings},
    service::password_of,
};

const HOUR: Duration = Duration::from_secs(3_600);

struct Scene {
    server: TestServer,
    mail: MailServer,
}

fn settings(smtp: SmtpServer, roots: Roots) -> TestServerSettings {
    let mut settings = TestServerSettings { smtp: Some((smtp, roots)), ..TestServerSettings::default() };
    settings.service.mail = Some(MailPolicy { base_url: "https://chat.example".to_owned() });
    settings
}

impl Scene {
    async fn open() -> Self {
        let mail = MailServer::start(MailWay::Plain).await.expect("starts");
        let server = TestServer::start(settings(mail.reached(), Roots::only([]))).await.expect("starts");
        Self { server, mail }
    }

    async fn post(&self, path: &str, body: &Value) -> (StatusCode, Value) {
        self.asked(&self.server.api(), Method::POST, path, body).await
    }

    async fn asked(&self, api: &Api, method: Method, path: &str, body: &Value) -> (StatusCode, Value) {
        let request = api.request(method, path).header("Accept-Language", "en").json(body);
        let answer = request.send().await.expect("answers");
        (answer.status(), answer.json().await.unwrap_or_default())
    }

    /// Registers somebody with an address; gives their view of the server and the letter that came there.
    async fn register(&self, login: &str) -> (Api, Letter) {
        let body =
            json!({"login": login, "password": password_of(login), "email": format!("{login}@mail.example")});
        let (status, session) = self.post("/api/auth/register", &body).await;
        assert_eq!(status, StatusCode::CREATED);
        let token = session["accessToken"].as_str().expect("a token");
        (self.server.api().with_token(token), self.mail.next().await.expect("a letter"))
    }

    async fn confirmed(&self, login: &str) -> Api {
        let (api, letter) = self.register(login).await;
        let (status, answer) =
            self.post("/api/auth/email/verify", &json!({"token": letter.link_token()})).await;
        assert_eq!((status, answer), (StatusCode::OK, json!({"login": login})));
        api
    }

    /// Waits until the queue is as it should be.
    async fn until_due(&self, is: fn(Option<Duration>) -> bool) {
        let looked = async {
            while !is(self.server.service.mail.next_due().await.expect("read")) {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(60), looked).await.expect("the queue becomes so");
    }

    async fn forgot(&self, address: &str) -> StatusCode {
        self.post("/api/auth/password/forgot", &json!({"email": address})).await.0
    }

    async fn log_in(&self, login: &str, password: &str) -> (StatusCode, Value) {
        let body = json!({"login": login, "password": password, "deviceName": "Firefox"});
        self.post("/api/auth/login", &body).await
    }

    async fn reset(&self, letter: &Letter, password: &str) -> (StatusCode, Value) {
        let body = json!({"token": letter.link_token(), "newPassword": password});
        self.post("/api/auth/password/reset", &body).await
    }
}

fn refused(answer: &(StatusCode, Value)) -> (u16, &str) {
    (answer.0.as_u16(), answer.1["code"].as_str().unwrap_or_default())
}

#[tokio::test]
async fn a_forgotten_password_is_set_anew_by_a_letter() {
    let scene = Scene::open().await;
    let anna = scene.confirmed("anna").await;
    assert_eq!(scene.forgot(" Anna@Mail.Example ").await, StatusCode::NO_CONTENT);
    let letter = scene.mail.next().await.expect("a letter");
    assert_eq!(
        (letter.from.as_str(), letter.to.clone()),
        ("chat@chat.example", vec!["anna@mail.example".to_owned()])
    );
    assert_eq!(letter.header("Subject"), "A new password for Zvonilka");
    assert_eq!(letter.header("From"), "Звонилка <chat@chat.example>");
    assert_eq!(letter.header("Auto-Submitted"), "auto-generated");
    let link = format!("https://chat.example/reset/{}", letter.link_token());
    assert!(letter.text().contains(&link) && letter.html().contains(&link), "{}", letter.source);

    let check = json!({"token": letter.link_token()});
    let (_, whose) = scene.post("/api/auth/password/reset/check", &check).await;
    assert_eq!(whose, json!({"login": "anna"}));
    // A password that is refused leaves the link as it is.
    assert_eq!(refused(&scene.reset(&letter, "12345678").await), (422, "validation_failed"));
    assert_eq!(scene.reset(&letter, "a new and longer one").await.0, StatusCode::NO_CONTENT);

    let me = anna.request(Method::GET, "/api/users/me").send().await.expect("answers");
    assert_eq!(me.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(me.json::<Value>().await.expect("a problem")["code"], "session_ended");
    assert_eq!(refused(&scene.log_in("anna", &password_of("anna")).await), (401, "wrong_credentials"));
    assert_eq!(scene.log_in("anna@mail.example", "a new and longer one").await.0, StatusCode::OK);
    // The link is used up, and the person is told.
    assert_eq!(refused(&scene.reset(&letter, "yet another password").await), (422, "link_unknown"));
    let check = scene.post("/api/auth/password/reset/check", &check).await;
    assert_eq!(refused(&check), (422, "link_unknown"));
    assert_eq!(scene.mail.next().await.expect("a letter").header("Subject"), "The password was changed");
}

#[tokio::test]
async fn who_has_an_address_is_not_told_and_one_that_is_not_confirmed_gets_no_password() {
    let scene = Scene::open().await;
    scene.confirmed("anna").await;
    let (_, confirmation) = scene.register("boris").await;
    assert_eq!(scene.forgot("nobody@mail.example").await, StatusCode::NO_CONTENT);
    assert_eq!(scene.forgot("boris@mail.example").await, StatusCode::NO_CONTENT);
    let again = json!({"email": "anna@mail.example"});
    assert_eq!(scene.post("/api/auth/email/resend", &again).await.0, StatusCode::NO_CONTENT);
    assert_eq!(scene.forgot("anna@mail.example").await, StatusCode::NO_CONTENT);
    // Of all these only the last one is a letter.
    let letter = scene.mail.next().await.expect("a letter");
    assert_eq!(letter.to, ["anna@mail.example"]);
    assert!(letter.text().contains("/reset/"));
    // A link opens what it was made for, and nothing else.
    assert_eq!(refused(&scene.reset(&confirmation, "a new and longer one").await), (422, "link_unknown"));
    let verify = json!({"token": letter.link_token()});
    assert_eq!(refused(&scene.post("/api/auth/email/verify", &verify).await), (422, "link_unknown"));
    assert_eq!(
        refused(&scene.log_in("boris@mail.example", &password_of("boris")).await),
        (401, "wrong_credentials")
    );
    assert_eq!(
        refused(&scene.post("/api/auth/password/forgot", &json!({"email": "?"})).await),
        (422, "validation_failed")
    );
    scene.server.stop().await;
    assert!(scene.mail.is_idle().await);
}

#[tokio::test]
async fn links_run_out_and_those_to_another_address_are_worth_nothing() {
    let scene = Scene::open().await;
    let (anna, confirmation) = scene.register("anna").await;
    scene.server.clock.advance(24 * HOUR + Duration::from_secs(1));
    let late = json!({"token": confirmation.link_token()});
    assert_eq!(refused(&scene.post("/api/auth/email/verify", &late).await), (422, "link_unknown"));
    let again = json!({"email": "anna@mail.example"});
    assert_eq!(scene.post("/api/auth/email/resend", &again).await.0, StatusCode::NO_CONTENT);
    let confirmation = scene.mail.next().await.expect("a letter");
    let verify = json!({"token": confirmation.link_token()});
    assert_eq!(scene.post("/api/auth/email/verify", &verify).await.0, StatusCode::OK);
    assert_eq!(refused(&scene.post("/api/auth/email/verify", &verify).await), (422, "link_unknown"));

    scene.forgot("anna@mail.example").await;
    let reset = scene.mail.next().await.expect("a letter");
    scene.server.clock.advance(HOUR + Duration::from_secs(1));
    assert_eq!(refused(&scene.reset(&reset, "a new and longer one").await), (422, "link_unknown"));

    scene.forgot("anna@mail.example").await;
    let reset = scene.mail.next().await.expect("a letter");
    let token = scene.log_in("anna", &password_of("anna")).await.1["accessToken"].clone();
    let anna = anna.with_token(token.as_str().expect("a token"));
    assert_eq!(scene.mail.next().await.expect("a letter").header("Subject"), "A new sign-in to Zvonilka");
    let change = json!({"email": "anna@other.example", "password": password_of("anna")});
    let (status, me) = scene.asked(&anna, Method::PUT, "/api/auth/email", &change).await;
    assert_eq!(
        (status, &me["email"], &me["emailConfirmed"]),
        (StatusCode::OK, &json!("anna@other.example"), &json!(false))
    );
    assert_eq!(refused(&scene.reset(&reset, "a new and longer one").await), (422, "link_unknown"));
}

#[tokio::test]
async fn another_address_needs_the_password_and_the_one_before_is_told() {
    let scene = Scene::open().await;
    let anna = scene.confirmed("anna").await;
    scene.confirmed("boris").await;
    let change = async |body: Value| scene.asked(&anna, Method::PUT, "/api/auth/email", &body).await;
    let wrong = json!({"email": "anna@other.example", "password": "not mine"});
    assert_eq!(refused(&change(wrong).await), (401, "wrong_credentials"));
    let taken = json!({"email": "Boris@mail.example", "password": password_of("anna")});
    assert_eq!(refused(&change(taken).await), (409, "email_taken"));
    let (status, _) = change(json!({"email": "anna@other.example", "password": password_of("anna")})).await;
    assert_eq!(status, StatusCode::OK);
    let mut letters =
        [scene.mail.next().await.expect("a letter"), scene.mail.next().await.expect("a letter")];
    letters.sort_by(|one, other| one.to.cmp(&other.to));
    let [told, confirmation] = letters;
    assert_eq!(
        (told.to.clone(), told.header("Subject")),
        (vec!["anna@mail.example".to_owned()], "The e-mail address was changed".to_owned())
    );
    assert_eq!(confirmation.to, ["anna@other.example"]);
    let verify = json!({"token": confirmation.link_token()});
    assert_eq!(scene.post("/api/auth/email/verify", &verify).await.0, StatusCode::OK);
    let (status, me) = change(json!({"password": password_of("anna")})).await;
    assert_eq!((status, me.get("email")), (StatusCode::OK, None));
}

#[tokio::test]
async fn a_new_sign_in_is_told_unless_it_is_switched_off() {
    let scene = Scene::open().await;
    let anna = scene.confirmed("anna").await;
    assert_eq!(scene.log_in("anna", &password_of("anna")).await.0, StatusCode::OK);
    let letter = scene.mail.next().await.expect("a letter");
    assert_eq!(letter.header("Subject"), "A new sign-in to Zvonilka");
    let text = letter.text();
    assert!(
        text.contains("Firefox")
            && text.contains("127.0.0.1")
            && text.contains("https://chat.example/settings/"),
        "{text}"
    );
    let path = "/api/auth/email/settings";
    let settings: Value = anna.get(path).await.expect("read");
    assert_eq!(settings, json!({"signInNotice": true}));
    let off = json!({"signInNotice": false});
    assert_eq!(scene.asked(&anna, Method::PUT, path, &off).await.0, StatusCode::NO_CONTENT);
    assert_eq!(anna.get::<Value>(path).await.expect("read"), off);
    assert_eq!(scene.log_in("anna", &password_of("anna")).await.0, StatusCode::OK);
    scene.forgot("anna@mail.example").await;
    assert!(scene.mail.next().await.expect("a letter").text().contains("/reset/"));
}

#[tokio::test]
async fn a_sign_in_by_passkey_is_told_with_its_time_and_which_time_that_is() {
    let scene = Scene::open().await;
    let anna = scene.confirmed("anna").await;
    let auth = &scene.server.service.auth;
    let token = anna.token().expect("signed in");
    let actor = auth.authenticate(token).await.expect("signed in").actor;
    let plan = auth.plan_passkey(actor, password_of("anna")).await.expect("planned");
    let mut phone = Authenticator::new(plan.user_handle());
    auth.add_passkey(actor, &site(), phone.made(&plan.challenge)).await.expect("added");
    let challenge = auth.passkey_challenge("192.0.2.7").expect("given");
    phone.count += 1;
    auth.log_in_by_passkey(&site(), phone.signs(&challenge)).await.expect("signed in");
    let letter = scene.mail.next().await.expect("a letter");
    assert_eq!(letter.header("Subject"), "A new sign-in to Zvonilka");
    let now = scene.server.service.now().to_string();
    let told = format!("{} at {} (UTC), network address 192.0.2.7", &now[..10], &now[11..16]);
    assert!(letter.text().contains(&told), "{told}: {}", letter.text());
}

#[tokio::test]
async fn a_letter_that_is_not_taken_comes_again_also_after_a_restart_and_one_that_is_refused_does_not() {
    let scene = Scene::open().await;
    scene.confirmed("anna").await;
    scene.confirmed("boris").await;
    scene.until_due(|due| due.is_none()).await;
    scene.mail.answer_next("550 there is nobody");
    scene.forgot("boris@mail.example").await;
    scene.until_due(|due| due.is_none()).await;
    scene.mail.answer_next("451 come back later");
    scene.forgot("anna@mail.example").await;
    // Put off by the first pause, which is shorter than the lease of a letter on its way.
    scene.until_due(|due| due == Some(Duration::from_secs(15))).await;
    let Scene { server, mail } = scene;
    let server = server.restart().await.expect("starts");
    server.clock.advance(Duration::from_secs(15));
    let scene = Scene { server, mail };
    scene.forgot("anna@mail.example").await;
    for _ in 0..2 {
        assert_eq!(scene.mail.next().await.expect("a letter").to, ["anna@mail.example"]);
    }
    scene.until_due(|due| due.is_none()).await;
    scene.server.stop().await;
    assert!(scene.mail.is_idle().await);
}

#[tokio::test]
async fn letters_go_encrypted_and_only_to_who_can_prove_their_name() {
    for way in [MailWay::Tls, MailWay::StartTls] {
        let mail = MailServer::start(way).await.expect("starts");
        let roots = Roots::only([mail.certificate()]);
        let server = TestServer::start(settings(mail.reached(), roots)).await.expect("starts");
        let scene = Scene { server, mail };
        scene.confirmed("anna").await;
        let said = scene.mail.next_talk().await.expect("talked");
        assert!(said.iter().any(|line| line.starts_with("AUTH PLAIN")), "{said:?}");
        scene.server.stop().await;

        let mail = MailServer::start(way).await.expect("starts");
        let server = TestServer::start(settings(mail.reached(), Roots::only([]))).await.expect("starts");
        let scene = Scene { server, mail };
        let body = json!({"login": "anna", "password": password_of("anna"), "email": "anna@mail.example"});
        assert_eq!(scene.post("/api/auth/register", &body).await.0, StatusCode::CREATED);
        let said = scene.mail.next_talk().await.expect("talked");
        assert!(said.iter().all(|line| line.starts_with("EHLO") || line == "STARTTLS"), "{said:?}");
    }
    // A mail server that offers no encryption hears nothing of letters or passwords.
    let mail = MailServer::start(MailWay::Plain).await.expect("starts");
    let mut reached = mail.reached();
    reached.security = SmtpSecurity::StartTls;
    reached.credentials = Some(("chat".to_owned(), "secret".to_owned()));
    let server = TestServer::start(settings(reached, Roots::only([]))).await.expect("starts");
    let scene = Scene { server, mail };
    let body = json!({"login": "anna", "password": password_of("anna"), "email": "anna@mail.example"});
    assert_eq!(scene.post("/api/auth/register", &body).await.0, StatusCode::CREATED);
    let said = scene.mail.next_talk().await.expect("talked");
    assert!(said.iter().all(|line| line.starts_with("EHLO") || line == "QUIT"), "{said:?}");
}

#[tokio::test]
async fn without_a_mail_server_nothing_is_offered_and_nothing_promised() {
    let server = TestServer::start(TestServerSettings::default()).await.expect("starts");
    let info: Value = server.api().get("/api/info").await.expect("read");
    assert_eq!(info, json!({"registration": "open", "email": "optional", "mail": false, "guests": true}));
    for path in ["/api/auth/password/forgot", "/api/auth/email/resend"] {
        let request = server.api().request(Method::POST, path).json(&json!({"email": "anna@mail.example"}));
        let answer = request.send().await.expect("answers");
        assert_eq!(answer.status(), StatusCode::CONFLICT);
        assert_eq!(answer.json::<Value>().await.expect("a problem")["code"], "mail_off");
    }
}

#[tokio::test]
async fn letters_are_not_sent_as_often_as_somebody_asks() {
    let mail = MailServer::start(MailWay::Plain).await.expect("starts");
    let mut settings = settings(mail.reached(), Roots::only([]));
    settings.service.limits = zvonilka_service::LimitSettings::Enabled;
    let scene = Scene { server: TestServer::start(settings).await.expect("starts"), mail };
    for known in ["anna", "nobody"] {
        if known == "anna" {
            scene.confirmed(known).await;
        }
        let address = format!("{known}@mail.example");
        let mut asked = 0;
        while scene.forgot(&address).await == StatusCode::NO_CONTENT {
            asked += 1;
            assert!(asked < 20, "no end");
        }
        // One was the confirmation.
        assert_eq!(asked, if known == "anna" { 2 } else { 3 });
    }
}
