//! The notes of the import from mlx-lm.

use crate::model::Note;

/// The rate of the optimizer is not used.
pub(super) fn unused_rate(rate: f64, init: f64) -> Note {
    Note::new(
        "unused-rate",
        format!("`learning_rate` of {rate:?} has no effect, because `lr_schedule` begins with {init:?}"),
    )
    .at("learning_rate")
}
