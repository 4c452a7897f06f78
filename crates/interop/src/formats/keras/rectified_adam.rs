//! `RectifiedAdam` of TensorFlow Addons, which may have a schedule of its own.
//!
//! With `total_steps` above 0 the rate rises linearly from 0 over the share `warmup_proportion` of them, and
//! falls linearly to `min_lr` in the others. Its step counts from 1. Source:
//! `tensorflow_addons/optimizers/rectified_adam.py`, 0.23.0.

use glidepath_schedules::{Shifted, StepCount, Transition, Warmup};
use glidepath_serde::{IntoBoxSchedule, LearningRate};

use super::place::Place;
use crate::model::InteropError;
use crate::values::Object;
use crate::values::arguments::{Arguments, NonNegative};

/// The schedule of such an optimizer; `None` if it is another one, or has no schedule.
pub(super) fn schedule(
    config: &Object,
    name: Option<&str>,
    place: &Place<'_>,
) -> Result<Option<LearningRate>, InteropError> {
    if name.is_none_or(|name| name.rsplit('>').next() != Some("RectifiedAdam")) {
        return Ok(None);
    }
    let mut arguments = Arguments::of(config, place.path());
    let total_steps: u64 = arguments.or("total_steps", 0)?;
    let proportion = arguments.or("warmup_proportion", 0.1)?;
    let NonNegative(end) = arguments.or("min_lr", NonNegative(0.0))?;
    if total_steps == 0 {
        return Ok(None);
    }
    if !(0.0..=1.0).contains(&proportion) {
        return Err(
            arguments.refuse("warmup_proportion", format!("must be between 0 and 1, got {proportion:?}"))
        );
    }
    let NonNegative(peak) = arguments.required("learning_rate")?;
    let total = StepCount::from(total_steps).to_f64();
    let warmup_steps = StepCount::from(total * proportion);
    let decay_steps = StepCount::from((total - warmup_steps.to_f64()).max(1.0));
    let unfit = InteropError::unfit(place.path());
    let fall = Transition::new(peak, end, decay_steps).map_err(&unfit)?;
    let schedule = if warmup_steps == StepCount::default() {
        Shifted::new(fall, 1).boxed()
    } else {
        let Some(whole) = warmup_steps.whole() else {
            let problem = format!("must make a whole number of steps of {total_steps}, got {proportion:?}");
            return Err(arguments.refuse("warmup_proportion", problem));
        };
        Shifted::new(Warmup::new(fall, whole).map_err(&unfit)?, 1).boxed()
    };
    Ok(Some(schedule.into()))
}
