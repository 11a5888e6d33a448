//! A message's text: mentions, links and stems are found within bounds, and highlights lie on whole characters.
#![no_main]

use libfuzzer_sys::fuzz_target;
use zvonilka_hostile::message_text;

fuzz_target!(|given: (&str, &str)| message_text(given.0, given.1));
