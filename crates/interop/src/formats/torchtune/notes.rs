//! The notes of the import from torchtune.

use crate::model::Note;

/// The cosine does not end with the run.
pub(super) fn swings_on(total_steps: u64) -> Note {
    Note::new(
        "swings-on",
        format!("the cosine swings on after step {total_steps}, the end of the run, as in torchtune"),
    )
}

/// The length of a swing is no double.
pub(super) fn rounded_swing(num_cycles: f64, steps: f64) -> Note {
    Note::new(
        "rounded-swing",
        format!(
            "with `num_cycles` {num_cycles:?} the cosine goes one way in {steps:?} steps, which is rounded"
        ),
    )
}

/// There is no scheduler.
pub(super) fn constant() -> Note {
    Note::new("no-scheduler", "without `lr_scheduler` torchtune leaves the rate as it is")
}
