//! fastai.

use glidepath_schedules::{
    Constant, CosineDecayRestarts, Curve, Interpolated, Interpolation, ScheduleError, ScheduleExt, Transition,
};
use glidepath_serde::IntoBoxSchedule;

use crate::coverage::group::{COSINE, Group, Schedules};

pub(crate) fn group() -> Group {
    Group::of_formulas("fastai", "fastai", schedules())
        .with_notes(&[("LRFinder, `lr_find`", "SchedExp; the search itself is no schedule")])
}

fn schedules() -> Schedules {
    let along = |from, to, curve| Ok(Transition::new(from, to, 120)?.with_curve(curve)?.boxed());
    let cosine =
        |from, to, steps: u32| -> Result<_, _> { Transition::new(from, to, steps)?.with_curve(COSINE) };
    let rates = |lr: f64, div| [lr / div, lr, lr / 1e5];
    let fine = arch([0.0, 0.99 * 20.0, 20.0], rates(0.002, 25.0))?;
    Ok(vec![
        ("SchedLin", along(0.001, 0.1, Curve::Linear)?),
        ("SchedCos", along(0.1, 0.001, COSINE)?),
        ("SchedNo", Constant::new(0.1)?.boxed()),
        ("SchedExp", along(0.001, 0.1, Curve::Geometric)?),
        ("SchedPoly", along(0.1, 0.001, Curve::Power { power: 1.7 })?),
        ("combine_scheds", Transition::new(0.001, 0.1, 36)?.then(36, cosine(0.1, 0.002, 84)?)?.boxed()),
        ("combined_cos", arch([0.0, 30.0, 120.0], [0.001, 0.1, 0.002])?.boxed()),
        ("fit_one_cycle, the rate", arch([0.0, 30.0, 120.0], rates(0.1, 25.0))?.boxed()),
        ("fit_one_cycle, the momentum", arch([0.0, 30.0, 120.0], [0.95, 0.85, 0.95])?.boxed()),
        ("fit_flat_cos", Constant::new(0.1)?.then(90, cosine(0.1, 0.1 / 1e5, 30)?)?.boxed()),
        ("fit_sgdr", CosineDecayRestarts::new(0.1, 20)?.boxed()),
        ("fine_tune", fine.then(20, arch([0.0, 30.0, 100.0], rates(0.001, 5.0))?)?.boxed()),
    ])
}

/// Half cosines through three points.
fn arch(steps: [f64; 3], rates: [f64; 3]) -> Result<Interpolated, ScheduleError> {
    Ok(Interpolated::new(steps, rates)?.with_interpolation(Interpolation::Cosine))
}
