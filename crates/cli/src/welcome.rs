//! What the owner reads when the server has started.

use std::net::SocketAddr;

use qrcode::{QrCode, render::unicode::Dense1x2};
use zvonilka_http::{HomeAuthority, PortEncryption};

/// The lines for the first start: how to become the admin.
pub(crate) fn invitation(url: &str) -> String {
    let code = QrCode::new(url.as_bytes())
        // Light on dark: most terminals are dark, and readers take either.
        .map(|code| code.render::<Dense1x2>().dark_color(Dense1x2::Light).light_color(Dense1x2::Dark).build())
        .unwrap_or_default();
    format!(
        "\n{code}\n\n  Вы первый. Откройте эту ссылку и станьте администратором:\n  You are the first. Open this \
         link and become the admin:\n\n  {url}\n"
    )
}

/// Where the server is, what does not work there, and how devices learn to trust it.
pub(crate) fn address(base_url: &str, listen: SocketAddr, encryption: &PortEncryption) -> String {
    let mut text = format!("\n  Звонилка: {base_url}\n");
    if let PortEncryption::Home(authority) = encryption {
        let HomeAuthority { address, fingerprint, .. } = authority;
        text.push_str(&format!(
            "\n  Чтобы устройства доверяли серверу, откройте на каждом и сделайте, что там написано:\n  For devices to trust \
             the server, open this on each of them and do what it says:\n\n  http://{address}/trust\n\n  SHA-256: \
             {fingerprint}\n"
        ));
        return text;
    }
    if !listen.ip().is_loopback() && !base_url.starts_with("https://") {
        text.push_str(
            "\n  Только по HTTP: на других устройствах браузер не даст ни микрофона и камеры, ни входа, который\n  \
             переживает перезагрузку: так браузеры устроены. Дома поможет [tls] mode = \"self\", со своим именем —\n  \
             [tls] mode = \"files\" или HTTPS-прокси перед сервером и [server] public_url.\n  \
             Plain HTTP: on other devices a browser gives no microphone or camera, and no log-in that outlives\n  \
             a reload; browsers are made so. At home [tls] mode = \"self\" helps; with a name of your own\n  \
             [tls] mode = \"files\", or an HTTPS proxy in front and [server] public_url.\n",
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_beyond_this_machine_is_warned_about() {
        let open: SocketAddr = ([0, 0, 0, 0], 3_000).into();
        let local: SocketAddr = ([127, 0, 0, 1], 3_000).into();
        let is_warned = |url, listen| address(url, listen, &PortEncryption::Off).contains("Plain HTTP");
        assert!(is_warned("http://localhost:3000", open));
        assert!(!is_warned("http://localhost:3000", local));
        assert!(!is_warned("https://chat.example.org", open));
    }

    #[test]
    fn where_devices_learn_to_trust_is_said_with_what_they_show() {
        let authority = HomeAuthority {
            certificate: Vec::new(),
            fingerprint: "AB:CD".to_owned(),
            address: "192.168.1.5:3000".to_owned(),
        };
        let listen: SocketAddr = ([0, 0, 0, 0], 3_000).into();
        let text = address("https://192.168.1.5:3000", listen, &PortEncryption::Home(authority));
        assert!(text.contains("http://192.168.1.5:3000/trust") && text.contains("AB:CD"));
    }

    #[test]
    fn the_first_invitation_is_a_link_and_a_picture_of_it() {
        let text = invitation("http://localhost:3000/invite/abcdefgh");
        assert!(text.contains("http://localhost:3000/invite/abcdefgh"));
        assert!(text.contains('█') || text.contains('▀'));
    }
}
