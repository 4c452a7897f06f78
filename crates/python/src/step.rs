//! Steps, as Python gives them.

use pyo3::exceptions::{PyOverflowError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{PyFloat, PyString};

use crate::error::refuse;
use crate::number::python_float;

/// 2^64.
const TWO_POW_64: f64 = 18_446_744_073_709_551_616.0;

/// The step that a number is: an integer of Python or NumPy, or a float that is whole.
pub(crate) fn step_of(step: &Bound<'_, PyAny>) -> PyResult<u64> {
    whole(step, "a step")
}

/// The number of steps in an argument, which errors name.
pub(crate) fn steps_in(argument: &str, steps: &Bound<'_, PyAny>) -> PyResult<u64> {
    whole(steps, &format!("`{argument}`"))
}

/// The same for code in Python: a step, or the number of steps in an argument.
#[pyfunction]
#[pyo3(name = "step_of", signature = (step, /, argument = None))]
pub(crate) fn step_in_python(step: &Bound<'_, PyAny>, argument: Option<&str>) -> PyResult<u64> {
    argument.map_or_else(|| step_of(step), |argument| steps_in(argument, step))
}

fn whole(step: &Bound<'_, PyAny>, what: &str) -> PyResult<u64> {
    let error = match step.extract::<u64>() {
        Ok(step) => return Ok(step),
        Err(error) => error,
    };
    let py = step.py();
    if error.is_instance_of::<PyOverflowError>(py) || step.lt(0).unwrap_or(false) {
        return Err(refuse(format_args!("{what} must be from 0 to 2**64 - 1, got {}", step.str()?)));
    }
    if !error.is_instance_of::<PyTypeError>(py) {
        return Err(error);
    }
    let float = if step.is_instance_of::<PyString>() { None } else { as_float(step) };
    let Some(float) = float else {
        return Err(PyTypeError::new_err(format!(
            "{what} must be a whole number, got {}",
            step.get_type().name()?
        )));
    };
    whole_float(float)
        .map_err(|rule| refuse(format_args!("{what} must be {rule}, got {}", python_float(float))))
}

/// The number that an object is which says so, as a float32 of NumPy.
fn as_float(step: &Bound<'_, PyAny>) -> Option<f64> {
    match step.cast::<PyFloat>() {
        Ok(float) => Some(float.value()),
        Err(_) if step.hasattr("__float__").unwrap_or(false) => step.extract().ok(),
        Err(_) => None,
    }
}

/// A float as a step, or the rule that it breaks.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "compared right here")]
fn whole_float(step: f64) -> Result<u64, &'static str> {
    if step.fract() != 0.0 || !step.is_finite() {
        return Err("whole");
    }
    if (0.0..TWO_POW_64).contains(&step) { Ok(step as u64) } else { Err("from 0 to 2**64 - 1") }
}
