//! Schedules as papers give them.

use glidepath_core::LearningRateSchedule;
use glidepath_schedules::{
    Constant, CosineDecay, Curve, Cyclic, ExponentialDecay, Interpolated, Noam, PiecewiseConstantDecay,
    PowerLaw, ScheduleError, ScheduleExt, Transition, TransitionRestarts, WarmupStableDecay,
};
use glidepath_serde::{BoxSchedule, IntoBoxSchedule};

use crate::coverage::group::{COSINE, Group, Schedules};

pub(crate) fn group() -> Group {
    Group::of_formulas("Papers", "papers", schedules())
}

fn schedules() -> Schedules {
    let wsd = WarmupStableDecay::new(0.01, 10, 60, 30)?;
    let tail = ExponentialDecay::new(0.01, 15, 0.5)?;
    let harmonic = wsd.clone().with_end_learning_rate(0.0005)?;
    let rex = Transition::new(0.01, 0.0, 100)?.with_curve(Curve::Rational { beta: 0.5 })?;
    let drops = PiecewiseConstantDecay::new([79, 89], [4.2e-4, 4.2e-4 * 0.316, 4.2e-4 * (0.316 * 0.316)])?;
    let v3 = WarmupStableDecay::new(2.2e-4, 5, 55, 30)?
        .with_end_learning_rate(2.2e-5)?
        .with_decay_curve(COSINE)?
        .then(110, Constant::new(7.3e-6)?)?;
    let cosine =
        |steps: u32| -> Result<_, _> { TransitionRestarts::new(0.05, 0.001, steps)?.with_curve(COSINE) };
    let low = 0.01 / 32.0;
    Ok(vec![
        (
            "WSD with an exponential tail (MiniCPM, 2404.06395)",
            Constant::new(0.01)?.with_warmup(10).then(70, tail)?.boxed(),
        ),
        (
            "WSD with a harmonic tail (MiniCPM, 2404.06395)",
            harmonic.with_decay_curve(Curve::Rational { beta: 1.0 - 0.01 / 0.0005 })?.boxed(),
        ),
        ("1-sqrt cooldown (2405.18392)", wsd.clone().with_decay_curve(Curve::Power { power: 0.5 })?.boxed()),
        ("linear cooldown (2405.18392)", wsd.boxed()),
        ("REX (2107.04197)", rex.boxed()),
        ("power scheduler (2408.13359)", power_scheduler()?),
        ("DeepSeek LLM: steps at 80 % and 90 %", drops.with_warmup(10).with_warmup_prefix(false)?.boxed()),
        ("DeepSeek V3", v3.boxed()),
        ("Chinchilla (2203.15556)", CosineDecay::new(2e-4, 100)?.with_alpha(0.1)?.boxed()),
        ("SGDR (1608.03983)", cosine(10)?.with_t_mul(2.0)?.boxed()),
        ("k-decay (2004.05909)", cosine(100)?.with_k_decay(2.0)?.with_cycle_limit(1)?.boxed()),
        ("Noam (1706.03762)", Noam::new(512, 20)?.boxed()),
        ("cyclical rates (1506.01186)", Cyclic::new(0.001, 0.006, 20)?.boxed()),
        ("slanted triangles (1801.06146)", Interpolated::new([0, 10, 100], [low, 0.01, low])?.boxed()),
    ])
}

/// A power of the number of tokens, of which a step has 1000.
fn power_scheduler() -> Result<BoxSchedule, ScheduleError> {
    let law = PowerLaw::new(2.0 * 1.5, 0.001, -0.51)?.clamped(0.0, 0.02)?;
    let decay = Transition::new(law.learning_rate(70), 0.0002, 30)?.with_curve(Curve::Geometric)?;
    Ok(law.with_warmup(10).with_warmup_prefix(false)?.then(70, decay)?.boxed())
}
