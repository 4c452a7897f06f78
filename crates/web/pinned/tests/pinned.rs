//! The pinned rates of the project, the same files. Built for wasm32 and run in Node they show that a browser
//! computes the bits that x86-64 does.

#[path = "../../../../tests/tests/it/pinned.rs"]
mod pinned;
#[path = "../../../../tests/tests/it/pinned_parts.rs"]
mod pinned_parts;
