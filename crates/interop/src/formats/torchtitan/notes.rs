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

/// The decay does not fit after the warmup.
pub(super) fn cut_decay(given: u64, decay_steps: u64) -> Note {
    Note::new(
        "cut-decay",
        format!(
            "the decay of {given} steps is cut to the {decay_steps} that the warmup leaves, as in TorchTitan"
        ),
    )
    .at("lr_scheduler.decay_ratio")
}

/// The lengths may have been one step longer.
pub(super) fn older_lengths() -> Note {
    Note::new(
        "older-lengths",
        "before 0.1.0, until June 2025, TorchTitan divided by one step more, in the warmup and in the decay; the file does \
         not tell the release, so these are the rates of 0.1.0 and later",
    )
    .at("lr_scheduler")
}
