//! The rules that the states of schedules share, when they are read from a file or a parameter changes in a
//! run.

use core::ops::RangeInclusive;

use crate::metric::plateau::BestMetric;
use crate::parameters::check::{self, Checked};

/// A rate that has not left its range; `rule` says which.
pub(crate) fn learning_rate(rate: f64, range: RangeInclusive<f64>, rule: &'static str) -> Checked {
    let field = "state.learning_rate";
    check::non_negative(field, rate)?;
    check::require(range.contains(&rate), field, rule, rate)
}

/// A metric that was better than another.
pub(crate) fn best(best: BestMetric) -> Checked {
    if best.get().is_some_and(f64::is_nan) {
        return Err(check::out_of_range("state.best", "a number", "NaN"));
    }
    Ok(())
}

/// A counter that has not passed its limit; `rule` says which.
pub(crate) fn counter(field: &'static str, count: u64, limit: u64, rule: &'static str) -> Checked {
    if count > limit { Err(check::out_of_range(field, rule, count)) } else { Ok(()) }
}
