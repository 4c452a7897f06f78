//! Lengths that are shares or steps.

use glidepath_schedules::StepCount;

use crate::model::InteropError;
use crate::values::Value;
use crate::values::arguments::{Argument, NonNegative, expect};

/// From 0 to 1 a share, above that a whole number of steps.
#[derive(Clone, Copy, Debug)]
pub(super) struct Length(pub(super) f64);

impl Argument<'_> for Length {
    fn read(value: &Value, path: &str) -> Result<Self, InteropError> {
        let NonNegative(length) = NonNegative::read(value, path)?;
        let read = (length <= 1.0 || length.fract() == 0.0).then_some(Self(length));
        expect(read, "a share from 0 to 1, or a whole number of steps", value, path)
    }
}

impl Length {
    /// This length in steps of a run, where a share is rounded down.
    pub(super) fn of(self, steps: u64, path: &str) -> Result<u64, InteropError> {
        let Self(length) = self;
        let length = if length <= 1.0 { (length * StepCount::from(steps).to_f64()).trunc() } else { length };
        let too_long = || InteropError::invalid(path, format!("must be below 2^64 steps, got {length:?}"));
        StepCount::from(length).whole().ok_or_else(too_long)
    }
}
