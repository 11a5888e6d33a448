//! Any bytes to the decoders; what is read, written again, is read the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use zvonilka_hostile::turn_message;

fuzz_target!(|bytes: &[u8]| turn_message(bytes));
