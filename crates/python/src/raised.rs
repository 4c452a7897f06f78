//! Exceptions on their way through Rust code that cannot fail.
//!
//! A schedule of Rust answers every step. One that a Python class defines may raise instead: the exception
//! waits here until the call that Python made ends, and is raised there.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use pyo3::prelude::*;

/// Who waits for an exception on this thread.
enum Catcher {
    Nobody,
    /// A [`catch`] that has none yet.
    Waiting,
    /// A [`catch`] that has one.
    Caught(PyErr),
}

thread_local! {
    static CATCHER: RefCell<Catcher> = const { RefCell::new(Catcher::Nobody) };
}

/// Evaluates something, or builds what asks for a rate while it is built, and gives the first exception that
/// a Python schedule in it raised instead of its result.
pub(crate) fn catch<T>(evaluate: impl FnOnce() -> T) -> PyResult<T> {
    // A Python schedule may itself ask another: that one's exceptions are not those of the outer call.
    let outer = CATCHER.replace(Catcher::Waiting);
    let value = catch_unwind(AssertUnwindSafe(evaluate));
    match (CATCHER.replace(outer), value) {
        (Catcher::Caught(error), Ok(_)) => Err(error),
        (_, Ok(value)) => Ok(value),
        (_, Err(panic)) => match panic.downcast::<PyErr>() {
            Ok(error) => Err(*error),
            Err(panic) => resume_unwind(panic),
        },
    }
}

/// The rate that Python code gives, or 0 and an exception for [`catch`]. After an exception nothing more is
/// asked.
pub(crate) fn rate_or_raise(ask: impl FnOnce() -> PyResult<f64>) -> f64 {
    if CATCHER.with_borrow(|catcher| matches!(catcher, Catcher::Caught(_))) {
        return 0.0;
    }
    match ask() {
        Ok(rate) => rate,
        // A deep schedule is built on a thread of its own, through whose end the exception comes to `catch`.
        Err(error) if CATCHER.with_borrow(|catcher| matches!(catcher, Catcher::Nobody)) => {
            resume_unwind(Box::new(error))
        }
        Err(error) => {
            CATCHER.set(Catcher::Caught(error));
            0.0
        }
    }
}
