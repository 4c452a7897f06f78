//! The notes of the import from detectron2.

use crate::model::Note;

/// Some steps are after the run.
pub(super) fn steps_after_run(steps: &[u64], max_iter: u64) -> Note {
    let steps: Vec<_> = steps.iter().map(u64::to_string).collect();
    Note::new(
        "steps-after-run",
        format!("{} after `MAX_ITER`, {max_iter}, change nothing, as in detectron2", steps.join(", ")),
    )
    .at("SOLVER.STEPS")
}
