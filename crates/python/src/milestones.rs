//! Rates that a factor lowers at milestones.

use glidepath_schedules::{PiecewiseConstantDecay, StepCount};
use glidepath_serde::IntoBoxSchedule;
use pyo3::prelude::*;

use crate::error::refuse;
use crate::schedule::wrap;

/// The schedule of `PiecewiseConstantDecay.from_milestones`.
#[pyfunction]
pub(crate) fn from_milestones<'py>(
    py: Python<'py>,
    initial_learning_rate: f64,
    milestones: &Bound<'py, PyAny>,
    gamma: f64,
) -> PyResult<Bound<'py, PyAny>> {
    let milestones =
        milestones.try_iter()?.map(|milestone| count(&milestone?)).collect::<PyResult<Vec<_>>>()?;
    let schedule = PiecewiseConstantDecay::from_milestones(initial_learning_rate, milestones, gamma);
    wrap(py, schedule.map_err(refuse)?.boxed())
}

/// A number of steps, which may be a fraction.
fn count(milestone: &Bound<'_, PyAny>) -> PyResult<StepCount> {
    match milestone.extract::<u64>() {
        Ok(steps) => Ok(StepCount::from(steps)),
        Err(_) => milestone.extract::<f64>().map(StepCount::from),
    }
}
