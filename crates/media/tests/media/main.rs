//! The relay as others meet it.

mod allocated;
mod coturn;
mod echo;
mod relay;
mod support;
