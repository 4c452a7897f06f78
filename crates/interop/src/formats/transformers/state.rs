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

    /// Holds what was logged against a schedule, with the updates that the optimizer has skipped so far;
    /// `None` if nothing was logged.
    pub(super) fn check(&self, schedule: &dyn LearningRateSchedule, peak: f64) -> Option<(Note, u64)> {
        let count = self.logged.len();
        let is_off = |logged: &Logged, step| {
            (logged.learning_rate - schedule.learning_rate(step)).abs() > TOLERANCE * peak
        };
        let off: Vec<_> = self.logged.iter().filter(|logged| is_off(logged, logged.step - 1)).collect();
        let Some(&&Logged { step, learning_rate: logged }) = off.first() else {
            return (count > 0).then(|| (notes::logged_rates_agree(count), 0));
        };
        if !self.logged.iter().any(|logged| is_off(logged, logged.step)) {
            return Some((notes::logged_after_step(count), 0));
        }
        if let Some(skipped) = self.skipped(&is_off) {
            return Some((notes::logged_behind(count, skipped), skipped));
        }
        let computed = schedule.learning_rate(step - 1);
        Some((notes::logged_rate_differs(step, logged, computed, off.len(), count), 0))
    }

    /// The updates that were skipped, if that explains all rates: the scheduler waits at each and never
    /// catches up. One rate alone may have many reasons.
    fn skipped(&self, is_off: &dyn Fn(&Logged, u64) -> bool) -> Option<u64> {
        const MOST_AT_ONCE: u64 = 64;
        let mut logged = self.logged.iter().filter(|_| self.logged.len() > 1);
        logged.try_fold(None, |before, logged| {
            let fewest: u64 = before.unwrap_or(0);
            let mut counts =
                (fewest..fewest.saturating_add(MOST_AT_ONCE)).take_while(|&count| count < logged.step);
            counts.find(|&count| !is_off(logged, logged.step - 1 - count)).map(Some)
        })?
    }
}

impl Logged {
    /// The entries of an evaluation, and the summary at the end, have no rate.
    fn read(entry: &Value) -> Option<Self> {
        let step = entry.get("step")?.as_u64().filter(|&step| step > 0)?;
        Some(Self { step, learning_rate: entry.get("learning_rate")?.as_f64()? })
    }
}
