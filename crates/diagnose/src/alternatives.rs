//! What a log may follow instead of its schedule.

use std::fmt;

use glidepath_core::LearningRateSchedule;

/// The same schedule with another end: a function from the last step to the schedule, if there is one.
pub type OtherEnd<'a> = &'a dyn Fn(u64) -> Option<Box<dyn LearningRateSchedule>>;

/// What a log may follow instead of the schedule.
#[derive(Clone, Default)]
pub struct Alternatives<'a> {
    pub(crate) groups: Vec<(usize, &'a dyn LearningRateSchedule)>,
    pub(crate) other_ends: Vec<OtherEnd<'a>>,
    pub(crate) end: u64,
}

impl<'a> Alternatives<'a> {
    /// Nothing but the schedule.
    pub fn new() -> Self {
        Self::default()
    }

    /// The schedule of another parameter group, which has this index.
    #[must_use]
    pub fn with_group(mut self, group: usize, schedule: &'a dyn LearningRateSchedule) -> Self {
        self.groups.push((group, schedule));
        self
    }

    /// The same schedule with another end, which is at step `end` of the schedule itself. It is called with the steps of
    /// other ends.
    #[must_use]
    pub fn with_other_end(mut self, end: u64, schedule: OtherEnd<'a>) -> Self {
        self.end = end;
        self.other_ends.push(schedule);
        self
    }
}

impl fmt::Debug for Alternatives<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Alternatives")
            .field("groups", &self.groups.len())
            .field("end", &self.end)
            .finish_non_exhaustive()
    }
}
