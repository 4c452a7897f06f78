//! The notes of the import from flax.

use crate::model::Note;

/// Where the documentation has the rate change, flax has the old one once more.
pub(crate) fn late_steps(path: &str) -> Note {
    Note::new(
        "late-steps",
        "flax changes the rate one step after these epochs; here it changes at them, as documented",
    )
    .at(path)
}

/// The cosine has no end.
pub(crate) fn rises_again(path: &str, step: &str) -> Note {
    Note::new(
        "rises-again",
        format!("the cosine does not stay at 0, but rises again from step {step} on, here as in flax"),
    )
    .at(path)
}
