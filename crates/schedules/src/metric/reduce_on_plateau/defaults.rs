//! The defaults.

use super::PlateauRules;
use crate::Threshold;

pub(super) const fn factor() -> f64 {
    0.1
}

pub(super) const fn patience() -> u64 {
    10
}

pub(super) const fn threshold() -> f64 {
    1e-4
}

/// What kind of threshold a number is.
pub(super) const fn threshold_of(rules: PlateauRules, value: f64) -> Threshold {
    match rules {
        PlateauRules::Pytorch => Threshold::Relative(value),
        PlateauRules::Keras => Threshold::Absolute(value),
    }
}

pub(super) const fn eps(rules: PlateauRules) -> f64 {
    match rules {
        PlateauRules::Pytorch => 1e-8,
        PlateauRules::Keras => 0.0,
    }
}
