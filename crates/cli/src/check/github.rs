//! Findings as annotations of GitHub Actions: workflow commands on standard output.

use std::io::{self, Write};

use glidepath_diagnose::{Finding, Severity};
use glidepath_report::Report;

use crate::failure::Failure;

pub(super) fn print(reports: &[Report]) -> Result<(), Failure> {
    let mut output = io::stdout().lock();
    for report in reports {
        if let Some(Failure::File { file, problem, .. }) = super::failure(report) {
            writeln!(output, "::error file={},title=glidepath::{}", property(&file), data(&problem))?;
        }
        for Finding { rule, severity, message, help, path, .. } in &report.findings {
            let command = match severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                _ => "notice",
            };
            let place = if path.is_empty() { String::new() } else { format!("{path}: ") };
            let help = if help.is_empty() { String::new() } else { format!("\nhelp: {help}") };
            let text = data(&format!("{place}{message}{help}"));
            writeln!(output, "::{command} file={},title=glidepath[{rule}]::{text}", property(&report.file))?;
        }
    }
    Ok(output.flush()?)
}

/// Text as a command takes it.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Text as a property of a command takes it.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
