//! The notes of the import from Axolotl.

use crate::formats::notes as shared;
use crate::model::Note;

/// The warmup is given as a share of the run.
pub(crate) fn warmup_share(share: f64, max_steps: u64, warmup_steps: u64) -> Note {
    Note::new(
        "share-rounded-down",
        format!(
            "`warmup_ratio` of {share:?} of {max_steps} steps, rounded down as in Axolotl, is a warmup of \
             {warmup_steps}"
        ),
    )
}

/// No warmup is given, but there is one.
pub(crate) fn default_warmup(warmup_steps: u64) -> Note {
    Note::new(
        "default-warmup",
        format!(
            "no warmup is given; Axolotl takes 3 in 100 of the steps, 100 at most, which is {warmup_steps}"
        ),
    )
}

/// A warmup of one step is one of two.
pub(crate) fn warmup_of_one() -> Note {
    Note::new("warmup-of-one", "a warmup of 1 step is one of 2 in Axolotl")
}

/// A parameter is not used by this schedule.
pub(crate) fn ignored(name: &str) -> Note {
    shared::unused_parameter(name, "Axolotl does not use it for this schedule")
}
