//! What a page says inside a group call; what is read, written again, is read the same.

use zvonilka_protocol::RoomWish;

/// Takes one message of a data channel.
pub fn room_wish(text: &str) {
    let Ok(wish) = serde_json::from_str::<RoomWish>(text) else { return };
    let again = serde_json::to_string(&wish).expect("what was read can be written");
    assert_eq!(serde_json::from_str::<RoomWish>(&again).ok(), Some(wish));
}
