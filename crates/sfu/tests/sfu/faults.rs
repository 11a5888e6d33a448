//! When the network or somebody in the room is bad: the others go on.

use std::time::Duration;

use zvonilka_sfu::PATIENCE;

use crate::world::World;

const SECOND: Duration = Duration::from_secs(1);

#[test]
fn with_a_fifth_lost_and_a_long_way_sound_and_pictures_come_through() {
    for seed in [20, 21] {
        let mut world = World::new(seed);
        world.delay = Duration::from_millis(80);
        let (anna, boris) = (world.join(), world.join());
        world.run(5 * SECOND);
        world.loss_percent = 20;
        world.run(2 * SECOND);
        world.forget();
        world.run(10 * SECOND);
        // Two ways, each of which takes a fifth: 64 of 100 remain.
        let sound = world.sound(anna, boris);
        assert!((270..=370).contains(&sound), "{sound} packets of sound of 500");
        assert!(world.pictures(anna, boris) > 0, "pictures do not stop");
        world.loss_percent = 0;
        world.run(5 * SECOND);
        world.forget();
        world.run(4 * SECOND);
        let (sound, pictures) = (world.sound(anna, boris), world.pictures(anna, boris));
        assert!(sound >= 195 && pictures >= 95, "afterwards all is as before: {sound}, {pictures}");
    }
}

#[test]
fn people_who_come_and_go_by_the_dozen_disturb_nobody_and_leave_no_ghosts() {
    let mut world = World::new(22);
    let (anna, boris) = (world.join(), world.join());
    world.run(4 * SECOND);
    world.forget();
    for number in 0..24 {
        let guest = world.join();
        world.page_mut(guest).sizes = 0;
        // Some before their line stands, some after it; every third says nothing.
        world.run(Duration::from_millis(30 * number));
        if number % 3 == 0 {
            world.cut(guest);
        } else {
            world.leave(guest);
        }
    }
    // 30 + 60 + … + 690 milliseconds are 8.28 seconds, of fifty packets each.
    let sound = world.sound(anna, boris);
    assert!((400..=420).contains(&sound), "{sound} packets of sound");
    assert!(world.pictures(anna, boris) >= 200, "{} pictures", world.pictures(anna, boris));
    world.run(PATIENCE + SECOND);
    assert_eq!(world.people(anna), [anna, boris]);
    for guest in 2..26 {
        assert!(!world.is_there(guest), "{guest} is a ghost");
    }
    let counts = world.room.counts();
    assert_eq!(counts.lines, 26);
    assert!(counts.most_people <= 26 && counts.forwarded > 0);
}

#[test]
fn who_is_seen_at_another_address_stays_in_the_call() {
    let mut world = World::new(23);
    let (anna, boris) = (world.join(), world.join());
    world.run(4 * SECOND);
    world.change_address(anna);
    // A browser asks after the path every few seconds; by that the new address is known.
    world.run(12 * SECOND);
    world.forget();
    world.run(2 * SECOND);
    for (viewer, of) in [(anna, boris), (boris, anna)] {
        let (sound, pictures) = (world.sound(viewer, of), world.pictures(viewer, of));
        assert!(sound >= 95 && pictures >= 45, "{viewer} gets {sound} and {pictures} of {of}");
    }
}

#[test]
fn who_floods_is_held_back_and_the_others_hear_each_other() {
    let mut world = World::new(24);
    let (anna, boris, vera) = (world.join(), world.join(), world.join());
    world.run(4 * SECOND);
    world.forget();
    let before = world.room.counts().dropped;
    // Twenty thousand a second.
    world.flood.insert(vera, 20);
    world.run(3 * SECOND);
    assert!(world.room.counts().dropped - before >= 45_000, "{}", world.room.counts().dropped - before);
    assert!(world.sound(anna, boris) >= 145, "{}", world.sound(anna, boris));
    assert!(world.pictures(anna, boris) >= 70, "{}", world.pictures(anna, boris));
    // It stops, and is one of them again.
    world.flood.clear();
    world.run(3 * SECOND);
    world.forget();
    world.run(2 * SECOND);
    assert!(world.sound(anna, vera) >= 95, "{}", world.sound(anna, vera));
}
