//! The places of a line in which its page receives.

use std::{collections::HashMap, time::Duration};

use str0m::{
    change::DirectApi,
    media::Mid,
    rtp::{Ssrc, StreamTx},
};

/// What is kept of a picture in case that it is lost: more than the longest way there and back after which it would still
/// be shown, for a fifth of the memory that `str0m` would take.
const KEPT: (usize, Duration) = (512, Duration::from_millis(600));
/// How much of what is sent may be sent again; `str0m`'s own value.
const MOST_AGAIN: f32 = 0.15;

/// The places of a line in which its page receives. `str0m` looks through all streams that it has for each packet and keeps
/// a cache for each, so it has only those in which something was sent: of twenty places most lines never use half.
#[derive(Debug, Default)]
pub(super) struct Outlets {
    places: HashMap<Mid, Outlet>,
}

/// By what names a place sends.
#[derive(Debug, Clone, Copy)]
struct Outlet {
    ssrc: Ssrc,
    /// What is sent again.
    rtx: Option<Ssrc>,
}

impl Outlets {
    /// Notes by what names a new place sends, and lets go of its stream until something is to be sent in it.
    pub(super) fn add(&mut self, direct: &mut DirectApi<'_>, mid: Mid) {
        let Some(stream) = direct.stream_tx_by_mid(mid, None) else { return };
        let outlet = Outlet { ssrc: stream.ssrc(), rtx: stream.rtx() };
        direct.remove_stream_tx(outlet.ssrc);
        self.places.insert(mid, outlet);
    }

    /// The stream of a place, from now on.
    pub(super) fn stream<'a>(&self, direct: &'a mut DirectApi<'_>, mid: Mid) -> Option<&'a mut StreamTx> {
        let Outlet { ssrc, rtx } = *self.places.get(&mid)?;
        if direct.stream_tx(&ssrc).is_none() {
            let stream = direct.declare_stream_tx(ssrc, rtx, mid, None);
            // Without a stream for what is sent again, nothing is.
            stream.set_rtx_cache(KEPT.0, KEPT.1, rtx.map(|_| MOST_AGAIN));
        }
        direct.stream_tx(&ssrc)
    }
}

#[cfg(test)]
mod tests {
    use std::{sync::Arc, time::Instant};

    use str0m::{
        Rtc, crypto,
        media::{Direction, MediaKind},
    };

    use super::*;

    #[test]
    fn a_place_has_a_stream_from_its_first_packet_on_by_the_name_that_the_answer_gave() {
        #[expect(
            clippy::disallowed_methods,
            reason = "there is no other way to have a moment; nothing depends on it"
        )]
        let now = Instant::now();
        let provider = Arc::new(crypto::from_feature_flags());
        let new = || Rtc::builder().set_crypto_provider(Arc::clone(&provider)).set_rtp_mode(true).build(now);
        let (mut page, mut server) = (new(), new());
        let mut change = page.sdp_api();
        change.add_media(MediaKind::Audio, Direction::RecvOnly, None, None, None);
        change.add_media(MediaKind::Video, Direction::RecvOnly, None, None, None);
        let (offer, _) = change.apply().unwrap();
        let answer = server.sdp_api().accept_offer(offer).unwrap().to_sdp_string();
        let mids: Vec<Mid> =
            answer.lines().filter_map(|line| line.strip_prefix("a=mid:")).map(Mid::from).collect();
        let mut outlets = Outlets::default();
        for mid in &mids {
            outlets.add(&mut server.direct_api(), *mid);
        }
        assert_eq!(mids.len(), 2);
        for mid in mids {
            let mut direct = server.direct_api();
            assert!(direct.stream_tx_by_mid(mid, None).is_none());
            let ssrc = outlets.stream(&mut direct, mid).unwrap().ssrc();
            assert!(answer.contains(&format!("a=ssrc:{} ", *ssrc)), "{answer}");
            assert_eq!(outlets.stream(&mut direct, mid).unwrap().ssrc(), ssrc, "the same again");
            assert_eq!(direct.stream_tx_by_mid(mid, None).unwrap().ssrc(), ssrc);
        }
        assert!(outlets.stream(&mut server.direct_api(), "none".into()).is_none());
    }
}
