//! The state of a run, as the Trainer saves it.

use std::num::NonZeroU64;

use super::notes;
use crate::model::{InteropError, Note};
use crate::values::arguments::Arguments;
use crate::values::{Object, Value};
use glidepath_core::LearningRateSchedule;

/// `trainer_state.json`, without what is not about the rate.
#[derive(Debug)]
pub(super) struct TrainerState {
    /// The length of the run, told even where the arguments give epochs.
    pub(super) max_steps: u64,
    /// The updates that were made.
    pub(super) global_step: u64,
    logged: Vec<Logged>,
}

/// A rate in the log. It is read before the scheduler goes on, so it is that of the update before `step`.
#[derive(Clone, Copy, Debug)]
struct Logged {
    step: u64,
    learning_rate: f64,
}

/// As a share of the peak: what the arithmetic of the framework may be off by, at every step.
pub(super) const TOLERANCE: f64 = 1e-9;

impl TrainerState {
    /// Whether this is the state of a run.
    pub(super) fn is(object: &Object) -> bool {
        object.contains_key("global_step") && object.contains_key("log_history")
    }

    pub(super) fn read(value: &Value) -> Result<Self, InteropError> {
        let mut state = Arguments::new(value, "")?;
        let history = state.optional::<Vec<&Value>>("log_history")?.unwrap_or_default();
        Ok(Self {
            max_steps: state.required::<NonZeroU64>("max_steps")?.get(),
            global_step: state.required("global_step")?,
            logged: history.into_iter().filter_map(Logged::read).collect(),
        })
    }

    /// Holds what was logged against a schedule; `None` if nothing was.
    pub(super) fn check(&self, schedule: &dyn LearningRateSchedule, peak: f64) -> Option<Note> {
        let count = self.logged.len();
        let is_off = |logged: &Logged, step| {
            (logged.learning_rate - schedule.learning_rate(step)).abs() > TOLERANCE * peak
        };
        let off: Vec<_> = self.logged.iter().filter(|logged| is_off(logged, logged.step - 1)).collect();
        let Some(&&Logged { step, learning_rate: logged }) = off.first() else {
            return (count > 0).then_some(notes::logged_rates_agree(count));
        };
        if !self.logged.iter().any(|logged| is_off(logged, logged.step)) {
            return Some(notes::logged_after_step(count));
        }
        let computed = schedule.learning_rate(step - 1);
        Some(notes::logged_rate_differs(step, logged, computed, off.len(), count))
    }
}

impl Logged {
    /// The entries of an evaluation, and the summary at the end, have no rate.
    fn read(entry: &Value) -> Option<Self> {
        let step = entry.get("step")?.as_u64().filter(|&step| step > 0)?;
        Some(Self { step, learning_rate: entry.get("learning_rate")?.as_f64()? })
    }
}
