//! What a reader of Model Garden's configurations should know.

use crate::model::Note;

/// A constant without a rate.
pub(super) fn default_rate(rate: f64) -> Note {
    Note::new(
        "constant-not-written",
        format!("the constant is not written; {rate:?} is the default of Model Garden's `ConstantLrConfig`"),
    )
}
