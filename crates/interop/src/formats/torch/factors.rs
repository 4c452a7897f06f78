//! The classes with a factor that ends after `total_iters` steps: `ConstantLR`, `LinearLR`, `PolynomialLR`.

use glidepath_schedules::{Constant, PiecewiseConstantDecay, PolynomialDecay, Transition};
use glidepath_serde::BoxSchedule;

use super::notes;
use super::scheduler::{Scheduler, Start};
use crate::model::{InteropError, Note};
use crate::values::Value;
use crate::values::arguments::{Argument, Arguments, NonNegative, expect};

const DEFAULT_FACTOR: f64 = 1.0 / 3.0;
const DEFAULT_ITERS: u64 = 5;

/// `b * factor` before step `total_iters`, then b.
#[derive(Debug)]
pub(super) struct ConstantLr {
    factor: Factor,
    total_iters: u64,
}

impl ConstantLr {
    pub(super) fn read(arguments: &mut Arguments<'_>) -> Result<Box<dyn Scheduler>, InteropError> {
        let factor = arguments.or("factor", Factor(DEFAULT_FACTOR))?;
        Ok(Box::new(Self { factor, total_iters: arguments.or("total_iters", DEFAULT_ITERS)? }))
    }
}

impl Scheduler for ConstantLr {
    fn schedule(&self, start: &Start<'_>) -> Result<BoxSchedule, InteropError> {
        let base = start.base()?;
        let reduced = base * self.factor.0;
        if self.factor.0 == 1.0 {
            return start.build(Constant::new(base));
        }
        match self.total_iters.checked_sub(1) {
            Some(last_step) => start.build(PiecewiseConstantDecay::new([last_step], [reduced, base])),
            // The step at which the factor would end is never reached, unless by a jump to it.
            None if start.rate_before.is_none() => start.build(Constant::new(reduced)),
            None => start.build(Constant::new(base)),
        }
    }

    fn notes(&self) -> Vec<Note> {
        match (self.total_iters, self.factor.0) {
            (_, 1.0) => Vec::new(),
            (0, _) => vec![notes::no_iterations("ConstantLR")],
            (step, 0.0) => vec![notes::factor_zero(step)],
            _ => Vec::new(),
        }
    }
}

/// In a straight line from `b * start_factor` to `b * end_factor`.
#[derive(Debug)]
pub(super) struct LinearLr {
    start_factor: PositiveFactor,
    end_factor: Factor,
    total_iters: u64,
}

impl LinearLr {
    pub(super) fn read(arguments: &mut Arguments<'_>) -> Result<Box<dyn Scheduler>, InteropError> {
        Ok(Box::new(Self {
            start_factor: arguments.or("start_factor", PositiveFactor(DEFAULT_FACTOR))?,
            end_factor: arguments.or("end_factor", Factor(1.0))?,
            total_iters: arguments.or("total_iters", DEFAULT_ITERS)?,
        }))
    }
}

impl Scheduler for LinearLr {
    fn schedule(&self, start: &Start<'_>) -> Result<BoxSchedule, InteropError> {
        let base = start.base()?;
        let [from, to] = [self.start_factor.0, self.end_factor.0].map(|factor| base * factor);
        match self.total_iters {
            0 => no_iterations(start, "LinearLR", from),
            steps => start.build(Transition::new(from, to, steps)),
        }
    }

    fn notes(&self) -> Vec<Note> {
        match self.total_iters {
            0 => vec![notes::no_iterations("LinearLR")],
            _ => Vec::new(),
        }
    }
}

/// `b * (1 - n / total_iters) ^ power`, then 0.
#[derive(Debug)]
pub(super) struct PolynomialLr {
    total_iters: u64,
    power: NonNegative,
}

impl PolynomialLr {
    pub(super) fn read(arguments: &mut Arguments<'_>) -> Result<Box<dyn Scheduler>, InteropError> {
        let total_iters = arguments.or("total_iters", DEFAULT_ITERS)?;
        Ok(Box::new(Self { total_iters, power: arguments.or("power", NonNegative(1.0))? }))
    }
}

impl Scheduler for PolynomialLr {
    fn schedule(&self, start: &Start<'_>) -> Result<BoxSchedule, InteropError> {
        match self.total_iters {
            0 => no_iterations(start, "PolynomialLR", start.base()?),
            steps => {
                let decay = PolynomialDecay::new(start.base()?, steps, 0.0);
                start.build(decay.and_then(|decay| decay.with_power(self.power.0)))
            }
        }
    }

    fn notes(&self) -> Vec<Note> {
        match self.total_iters {
            0 => vec![notes::no_iterations("PolynomialLR")],
            _ => Vec::new(),
        }
    }
}

/// Without iterations, stepping never changes the rate; a jump to step 0 divides by zero.
fn no_iterations(start: &Start<'_>, class: &str, rate: f64) -> Result<BoxSchedule, InteropError> {
    if start.rate_before.is_some() {
        return Err(start
            .refuse(class, "with `total_iters` 0, PyTorch divides by zero where `SequentialLR` enters it"));
    }
    start.build(Constant::new(rate))
}

/// A number from 0 to 1.
#[derive(Debug)]
struct Factor(f64);

impl Argument<'_> for Factor {
    fn read(value: &Value, path: &str) -> Result<Self, InteropError> {
        let factor = value.as_f64().filter(|factor| (0.0..=1.0).contains(factor));
        expect(factor.map(|factor| Self(factor + 0.0)), "a number from 0 to 1", value, path)
    }
}

/// A number from above 0 to 1.
#[derive(Debug)]
struct PositiveFactor(f64);

impl Argument<'_> for PositiveFactor {
    fn read(value: &Value, path: &str) -> Result<Self, InteropError> {
        let factor = value.as_f64().filter(|&factor| factor > 0.0 && factor <= 1.0);
        expect(factor.map(Self), "a number above 0, at most 1", value, path)
    }
}
