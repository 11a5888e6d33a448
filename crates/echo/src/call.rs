//! One call.

use std::{
    collections::VecDeque,
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};

use str0m::{
    Candidate, Event, Input, Output, Rtc,
    change::SdpOffer,
    media::{MediaData, MediaTime, Mid, Pt},
    net::{Protocol, Receive},
};

use crate::{EchoError, Identity};

/// How long after it was said something is heard: what comes at once is taken for the own voice in the room.
pub const DELAY: Duration = Duration::from_secs(1);
/// How long a call may be silent on the network. A browser asks every few seconds whether the path still works.
pub const PATIENCE: Duration = Duration::from_secs(20);
/// What may wait to be said: a voice is 50 frames a second, 100 at most. What comes above that is not said back.
const MOST_WAITING: usize = 150;

/// A datagram on its way to the caller.
#[derive(Debug, PartialEq, Eq)]
pub struct Packet {
    /// To where.
    pub to: SocketAddr,
    /// What.
    pub bytes: Vec<u8>,
}

/// One call, from its answer on.
#[derive(Debug)]
pub struct EchoCall {
    rtc: Rtc,
    addresses: Vec<SocketAddr>,
    fragment: String,
    /// What was said, until it is said back.
    waiting: VecDeque<Said>,
    packets: VecDeque<Packet>,
    /// When `rtc` wants to be asked next.
    next: Instant,
    heard: Instant,
    failed: bool,
}

#[derive(Debug)]
struct Said {
    due: Instant,
    mid: Mid,
    pt: Pt,
    time: MediaTime,
    frame: Arc<[u8]>,
}

impl EchoCall {
    /// Answers an SDP offer with one place for sound, which both sides fill. `addresses` are where the caller's packets
    /// will arrive; who calls needs to say none, since it is they who look for a path (ICE lite).
    ///
    /// # Errors
    /// [`EchoError::Offer`] for anything else than such an offer, [`EchoError::NoAddress`] without a usable address.
    pub fn answer(
        now: Instant,
        identity: &Identity,
        addresses: &[SocketAddr],
        offer: &str,
    ) -> Result<(Self, String), EchoError> {
        offers_sound_alone(offer)?;
        let refused = |error: &dyn std::error::Error| EchoError::Offer(error.to_string());
        let offer = SdpOffer::from_sdp_string(offer).map_err(|error| refused(&error))?;
        let mut rtc = Rtc::builder()
            .set_crypto_provider(Arc::clone(&identity.provider))
            .set_dtls_cert(identity.certificate.clone())
            .set_ice_lite(true)
            .clear_codecs()
            .enable_opus(true, false)
            .build(now);
        let addresses: Vec<SocketAddr> = addresses
            .iter()
            .copied()
            .filter(|address| {
                let candidate = Candidate::host(*address, "udp").ok();
                candidate.is_some_and(|candidate| rtc.add_local_candidate(candidate).is_some())
            })
            .collect();
        if addresses.is_empty() {
            return Err(EchoError::NoAddress);
        }
        let answer = rtc.sdp_api().accept_offer(offer).map_err(|error| refused(&error))?;
        let fragment = rtc.direct_api().local_ice_credentials().ufrag;
        let mut call = Self {
            rtc,
            addresses,
            fragment,
            waiting: VecDeque::new(),
            packets: VecDeque::new(),
            next: now,
            heard: now,
            failed: false,
        };
        call.drain(now);
        Ok((call, answer.to_sdp_string()))
    }

    /// What the user name of the caller's STUN requests begins with, before the colon.
    #[must_use]
    pub fn fragment(&self) -> &str {
        &self.fragment
    }

    /// A datagram from the network. False when it is not this call's, as far as anybody can tell.
    pub fn handle_packet(&mut self, now: Instant, from: SocketAddr, bytes: &[u8]) -> bool {
        // Which of our addresses the caller used changes nothing: all lead to the same socket.
        let Some(to) = self.addresses.iter().copied().find(|own| own.is_ipv4() == from.is_ipv4()) else {
            return false;
        };
        let Ok(contents) = bytes.try_into() else { return false };
        let receive = Receive { proto: Protocol::Udp, source: from, destination: to, contents };
        let input = Input::Receive(now, receive);
        if !self.rtc.accepts(&input) {
            return false;
        }
        self.heard = now;
        // What cannot be read is lost, as on any network.
        let _ = self.rtc.handle_input(input);
        self.drain(now);
        true
    }

    /// To be called at [`Self::poll_timeout`].
    pub fn handle_timeout(&mut self, now: Instant) {
        while self.waiting.front().is_some_and(|said| said.due <= now) {
            let Some(Said { mid, pt, time, frame, .. }) = self.waiting.pop_front() else { break };
            if let Some(writer) = self.rtc.writer(mid) {
                // Not possible only before the line stands, and then nothing was said.
                let _ = writer.write(pt, now, time, frame);
                self.wake(now);
            }
        }
        if self.next <= now {
            self.wake(now);
        }
    }

    /// What to send, one after the other.
    pub fn poll_packet(&mut self) -> Option<Packet> {
        self.packets.pop_front()
    }

    /// When to call [`Self::handle_timeout`] next.
    #[must_use]
    pub fn poll_timeout(&self) -> Instant {
        let said = self.waiting.front().map_or(self.next, |said| said.due.min(self.next));
        said.min(self.heard + PATIENCE)
    }

    /// Whether the caller has gone: said so, or said nothing for [`PATIENCE`].
    #[must_use]
    pub fn is_over(&self, now: Instant) -> bool {
        self.failed || !self.rtc.is_alive() || now >= self.heard + PATIENCE
    }

    /// A frame is cut into packets by this, so each needs it.
    fn wake(&mut self, now: Instant) {
        self.drain(now);
        self.failed |= self.rtc.handle_input(Input::Timeout(now)).is_err();
        self.drain(now);
    }

    fn drain(&mut self, now: Instant) {
        loop {
            match self.rtc.poll_output() {
                Ok(Output::Timeout(at)) => {
                    self.next = at;
                    return;
                }
                Ok(Output::Transmit(transmit)) => {
                    let bytes = transmit.contents.to_vec();
                    self.packets.push_back(Packet { to: transmit.destination, bytes });
                }
                Ok(Output::Event(Event::MediaData(said))) => self.keep(now, said),
                Ok(Output::Event(_)) => {}
                Err(_) => {
                    self.failed = true;
                    return;
                }
            }
        }
    }

    fn keep(&mut self, now: Instant, said: MediaData) {
        if self.waiting.len() < MOST_WAITING {
            let MediaData { mid, pt, time, data, .. } = said;
            self.waiting.push_back(Said { due: now + DELAY, mid, pt, time, frame: data });
        }
    }
}

/// Everything else would cost something and return nothing.
fn offers_sound_alone(offer: &str) -> Result<(), EchoError> {
    let mut places = offer.lines().filter_map(|line| line.strip_prefix("m="));
    match (places.next(), places.next()) {
        (Some(place), None) if place.starts_with("audio ") => Ok(()),
        _ => Err(EchoError::Offer("one place for sound and nothing else is answered".to_owned())),
    }
}
