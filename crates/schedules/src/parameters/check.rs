//! The rules that parameters share.

use alloc::format;
use alloc::string::ToString;
use core::fmt::Display;

use crate::{ScheduleError, StepCount};

/// Nothing, or what is wrong.
pub(crate) type Checked = Result<(), ScheduleError>;

/// A learning rate, or any other number that is finite and not negative.
pub(crate) fn non_negative(field: &'static str, value: f64) -> Checked {
    // -0.0 is refused, too: a rate of it would be negative for some.
    let holds = value.is_finite() && value >= 0.0 && value.is_sign_positive();
    require(holds, field, "finite and at least 0", value)
}

/// A factor that something is divided by, too.
pub(crate) fn positive(field: &'static str, value: f64) -> Checked {
    require(value > 0.0 && value.is_finite(), field, "finite and greater than 0", value)
}

/// A factor that no product overflows with.
pub(crate) fn moderate(field: &'static str, value: f64) -> Checked {
    require((0.0..=1e100).contains(&value) && value.is_sign_positive(), field, "between 0 and 1e100", value)
}

/// Zero, or a number none of whose powers underflows.
pub(crate) fn zero_or_moderate(field: &'static str, value: f64) -> Checked {
    let is_zero = value == 0.0 && value.is_sign_positive();
    require(is_zero || (1e-100..=1e100).contains(&value), field, "0 or between 1e-100 and 1e100", value)
}

/// A number to divide a rate by.
pub(crate) fn divisor(field: &'static str, value: f64) -> Checked {
    require((1e-100..=1e100).contains(&value), field, "between 1e-100 and 1e100", value)
}

/// A factor that makes nothing smaller.
pub(crate) fn at_least_one(field: &'static str, value: f64) -> Checked {
    require(value >= 1.0 && value.is_finite(), field, "finite and at least 1", value)
}

/// An exponent of any sign.
pub(crate) fn small_power(field: &'static str, value: f64) -> Checked {
    require((-100.0..=100.0).contains(&value), field, "between -100 and 100", value)
}

/// An exponent above 0.
pub(crate) fn small_positive_power(field: &'static str, value: f64) -> Checked {
    require(value > 0.0 && value <= 100.0, field, "greater than 0 and at most 100", value)
}

/// The bend of a hyperbola.
pub(crate) fn beta(field: &'static str, value: f64) -> Checked {
    require((-1e100..1.0).contains(&value), field, "from -1e100 to below 1", value)
}

/// An argument of a hyperbolic tangent that is not quite 1.
pub(crate) fn tanh_argument(field: &'static str, value: f64) -> Checked {
    require((-300.0..=300.0).contains(&value), field, "from -300 to 300", value)
}

/// A number of steps that has no fraction.
pub(crate) fn whole_steps(field: &'static str, steps: impl Into<StepCount>) -> Result<u64, ScheduleError> {
    let steps = steps.into();
    steps.whole().ok_or_else(|| out_of_range(field, "a whole number from 0", steps))
}

/// A number of things of which there must be one.
pub(crate) fn positive_count(field: &'static str, count: u64) -> Checked {
    if count > 0 { Ok(()) } else { Err(out_of_range(field, "greater than 0", count)) }
}

/// How often something goes round, not necessarily a whole number.
pub(crate) fn cycles(field: &'static str, value: f64) -> Checked {
    require(value > 0.0 && value <= 9_007_199_254_740_992.0, field, "greater than 0 and at most 2^53", value)
}

/// A share of something.
pub(crate) fn fraction(field: &'static str, value: f64) -> Checked {
    require((0.0..=1.0).contains(&value), field, "between 0 and 1", value)
}

/// A number of any sign.
pub(crate) fn finite(field: &'static str, value: f64) -> Checked {
    require(value.is_finite(), field, "finite", value)
}

/// A length of time that something is divided by.
pub(crate) fn positive_steps(field: &'static str, steps: StepCount) -> Checked {
    finite_steps(field, steps)?;
    if steps.to_f64() > 0.0 { Ok(()) } else { Err(out_of_range(field, "greater than 0", steps)) }
}

/// A length of time, or a moment.
pub(crate) fn non_negative_steps(field: &'static str, steps: StepCount) -> Checked {
    finite_steps(field, steps)?;
    if steps.to_f64() >= 0.0 { Ok(()) } else { Err(out_of_range(field, "at least 0", steps)) }
}

/// The same rule for every element of a list.
pub(crate) fn each<T: Copy>(
    field: &'static str,
    values: &[T],
    rule: impl Fn(&'static str, T) -> Checked,
) -> Checked {
    let mut checks = values
        .iter()
        .enumerate()
        .map(|(index, &value)| rule(field, value).map_err(|error| error.at_index(index)));
    checks.try_for_each(|check| check)
}

/// Moments one after the other.
pub(crate) fn increasing<T>(field: &'static str, values: &[T]) -> Checked
where
    T: Copy + PartialOrd + Display,
{
    for (index, pair) in values.windows(2).enumerate() {
        let [previous, next] = [pair[0], pair[1]];
        if previous >= next {
            return Err(ScheduleError::NotIncreasing {
                field,
                previous: previous.to_string(),
                next: next.to_string(),
                index: index + 1,
            });
        }
    }
    Ok(())
}

/// A list of at least one element.
pub(crate) fn not_empty(field: &'static str, length: usize) -> Checked {
    if length > 0 {
        return Ok(());
    }
    Err(ScheduleError::Length { field, rule: "at least 1 element".to_string(), got: length })
}

/// As many elements as in another list.
pub(crate) fn as_many(
    field: &'static str,
    length: usize,
    other: &'static str,
    other_length: usize,
) -> Checked {
    if length == other_length {
        return Ok(());
    }
    let rule = format!("as many elements as `{other}`, {other_length}");
    Err(ScheduleError::Length { field, rule, got: length })
}

/// One value more than there are boundaries between them.
pub(crate) fn one_more(
    field: &'static str,
    length: usize,
    boundaries: &'static str,
    boundary_count: usize,
) -> Checked {
    if length == boundary_count.saturating_add(1) {
        return Ok(());
    }
    let plural = if boundary_count == 0 { "" } else { "s" };
    let rule = format!("{} element{plural}, one more than `{boundaries}`", boundary_count.saturating_add(1));
    Err(ScheduleError::Length { field, rule, got: length })
}

/// The error for a number outside its range.
pub(crate) fn out_of_range(field: &'static str, rule: &'static str, value: impl Display) -> ScheduleError {
    ScheduleError::OutOfRange { field, parent: None, index: None, rule, got: value.to_string() }
}

/// A number that meets a rule.
pub(crate) fn require(holds: bool, field: &'static str, rule: &'static str, value: f64) -> Checked {
    // `{:?}` writes the shortest digits that read back, and 1e300 without 300 zeros.
    if holds { Ok(()) } else { Err(out_of_range(field, rule, format!("{value:?}"))) }
}

fn finite_steps(field: &'static str, steps: StepCount) -> Checked {
    if steps.to_f64().is_finite() { Ok(()) } else { Err(out_of_range(field, "finite", steps)) }
}
