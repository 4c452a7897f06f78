//! The schedules of mlx, by their names and arguments.

use std::num::NonZeroU64;

use glidepath_schedules::{ExponentialDecay, ScheduleError, Sequential, Transition};
use glidepath_serde::{BoxSchedule, IntoBoxSchedule};

use crate::model::InteropError;
use crate::parts::HALF_COSINE;
use crate::values::Value;
use crate::values::arguments::{Argument, Arguments, NonNegative};
use crate::values::path::element;
use crate::values::text;

/// The schedule with its warmup, and `init`, the rate that the decay begins with.
pub(super) fn build(mut form: Arguments<'_>) -> Result<(BoxSchedule, f64), InteropError> {
    let name: &str = form.required("name")?;
    let values: Vec<&Value> = form.required("arguments")?;
    let list = List { values, path: form.path_of("arguments") };
    let NonNegative(init) = list.required(0, "init")?;
    let way = match name {
        "exponential_decay" => {
            let NonNegative(rate) = list.required(1, "decay_rate")?;
            list.end(2)?;
            ExponentialDecay::new(init, 1_u64, rate).map(IntoBoxSchedule::boxed)
        }
        "step_decay" => {
            let NonNegative(rate) = list.required(1, "decay_rate")?;
            let size: NonZeroU64 = list.required(2, "step_size")?;
            list.end(3)?;
            ExponentialDecay::new(init, size.get(), rate).map(|stairs| stairs.with_staircase(true).boxed())
        }
        "cosine_decay" => {
            let steps: NonZeroU64 = list.required(1, "decay_steps")?;
            let NonNegative(end) = list.or(2, NonNegative(0.0))?;
            list.end(3)?;
            cosine(init, end, steps.get())
        }
        "linear_schedule" => {
            let NonNegative(end) = list.required(1, "end")?;
            let steps: NonZeroU64 = list.required(2, "steps")?;
            list.end(3)?;
            Transition::new(init, end, steps.get()).map(IntoBoxSchedule::boxed)
        }
        other => {
            let got = text::shortened(other);
            let problem = format!(
                "must be `exponential_decay`, `step_decay`, `cosine_decay` or `linear_schedule`, got {got:?}"
            );
            return Err(form.refuse("name", problem));
        }
    };
    let warmup = form.optional("warmup")?.unwrap_or(0);
    let NonNegative(from) = form.optional("warmup_init")?.unwrap_or(NonNegative(0.0));
    let schedule = way.and_then(|way| warmed_up(way, warmup, from, init));
    let schedule = schedule.map_err(InteropError::unfit(form.path()))?;
    form.finish()?;
    Ok((schedule, init))
}

fn cosine(init: f64, end: f64, steps: u64) -> Result<BoxSchedule, ScheduleError> {
    Ok(Transition::new(init, end, steps)?.with_curve(HALF_COSINE)?.boxed())
}

/// A line to the first rate, which lasts one step more than the warmup.
fn warmed_up(way: BoxSchedule, warmup: u64, from: f64, to: f64) -> Result<BoxSchedule, ScheduleError> {
    if warmup == 0 {
        return Ok(way);
    }
    let line = Transition::new(from, to, warmup)?.boxed();
    Ok(Sequential::new([line, way], [warmup.saturating_add(1)])?.boxed())
}

/// Positional arguments.
struct List<'v> {
    values: Vec<&'v Value>,
    path: String,
}

impl<'v> List<'v> {
    fn required<T: Argument<'v>>(&self, index: usize, name: &str) -> Result<T, InteropError> {
        self.get(index)?.ok_or_else(|| {
            InteropError::invalid(
                &self.path,
                format!("must have `{name}` as element {index}, got {}", self.values.len()),
            )
        })
    }

    fn or<T: Argument<'v>>(&self, index: usize, default: T) -> Result<T, InteropError> {
        Ok(self.get(index)?.unwrap_or(default))
    }

    fn get<T: Argument<'v>>(&self, index: usize) -> Result<Option<T>, InteropError> {
        self.values.get(index).map(|value| T::read(value, &element(&self.path, index))).transpose()
    }

    /// Refuses more arguments than this.
    fn end(&self, count: usize) -> Result<(), InteropError> {
        if self.values.len() <= count {
            return Ok(());
        }
        let problem = format!("must have at most {count} elements, got {}", self.values.len());
        Err(InteropError::invalid(&self.path, problem))
    }
}
