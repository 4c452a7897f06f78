#![doc = include_str!("../README.md")]

mod archive;
mod error;
mod import;
mod json;
mod keras;
mod locate;
mod note;
mod optimizer;
mod source;
mod text;
mod write;

pub use error::InteropError;
pub use import::{Imported, import, import_bytes, import_for};
pub use json::Json;
pub use keras::Keras;
pub use note::Note;
pub use source::Source;
pub use write::{to_keras2, to_keras3};
