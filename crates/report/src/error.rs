//! Why there is no report, or none of the log.

use glidepath_interop::InteropError;
use thiserror::Error;

/// Why there is no report, or none of the log.
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
    /// What was asked cannot be answered with this file.
    #[error("{0}")]
    Question(String),
}
