//! The values of a document, how they are read, and what was taken of them.

pub(crate) mod account;
pub(crate) mod arguments;
pub(crate) mod compose;
mod json;
pub(crate) mod lookup;
pub(crate) mod path;
pub(crate) mod text;
mod value;
pub(crate) mod words;

pub use json::Json;
pub(crate) use json::object;
pub(crate) use value::{Object, Value, token};
