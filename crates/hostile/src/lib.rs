//! What strangers send, given to the code that reads it first: each function takes any input and panics when a promise
//! about it does not hold.
//!
//! `fuzz/` calls them with made-up input (`cargo xtask fuzz`), the test beside them with the seeds of that, so that they
//! compile and hold with everything else. No part of the program. A new one is a file here, a target in
//! `fuzz/fuzz_targets` and seeds in `fuzz/seeds`.

mod frames;
mod pictures;
mod previews;
mod room_line;
mod room_wish;
mod texts;
mod turn_message;
mod turn_server;
mod turn_stream;

pub use frames::socket_frame;
pub use pictures::uploaded_file;
pub use previews::linked_page;
pub use room_line::{room_offer, room_packets};
pub use room_wish::room_wish;
pub use texts::message_text;
pub use turn_message::turn_message;
pub use turn_server::turn_packets;
pub use turn_stream::turn_stream;
