//! Who gets in, stays in, and is put out.

use std::time::Duration;

use rstest::rstest;
use zvonilka_model::{Admin, Change, DeviceName, InviteCode, Login, SessionEnd};
use zvonilka_service::{LogIn, NewInvite, ServiceError, ServiceSettings};
use zvonilka_testkit::service::{TestService, open_settings, password_of};

const ADDRESS: &str = "192.0.2.7";

async fn open_service() -> TestService {
    TestService::start(open_settings()).await.expect("a fresh database")
}

fn log_in(login: &str, password: &str) -> LogIn {
    LogIn {
        login: login.to_owned(),
        password: password.to_owned(),
        code: None,
        device: DeviceName::lossy("test"),
        address: ADDRESS.to_owned(),
    }
}

#[tokio::test]
async fn an_invitation_is_needed_and_its_last_use_is_the_last() {
    let settings =
        ServiceSettings { registration: zvonilka_model::RegistrationMode::Invite, ..open_settings() };
    let t = TestService::start(settings).await.expect("a fresh database");
    assert!(matches!(t.register_with("anna", None).await, Err(ServiceError::InviteRequired)));
    let unknown = InviteCode::parse("nonsense").expect("valid form");
    assert!(matches!(t.register_with("anna", Some(unknown)).await, Err(ServiceError::InviteUnknown)));

    let once = NewInvite { max_uses: Some(1), ..NewInvite::default() };
    let invite = t.service.invites.create_as_owner(once).await.expect("made");
    t.register_with("anna", Some(invite.code.clone())).await.expect("the first use");
    let second = t.register_with("boris", Some(invite.code)).await;
    assert!(matches!(second, Err(ServiceError::InviteUsedUp)));

    let week = NewInvite { lifetime: Some(Duration::from_secs(60)), ..NewInvite::default() };
    let invite = t.service.invites.create_as_owner(week).await.expect("made");
    t.clock.advance(Duration::from_secs(61));
    assert!(matches!(t.register_with("vera", Some(invite.code)).await, Err(ServiceError::InviteUsedUp)));
}

#[tokio::test]
async fn only_an_admin_invites_and_makes_admins() {
    let t = open_service().await;
    let member = t.register("anna").await;
    let refused = t.service.invites.create(member, NewInvite::default()).await;
    assert!(matches!(refused, Err(ServiceError::Forbidden)));
    assert!(matches!(t.service.invites.list(member).await, Err(ServiceError::Forbidden)));

    let invite = NewInvite { admin: true, ..NewInvite::default() };
    let invite = t.service.invites.create_as_owner(invite).await.expect("made");
    let boss = t.register_with("boss", Some(invite.code)).await.expect("registered");
    let boss = t.actor(&boss).await;
    assert_eq!(boss.admin, Admin::Yes);
    t.service.invites.create(boss, NewInvite::default()).await.expect("an admin invites");
}

#[rstest]
#[case::wrong_password("anna", "not her password")]
#[case::unknown_login("nobody", "anna drinks tea")]
#[tokio::test]
async fn a_failed_log_in_does_not_tell_what_was_wrong(#[case] login: &str, #[case] password: &str) {
    let t = open_service().await;
    t.register("anna").await;
    assert!(matches!(
        t.service.auth.log_in(log_in(login, password)).await,
        Err(ServiceError::WrongCredentials)
    ));
}

#[tokio::test]
async fn logins_are_one_whatever_their_case() {
    let t = open_service().await;
    t.register("anna").await;
    assert!(matches!(t.register_with("ANNA", None).await, Err(ServiceError::LoginTaken)));
    t.service.auth.log_in(log_in("Anna", &password_of("anna"))).await.expect("the same person");
}

#[tokio::test]
async fn a_lost_answer_or_a_second_tab_logs_nobody_out() {
    let t = open_service().await;
    let first = t.register_with("anna", None).await.expect("registered");
    let second = t.service.auth.refresh(&first.refresh_token, ADDRESS).await.expect("rotates");
    assert_ne!(first.refresh_token, second.refresh_token);
    // The answer was lost, or another tab was as quick: the old token gives the same successor.
    let again = t.service.auth.refresh(&first.refresh_token, ADDRESS).await.expect("still valid");
    assert_eq!(second.refresh_token, again.refresh_token);
    t.service.auth.refresh(&second.refresh_token, ADDRESS).await.expect("rotates");
}

#[tokio::test]
async fn reuse_of_an_old_token_ends_the_session_at_once() {
    let t = open_service().await;
    let first = t.register_with("anna", None).await.expect("registered");
    let second = t.service.auth.refresh(&first.refresh_token, ADDRESS).await.expect("rotates");
    let third = t.service.auth.refresh(&second.refresh_token, ADDRESS).await.expect("rotates");
    t.told.take();

    let stolen = t.service.auth.refresh(&first.refresh_token, ADDRESS).await;
    assert!(matches!(stolen, Err(ServiceError::SessionEnded)));
    let told = t.told.take();
    assert!(matches!(told.as_slice(), [Change::SessionEnded { reason: SessionEnd::TokenReuse, .. }]));
    assert!(matches!(
        t.service.auth.authenticate(&third.access_token).await,
        Err(ServiceError::SessionEnded)
    ));
    let newest = t.service.auth.refresh(&third.refresh_token, ADDRESS).await;
    assert!(matches!(newest, Err(ServiceError::SessionEnded)));
}

#[tokio::test]
async fn forged_tokens_are_not_ours() {
    let t = open_service().await;
    let mine = t.register_with("anna", None).await.expect("registered");
    for end in ["", "A", "AAAA"] {
        let forged = format!("{}{end}", &mine.refresh_token[..mine.refresh_token.len() - 4]);
        let refused = t.service.auth.refresh(&forged, ADDRESS).await;
        assert!(matches!(refused, Err(ServiceError::Unauthenticated)), "{end:?}");
    }
    let (head, signature) = mine.access_token.rsplit_once('.').expect("a JWT");
    for forged in [
        format!("{head}."),
        format!("{head}.{}", signature.to_lowercase()),
        "a.b.c".to_owned(),
        String::new(),
    ] {
        assert!(matches!(t.service.auth.authenticate(&forged).await, Err(ServiceError::Unauthenticated)));
    }
}

#[tokio::test]
async fn an_access_token_lapses_and_a_session_lapses_only_unused() {
    let t = open_service().await;
    let mut mine = t.register_with("anna", None).await.expect("registered");
    t.clock.advance(Duration::from_secs(24 * 3_600));
    assert!(matches!(t.service.auth.authenticate(&mine.access_token).await, Err(ServiceError::TokenExpired)));
    for _ in 0..3 {
        t.clock.advance(Duration::from_secs(28 * 24 * 3_600));
        mine = t.service.auth.refresh(&mine.refresh_token, ADDRESS).await.expect("used in time");
    }
    t.clock.advance(Duration::from_secs(31 * 24 * 3_600));
    let lapsed = t.service.auth.refresh(&mine.refresh_token, ADDRESS).await;
    assert!(matches!(lapsed, Err(ServiceError::SessionEnded)));
}

#[tokio::test]
async fn an_ended_session_stops_working_at_once_and_the_others_go_on() {
    let t = open_service().await;
    let phone = t.register_with("anna", None).await.expect("registered");
    let laptop = t.service.auth.log_in(log_in("anna", &password_of("anna"))).await.expect("logged in");
    let laptop_actor = t.actor(&laptop).await;
    // Known to the session cache: the ending must not wait for the cache to grow stale.
    t.actor(&phone).await;
    t.service.auth.end_session(laptop_actor, phone.session).await.expect("ended");
    assert!(matches!(
        t.service.auth.authenticate(&phone.access_token).await,
        Err(ServiceError::SessionEnded)
    ));
    t.service.auth.authenticate(&laptop.access_token).await.expect("still alive");
    let sessions = t.service.auth.sessions(laptop_actor).await.expect("listed");
    assert_eq!(sessions.iter().map(|s| s.id).collect::<Vec<_>>(), [laptop.session]);
    let stranger = t.register("boris").await;
    let refused = t.service.auth.end_session(stranger, laptop.session).await;
    assert!(matches!(refused, Err(ServiceError::NotFound)));
}

#[tokio::test]
async fn a_changed_password_ends_the_other_sessions() {
    let t = open_service().await;
    let phone = t.register_with("anna", None).await.expect("registered");
    let laptop = t.service.auth.log_in(log_in("anna", &password_of("anna"))).await.expect("logged in");
    let actor = t.actor(&laptop).await;
    let new = "a wholly new secret".to_owned();
    let wrong = t.service.auth.change_password(actor, "wrong".to_owned(), new.clone()).await;
    assert!(matches!(wrong, Err(ServiceError::WrongCredentials)));
    t.service.auth.change_password(actor, password_of("anna"), new.clone()).await.expect("changed");
    assert!(matches!(
        t.service.auth.authenticate(&phone.access_token).await,
        Err(ServiceError::SessionEnded)
    ));
    t.service.auth.authenticate(&laptop.access_token).await.expect("this one goes on");
    t.service.auth.log_in(log_in("anna", &new)).await.expect("the new password works");
}

#[tokio::test]
async fn tokens_outlive_a_restart_of_the_server() {
    let t = open_service().await;
    let mine = t.register_with("anna", None).await.expect("registered");
    let t = t.restart().await.expect("restarts");
    t.service.auth.authenticate(&mine.access_token).await.expect("the keys are in the database");
    t.service.auth.refresh(&mine.refresh_token, ADDRESS).await.expect("the keys are in the database");
}

#[tokio::test]
async fn the_last_admin_cannot_vanish() {
    let t = open_service().await;
    let invite = NewInvite { admin: true, ..NewInvite::default() };
    let invite = t.service.invites.create_as_owner(invite).await.expect("made");
    t.register_with("boss", Some(invite.code)).await.expect("registered");
    let boss = Login::parse("boss").expect("valid");
    assert!(matches!(t.service.auth.set_admin(&boss, Admin::No).await, Err(ServiceError::Conflict)));
    assert!(matches!(t.service.auth.set_disabled(&boss, true).await, Err(ServiceError::Conflict)));
}
