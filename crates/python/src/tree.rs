//! A schedule taken apart into JSON and built of it, with the objects of Python classes as they are.
//!
//! JSON cannot hold such an object, so a number stands for it while the composition is taken apart or built.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use glidepath_interop::Json;
use glidepath_serde::{BoxSchedule, SerdeError, from_class_config};
use pyo3::prelude::*;
use serde_json::Value;

use crate::error::refuse;
use crate::{schedule, values};

/// Objects by their numbers.
pub(crate) type Objects = HashMap<u64, Arc<Py<PyAny>>>;

thread_local! {
    /// Where objects are collected while a schedule is taken apart; none while it is written to a file.
    static COLLECTED: RefCell<Option<Objects>> = const { RefCell::new(None) };
}

/// The objects of the compositions that are being built. Deep ones are read on a thread of their own.
static BUILDING: Mutex<Option<Objects>> = Mutex::new(None);

static NEXT: AtomicU64 = AtomicU64::new(0);

/// A number for an object, if a schedule is being taken apart.
pub(crate) fn remember(object: &Arc<Py<PyAny>>) -> Option<u64> {
    COLLECTED.with_borrow_mut(|collected| {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        collected.as_mut()?.insert(number, Arc::clone(object));
        Some(number)
    })
}

/// The object of a number.
pub(crate) fn recall(number: u64) -> Option<Arc<Py<PyAny>>> {
    BUILDING.lock().unwrap_or_else(PoisonError::into_inner).as_ref()?.get(&number).cloned()
}

/// The class and the parameters of a schedule in order, and the objects in it.
pub(crate) fn apart(schedule: &BoxSchedule) -> PyResult<(Json, Objects)> {
    let outer = COLLECTED.replace(Some(Objects::new()));
    let json = Json::of(schedule);
    let objects = COLLECTED.replace(outer).unwrap_or_default();
    Ok((json.map_err(refuse)?, objects))
}

/// Builds a schedule of a class from its configuration, in which the objects have the numbers of `objects`.
pub(crate) fn build(
    py: Python<'_>,
    class_name: &str,
    config: &Value,
    objects: Objects,
) -> Result<BoxSchedule, SerdeError> {
    // Detached, for a deep schedule is read on another thread, which may have to call Python.
    with_objects(objects, || py.detach(|| from_class_config(class_name, config)))
}

/// Builds something of JSON that has the numbers of objects.
pub(crate) fn with_objects<T>(objects: Objects, build: impl FnOnce() -> T) -> T {
    let building = || BUILDING.lock().unwrap_or_else(PoisonError::into_inner);
    let numbers: Vec<_> = objects.keys().copied().collect();
    if numbers.is_empty() {
        return build();
    }
    building().get_or_insert_default().extend(objects);
    let built = build();
    let done: Vec<_> = numbers.iter().filter_map(|number| building().as_mut()?.remove(number)).collect();
    // Not before the lock is free: what ends with an object may be code of Python.
    drop(done);
    built
}

/// Builds what `Schedule.__reduce__` took apart.
#[pyfunction]
#[pyo3(name = "_rebuild")]
pub(crate) fn rebuild<'py>(class_name: &Bound<'py, PyAny>, config: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let mut objects = Objects::new();
    let value = values::json(config, "config", &mut objects)?;
    let class_name: String = class_name.extract()?;
    let built = build(config.py(), &class_name, &value, objects).map_err(refuse)?;
    schedule::wrap(config.py(), built)
}

/// The text of an exception, with the class where it is none of ours.
pub(crate) fn message(py: Python<'_>, error: &PyErr) -> String {
    if error.is_instance_of::<crate::error::GlidepathError>(py) { error.value(py).to_string() } else { error.to_string() }
}
