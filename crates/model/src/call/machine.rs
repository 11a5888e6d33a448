//! The life of a call as a pure function.
