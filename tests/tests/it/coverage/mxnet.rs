//! MXNet.

use glidepath_core::LearningRateSchedule;
use glidepath_schedules::{
    Constant, Curve, ExponentialDecay, PiecewiseConstantDecay, ScheduleExt, Transition,
};
use glidepath_serde::IntoBoxSchedule;

use crate::coverage::group::{COSINE, Group, Schedules, Warmed};

pub(crate) fn group() -> Group {
    Group::of_formulas("MXNet", "mxnet", schedules())
}

fn schedules() -> Schedules {
    let lr = 0.05;
    let stairs = ExponentialDecay::new(lr, 15, 0.6)?.with_staircase(true).shifted(-1);
    let steps = PiecewiseConstantDecay::new([30, 75], [lr, lr * 0.6, lr * (0.6 * 0.6)])?;
    let square = Transition::new(lr, 0.001, 90)?.with_curve(Curve::Polynomial { power: 2.0 })?;
    let cosine = |end| -> Result<_, _> { Transition::new(lr, end, 90)?.with_curve(COSINE) };
    Ok(vec![
        ("FactorScheduler", warmed(stairs.clamped(0.002, lr)?)?.with_warmup_prefix(false)?.boxed()),
        ("MultiFactorScheduler", warmed(steps)?.with_warmup_prefix(false)?.boxed()),
        ("PolyScheduler", warmed(square)?.boxed()),
        ("CosineScheduler", warmed(cosine(0.001)?)?.boxed()),
        ("CosineScheduler, warmup_mode constant", Constant::new(0.001)?.then(10, cosine(0.002)?)?.boxed()),
    ])
}

/// After a warmup from 0.001.
fn warmed<S: LearningRateSchedule>(schedule: S) -> Warmed<S> {
    schedule.with_warmup(10)?.with_initial_learning_rate(0.001)
}
