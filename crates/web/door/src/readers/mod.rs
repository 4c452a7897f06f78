//! Files of other programs: read, and written.

mod check;
mod convert;
mod read;
mod rebuilt;
mod source;

use wasm_bindgen::prelude::wasm_bindgen;

pub use check::check;
pub(crate) use convert::{Request, convert, targets};
pub use read::read;
pub use source::Source;

use crate::answer::Problem;

/// Draws a picture as PNG. The question is that of `draw` in [`ask`](crate::ask), without `ask`.
///
/// # Errors
///
/// The text of what is wrong, as an exception of JavaScript.
#[wasm_bindgen]
pub fn png(question: &str) -> Result<Vec<u8>, String> {
    let picture = serde_json::from_str(question).map_err(|error| format!("not a question: {error}"))?;
    crate::draw::png(&picture).map_err(|problem: Problem| problem.error)
}
