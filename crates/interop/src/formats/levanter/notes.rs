//! The notes of the import from Levanter.

use crate::model::Note;

/// A field is not in the file.
pub(super) fn default(field: &str, value: &str) -> Note {
    Note::new("default-argument", format!("`{field}` is not given; the default of Levanter is {value}"))
        .at("optimizer")
}

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
