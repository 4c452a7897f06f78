//! The program `glidepath`.

use std::ffi::OsString;

use pyo3::prelude::*;

use crate::raised::catch;

/// Runs the program with its arguments, of which the first is its name, and gives its exit code.
#[pyfunction]
#[pyo3(name = "_main")]
pub(crate) fn main(py: Python<'_>, arguments: Vec<OsString>) -> PyResult<u8> {
    catch(|| py.detach(|| glidepath_cli::run(arguments)))
}
