//! Megatron-LM.

use glidepath_core::LearningRateSchedule;
use glidepath_schedules::{Constant, Curve, PowerLaw, ScheduleExt, Transition, WarmupStableDecay};
use glidepath_serde::IntoBoxSchedule;

use crate::coverage::group::{COSINE, Group, Schedules, Warmed};

pub(crate) fn group() -> Group {
    Group::of_formulas("Megatron-LM", "megatron", schedules()).with_notes(&[
        ("samples in place of iterations", "the same with samples as steps"),
        ("weight decay, constant", "Constant"),
    ])
}

fn schedules() -> Schedules {
    let decay = Transition::new(3e-4, 3e-5, 90)?;
    let law = PowerLaw::new(3e-4, 10, -0.5)?.clamped(1e-4, 3e-4)?;
    let wsd = WarmupStableDecay::new(3e-4, 10, 60, 30)?
        .with_initial_learning_rate(1e-5)?
        .with_end_learning_rate(3e-5)?;
    let wsd_along = |curve| Ok(wsd.clone().with_decay_curve(curve)?.boxed());
    let weight_decay = Transition::new(0.01, 0.1, 100)?;
    Ok(vec![
        ("constant", warmed(Constant::new(3e-4)?)?.boxed()),
        ("linear", warmed(decay.clone())?.boxed()),
        ("cosine", warmed(decay.with_curve(COSINE)?)?.boxed()),
        (
            "inverse-square-root",
            warmed(law)?.with_warmup_prefix(false)?.then(101, Constant::new(1e-4)?)?.boxed(),
        ),
        ("WSD, linear", wsd_along(Curve::Linear)?),
        ("WSD, cosine", wsd_along(COSINE)?),
        ("WSD, exponential", wsd_along(Curve::Exponential { base: 0.5 })?),
        ("WSD, minus_sqrt", wsd_along(Curve::Power { power: 0.5 })?),
        ("weight decay, linear", weight_decay.clone().boxed()),
        ("weight decay, cosine", weight_decay.with_curve(COSINE)?.boxed()),
    ])
}

/// After the warmup from 1e-5.
fn warmed<S: LearningRateSchedule>(schedule: S) -> Warmed<S> {
    schedule.with_warmup(10)?.with_initial_learning_rate(1e-5)
}
