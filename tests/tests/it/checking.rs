//! `docs/checking.md` has the rules of the table, and the rules raise no false alarm on our own examples.

use std::fs;
use std::path::{Path, PathBuf};

use glidepath_diagnose::{LOG_DIFFERS, RULES};
use glidepath_report::{ReportOptions, Severity};
use glidepath_tests::cards::cards;

use crate::hold::hold;

const BEGIN: &str = "checking -->\n";
const END: &str = "<!-- end -->";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

#[test]
fn the_document_has_all_rules() {
    let path = root().join("docs/checking.md");
    let document = fs::read_to_string(&path).unwrap();
    let (before, rest) = document.split_once(BEGIN).unwrap();
    let (_, after) = rest.split_once(END).unwrap();
    let mut table = "| rule | what happens | needs the length |\n|---|---|---|\n".to_owned();
    for rule in RULES {
        let length = if rule.needs_length { "yes" } else { "" };
        table += &format!("| `{}` | {} | {length} |\n", rule.name, rule.summary);
    }
    table += &format!("| `{}` | {} | |\n", LOG_DIFFERS.name, LOG_DIFFERS.summary);
    let now = format!("{before}{BEGIN}{table}{END}{after}");
    hold("docs/checking.md", &now, "checking");
}

#[test]
fn rules_have_names_of_their_own() {
    let mut names: Vec<_> = RULES.iter().map(|rule| rule.name).chain([LOG_DIFFERS.name]).collect();
    names.extend(glidepath_interop::NOTE_RULES);
    names.sort_unstable();
    let count = names.len();
    names.dedup();
    assert_eq!(names.len(), count);
    for rule in RULES {
        assert!(rule.summary.ends_with('.') && rule.explanation.ends_with('.'), "{}", rule.name);
    }
}

/// Each was looked at by hand, and is right.
const FINDINGS: [(&str, &str); 3] = [
    // A warmup to 0.01 before the product of two rates of 0.01.
    ("burn/sequential.json", "drop-after-warmup"),
    // Stairs up to step 81 in a run of 1,000 steps.
    ("model_garden/stepwise.yaml", "ends-early"),
    // A warmup of 10 steps and a decay of 40 in a run of 1,000 `iters`.
    ("runs/mlx-lm.adapter_config.json", "ends-early"),
];

/// The examples of all formats, of which many begin their warmup at 0.
#[test]
fn findings_on_examples_are_right() {
    let mut files = Vec::new();
    collect(&root().join("tests/data"), &mut files);
    files.sort_unstable();
    let mut read = 0;
    let mut found = Vec::new();
    for file in &files {
        let report = ReportOptions::new().report_path(file);
        read += usize::from(report.error.is_none());
        let name = file.strip_prefix(root().join("tests/data")).unwrap().to_string_lossy().replace('\\', "/");
        let rules = report.findings.iter().filter(|finding| finding.severity != Severity::Note);
        found.extend(
            rules.map(|finding| (name.clone(), finding.rule)).filter(|found| found.1 != "first-update-zero"),
        );
    }
    assert!(read > 150, "{read} of {} files", files.len());
    let found: Vec<_> = found.iter().map(|(name, rule)| (name.as_str(), *rule)).collect();
    assert_eq!(found, FINDINGS);
}

/// The files of a folder, and the folders in it.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        }
        files.push(path);
    }
}

#[test]
fn what_a_class_is_meant_to_do_raises_no_alarm() {
    for card in cards() {
        let report = ReportOptions::new().report_bytes("card.json", card.text().as_bytes());
        let rules: Vec<_> = report.findings.iter().map(|finding| finding.rule).collect();
        let alarms = ["jump", "drop-after-warmup", "rises-after-end", "cycles-in-run"];
        assert!(rules.iter().all(|rule| !alarms.contains(rule)), "{}: {rules:?}", card.class);
    }
}
