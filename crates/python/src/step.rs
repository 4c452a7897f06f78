//! Steps, as Python gives them.

use pyo3::exceptions::{PyOverflowError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{PyFloat, PyString};

use crate::error::refuse;
use crate::number::python_float;

/// 2^64.
const TWO_POW_64: f64 = 18_446_744_073_709_551_616.0;

/// The step that a number is: an integer of Python or NumPy, or a float that is whole.
#[pyfunction]
#[pyo3(signature = (step, /))]
pub(crate) fn step_of(step: &Bound<'_, PyAny>) -> PyResult<u64> {
    let error = match step.extract::<u64>() {
        Ok(step) => return Ok(step),
        Err(error) => error,
    };
    let py = step.py();
    if error.is_instance_of::<PyOverflowError>(py) || step.lt(0).unwrap_or(false) {
        return Err(refuse(format_args!("a step must be from 0 to 2**64 - 1, got {}", step.str()?)));
    }
    if !error.is_instance_of::<PyTypeError>(py) {
        return Err(error);
    }
    let float = if step.is_instance_of::<PyString>() { None } else { as_float(step) };
    let Some(float) = float else {
        return Err(PyTypeError::new_err(format!(
            "a step must be a whole number, got {}",
            step.get_type().name()?
        )));
    };
    whole(float)
}

/// The number that an object is which says so, as a float32 of NumPy.
fn as_float(step: &Bound<'_, PyAny>) -> Option<f64> {
    match step.cast::<PyFloat>() {
        Ok(float) => Some(float.value()),
        Err(_) if step.hasattr("__float__").unwrap_or(false) => step.extract().ok(),
        Err(_) => None,
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "compared right here")]
fn whole(step: f64) -> PyResult<u64> {
    if step.fract() != 0.0 || !step.is_finite() {
        return Err(refuse(format_args!("a step must be whole, got {}", python_float(step))));
    }
    if (0.0..TWO_POW_64).contains(&step) {
        return Ok(step as u64);
    }
    Err(refuse(format_args!("a step must be from 0 to 2**64 - 1, got {}", python_float(step))))
}
