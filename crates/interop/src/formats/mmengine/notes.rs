//! What a reader of mmengine's files should know.

use crate::model::Note;

/// Some parameters have rates of their own.
pub(super) fn paramwise() -> Note {
    Note::new(
        "other-parameter-rates",
        "`paramwise_cfg` gives some parameters other rates; these are the rates of the optimizer's `lr`",
    )
}

/// The iterations of an epoch follow from the numbers in a checkpoint.
pub(super) fn epoch_from_meta(steps: u64, iterations: u64, epochs: u64) -> Note {
    Note::new(
        "epoch-from-checkpoint",
        format!(
            "an epoch has {steps} steps, as the checkpoint's {iterations} iterations in {epochs} epochs tell"
        ),
    )
}
