//! The notes of the import from TorchTitan.

use crate::model::Note;

/// The warmup is longer than the run.
pub(super) fn cut_warmup(given: u64, total_steps: u64) -> Note {
    Note::new(
        "cut-warmup",
        format!("the warmup of {given} steps is cut to the {total_steps} of the run, as in TorchTitan"),
    )
    .at("lr_scheduler.warmup_steps")
}

/// The decay does not fit behind the warmup.
pub(super) fn cut_decay(given: u64, decay_steps: u64) -> Note {
    Note::new(
        "cut-decay",
        format!(
            "the decay of {given} steps is cut to the {decay_steps} that the warmup leaves, as in TorchTitan"
        ),
    )
    .at("lr_scheduler.decay_ratio")
}
