//! When one metric is better than another.

/// Which way a metric gets better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "lowercase"))]
pub enum MetricMode {
    /// Downwards, as a loss does.
    #[default]
    Min,
    /// Upwards, as an accuracy does.
    Max,
}

impl MetricMode {
    /// What every other metric is better than.
    pub(crate) const fn worst(self) -> f64 {
        match self {
            Self::Min => f64::INFINITY,
            Self::Max => f64::NEG_INFINITY,
        }
    }
}

/// By how much a metric must beat the best one to count as better.
///
/// With `b`, the best metric so far, the next one must lie strictly beyond
///
/// | | [`MetricMode::Min`] | [`MetricMode::Max`] |
/// |---|---|---|
/// | `Relative(t)` | below `b * (1 - t)` | above `b * (1 + t)` |
/// | `Absolute(t)` | below `b - t` | above `b + t` |
///
/// so NaN is never better. A relative threshold is meant for metrics above 0: where the best is negative, a
/// metric that is a little worse passes it.
#[derive(Clone, Copy, Debug, PartialEq)]
#[doc(alias = "threshold_mode")]
#[doc(alias = "min_delta")]
pub enum Threshold {
    /// By this share of the best. A file calls it `"rel"`.
    Relative(f64),
    /// By this much. A file calls it `"abs"`.
    Absolute(f64),
}

impl Threshold {
    /// The share or the amount.
    pub const fn value(self) -> f64 {
        match self {
            Self::Relative(value) | Self::Absolute(value) => value,
        }
    }

    /// Whether `metric` beats `best`, rounded as PyTorch rounds it.
    pub(crate) fn is_passed(self, mode: MetricMode, metric: f64, best: f64) -> bool {
        match (mode, self) {
            (MetricMode::Min, Self::Relative(share)) => metric < best * (1.0 - share),
            (MetricMode::Min, Self::Absolute(amount)) => metric < best - amount,
            (MetricMode::Max, Self::Relative(share)) => metric > best * (1.0 + share),
            (MetricMode::Max, Self::Absolute(amount)) => metric > best + amount,
        }
    }
}

/// What a file holds beside the number.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub(crate) enum ThresholdMode {
    #[cfg_attr(feature = "serde", serde(rename = "rel"))]
    Relative,
    #[cfg_attr(feature = "serde", serde(rename = "abs"))]
    Absolute,
}

impl ThresholdMode {
    pub(crate) const fn of(threshold: Threshold) -> Self {
        match threshold {
            Threshold::Relative(_) => Self::Relative,
            Threshold::Absolute(_) => Self::Absolute,
        }
    }

    pub(crate) const fn with(self, value: f64) -> Threshold {
        match self {
            Self::Relative => Threshold::Relative(value),
            Self::Absolute => Threshold::Absolute(value),
        }
    }
}
