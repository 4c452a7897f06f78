//! fairseq.

use glidepath_core::LearningRateSchedule;
use glidepath_schedules::{
    Curve, ExponentialDecay, PiecewiseConstantDecay, PowerLaw, Product, ScheduleExt, Sum, Table, Transition,
    TransitionRestarts, WarmupStableDecay,
};
use glidepath_serde::IntoBoxSchedule;

use crate::coverage::group::{COSINE, Group, Schedules, Warmed};

pub(crate) fn group() -> Group {
    Group::of_formulas("fairseq", "fairseq", schedules()).with_notes(&[
        ("reduce_lr_on_plateau", "reacts to a metric: ReduceOnPlateau"),
        ("pass_through", "no schedule: it hands over to the optimizer's own"),
    ])
}

fn schedules() -> Schedules {
    let restarts =
        TransitionRestarts::new(5e-4, 1e-5, 20)?.with_curve(COSINE)?.with_m_mul(0.7)?.with_end_m_mul(0.7)?;
    let inverse_sqrt = PowerLaw::new(5e-4, 20, -0.5)?.with_warmup(20)?.with_initial_learning_rate(1e-7)?;
    let polynomial = Transition::new(5e-4, 1e-5, 90)?.with_curve(Curve::Polynomial { power: 1.5 })?;
    let stairs = ExponentialDecay::new(5e-4, 20, 0.4)?.with_staircase(true).clamped(1e-5, 5e-4)?;
    let tri_stage = WarmupStableDecay::new(5e-4, 10, 40, 50)?
        .with_initial_learning_rate(0.01 * 5e-4)?
        .with_end_learning_rate(0.05 * 5e-4)?;
    let low = Transition::new(1e-5, 0.0, 20)?.repeated(20)?.with_mirror(true);
    let high = Transition::new(0.0, 5e-4, 20)?.repeated(20)?.with_mirror(true).with_m_mul(0.7)?;
    let both = Transition::new(1e-5, 5e-4, 20)?.repeated(20)?.with_mirror(true).with_m_mul(0.7)?;
    let epochs = Table::new([5e-4, 4e-4, 2e-4])?.then(3, ExponentialDecay::new(2e-4, 1, 0.1)?.shifted(1))?;
    let warmup = Transition::new(0.0, 1.0, 10)?.shifted(1);
    Ok(vec![
        ("cosine", warmed(restarts.clone(), 1e-7)?.boxed()),
        ("cosine, t_mult", warmed(restarts.with_t_mul(2.0)?, 1e-7)?.boxed()),
        ("inverse_sqrt", inverse_sqrt.with_warmup_prefix(false)?.boxed()),
        ("polynomial_decay", polynomial.with_warmup(10)?.boxed()),
        ("step", warmed(stairs, 1e-5)?.boxed()),
        ("tri_stage", tri_stage.with_decay_curve(Curve::Geometric)?.boxed()),
        ("triangular", Sum::new([low, high])?.boxed()),
        ("triangular, shrink_min", both.boxed()),
        ("manual, update2lr", PiecewiseConstantDecay::new([19, 49], [5e-4, 2e-4, 1e-5])?.boxed()),
        ("manual, epoch2lr", Table::new([5e-4, 2e-4, 2e-4, 1e-5])?.stretched(30)?.boxed()),
        ("fixed", Product::new([epochs.stretched(20)?.boxed(), warmup.boxed()])?.boxed()),
    ])
}

/// After a warmup of 10 steps.
fn warmed<S: LearningRateSchedule>(schedule: S, initial: f64) -> Warmed<S> {
    schedule.with_warmup(10)?.with_initial_learning_rate(initial)
}
