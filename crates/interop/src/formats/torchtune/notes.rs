//! The notes of the import from torchtune.

use crate::model::Note;

/// There is no scheduler.
pub(super) fn constant() -> Note {
    Note::new("no-scheduler", "without `lr_scheduler` torchtune leaves the rate as it is")
}
