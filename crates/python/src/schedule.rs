//! The class that all schedules extend.

use std::sync::Arc;

use glidepath_serde::BoxSchedule;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

use crate::children::has_python;
use crate::classes;
use crate::custom::PythonSchedule;

/// A learning rate as a function of the step.
#[pyclass(subclass, frozen, module = "glidepath._glidepath")]
pub(crate) struct Schedule {
    pub(crate) body: Body,
}

pub(crate) enum Body {
    /// A schedule of a class of Rust.
    Built {
        schedule: BoxSchedule,
        /// Whether a Python class defines a part of it.
        has_python: bool,
    },
    /// An object whose Python class defines it, with the arguments that it was made of.
    Python { args: Py<PyTuple>, kwargs: Py<PyDict> },
}

/// A schedule of Rust on its way into a Python object.
#[pyclass(frozen)]
struct Built(BoxSchedule);

/// The Python object of a schedule.
pub(crate) fn wrap(py: Python<'_>, schedule: BoxSchedule) -> PyResult<Bound<'_, PyAny>> {
    if let Some(PythonSchedule(object)) = schedule.downcast_ref() {
        return Ok(object.bind(py).clone());
    }
    classes::class(py, schedule.class_name())?.call1((Built(schedule),))
}

/// The schedule of a Python object.
pub(crate) fn boxed(object: &Bound<'_, Schedule>) -> BoxSchedule {
    match &object.get().body {
        Body::Built { schedule, .. } => schedule.clone(),
        Body::Python { .. } => BoxSchedule::new(PythonSchedule(Arc::new(object.clone().into_any().unbind()))),
    }
}

/// Whether evaluating the schedule may call Python.
pub(crate) fn calls_python(object: &Bound<'_, Schedule>) -> bool {
    match &object.get().body {
        Body::Built { has_python, .. } => *has_python,
        Body::Python { .. } => true,
    }
}

impl Schedule {
    pub(crate) fn new_built(schedule: BoxSchedule) -> Self {
        let has_python = has_python(&schedule);
        Self { body: Body::Built { schedule, has_python } }
    }
}

/// The schedule of Rust that a class was called with, by [`wrap`].
pub(crate) fn given(args: &Bound<'_, PyTuple>) -> Option<BoxSchedule> {
    let first = args.get_item(0).ok()?;
    Some(first.cast::<Built>().ok()?.get().0.clone())
}
