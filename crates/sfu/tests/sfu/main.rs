//! Rooms with people whose pages are played by `str0m`, over a network that delays and loses as its seed says, in a
//! time that goes as the test says.

mod faults;
mod page;
mod world;

use std::time::Duration;

use zvonilka_protocol::RoomPicture;

use world::World;

const SECOND: Duration = Duration::from_secs(1);

#[test]
fn everybody_hears_and_sees_everybody_else_and_so_does_who_comes_late() {
    let mut world = World::new(1);
    let (anna, boris) = (world.join(), world.join());
    world.run(3 * SECOND);
    let vera = world.join();
    world.run(4 * SECOND);
    world.forget();
    world.run(4 * SECOND);
    for viewer in [anna, boris, vera] {
        for of in [anna, boris, vera] {
            let (sound, pictures) = (world.sound(viewer, of), world.pictures(viewer, of));
            if viewer == of {
                assert_eq!((sound, pictures), (0, 0), "nobody hears themselves");
            } else {
                // 50 and 25 a second.
                assert!((190..=202).contains(&sound), "{viewer} hears {sound} of {of}");
                assert!((95..=101).contains(&pictures), "{viewer} sees {pictures} of {of}");
            }
        }
    }
    assert_eq!(world.page(vera).mistaken, 0, "what came was of whom the room said it is");
}

#[test]
fn what_is_lost_on_the_way_comes_again() {
    let mut world = World::new(7);
    world.delay = Duration::from_millis(30);
    let (anna, boris) = (world.join(), world.join());
    world.run(4 * SECOND);
    world.loss_percent = 10;
    world.forget();
    world.run(10 * SECOND);
    let (sound, pictures) = (world.sound(anna, boris), world.pictures(anna, boris));
    assert!(world.lost > 100, "the network lost {}", world.lost);
    // Sound is lost on both ways and not sent again; of pictures nearly nothing may lack.
    assert!((370..=460).contains(&sound), "{sound} packets of sound");
    assert!(pictures >= 220, "{pictures} pictures");
    // All of which is counted: what did not come to the server, what pages never got, and what was sent again.
    let counts = world.room.counts();
    assert!(counts.missing > 50 && counts.late > 20 && counts.late < counts.missing, "{counts:#?}");
    assert!(counts.lost > 10 && counts.nacks_heard > 5 && counts.nacks_said > 5, "{counts:#?}");
    assert!(counts.resent > 10, "{counts:#?}");
    assert!(counts.sent.packets > counts.forwarded && counts.received.bytes > 100_000, "{counts:#?}");
    let now = world.room.now();
    assert_eq!((now.people, now.microphones, now.cameras, now.screens), (2, 2, 2, 0));
}

#[test]
fn who_shows_a_picture_small_gets_it_small() {
    let mut world = World::new(2);
    let (anna, boris) = (world.join(), world.join());
    world.run(6 * SECOND);
    world.show(anna, &[(boris, RoomPicture::Camera, 150)]);
    world.show(boris, &[(anna, RoomPicture::Camera, 300)]);
    world.run(3 * SECOND);
    world.forget();
    world.run(2 * SECOND);
    assert_eq!(world.sizes(anna, boris), [true, false, false]);
    assert_eq!(world.sizes(boris, anna), [false, true, false]);
    world.show(anna, &[(boris, RoomPicture::Camera, 720)]);
    world.run(3 * SECOND);
    world.forget();
    world.run(2 * SECOND);
    assert_eq!(world.sizes(anna, boris), [false, false, true]);
    world.show(anna, &[]);
    world.run(SECOND);
    world.forget();
    world.run(2 * SECOND);
    assert_eq!(world.sizes(anna, boris), [false; 3], "what nobody shows is not sent");
    assert!(world.sound(anna, boris) > 90, "sound does not depend on it");
}

#[test]
fn a_picture_that_was_small_for_long_becomes_large_soon() {
    let mut world = World::new(10);
    world.delay = Duration::from_millis(40);
    let (anna, boris) = (world.join(), world.join());
    world.show(anna, &[(boris, RoomPicture::Camera, 150)]);
    // The estimate sinks to what is sent.
    world.run(20 * SECOND);
    world.show(anna, &[(boris, RoomPicture::Camera, 720)]);
    world.run(3 * SECOND);
    world.forget();
    world.run(2 * SECOND);
    assert_eq!(world.sizes(anna, boris), [false, false, true]);
    assert!(world.pictures(anna, boris) >= 48);
}

#[test]
fn a_size_that_stops_is_replaced_by_one_that_flows() {
    let mut world = World::new(3);
    let (anna, boris) = (world.join(), world.join());
    world.show(anna, &[(boris, RoomPicture::Camera, 720)]);
    world.run(7 * SECOND);
    world.forget();
    world.run(SECOND);
    assert_eq!(world.sizes(anna, boris), [false, false, true]);
    world.page_mut(boris).sizes = 1;
    world.run(4 * SECOND);
    world.forget();
    world.run(2 * SECOND);
    assert_eq!(world.sizes(anna, boris), [true, false, false]);
    assert!(world.pictures(anna, boris) > 45);
}

#[test]
fn of_who_is_muted_nothing_is_passed_on_and_nothing_seems_lost() {
    let mut world = World::new(9);
    let (anna, boris) = (world.join(), world.join());
    world.run(4 * SECOND);
    // His page sends on, whatever the room was told.
    world.mute(boris, true);
    world.run(SECOND);
    world.forget();
    world.run(3 * SECOND);
    assert_eq!(world.sound(anna, boris), 0);
    assert!(world.sound(boris, anna) > 140);
    world.mute(boris, false);
    world.forget();
    world.run(4 * SECOND);
    assert!((190..=202).contains(&world.sound(anna, boris)), "he is heard again");
    assert_eq!(world.page(anna).sound_gaps, 0, "what was held back was not lost");
}

#[test]
fn who_speaks_is_marked() {
    let mut world = World::new(4);
    let (anna, boris, vera) = (world.join(), world.join(), world.join());
    world.page_mut(boris).level = -25;
    world.run(4 * SECOND);
    assert_eq!(world.speaker(anna), Some(boris));
    assert_eq!(world.speaker(boris), Some(boris));
    world.page_mut(boris).level = -90;
    world.page_mut(vera).level = -25;
    world.run(2 * SECOND);
    assert_eq!(world.speaker(anna), Some(vera));
    world.leave(vera);
    world.run(SECOND);
    assert_eq!(world.speaker(anna), None);
}

#[test]
fn of_many_the_ones_who_speak_are_heard() {
    let mut world = World::new(5);
    let everybody: Vec<usize> = (0..11).map(|_| world.join()).collect();
    for one in &everybody {
        world.page_mut(*one).sizes = 0;
    }
    let (first, last) = (everybody[0], everybody[10]);
    world.run(3 * SECOND);
    assert_eq!(world.heard(first).len(), zvonilka_sfu::AUDIO_SLOTS);
    assert!(!world.heard(first).contains(&last));
    world.page_mut(last).level = -20;
    world.run(2 * SECOND);
    assert!(world.heard(first).contains(&last), "who begins to speak is heard");
    assert_eq!(world.heard(first).len(), zvonilka_sfu::AUDIO_SLOTS);
}

#[test]
fn who_is_cut_off_goes_and_the_others_go_on() {
    let mut world = World::new(6);
    let (anna, boris, vera) = (world.join(), world.join(), world.join());
    world.run(3 * SECOND);
    world.cut(vera);
    world.run(zvonilka_sfu::PATIENCE + SECOND);
    assert!(world.is_gone(vera));
    assert_eq!(world.people(anna), [anna, boris]);
    world.forget();
    world.run(2 * SECOND);
    assert!(world.sound(anna, boris) > 95 && world.pictures(boris, anna) > 45);
    world.leave(anna);
    world.leave(boris);
    assert!(world.room.is_empty());
}

#[test]
fn an_impatient_viewer_costs_the_sender_little() {
    let mut world = World::new(8);
    let (anna, boris) = (world.join(), world.join());
    world.run(6 * SECOND);
    let before = world.page(boris).keyframes_asked;
    world.page_mut(anna).is_impatient = true;
    world.run(5 * SECOND);
    let asked = world.page(boris).keyframes_asked - before;
    assert!((2..=14).contains(&asked), "asked {asked} times in five seconds");
}

#[test]
fn noise_changes_nothing() {
    let mut world = World::new(9);
    let (anna, boris) = (world.join(), world.join());
    world.run(3 * SECOND);
    world.noise = true;
    world.forget();
    world.run(4 * SECOND);
    assert!(world.sound(anna, boris) >= 190, "{}", world.sound(anna, boris));
    assert!(world.pictures(anna, boris) >= 95, "{}", world.pictures(anna, boris));
}
