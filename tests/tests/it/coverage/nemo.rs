//! NVIDIA NeMo.

use glidepath_core::LearningRateSchedule;
use glidepath_schedules::{Constant, Curve, Noam, PowerLaw, ScheduleError, ScheduleExt, Transition};
use glidepath_serde::{BoxSchedule, IntoBoxSchedule};

use crate::coverage::group::{COSINE, Group, Schedules};

pub(crate) fn group() -> Group {
    Group::of_formulas("NVIDIA NeMo", "nemo", schedules()).with_notes(&[
        ("StepLR, ExponentialLR, CyclicLR", "PyTorch's"),
        ("ReduceLROnPlateau", "PyTorch's; reacts to a metric"),
        (
            "`reset_lr`",
            "no function of the step: a counter in the optimizer moves the schedule while it runs",
        ),
    ])
}

const PEAK: f64 = 0.002;
const MIN: f64 = 1e-4;
const SQUARE: Curve = Curve::Polynomial { power: 2.0 };

fn schedules() -> Schedules {
    let min = Constant::new(MIN)?;
    let decay = Transition::new(PEAK, MIN, 90)?;
    let short_decay = Transition::new(PEAK, MIN, 70)?;
    let square = Transition::new(PEAK, 0.0, 90)?.with_curve(SQUARE)?;
    let square_root =
        Transition::new(PEAK, 0.0, 100)?.with_curve(Curve::Polynomial { power: 0.5 })?.shifted(11);
    let one_minus_root = Transition::new(PEAK, 0.0, 70)?.with_curve(Curve::Power { power: 0.5 })?;
    let hold = after_warmup(10, Constant::new(PEAK)?)?;
    let behind_hold = |schedule: BoxSchedule| Ok(hold.clone().then(30, schedule)?.boxed());
    let noam = Noam::new(512, 10)?.with_factor(2.0)?;
    let noam_hold = PowerLaw::new(PEAK, 10, -0.75)?.shifted(10).clamped(5e-4, PEAK)?;
    let noam_hold = hold.clone().then(30, noam_hold)?.then(101, Constant::new(5e-4)?)?;
    let inverse_square_root = after_warmup(11, PowerLaw::new(PEAK, 11, -0.5)?.shifted(12))?;
    let t5 = PowerLaw::new(1.0, 1, -0.5)?;
    let t5_start = t5.learning_rate(20);
    Ok(vec![
        ("WarmupPolicy", hold.clone().then(101, min.clone())?.boxed()),
        ("WarmupHoldPolicy", hold.clone().then(101, min.clone())?.boxed()),
        ("SquareAnnealing", after_warmup(10, square.clamped(MIN, PEAK)?)?),
        ("SquareRootAnnealing", after_warmup(11, square_root.clamped(MIN, PEAK)?)?),
        ("CosineAnnealing", after_warmup(10, decay.clone().with_curve(COSINE)?)?),
        ("CosineAnnealing, constant_steps", short_decay.clone().with_curve(COSINE)?.with_warmup(10).boxed()),
        ("WarmupAnnealing", after_warmup(10, decay.clone())?),
        ("WarmupHoldAnnealLinear", behind_hold(short_decay.clone().boxed())?),
        ("WarmupHoldAnnealOneMinusSquareRoot", behind_hold(one_minus_root.clamped(MIN, PEAK)?.boxed())?),
        (
            "NoamAnnealing",
            noam.clone().shifted(-1).then(11, noam.shifted(10).clamped(0.01, f64::MAX)?)?.boxed(),
        ),
        ("NoamHoldAnnealing", noam_hold.boxed()),
        ("InverseSquareRootAnnealing", inverse_square_root.then(101, min)?.boxed()),
        ("T5InverseSquareRootAnnealing", t5.clamped(0.0, t5_start)?.then(101, Constant::new(0.01)?)?.boxed()),
        ("PolynomialDecayAnnealing", after_warmup(10, decay.with_curve(SQUARE)?)?),
        ("PolynomialHoldDecayAnnealing", behind_hold(short_decay.with_curve(SQUARE)?.boxed())?),
    ])
}

/// The warmup `(t + 1) / 11`, and from a step on another schedule.
fn after_warmup(begin: u64, schedule: impl IntoBoxSchedule) -> Result<BoxSchedule, ScheduleError> {
    Ok(Transition::new(0.0, PEAK, 11)?.shifted(1).then(begin, schedule)?.boxed())
}
