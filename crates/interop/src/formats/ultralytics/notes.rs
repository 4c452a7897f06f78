//! The notes of the import from Ultralytics.

use crate::model::Note;

/// Steps are batches.
pub(super) fn steps_are_batches(batches: f64) -> Note {
    Note::new(
        "steps-are-batches",
        format!(
            "a step is a batch here; the weights are updated once in {batches} batches, more often in the warmup"
        ),
    )
}

/// The biases have a warmup of their own.
pub(super) fn biases() -> Note {
    Note::new(
        "bias-group",
        "the second parameter group here is that of the biases, which warm up from `warmup_bias_lr`",
    )
}

/// An older release had another rule.
pub(super) fn older_warmup() -> Note {
    Note::new(
        "older-warmup",
        "before Ultralytics 8.4.105 the warmup had at least 100 batches and could be as long as the run; the file does not \
         tell the release, so this is today's",
    )
    .at("warmup_epochs")
}

/// The release warms up for more batches than the file says.
pub(super) fn at_least(batches: u64) -> Note {
    Note::new(
        "longer-warmup",
        format!("before Ultralytics 8.4.105 the warmup has at least 100 batches; here {batches}"),
    )
    .at("warmup_epochs")
}

/// The release is an epoch late, or may be.
pub(super) fn epoch_late(doubt: &str) -> Note {
    Note::new("epoch-late", format!("before Ultralytics 8.1.43 the rate falls one epoch late{doubt}"))
}
