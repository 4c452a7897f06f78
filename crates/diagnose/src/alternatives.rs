//! Other schedules that a log may follow.

use std::fmt;

use glidepath_core::LearningRateSchedule;

/// The same schedule with another end: a function from the end step to the schedule, or `None` if there is no
/// such schedule.
pub type OtherEnd<'a> = &'a dyn Fn(u64) -> Option<Box<dyn LearningRateSchedule>>;

/// Other schedules that a log may follow.
#[derive(Clone, Default)]
pub struct Alternatives<'a> {
    pub(crate) groups: Vec<(usize, &'a dyn LearningRateSchedule)>,
    pub(crate) other_ends: Vec<OtherEnd<'a>>,
    pub(crate) end: u64,
}

impl<'a> Alternatives<'a> {
    /// No alternatives.
    pub fn new() -> Self {
        Self::default()
    }

    /// The schedule of another parameter group, which has this index.
    #[must_use]
    pub fn with_group(mut self, group: usize, schedule: &'a dyn LearningRateSchedule) -> Self {
        self.groups.push((group, schedule));
        self
    }

    /// The same schedule with another end. `end` is the step at which the schedule itself ends; the function
    /// is called with other steps.
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
