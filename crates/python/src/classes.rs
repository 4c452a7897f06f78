//! The classes of the registry, and their Python classes.

use std::collections::HashMap;
use std::sync::LazyLock;

use glidepath_serde::{ClassDescription, describe};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyType};

use crate::custom::CLASS_NAME;

static DESCRIPTIONS: LazyLock<HashMap<&'static str, ClassDescription>> =
    LazyLock::new(|| names().filter_map(|name| Some((name, ordered(describe(name)?)))).collect());

/// The same class with what Python must be given before what it need not, which is the order of the file for
/// all but a few classes.
fn ordered(mut class: ClassDescription) -> ClassDescription {
    class.parameters.sort_by_key(|parameter| !parameter.required);
    class
}

pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    glidepath_serde::class_names().into_iter().filter(|&name| name != CLASS_NAME)
}

/// What there is to say of a class.
pub(crate) fn description(class_name: &str) -> Option<&'static ClassDescription> {
    DESCRIPTIONS.get(class_name)
}

/// The names of all classes that files can hold, sorted.
#[pyfunction]
pub(crate) fn class_names() -> Vec<&'static str> {
    names().collect()
}

/// The Python class of that name.
pub(crate) fn class<'py>(py: Python<'py>, class_name: &str) -> PyResult<Bound<'py, PyAny>> {
    static CLASSES: PyOnceLock<Py<PyDict>> = PyOnceLock::new();
    let classes = CLASSES.get_or_try_init(py, || {
        let classes = py.import("glidepath._classes")?.getattr("CLASSES")?;
        Ok::<_, PyErr>(classes.cast_into::<PyDict>()?.unbind())
    })?;
    classes.bind(py).as_any().get_item(class_name)
}

/// The name in files of a Python class; `None` if Python defines it.
pub(crate) fn class_name_of(class: &Bound<'_, PyType>) -> PyResult<Option<String>> {
    match class.getattr_opt("_class_name")? {
        Some(name) => name.extract(),
        None => Ok(None),
    }
}
