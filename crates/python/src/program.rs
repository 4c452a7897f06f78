//! The program `glidepath`.

use std::ffi::OsString;

use pyo3::prelude::*;

/// Runs the program with its arguments, of which the first is its name, and gives its exit code.
#[pyfunction]
#[pyo3(name = "_main")]
pub(crate) fn main(py: Python<'_>, arguments: Vec<OsString>) -> u8 {
    py.detach(|| glidepath_cli::run(arguments))
}
