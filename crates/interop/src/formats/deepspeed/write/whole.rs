//! The schedules that are not taken apart, as parts of a scheduler of DeepSpeed.

use glidepath_schedules::{Curve, InverseTimeDecay, PowerLaw, Shifted, StepCount};
use glidepath_serde::{BoxSchedule, BuiltIn};

use super::half_cycle::HalfCycle;

/// A schedule that is not taken apart, and that DeepSpeed has.
pub(super) enum Whole<'a> {
    /// The second half of a cycle, in stairs.
    StairsDown(HalfCycle),
    /// The decay after a cycle.
    Decay(&'a InverseTimeDecay),
    /// A rise without an end.
    Rise(&'a PowerLaw),
    /// The same in stairs of that many steps.
    StairsUp(&'a PowerLaw, StepCount),
}

impl<'a> Whole<'a> {
    /// `None` if DeepSpeed does not have the schedule.
    pub(super) fn of(schedule: &'a BoxSchedule) -> Option<Self> {
        match BuiltIn::of(schedule)? {
            BuiltIn::InverseTimeDecay(decay) => Some(Self::Decay(decay)),
            BuiltIn::PowerLaw(law) => Some(Self::Rise(law)),
            BuiltIn::Shifted(shifted) => stairs_down(shifted).map(Self::StairsDown),
            BuiltIn::Stretched(stretched) => match BuiltIn::of(stretched.schedule()) {
                Some(BuiltIn::PowerLaw(law)) => Some(Self::StairsUp(law, stretched.factor())),
                _ => None,
            },
            _ => None,
        }
    }
}

/// Stairs down are stairs up in reverse: the second half of a mirrored cycle.
fn stairs_down(shifted: &Shifted<BoxSchedule>) -> Option<HalfCycle> {
    let Some(BuiltIn::Repeated(repeated)) = BuiltIn::of(shifted.schedule()) else { return None };
    let Some(BuiltIn::Transition(up)) = BuiltIn::of(repeated.schedule()) else { return None };
    let Curve::Stairs { count: stairs } = up.curve() else { return None };
    let steps = repeated.period_steps();
    let is_mirror = repeated.mirror() && repeated.cycle_limit() == Some(2) && repeated.m_mul() == 1.0;
    let fits =
        u64::try_from(shifted.shift()).ok() == Some(steps) && up.transition_steps().whole() == Some(steps);
    (is_mirror && fits && repeated.t_mul() == 1.0).then(|| HalfCycle {
        low: up.initial_learning_rate(),
        high: up.end_learning_rate(),
        steps,
        stairs,
    })
}
