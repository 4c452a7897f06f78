//! The tests of this package: one program, which is built and linked once.

mod common;
mod pictures;
mod text;
