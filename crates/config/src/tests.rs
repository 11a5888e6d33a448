use std::{collections::BTreeSet, fs, path::Path, time::Duration};

use tempfile::TempDir;
use zvonilka_model::RegistrationMode;

use crate::{Config, ConfigError, DatabaseUrl, setting};

fn from_file(text: &str) -> Result<Config, ConfigError> {
    let dir = TempDir::new().expect("a scratch directory");
    fs::write(dir.path().join("zvonilka.toml"), text).expect("a settings file");
    Config::load(dir.path(), None, [])
}

fn from_env(pairs: &[(&str, &str)]) -> Result<Config, ConfigError> {
    let pairs = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Config::load(Path::new("no-such-directory"), None, pairs)
}

/// The sentence with which `text` as a settings file is refused, without the path of the scratch directory.
fn refusal(text: &str) -> String {
    let sentence = from_file(text).expect_err("this should be refused").to_string();
    match (sentence.find("(from "), sentence.find("zvonilka.toml")) {
        (Some(start), Some(end)) => format!("{}(from {}", &sentence[..start], &sentence[end..]),
        _ => sentence,
    }
}

#[test]
fn defaults_need_neither_file_nor_environment() {
    let config = from_env(&[]).unwrap();
    assert_eq!(config.server.listen.to_string(), "0.0.0.0:3000");
    assert_eq!(config.server.public_url, None);
    assert_eq!(config.auth.registration, RegistrationMode::Invite);
    assert!(!config.auth.members_may_invite);
    assert_eq!(config.auth.access_ttl, Duration::from_secs(24 * 60 * 60));
    assert_eq!(config.auth.refresh_ttl, Duration::from_secs(30 * 24 * 60 * 60));
    assert_eq!(config.auth.secret, None);
    assert!(config.limits.enabled);
    assert_eq!(config.database.url, DatabaseUrl::Sqlite("no-such-directory/zvonilka.db".into()));
    assert_eq!(config.storage.folder, Path::new("no-such-directory/files"));
    assert_eq!(config.storage.max_file_size, 2 << 30);
    assert_eq!(config.storage.quota_per_user, 10 << 30);
    assert!(config.chats.family);
    assert_eq!(config.chats.family_title, "Семья");
    assert!(config.previews.enabled);
    assert!(!config.previews.allow_private_addresses);
    assert_eq!(config.calls.ring_timeout, Duration::from_secs(45));
    assert!(config.turn.enabled && !config.turn.allow_private_peers);
    assert_eq!(config.turn.listen.to_string(), "0.0.0.0:3478");
    assert_eq!(config.turn.tls_listen.to_string(), "0.0.0.0:5349");
    assert_eq!((config.turn.allocations_per_user, config.turn.rate_per_user), (64, 12_500_000));
    assert_eq!(config.turn.stun_query, None);
    assert_eq!((config.turn.public_address, config.turn.relay_ports), (None, 49_152..=65_535));
    assert_eq!(config.turn.external_urls, Vec::<String>::new());
    assert_eq!(config.turn.ttl, Duration::from_secs(12 * 60 * 60));
}

#[test]
fn the_environment_wins_over_the_file_and_the_file_over_the_defaults() {
    let dir = TempDir::new().unwrap();
    fs::write(
        dir.path().join("zvonilka.toml"),
        "[calls]\nring_timeout = \"10s\"\n[auth]\nregistration = \"open\"\nmembers_may_invite = true\n",
    )
    .unwrap();
    let environment = [
        ("ZVONILKA_AUTH_REGISTRATION".to_owned(), "closed".to_owned()),
        ("PATH".to_owned(), "/bin".to_owned()),
    ];
    let config = Config::load(dir.path(), None, environment).unwrap();
    assert_eq!(config.calls.ring_timeout, Duration::from_secs(10));
    assert_eq!(config.auth.registration, RegistrationMode::Closed);
    assert!(config.auth.members_may_invite);
    assert_eq!(config.auth.access_ttl, Duration::from_secs(24 * 60 * 60));
}

#[test]
fn a_named_file_replaces_the_one_in_the_data_directory() {
    let dir = TempDir::new().unwrap();
    fs::write(dir.path().join("zvonilka.toml"), "[calls]\nring_timeout = \"10s\"\n").unwrap();
    fs::write(dir.path().join("other.toml"), "[limits]\nenabled = false\n").unwrap();
    let config = Config::load(dir.path(), Some(&dir.path().join("other.toml")), []).unwrap();
    assert_eq!(config.calls.ring_timeout, Duration::from_secs(45));
    assert!(!config.limits.enabled);
}

#[test]
fn a_named_file_that_is_missing_is_refused() {
    let error = Config::load(Path::new("."), Some(Path::new("no-such-file.toml")), []).unwrap_err();
    assert!(matches!(error, ConfigError::Unreadable { .. }));
    assert!(error.to_string().starts_with("cannot read the settings file no-such-file.toml: "));
}

#[test]
fn a_file_that_is_not_toml_is_refused_with_the_line() {
    let error = from_file("[auth\nregistration = 1").unwrap_err();
    assert!(matches!(error, ConfigError::NotToml { .. }));
    assert!(error.to_string().contains("line 1"), "{error}");
    assert!(!error.to_string().contains('\n'), "{error}");
}

#[test]
fn lists_are_arrays_in_toml_and_separated_by_commas_in_the_environment() {
    let toml = from_file(
        "[server]\nallowed_origins = [\"https://a.example\", \"http://b.example:8080/\"]\n\
         trusted_proxies = [\"127.0.0.1\", \"10.0.0.0/8\", \"fd00::/8\"]",
    )
    .unwrap();
    let env = from_env(&[
        ("ZVONILKA_SERVER_ALLOWED_ORIGINS", "https://a.example, http://b.example:8080"),
        ("ZVONILKA_SERVER_TRUSTED_PROXIES", "127.0.0.1,10.0.0.0/8,fd00::/8"),
    ])
    .unwrap();
    assert_eq!(toml.server, env.server);
    assert_eq!(env.server.allowed_origins, ["https://a.example", "http://b.example:8080"]);
    assert_eq!(
        env.server.trusted_proxies,
        ["127.0.0.1/32", "10.0.0.0/8", "fd00::/8"].map(|net| net.parse().unwrap())
    );
}

#[test]
fn the_public_address_is_kept_as_browsers_send_it() {
    let config = from_env(&[("ZVONILKA_SERVER_PUBLIC_URL", "https://Chat.Example.org:443/")]).unwrap();
    assert_eq!(config.server.public_url.as_deref(), Some("https://chat.example.org"));
}

#[test]
fn both_databases_can_be_named() {
    let dir = Path::new("no-such-directory");
    let url = |text: &str| from_env(&[("ZVONILKA_DATABASE_URL", text)]).map(|config| config.database.url);
    assert_eq!(url("sqlite:messages.db").unwrap(), DatabaseUrl::Sqlite(dir.join("messages.db")));
    assert_eq!(url("sqlite:///var/lib/z.db").unwrap(), DatabaseUrl::Sqlite("/var/lib/z.db".into()));
    let DatabaseUrl::Postgres(address) = url("postgres://me:pass@db:5432/chat").unwrap() else {
        panic!("a PostgreSQL address was read as a file");
    };
    assert_eq!(address.expose(), "postgres://me:pass@db:5432/chat");
    for bad in
        ["mysql://db/chat", "postgres://db", "sqlite:", "sqlite::memory:", "sqlite:a.db?mode=ro", "chat.db"]
    {
        assert!(matches!(url(bad), Err(ConfigError::Invalid { .. })), "{bad}");
    }
}

#[test]
fn the_relay_inside_is_described_by_ports_and_an_address() {
    let with = |name: &str, value: &str| from_env(&[(&format!("ZVONILKA_TURN_{name}"), value)]);
    for (given, read) in [
        ("203.0.113.5", "203.0.113.5"),
        ("[2001:db8::1]", "2001:db8::1"),
        ("chat.example.org", "chat.example.org"),
    ] {
        let turn = with("PUBLIC_ADDRESS", given).unwrap().turn;
        assert_eq!(turn.public_address.as_deref(), Some(read));
    }
    assert_eq!(with("RELAY_PORTS", "50000 - 50000").unwrap().turn.relay_ports, 50_000..=50_000);
    let bad = [
        ("PUBLIC_ADDRESS", "chat.example.org:3478"),
        ("PUBLIC_ADDRESS", "https://chat.example.org"),
        ("RELAY_PORTS", "50000"),
        ("RELAY_PORTS", "50001-50000"),
        ("RELAY_PORTS", "0-9"),
        ("RELAY_PORTS", "1-70000"),
        ("LISTEN", "3478"),
        ("ENABLED", "perhaps"),
    ];
    for (name, value) in bad {
        assert!(matches!(with(name, value), Err(ConfigError::Invalid { .. })), "{name} {value}");
    }
}

#[test]
fn turn_addresses_are_accepted_as_browsers_accept_them() {
    let urls = "stun:stun.example.org,turn:[2001:db8::1]:3478?transport=udp,turns:relay.example.org:5349?transport=tcp";
    let config =
        from_env(&[("ZVONILKA_TURN_EXTERNAL_URLS", urls), ("ZVONILKA_TURN_SECRET", "shared with coturn")])
            .unwrap();
    assert_eq!(config.turn.external_urls.join(","), urls);
    let bad = [
        "example.org:3478",
        "http://example.org",
        "stun:",
        "turn:host:0",
        "turn:host:port",
        "turn:[::1:3478",
    ];
    for url in
        bad.into_iter().chain(["stun:host?transport=udp", "turn:host?transport=sctp", "turn:user@host"])
    {
        let result = from_env(&[("ZVONILKA_TURN_EXTERNAL_URLS", url), ("ZVONILKA_TURN_SECRET", "s")]);
        assert!(matches!(result, Err(ConfigError::Invalid { .. })), "{url}");
    }
}

#[test]
fn refusals_are_one_sentence_with_the_setting_the_value_and_what_is_allowed() {
    let cases = [
        (
            "[auth]\nregistration = \"opne\"",
            "[auth] registration = \"opne\" (from zvonilka.toml) is not acceptable; allowed: \"invite\", \"open\" or \
             \"closed\"",
        ),
        (
            "[calls]\nring_timeout = 45",
            "[calls] ring_timeout = 45 (from zvonilka.toml) is not acceptable; allowed: a length of time from 1s to 10m \
             with its unit, such as \"45s\"",
        ),
        (
            "[calls]\nring_timeout = \"11m\"",
            "[calls] ring_timeout = \"11m\" (from zvonilka.toml) is not acceptable; allowed: a length of time from 1s \
             to 10m with its unit, such as \"45s\"",
        ),
        (
            "[limits]\nenabled = \"maybe\"",
            "[limits] enabled = \"maybe\" (from zvonilka.toml) is not acceptable; allowed: true or false",
        ),
        (
            "[limits]\nenabled = 1",
            "[limits] enabled = 1 (from zvonilka.toml) is not acceptable; allowed: true or false",
        ),
        (
            "[server]\nlisten = \"3000\"",
            "[server] listen = \"3000\" (from zvonilka.toml) is not acceptable; allowed: an IP address and a port, such \
             as \"0.0.0.0:3000\" or \"[::]:3000\"",
        ),
        (
            "[server]\nlisten = \"\"",
            "[server] listen = \"\" (from zvonilka.toml) is not acceptable; allowed: an IP address and a port, such as \
             \"0.0.0.0:3000\" or \"[::]:3000\"",
        ),
        (
            "[server]\nallowed_origins = [\"https://a.example\", \"*\"]",
            "[server] allowed_origins = \"*\" (from zvonilka.toml) is not acceptable; allowed: a list of origins such as \
             \"https://chat.example.org\", with no path and no *",
        ),
        (
            "[server]\ntrusted_proxies = [1]",
            "[server] trusted_proxies = [1] (from zvonilka.toml) is not acceptable; allowed: a list of IP addresses or \
             networks, such as \"127.0.0.1\" or \"10.0.0.0/8\"",
        ),
        (
            "[server]\npublic_url = \"https://example.org/chat\"",
            "[server] public_url = \"https://example.org/chat\" (from zvonilka.toml) is not acceptable; allowed: http:// \
             or https://, a host and perhaps a port, with no path, such as \"https://chat.example.org\"",
        ),
        (
            "[chats]\nfamily_title = \"  \"",
            "[chats] family_title = \"  \" (from zvonilka.toml) is not acceptable; allowed: 1 to 64 characters on one \
             line",
        ),
        (
            "[auth]\naccess_ttl = \"2h\"\nrefresh_ttl = \"1h\"",
            "[auth] refresh_ttl = \"1h\" is shorter than [auth] access_ttl = \"2h\"; allowed: the same or longer, because \
             the refresh token is what renews the access token",
        ),
        (
            "[turn]\nexternal_urls = [\"stun:a.example\", \"turn:a.example\"]",
            "[turn] external_urls names turn:a.example, but [turn] secret is not set; allowed: stun: addresses alone, or \
             turn: addresses together with the secret that the TURN server knows (coturn: static-auth-secret)",
        ),
    ];
    for (text, sentence) in cases {
        assert_eq!(refusal(text), sentence);
    }
}

#[test]
fn unknown_names_are_refused_with_the_known_ones() {
    let cases = [
        (
            "[auth]\nacces_ttl = \"1h\"",
            "unknown setting [auth] acces_ttl (from zvonilka.toml); known here: registration, email, members_may_invite, \
             access_ttl, refresh_ttl, secret",
        ),
        (
            "[redis]\nurl = \"redis://localhost\"",
            "unknown setting [redis] (from zvonilka.toml); known here: [server], [tls], [auth], [limits], [database], [storage], \
             [chats], [previews], [push], [smtp], [calls], [turn], [metrics]",
        ),
        (
            "listen = \"0.0.0.0:1\"",
            "unknown setting listen (from zvonilka.toml); known here: [server], [tls], [auth], [limits], [database], [storage], \
             [chats], [previews], [push], [smtp], [calls], [turn], [metrics]",
        ),
    ];
    for (text, sentence) in cases {
        assert_eq!(refusal(text), sentence);
    }
}

#[test]
fn a_misspelt_variable_is_refused_and_not_ignored() {
    let sentence = from_env(&[("ZVONILKA_LIMITS_ENABLE", "false")]).unwrap_err().to_string();
    assert_eq!(
        sentence,
        "unknown setting ZVONILKA_LIMITS_ENABLE (from the environment); known here: ZVONILKA_LIMITS_ENABLED"
    );
    let sentence = from_env(&[("ZVONILKA_REDIS_URL", "redis://here")]).unwrap_err().to_string();
    assert!(sentence.starts_with("unknown setting ZVONILKA_REDIS_URL (from the environment)"), "{sentence}");
}

#[test]
fn variables_of_our_own_tests_are_no_settings() {
    from_env(&[("ZVONILKA_BIN", "x"), ("ZVONILKA_SERVER", "y"), ("ZVONILKA_TEST_POSTGRES", "required")])
        .unwrap();
}

#[test]
fn secrets_appear_neither_in_debug_output_nor_in_refusals() {
    let config = from_env(&[
        ("ZVONILKA_AUTH_SECRET", "correct-horse-battery-staple-0123456789"),
        ("ZVONILKA_TURN_SECRET", "coturn-knows-this"),
        ("ZVONILKA_DATABASE_URL", "postgres://me:hunter2@db/chat"),
    ])
    .unwrap();
    let shown = format!("{config:?}");
    for secret in ["correct-horse", "coturn-knows", "hunter2"] {
        assert!(!shown.contains(secret), "{shown}");
    }
    let short = from_env(&[("ZVONILKA_AUTH_SECRET", "too-short")]).unwrap_err().to_string();
    assert_eq!(
        short,
        "[auth] secret = (hidden) (from the environment) is not acceptable; allowed: text of at least 32 bytes"
    );
    let database =
        from_env(&[("ZVONILKA_DATABASE_URL", "mysql://me:hunter2@db/chat")]).unwrap_err().to_string();
    assert!(!database.contains("hunter2"), "{database}");
}

#[test]
fn the_documentation_lists_every_setting_with_its_default_and_nothing_else() {
    let known: BTreeSet<String> = setting::all()
        .map(|setting| {
            let default =
                if setting.default.is_empty() { "—".to_owned() } else { format!("`{}`", setting.default) };
            format!("| `{}.{}` | {default} |", setting.section, setting.key)
        })
        .collect();
    for name in ["configuration.md", "configuration.ru.md"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs").join(name);
        let page = fs::read_to_string(&path).unwrap();
        let documented: BTreeSet<String> = page
            .lines()
            .filter(|line| line.starts_with("| `"))
            .map(|line| line.splitn(4, '|').take(3).collect::<Vec<_>>().join("|") + "|")
            .collect();
        assert_eq!(documented, known, "{name}");
    }
}

#[test]
fn tls_is_off_with_files_or_made_here() {
    use crate::Tls;
    assert_eq!(from_env(&[]).unwrap().tls, Tls::Off);
    let files = from_env(&[
        ("ZVONILKA_TLS_MODE", "files"),
        ("ZVONILKA_TLS_CERTIFICATE", "/etc/tls/cert.pem"),
        ("ZVONILKA_TLS_KEY", "key.pem"),
    ]);
    let (certificate, key) = ("/etc/tls/cert.pem".into(), "no-such-directory/key.pem".into());
    assert_eq!(files.unwrap().tls, Tls::Files { certificate, key });
    let home = from_file("[tls]\nmode = \"self\"\nnames = [\"NAS.lan\", \"192.168.1.5\", \"дом.example\"]");
    let names = ["nas.lan", "192.168.1.5", "xn--d1aqf.example"].map(str::to_owned).to_vec();
    assert_eq!(home.unwrap().tls, Tls::Home { names });
    assert_eq!(
        refusal("[tls]\nmode = \"files\"\nkey = \"key.pem\""),
        "[tls] mode = \"files\" needs [tls] certificate; allowed: the path of a PEM file, in both [tls] certificate and \
         [tls] key"
    );
    assert!(refusal("[tls]\nmode = \"acme\"").contains("allowed: \"off\", \"files\" or \"self\""));
    assert!(refusal("[tls]\nmode = \"self\"\nnames = [\"https://nas\"]").contains("without ports"));
}

#[test]
fn quotas_and_the_server_that_is_asked_are_checked() {
    let turn = from_file(
        "[turn]\nallocations_per_user = 8\nrate_per_user = \"2MiB\"\nstun_query = \"stun.example.org:3478\"",
    );
    let turn = turn.unwrap().turn;
    assert_eq!((turn.allocations_per_user, turn.rate_per_user), (8, 2 << 20));
    assert_eq!(turn.stun_query.as_deref(), Some("stun.example.org:3478"));
    for wrong in [
        "allocations_per_user = 0",
        "allocations_per_user = 5000",
        "allocations_per_user = \"many\"",
        "rate_per_user = \"5\"",
        "stun_query = \"stun.example.org\"",
        "stun_query = \"stun:stun.example.org:3478\"",
    ] {
        assert!(refusal(&format!("[turn]\n{wrong}")).contains("allowed: "), "{wrong}");
    }
}

#[test]
fn a_mail_server_has_a_way_there_perhaps_a_password_and_a_sender() {
    use crate::SmtpSecurity;
    assert_eq!(from_env(&[]).unwrap().smtp, None);
    let of = |url: &str| {
        from_env(&[("ZVONILKA_SMTP_URL", url), ("ZVONILKA_SMTP_FROM", "Дом <chat@example.org>")])
            .map(|config| config.smtp.expect("a mail server"))
    };
    let smtp = of("smtps://chat%40example.org:a%26b+c@mail.example.org").unwrap();
    assert_eq!((smtp.host.as_str(), smtp.port, smtp.security), ("mail.example.org", 465, SmtpSecurity::Tls));
    let (user, password) = smtp.credentials.clone().unwrap();
    assert_eq!((user.as_str(), password.expose()), ("chat@example.org", "a&b+c"));
    assert_eq!((smtp.from_name.as_deref(), smtp.from_address.as_str()), (Some("Дом"), "chat@example.org"));
    assert!(!format!("{smtp:?}").contains("a&b+c"));
    let smtp = of("smtp://mail.example.org:2525").unwrap();
    assert_eq!((smtp.port, smtp.security, smtp.credentials), (2525, SmtpSecurity::StartTls, None));
    let smtp = of("smtp://user:secret@[::1]:25?tls=off").unwrap();
    assert_eq!((smtp.host.as_str(), smtp.security), ("::1", SmtpSecurity::Off));
    for wrong in
        ["mail.example.org", "http://mail.example.org", "smtps://mail.example.org?tls=off", "smtp://"]
    {
        let sentence = of(wrong).unwrap_err().to_string();
        assert!(
            sentence.starts_with("[smtp] url = (hidden)") && sentence.contains("allowed: "),
            "{sentence}"
        );
    }
    let sentence = |url: &str| of(url).unwrap_err().to_string();
    assert!(sentence("smtp://user@mail.example.org").contains("without a password"));
    assert!(sentence("smtp://user:secret@mail.example.org?tls=off").contains("without encryption"));
    assert!(refusal("[smtp]\nurl = \"smtp://mail.example.org\"").contains("[smtp] from is not"));
    assert!(
        refusal("[smtp]\nurl = \"smtp://mail.example.org\"\nfrom = \"somebody\"")
            .contains("[smtp] from = \"somebody\"")
    );
}

#[test]
fn the_password_of_the_mail_server_may_lie_in_a_file() {
    let dir = TempDir::new().unwrap();
    let text = "[smtp]\nurl = \"smtp://chat@mail.example.org\"\npassword_file = \"mail.secret\"\nfrom = \"chat@example.org\"\n";
    fs::write(dir.path().join("zvonilka.toml"), text).unwrap();
    let missing = Config::load(dir.path(), None, []).unwrap_err();
    assert!(missing.to_string().starts_with("cannot read"), "{missing}");
    fs::write(dir.path().join("mail.secret"), " s3cret \n").unwrap();
    let smtp = Config::load(dir.path(), None, []).unwrap().smtp.unwrap();
    assert_eq!(smtp.credentials.map(|(_, password)| password.expose().to_owned()), Some("s3cret".to_owned()));
}

#[test]
fn figures_are_told_on_this_machine_elsewhere_or_not_at_all() {
    let of =
        |listen: &str| from_env(&[("ZVONILKA_METRICS_LISTEN", listen)]).map(|config| config.metrics.listen);
    assert_eq!(from_env(&[]).unwrap().metrics.listen, Some("127.0.0.1:9477".parse().unwrap()));
    assert_eq!(of("10.0.0.5:9000").unwrap(), Some("10.0.0.5:9000".parse().unwrap()));
    assert_eq!(of("off").unwrap(), None);
    assert_eq!(of("").unwrap(), None);
    assert!(refusal("[metrics]\nlisten = \"9477\"").contains("or \"off\""));
}
