//! The notes of the import from Levanter.

use crate::model::Note;

/// The last cycle is shorter.
pub(super) fn shorter_cycle(cycle_length: u64, total_steps: u64) -> Note {
    Note::new(
        "uneven-cycles",
        format!(
            "{total_steps} steps are no multiple of {cycle_length}, so the last cycle is of another length"
        ),
    )
    .at("optimizer.cycle_length")
}
