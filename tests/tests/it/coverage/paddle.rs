//! PaddlePaddle.

use std::f64::consts::E;

use glidepath_schedules::{
    Constant, CosineAnnealing, Cyclic, ExponentialDecay, InverseTimeDecay, Noam, OneCycle,
    PiecewiseConstantDecay, PolynomialDecay, ScheduleExt, Transition, TransitionRestarts,
};
use glidepath_serde::IntoBoxSchedule;

use crate::coverage::group::{COSINE, Group, Schedules};

pub(crate) fn group() -> Group {
    Group::of_formulas("PaddlePaddle", "paddle", schedules()).with_notes(&[
        ("LambdaDecay, MultiplicativeDecay", "functions in Python: Table of their samples"),
        ("ReduceOnPlateau", "reacts to a metric: ReduceOnPlateau"),
    ])
}

fn schedules() -> Schedules {
    let polynomial = PolynomialDecay::new(0.5, 40, 0.01)?.with_power(1.5)?;
    let decay = ExponentialDecay::new(0.5, 1, 0.95)?;
    let warmed = decay.clone().with_warmup(20).with_initial_learning_rate(0.01)?;
    let restarts = TransitionRestarts::new(0.5, 0.01, 15)?.with_curve(COSINE)?.with_t_mul(2.0)?;
    let natural = ExponentialDecay::new(0.5, 16, E.recip())?;
    Ok(vec![
        ("NoamDecay", Constant::new(0.0)?.then(1, Noam::new(64, 20)?.with_factor(0.5)?)?.boxed()),
        ("PiecewiseDecay", PiecewiseConstantDecay::new([29, 59], [0.5, 0.2, 0.01])?.boxed()),
        ("NaturalExpDecay", natural.boxed()),
        ("InverseTimeDecay", InverseTimeDecay::new(0.5, 1, 0.1)?.boxed()),
        ("PolynomialDecay", polynomial.clone().boxed()),
        ("PolynomialDecay, cycle", polynomial.with_cycle(true).boxed()),
        ("LinearWarmup", warmed.with_target_learning_rate(0.4)?.boxed()),
        ("ExponentialDecay", decay.boxed()),
        (
            "MultiStepDecay",
            PiecewiseConstantDecay::new([29, 49], [0.5, 0.5 * 0.8, 0.5 * (0.8 * 0.8)])?.boxed(),
        ),
        ("StepDecay", ExponentialDecay::new(0.5, 25, 0.8)?.with_staircase(true).boxed()),
        ("CosineAnnealingDecay", CosineAnnealing::new(0.5, 40)?.with_end_learning_rate(0.01)?.boxed()),
        ("CosineAnnealingWarmRestarts", restarts.boxed()),
        ("OneCycleLR", OneCycle::new(0.5, 100)?.with_final_div_factor(200.0)?.boxed()),
        ("CyclicLR", Cyclic::new(0.1, 0.5, 15)?.with_step_size_down(5)?.boxed()),
        ("LinearLR", Transition::new(0.5 * 0.3, 0.5, 30)?.boxed()),
    ])
}
