//! A constant that powers are taken of.

use super::estimate::Estimate;

/// A constant, and its logarithm.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Base {
    pub(super) value: f64,
    pub(super) ln: Estimate,
}

impl Base {
    pub(crate) fn new(value: f64) -> Self {
        Self { value, ln: Estimate::exact(value).ln() }
    }
}
