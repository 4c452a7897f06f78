//! What could not be read.

use glidepath_report::{Report, ReportError};

use crate::failure::Failure;
use crate::input;

/// Why a file or a log could not be read, in the words of the program.
pub(super) fn failure(report: &Report) -> Option<Failure> {
    report.error.as_ref().map(|error| match error {
        ReportError::File(error) => input::failure(&report.file, error),
        ReportError::Log { name, error } => Failure::import(name, error),
        other => Failure::file(&report.file, other),
    })
}
