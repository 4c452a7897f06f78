//! What there is to say of the classes.

use glidepath_interop::Json;
use glidepath_serde::config_schema;
use pyo3::prelude::*;

use crate::classes::{description, names};
use crate::error::refuse;
use crate::values;

/// What there is to say of all classes: their names, their parameters, and, if wished, the schemas of these.
#[pyfunction]
#[pyo3(name = "_descriptions", signature = (*, schemas = false))]
pub(crate) fn descriptions(py: Python<'_>, schemas: bool) -> PyResult<Vec<Bound<'_, PyAny>>> {
    let described = names().filter_map(|name| Some((name, description(name)?)));
    let python = described.map(|(name, class)| {
        let value = values::python(py, &Json::of(class).map_err(refuse)?)?;
        if schemas {
            let schema = Json::of(&config_schema(name)).map_err(refuse)?;
            value.set_item("schema", values::python(py, &schema)?)?;
        }
        Ok(value)
    });
    python.collect()
}
