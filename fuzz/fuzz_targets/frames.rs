//! A socket's frame: refused, or understood and then written and read again as the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use zvonilka_hostile::socket_frame;

fuzz_target!(|text: &str| socket_frame(text));
