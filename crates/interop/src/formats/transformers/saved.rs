//! The state of the scheduler that a Trainer saves.

use super::notes;
use super::state::TOLERANCE;
use crate::model::{InteropError, Note};
use crate::values::Value;
use crate::values::arguments::Arguments;
use glidepath_core::LearningRateSchedule;

/// `scheduler.pt`. It does not tell the schedule, but where it stood.
#[derive(Debug)]
pub(super) struct SavedScheduler {
    /// The steps that were made.
    pub(super) last_epoch: u64,
    /// The rate that each parameter group began with, and the one it had.
    base_lrs: Vec<f64>,
    last_lr: Vec<f64>,
}

impl SavedScheduler {
    pub(super) fn read(value: &Value) -> Result<Self, InteropError> {
        let mut state = Arguments::new(value, "")?;
        Ok(Self {
            last_epoch: state.required("last_epoch")?,
            base_lrs: state.or("base_lrs", Vec::new())?,
            last_lr: state.or("_last_lr", Vec::new())?,
        })
    }

    /// Holds the rates of the groups against a schedule; `None` if there are none.
    pub(super) fn check(&self, schedule: &dyn LearningRateSchedule, peak: f64) -> Option<Note> {
        if self.base_lrs.iter().any(|&rate| rate != peak) {
            let rates = self.base_lrs.clone();
            return Some(notes::base_rates(&rates, peak));
        }
        let step = self.last_epoch;
        let computed = schedule.learning_rate(step);
        let is_off = |saved: &f64| (saved - computed).abs() > TOLERANCE * peak;
        match self.last_lr.iter().copied().find(is_off) {
            Some(saved) => Some(notes::saved_rate_differs(step, saved, computed)),
            None => (!self.last_lr.is_empty()).then_some(notes::saved_rate_agrees(step)),
        }
    }
}
