//! The schedules that are not taken apart, as transformers has them.

use glidepath_schedules::{CosineAnnealing, CosineHardRestarts, PowerLaw, StepCount};
use glidepath_serde::{BoxSchedule, BuiltIn};

/// A schedule that is not taken apart, and that transformers may have.
pub(super) enum Whole<'a> {
    HardRestarts(&'a CosineHardRestarts),
    PowerLaw(&'a PowerLaw),
    /// A cosine wave whose time is counted in parts of a step, and such a part as a number of steps.
    StretchedWave(&'a CosineAnnealing, StepCount),
}

impl<'a> Whole<'a> {
    /// `None` if transformers does not have the schedule.
    pub(super) fn of(schedule: &'a BoxSchedule) -> Option<Self> {
        match BuiltIn::of(schedule)? {
            BuiltIn::CosineHardRestarts(restarts) => Some(Self::HardRestarts(restarts)),
            BuiltIn::PowerLaw(law) => Some(Self::PowerLaw(law)),
            BuiltIn::Stretched(stretched) => match BuiltIn::of(stretched.schedule()) {
                Some(BuiltIn::CosineAnnealing(annealing)) => {
                    Some(Self::StretchedWave(annealing, stretched.factor()))
                }
                _ => None,
            },
            _ => None,
        }
    }
}
