//! glidepath's own files.

mod write;

pub use write::{to_glidepath, to_toml, to_yaml};
