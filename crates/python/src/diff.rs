//! Two schedules, compared.

use glidepath_cli::{Comparison, Proof, Side, Tolerance, compare};
use glidepath_serde::LearningRate;
use pyo3::prelude::*;

use crate::error::refuse;
use crate::raised::catch;
use crate::schedule::{Schedule, boxed, calls_python};
use crate::step::step_of;
use crate::tree;

/// Where two schedules differ. It is false if they do not.
#[pyclass(frozen, module = "glidepath")]
pub(crate) struct Difference {
    inner: Comparison,
}

/// A step, by how much the rates differ there, and both rates.
type Place = (u64, f64, f64, f64);

fn place(difference: Option<glidepath_cli::Difference>) -> Option<Place> {
    difference.map(|it| (it.step, it.difference, it.a, it.b))
}

#[pymethods]
impl Difference {
    /// How many steps were compared.
    #[getter]
    fn compared(&self) -> u64 {
        self.inner.compared
    }

    /// At how many of them the rates are further apart than is tolerated.
    #[getter]
    fn different(&self) -> u64 {
        self.inner.different
    }

    /// Whether all other steps are proven to be the same as well.
    #[getter]
    fn proven(&self) -> Option<&'static str> {
        self.inner.proven_beyond.map(|proof| match proof {
            Proof::EqualParameters => "equal parameters",
            Proof::Constant => "constant",
        })
    }

    /// Where the rates are furthest apart: the step, by how much, and both rates. None if they are the same.
    #[getter]
    fn largest_absolute(&self) -> Option<Place> {
        place(self.inner.largest_absolute)
    }

    /// The same as a share of the larger rate.
    #[getter]
    fn largest_relative(&self) -> Option<Place> {
        place(self.inner.largest_relative)
    }

    fn __bool__(&self) -> bool {
        self.inner.different > 0
    }

    fn __repr__(&self) -> String {
        let Comparison { compared, different, largest_absolute, .. } = &self.inner;
        let compared = format!("{compared} steps");
        match largest_absolute {
            Some(it) => format!(
                "<glidepath.Difference at {different} of {compared}, at most {:?} at step {}>",
                it.difference, it.step
            ),
            None => format!("<glidepath.Difference: none at {compared}>"),
        }
    }
}

/// Compares two schedules at some steps.
#[pyfunction]
#[pyo3(name = "_diff", signature = (a, b, steps, rtol, atol))]
pub(crate) fn diff(
    a: &Bound<'_, Schedule>,
    b: &Bound<'_, Schedule>,
    steps: Option<(Bound<'_, PyAny>, Bound<'_, PyAny>, Bound<'_, PyAny>)>,
    rtol: f64,
    atol: f64,
) -> PyResult<Difference> {
    for (name, value) in [("rtol", rtol), ("atol", atol)] {
        if !(value.is_finite() && value >= 0.0) {
            return Err(refuse(format_args!("`{name}` must be finite and at least 0, got {value:?}")));
        }
    }
    let steps = match steps {
        Some((first, last, stride)) => Some((step_of(&first)?, step_of(&last)?, step_of(&stride)?)),
        None if calls_python(a) || calls_python(b) => {
            return Err(refuse(
                "`steps=` must say which steps to compare, for Python code computes the rates",
            ));
        }
        None => None,
    };
    let (a, b) = (boxed(a), boxed(b));
    let ((json_a, _), (json_b, _)) = (tree::apart(&a)?, tree::apart(&b)?);
    let (a, b) = (LearningRate::from(a), LearningRate::from(b));
    let sides = (Side::new(&a, &json_a), Side::new(&b, &json_b));
    let inner = catch(|| compare(sides.0, sides.1, steps, Tolerance { rtol, atol }))?;
    Ok(Difference { inner })
}
