//! Schedules as JSON, compared and read.

use std::hash::{Hash, Hasher};

use glidepath_interop::Json;
use glidepath_serde::{BoxSchedule, parse_json};
use pyo3::prelude::*;

use crate::custom::CLASS_NAME;
use crate::error::refuse;
use crate::horizon::RunLength;
use crate::tree::{self, Objects};
use crate::{schedule, values};

/// What files hold of a schedule.
pub(crate) fn written(schedule: &BoxSchedule) -> PyResult<Json> {
    let text = glidepath_serde::to_json(&**schedule).map_err(refuse)?;
    serde_json::from_str(&text).map_err(refuse)
}

/// Reads a schedule from JSON text.
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
    let length = RunLength::new(total_steps, steps_per_epoch, tokens_per_step, samples_per_step)?;
    let value = parse_json(text).map_err(refuse)?;
    read(py, &value, Objects::new(), &length)
}

/// Reads a schedule from a dictionary of `class_name` and `config`.
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
    let length = RunLength::new(total_steps, steps_per_epoch, tokens_per_step, samples_per_step)?;
    let mut objects = Objects::new();
    let json = values::json(value, "schedule", &mut objects)?;
    read(value.py(), &json, objects, &length)
}

fn read<'py>(
    py: Python<'py>,
    value: &serde_json::Value,
    objects: Objects,
    length: &RunLength,
) -> PyResult<Bound<'py, PyAny>> {
    let horizon = length.horizon()?;
    let built = tree::with_objects(objects, || py.detach(|| horizon.read(value)));
    schedule::wrap(py, built.map_err(refuse)?)
}

/// Whether two schedules have equal classes and parameters, and equal objects of Python classes.
pub(crate) fn same(py: Python<'_>, a: (&Json, &Objects), b: (&Json, &Objects)) -> PyResult<bool> {
    if let (Some(a), Some(b)) = (live(py, a), live(py, b)) {
        return a.eq(b);
    }
    match (a.0, b.0) {
        (Json::Array(of_a), Json::Array(of_b)) => {
            let mut pairs = of_a.iter().zip(of_b);
            Ok(of_a.len() == of_b.len() && pairs.try_fold(true, |equal, (x, y)| {
                Ok::<_, PyErr>(equal && same(py, (x, a.1), (y, b.1))?)
            })?)
        }
        (Json::Object(of_a), Json::Object(of_b)) => {
            let mut pairs = of_a.iter().zip(of_b);
            Ok(of_a.len() == of_b.len() && pairs.try_fold(true, |equal, ((k, x), (l, y))| {
                Ok::<_, PyErr>(equal && k == l && same(py, (x, a.1), (y, b.1))?)
            })?)
        }
        (a, b) => Ok(a == b),
    }
}

/// Writes what is equal in schedules that are.
pub(crate) fn write_hash(py: Python<'_>, json: &Json, objects: &Objects, hasher: &mut impl Hasher) -> PyResult<()> {
    if let Some(object) = live(py, (json, objects)) {
        object.hash()?.hash(hasher);
        return Ok(());
    }
    match json {
        Json::Null => hasher.write_u8(0),
        Json::Bool(value) => value.hash(hasher),
        // Adding 0 makes -0.0 one with it, to which it is equal.
        Json::Number(value) => (value.as_f64().unwrap_or_default() + 0.0).to_bits().hash(hasher),
        Json::String(value) => value.hash(hasher),
        Json::Array(elements) => elements.iter().try_for_each(|element| write_hash(py, element, objects, hasher))?,
        Json::Object(entries) => entries.iter().try_for_each(|(key, value)| {
            key.hash(hasher);
            write_hash(py, value, objects, hasher)
        })?,
    }
    Ok(())
}

/// The object of a Python class that stands here.
pub(crate) fn live<'py>(py: Python<'py>, (json, objects): (&Json, &Objects)) -> Option<Bound<'py, PyAny>> {
    let (class_name, config) = json.as_schedule()?;
    match config {
        [(key, Json::Number(number))] if class_name == CLASS_NAME && key == "live" => {
            Some(objects.get(&number.as_u64()?)?.bind(py).clone())
        }
        _ => None,
    }
}
