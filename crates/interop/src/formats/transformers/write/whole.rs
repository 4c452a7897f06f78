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
            BuiltIn::Clamped(_)
            | BuiltIn::Constant(_)
            | BuiltIn::CosineAnnealing(_)
            | BuiltIn::CosineDecay(_)
            | BuiltIn::CosineDecayRestarts(_)
            | BuiltIn::Cyclic(_)
            | BuiltIn::ExponentialDecay(_)
            | BuiltIn::Interpolated(_)
            | BuiltIn::InverseSquareRoot(_)
            | BuiltIn::InverseTimeDecay(_)
            | BuiltIn::LinearCosineDecay(_)
            | BuiltIn::Noam(_)
            | BuiltIn::NoisyLinearCosineDecay(_)
            | BuiltIn::OneCycle(_)
            | BuiltIn::OneCycleMomentum(_)
            | BuiltIn::PiecewiseConstantDecay(_)
            | BuiltIn::PolynomialDecay(_)
            | BuiltIn::Product(_)
            | BuiltIn::Repeated(_)
            | BuiltIn::Scaled(_)
            | BuiltIn::Sequential(_)
            | BuiltIn::Shifted(_)
            | BuiltIn::Sum(_)
            | BuiltIn::Table(_)
            | BuiltIn::Transition(_)
            | BuiltIn::TransitionRestarts(_)
            | BuiltIn::Warmup(_)
            | BuiltIn::WarmupStableDecay(_) => None,
        }
    }
}
