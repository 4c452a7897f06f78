//! Levanter.

use glidepath_core::LearningRateSchedule;
use glidepath_schedules::{
    Constant, CosineDecay, InverseTimeDecay, PowerLaw, ScheduleError, ScheduleExt, Transition,
};
use glidepath_serde::{BoxSchedule, IntoBoxSchedule};

use crate::coverage::group::{Group, Schedules};

pub(crate) fn group() -> Group {
    Group::of_formulas("Levanter", "levanter", schedules())
}

const PEAK: f64 = 6e-4;
const MIN: f64 = PEAK * 0.1;

fn schedules() -> Schedules {
    let cosine = |steps: u32| -> Result<_, _> { CosineDecay::new(PEAK, steps)?.with_alpha(0.1) };
    let inverse_square_root = PowerLaw::new(PEAK, 20, -0.5)?.shifted(10).clamped(MIN, PEAK)?;
    let inverse = InverseTimeDecay::new(PEAK, 60, 9.0)?;
    let first = inverse.learning_rate(1);
    let law = PowerLaw::new(512.0 * 4.6, 1.0 / (512.0 * 4096.0), -0.51)?;
    let cycles = cosine(50)?.with_warmup(10)?.then(60, Transition::new(MIN, PEAK, 5)?)?;
    Ok(vec![
        ("constant", behind_plateau(Constant::new(PEAK)?)?),
        ("cosine", behind_plateau(cosine(60)?)?),
        ("linear", behind_plateau(Transition::new(PEAK, MIN, 60)?)?),
        ("inv_sqrt", behind_plateau(inverse_square_root)?),
        ("inv", behind_plateau(inverse.clamped(MIN, first)?)?),
        ("power", law.clamped(0.0, 0.5)?.boxed()),
        ("cosine, cycles and rewarmup", cycles.then(65, cosine(55)?)?.boxed()),
    ])
}

/// After a warmup of 10 steps and a plateau of 30.
fn behind_plateau(schedule: impl IntoBoxSchedule) -> Result<BoxSchedule, ScheduleError> {
    let ramp = Transition::new(0.0, PEAK, 10)?;
    Ok(ramp.then(10, Constant::new(PEAK)?)?.then(40, schedule.boxed())?.boxed())
}
