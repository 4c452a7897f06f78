//! `OneCycle`.

use glidepath_schedules::{Curve, InverseTimeDecay, Repeated, Shifted, StepCount, Transition};
use glidepath_serde::BoxSchedule;

use super::Scheduler;
use crate::parts::pieces::{Course, Piece, Way};
use crate::values::Json;

/// Up and down in lines or stairs, and a constant or a slow fall behind.
pub(super) fn scheduler(pieces: &[Piece]) -> Option<Scheduler> {
    let (first, second, behind) = match pieces {
        [first, second, behind] => (first, second, Some(&behind.course)),
        [first, second] => (first, second, None),
        _ => return None,
    };
    let (way, steps) = first.way_in_whole_steps()?;
    let up = Half::up(way, steps)?;
    let down = match &second.course {
        Course::Other(schedule) => Half::of_stairs(schedule, second.steps),
        _ => {
            let (back, steps) = second.way_in_whole_steps().filter(|(way, _)| way.curve == Curve::Linear)?;
            Half::up(Way { from: back.to, to: back.from, ..back }, steps)
        }
    }?;
    let is_cycle = down.low == up.low && down.high == up.high;
    let (decay_rate, decay_steps) = match behind {
        None => (0.0, StepCount::default()),
        Some(Course::Hold(rate)) if *rate == up.low => (0.0, StepCount::default()),
        Some(Course::Other(schedule)) => {
            let decay = schedule
                .downcast_ref::<InverseTimeDecay>()
                .filter(|decay| !decay.staircase() && decay.decay_rate() >= 0.0)?;
            (
                decay.decay_rate(),
                Some(decay.decay_steps()).filter(|_| decay.initial_learning_rate() == up.low)?,
            )
        }
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

/// A way up or, backwards, down.
#[derive(Clone, Copy)]
struct Half {
    low: f64,
    high: f64,
    steps: u64,
    /// 0 if it is a line.
    stairs: u32,
}

impl Half {
    fn up(way: Way, steps: u64) -> Option<Self> {
        let stairs = match way.curve {
            Curve::Linear => 0,
            Curve::Stairs { count } => count,
            _ => return None,
        };
        Some(Self { low: way.from, high: way.to, steps, stairs })
    }

    /// Stairs down are stairs up that are gone backwards, to an end that may be the schedule's own.
    fn of_stairs(schedule: &BoxSchedule, piece_steps: Option<u64>) -> Option<Self> {
        let shifted = schedule.downcast_ref::<Shifted<BoxSchedule>>()?;
        let repeated = shifted.schedule().downcast_ref::<Repeated<BoxSchedule>>()?;
        let up = repeated.schedule().downcast_ref::<Transition>()?;
        let Curve::Stairs { count: stairs } = up.curve() else { return None };
        let steps = repeated.period_steps();
        let is_mirror = repeated.mirror() && repeated.cycle_limit() == Some(2) && repeated.m_mul() == 1.0;
        let fits = u64::try_from(shifted.shift()).ok() == Some(steps)
            && piece_steps.is_none_or(|piece_steps| piece_steps == steps)
            && up.transition_steps().whole() == Some(steps);
        (is_mirror && fits && repeated.t_mul() == 1.0).then(|| Self {
            low: up.initial_learning_rate(),
            high: up.end_learning_rate(),
            steps,
            stairs,
        })
    }
}
