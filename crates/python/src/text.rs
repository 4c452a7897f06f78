//! Schedules read from JSON.

use glidepath_serde::{RunLengths, parse_json};
use pyo3::prelude::*;

use crate::error::refuse;
use crate::horizon::{horizon, run_lengths};
use crate::objects::{Objects, with_objects};
use crate::raised::catch;
use crate::{schedule, values};

/// Reads a schedule from JSON text, as `to_json` writes it. Step counts may have units, as "10ep", which the
/// length of the run resolves.
#[pyfunction]
#[pyo3(signature = (text, /, *, total_steps = None, steps_per_epoch = None, tokens_per_step = None,
    samples_per_step = None))]
pub(crate) fn from_json<'py>(
    py: Python<'py>,
    text: &str,
    total_steps: Option<&Bound<'py, PyAny>>,
    steps_per_epoch: Option<f64>,
    tokens_per_step: Option<f64>,
    samples_per_step: Option<f64>,
) -> PyResult<Bound<'py, PyAny>> {
    let length = run_lengths(total_steps, steps_per_epoch, tokens_per_step, samples_per_step)?;
    let value = parse_json(text).map_err(refuse)?;
    read(py, &value, Objects::new(), length)
}

/// Reads a schedule from a dictionary of `class_name` and `config`, as `to_dict` gives it. Step counts may
/// have units, as "10ep", which the length of the run resolves.
#[pyfunction]
#[pyo3(signature = (value, /, *, total_steps = None, steps_per_epoch = None, tokens_per_step = None,
    samples_per_step = None))]
pub(crate) fn from_dict<'py>(
    value: &Bound<'py, PyAny>,
    total_steps: Option<&Bound<'py, PyAny>>,
    steps_per_epoch: Option<f64>,
    tokens_per_step: Option<f64>,
    samples_per_step: Option<f64>,
) -> PyResult<Bound<'py, PyAny>> {
    let length = run_lengths(total_steps, steps_per_epoch, tokens_per_step, samples_per_step)?;
    let mut objects = Objects::new();
    let json = values::json(value, "schedule", &mut objects)?;
    read(value.py(), &json, objects, length)
}

fn read<'py>(
    py: Python<'py>,
    value: &serde_json::Value,
    objects: Objects,
    length: RunLengths,
) -> PyResult<Bound<'py, PyAny>> {
    let horizon = horizon(length)?;
    let built = with_objects(objects, || catch(|| py.detach(|| horizon.read(value))))?;
    schedule::wrap(py, built.map_err(refuse)?)
}
