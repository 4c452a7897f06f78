//! burn.

use glidepath_schedules::{
    Constant, CosineAnnealing, ExponentialDecay, Noam, Product, ScheduleExt, Sum, Transition,
};
use glidepath_serde::IntoBoxSchedule;

use crate::coverage::group::{Group, Schedules};

pub(crate) fn group() -> Group {
    Group::of_formulas("burn", "burn", schedules())
}

fn schedules() -> Schedules {
    let line = Transition::new(0.01, 0.0005, 100)?;
    let decay = ExponentialDecay::new(0.01, 1, 0.95)?;
    let both = || [line.clone().boxed(), decay.clone().boxed()];
    Ok(vec![
        ("Constant", Constant::new(0.01)?.boxed()),
        ("LinearLrScheduler", line.clone().boxed()),
        (
            "CosineAnnealingLrScheduler",
            CosineAnnealing::new(0.01, 50)?.with_end_learning_rate(0.0005)?.boxed(),
        ),
        ("ExponentialLrScheduler", decay.clone().boxed()),
        ("NoamLrScheduler", Noam::new(512, 20)?.with_factor(2.0)?.boxed()),
        ("StepLrScheduler", ExponentialDecay::new(0.01, 25, 0.3)?.with_staircase(true).boxed()),
        ("ComposedLrScheduler, average", Sum::new(both())?.scaled(0.5)?.boxed()),
        ("ComposedLrScheduler, sum", Sum::new(both())?.boxed()),
        ("ComposedLrScheduler, product", Product::new(both())?.boxed()),
        ("SequentialLrScheduler", Transition::new(0.01, 0.0005, 60)?.then(40, decay.clone())?.boxed()),
    ])
}
