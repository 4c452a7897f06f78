//! Errors of reports.

use glidepath_interop::InteropError;
use thiserror::Error;

/// Why a file or its log cannot be checked.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ReportError {
    /// The file cannot be read.
    #[error(transparent)]
    File(#[from] InteropError),
    /// A log cannot be read.
    #[error("{name}: {error}")]
    Log {
        /// The name of the log.
        name: String,
        /// What is wrong with it.
        error: InteropError,
    },
    /// The request does not fit this file.
    #[error("{0}")]
    Question(String),
}
