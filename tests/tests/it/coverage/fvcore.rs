//! fvcore and detectron2.

use glidepath_schedules::{
    Constant, Curve, ExponentialDecay, PiecewiseConstantDecay, ScheduleExt, Table, Transition,
};
use glidepath_serde::IntoBoxSchedule;

use crate::coverage::group::{COSINE, Group, Schedules};

pub(crate) fn group() -> Group {
    Group::of_formulas("fvcore and detectron2", "fvcore", schedules())
}

fn schedules() -> Schedules {
    let cosine = |steps: u32| -> Result<_, _> { Transition::new(0.02, 0.0003, steps)?.with_curve(COSINE) };
    let polynomial = Curve::Polynomial { power: 0.9 };
    let steps = PiecewiseConstantDecay::new([59, 89], [0.02, 0.002, 0.0003])?;
    let warmed = steps.clone().with_warmup(12).with_initial_learning_rate(0.001 * 0.02)?;
    Ok(vec![
        ("ConstantParamScheduler", Constant::new(0.02)?.boxed()),
        ("CosineParamScheduler", cosine(120)?.boxed()),
        ("ExponentialParamScheduler", ExponentialDecay::new(0.02, 120, 0.03)?.boxed()),
        ("LinearParamScheduler", Transition::new(0.02, 0.0003, 120)?.boxed()),
        ("MultiStepParamScheduler", steps.boxed()),
        ("StepParamScheduler", Table::new([0.02, 0.01, 0.002, 0.0003])?.stretched(30)?.boxed()),
        (
            "StepWithFixedGammaParamScheduler",
            ExponentialDecay::new(0.02, 30, 0.3)?.with_staircase(true).boxed(),
        ),
        ("PolynomialDecayParamScheduler", Transition::new(0.02, 0.0, 120)?.with_curve(polynomial)?.boxed()),
        ("CompositeParamScheduler, rescaled", Constant::new(0.02)?.then(36, cosine(84)?)?.boxed()),
        ("CompositeParamScheduler, fixed", Constant::new(0.02)?.then(36, cosine(120)?.shifted(36))?.boxed()),
        ("detectron2's WarmupParamScheduler", warmed.with_warmup_prefix(false)?.boxed()),
    ])
}
