//! The warmup before a schedule, and the time of the schedule after it.

use glidepath_schedules::{
    Constant, PiecewiseConstantDecay, ScheduleError, Sequential, Shifted, StepCount, Transition, Warmup,
};
use glidepath_serde::{BoxSchedule, IntoBoxSchedule};

use super::solver::{Run, Solver};
use crate::model::InteropError;
use crate::parts::fraction_of;
use crate::values::arguments::NonNegative;
use crate::values::text;

/// What fvcore adds to the time before it rounds.
const EPSILON: f64 = 1e-6;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Method {
    Constant,
    Linear,
}

/// A warmup.
#[derive(Clone, Copy, Debug)]
pub(super) struct Beginning {
    pub(super) steps: u64,
    pub(super) factor: f64,
    method: Method,
    /// Whether the schedule begins after the warmup.
    is_rescaled: bool,
}

impl Beginning {
    pub(super) fn read(solver: &mut Solver<'_>) -> Result<Self, InteropError> {
        let steps = solver.or("WARMUP_ITERS", 1_000, "1000")?;
        if steps == 0 {
            // Without a warmup, its method and factor have no effect.
            solver.arguments.ignore(&["WARMUP_METHOD", "WARMUP_FACTOR"]);
            return Ok(Self { steps, factor: 1.0, method: Method::Linear, is_rescaled: false });
        }
        let method = method(solver)?;
        let NonNegative(factor) = solver.or("WARMUP_FACTOR", NonNegative(0.001), "0.001")?;
        Ok(Self { steps, factor, method, is_rescaled: false })
    }

    /// The same for the schedulers of fvcore, which know the length of the run.
    pub(super) fn within(solver: &mut Solver<'_>, run: &Run) -> Result<Self, InteropError> {
        let warmup = Self::read(solver)?;
        // A key that releases before 2022 do not know, so that nothing is said where it is missing.
        let is_rescaled = solver.arguments.or("RESCALE_INTERVAL", false)?;
        if is_rescaled && warmup.steps >= run.max_iter {
            let problem = format!(
                "must be below `MAX_ITER`, {}, with `RESCALE_INTERVAL`, got {}",
                run.max_iter, warmup.steps
            );
            return Err(solver.arguments.refuse("WARMUP_ITERS", problem));
        }
        Ok(Self { steps: warmup.steps.min(run.max_iter), is_rescaled, ..warmup })
    }

    /// The steps that the schedule has.
    pub(super) fn length(&self, run: &Run) -> u64 {
        if self.is_rescaled { run.max_iter - self.steps } else { run.max_iter }
    }

    /// The first step of the schedule at which `units` times the time, rounded down, is at least `count`.
    ///
    /// These are the operations of fvcore, so that the rounding is the same.
    pub(super) fn first_step(&self, run: &Run, units: u64, count: u64) -> u64 {
        let double = |number: u64| StepCount::from(number).to_f64();
        let length = double(self.steps) / double(run.max_iter);
        let start = length + (1.0 - length) - (1.0 - length);
        let time = |step: u64| {
            if self.is_rescaled {
                (double(step + self.steps) / double(run.max_iter) - start) / (1.0 - length)
            } else {
                double(step) / double(run.max_iter)
            }
        };
        let is_reached = |step| ((time(step) + EPSILON) * double(units)).trunc() >= double(count);
        let (mut before, mut after) = (0, self.length(run));
        while before < after {
            let middle = before.midpoint(after);
            if is_reached(middle) { after = middle } else { before = middle + 1 }
        }
        after
    }

    /// Puts the warmup before a schedule that begins with `rate`.
    pub(super) fn before(&self, schedule: BoxSchedule, rate: f64) -> Result<BoxSchedule, ScheduleError> {
        if self.steps == 0 {
            return Ok(schedule);
        }
        let initial = fraction_of(rate, self.factor);
        match self.method {
            Method::Linear => {
                let warmup = Warmup::new(schedule, self.steps)?.with_initial_learning_rate(initial)?;
                Ok(warmup.with_warmup_prefix(self.is_rescaled)?.boxed())
            }
            Method::Constant => {
                let shift = if self.is_rescaled { 0 } else { self.steps };
                let after = Shifted::new(schedule, i64::try_from(shift).unwrap_or(i64::MAX)).boxed();
                Ok(Sequential::new([Constant::new(initial)?.boxed(), after], [self.steps])?.boxed())
            }
        }
    }

    /// The warmup as a factor; `None` if it changes nothing.
    pub(super) fn factors(&self) -> Result<Option<BoxSchedule>, ScheduleError> {
        if self.steps == 0 || self.factor == 1.0 {
            return Ok(None);
        }
        let factors = match self.method {
            Method::Linear => Transition::new(self.factor, 1.0, self.steps)?.boxed(),
            Method::Constant => PiecewiseConstantDecay::new([self.steps - 1], [self.factor, 1.0])?.boxed(),
        };
        Ok(Some(factors))
    }
}

fn method(solver: &mut Solver<'_>) -> Result<Method, InteropError> {
    match solver.or("WARMUP_METHOD", "linear", "linear")? {
        "linear" => Ok(Method::Linear),
        "constant" => Ok(Method::Constant),
        other => {
            let problem = format!("must be `linear` or `constant`, got {:?}", text::shortened(other));
            Err(solver.arguments.refuse("WARMUP_METHOD", problem))
        }
    }
}
