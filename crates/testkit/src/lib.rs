//! Helpers for tests; never part of the program.
