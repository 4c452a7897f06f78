//! Exceptions on their way through Rust code that cannot fail.
//!
//! A schedule of Rust answers every step. One that a Python class defines may raise instead: the exception
//! waits here until the call that Python made ends, and is raised there.

use std::cell::RefCell;

use pyo3::prelude::*;

thread_local! {
    static RAISED: RefCell<Option<PyErr>> = const { RefCell::new(None) };
}

/// Evaluates something, and gives the first exception that a Python schedule in it raised instead of its
/// result.
pub(crate) fn catch<T>(evaluate: impl FnOnce() -> T) -> PyResult<T> {
    // A Python schedule may itself ask another: that one's exceptions are not those of the outer call.
    let outer = RAISED.take();
    let value = evaluate();
    match RAISED.replace(outer) {
        Some(error) => Err(error),
        None => Ok(value),
    }
}

/// The rate that Python code gives, or 0 and an exception for [`catch`]. After an exception nothing more is
/// asked.
pub(crate) fn rate_or_raise(ask: impl FnOnce() -> PyResult<f64>) -> f64 {
    if RAISED.with_borrow(Option::is_some) {
        return 0.0;
    }
    ask().unwrap_or_else(|error| {
        RAISED.set(Some(error));
        0.0
    })
}
