//! Schedules of Python classes in files: by the import path of their class.

use glidepath_interop::Json;
use pyo3::prelude::*;
use pyo3::types::PyType;
use serde_json::{Value, json};

use crate::error::refuse;
use crate::schedule::Schedule;
use crate::values;

#[pymethods]
impl Schedule {
    /// What files hold of an object of a Python class, as JSON.
    fn _saved(slf: &Bound<'_, Self>) -> PyResult<String> {
        let (import_path, config) = saved(slf.as_any())?;
        Ok(json!({"import_path": import_path, "config": config}).to_string())
    }
}

/// An object of a Python class, by the import path of the class and its configuration as JSON.
#[pyfunction]
#[pyo3(name = "_load")]
pub(crate) fn load_saved(py: Python<'_>, path: &str, config: &str) -> PyResult<Py<PyAny>> {
    load(py, path, &serde_json::from_str(config).map_err(refuse)?)
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

/// The class of an import path. Only what is imported already is found: a file must not run code by naming
/// it.
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

fn load(py: Python<'_>, path: &str, config: &Json) -> PyResult<Py<PyAny>> {
    let class = find(py, path)?;
    let is_schedule =
        class.cast::<PyType>().is_ok_and(|class| class.is_subclass_of::<Schedule>().unwrap_or(false));
    if !is_schedule {
        return Err(refuse(format_args!("`{path}` is no class that extends `glidepath.Schedule`")));
    }
    let object = class.call_method1("from_config", (values::object(py, config)?,))?;
    Ok(object.unbind())
}
