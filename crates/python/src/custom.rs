//! Schedules that a class of Python defines.

use std::fmt;
use std::sync::Arc;

use glidepath_core::LearningRateSchedule;
use glidepath_serde::register_schedule;
use pyo3::prelude::*;
use serde::de::Error as _;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::error::GlidepathError;
use crate::objects;
use crate::raised::rate_or_raise;

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
        let wire = match objects::remember(&self.0) {
            Some(live) => Wire { import_path: None, config: None, live: Some(live) },
            None => {
                let text = Python::attach(|py| {
                    saved(self.0.bind(py)).map_err(|error| S::Error::custom(message(py, &error)))
                });
                let wire: Wire = serde_json::from_str(&text?).map_err(S::Error::custom)?;
                return wire.serialize(serializer);
            }
        };
        wire.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for PythonSchedule {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Wire::deserialize(deserializer)? {
            Wire { live: Some(live), import_path: None, config: None } => {
                objects::recall(live).map(Self).ok_or_else(|| {
                    D::Error::custom("`live` is an object of another process, which no file can hold")
                })
            }
            Wire { live: None, import_path: Some(import_path), config: Some(config) } => {
                let loaded = Python::attach(|py| {
                    load(py, &import_path, &config).map_err(|error| D::Error::custom(message(py, &error)))
                });
                loaded.map(|object| Self(Arc::new(object)))
            }
            _ => Err(D::Error::custom("must have `import_path` and `config`")),
        }
    }
}

/// What `_saved` of the object gives: what files hold of it, as JSON. It is defined above the values of
/// Python, which hold schedules.
fn saved(object: &Bound<'_, PyAny>) -> PyResult<String> {
    object.call_method0("_saved")?.extract()
}

/// The object of a class that is imported already, made of its configuration.
fn load(py: Python<'_>, import_path: &str, config: &Value) -> PyResult<Py<PyAny>> {
    let load = py.import("glidepath._glidepath")?.getattr("_load")?;
    Ok(load.call1((import_path, config.to_string()))?.unbind())
}

/// The text of an exception, with its class if it is not ours.
pub(crate) fn message(py: Python<'_>, error: &PyErr) -> String {
    if error.is_instance_of::<GlidepathError>(py) { error.value(py).to_string() } else { error.to_string() }
}
