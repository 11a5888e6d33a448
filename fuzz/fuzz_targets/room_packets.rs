//! Datagrams to a line into a group call, from whoever it may be.
#![no_main]

use libfuzzer_sys::fuzz_target;
use zvonilka_hostile::room_packets;

fuzz_target!(|bytes: &[u8]| room_packets(bytes));
