//! The values of a document, and how they are read.

pub(crate) mod arguments;
mod json;
pub(crate) mod misspelt;
pub(crate) mod path;
pub(crate) mod text;

pub use json::Json;
pub(crate) use json::object;
