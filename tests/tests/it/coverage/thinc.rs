//! thinc, the library under spaCy.

use glidepath_schedules::{
    Constant, Cyclic, ExponentialDecay, Interpolated, InverseTimeDecay, ScheduleExt, Transition,
};
use glidepath_serde::IntoBoxSchedule;

use crate::coverage::group::{Group, Schedules};

pub(crate) fn group() -> Group {
    Group::of_formulas("thinc and spaCy", "thinc", schedules()).with_notes(&[(
        "plateau.v1",
        "reacts to a metric, and scales another schedule; ReduceOnPlateau has a constant rate",
    )])
}

fn schedules() -> Schedules {
    let decaying = InverseTimeDecay::new(0.001, 1, 0.05)?;
    let low = 0.01 / 32.0;
    let triangle = Interpolated::new([0, 25, 100], [low, 0.01, low])?;
    Ok(vec![
        ("constant.v1", Constant::new(0.001)?.boxed()),
        ("decaying.v1", decaying.clone().shifted(5).boxed()),
        ("constant_then.v1", Constant::new(0.002)?.then(20, decaying.shifted(20))?.boxed()),
        ("compounding.v1", ExponentialDecay::new(0.001, 1, 1.05)?.clamped(0.0, 0.05)?.boxed()),
        (
            "compounding.v1, downwards",
            ExponentialDecay::new(0.05, 1, 0.95)?.clamped(0.001, f64::MAX)?.boxed(),
        ),
        ("warmup_linear.v1", Transition::new(0.001, 0.0, 80)?.with_warmup(20).boxed()),
        ("slanted_triangular.v1, up to num_steps", triangle.shifted(1).boxed()),
        ("cyclic_triangular.v1", Cyclic::new(0.001, 0.02, 15)?.shifted(1).boxed()),
    ])
}
