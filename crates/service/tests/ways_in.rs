//! Signing in by more, or by something else, than a password.

use std::time::Duration;

use rstest::rstest;
use zvonilka_model::{Actor, Clock as _, DeviceName, Login, PasskeyName, SignInWay};
use zvonilka_service::{
    LimitSettings, LogIn, MadePasskey, NewPassword, PasskeySite, PasskeyUse, ServiceError, ServiceSettings,
    SignIn,
};
use zvonilka_testkit::{
    authenticator::{Authenticator, client_data, site, text},
    code_app::code,
    service::{TestService, open_settings, password_of},
};

const ADDRESS: &str = "192.0.2.7";

async fn service() -> (TestService, Actor) {
    let t = TestService::start(open_settings()).await.expect("a fresh database");
    let anna = t.register("anna").await;
    (t, anna)
}

fn log_in(code: Option<&str>) -> LogIn {
    LogIn {
        login: "anna".to_owned(),
        password: password_of("anna"),
        code: code.map(str::to_owned),
        device: DeviceName::lossy("test"),
        address: ADDRESS.to_owned(),
    }
}

/// An app that shows codes.
struct App(String);

impl App {
    /// What it shows, so many steps from now.
    fn shows(&self, t: &TestService, steps: i64) -> String {
        code(&self.0, t.clock.now(), steps)
    }
}

/// Turns codes on; gives the app and the recovery codes.
async fn two_steps(t: &TestService, anna: Actor) -> (App, Vec<String>) {
    let secret = t.service.auth.begin_two_step(anna, password_of("anna"), Some("chat.example.org")).await;
    let secret = secret.expect("her password");
    assert!(secret.address.starts_with("otpauth://totp/Zvonilka:anna@chat.example.org?secret="));
    let app = App(secret.text);
    let codes = t.service.auth.enable_two_step(anna, &app.shows(t, 0)).await.expect("a right code");
    (app, codes)
}

#[tokio::test]
async fn a_code_is_asked_for_after_the_password_and_works_once() {
    let (t, anna) = service().await;
    let auth = &t.service.auth;
    assert!(!auth.two_step(anna).await.expect("reads").on);
    let (app, codes) = two_steps(&t, anna).await;
    assert_eq!(codes.len(), 10);
    let state = auth.two_step(anna).await.expect("reads");
    assert!(state.on && state.recovery_left == 10);

    assert!(matches!(auth.log_in(log_in(None)).await, Err(ServiceError::SecondFactorRequired)));
    assert!(matches!(auth.log_in(log_in(Some(" "))).await, Err(ServiceError::SecondFactorRequired)));
    // The one that turned it on is used up, and nonsense was never good.
    for code in [app.shows(&t, 0), app.shows(&t, 5), "nonsense".to_owned()] {
        assert!(matches!(auth.log_in(log_in(Some(&code))).await, Err(ServiceError::WrongCode)), "{code}");
    }
    // A wrong password is not told from the missing code's side, whatever code comes with it.
    let wrong = LogIn { password: "not her password".to_owned(), ..log_in(Some(&app.shows(&t, 1))) };
    assert!(matches!(auth.log_in(wrong).await, Err(ServiceError::WrongCredentials)));
    t.clock.advance(Duration::from_secs(30));
    let code = app.shows(&t, 0);
    let signed_in = auth.log_in(log_in(Some(&code))).await.expect("a fresh code");
    let sessions = auth.sessions(anna).await.expect("reads");
    let way = |signed_in: &SignIn| sessions.iter().find(|s| s.id == signed_in.session).map(|s| s.way);
    assert_eq!(way(&signed_in), Some(SignInWay::PasswordAndCode));
    assert!(matches!(auth.log_in(log_in(Some(&code))).await, Err(ServiceError::WrongCode)));

    let spaced = codes[0].replace('-', " ").to_uppercase();
    auth.log_in(log_in(Some(&spaced))).await.expect("a recovery code");
    assert!(matches!(auth.log_in(log_in(Some(&spaced))).await, Err(ServiceError::WrongCode)));
    assert_eq!(auth.two_step(anna).await.expect("reads").recovery_left, 9);
}

#[tokio::test]
async fn nothing_changes_without_password_and_code() {
    let (t, anna) = service().await;
    let auth = &t.service.auth;
    let refused = auth.begin_two_step(anna, "not her password".to_owned(), None).await;
    assert!(matches!(refused, Err(ServiceError::WrongCredentials)));
    assert!(matches!(auth.enable_two_step(anna, "123456").await, Err(ServiceError::Conflict)));
    let secret = auth.begin_two_step(anna, password_of("anna"), None).await.expect("made");
    let app = App(secret.text);
    assert!(matches!(auth.enable_two_step(anna, &app.shows(&t, 9)).await, Err(ServiceError::WrongCode)));
    t.clock.advance(Duration::from_secs(15 * 60));
    assert!(matches!(auth.enable_two_step(anna, &app.shows(&t, 0)).await, Err(ServiceError::Conflict)));
    auth.log_in(log_in(None)).await.expect("nothing is asked for yet");

    let (app, codes) = two_steps(&t, anna).await;
    let again = auth.begin_two_step(anna, password_of("anna"), None).await;
    assert!(matches!(again, Err(ServiceError::Conflict)));
    let (right, wrong) = (password_of("anna"), "not her password".to_owned());
    let refused = auth.disable_two_step(anna, wrong.clone(), &codes[0]).await;
    assert!(matches!(refused, Err(ServiceError::WrongCredentials)));
    let refused = auth.disable_two_step(anna, right.clone(), "000000000").await;
    assert!(matches!(refused, Err(ServiceError::WrongCode)));
    let refused = auth.renew_recovery_codes(anna, wrong, &codes[0]).await;
    assert!(matches!(refused, Err(ServiceError::WrongCredentials)));
    let renewed = auth.renew_recovery_codes(anna, right.clone(), &app.shows(&t, 1)).await.expect("renewed");
    assert!(matches!(auth.log_in(log_in(Some(&codes[1]))).await, Err(ServiceError::WrongCode)));
    auth.disable_two_step(anna, right.clone(), &renewed[0]).await.expect("turned off");
    auth.log_in(log_in(None)).await.expect("no code is asked for");
    let refused = auth.disable_two_step(anna, right, &renewed[1]).await;
    assert!(matches!(refused, Err(ServiceError::Conflict)));
}

#[tokio::test]
async fn another_password_leaves_the_codes_and_the_owner_of_the_server_can_take_them_away() {
    let (t, anna) = service().await;
    let auth = &t.service.auth;
    let login = Login::parse("anna").expect("a login");
    assert!(!auth.drop_two_step(&login).await.expect("works"));
    two_steps(&t, anna).await;
    let token = auth.reset_link(&login).await.expect("made");
    auth.reset_password(&token, "a new and longer one".to_owned(), ADDRESS).await.expect("set");
    let new = LogIn { password: "a new and longer one".to_owned(), ..log_in(None) };
    assert!(matches!(auth.log_in(new).await, Err(ServiceError::SecondFactorRequired)));
    let password = NewPassword::parse(password_of("anna"), &login).expect("good");
    auth.set_password(&login, password).await.expect("set");
    assert!(matches!(auth.log_in(log_in(None)).await, Err(ServiceError::SecondFactorRequired)));
    assert!(auth.drop_two_step(&login).await.expect("works"));
    auth.log_in(log_in(None)).await.expect("the password is enough");
    let nobody = Login::parse("nobody").expect("a login");
    assert!(matches!(auth.drop_two_step(&nobody).await, Err(ServiceError::NotFound)));
}

#[tokio::test]
async fn whoever_guesses_codes_waits_wherever_they_come_from() {
    let settings = ServiceSettings { limits: LimitSettings::Enabled, ..open_settings() };
    let t = TestService::start(settings).await.expect("a fresh database");
    let anna = t.register("anna").await;
    two_steps(&t, anna).await;
    let mut wrong = 0;
    let refused = loop {
        let address = format!("192.0.2.{wrong}");
        match t.service.auth.log_in(LogIn { address, ..log_in(Some("000000000")) }).await {
            Err(ServiceError::WrongCode) if wrong < 20 => wrong += 1,
            other => break other,
        }
    };
    assert!(matches!(refused, Err(ServiceError::TooManyRequests { .. })));
    // One try was spent on turning it on.
    assert_eq!(wrong, 9);
}

async fn with_key(t: &TestService, anna: Actor) -> Authenticator {
    let plan = t.service.auth.plan_passkey(anna, password_of("anna")).await.expect("her password");
    let device = Authenticator::new(plan.user_handle());
    t.service.auth.add_passkey(anna, &site(), device.made(&plan.challenge)).await.expect("added");
    device
}

#[tokio::test]
async fn a_passkey_signs_in_without_password_and_code() {
    let (t, anna) = service().await;
    let auth = &t.service.auth;
    two_steps(&t, anna).await;
    let mut device = with_key(&t, anna).await;
    let challenge = auth.passkey_challenge(ADDRESS).expect("made");
    let signed_in = auth.log_in_by_passkey(&site(), device.signs(&challenge)).await.expect("signed in");
    assert_eq!(signed_in.person.id, anna.user);
    let sessions = auth.sessions(anna).await.expect("reads");
    let session = sessions.iter().find(|session| session.id == signed_in.session).expect("listed");
    assert_eq!(session.way, SignInWay::Passkey);
    assert_eq!(auth.passkeys(anna).await.expect("reads")[0].last_used_at, Some(t.clock.now()));

    // The same answer again, and one to a challenge that has run out.
    let again = auth.log_in_by_passkey(&site(), device.signs(&challenge)).await;
    assert!(matches!(again, Err(ServiceError::PasskeyRefused)));
    let challenge = auth.passkey_challenge(ADDRESS).expect("made");
    t.clock.advance(Duration::from_secs(300));
    let late = auth.log_in_by_passkey(&site(), device.signs(&challenge)).await;
    assert!(matches!(late, Err(ServiceError::PasskeyRefused)));

    // One that counts has to count on.
    let sign = |device: &Authenticator| device.signs(&auth.passkey_challenge(ADDRESS).expect("made"));
    device.count = 5;
    auth.log_in_by_passkey(&site(), sign(&device)).await.expect("counts on");
    assert!(matches!(
        auth.log_in_by_passkey(&site(), sign(&device)).await,
        Err(ServiceError::PasskeyRefused)
    ));
    device.count = 6;
    auth.set_disabled(&Login::parse("anna").expect("a login"), true).await.expect("works");
    let shut = auth.log_in_by_passkey(&site(), sign(&device)).await;
    assert!(matches!(shut, Err(ServiceError::AccountDisabled)));
}

/// Makes one part of a use wrong.
type Spoil = fn(PasskeyUse) -> PasskeyUse;

#[rstest]
#[case::another_key(|used| PasskeyUse { credential: text("another"), ..used })]
#[case::another_person(|used| PasskeyUse { user: text([7; 16]), ..used })]
#[case::another_signature(|used| PasskeyUse { signature: text([0x30; 70]), ..used })]
#[case::another_time(|used| PasskeyUse { client_data: text(client_data("webauthn.get", "AAAA")), ..used })]
#[case::not_base64(|used| PasskeyUse { authenticator_data: "?".to_owned(), ..used })]
#[case::cut_off(|used| PasskeyUse { authenticator_data: text([0; 30]), ..used })]
#[tokio::test]
async fn a_use_of_a_passkey_that_is_not_right_is_refused_and_uses_nothing_up(#[case] spoil: Spoil) {
    let (t, anna) = service().await;
    let device = with_key(&t, anna).await;
    let challenge = t.service.auth.passkey_challenge(ADDRESS).expect("made");
    let refused = t.service.auth.log_in_by_passkey(&site(), spoil(device.signs(&challenge))).await;
    assert!(matches!(refused, Err(ServiceError::PasskeyRefused)));
    t.service.auth.log_in_by_passkey(&site(), device.signs(&challenge)).await.expect("the right one works");
}

#[tokio::test]
async fn a_passkey_is_added_by_its_owner_for_this_site_once() {
    let (t, anna) = service().await;
    let auth = &t.service.auth;
    let refused = auth.plan_passkey(anna, "not her password".to_owned()).await.map(|_| ());
    assert!(matches!(refused, Err(ServiceError::WrongCredentials)));
    let plan = auth.plan_passkey(anna, password_of("anna")).await.expect("her password");
    let device = Authenticator::new(plan.user_handle());
    let boris = t.register("boris").await;
    let stolen = auth.add_passkey(boris, &site(), device.made(&plan.challenge)).await;
    assert!(matches!(stolen, Err(ServiceError::PasskeyRefused)));
    let elsewhere =
        PasskeySite { host: "evil.example.org".to_owned(), origin: "https://evil.example.org".to_owned() };
    let refused = auth.add_passkey(anna, &elsewhere, device.made(&plan.challenge)).await;
    assert!(matches!(refused, Err(ServiceError::PasskeyRefused)));
    let odd = MadePasskey { algorithm: -36, ..device.made(&plan.challenge) };
    assert!(matches!(auth.add_passkey(anna, &site(), odd).await, Err(ServiceError::PasskeyRefused)));
    let sign_in = auth.passkey_challenge(ADDRESS).expect("made");
    let refused = auth.add_passkey(anna, &site(), device.made(&sign_in)).await;
    assert!(matches!(refused, Err(ServiceError::PasskeyRefused)));

    let passkey = auth.add_passkey(anna, &site(), device.made(&plan.challenge)).await.expect("added");
    let again = auth.add_passkey(anna, &site(), device.made(&plan.challenge)).await;
    assert!(matches!(again, Err(ServiceError::PasskeyRefused)));
    let plan = auth.plan_passkey(anna, password_of("anna")).await.expect("her password");
    assert_eq!(plan.known, [text(device.credential())]);
    let twice = auth.add_passkey(anna, &site(), device.made(&plan.challenge)).await;
    assert!(matches!(twice, Err(ServiceError::Conflict)));

    let name = PasskeyName::parse("Связка").expect("a name");
    let refused = auth.rename_passkey(boris, passkey.id, name.clone()).await;
    assert!(matches!(refused, Err(ServiceError::NotFound)));
    assert_eq!(auth.rename_passkey(anna, passkey.id, name.clone()).await.expect("hers").name, name);
    assert!(matches!(auth.remove_passkey(boris, passkey.id).await, Err(ServiceError::NotFound)));
    auth.remove_passkey(anna, passkey.id).await.expect("hers");
    let challenge = auth.passkey_challenge(ADDRESS).expect("made");
    let gone = auth.log_in_by_passkey(&site(), device.signs(&challenge)).await;
    assert!(matches!(gone, Err(ServiceError::PasskeyRefused)));
    auth.log_in(log_in(None)).await.expect("the password stays");
}

#[tokio::test]
async fn passkeys_are_bounded_in_number() {
    let (t, anna) = service().await;
    let auth = &t.service.auth;
    for _ in 0..20 {
        let plan = auth.plan_passkey(anna, password_of("anna")).await.expect("room");
        let device = Authenticator::new(plan.user_handle());
        auth.add_passkey(anna, &site(), device.made(&plan.challenge)).await.expect("room");
    }
    let more = auth.plan_passkey(anna, password_of("anna")).await.map(|_| ());
    assert!(matches!(more, Err(ServiceError::TooManyPasskeys)));
}
