//! Rates that follow a metric, not the step.

pub(crate) mod comparison;
mod greedy;
pub(crate) mod plateau;
mod range_points;
mod range_test;
mod reduce_on_plateau;

pub use comparison::{MetricMode, Threshold};
pub use greedy::Greedy;
pub use range_points::RangePoint;
pub use range_test::RangeTest;
pub use reduce_on_plateau::{PlateauRules, ReduceOnPlateau};
