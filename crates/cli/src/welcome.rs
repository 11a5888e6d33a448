//! What the owner reads when the server has started.

use std::net::SocketAddr;

use qrcode::{QrCode, render::unicode::Dense1x2};

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

/// Where the server is, and what does not work there.
pub(crate) fn address(base_url: &str, listen: SocketAddr) -> String {
    let mut text = format!("\n  Звонилка: {base_url}\n");
    if !listen.ip().is_loopback() && !base_url.starts_with("https://") {
        text.push_str(
            "\n  Только по HTTP: на других устройствах браузер не даст ни микрофона и камеры, ни входа, который\n  \
             переживает перезагрузку. Поставьте перед сервером HTTPS и укажите [server] public_url.\n  \
             Plain HTTP: on other devices a browser gives no microphone or camera, and no log-in that outlives\n  \
             a reload. Put HTTPS in front and set [server] public_url.\n",
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
        assert!(address("http://localhost:3000", open).contains("Plain HTTP"));
        assert!(!address("http://localhost:3000", local).contains("Plain HTTP"));
        assert!(!address("https://chat.example.org", open).contains("Plain HTTP"));
    }

    #[test]
    fn the_first_invitation_is_a_link_and_a_picture_of_it() {
        let text = invitation("http://localhost:3000/invite/abcdefgh");
        assert!(text.contains("http://localhost:3000/invite/abcdefgh"));
        assert!(text.contains('█') || text.contains('▀'));
    }
}
