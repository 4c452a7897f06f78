//! What a schedule is composed of.

use glidepath_serde::{BoxSchedule, BuiltIn};

use crate::custom::PythonSchedule;

/// Whether a part of the schedule is an object of a Python class.
pub(crate) fn has_python(schedule: &BoxSchedule) -> bool {
    schedule.downcast_ref::<PythonSchedule>().is_some() || parts(schedule).iter().any(has_python)
}

/// The schedules that this one is directly composed of.
fn parts(schedule: &BoxSchedule) -> &[BoxSchedule] {
    use std::slice::from_ref;

    match BuiltIn::of(schedule) {
        Some(BuiltIn::Clamped(it)) => from_ref(it.schedule()),
        Some(BuiltIn::Product(it)) => it.schedules(),
        Some(BuiltIn::Repeated(it)) => from_ref(it.schedule()),
        Some(BuiltIn::Scaled(it)) => from_ref(it.schedule()),
        Some(BuiltIn::Sequential(it)) => it.schedules(),
        Some(BuiltIn::Shifted(it)) => from_ref(it.schedule()),
        Some(BuiltIn::Stretched(it)) => from_ref(it.schedule()),
        Some(BuiltIn::Sum(it)) => it.schedules(),
        Some(BuiltIn::Warmup(it)) => from_ref(it.schedule()),
        Some(
            BuiltIn::Constant(_)
            | BuiltIn::CosineAnnealing(_)
            | BuiltIn::CosineDecay(_)
            | BuiltIn::CosineDecayRestarts(_)
            | BuiltIn::CosineHardRestarts(_)
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
            | BuiltIn::PowerLaw(_)
            | BuiltIn::Table(_)
            | BuiltIn::Transition(_)
            | BuiltIn::TransitionRestarts(_)
            | BuiltIn::WarmupStableDecay(_),
        )
        | None => &[],
    }
}
