//! From a step of the log to a step of the schedule.

/// From a step of the log to a step of the schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Map {
    /// The same step.
    Same,
    /// So many steps later, or earlier. Before step 0 there is step 0.
    Shift(i64),
    /// So many times the step.
    Times(u64),
    /// One step in so many.
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
