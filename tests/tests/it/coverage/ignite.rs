//! PyTorch-Ignite.

use glidepath_schedules::{
    ExponentialDecay, Interpolated, PiecewiseConstantDecay, ScheduleExt, Transition, TransitionRestarts,
};
use glidepath_serde::IntoBoxSchedule;

use crate::coverage::group::{COSINE, Group, Schedules};

pub(crate) fn group() -> Group {
    Group::of_formulas("PyTorch-Ignite", "ignite", schedules()).with_notes(&[
        ("ParamGroupScheduler", "one schedule for each group"),
        ("LRScheduler", "PyTorch's schedulers"),
        ("PiecewiseLinearStateScheduler", "as PiecewiseLinear"),
        ("BatchSizeScheduler", "a batch size, from a function in Python: Table of its samples"),
        ("LambdaStateScheduler", "a function in Python: Table of its samples"),
        ("ReduceLROnPlateauScheduler", "reacts to a metric: ReduceOnPlateau"),
    ])
}

fn schedules() -> Schedules {
    let cosine = TransitionRestarts::new(0.1, 0.01, 20)?
        .with_curve(COSINE)?
        .with_t_mul(2.0)?
        .with_m_mul(0.7)?
        .with_end_m_mul(0.5)?;
    let second = TransitionRestarts::new(0.1, 0.02, 40)?.with_curve(COSINE)?;
    let points = Interpolated::new([10, 20, 21, 30, 90], [0.5, 0.45, 0.3, 0.1, 0.02])?;
    let decay = ExponentialDecay::new(0.1, 1, 0.98)?;
    let steps = PiecewiseConstantDecay::new([14, 69], [0.1, 0.1 * 0.7, 0.1 * (0.7 * 0.7)])?;
    Ok(vec![
        (
            "LinearCyclicalScheduler",
            Transition::new(0.1, 0.01, 15)?.repeated(15)?.with_mirror(true).with_m_mul(0.8)?.boxed(),
        ),
        ("CosineAnnealingScheduler", cosine.boxed()),
        ("ConcatScheduler", Transition::new(0.0, 0.1, 40)?.then(40, second)?.boxed()),
        ("PiecewiseLinear", points.boxed()),
        (
            "create_lr_scheduler_with_warmup",
            Transition::new(0.001, 0.1, 10)?.then(11, decay.shifted(1))?.boxed(),
        ),
        ("ExpStateScheduler", ExponentialDecay::new(0.1, 1, 0.97)?.boxed()),
        ("StepStateScheduler", ExponentialDecay::new(0.1, 15, 0.7)?.with_staircase(true).boxed()),
        ("MultiStepStateScheduler", steps.boxed()),
    ])
}
