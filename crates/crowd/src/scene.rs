//! Who does what in which room.

use crate::media::Voice;

/// A picture that somebody shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tile {
    /// The number of its person in the room.
    pub(crate) of: usize,
    /// In which size it should come.
    pub(crate) size: usize,
}

/// A number of rooms that are all alike.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scene {
    pub(crate) rooms: usize,
    /// In each room.
    pub(crate) people: usize,
    /// The first so many speak.
    pub(crate) speakers: usize,
    /// Whether the others' microphones are on.
    pub(crate) has_listeners_sound: bool,
    pub(crate) has_pictures: bool,
    pub(crate) tiles: usize,
    /// The size of the first tile, and of the others.
    pub(crate) sizes: (usize, usize),
}

impl Scene {
    /// By the number of people in all.
    pub(crate) const fn of(count: usize) -> Option<Self> {
        match count {
            // Phones: one picture fills the screen, two are below it.
            4 => Some(Self {
                rooms: 1,
                people: 4,
                speakers: 4,
                has_listeners_sound: true,
                has_pictures: true,
                tiles: 3,
                sizes: (2, 1),
            }),
            // A large room: one larger picture and eight small ones.
            50 => Some(Self {
                rooms: 1,
                people: 50,
                speakers: 8,
                has_listeners_sound: true,
                has_pictures: true,
                tiles: 9,
                sizes: (1, 0),
            }),
            // A hundred audio rooms of ten, one of whom speaks.
            1_000 => Some(Self {
                rooms: 100,
                people: 10,
                speakers: 1,
                has_listeners_sound: false,
                has_pictures: false,
                tiles: 0,
                sizes: (0, 0),
            }),
            _ => None,
        }
    }

    pub(crate) const fn voice(&self, one: usize) -> Voice {
        if one < self.speakers {
            Voice::Loud
        } else if self.has_listeners_sound {
            Voice::Quiet
        } else {
            Voice::Off
        }
    }

    /// Whose sound somebody should get.
    pub(crate) fn hears(&self, one: usize) -> impl Iterator<Item = usize> {
        (0..self.speakers).filter(move |of| *of != one)
    }

    /// What somebody shows, the most important first.
    pub(crate) fn shows(&self, one: usize) -> impl Iterator<Item = Tile> + use<> {
        let Self { people, sizes, tiles, .. } = *self;
        (0..tiles).map(move |index| Tile {
            of: (one + 1 + index) % people,
            size: if index == 0 { sizes.0 } else { sizes.1 },
        })
    }

    /// Streams of sound and of each size of picture that should come to all together.
    pub(crate) fn wanted(&self) -> (u64, [u64; 3]) {
        let (mut sounds, mut pictures) = (0, [0; 3]);
        for one in 0..self.people {
            sounds += self.hears(one).count() as u64;
            for tile in self.shows(one) {
                pictures[tile.size] += 1;
            }
        }
        let rooms = self.rooms as u64;
        (sounds * rooms, pictures.map(|count: u64| count * rooms))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_shows_themselves_and_the_sums_are_right() {
        let fifty = Scene::of(50).unwrap();
        for one in 0..50 {
            assert!(fifty.shows(one).all(|tile| tile.of != one));
            assert!(fifty.hears(one).all(|of| of != one));
        }
        assert_eq!(fifty.wanted(), (8 * 49, [400, 50, 0]));
        assert_eq!(Scene::of(1_000).unwrap().wanted(), (900, [0; 3]));
    }
}
