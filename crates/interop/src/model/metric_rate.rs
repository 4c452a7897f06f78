//! A rate that follows a metric.

use glidepath_core::MetricSchedule;
use glidepath_schedules::{Greedy, ReduceOnPlateau};

use super::InteropError;

/// A rate that follows a metric, in the middle of its run.
///
/// ```
/// use glidepath_core::MetricSchedule;
/// use glidepath_interop::import_metric_bytes;
///
/// let state = br#"{"mode": "min", "factor": 0.5, "patience": 0, "threshold": 0.0001, "threshold_mode": "rel",
///     "cooldown": 0, "min_lrs": [0], "eps": 1e-8, "mode_worse": "Infinity",
///     "best": 1.5, "num_bad_epochs": 0, "cooldown_counter": 0, "last_epoch": 3, "_last_lr": [0.1]}"#;
/// let mut imported = import_metric_bytes(state)?;
/// assert_eq!(imported.rates[0].observe(2.0), 0.05);
/// # Ok::<(), glidepath_interop::InteropError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum MetricRate {
    /// `ReduceLROnPlateau`.
    ReduceOnPlateau(ReduceOnPlateau),
    /// `GreedyLR`.
    Greedy(Greedy),
}

impl MetricRate {
    /// The class that PyTorch or transformers have for it.
    pub const fn class(&self) -> &'static str {
        match self {
            Self::ReduceOnPlateau(_) => "ReduceLROnPlateau",
            Self::Greedy(_) => "GreedyLR",
        }
    }
}

impl MetricSchedule for MetricRate {
    fn observe(&mut self, metric: f64) -> f64 {
        match self {
            Self::ReduceOnPlateau(schedule) => schedule.observe(metric),
            Self::Greedy(schedule) => schedule.observe(metric),
        }
    }

    fn learning_rate(&self) -> f64 {
        match self {
            Self::ReduceOnPlateau(schedule) => schedule.learning_rate(),
            Self::Greedy(schedule) => schedule.learning_rate(),
        }
    }
}

/// The refusal of a rate that is wanted as a function of the step.
pub(crate) fn refuse(path: impl Into<String>, name: &str) -> InteropError {
    let class = if name == "GreedyLR" { "Greedy" } else { "ReduceOnPlateau" };
    InteropError::metric(path, name, class)
}
