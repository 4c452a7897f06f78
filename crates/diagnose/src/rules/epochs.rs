//! Whether two lengths seem to be the same length, once in epochs and once in updates.

use crate::facts::Facts;
use crate::numbers::real;

/// How far the two lengths may differ, for epochs that are not complete.
const NEAR: f64 = 0.02;

/// The minimum number of updates in an epoch.
const SHORTEST: u64 = 8;

/// The maximum number of epochs in a run.
const MOST: u64 = 2_000;

/// The ratio of the two lengths, if it can be the number of updates in an epoch.
pub(super) fn updates_in_epoch(short: u64, long: u64, facts: &Facts) -> Option<f64> {
    if short == 0 || long <= short {
        return None;
    }
    let times = real(long) / real(short);
    match facts.steps_per_epoch {
        Some(updates) => ((times / updates - 1.0).abs() <= NEAR).then_some(updates),
        None => (short <= MOST && long.is_multiple_of(short) && long / short >= SHORTEST).then_some(times),
    }
}
