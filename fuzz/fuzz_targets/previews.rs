//! A page behind a link: whatever it sends, what is shown of it is short plain text, and its picture an address.
#![no_main]

use libfuzzer_sys::fuzz_target;
use zvonilka_hostile::linked_page;

fuzz_target!(|given: (&[u8], Option<&str>, &str)| linked_page(given.0, given.1, given.2));
