//! The lines of Rust that build a schedule with the crate `glidepath`. They are written, not read.

mod call;
mod classes;
pub(super) mod write;
