//! Which release saved a file, by the arguments that it has.

use crate::values::arguments::Arguments;

/// Arguments of every release that a run saves. By hand people write some of them, but not all.
const OF_EVERY_RELEASE: [&str; 6] =
    ["deterministic", "exist_ok", "fliplr", "hsv_h", "overlap_mask", "single_cls"];

/// What was different in older releases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Release {
    /// The file has all arguments of its release, so that it tells the release.
    pub(super) is_told: bool,
    /// The warmup has at least 100 batches, and may be as long as the run.
    pub(super) has_longer_warmup: bool,
    /// The same even if no warmup is given.
    pub(super) warms_up_always: bool,
    /// The rate falls one epoch late.
    pub(super) is_late: bool,
    /// That may be so: the file has some of what a run saves, but not all.
    pub(super) may_be_late: bool,
}

impl Release {
    pub(super) fn of(arguments: &Arguments<'_>) -> Self {
        let is_told = OF_EVERY_RELEASE.iter().all(|name| arguments.has(name));
        let has_some = OF_EVERY_RELEASE.iter().any(|name| arguments.has(name));
        let lacks = |name| is_told && !arguments.has(name);
        Self {
            is_told,
            has_longer_warmup: lacks("channels_last"),
            warms_up_always: lacks("profile"),
            is_late: lacks("bgr"),
            may_be_late: !is_told && has_some && !arguments.has("bgr"),
        }
    }
}
