//! A number that tells one schedule from another by its rates.

use std::hash::Hasher;

use fnv::FnvHasher;
use glidepath_core::LearningRateSchedule;

/// Steps on each side of the current one.
const NEAR: u64 = 16;

/// Hashes the bits of the rates of some two hundred steps: those about `step`, the first ones, and ever fewer
/// up to about two million million. The same schedule gives the same number in any process, on any target.
pub(crate) fn fingerprint(schedule: &dyn LearningRateSchedule, step: u64) -> u64 {
    let mut hasher = FnvHasher::default();
    for probe in near(step).chain(ladder()) {
        // Not `write_u64`, whose bytes have the order of the machine.
        hasher.write(&schedule.learning_rate(probe).to_bits().to_le_bytes());
    }
    hasher.finish()
}

fn near(step: u64) -> impl Iterator<Item = u64> {
    step.saturating_sub(NEAR)..=step.saturating_add(NEAR)
}

/// 0 to 15, then four steps in each doubling up to 2^41.
fn ladder() -> impl Iterator<Item = u64> {
    (0..16).chain((2..39).flat_map(|doubling| (4..8_u64).map(move |quarters| quarters << doubling)))
}
