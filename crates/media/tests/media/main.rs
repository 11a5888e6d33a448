//! The relay as others meet it.

mod allocated;
mod caller;
mod coturn;
mod echo;
mod relay;
mod rooms;
mod support;
