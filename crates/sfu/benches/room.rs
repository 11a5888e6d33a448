//! What a room costs by itself, without the system's part of a packet: processor time for each packet that goes on, and
//! memory for each participant. `cargo bench -p zvonilka-sfu`, with a part of a scene's name for that scene only.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark")]
#![expect(clippy::disallowed_methods, reason = "what is measured is how long it takes")]

#[path = "../tests/sfu/page.rs"]
mod page;

/// What pages know of where they are.
mod world {
    use std::net::{IpAddr, Ipv4Addr, SocketAddr};

    pub(crate) const SERVER: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::new(198, 51, 100, 1)), 3_478);
}

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use cpu_time::ThreadTime;
use page::Page;
use zvonilka_model::{ParticipantId, call::MediaState};
use zvonilka_protocol::{RoomPicture, RoomTile, RoomWish};
use zvonilka_sfu::{Identity, Line, Room};

/// How finely time goes.
const STEP: Duration = Duration::from_millis(1);
/// Until everybody has connected and gets what they show.
const SETTLED: Duration = Duration::from_secs(5);
const MEASURED: Duration = Duration::from_secs(3);

struct Scene {
    name: &'static str,
    people: usize,
    /// The first so many send sound.
    sounds: usize,
    /// How high the pictures are that each shows, the first first.
    tiles: &'static [u32],
}

const SCENES: [Scene; 4] = [
    Scene { name: "four with large pictures", people: 4, sounds: 4, tiles: &[720, 360, 360] },
    Scene {
        name: "fifty with nine pictures",
        people: 50,
        sounds: 50,
        tiles: &[360, 90, 90, 90, 90, 90, 90, 90, 90],
    },
    Scene {
        name: "ten with nine pictures",
        people: 10,
        sounds: 10,
        tiles: &[360, 90, 90, 90, 90, 90, 90, 90, 90],
    },
    Scene { name: "ten who listen to one", people: 10, sounds: 1, tiles: &[] },
];

fn main() {
    let part = std::env::args().skip(1).find(|argument| !argument.starts_with('-')).unwrap_or_default();
    for scene in SCENES.iter().filter(|scene| scene.name.contains(&part)) {
        let mut stage = Stage::new(scene);
        stage.run(SETTLED);
        let (spent, before, allocated) = (stage.spent, stage.room.counts().forwarded, stage.heap.count);
        stage.run(MEASURED);
        let forwarded = stage.room.counts().forwarded - before;
        let micros = (stage.spent - spent).as_secs_f64() * 1e6;
        println!(
            "{}: {} packets/s, {:.2} µs and {:.1} allocations each, {} KiB a participant",
            scene.name,
            forwarded / MEASURED.as_secs(),
            micros / forwarded as f64,
            (stage.heap.count - allocated) as f64 / forwarded as f64,
            stage.heap.bytes / 1024 / scene.people as i64,
        );
    }
}

/// A room and its people, between whom nothing is lost or late.
struct Stage {
    room: Room,
    pages: Vec<Page>,
    now: Instant,
    spent: Duration,
    heap: Heap,
}

fn id(number: usize) -> ParticipantId {
    ParticipantId::from_bits(number as u128 + 1)
}

impl Stage {
    fn new(scene: &Scene) -> Self {
        let now = Instant::now();
        let identity = Identity::generate().unwrap();
        let mut heap = Heap::default();
        let mut room = Room::new(now);
        let mut pages = Vec::new();
        for who in 0..scene.people {
            let (mut page, offer) = Page::new(now, who);
            // The first eight speak.
            page.level = if who < 8 { -20 } else { -90 };
            page.has_sound = who < scene.sounds;
            page.sizes = if scene.tiles.is_empty() { 0 } else { 3 };
            let tiles = scene.tiles.iter().enumerate().map(|(index, height)| RoomTile {
                participant_id: id((who + 1 + index) % scene.people),
                picture: RoomPicture::Camera,
                height: *height,
            });
            page.shows = Some(RoomWish::Show { tiles: tiles.collect() });
            let answer = heap.inside(|| {
                let (line, answer) = Line::answer(now, &identity, &[world::SERVER], &offer).unwrap();
                let state = MediaState { camera: Some(true), ..MediaState::default() };
                assert!(room.join(now, id(who), line, state));
                answer
            });
            page.take_answer(now, &answer);
            pages.push(page);
        }
        Self { room, pages, now, spent: Duration::ZERO, heap }
    }

    fn run(&mut self, time: Duration) {
        let end = self.now + time;
        while self.now < end {
            self.now += STEP;
            self.step();
        }
    }

    fn step(&mut self) {
        let now = self.now;
        for page in &mut self.pages {
            page.show(0, RoomWish::Show { tiles: Vec::new() });
            page.step(now);
        }
        let arrived: Vec<_> =
            self.pages.iter_mut().map(|page| (page.address, std::mem::take(&mut page.sent))).collect();
        let began = ThreadTime::now();
        self.heap.inside(|| turn(&mut self.room, now, &arrived));
        self.spent += began.elapsed();
        while let Some(packet) = self.heap.inside(|| self.room.poll_packet()) {
            let who = usize::try_from(packet.place.bits()).unwrap() - 1;
            self.pages[who].receive(now, &packet.bytes);
            self.heap.inside(|| drop(packet));
        }
    }
}

/// All that is measured, by a name that profilers find.
#[inline(never)]
fn turn(room: &mut Room, now: Instant, arrived: &[(SocketAddr, Vec<Vec<u8>>)]) {
    for (who, (from, packets)) in arrived.iter().enumerate() {
        for bytes in packets {
            room.handle_packet(now, id(who), *from, bytes);
        }
    }
    room.flush(now);
    if room.poll_timeout() <= now {
        room.handle_timeout(now);
    }
}

/// What the room has taken.
#[derive(Debug, Default, Clone, Copy)]
struct Heap {
    bytes: i64,
    count: u64,
}

impl Heap {
    fn inside<T>(&mut self, work: impl FnOnce() -> T) -> T {
        let mut result = None;
        let taken = allocation_counter::measure(|| result = Some(work()));
        self.bytes += taken.bytes_current;
        self.count += taken.count_total;
        result.unwrap()
    }
}
