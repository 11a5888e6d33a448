//! One line of one person: what a browser does with it, without the pictures.

use std::{
    collections::BTreeMap,
    io,
    net::{IpAddr, SocketAddr, UdpSocket},
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::Context;
use parking_lot::Mutex;
use quinn_udp::{Transmit, UdpSockRef, UdpSocketState};
use str0m::{
    Candidate, Event, Input, Output, Rtc,
    change::{SdpAnswer, SdpOffer, SdpPendingOffer},
    channel::ChannelId,
    config::DtlsCert,
    crypto,
    media::{Direction, MediaKind, Mid, Simulcast, SimulcastLayer},
    net::{Protocol, Receive},
};

use crate::{
    media::{Media, SIZES, Voice},
    stamp::{SOUND, Stamp},
    tally::Tally,
};

/// What all phones have in common. One certificate for all: making one costs more than all the rest of a line.
#[derive(Clone)]
pub(crate) struct Papers {
    provider: Arc<str0m::config::CryptoProvider>,
    certificate: DtlsCert,
    ip: IpAddr,
}

impl Papers {
    /// Phones at this address of the machine.
    pub(crate) fn new(ip: IpAddr) -> anyhow::Result<Self> {
        let provider = crypto::from_feature_flags();
        let certificate = provider.dtls_provider.generate_certificate().context("a certificate")?;
        Ok(Self { provider: Arc::new(provider), certificate, ip })
    }
}

/// Counts how much of certain people's voices comes to a phone, for whoever asks from elsewhere.
#[derive(Clone)]
pub(crate) struct Ears(Arc<Mutex<BTreeMap<u32, u64>>>);

impl Ears {
    /// For the voices of these.
    pub(crate) fn new(of: impl Iterator<Item = u32>) -> Self {
        Self(Arc::new(Mutex::new(of.map(|person| (person, 0)).collect())))
    }

    /// Packets of each voice since this was asked last.
    pub(crate) fn take(&self) -> BTreeMap<u32, u64> {
        let mut heard = self.0.lock();
        let taken = heard.clone();
        heard.values_mut().for_each(|count| *count = 0);
        taken
    }

    fn note(&self, stamp: &Stamp) {
        if stamp.stream == SOUND
            && let Some(count) = self.0.lock().get_mut(&stamp.person)
        {
            *count += 1;
        }
    }
}

/// Who somebody is and what they send.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Role {
    pub(crate) person: u32,
    pub(crate) voice: Voice,
    pub(crate) pictures: bool,
}

pub(crate) struct Phone {
    rtc: Rtc,
    role: Role,
    socket: UdpSocket,
    state: UdpSocketState,
    address: SocketAddr,
    places: Places,
    /// What is said as soon as the data channel is open.
    wish: Option<String>,
    ears: Option<Ears>,
    media: Option<Media>,
    is_connected: bool,
    now: Instant,
    pub(crate) next: Instant,
    pub(crate) tally: Tally,
}

/// Where somebody sends.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Places {
    pub(crate) microphone: Option<Mid>,
    pub(crate) camera: Option<Mid>,
    channel: Option<ChannelId>,
}

/// Empty places in an offer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Slots {
    pub(crate) sounds: usize,
    pub(crate) pictures: usize,
    pub(crate) has_channel: bool,
}

impl Phone {
    fn new(papers: &Papers, role: Role, now: Instant) -> anyhow::Result<Self> {
        let socket = UdpSocket::bind((papers.ip, 0))?;
        socket.set_nonblocking(true)?;
        let address = socket.local_addr()?;
        let state = UdpSocketState::new(UdpSockRef::from(&socket))?;
        // Room for what comes while the other phones of this thread have their turn.
        let _ = state.set_recv_buffer_size(UdpSockRef::from(&socket), 1024 * 1024);
        let mut rtc = Rtc::builder()
            .set_crypto_provider(Arc::clone(&papers.provider))
            .set_dtls_cert(papers.certificate.clone())
            .set_rtp_mode(true)
            .clear_codecs()
            .enable_opus(true, false)
            .enable_vp8(true)
            .build(now);
        rtc.add_local_candidate(Candidate::host(address, "udp")?).context("a candidate")?;
        Ok(Self {
            rtc,
            role,
            socket,
            state,
            address,
            places: Places::default(),
            wish: None,
            ears: None,
            media: None,
            is_connected: false,
            now,
            next: now,
            tally: Tally::default(),
        })
    }

    /// A line that offers: what is sent, and empty places.
    pub(crate) fn offer(
        papers: &Papers,
        role: Role,
        slots: Slots,
        now: Instant,
    ) -> anyhow::Result<(Self, String, SdpPendingOffer)> {
        let mut phone = Self::new(papers, role, now)?;
        let mut change = phone.rtc.sdp_api();
        let microphone = change.add_media(MediaKind::Audio, Direction::SendOnly, None, None, None);
        let layers = SIZES.iter().map(|(rid, _)| SimulcastLayer::new(rid)).collect();
        let simulcast = Simulcast { send: layers, recv: Vec::new() };
        let camera = change.add_media(MediaKind::Video, Direction::SendOnly, None, None, Some(simulcast));
        if slots.has_channel {
            // The screen, which nobody shares.
            change.add_media(MediaKind::Video, Direction::SendOnly, None, None, None);
        }
        for _ in 0..slots.pictures {
            change.add_media(MediaKind::Video, Direction::RecvOnly, None, None, None);
        }
        for _ in 0..slots.sounds {
            change.add_media(MediaKind::Audio, Direction::RecvOnly, None, None, None);
        }
        let channel = slots.has_channel.then(|| change.add_channel("room".to_owned()));
        let (offer, pending) = change.apply().context("an offer")?;
        phone.places = Places { microphone: Some(microphone), camera: Some(camera), channel };
        Ok((phone, offer.to_sdp_string(), pending))
    }

    /// A line that only receives, and answers an offer.
    pub(crate) fn answer(
        papers: &Papers,
        role: Role,
        offer: &str,
        now: Instant,
    ) -> anyhow::Result<(Self, String)> {
        let mut phone = Self::new(papers, role, now)?;
        let answer = phone.rtc.sdp_api().accept_offer(SdpOffer::from_sdp_string(offer)?)?;
        Ok((phone, answer.to_sdp_string()))
    }

    pub(crate) const fn places(&self) -> Places {
        self.places
    }

    pub(crate) fn take_answer(&mut self, pending: SdpPendingOffer, answer: &str) -> anyhow::Result<()> {
        let answer = SdpAnswer::from_sdp_string(answer)?;
        Ok(self.rtc.sdp_api().accept_answer(pending, answer)?)
    }

    pub(crate) fn wish(&mut self, wish: String) {
        self.wish = Some(wish);
    }

    pub(crate) fn listen_with(&mut self, ears: Ears) {
        self.ears = Some(ears);
    }

    /// The socket, for whoever waits for it.
    pub(crate) fn socket(&self) -> io::Result<UdpSocket> {
        self.socket.try_clone()
    }

    pub(crate) const fn state(&self) -> &UdpSocketState {
        &self.state
    }

    /// When something is to be done next.
    pub(crate) fn due(&self) -> Instant {
        let media = self.media.as_ref().and_then(Media::next);
        media.map_or(self.next, |media| media.min(self.next))
    }

    pub(crate) fn receive(
        &mut self,
        now: Instant,
        from: SocketAddr,
        bytes: &[u8],
        heard: &mut impl FnMut(&mut Tally, &Stamp),
    ) {
        self.now = now;
        let Ok(contents) = bytes.try_into() else { return };
        let receive = Receive { proto: Protocol::Udp, source: from, destination: self.address, contents };
        // What cannot be read is lost, as on any network.
        let _ = self.rtc.handle_input(Input::Receive(now, receive));
        self.drain(heard);
    }

    /// Lets time pass; writes what is due. False when the line is over.
    pub(crate) fn step(
        &mut self,
        now: Instant,
        micros: u64,
        heard: &mut impl FnMut(&mut Tally, &Stamp),
    ) -> bool {
        self.now = now;
        if self.is_connected
            && let Some(media) = &mut self.media
        {
            media.write(&mut self.rtc, now, micros);
        }
        let went = self.rtc.handle_input(Input::Timeout(now)).is_ok();
        self.drain(heard);
        went && self.rtc.is_alive()
    }

    fn drain(&mut self, heard: &mut impl FnMut(&mut Tally, &Stamp)) {
        loop {
            match self.rtc.poll_output() {
                Ok(Output::Timeout(at)) => return self.next = at,
                Ok(Output::Transmit(out)) => {
                    let transmit = Transmit {
                        destination: out.destination,
                        ecn: None,
                        contents: &out.contents,
                        segment_size: None,
                        src_ip: None,
                    };
                    // Full, or nobody there: lost, as on any network.
                    let _ = self.state.try_send(UdpSockRef::from(&self.socket), &transmit);
                }
                Ok(Output::Event(event)) => self.note(event, heard),
                Err(_) => return self.next = self.now + Duration::from_secs(1),
            }
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "most of what str0m tells concerns nobody here")]
    fn note(&mut self, event: Event, heard: &mut impl FnMut(&mut Tally, &Stamp)) {
        match event {
            Event::RtpPacket(packet) => {
                if let Some(stamp) = Stamp::read(&packet.payload) {
                    if let Some(ears) = &self.ears {
                        ears.note(&stamp);
                    }
                    heard(&mut self.tally, &stamp);
                }
            }
            Event::Connected => {
                self.is_connected = true;
                let Role { person, voice, pictures } = self.role;
                let sound = self.places.microphone.map(|mid| (mid, voice));
                let camera = self.places.camera.filter(|_| pictures);
                self.media = Some(Media::new(&self.rtc, person, sound, camera, self.now));
            }
            Event::KeyframeRequest(request) => {
                if let Some(media) = &mut self.media {
                    media.keyframe_wanted(request.rid);
                }
            }
            Event::ChannelOpen(..) => {
                if let (Some(wish), Some(id)) = (self.wish.take(), self.places.channel)
                    && let Some(mut channel) = self.rtc.channel(id)
                {
                    let _ = channel.write(false, wish.as_bytes());
                }
            }
            _ => {}
        }
    }
}
