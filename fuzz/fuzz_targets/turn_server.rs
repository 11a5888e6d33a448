//! A client with credentials and an allocation sends packets: raw ones, and well-signed ones with any attributes.
#![no_main]

use libfuzzer_sys::fuzz_target;
use zvonilka_hostile::turn_packets;

fuzz_target!(|bytes: &[u8]| turn_packets(bytes));
