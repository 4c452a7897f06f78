//! What a reader of such a configuration should know.

use crate::model::{Note, UNIT_UNKNOWN};

/// The file does not tell when the scheduler makes a step.
pub(super) fn unit_unknown() -> Note {
    Note::new(
        UNIT_UNKNOWN,
        "a step here is one of the scheduler's own; whether the program makes one after each update or after each epoch \
         is not in the file",
    )
}

/// The file tells that a step is an epoch.
pub(super) fn unit_epoch() -> Note {
    Note::new(UNIT_UNKNOWN, "a step here is an epoch, as `interval` says")
}
