//! How long a run is, where the file itself does not say.

use glidepath_schedules::StepCount;
use glidepath_serde::Horizon;

use crate::model::{Imported, Note};

/// The number of steps in `epochs`, rounded up; `None` if it is 0 or too large.
pub(crate) fn of_epochs(epochs: f64, steps_per_epoch: f64) -> Option<u64> {
    let steps = StepCount::from((epochs * steps_per_epoch).ceil());
    steps.whole().filter(|&steps| steps > 0)
}

/// The length of the run follows from its epochs.
pub(crate) fn note(epochs: f64, steps_per_epoch: f64, max_steps: u64) -> Note {
    let text = format!("the run has {max_steps} steps: {epochs:?} epochs of {steps_per_epoch:?} steps");
    Note::new("length-from-epochs", text)
}

/// Adds a note where the file has another length than the caller gave.
pub(crate) fn compare(imported: &mut Imported, horizon: &Horizon) {
    if let (Some(file), Some(told)) = (imported.total_steps, horizon.total_steps())
        && file != told
    {
        imported.notes.push(Note::new(
            "other-length",
            format!("the run of the file has {file} steps, which are used, though {told} were given"),
        ));
    }
}
