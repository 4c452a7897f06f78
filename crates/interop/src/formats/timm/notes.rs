//! The notes of the import from timm.

use crate::model::Note;

/// The rule of [`steps_are_epochs`].
pub(super) const STEPS_ARE_EPOCHS: &str = "steps-are-epochs";

/// Time is counted in epochs.
pub(crate) fn steps_are_epochs() -> Note {
    Note::new(
        STEPS_ARE_EPOCHS,
        "a step is an epoch here, as `t_in_epochs` is true; `Stretched` makes updates of them",
    )
}

/// The warmup aims at another rate than the one that follows.
pub(crate) fn warmup_jump(step: u64, target: f64, then: f64) -> Note {
    Note::new(
        "warmup-jump",
        format!(
            "without `warmup_prefix` the warmup goes to {target:?}, but the rate at step {step} is \
             {then:?}, as in timm"
        ),
    )
}

/// Milestones are one step early.
pub(crate) fn early_milestones() -> Note {
    Note::new("early-milestones", "each milestone takes effect one step early, as in timm")
}

/// The cycles are of different lengths.
pub(crate) fn missed_restarts() -> Note {
    Note::new("missed-restarts", "timm misses some restarts where `cycle_mul` is not 1; here none is missed")
}
