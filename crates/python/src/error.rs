//! The exception of the package.

use std::fmt::Display;
use std::io;

use glidepath_serde::SerdeError;
use pyo3::exceptions::{PyOSError, PyValueError};
use pyo3::prelude::*;

pyo3::create_exception!(
    glidepath,
    GlidepathError,
    PyValueError,
    "A schedule that cannot be built, a file that cannot be read, or a form that cannot be written.\n\n\
     The text names the field or the place in the file, the rule, and the value."
);

/// An error of the libraries, with its own text.
pub(crate) fn refuse(problem: impl Display) -> PyErr {
    GlidepathError::new_err(in_python(&problem.to_string()))
}

/// An error in the parameters that a class was called with. The place is given from that class on, as
/// `schedules[1]`.
pub(crate) fn of_parameters(error: &SerdeError) -> PyErr {
    let SerdeError::Invalid { path, problem } = error else { return refuse(error) };
    match path.strip_prefix("config.").unwrap_or(path) {
        "" | "config" => refuse(problem),
        field if problem.starts_with(&format!("`{field}`")) => refuse(problem),
        field => refuse(format_args!("`{field}`: {problem}")),
    }
}

/// What the system says of a file, as the exception that Python has for it.
pub(crate) fn of_file(error: &io::Error, name: Option<String>) -> PyErr {
    match error.raw_os_error() {
        Some(code) => {
            let text = error.to_string();
            let text = text.split(" (os error").next().unwrap_or_default().to_owned();
            PyOSError::new_err((code, text, name))
        }
        None => PyOSError::new_err(error.to_string()),
    }
}

/// A message of the library that names Rust items, in words of Python.
fn in_python(problem: &str) -> String {
    const WORDS: [(&str, &str); 2] = [
        (
            "a `Horizon` resolves units, and only where a step count stands",
            "`glidepath.from_dict` resolves units, by `total_steps=` and the like",
        ),
        (
            "is the crate that registers it linked? `use that_crate as _;` links it",
            "a class that a Rust crate registers is read by Rust programs that link the crate",
        ),
    ];
    WORDS.iter().fold(problem.to_owned(), |problem, (rust, python)| problem.replace(rust, python))
}
