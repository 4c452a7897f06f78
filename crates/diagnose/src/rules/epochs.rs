//! Whether two lengths look like one length, once in epochs and once in updates.

use crate::facts::Facts;
use crate::numbers::real;

/// How far the two lengths may differ, for epochs that are not complete.
const NEAR: f64 = 0.02;

/// Fewer updates than this are no epoch.
const SHORTEST: u64 = 8;

/// More epochs than this are no run.
const MOST: u64 = 2_000;

/// How many times `short` is in `long`, if that is the number of updates in an epoch as far as is known.
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
