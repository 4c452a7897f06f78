//! AllenNLP.

use glidepath_schedules::{
    Constant, CosineAnnealing, CosineHardRestarts, Curve, ExponentialDecay, Interpolated, Noam,
    PiecewiseConstantDecay, ScheduleExt, Transition, TransitionRestarts,
};
use glidepath_serde::IntoBoxSchedule;

use crate::coverage::group::{COSINE, Group, Schedules};

pub(crate) fn group() -> Group {
    Group::of_formulas("AllenNLP", "allennlp", schedules()).with_notes(&[
        ("reduce_on_plateau", "reacts to a metric: ReduceOnPlateau"),
        (
            "slanted_triangular, steps of an epoch not known",
            "no function of the step: it estimates them anew while it runs",
        ),
        ("slanted_triangular with gradual unfreezing", "Sequential of one triangle an epoch"),
    ])
}

fn schedules() -> Schedules {
    let restarts = TransitionRestarts::new(0.001, 1e-5, 20)?.with_curve(COSINE)?.with_t_mul(2.0)?;
    let polynomial = Transition::new(0.001, 1e-5, 90)?.with_curve(Curve::Polynomial { power: 1.5 })?;
    let low = 0.001 / 32.0;
    let noam = Noam::new(512, 10)?;
    Ok(vec![
        ("constant", Constant::new(0.001)?.boxed()),
        ("constant_with_warmup", Constant::new(0.001)?.with_warmup(10).boxed()),
        ("cosine_with_warmup", CosineAnnealing::new(0.001, 90)?.with_warmup(10).boxed()),
        (
            "cosine_hard_restarts_with_warmup",
            CosineHardRestarts::new(0.001, 90, 3.0)?.with_warmup(10).boxed(),
        ),
        ("linear_with_warmup", Transition::new(0.001, 0.0, 90)?.with_warmup(10).boxed()),
        ("polynomial_decay", polynomial.with_warmup(10).boxed()),
        ("noam", noam.clone().with_factor(2.0)?.shifted(-1).boxed()),
        (
            "slanted_triangular, of steps known in advance",
            Interpolated::new([0, 25, 100], [low, 0.001, low])?.boxed(),
        ),
        ("cosine", restarts.with_m_mul(0.7)?.boxed()),
        ("combined", Transition::new(0.001, 1e-5, 30)?.then(30, noam.shifted(-1))?.boxed()),
        ("step", ExponentialDecay::new(0.001, 30, 0.1)?.with_staircase(true).boxed()),
        (
            "multi_step",
            PiecewiseConstantDecay::new([29, 79], [0.001, 0.001 * 0.1, 0.001 * (0.1 * 0.1)])?.boxed(),
        ),
        ("exponential", ExponentialDecay::new(0.001, 1, 0.95)?.boxed()),
        ("inverted_triangular (momentum)", Interpolated::new([0, 20, 80], [0.9, 0.9 / 10.0, 0.9])?.boxed()),
    ])
}
