//! The classes whose rate falls by a factor: `StepLR`, `MultiStepLR`, `ExponentialLR`.

use std::collections::BTreeMap;
use std::num::NonZeroU64;

use super::notes;
use super::scheduler::{Scheduler, Start};
use crate::model::{InteropError, Note};
use crate::values::arguments::{Argument, Arguments, NonNegative, expect};
use crate::values::{Value, path};
use glidepath_core::LearningRateSchedule;
use glidepath_schedules::{Constant, ExponentialDecay, PiecewiseConstantDecay};
use glidepath_serde::BoxSchedule;

/// `b * gamma ^ floor(n / step_size)`.
#[derive(Debug)]
pub(super) struct StepLr {
    step_size: NonZeroU64,
    gamma: NonNegative,
}

impl StepLr {
    pub(super) fn read(arguments: &mut Arguments<'_>) -> Result<Box<dyn Scheduler>, InteropError> {
        let step_size = arguments.required("step_size")?;
        Ok(Box::new(Self { step_size, gamma: arguments.or("gamma", NonNegative(0.1))? }))
    }
}

impl Scheduler for StepLr {
    fn schedule(&self, start: &Start<'_>) -> Result<BoxSchedule, InteropError> {
        let decay = ExponentialDecay::new(start.base()?, self.step_size.get(), self.gamma.0);
        start.build(decay.map(|decay| decay.with_staircase(true)))
    }
}

/// `b * gamma ^ n`.
#[derive(Debug)]
pub(super) struct ExponentialLr {
    gamma: NonNegative,
}

impl ExponentialLr {
    pub(super) fn read(arguments: &mut Arguments<'_>) -> Result<Box<dyn Scheduler>, InteropError> {
        Ok(Box::new(Self { gamma: arguments.required("gamma")? }))
    }
}

impl Scheduler for ExponentialLr {
    fn schedule(&self, start: &Start<'_>) -> Result<BoxSchedule, InteropError> {
        start.build(ExponentialDecay::new(start.base()?, 1, self.gamma.0))
    }
}

/// `b * gamma ^ k`, where k milestones lie at or before n.
#[derive(Debug)]
pub(super) struct MultiStepLr {
    milestones: Milestones,
    gamma: NonNegative,
}

impl MultiStepLr {
    pub(super) fn read(arguments: &mut Arguments<'_>) -> Result<Box<dyn Scheduler>, InteropError> {
        let milestones = arguments.required("milestones")?;
        Ok(Box::new(Self { milestones, gamma: arguments.or("gamma", NonNegative(0.1))? }))
    }
}

impl Scheduler for MultiStepLr {
    fn schedule(&self, start: &Start<'_>) -> Result<BoxSchedule, InteropError> {
        let base = start.base()?;
        let powers = ExponentialDecay::new(base, 1, self.gamma.0).map_err(InteropError::unfit(start.path))?;
        let mut passed = 0_u64;
        let (mut boundaries, mut values) = (Vec::new(), vec![base]);
        for (&milestone, &count) in &self.milestones.0 {
            let Ok(milestone) = u64::try_from(milestone) else { continue };
            passed = passed.saturating_add(count);
            let rate = powers.learning_rate(passed);
            match milestone.checked_sub(1) {
                // The new rate begins at the milestone, so the old one ends a step before it.
                Some(last_step) => {
                    boundaries.push(last_step);
                    values.push(rate);
                }
                None => values = vec![rate],
            }
        }
        if boundaries.is_empty() {
            return start.build(Constant::new(values[0]));
        }
        start.build(PiecewiseConstantDecay::new(boundaries, values))
    }

    fn notes(&self) -> Vec<Note> {
        let negative = self.milestones.0.keys().filter(|&&milestone| milestone < 0).count();
        if negative == 0 { Vec::new() } else { vec![notes::negative_milestones(negative)] }
    }
}

/// How often each milestone counts. A constructor takes a list of them, a state has the counts.
#[derive(Debug)]
struct Milestones(BTreeMap<i64, u64>);

impl Argument<'_> for Milestones {
    fn read(value: &Value, path: &str) -> Result<Self, InteropError> {
        let mut counts = BTreeMap::new();
        match value {
            Value::Array(_) => {
                for milestone in <Vec<i64>>::read(value, path)? {
                    *counts.entry(milestone).or_default() += 1;
                }
            }
            _ => {
                let object = expect(value.as_object(), "a list, or the counts of its elements", value, path)?;
                for (milestone, count) in object {
                    let place = path::join(path, milestone);
                    let problem = || InteropError::invalid(&place, "must be named by a whole number");
                    let milestone = milestone.parse().map_err(|_| problem())?;
                    counts.insert(milestone, u64::read(count, &place)?);
                }
            }
        }
        Ok(Self(counts))
    }
}
