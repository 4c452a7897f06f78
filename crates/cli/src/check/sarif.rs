//! Findings as SARIF 2.1.0, which code scanning reads.

use glidepath_diagnose::{Finding, LOG_DIFFERS, RULES, Severity};
use glidepath_report::Report;
use serde_json::{Value, json};

use crate::failure::Failure;

/// What a file that cannot be read is a finding of.
const UNREADABLE: &str = "unreadable-file";

pub(super) fn log(reports: &[Report]) -> Value {
    let results: Vec<_> = reports.iter().flat_map(results).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {"name": "glidepath", "version": env!("CARGO_PKG_VERSION"), "rules": rules(reports)}},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

/// The rules of the findings, each once.
fn rules(reports: &[Report]) -> Vec<Value> {
    let own = RULES.iter().map(|rule| (rule.name, rule.summary, rule.explanation));
    let own = own.chain([(LOG_DIFFERS.name, LOG_DIFFERS.summary, LOG_DIFFERS.explanation)]);
    let mut rules: Vec<_> = own
        .map(|(name, summary, explanation)| {
            json!({"id": name, "shortDescription": {"text": summary}, "fullDescription": {"text": explanation}})
        })
        .collect();
    let mut names: Vec<_> =
        reports.iter().flat_map(|report| &report.findings).map(|finding| finding.rule).collect();
    names.sort_unstable();
    names.dedup();
    let is_own = |name: &str| name == LOG_DIFFERS.name || RULES.iter().any(|rule| rule.name == name);
    rules.extend(names.into_iter().filter(|name| !is_own(name)).map(|name| json!({"id": name})));
    if reports.iter().any(|report| report.error.is_some()) {
        rules.push(json!({"id": UNREADABLE, "shortDescription": {"text": "The file cannot be read."}}));
    }
    rules
}

fn results(report: &Report) -> Vec<Value> {
    let error = super::failure(report).and_then(|failure| match failure {
        Failure::File { file, problem, .. } => Some(result(UNREADABLE, "error", &problem, &file, "")),
        _ => None,
    });
    let findings = report.findings.iter().map(|Finding { rule, severity, message, help, path, .. }| {
        let level = match severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            _ => "note",
        };
        let text = if help.is_empty() { message.clone() } else { format!("{message}. Help: {help}") };
        result(rule, level, &text, &report.file, path)
    });
    error.into_iter().chain(findings).collect()
}

fn result(rule: &str, level: &str, text: &str, file: &str, path: &str) -> Value {
    let mut location = json!({"physicalLocation": {"artifactLocation": {"uri": uri(file)}}});
    if !path.is_empty() {
        location["logicalLocations"] = json!([{"fullyQualifiedName": path}]);
    }
    json!({"ruleId": rule, "level": level, "message": {"text": text}, "locations": [location]})
}

/// A file as a relative reference, or as the URI of a file where its path is absolute.
fn uri(file: &str) -> String {
    let mut uri = String::new();
    for byte in file.replace('\\', "/").bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri += &format!("%{byte:02X}");
        }
    }
    if uri.starts_with('/') { format!("file://{uri}") } else { uri }
}
