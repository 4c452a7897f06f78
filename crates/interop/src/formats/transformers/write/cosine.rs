//! The types along a cosine.

use glidepath_schedules::{CosineAnnealing, CosineHardRestarts, StepCount, Stretched};
use glidepath_serde::BoxSchedule;

use super::{Arguments, Kwargs, Run};
use crate::formats::transformers::TransformersNote;
use crate::parts::pieces::{Course, HALF_COSINE, Piece, Way};
use crate::values::Json;

/// `cosine`, `cosine_with_min_lr`, `cosine_with_restarts`.
pub(super) fn arguments(run: Run, rest: &[Piece]) -> Option<Arguments> {
    match rest {
        [first, Piece { course: Course::Hold(end), .. }] => {
            let (way, steps) = first.way_in_whole_steps()?;
            let is_cosine = way.curve == HALF_COSINE && way.to == *end;
            let half = Half { steps, divisor: 1.0 };
            // A longer run would see the cosine rise.
            let run = Run { total_steps: None, ..run };
            let cosine = if is_cosine { of_halves(run, way.from, *end, half) } else { None }?;
            let note = cosine.max_steps.map(|max_steps| TransformersNote::RisesBehindRun { max_steps });
            Some(Arguments { note, ..cosine })
        }
        [piece] => match &piece.course {
            Course::Swing(way) if piece.begins() => swinging(run, *way),
            Course::Other(schedule) => {
                if let Some(restarts) = schedule.downcast_ref::<CosineHardRestarts>() {
                    let cycles = StepCount::from(restarts.num_cycles());
                    let steps = restarts.decay_steps().whole()?;
                    let kwargs = vec![("num_cycles", Json::from(cycles))];
                    return run.ends(restarts.initial_learning_rate(), "cosine_with_restarts", kwargs, steps);
                }
                let stretched = schedule.downcast_ref::<Stretched<_>>()?;
                let (annealing, half) = Half::of_stretched(stretched)?;
                let (from, to) = (annealing.initial_learning_rate(), annealing.end_learning_rate());
                of_halves(run, from, to, half)
            }
            _ => None,
        },
        _ => None,
    }
}

/// A cosine that goes on behind the run.
pub(super) fn swinging(run: Run, way: Way) -> Option<Arguments> {
    of_halves(run, way.from, way.to, Half::of_length(way.length)?)
}

/// How long a cosine takes from top to bottom: steps divided by a whole number.
#[derive(Clone, Copy)]
struct Half {
    steps: u64,
    divisor: f64,
}

impl Half {
    fn of_length(length: StepCount) -> Option<Self> {
        // A length between two steps is one of a few halves that are together whole.
        (1..=64_u32).map(f64::from).find_map(|divisor| {
            let steps = StepCount::from(length.to_f64() * divisor).whole()?;
            Some(Self { steps, divisor })
        })
    }

    /// A cosine in parts of a step.
    fn of_stretched(stretched: &Stretched<BoxSchedule>) -> Option<(&CosineAnnealing, Self)> {
        let annealing = stretched.schedule().downcast_ref::<CosineAnnealing>()?;
        let factor = stretched.factor().to_f64();
        let divisor = (1.0 / factor).round();
        // A part must fit into a step exactly so often.
        let fits = divisor > 1.0 && (factor == 1.0 / divisor || factor.next_up() == 1.0 / divisor);
        Some((annealing, Self { steps: annealing.decay_steps().whole().filter(|_| fits)?, divisor }))
    }

    /// The steps of a run, and how many waves it has.
    fn cycles(self, run: Run) -> (u64, f64) {
        let halves = |steps: u64| {
            StepCount::from(steps).to_f64() * self.divisor / StepCount::from(self.steps).to_f64()
        };
        let told = run.total_steps.and_then(|steps| steps.checked_sub(run.warmup_steps));
        let fits = |&steps: &u64| {
            let halves = halves(steps);
            halves > 0.0 && (2.0 * halves).fract() == 0.0
        };
        match told.filter(fits) {
            Some(steps) => (steps, halves(steps) / 2.0),
            None => (self.steps, self.divisor / 2.0),
        }
    }
}

fn of_halves(run: Run, peak: f64, end: f64, half: Half) -> Option<Arguments> {
    if peak == 0.0 {
        return None;
    }
    let (steps, num_cycles) = half.cycles(run);
    let kwargs = kwargs(end, num_cycles);
    run.ends(peak, if end == 0.0 { "cosine" } else { "cosine_with_min_lr" }, kwargs, steps)
}

/// The parameters that differ from the defaults.
fn kwargs(end: f64, num_cycles: f64) -> Kwargs {
    let end = (end != 0.0).then(|| ("min_lr", end.into()));
    let cycles = (num_cycles != 0.5).then(|| ("num_cycles", num_cycles.into()));
    end.into_iter().chain(cycles).collect()
}
