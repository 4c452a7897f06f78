//! Logs of many rows: they are compared in little time.

use std::time::{Duration, Instant};

use glidepath_report::Story;
use serde_json::json;

use crate::common::{class, csv, options, report, stories};

/// Many shifts put the end of this log on the plateau of its schedule.
#[test]
fn a_long_flat_end() {
    let plateau = class(
        "WarmupStableDecay",
        json!({"peak_learning_rate": 0.0012345, "warmup_steps": 10, "stable_steps": 90_000, "decay_steps": 40_000}),
    );
    let log = csv((0..100_000).map(|step| (step, 0.0012345 * (step as f64 / 10.0).min(1.0))));
    let begin = Instant::now();
    let report = report(&options(None).with_log("log.csv", log), &plateau);
    let took = begin.elapsed();
    assert!(took < Duration::from_secs(20), "{took:?}");
    assert!(matches!(stories(&report)[..], [Story::Unexplained { since: 90_011, .. }]), "{:?}", report.findings);
}
