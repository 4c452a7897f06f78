//! MosaicML Composer.

use glidepath_schedules::{
    Constant, CosineDecay, CosineDecayRestarts, Curve, ExponentialDecay, PiecewiseConstantDecay, ScheduleExt,
    Transition,
};
use glidepath_serde::IntoBoxSchedule;

use crate::coverage::group::{Group, Schedules};

pub(crate) fn group() -> Group {
    Group::of_formulas("MosaicML Composer", "composer", schedules()).with_notes(&[
        ("several schedulers at once", "Product"),
        ("`scale_schedule_ratio`", "the same with other parameters"),
        ("time strings (`10ep`, `1e9tok`)", "are not read; times are steps"),
    ])
}

fn schedules() -> Schedules {
    let (lr, end) = (0.02, 0.02 * 0.1);
    let steps = PiecewiseConstantDecay::new([29, 74], [lr, lr * 0.1, lr * (0.1 * 0.1)])?;
    let cosine = |decay_steps| CosineDecay::new(lr, decay_steps)?.with_alpha(0.1);
    let truncated = cosine(20)?.then(20, cosine(31)?)?.then(51, cosine(48)?)?.then(99, cosine(74)?)?;
    let polynomial = Curve::Polynomial { power: 2.5 };
    Ok(vec![
        ("StepScheduler", ExponentialDecay::new(lr, 30, 0.1)?.with_staircase(true).boxed()),
        ("MultiStepScheduler", steps.clone().boxed()),
        ("ConstantScheduler", PiecewiseConstantDecay::new([49], [lr * 0.3, lr])?.boxed()),
        ("LinearScheduler", Transition::new(lr, end, 100)?.boxed()),
        ("ExponentialScheduler", ExponentialDecay::new(lr, 7, 0.9)?.boxed()),
        ("CosineAnnealingScheduler", cosine(100)?.boxed()),
        (
            "CosineAnnealingWarmRestartsScheduler",
            CosineDecayRestarts::new(lr, 20)?.with_t_mul(2.0)?.with_alpha(0.1)?.boxed(),
        ),
        ("CosineAnnealingWarmRestartsScheduler, intervals cut to 20, 31, 48, 74", truncated.boxed()),
        ("PolynomialScheduler", Transition::new(lr, end, 100)?.with_curve(polynomial)?.boxed()),
        ("MultiStepWithWarmupScheduler", steps.with_warmup(10).with_warmup_prefix(false)?.boxed()),
        ("ConstantWithWarmupScheduler", Constant::new(lr * 0.5)?.with_warmup(10).boxed()),
        ("LinearWithWarmupScheduler", Transition::new(lr, end, 90)?.with_warmup(10).boxed()),
        ("CosineAnnealingWithWarmupScheduler", cosine(90)?.with_warmup(10).boxed()),
        (
            "PolynomialWithWarmupScheduler",
            Transition::new(lr, end, 90)?.with_curve(polynomial)?.with_warmup(10).boxed(),
        ),
    ])
}
