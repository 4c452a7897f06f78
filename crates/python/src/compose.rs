//! Compositions by methods and operators.

use glidepath_schedules::{Curve, Product, ScheduleError, ScheduleExt, StepCount, Sum};
use glidepath_serde::{BoxSchedule, IntoBoxSchedule};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyString};

use crate::error::refuse;
use crate::objects::Objects;
use crate::raised::catch;
use crate::schedule::{Schedule, boxed, wrap};
use crate::step::steps_in;
use crate::values::{self, part};

#[pymethods]
impl Schedule {
    /// This schedule for the steps below `boundary`, then `next` from its own step 0. `next` may be a number.
    #[pyo3(signature = (boundary, next))]
    fn then<'py>(
        slf: &Bound<'py, Self>,
        boundary: &Bound<'py, PyAny>,
        next: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let (boundary, next) = (steps_in("boundary", boundary)?, part(next)?);
        done(slf, || boxed(slf).then(boundary, next).map(IntoBoxSchedule::boxed))
    }

    /// A ramp from `initial_learning_rate` to the first rate of this schedule, in front of it. `curve` is the
    /// way between, as in `Warmup`.
    #[pyo3(signature = (warmup_steps, initial_learning_rate = 0.0, *, curve = None))]
    fn with_warmup<'py>(
        slf: &Bound<'py, Self>,
        warmup_steps: &Bound<'py, PyAny>,
        initial_learning_rate: f64,
        curve: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let warmup_steps = steps_in("warmup_steps", warmup_steps)?;
        let curve = curve.map(curve_of).transpose()?;
        done(slf, || {
            let warmup = boxed(slf).with_warmup(warmup_steps)?;
            let warmup = warmup.with_initial_learning_rate(initial_learning_rate)?;
            let warmup = match curve {
                Some(curve) => warmup.with_curve(curve)?,
                None => warmup,
            };
            Ok(warmup.boxed())
        })
    }

    /// The rate times `factor`.
    #[pyo3(signature = (factor))]
    fn scaled<'py>(slf: &Bound<'py, Self>, factor: f64) -> PyResult<Bound<'py, PyAny>> {
        done(slf, || boxed(slf).scaled(factor).map(IntoBoxSchedule::boxed))
    }

    /// The rate, but not below `min` and not above `max`.
    #[pyo3(signature = (min = 0.0, max = f64::MAX))]
    fn clamped<'py>(slf: &Bound<'py, Self>, min: f64, max: f64) -> PyResult<Bound<'py, PyAny>> {
        done(slf, || boxed(slf).clamped(min, max).map(IntoBoxSchedule::boxed))
    }

    /// The schedule moved `shift` steps earlier; where `shift` is negative, later.
    #[pyo3(signature = (shift))]
    fn shifted<'py>(slf: &Bound<'py, Self>, shift: i64) -> PyResult<Bound<'py, PyAny>> {
        done(slf, || Ok(boxed(slf).shifted(shift).boxed()))
    }

    /// The schedule with each of its steps lasting `factor` steps, as epochs do.
    #[pyo3(signature = (factor))]
    fn stretched<'py>(slf: &Bound<'py, Self>, factor: f64) -> PyResult<Bound<'py, PyAny>> {
        done(slf, || boxed(slf).stretched(StepCount::from(factor)).map(IntoBoxSchedule::boxed))
    }

    /// Repeats the first `period_steps` steps, with `mirror` every second time backwards. After `cycle_limit`
    /// periods it holds the last rate. Default: no limit.
    #[pyo3(signature = (period_steps, *, mirror = false, cycle_limit = None))]
    fn repeated<'py>(
        slf: &Bound<'py, Self>,
        period_steps: &Bound<'py, PyAny>,
        mirror: bool,
        cycle_limit: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let period_steps = steps_in("period_steps", period_steps)?;
        let cycle_limit = cycle_limit.map(|limit| steps_in("cycle_limit", limit)).transpose()?;
        done(slf, || {
            let repeated = boxed(slf).repeated(period_steps)?.with_mirror(mirror);
            let repeated = match cycle_limit {
                Some(limit) => repeated.with_cycle_limit(limit)?,
                None => repeated,
            };
            Ok(repeated.boxed())
        })
    }

    fn __add__<'py>(slf: &Bound<'py, Self>, other: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        if !is_part(other) {
            return Ok(slf.py().NotImplemented().into_bound(slf.py()));
        }
        sum(slf, boxed(slf), part(other)?)
    }

    /// `sum([a, b])` begins with 0.
    fn __radd__<'py>(slf: &Bound<'py, Self>, other: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        if !is_part(other) {
            return Ok(slf.py().NotImplemented().into_bound(slf.py()));
        }
        if other.extract::<i64>().is_ok_and(|number| number == 0) {
            return Ok(slf.clone().into_any());
        }
        sum(slf, part(other)?, boxed(slf))
    }

    fn __mul__<'py>(slf: &Bound<'py, Self>, other: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        if !is_part(other) {
            return Ok(slf.py().NotImplemented().into_bound(slf.py()));
        }
        if !other.is_instance_of::<Self>() {
            return Self::scaled(slf, other.extract()?);
        }
        let of = |schedule: &BoxSchedule| {
            let product = schedule.downcast_ref::<Product<BoxSchedule>>()?;
            product.name().is_none().then(|| product.schedules().to_vec())
        };
        let factors = flat(boxed(slf), part(other)?, of);
        done(slf, || Product::new(factors).map(IntoBoxSchedule::boxed))
    }

    fn __rmul__<'py>(slf: &Bound<'py, Self>, other: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        Self::__mul__(slf, other)
    }
}

/// What is composed, which may ask its parts for rates.
fn done<'py>(
    slf: &Bound<'py, Schedule>,
    compose: impl FnOnce() -> Result<BoxSchedule, ScheduleError>,
) -> PyResult<Bound<'py, PyAny>> {
    wrap(slf.py(), catch(compose)?.map_err(refuse)?)
}

fn sum<'py>(slf: &Bound<'py, Schedule>, a: BoxSchedule, b: BoxSchedule) -> PyResult<Bound<'py, PyAny>> {
    let of = |schedule: &BoxSchedule| {
        let sum = schedule.downcast_ref::<Sum<BoxSchedule>>()?;
        sum.name().is_none().then(|| sum.schedules().to_vec())
    };
    done(slf, || Sum::new(flat(a, b, of)).map(IntoBoxSchedule::boxed))
}

/// The parts of both, so that `a + b + c` is one sum, which is rounded once.
fn flat(
    a: BoxSchedule,
    b: BoxSchedule,
    of: impl Fn(&BoxSchedule) -> Option<Vec<BoxSchedule>>,
) -> Vec<BoxSchedule> {
    let parts = |schedule: BoxSchedule| of(&schedule).unwrap_or_else(|| vec![schedule]);
    [parts(a), parts(b)].concat()
}

/// Whether an operator takes it: a schedule or a number.
fn is_part(value: &Bound<'_, PyAny>) -> bool {
    let is_text = value.is_instance_of::<PyString>() || value.is_instance_of::<PyBool>();
    value.is_instance_of::<Schedule>() || (!is_text && value.extract::<f64>().is_ok())
}

/// A curve by its name, or by name and parameters as `{"power": {"power": 2.0}}`.
fn curve_of(value: &Bound<'_, PyAny>) -> PyResult<Curve> {
    let json = values::json(value, "curve", &mut Objects::new())?;
    if !(json.is_string() || json.is_object()) {
        let got = value.get_type().name()?.to_string();
        return Err(PyTypeError::new_err(format!("`curve` must be a str or a dict, got {got}")));
    }
    serde_json::from_value(json).map_err(|error| refuse(format_args!("`curve`: {error}")))
}
