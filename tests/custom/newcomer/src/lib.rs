//! The examples of every page that the umbrella shows, as a new user pastes them: `build.rs` collects them.

/// Every example in the comments of the crates that the umbrella re-exports.
#[cfg(doctest)]
#[doc = include_str!(concat!(env!("OUT_DIR"), "/examples.md"))]
pub mod examples {}

/// The umbrella's own page.
#[cfg(doctest)]
#[doc = include_str!("../../../../crates/glidepath/README.md")]
pub mod page {}
