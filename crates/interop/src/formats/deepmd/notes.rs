//! The notes of the import from DeePMD-kit.

use crate::model::Note;

/// The stairs are longer than the decay.
pub(super) fn other_decay_steps(given: u64, length: u64, taken: u64) -> Note {
    Note::new(
        "other-decay-steps",
        format!("{given} is not below the {length} steps of the decay, so DeePMD-kit takes {taken}"),
    )
    .at("learning_rate.decay_steps")
}

/// Older releases do otherwise.
pub(super) fn decay_rate() -> Note {
    Note::new(
        "decay-rate-of-release",
        "DeePMD-kit 3 multiplies by `decay_rate` down to `stop_lr`; DeePMD-kit 2 passes it over and falls to `stop_lr` at \
         the end of the training",
    )
    .at("learning_rate.decay_rate")
}

/// The rate depends on the number of processes.
pub(super) fn scaled_by_worker(how: &str) -> Note {
    Note::new(
        "scaled-by-worker",
        format!(
            "`{how}`: with several processes TensorFlow's DeePMD-kit multiplies the rate; this is that of one"
        ),
    )
    .at("learning_rate.scale_by_worker")
}
