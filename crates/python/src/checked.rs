//! What a class of Python returns.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyString;

use crate::error::refuse;
use crate::number::python_float;

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
        Some(rate) => Err(refuse(format_args!("{} {}", rule()?, python_float(rate)))),
        None => Err(PyTypeError::new_err(format!("{} {}", rule()?, rate.repr()?))),
    }
}
