//! Reports on bytes, a file or a folder.

use std::path::Path;

use glidepath_interop::{Imported, InteropError};

use crate::error::ReportError;
use crate::logs;
use crate::options::ReportOptions;
use crate::report::Report;

impl ReportOptions {
    /// Reports on a file with this name and content. If the file cannot be read, the report has the error.
    pub fn report_bytes(&self, file: &str, bytes: &[u8]) -> Report {
        self.report(file, self.import.import_bytes(bytes))
    }

    /// Reports on a file or a folder.
    pub fn report_path(&self, path: impl AsRef<Path>) -> Report {
        let path = path.as_ref();
        let folder = Some(path).filter(|path| path.is_dir());
        Report::new(&path.display().to_string(), self.import.import_path(path), folder, self)
    }

    /// Reports on what was read from a file with this name.
    pub fn report(&self, file: &str, read: Result<Imported, InteropError>) -> Report {
        Report::new(file, read, None, self)
    }

    /// The points of the logs, by step.
    ///
    /// # Errors
    ///
    /// If a log cannot be read.
    pub fn log_points(&self) -> Result<Vec<(u64, f64)>, ReportError> {
        let logged = logs::read(&self.logs, self)?;
        Ok(logged.log.points().iter().map(|point| (point.step(), point.rate())).collect())
    }
}
