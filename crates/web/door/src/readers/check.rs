//! The findings of `glidepath check`: what is wrong with a schedule, and why a log differs from it.

use glidepath_interop::Note;
use glidepath_report::ReportOptions;
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::wasm_bindgen;

use super::rebuilt::rebuilt;
use crate::answer::{Problem, text};

/// The most points of a log in a picture. Longer logs are thinned evenly.
const MOST_POINTS: usize = 4_000;

/// Something to know about a schedule.
#[derive(Debug, Serialize)]
pub(super) struct Finding {
    rule: &'static str,
    severity: &'static str,
    message: String,
    path: String,
    help: String,
}

impl From<&Note> for Finding {
    fn from(note: &Note) -> Self {
        Self {
            rule: note.rule(),
            severity: "note",
            message: note.text().to_owned(),
            path: note.path().to_owned(),
            help: String::new(),
        }
    }
}

/// What is compared with a run.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Request {
    groups: Vec<String>,
    group: usize,
    step: Option<String>,
    total_steps: Option<String>,
    /// The name of the log, if there is one.
    log: Option<String>,
}

#[derive(Debug, Serialize)]
struct Checked {
    findings: Vec<Finding>,
    /// Steps and rates of the log.
    points: Vec<(u64, f64)>,
}

/// Checks a schedule, and holds the content of a log against it. The question is JSON, and so is the answer:
/// `{"ok": …}` or `{"error": …, "path": …}`.
#[wasm_bindgen]
#[must_use]
pub fn check(question: &str, log: &[u8]) -> String {
    text(serde_json::from_str(question).map_err(Problem::new).and_then(|request| checked(&request, log)))
}

fn checked(request: &Request, log: &[u8]) -> Result<Checked, Problem> {
    let imported = rebuilt(&request.groups, request.step.as_deref(), request.total_steps.as_deref())?;
    let mut options = ReportOptions::new().with_group(request.group);
    let mut points = Vec::new();
    if let Some(name) = &request.log {
        options = options.with_log(name, log);
        let read = options.log_points().map_err(Problem::new)?;
        let every = read.len().div_ceil(MOST_POINTS).max(1);
        points = read.into_iter().step_by(every).collect();
    }
    let report = options.report("schedule", Ok(imported));
    if let Some(error) = &report.error {
        return Err(Problem::new(error));
    }
    let findings = report.findings.iter().map(|finding| Finding {
        rule: finding.rule,
        severity: finding.severity.as_str(),
        message: finding.message.clone(),
        path: finding.path.clone(),
        help: finding.help.clone(),
    });
    Ok(Checked { findings: findings.collect(), points })
}
