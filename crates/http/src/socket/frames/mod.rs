//! What each group of frames does. A function a frame: it calls one use case and answers.

pub(super) mod auth;
pub(super) mod calls;
pub(super) mod changes;
pub(super) mod messages;
pub(super) mod presence;
pub(super) mod sync;
