//! A schedule taken apart into JSON and built of it, with the objects of Python classes as they are.

use glidepath_interop::Json;
use glidepath_serde::{BoxSchedule, SerdeError, from_class_config};
use pyo3::prelude::*;
use serde_json::Value;

use crate::error::refuse;
use crate::objects::{Objects, collecting, with_objects};
use crate::raised::catch;

/// The class and the parameters of a schedule in order, and the objects in it.
pub(crate) fn apart(schedule: &BoxSchedule) -> PyResult<(Json, Objects)> {
    let (json, objects) = collecting(|| Json::of(schedule));
    Ok((json.map_err(refuse)?, objects))
}

/// Builds a schedule of a class from its configuration, in which the objects have the numbers of `objects`.
pub(crate) fn build(
    py: Python<'_>,
    class_name: &str,
    config: &Value,
    objects: Objects,
) -> PyResult<Result<BoxSchedule, SerdeError>> {
    // Detached, for a deep schedule is read on another thread, which may have to call Python.
    with_objects(objects, || catch(|| py.detach(|| from_class_config(class_name, config))))
}
