//! Logs of many rows: they are compared in little time.

use std::time::{Duration, Instant};

use glidepath_core::LearningRateSchedule;
use glidepath_report::Story;
use glidepath_serde::BoxSchedule;
use serde_json::{Value, json};

use crate::common::{class, csv, options, report, stories};

/// The story of a log of 100,000 rows.
fn story_of(file: &Value, rate: impl Fn(u64) -> f64) -> Vec<Story> {
    let log = csv((0..100_000).map(|step| (step, rate(step))));
    let begin = Instant::now();
    let report = report(&options(None).with_log("log.csv", log), file);
    let took = begin.elapsed();
    // Where each shift or end is tried on all rows, it takes hours.
    assert!(took < Duration::from_secs(120), "{took:?}");
    stories(&report)
}

/// Many shifts put the end of this log on the plateau of its schedule.
#[test]
fn a_flat_end() {
    let config = json!({
        "peak_learning_rate": 0.0012345, "warmup_steps": 10, "stable_steps": 90_000, "decay_steps": 40_000,
    });
    let plateau = class("WarmupStableDecay", config);
    let told = story_of(&plateau, |step| 0.0012345 * (step as f64 / 10.0).min(1.0));
    assert!(matches!(told[..], [Story::Unexplained { since: 90_011, .. }]), "{told:?}");
}

/// A thousand shifts explain all rows but one.
#[test]
fn cycles_with_an_odd_row() {
    let cycles = class(
        "CosineDecayRestarts",
        json!({"initial_learning_rate": 0.1, "first_decay_steps": 50, "t_mul": 1.0}),
    );
    let schedule: BoxSchedule = glidepath_serde::deserialize(&cycles).unwrap();
    let behind = |step| schedule.learning_rate(if step < 50_000 { step } else { step - 30 });
    assert_eq!(story_of(&cycles, behind)[0].name(), "behind");
    let told = story_of(&cycles, |step| if step == 99_998 { 0.0123 } else { behind(step) });
    assert!(matches!(told[..], [Story::Unexplained { since: 50_000, .. }]), "{told:?}");
}

/// Many other ends explain the flat rows of this log, and none its last row. With
/// three digits, the rates agree up to step 90,107.
#[test]
fn an_odd_last_row() {
    let slow = class("CosineDecay", json!({"initial_learning_rate": 0.1, "decay_steps": 2_000_000}));
    let told = story_of(&slow, |step| if step == 99_999 { 0.0987 } else { 0.1 });
    assert!(matches!(told[..], [Story::Unexplained { since: 90_108, .. }]), "{told:?}");
}
