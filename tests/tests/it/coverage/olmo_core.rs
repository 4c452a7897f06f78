//! OLMo-core, and OLMo, whose schedules count tokens.

use glidepath_core::LearningRateSchedule;
use glidepath_schedules::{Constant, CosineDecay, PowerLaw, ScheduleExt, Sum, Transition, WarmupStableDecay};
use glidepath_serde::IntoBoxSchedule;

use crate::coverage::group::{Group, Schedules, Warmed};

pub(crate) fn group() -> Group {
    Group::of_formulas("OLMo-core", "olmo_core", schedules())
        .with_notes(&[("`units: tokens` (OLMo)", "the same with tokens as steps")])
}

fn schedules() -> Schedules {
    let (lr, end) = (4e-4, 4e-4 * 0.1);
    let wsd = WarmupStableDecay::new(lr, 10, 60, 30)?
        .with_initial_learning_rate(1e-6)?
        .with_end_learning_rate(1e-5)?;
    let law = Sum::new([Constant::new(end)?.boxed(), PowerLaw::new(lr - end, 10, -0.5)?.boxed()])?;
    let inverse_square_root = warmed(law)?.with_warmup_prefix(false)?.with_target_learning_rate(lr)?;
    let cosine = warmed(CosineDecay::new(lr, 90)?.with_alpha(0.1)?)?;
    let last = Transition::new(cosine.learning_rate(80), 1e-6, 20)?;
    let first = CosineDecay::new(lr, 50)?.with_alpha(0.1)?.with_warmup(10)?;
    Ok(vec![
        ("ConstantScheduler", Constant::new(lr)?.boxed()),
        ("ConstantWithWarmup", warmed(Constant::new(lr)?)?.boxed()),
        ("WSD", wsd.boxed()),
        ("LinearWithWarmup", warmed(Transition::new(lr, end, 90)?)?.boxed()),
        ("InvSqrtWithWarmup", inverse_square_root.boxed()),
        ("CosWithWarmup", cosine.clone().boxed()),
        ("CosWithWarmupAndLinearDecay", cosine.then(80, last)?.boxed()),
        ("SequentialScheduler", first.then(60, Transition::new(end, end * 0.1, 40)?)?.boxed()),
    ])
}

/// After a warmup from 1e-6.
fn warmed<S: LearningRateSchedule>(schedule: S) -> Warmed<S> {
    schedule.with_warmup(10)?.with_initial_learning_rate(1e-6)
}
