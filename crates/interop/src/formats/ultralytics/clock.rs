//! How long an epoch, the warmup and the run are, in batches.

use glidepath_schedules::StepCount;
use glidepath_serde::Horizon;

use super::notes;
use super::release::Release;
use crate::model::{InteropError, Note, Remedy};
use crate::values::arguments::Arguments;

/// The least batches of a warmup in older releases.
const LEAST: u64 = 100;

/// Lengths in batches.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clock {
    pub(super) epochs: u64,
    pub(super) batches: u64,
    pub(super) warmup: u64,
}

impl Clock {
    pub(super) fn read(
        arguments: &Arguments<'_>,
        epochs: u64,
        warmup_epochs: f64,
        horizon: &Horizon,
        notes: &mut Vec<Note>,
    ) -> Result<Self, InteropError> {
        let Some(batches) = batches(epochs, horizon) else {
            let problem = "the file does not tell how many batches an epoch has";
            return Err(match horizon.total_steps() {
                None => arguments.refuse("epochs", problem).with_remedy(Remedy::RunLength),
                Some(total) => {
                    let problem = format!("must divide the {total} steps of the run, got {epochs}");
                    arguments.refuse("epochs", problem).with_remedy(Remedy::StepsPerEpoch)
                }
            });
        };
        let too_long = || {
            arguments
                .refuse("warmup_epochs", format!("must be below 2^64 batches, got {warmup_epochs:?} epochs"))
        };
        let warmup =
            warmup(epochs, warmup_epochs, batches, Release::of(arguments), notes).ok_or_else(too_long)?;
        Ok(Self { epochs, batches, warmup })
    }

    /// The batches of the run.
    pub(super) fn total(self) -> Option<u64> {
        self.epochs.checked_mul(self.batches)
    }
}

/// The batches of an epoch: as given, or those of the run divided by its epochs.
fn batches(epochs: u64, horizon: &Horizon) -> Option<u64> {
    // A last batch that is not full counts as a batch.
    if let Some(batches) = horizon.steps_per_epoch() {
        return StepCount::from(batches.ceil()).whole();
    }
    let total = horizon.total_steps()?;
    total.is_multiple_of(epochs).then_some(total / epochs)
}

/// The batches of the warmup, rounded half to even.
fn warmup(
    epochs: u64,
    warmup_epochs: f64,
    batches: u64,
    release: Release,
    notes: &mut Vec<Note>,
) -> Option<u64> {
    let rounded =
        |epochs: f64| StepCount::from((epochs * StepCount::from(batches).to_f64()).round_ties_even()).whole();
    let given = rounded(warmup_epochs)?;
    let cut = rounded(warmup_epochs.min(StepCount::from(epochs - 1).to_f64()))?;
    let longer = if warmup_epochs > 0.0 || release.warms_up_always { given.max(LEAST) } else { 0 };
    if release.has_longer_warmup {
        if longer > given {
            notes.push(notes::at_least(longer));
        }
        return Some(longer);
    }
    if !release.is_told && longer != cut {
        notes.push(notes::older_warmup());
    }
    Some(cut)
}
