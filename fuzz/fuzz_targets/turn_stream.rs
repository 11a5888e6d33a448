//! Any stream, in pieces whose sizes the first bytes give.
#![no_main]

use libfuzzer_sys::fuzz_target;
use zvonilka_hostile::turn_stream;

fuzz_target!(|bytes: &[u8]| turn_stream(bytes));
