//! How long a run is.

use glidepath_serde::{Horizon, RunLengths};
use pyo3::prelude::*;

use crate::error::refuse;
use crate::step::steps_in;

/// What Python says of the length of a run, from the arguments of a call.
pub(crate) fn run_lengths(
    total_steps: Option<&Bound<'_, PyAny>>,
    steps_per_epoch: Option<f64>,
    tokens_per_step: Option<f64>,
    samples_per_step: Option<f64>,
) -> PyResult<RunLengths> {
    let total_steps = total_steps.map(|steps| steps_in("total_steps", steps)).transpose()?;
    Ok(RunLengths { total_steps, steps_per_epoch, tokens_per_step, samples_per_step })
}

/// The horizon, if a run can be so long.
pub(crate) fn horizon(lengths: RunLengths) -> PyResult<Horizon> {
    Horizon::of(lengths).map_err(refuse)
}
