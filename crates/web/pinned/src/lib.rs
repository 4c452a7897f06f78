//! The tests of this package are the pinned rates of the project; see `tests/pinned.rs`.
