//! A constant that powers are taken of.

use super::double_double::DoubleDouble;
use super::elementary::{self, power_of_two};

/// A constant, and its logarithm with a bound of the error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Base {
    pub(super) value: f64,
    pub(super) ln: Option<(DoubleDouble, f64)>,
}

impl Base {
    pub(crate) fn new(value: f64) -> Self {
        // One to any power is 1 exactly.
        let is_regular = value > power_of_two(-900) && value < power_of_two(900) && value != 1.0;
        Self { value, ln: is_regular.then(|| elementary::ln(DoubleDouble::from_f64(value))) }
    }
}
