//! Any text over the data channel of a group call.
#![no_main]

use libfuzzer_sys::fuzz_target;
use zvonilka_hostile::room_wish;

fuzz_target!(|text: &str| room_wish(text));
