//! Schedules, ranges and labels for the tests.

use std::f64::consts::PI;
use std::ops::Range;

use glidepath_core::{LearningRateSchedule, schedule_fn};

#[expect(clippy::cast_precision_loss, reason = "the tests need no more than 53 bits")]
pub(crate) fn float(step: u64) -> f64 {
    step as f64
}

/// To 1e-4 over 100 000 steps, to 0 over 900 000 more.
pub(crate) fn cosine_with_warmup(step: u64) -> f64 {
    let step = float(step);
    if step < 1e5 { 1e-4 * (step / 1e5) } else { 5e-5 * (1.0 + (PI * ((step - 1e5) / 9e5).min(1.0)).cos()) }
}

/// From everyday to breaking the contract.
pub(crate) fn schedules() -> Vec<Box<dyn LearningRateSchedule>> {
    let constants =
        [0.0, 5e-324, 1e-300, 1e-4, 0.3, 1.0, 12_345.678, f64::MAX, -1.0, f64::NAN, f64::INFINITY];
    let mut all: Vec<Box<dyn LearningRateSchedule>> = Vec::new();
    all.extend(constants.map(|rate| Box::new(schedule_fn(move |_| rate)) as Box<dyn LearningRateSchedule>));
    all.push(Box::new(schedule_fn(cosine_with_warmup)));
    all.push(Box::new(schedule_fn(|step| 0.1 / (1.0 + float(step)))));
    all.push(Box::new(schedule_fn(|step| 0.1 + 1e-3 * float(step % 7))));
    all.push(Box::new(schedule_fn(|step| if step % 2 == 0 { f64::MAX } else { -f64::MAX })));
    all.push(Box::new(schedule_fn(|step| if step % 2 == 0 { f64::MAX } else { 5e-324 })));
    all.push(Box::new(schedule_fn(|step| if step % 3 == 0 { f64::NAN } else { 1.0 + float(step) })));
    all.push(Box::new(schedule_fn(|step| 0.1 + f64::EPSILON * float(step % 2))));
    all
}

pub(crate) fn ranges() -> Vec<Range<u64>> {
    let far = 1_000_000_000_000;
    vec![
        0..1,
        7..8,
        0..2,
        3..10,
        0..97,
        0..1_000,
        0..300_001,
        far..far + 10,
        0..u64::MAX,
        u64::MAX - 1..u64::MAX,
    ]
}

pub(crate) fn hostile_labels() -> Vec<String> {
    [
        "",
        "<script>alert(1)</script>",
        "]]>&amp;\"'--><!--",
        "\u{1b}[31mred\u{1b}[0m",
        "two\nlines\r\n\n\nand\ttabs",
        "\0\u{1}\u{7f}\u{85}\u{2028}\u{fffe}\u{ffff}",
        "\u{202e}backwards\u{202c}",
        "学習率スケジュール 学習率スケジュール 学習率スケジュール 学習率スケジュール",
        "👩‍👩‍👧‍👦 👍🏽 🇪🇺 e\u{301}\u{301}\u{301}",
        "معدل التعلم",
    ]
    .map(str::to_owned)
    .into_iter()
    .chain(["x".repeat(100_000), "\u{301}".repeat(1_000)])
    .collect()
}
