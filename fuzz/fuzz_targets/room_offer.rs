//! Any text as the offer of a line into a group call.
#![no_main]

use libfuzzer_sys::fuzz_target;
use zvonilka_hostile::room_offer;

fuzz_target!(|text: &str| room_offer(text));
