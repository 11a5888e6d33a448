//! A room, its people, and the network between.
#![expect(clippy::unwrap_used, reason = "what fails here fails the test")]

use std::{
    cmp::Reverse,
    collections::{BinaryHeap, HashMap, HashSet},
    net::SocketAddr,
    time::{Duration, Instant},
};

use rand::{Rng as _, RngExt as _, SeedableRng as _, rngs::SmallRng};
use zvonilka_model::{ParticipantId, call::MediaState};
use zvonilka_protocol::{RoomPicture, RoomTile, RoomWish};
use zvonilka_sfu::{Identity, Line, Room};

use crate::page::Page;

pub(crate) const SERVER: SocketAddr =
    SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::new(198, 51, 100, 1)), 3_478);
/// How finely time goes.
const STEP: Duration = Duration::from_millis(1);

/// A line that always has something to do at once would never let time pass.
const MOST_TURNS: usize = 64;

/// When it arrives, in what order, to or from whom, whether it goes to the server, and what.
type Flying = Reverse<(Instant, u64, usize, bool, Vec<u8>)>;

pub(crate) struct World {
    pub(crate) room: Room,
    identity: Identity,
    pages: Vec<Page>,
    cut: HashSet<usize>,
    /// Who is seen at another address than their page knows of.
    moved: HashMap<usize, SocketAddr>,
    /// Who sends so many useless packets each millisecond.
    pub(crate) flood: HashMap<usize, usize>,
    gone: HashSet<usize>,
    now: Instant,
    random: SmallRng,
    flying: BinaryHeap<Flying>,
    sent: u64,
    pub(crate) delay: Duration,
    pub(crate) loss_percent: u32,
    pub(crate) lost: u32,
    pub(crate) noise: bool,
}

fn id(number: usize) -> ParticipantId {
    ParticipantId::from_bits(number as u128 + 1)
}

fn number(id: ParticipantId) -> usize {
    usize::try_from(id.bits()).unwrap() - 1
}

impl World {
    #[expect(
        clippy::disallowed_methods,
        reason = "an instant cannot be made otherwise, and only differences count"
    )]
    pub(crate) fn new(seed: u64) -> Self {
        let now = Instant::now();
        Self {
            room: Room::new(now),
            identity: Identity::generate().unwrap(),
            pages: Vec::new(),
            cut: HashSet::new(),
            moved: HashMap::new(),
            flood: HashMap::new(),
            gone: HashSet::new(),
            now,
            random: SmallRng::seed_from_u64(seed),
            flying: BinaryHeap::new(),
            sent: 0,
            delay: Duration::from_millis(10),
            loss_percent: 0,
            lost: 0,
            noise: false,
        }
    }

    /// Somebody comes, with a camera, and shows everybody large.
    pub(crate) fn join(&mut self) -> usize {
        let who = self.pages.len();
        let (mut page, offer) = Page::new(self.now, who);
        let (line, answer) = Line::answer(self.now, &self.identity, &[SERVER], &offer).unwrap();
        page.take_answer(self.now, &answer);
        self.pages.push(page);
        let state = MediaState { camera: Some(true), ..MediaState::default() };
        assert!(self.room.join(self.now, id(who), line, state));
        who
    }

    pub(crate) fn mute(&mut self, who: usize, muted: bool) {
        let state = MediaState { muted: Some(muted), ..MediaState::default() };
        self.room.show_state(self.now, id(who), state);
    }

    pub(crate) fn leave(&mut self, who: usize) {
        self.room.leave(self.now, id(who));
        self.gone.insert(who);
    }

    pub(crate) fn cut(&mut self, who: usize) {
        self.cut.insert(who);
    }

    pub(crate) fn show(&mut self, who: usize, tiles: &[(usize, RoomPicture, u32)]) {
        let tiles = tiles
            .iter()
            .map(|&(of, picture, height)| RoomTile { participant_id: id(of), picture, height })
            .collect();
        self.pages[who].shows = Some(RoomWish::Show { tiles });
        self.pages[who].has_said = false;
    }

    pub(crate) fn run(&mut self, time: Duration) {
        let end = self.now + time;
        while self.now < end {
            self.step();
        }
    }

    fn step(&mut self) {
        self.now += STEP;
        let count = self.pages.len();
        for (who, page) in self.pages.iter_mut().enumerate() {
            if self.gone.contains(&who) {
                continue;
            }
            let others = (0..count).filter(|of| *of != who);
            let everybody = others.map(|of| RoomTile {
                participant_id: id(of),
                picture: RoomPicture::Camera,
                height: 720,
            });
            page.show(count, RoomWish::Show { tiles: everybody.collect() });
            page.step(self.now);
        }
        // As its thread does: what must be done at once is done at once.
        for _ in 0..MOST_TURNS {
            if self.room.poll_timeout() > self.now {
                break;
            }
            self.room.handle_timeout(self.now);
        }
        if self.noise {
            self.make_noise();
        }
        self.make_floods();
        while let Some(Reverse((_, _, who, to_server, bytes))) = self.arrived() {
            if to_server {
                self.room.handle_packet(self.now, id(who), self.address(who), &bytes);
                self.room.flush(self.now);
            } else {
                self.pages[who].receive(self.now, &bytes);
            }
        }
        while let Some(packet) = self.room.poll_packet() {
            let who = number(packet.place);
            if packet.to == self.address(who) {
                self.fly(who, false, packet.bytes);
            } else {
                // Nobody is there any more.
                assert!(self.moved.contains_key(&who), "{} is nobody's address", packet.to);
                assert_eq!(packet.to, self.pages[who].address);
            }
        }
        for who in 0..count {
            for bytes in std::mem::take(&mut self.pages[who].sent) {
                self.fly(who, true, bytes);
            }
        }
        while let Some(gone) = self.room.poll_gone() {
            self.gone.insert(number(gone));
        }
    }

    fn arrived(&mut self) -> Option<Flying> {
        let is_due = self.flying.peek().is_some_and(|Reverse((at, ..))| *at <= self.now);
        if is_due { self.flying.pop() } else { None }
    }

    fn fly(&mut self, who: usize, to_server: bool, bytes: Vec<u8>) {
        if self.cut.contains(&who) {
            return;
        }
        if self.random.random_range(0..100) < self.loss_percent {
            self.lost += 1;
            return;
        }
        // Packets overtake each other where packets are lost, too.
        let most = if self.loss_percent > 0 { 4 } else { 1 };
        let wobble = Duration::from_millis(self.random.random_range(0..most));
        self.sent += 1;
        self.flying.push(Reverse((self.now + self.delay + wobble, self.sent, who, to_server, bytes)));
    }

    /// What no page would send, from the addresses of pages.
    fn make_noise(&mut self) {
        for who in 0..self.pages.len() {
            let mut bytes = vec![0; self.random.random_range(1..200)];
            self.random.fill_bytes(&mut bytes);
            bytes[0] = [0, 22, 128, 144, 200][self.random.random_range(0..5)];
            self.room.handle_packet(self.now, id(who), self.pages[who].address, &bytes);
        }
        self.room.flush(self.now);
    }

    fn make_floods(&mut self) {
        for (who, count) in self.flood.clone() {
            for _ in 0..count {
                // As a packet of sound looks from outside.
                let mut bytes = vec![0; 120];
                self.random.fill_bytes(&mut bytes);
                bytes[..2].copy_from_slice(&[128, 111]);
                self.room.handle_packet(self.now, id(who), self.address(who), &bytes);
            }
            self.room.flush(self.now);
        }
    }

    /// From here on the network shows this one at another address, and knows nothing of the old one.
    pub(crate) fn change_address(&mut self, who: usize) {
        let port = 9_000 + u16::try_from(who).unwrap();
        self.moved.insert(who, SocketAddr::from(([192, 0, 2, 77], port)));
    }

    /// Where the server sees this one.
    fn address(&self, who: usize) -> SocketAddr {
        self.moved.get(&who).copied().unwrap_or(self.pages[who].address)
    }

    pub(crate) fn forget(&mut self) {
        for page in &mut self.pages {
            page.sound.clear();
            page.sound_gaps = 0;
            page.pictures.clear();
        }
    }

    pub(crate) fn page(&self, who: usize) -> &Page {
        &self.pages[who]
    }

    pub(crate) fn page_mut(&mut self, who: usize) -> &mut Page {
        &mut self.pages[who]
    }

    pub(crate) fn sound(&self, who: usize, of: usize) -> usize {
        self.pages[who].sound.get(&of).copied().unwrap_or(0)
    }

    pub(crate) fn pictures(&self, who: usize, of: usize) -> usize {
        self.pages[who].pictures.iter().filter(|((from, _), _)| *from == of).map(|(_, count)| count).sum()
    }

    /// Which sizes came.
    pub(crate) fn sizes(&self, who: usize, of: usize) -> [bool; 3] {
        std::array::from_fn(|layer| self.pages[who].pictures.contains_key(&(of, layer)))
    }

    pub(crate) fn speaker(&self, who: usize) -> Option<usize> {
        self.pages[who].news.as_ref().unwrap().speaker.map(number)
    }

    /// Whom the page of this one has sound of, as the room says.
    pub(crate) fn heard(&self, who: usize) -> Vec<usize> {
        let news = self.pages[who].news.as_ref().unwrap();
        news.slots
            .iter()
            .filter(|slot| slot.picture.is_none())
            .map(|slot| number(slot.participant_id))
            .collect()
    }

    pub(crate) fn people(&self, who: usize) -> Vec<usize> {
        self.pages[who].news.as_ref().unwrap().people.iter().map(|one| number(one.participant_id)).collect()
    }

    pub(crate) fn is_there(&self, who: usize) -> bool {
        self.room.has(id(who))
    }

    pub(crate) fn is_gone(&self, who: usize) -> bool {
        !self.room.has(id(who)) && self.gone.contains(&who)
    }
}
