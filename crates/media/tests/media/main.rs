//! The relay as others meet it.

mod coturn;
mod relay;
mod support;
