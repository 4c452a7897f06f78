//! The length of a training.

use std::num::NonZeroU64;

use glidepath_serde::Horizon;

use crate::model::{InteropError, Note, Remedy};
use crate::parts::run_length;
use crate::values::arguments::{Arguments, Positive};

/// What the number of steps is called, and that of epochs.
const STEPS: [&str; 5] = ["numb_steps", "num_steps", "num_step", "numb_step", OF_OLD_RELEASES];
pub(super) const OF_OLD_RELEASES: &str = "stop_batch";
const EPOCHS: [&str; 4] = ["numb_epoch", "numb_epochs", "num_epoch", "num_epochs"];

/// The steps of the training, and a note where they follow from its epochs.
pub(super) fn read(
    training: &mut Arguments<'_>,
    horizon: &Horizon,
) -> Result<(u64, Option<Note>), InteropError> {
    let named: Vec<_> = STEPS.into_iter().chain(EPOCHS).filter(|name| training.has(name)).collect();
    let name = match *named.as_slice() {
        [] => {
            let missing = || {
                let problem = "missing field `numb_steps`, the length of the training";
                InteropError::invalid(training.path(), problem).with_remedy(Remedy::TotalSteps)
            };
            return Ok((horizon.total_steps().ok_or_else(missing)?, None));
        }
        [name] => name,
        [first, second, ..] => {
            return Err(training.refuse(second, format!("must not stand beside `{first}`")));
        }
    };
    if STEPS.contains(&name) {
        let steps: NonZeroU64 = training.required(name)?;
        return Ok((steps.get(), None));
    }
    let Positive(epochs) = training.required(name)?;
    let Some(steps) = horizon.steps_per_epoch() else {
        let problem = "counts epochs, and the number of steps per epoch is unknown";
        let missing = || training.refuse(name, problem).with_remedy(Remedy::RunLength);
        return Ok((horizon.total_steps().ok_or_else(missing)?, None));
    };
    let too_many = || {
        training.refuse(name, format!("must make from 1 to 2^64 steps, got {epochs:?} epochs of {steps:?}"))
    };
    let total = run_length::of_epochs(epochs, steps).ok_or_else(too_many)?;
    Ok((total, Some(run_length::note(epochs, steps, total))))
}
