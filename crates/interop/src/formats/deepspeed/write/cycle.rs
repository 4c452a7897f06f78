//! `OneCycle`.

use glidepath_schedules::{Curve, StepCount};

use super::half_cycle::HalfCycle;
use super::scheduler::Scheduler;
use super::whole::Whole;
use crate::parts::piece::{Course, Piece, Ramp};
use crate::values::Json;

/// Up and down linearly or in stairs, followed by a constant or a slow decay.
pub(super) fn scheduler(pieces: &[Piece]) -> Option<Scheduler> {
    let (first, second, after) = match pieces {
        [first, second, after] => (first, second, Some(&after.course)),
        [first, second] => (first, second, None),
        _ => return None,
    };
    let (ramp, steps) = first.ramp_in_whole_steps()?;
    let up = up_ramp(ramp, steps)?;
    let down = match &second.course {
        // The stairs may end with the piece or be the end of the schedule.
        Course::Other(schedule) => match Whole::of(schedule)? {
            Whole::StairsDown(down) if second.steps.is_none_or(|steps| steps == down.steps) => down,
            _ => return None,
        },
        _ => {
            let (back, steps) =
                second.ramp_in_whole_steps().filter(|(ramp, _)| ramp.curve == Curve::Linear)?;
            up_ramp(Ramp { from: back.to, to: back.from, ..back }, steps)?
        }
    };
    let is_cycle = down.low == up.low && down.high == up.high;
    let (decay_rate, decay_steps) = match after {
        None => (0.0, StepCount::default()),
        Some(Course::Hold(rate)) if *rate == up.low => (0.0, StepCount::default()),
        Some(Course::Other(schedule)) => match Whole::of(schedule)? {
            Whole::Decay(decay)
                if !decay.staircase()
                    && decay.decay_rate() >= 0.0
                    && decay.initial_learning_rate() == up.low =>
            {
                (decay.decay_rate(), decay.decay_steps())
            }
            _ => return None,
        },
        _ => return None,
    };
    let mut parameters: Vec<(&str, Json)> = vec![
        ("cycle_min_lr", up.low.into()),
        ("cycle_max_lr", up.high.into()),
        ("cycle_first_step_size", up.steps.into()),
        ("cycle_second_step_size", down.steps.into()),
        ("cycle_first_stair_count", u64::from(up.stairs).into()),
        ("cycle_second_stair_count", u64::from(down.stairs).into()),
        ("cycle_momentum", false.into()),
    ];
    if decay_rate > 0.0 {
        parameters.extend([("decay_lr_rate", decay_rate.into()), ("decay_step_size", decay_steps.into())]);
    }
    is_cycle.then(|| Scheduler::new("OneCycle", parameters))
}

/// The half of a cycle that a ramp is.
fn up_ramp(ramp: Ramp, steps: u64) -> Option<HalfCycle> {
    let stairs = match ramp.curve {
        Curve::Linear => 0,
        Curve::Stairs { count } => count,
        _ => return None,
    };
    Some(HalfCycle { low: ramp.from, high: ramp.to, steps, stairs })
}
