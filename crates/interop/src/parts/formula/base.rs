//! The base rate of a formula.

use super::expression::number;
use crate::parts::share::share;

/// Writes rates as shares of a base rate.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Formula {
    base: f64,
}

/// An expression, or why there is none.
pub(crate) type Expression = Result<String, String>;

/// A Python function that expressions may call. It returns the number of the cycle that a step lies in, the
/// time that has passed in this cycle, and its length, where each cycle is `t_mul` times as long as the one
/// before.
pub(crate) const FIND_CYCLE: &str = "find_cycle";

/// Its definition.
pub(crate) const FIND_CYCLE_LINES: &str = "\
def find_cycle(step, length, t_mul):
    cycle = 0
    while step >= length:
        cycle, step, length = cycle + 1, step - length, length * t_mul
    return cycle, step, length
";

impl Formula {
    /// For shares of that rate, which is not 0.
    pub(crate) fn new(base: f64) -> Self {
        Self { base }
    }

    /// A rate as a share of the base, as an expression.
    pub(super) fn share(self, rate: f64) -> Expression {
        self.share_of(rate).map(number)
    }

    /// A rate as a share of the base.
    pub(crate) fn share_of(self, rate: f64) -> Result<f64, String> {
        share(rate, self.base)
            .ok_or_else(|| format!("the rates {:?} and {rate:?} are too far apart for a factor", self.base))
    }
}
