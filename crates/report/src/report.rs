//! What there is to say of a file.

use glidepath_diagnose::{Facts, Finding, Severity, diagnose};
use glidepath_interop::{Imported, InteropError, Json};
use glidepath_serde::LearningRate;

use crate::options::ReportOptions;

/// What there is to say of a file. [`to_json`](Self::to_json) says it to programs.
#[derive(Debug)]
#[non_exhaustive]
pub struct Report {
    /// The name of the file.
    pub file: String,
    /// What the file holds, if it can be read.
    pub imported: Option<Imported>,
    /// Why the file, or a log, cannot be read.
    pub error: Option<InteropError>,
    /// What was found, in the order of the rules.
    pub findings: Vec<Finding>,
    /// The class of the schedule; a plain number has none.
    pub class_name: Option<String>,
}

impl Report {
    pub(crate) fn new(file: &str, read: Result<Imported, InteropError>, options: &ReportOptions) -> Self {
        let mut report =
            Self { file: file.to_owned(), imported: None, error: None, findings: Vec::new(), class_name: None };
        match read {
            Ok(imported) => report.fill(imported, options),
            Err(error) => report.error = Some(error),
        }
        report
    }

    /// Whether the file can be read and nothing that was found is an error.
    pub fn is_ok(&self) -> bool {
        self.error.is_none() && self.findings.iter().all(|finding| finding.severity < Severity::Error)
    }

    fn fill(&mut self, imported: Imported, options: &ReportOptions) {
        let rate: &LearningRate = &imported.learning_rate;
        self.class_name = Json::of(rate).ok().and_then(|json| Some(json.as_schedule()?.0.to_owned()));
        let mut facts = Facts::new();
        if let Some(total_steps) = imported.total_steps.or(options.horizon.total_steps()) {
            facts = facts.with_total_steps(total_steps);
        }
        self.findings = diagnose(rate, &facts);
        self.imported = Some(imported);
    }
}
