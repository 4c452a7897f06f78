//! Schedules compared by their classes and parameters.

use std::hash::{Hash, Hasher};

use glidepath_interop::Json;
use pyo3::prelude::*;

use crate::custom::CLASS_NAME;
use crate::objects::Objects;

/// Whether two schedules have equal classes and parameters, and equal objects of Python classes.
pub(crate) fn same(py: Python<'_>, a: (&Json, &Objects), b: (&Json, &Objects)) -> PyResult<bool> {
    if let (Some(a), Some(b)) = (live(py, a), live(py, b)) {
        return a.eq(b);
    }
    match (a.0, b.0) {
        (Json::Array(of_a), Json::Array(of_b)) => {
            let mut pairs = of_a.iter().zip(of_b);
            Ok(of_a.len() == of_b.len()
                && pairs
                    .try_fold(true, |equal, (x, y)| Ok::<_, PyErr>(equal && same(py, (x, a.1), (y, b.1))?))?)
        }
        (Json::Object(of_a), Json::Object(of_b)) => {
            let mut pairs = of_a.iter().zip(of_b);
            Ok(of_a.len() == of_b.len()
                && pairs.try_fold(true, |equal, ((k, x), (l, y))| {
                    Ok::<_, PyErr>(equal && k == l && same(py, (x, a.1), (y, b.1))?)
                })?)
        }
        (a, b) => Ok(a == b),
    }
}

/// Writes what is equal in schedules that are.
pub(crate) fn write_hash(
    py: Python<'_>,
    json: &Json,
    objects: &Objects,
    hasher: &mut impl Hasher,
) -> PyResult<()> {
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
        Json::Array(elements) => {
            elements.iter().try_for_each(|element| write_hash(py, element, objects, hasher))?;
        }
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
