//! From a step of the log to a step of the schedule.

/// From a step of the log to a step of the schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Map {
    /// The same step.
    Same,
    /// This many steps later, or earlier if negative; never before step 0.
    Shift(i64),
    /// A multiple of the step.
    Times(u64),
    /// The step divided by this number, rounded down.
    Part(u64),
}

impl Map {
    pub(crate) const fn step(self, step: u64) -> u64 {
        match self {
            Self::Same => step,
            Self::Shift(steps) => step.saturating_add_signed(steps),
            Self::Times(times) => step.saturating_mul(times),
            Self::Part(parts) => step / parts,
        }
    }
}
