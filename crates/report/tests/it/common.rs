//! What the tests share.

use glidepath_report::{Finding, Report, ReportOptions, Story};
use glidepath_serde::Horizon;
use serde_json::{Value, json};

/// A schedule of a class, as a file.
pub(crate) fn class(name: &str, config: Value) -> Value {
    json!({"class_name": name, "config": config})
}

pub(crate) fn options(total_steps: Option<u64>) -> ReportOptions {
    let horizon = total_steps.map_or(Horizon::new(), |steps| Horizon::new().with_total_steps(steps).unwrap());
    ReportOptions::new().with_horizon(horizon)
}

#[track_caller]
pub(crate) fn report(options: &ReportOptions, file: &Value) -> Report {
    let report = options.report_bytes("schedule.json", file.to_string().as_bytes());
    assert!(report.error.is_none(), "{:?}", report.error);
    report
}

/// The rules of the findings that are no notes.
pub(crate) fn rules(report: &Report) -> Vec<&'static str> {
    let findings = report.findings.iter().filter(|finding| finding.severity.as_str() != "note");
    findings.map(|finding| finding.rule).collect()
}

pub(crate) fn stories(report: &Report) -> Vec<Story> {
    report.findings.iter().filter_map(|finding| finding.story.clone()).collect()
}

#[track_caller]
pub(crate) fn only<'r>(report: &'r Report, rule: &str) -> &'r Finding {
    let mut findings = report.findings.iter().filter(|finding| finding.rule == rule);
    let first = findings.next().unwrap_or_else(|| panic!("no {rule} in {:?}", report.findings));
    assert!(findings.next().is_none(), "{rule} twice");
    first
}

/// A log of rates as CSV, in 32 bits.
pub(crate) fn csv(rows: impl Iterator<Item = (u64, f64)>) -> String {
    let rows = rows.map(|(step, rate)| format!("{step},{:e}\n", rate as f32));
    std::iter::once("step,learning_rate\n".to_owned()).chain(rows).collect()
}
