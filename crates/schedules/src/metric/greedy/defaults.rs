//! The defaults, as in transformers.

use crate::metric::comparison::ThresholdMode;

pub(super) const fn factor() -> f64 {
    0.95
}

pub(super) const fn patience() -> u64 {
    10
}

pub(super) const fn threshold() -> f64 {
    1e-6
}

pub(super) const fn threshold_mode() -> ThresholdMode {
    ThresholdMode::Absolute
}

pub(super) const fn min_learning_rate() -> f64 {
    1e-3
}

pub(super) const fn max_learning_rate() -> f64 {
    1.0
}

pub(super) const fn eps() -> f64 {
    1e-8
}

pub(super) const fn reset_start() -> u64 {
    500
}
