//! Schedules that a class of Python defines.

use std::fmt;
use std::sync::Arc;

use glidepath_core::LearningRateSchedule;
use glidepath_serde::register_schedule;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyString;
use serde::de::Error as _;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::error::refuse;
use crate::raised::rate_or_raise;
use crate::{tree, values};

/// An object of a class that extends `glidepath.Schedule` in Python.
#[derive(Clone)]
pub(crate) struct PythonSchedule(pub(crate) Arc<Py<PyAny>>);

/// The name under which files hold such objects, beside the import path of their class.
pub(crate) const CLASS_NAME: &str = "PythonSchedule";

register_schedule!(PythonSchedule, "PythonSchedule");

impl LearningRateSchedule for PythonSchedule {
    fn learning_rate(&self, step: u64) -> f64 {
        // `Schedule.__init_subclass__` sees to it that the call gives a rate or raises.
        rate_or_raise(|| Python::attach(|py| self.0.bind(py).call1((step,))?.extract()))
    }
}

impl fmt::Debug for PythonSchedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PythonSchedule")
    }
}

/// The rate that `schedule.__call__(step)` returned, if it is one.
#[pyfunction]
#[pyo3(name = "_checked_rate")]
pub(crate) fn checked_rate(schedule: &Bound<'_, PyAny>, step: u64, rate: &Bound<'_, PyAny>) -> PyResult<f64> {
    let rule = || -> PyResult<String> {
        let class = schedule.get_type().name()?;
        Ok(format!("`{class}.__call__({step})` must return a finite number from 0 on, got"))
    };
    let number = if rate.is_instance_of::<PyString>() { None } else { rate.extract::<f64>().ok() };
    match number {
        Some(rate) if rate.is_finite() && rate >= 0.0 => Ok(rate),
        Some(rate) => Err(refuse(format_args!("{} {}", rule()?, values::python_float(rate)))),
        None => Err(PyTypeError::new_err(format!("{} {}", rule()?, rate.repr()?))),
    }
}

/// What files and the memory of one process hold.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    /// The class, as `my_package.my_module:MySchedule`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    import_path: Option<String>,
    /// What `get_config` gave.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    config: Option<Value>,
    /// An object of this process, while a composition is taken apart or built.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    live: Option<u64>,
}

impl Serialize for PythonSchedule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let wire = match tree::remember(&self.0) {
            Some(live) => Wire { import_path: None, config: None, live: Some(live) },
            None => {
                let (import_path, config) = Python::attach(|py| {
                    let object = self.0.bind(py);
                    saved(object).map_err(|error| S::Error::custom(tree::message(py, &error)))
                })?;
                Wire { import_path: Some(import_path), config: Some(config), live: None }
            }
        };
        wire.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for PythonSchedule {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Wire::deserialize(deserializer)? {
            Wire { live: Some(live), import_path: None, config: None } => tree::recall(live)
                .map(Self)
                .ok_or_else(|| D::Error::custom("`live` is an object of another process, which no file can hold")),
            Wire { live: None, import_path: Some(import_path), config: Some(config) } => {
                let loaded = Python::attach(|py| {
                    load(py, &import_path, &config).map_err(|error| D::Error::custom(tree::message(py, &error)))
                });
                loaded.map(|object| Self(Arc::new(object)))
            }
            _ => Err(D::Error::custom("must have `import_path` and `config`")),
        }
    }
}

/// The import path of the class, and the configuration.
fn saved(object: &Bound<'_, PyAny>) -> PyResult<(String, Value)> {
    let class = object.get_type();
    let (module, name): (String, String) =
        (class.getattr("__module__")?.extract()?, class.getattr("__qualname__")?.extract()?);
    if module == "__main__" || name.contains("<locals>") {
        let place = if module == "__main__" { "in `__main__`" } else { "inside a function" };
        return Err(refuse(format_args!(
            "`{name}` is defined {place}, where no file can refer to it; define it at the top of a module"
        )));
    }
    let path = format!("{module}:{name}");
    if !find(object.py(), &path)?.is(&class) {
        return Err(refuse(format_args!("`{path}` is another class than that of the object")));
    }
    let config = object.call_method0("get_config")?;
    Ok((path, values::plain(&config, "config")?))
}

/// The class of an import path. Only what is imported already is found: a file must not run code by naming it.
fn find<'py>(py: Python<'py>, path: &str) -> PyResult<Bound<'py, PyAny>> {
    let Some((module, name)) = path.split_once(':') else {
        return Err(refuse(format_args!("`import_path` must be as `my_module:MySchedule`, got {path:?}")));
    };
    let modules = py.import("sys")?.getattr("modules")?;
    let Ok(loaded) = modules.get_item(module) else {
        return Err(refuse(format_args!(
            "`{path}` is a class of Python, which is loaded only if its module is imported already: \
             `import {module}` first"
        )));
    };
    let found = name.split('.').try_fold(loaded, |object, part| object.getattr(part));
    found.map_err(|_| refuse(format_args!("the module `{module}` has no class `{name}`")))
}

fn load(py: Python<'_>, path: &str, config: &Value) -> PyResult<Py<PyAny>> {
    let class = find(py, path)?;
    let is_schedule = class.cast::<pyo3::types::PyType>().is_ok_and(|class| {
        class.is_subclass_of::<crate::schedule::Schedule>().unwrap_or(false)
    });
    if !is_schedule {
        return Err(refuse(format_args!("`{path}` is no class that extends `glidepath.Schedule`")));
    }
    let object = class.call_method1("from_config", (values::object(py, config)?,))?;
    Ok(object.unbind())
}
