//! The schedulers that fall in steps.

use glidepath_core::LearningRateSchedule;
use glidepath_schedules::{ExponentialDecay, PiecewiseConstantDecay, ScheduleError};
use glidepath_serde::{BoxSchedule, IntoBoxSchedule};

use super::builder::Builder;
use super::notes;
use crate::model::{Built, InteropError};
use crate::values::path;

/// `StepLRScheduler`: a factor every `decay_t` steps, which need not be whole.
pub(super) fn step(mut builder: Builder<'_>) -> Result<Built, InteropError> {
    builder.read_warmup_prefix(true)?;
    let decay_t = builder.positive("decay_t")?;
    let decay_rate = builder.non_negative_or("decay_rate", 1.0)?;
    let decay = ExponentialDecay::new(builder.base, decay_t, decay_rate);
    builder.built(decay.map(|decay| decay.with_staircase(true).boxed()))
}

/// `MultiStepLRScheduler`: a factor at each milestone, in effect one step before it.
pub(super) fn multi_step(mut builder: Builder<'_>) -> Result<Built, InteropError> {
    builder.read_warmup_prefix(true)?;
    let milestones: Vec<i64> = builder.arguments.required("decay_t")?;
    if let Some(index) = milestones.windows(2).position(|pair| pair[0] > pair[1]) {
        let place = path::element(&builder.arguments.path_of("decay_t"), index + 1);
        let (previous, next) = (milestones[index], milestones[index + 1]);
        return Err(InteropError::invalid(&place, format!("must not be before {previous}, got {next}")));
    }
    let decay_rate = builder.non_negative_or("decay_rate", 1.0)?;
    builder.note(notes::early_milestones());
    let table = table(builder.base, &milestones, decay_rate);
    builder.built(table)
}

fn table(base: f64, milestones: &[i64], decay_rate: f64) -> Result<BoxSchedule, ScheduleError> {
    let power = ExponentialDecay::new(base, 1, decay_rate)?;
    let rate = |count: usize| power.learning_rate(u64::try_from(count).unwrap_or(u64::MAX));
    // A milestone m is in effect from step m - 1 on, so step m - 2 is the last with the rate before.
    let last_step = |milestone: i64| u64::try_from(milestone.saturating_sub(2)).ok();
    let at_once = milestones.partition_point(|&milestone| last_step(milestone).is_none());
    let (mut boundaries, mut values) = (Vec::new(), vec![rate(at_once)]);
    for (index, &milestone) in milestones.iter().enumerate().skip(at_once) {
        let boundary = last_step(milestone).unwrap_or(0);
        if boundaries.last() == Some(&boundary) {
            values.pop();
        } else {
            boundaries.push(boundary);
        }
        values.push(rate(index + 1));
    }
    Ok(PiecewiseConstantDecay::new(boundaries, values)?.boxed())
}
