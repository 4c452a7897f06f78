//! pytorch_optimizer by kozistr.

use glidepath_core::LearningRateSchedule;
use glidepath_schedules::{
    Constant, CosineAnnealing, CosineDecay, Curve, ExponentialDecay, PowerLaw, ScheduleError, ScheduleExt,
    Sum, Table, Transition, WarmupStableDecay,
};
use glidepath_serde::{BoxSchedule, IntoBoxSchedule};

use crate::coverage::group::{COSINE, Group, Schedules, Warmed};

pub(crate) fn group() -> Group {
    Group::of_formulas("pytorch_optimizer (kozistr)", "kozistr", schedules())
        .with_notes(&[("constant, step, multi_step, cyclic, one_cycle and the like", "PyTorch's")])
}

fn schedules() -> Schedules {
    let cosine = CosineAnnealing::new(0.01, 90)?.with_end_learning_rate(0.0001)?;
    let poly = Sum::new([Constant::new(0.0001)?.boxed(), PowerLaw::new(0.01 - 0.0001, 1, 0.5)?.boxed()])?;
    let exponential = ExponentialDecay::new(0.01, 1, 0.97)?.clamped(0.002, 0.01)?;
    let wsd = WarmupStableDecay::new(0.01, 10, 50, 40)?;
    let end = 0.01 * 0.1;
    let jumping = |curve| Ok(wsd.clone().with_decay_curve(curve)?.then(100, Constant::new(end)?)?.boxed());
    let rex = Transition::new(0.01, 0.0001, 100)?.with_curve(Curve::Rational { beta: 0.5 })?;
    Ok(vec![
        ("linear", warmed(Transition::new(0.01, 0.0001, 90)?)?.boxed()),
        ("cosine", warmed(cosine.clone())?.boxed()),
        ("poly", Transition::new(0.001, 0.01, 10)?.then(11, poly.shifted(1))?.boxed()),
        ("exponential", warmed(exponential)?.boxed()),
        ("cosine_annealing_with_warmup", falling_restarts()?),
        ("cosine_annealing_with_warmup, cycle_mult", growing_restarts()?),
        ("rex", rex.boxed()),
        (
            "warmup_stable_decay, cosine",
            wsd.clone().with_decay_curve(COSINE)?.with_end_learning_rate(end)?.boxed(),
        ),
        ("warmup_stable_decay, 1-sqrt", jumping(Curve::Power { power: 0.5 })?),
        ("warmup_stable_decay, 1-square", jumping(Curve::Power { power: 2.0 })?),
        ("warmup_stable_decay, linear", jumping(Curve::Linear)?),
        ("chebyshev", chebyshev()?.boxed()),
        ("proportion, of cosine", proportion(cosine)?),
    ])
}

/// After a warmup from 0.001.
fn warmed<S: LearningRateSchedule>(schedule: S) -> Warmed<S> {
    schedule.with_warmup(10)?.with_initial_learning_rate(0.001)
}

/// Only the upper end falls from cycle to cycle: what is of the lower, and what is of the upper.
fn falling_restarts() -> Result<BoxSchedule, ScheduleError> {
    let rising = Transition::new(0.0, 0.0001, 32)?.with_curve(COSINE)?;
    let low = Transition::new(0.0001, 0.0, 8)?.then(8, rising)?.repeated(40)?;
    let high = CosineDecay::new(0.01, 32)?.with_warmup(8)?.repeated(40)?.with_m_mul(0.7)?;
    Ok(Sum::new([low.boxed(), high.boxed()])?.boxed())
}

/// Only what is after the warmup grows from cycle to cycle.
fn growing_restarts() -> Result<BoxSchedule, ScheduleError> {
    let cycle = |peak, steps: u32| {
        let decay = Transition::new(peak, 0.0001, steps)?.with_curve(COSINE)?;
        decay.with_warmup(8)?.with_initial_learning_rate(0.0001)
    };
    let first = cycle(0.01, 32)?.then(40, cycle(0.01 * 0.7, 64)?)?;
    Ok(first.then(112, cycle(0.01 * (0.7 * 0.7), 128)?)?.boxed())
}

/// The inverses of the nodes between 1/20 and 1, in fractal order; a node is their mean less a cosine, or the
/// lower end and half a cosine.
fn chebyshev() -> Result<Table, ScheduleError> {
    let (low, high) = (0.05, 1.0);
    let half_cosine = CosineAnnealing::new(high - low, 32)?;
    let mut order = vec![0_u64];
    for last in [1, 3, 7, 15] {
        order = order.iter().flat_map(|&index| [index, last - index]).collect();
    }
    let rate = |index: u64| 0.01 / (low + half_cosine.learning_rate(31 - 2 * index));
    let rates: Vec<f64> = order.into_iter().map(rate).collect();
    Table::new([&[rates[0], rates[0]], &rates[..]].concat())
}

/// What runs from 0.5 to 2.0 while the rate runs from 0.0001 to 0.01.
fn proportion(rate: CosineAnnealing) -> Result<BoxSchedule, ScheduleError> {
    let factor = (2.0 - 0.5) / (0.01 - 0.0001);
    let rate = rate.with_warmup(10)?.with_initial_learning_rate(0.0001)?;
    let rest = Constant::new(0.5 - factor * 0.0001)?;
    Ok(Sum::new([rest.boxed(), rate.scaled(factor)?.boxed()])?.boxed())
}
