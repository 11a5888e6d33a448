//! `zvonilka relay`: the relay alone, on another machine, for a server that the world cannot reach.

use std::sync::Arc;

use anyhow::{Context as _, bail};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use zvonilka_media::Relayed;
use zvonilka_model::{Clock, SystemClock};

use crate::{
    args::Place,
    data_dir::DataDir,
    end_signals::EndSignals,
    metrics::{self, Watch},
    open_files,
    relay::{self, Role},
    settings::RelayMachine,
    telemetry, tls,
};

/// Shorter ones can be tried out by whoever sees one pass.
const SHORTEST_SECRET: usize = 16;

/// Runs the relay until SIGTERM or SIGINT.
pub(crate) async fn run(place: Place) -> anyhow::Result<()> {
    telemetry::start();
    open_files::allow_many();
    let end = EndSignals::listen()?;
    let data_dir = DataDir::take(&place.data_dir)?;
    let RelayMachine { plan, secret, tls, metrics } = RelayMachine::load(&place, data_dir.path())?;
    let secret = secret.filter(|secret| secret.len() >= SHORTEST_SECRET).with_context(|| {
        format!(
            "[turn] secret (or ZVONILKA_TURN_SECRET) has to be set, to at least {SHORTEST_SECRET} characters: the same as in the \
             settings of the server whose calls are relayed"
        )
    })?;
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let began = clock.now();
    let certificates = tls::open(&tls, data_dir.path(), Arc::clone(&clock))?;
    let relayed = plan.find_addresses().await;
    let relay = match relay::open(&plan, relayed, secret, certificates.as_deref(), Role::Alone, clock) {
        Ok(relay) => relay,
        Err(error) => bail!("{error}"),
    };
    let (tasks, stop) = (TaskTracker::new(), CancellationToken::new());
    if let Some(certificates) = certificates {
        tasks.spawn(certificates.keep_fresh(stop.clone()));
    }
    if let Some(listener) = metrics::listen(metrics).await {
        let watch = Watch { began, server: None, media: Some(Watch::media_of(&relay)) };
        metrics::serve(listener, watch, &tasks, &stop);
    }
    relay::say_which_ports(&relay, &plan);
    let tls_port = relay.tls_address().map(|address| address.port());
    let host = plan.host.clone().unwrap_or_else(|| host_text(relayed));
    eprintln!("{}", settings_of_the_server(&host, relay.address().port(), tls_port));
    end.wait().await;
    tracing::info!("stopping");
    stop.cancel();
    tasks.close();
    tasks.wait().await;
    relay.stop().await;
    tracing::info!("stopped");
    drop(data_dir);
    Ok(())
}

fn host_text(relayed: Relayed) -> String {
    relayed.first().to_string()
}

/// What the owner writes into the settings of the server at home.
fn settings_of_the_server(host: &str, port: u16, tls_port: Option<u16>) -> String {
    let host = if host.contains(':') { format!("[{host}]") } else { host.to_owned() };
    let tls = tls_port.map_or_else(String::new, |tls| format!(", \"turns:{host}:{tls}?transport=tcp\""));
    format!(
        "\n  Настройки сервера, которому служит ретранслятор:\n  Settings of the server that this relay is for:\n\n  [turn]\n  \
         external_urls = [\"stun:{host}:{port}\", \"turn:{host}:{port}?transport=udp\", \
         \"turn:{host}:{port}?transport=tcp\"{tls}]\n  secret = \"…\"\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_owner_is_told_what_to_write_at_home() {
        let text = settings_of_the_server("2001:db8::1", 3_478, Some(443));
        for way in ["\"stun:[2001:db8::1]:3478\"", "\"turns:[2001:db8::1]:443?transport=tcp\"]"] {
            assert!(text.contains(way), "{text}");
        }
        assert!(settings_of_the_server("203.0.113.5", 3_478, None).contains("transport=tcp\"]"));
    }
}
