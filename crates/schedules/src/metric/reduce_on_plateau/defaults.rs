//! The defaults.

use super::PlateauRules;
use crate::metric::comparison::ThresholdMode;

pub(super) const fn factor() -> f64 {
    0.1
}

pub(super) const fn patience() -> u64 {
    10
}

pub(super) const fn threshold() -> f64 {
    1e-4
}

pub(super) const fn threshold_mode(rules: PlateauRules) -> ThresholdMode {
    match rules {
        PlateauRules::Pytorch => ThresholdMode::Relative,
        PlateauRules::Keras => ThresholdMode::Absolute,
    }
}

pub(super) const fn eps(rules: PlateauRules) -> f64 {
    match rules {
        PlateauRules::Pytorch => 1e-8,
        PlateauRules::Keras => 0.0,
    }
}
