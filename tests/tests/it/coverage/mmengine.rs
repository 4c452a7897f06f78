//! mmengine.

use glidepath_core::LearningRateSchedule;
use glidepath_schedules::{
    Constant, CosineAnnealing, Curve, ExponentialDecay, OneCycle, PiecewiseConstantDecay, Product,
    ScheduleExt, Transition,
};
use glidepath_serde::IntoBoxSchedule;

use crate::coverage::group::{COSINE, Group, Schedules};

pub(crate) fn group() -> Group {
    Group::of_formulas("mmengine", "mmengine", schedules()).with_notes(&[
        ("the same as Momentum or any other parameter", "the same"),
        ("ReduceOnPlateauLR", "reacts to a metric: ReduceOnPlateau"),
        (
            "schedulers with overlapping windows, if one adds (`eta_min` above 0)",
            "no function of the step alone: each goes on from the rate that the others left",
        ),
    ])
}

fn schedules() -> Schedules {
    let exponential = ExponentialDecay::new(0.02, 1, 0.93)?;
    let frozen = Constant::new(exponential.learning_rate(79))?;
    let warmup = Transition::new(0.02 * 0.001, 0.02, 49)?;
    let steps = PiecewiseConstantDecay::new([39, 79], [0.02, 0.02 * 0.3, 0.02 * (0.3 * 0.3)])?;
    let factors = PiecewiseConstantDecay::new([59, 89], [1.0, 0.1, 0.1 * 0.1])?;
    let polynomial = Curve::Polynomial { power: 0.9 };
    let second = Transition::new(0.02 * 0.5, 0.001, 50)?.with_curve(COSINE)?;
    Ok(vec![
        ("ConstantLR", PiecewiseConstantDecay::new([18], [0.02 * 0.3, 0.02])?.boxed()),
        ("LinearLR", warmup.clone().boxed()),
        ("CosineAnnealingLR", CosineAnnealing::new(0.02, 50)?.with_end_learning_rate(0.001)?.boxed()),
        ("ExponentialLR, begin and end", exponential.shifted(-10).then(89, frozen)?.boxed()),
        ("StepLR", ExponentialDecay::new(0.02, 25, 0.3)?.with_staircase(true).boxed()),
        ("MultiStepLR", steps.boxed()),
        ("PolyLR", Transition::new(0.02, 0.001, 100)?.with_curve(polynomial)?.boxed()),
        ("OneCycleLR", OneCycle::new(0.02, 100)?.boxed()),
        ("CosineRestartLR", Transition::new(0.02, 0.001, 30)?.with_curve(COSINE)?.then(30, second)?.boxed()),
        ("LinearLR, then MultiStepLR", Product::new([warmup.boxed(), factors.boxed()])?.boxed()),
    ])
}
