//! TensorFlow Model Garden.

use glidepath_core::LearningRateSchedule;
use glidepath_schedules::{
    Constant, CosineDecay, ExponentialDecay, Interpolated, Interpolation, PiecewiseConstantDecay,
    PolynomialDecay, PowerLaw, Product, ScheduleExt, WarmupStableDecay,
};
use glidepath_serde::IntoBoxSchedule;

use crate::coverage::group::{Group, Schedules};

pub(crate) fn group() -> Group {
    Group::of_formulas("TensorFlow Model Garden", "tf_models", schedules())
        .with_notes(&[("StepCosineDecayWithOffset from the last boundary on", "divides by zero there")])
}

fn schedules() -> Schedules {
    let decay = ExponentialDecay::new(0.1, 20, 0.8)?;
    let ramp = PowerLaw::new(decay.learning_rate(15), 15, 1.5)?;
    let first = ramp.learning_rate(1);
    let law = PowerLaw::new(0.1, 1, -0.5)?;
    let tail = WarmupStableDecay::new(1.0, 0, 75, 25)?;
    let steps = PiecewiseConstantDecay::new([30, 70], [0.1, 0.05, 0.01])?;
    let cosines =
        Interpolated::new([0, 60, 100], [0.1, 0.05, 0.01])?.with_interpolation(Interpolation::Cosine);
    let warmed = decay.clone().with_warmup(15)?.with_initial_learning_rate(0.001)?;
    Ok(vec![
        ("LinearWarmup", warmed.with_warmup_prefix(false)?.boxed()),
        ("PolynomialWarmUp", ramp.clamped(first, f64::MAX)?.then(15, decay.clone().shifted(15))?.boxed()),
        ("DirectPowerDecay", law.clone().boxed()),
        ("PowerAndLinearDecay", Product::new([law.clone().boxed(), tail.boxed()])?.shifted(-10).boxed()),
        ("PowerDecayWithOffset", Constant::new(0.05)?.then(11, law.shifted(1).clamped(0.0, 0.05)?)?.boxed()),
        ("StepCosineDecayWithOffset, up to the last boundary", cosines.boxed()),
        ("PiecewiseConstantDecayWithOffset, after the offset", steps.shifted(-10).boxed()),
        (
            "PolynomialDecayWithOffset, after the offset",
            PolynomialDecay::new(0.1, 80, 0.001)?.with_power(1.5)?.shifted(-10).boxed(),
        ),
        ("ExponentialDecayWithOffset, after the offset", decay.shifted(-10).boxed()),
        (
            "CosineDecayWithOffset, after the offset",
            CosineDecay::new(0.1, 80)?.with_alpha(0.1)?.shifted(-10).boxed(),
        ),
    ])
}
