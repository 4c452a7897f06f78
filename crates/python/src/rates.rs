//! Rates of many steps in NumPy arrays, filled in Rust.

use glidepath_core::LearningRateSchedule;
use glidepath_serde::BoxSchedule;
use numpy::{PyArray1, PyArrayMethods, PyReadwriteArray1};
use pyo3::exceptions::{PyMemoryError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{PySlice, PyString};

use crate::error::refuse;
use crate::raised::catch;
use crate::schedule::{Schedule, boxed, calls_python};
use crate::step::step_of;

/// How many steps are computed between two looks for Ctrl-C.
const CHUNK: usize = 1 << 22;

/// Evenly spaced steps.
#[derive(Clone, Copy, Debug)]
struct Range {
    start: u64,
    step: u64,
    length: usize,
}

impl Range {
    fn new(start: u64, stop: u64, step: u64) -> PyResult<Self> {
        if step == 0 {
            return Err(refuse("the distance of the steps must be at least 1, got 0"));
        }
        let length = stop.saturating_sub(start).div_ceil(step);
        let length = usize::try_from(length).ok().filter(|&length| isize::try_from(length).is_ok());
        let length =
            length.ok_or_else(|| PyMemoryError::new_err("that many rates do not fit into memory"))?;
        Ok(Self { start, step, length })
    }

    /// The step with that index, which is below the length.
    fn at(self, index: usize) -> u64 {
        self.start + self.step * u64::try_from(index).unwrap_or(u64::MAX)
    }

    fn fill(self, schedule: &BoxSchedule, first: usize, rates: &mut [f64]) {
        if self.step == 1 {
            return schedule.fill(self.at(first), rates);
        }
        for (offset, rate) in rates.iter_mut().enumerate() {
            *rate = schedule.learning_rate(self.at(first + offset));
        }
    }
}

#[pymethods]
impl Schedule {
    /// The rate of a step, or an array of those of a slice or of a list of steps.
    fn __getitem__<'py>(slf: &Bound<'py, Self>, steps: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        if let Ok(slice) = steps.cast::<PySlice>() {
            return of_slice(slf, slice);
        }
        if steps.len().is_ok() && !steps.is_instance_of::<PyString>() {
            return of_steps(slf, steps);
        }
        slf.call1((steps,))
    }

    /// The rates of `range(start, stop, step)`, or of `range(start)`, as an array of float64; with `out`, in
    /// that array.
    #[pyo3(signature = (start, stop = None, step = None, *, out = None))]
    fn rates<'py>(
        slf: &Bound<'py, Self>,
        start: &Bound<'py, PyAny>,
        stop: Option<&Bound<'py, PyAny>>,
        step: Option<&Bound<'py, PyAny>>,
        out: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        of_range(slf, start, stop, step, out)
    }
}

/// The rates of `range(start, stop, step)`, or of `range(start)`.
fn of_range<'py>(
    schedule: &Bound<'py, Schedule>,
    start: &Bound<'py, PyAny>,
    stop: Option<&Bound<'py, PyAny>>,
    step: Option<&Bound<'py, PyAny>>,
    out: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    let (start, stop) = match stop.filter(|stop| !stop.is_none()) {
        Some(stop) => (step_of(start)?, step_of(stop)?),
        None => (0, step_of(start)?),
    };
    let step = step.filter(|step| !step.is_none()).map_or(Ok(1), step_of)?;
    filled(schedule, Range::new(start, stop, step)?, out)
}

/// The rates of a slice, which must have an end.
fn of_slice<'py>(
    schedule: &Bound<'py, Schedule>,
    slice: &Bound<'py, PySlice>,
) -> PyResult<Bound<'py, PyAny>> {
    let part = |name: &str| -> PyResult<Option<u64>> {
        let value = slice.getattr(name)?;
        if value.is_none() { Ok(None) } else { step_of(&value).map(Some) }
    };
    let Some(stop) = part("stop")? else {
        return Err(refuse("a schedule has no end, so a slice needs one, as schedule[0:1000]"));
    };
    filled(schedule, Range::new(part("start")?.unwrap_or(0), stop, part("step")?.unwrap_or(1))?, None)
}

/// The rates of steps one by one.
fn of_steps<'py>(schedule: &Bound<'py, Schedule>, steps: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let steps = steps.try_iter()?.map(|step| step_of(&step?)).collect::<PyResult<Vec<_>>>()?;
    let inner = boxed(schedule);
    let rates = catch(|| steps.iter().map(|&step| inner.learning_rate(step)).collect::<Vec<_>>())?;
    Ok(PyArray1::from_vec(schedule.py(), rates).into_any())
}

fn filled<'py>(
    schedule: &Bound<'py, Schedule>,
    range: Range,
    out: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    let py = schedule.py();
    let Some(out) = out.filter(|out| !out.is_none()) else {
        // NumPy takes the memory, so what is too much is a MemoryError of Python.
        let array = py.import("numpy")?.call_method1("zeros", (range.length,))?;
        fill(schedule, range, &mut array.cast::<PyArray1<f64>>()?.readwrite())?;
        return Ok(array);
    };
    let Ok(array) = out.cast::<PyArray1<f64>>() else {
        return Err(PyTypeError::new_err(format!(
            "`out` must be a one-dimensional NumPy array of float64, got {}",
            described(out)?
        )));
    };
    let Ok(mut rates) = array.try_readwrite() else {
        return Err(refuse("`out` must be writeable, and not in use elsewhere"));
    };
    let got = rates.as_array().len();
    if got != range.length {
        return Err(refuse(format_args!("`out` must have {} elements, got {got}", range.length)));
    }
    if calls_python(schedule) {
        // Nothing is returned where Python raises, so nothing is overwritten either.
        let new = filled(schedule, range, None)?;
        rates.as_array_mut().assign(&new.cast::<PyArray1<f64>>()?.readonly().as_array());
    } else {
        fill(schedule, range, &mut rates)?;
    }
    Ok(out.clone())
}

fn fill(
    schedule: &Bound<'_, Schedule>,
    range: Range,
    rates: &mut PyReadwriteArray1<'_, f64>,
) -> PyResult<()> {
    let py = schedule.py();
    let inner = boxed(schedule);
    let Ok(rates) = rates.as_slice_mut() else {
        return Err(refuse("`out` must be contiguous"));
    };
    if calls_python(schedule) {
        return catch(|| range.fill(&inner, 0, rates));
    }
    for (index, chunk) in rates.chunks_mut(CHUNK).enumerate() {
        py.detach(|| range.fill(&inner, index * CHUNK, chunk));
        py.check_signals()?;
    }
    Ok(())
}

/// An array by its number type and shape, or another object by its class.
fn described(value: &Bound<'_, PyAny>) -> PyResult<String> {
    match (value.getattr_opt("dtype")?, value.getattr_opt("shape")?) {
        (Some(dtype), Some(shape)) => Ok(format!("{dtype} of shape {shape}")),
        _ => Ok(value.get_type().name()?.to_string()),
    }
}
