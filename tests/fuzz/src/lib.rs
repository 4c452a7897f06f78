//! What must hold of everything that is read, whatever the bytes were.

use glidepath_core::{LearningRateSchedule, MetricSchedule};
use glidepath_interop::{import_bytes, import_metric_bytes};
use glidepath_serde::LearningRate;

/// Reads a file in every way. It is an error with a text, or what it gives keeps its promises.
///
/// # Panics
///
/// If something does not hold.
pub fn check(file: &[u8]) {
    match import_bytes(file) {
        Ok(imported) => {
            imported.groups().for_each(check_rate);
            check_sound(imported.scheduler().learning_rate());
            imported.notes.iter().for_each(|note| assert!(!note.to_string().is_empty()));
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
    if let Ok(imported) = import_metric_bytes(file) {
        for mut rate in imported.rates {
            check_sound(rate.learning_rate());
            for metric in [1.0, f64::NAN, f64::NEG_INFINITY, 1.0, 2.0] {
                check_sound(rate.observe(metric));
            }
        }
    }
}

/// Rates are finite and not negative, and what is written is read as the same.
fn check_rate(rate: &LearningRate) {
    for step in [0, 1, 2, 10, 1_000, 1 << 40, u64::MAX] {
        check_sound(rate.learning_rate(step));
    }
    let text = serde_json::to_string(rate).expect("what is read can be written");
    let again: LearningRate = serde_json::from_str(&text).expect("what is written can be read");
    assert_eq!(*rate, again, "{text}");
}

fn check_sound(rate: f64) {
    assert!(rate.is_finite() && rate >= 0.0, "{rate:?}");
}
