//! `LRRangeTest`.

use glidepath_schedules::StepCount;

use super::scheduler::Scheduler;
use super::whole::Whole;
use crate::parts::piece::{Course, Piece};

/// A rise without an end, linear or in stairs.
pub(super) fn scheduler(pieces: &[Piece]) -> Option<Scheduler> {
    let [Piece { course: Course::Other(schedule), .. }] = pieces else { return None };
    let (law, size, rate, staircase) = match Whole::of(schedule)? {
        Whole::StairsUp(law, size) => (law, size.whole()?, 1.0 / law.timescale().to_f64(), true),
        Whole::Rise(law) => {
            let (size, rate) = size_and_rate(law.timescale().to_f64());
            (law, size, rate, false)
        }
        Whole::StairsDown(_) | Whole::Decay(_) => return None,
    };
    let is_line = law.offset() == 1.0 && law.inner_power() == 1.0 && law.power() == 1.0;
    let parameters = vec![
        ("lr_range_test_min_lr", law.learning_rate_at_one().into()),
        ("lr_range_test_step_size", size.into()),
        ("lr_range_test_step_rate", rate.into()),
        ("lr_range_test_staircase", staircase.into()),
    ];
    is_line.then(|| Scheduler::new("LRRangeTest", parameters))
}

/// Splits the number of steps after which the rate has doubled into `size / rate`, where `size` is whole.
fn size_and_rate(doubling_steps: f64) -> (u64, f64) {
    let exact = (1..=1_000_u32).map(f64::from).find_map(|rate| {
        let size = StepCount::from((doubling_steps * rate).round()).whole().filter(|&size| size > 0)?;
        (StepCount::from(size).to_f64() / rate == doubling_steps).then_some((size, rate))
    });
    // A rounded rate is as good as a rounded result, because it is a factor of the step.
    exact.unwrap_or((1, 1.0 / doubling_steps))
}
