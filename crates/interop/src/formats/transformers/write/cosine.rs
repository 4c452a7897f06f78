//! The cosine types.

use glidepath_schedules::{CosineAnnealing, StepCount};

use super::arguments::{Arguments, Kwargs, Run};
use super::whole::Whole;
use crate::formats::transformers::notes;
use crate::parts::piece::{Course, HALF_COSINE, Piece, Ramp};
use crate::values::Json;

/// `cosine`, `cosine_with_min_lr`, `cosine_with_restarts`.
pub(super) fn arguments(run: Run, rest: &[Piece]) -> Option<Arguments> {
    match rest {
        [first, Piece { course: Course::Hold(end), .. }] => {
            let (ramp, steps) = first.ramp_in_whole_steps()?;
            let is_cosine = ramp.curve == HALF_COSINE && ramp.to == *end;
            let half = Half { steps, divisor: 1.0 };
            // In a longer run the cosine would rise again.
            let run = Run { total_steps: None, ..run };
            let cosine = if is_cosine { of_halves(run, ramp.from, *end, half) } else { None }?;
            let note = cosine.max_steps.map(notes::rises_behind_run);
            Some(Arguments { note, ..cosine })
        }
        [piece] => match &piece.course {
            Course::Wave(ramp) if piece.begins() => wave(run, *ramp),
            Course::Other(schedule) => match Whole::of(schedule)? {
                Whole::HardRestarts(restarts) => {
                    let cycles = StepCount::from(restarts.num_cycles());
                    let steps = restarts.decay_steps().whole()?;
                    let kwargs = vec![("num_cycles", Json::from(cycles))];
                    run.ends(restarts.initial_learning_rate(), "cosine_with_restarts", kwargs, steps)
                }
                Whole::StretchedWave(annealing, factor) => {
                    let half = Half::of_stretched(annealing, factor)?;
                    let (from, to) = (annealing.initial_learning_rate(), annealing.end_learning_rate());
                    of_halves(run, from, to, half)
                }
                Whole::PowerLaw(_) => None,
            },
            _ => None,
        },
        _ => None,
    }
}

/// A cosine wave that goes on after the run.
pub(super) fn wave(run: Run, ramp: Ramp) -> Option<Arguments> {
    of_halves(run, ramp.from, ramp.to, Half::of_length(ramp.length)?)
}

/// The time of a cosine from top to bottom: a number of steps divided by a whole number.
#[derive(Clone, Copy)]
struct Half {
    steps: u64,
    divisor: f64,
}

impl Half {
    fn of_length(length: StepCount) -> Option<Self> {
        // If the length is not whole, a whole number of such lengths may be.
        (1..=64_u32).map(f64::from).find_map(|divisor| {
            let steps = StepCount::from(length.to_f64() * divisor).whole()?;
            Some(Self { steps, divisor })
        })
    }

    /// A wave whose time is counted in parts of a step.
    fn of_stretched(annealing: &CosineAnnealing, factor: StepCount) -> Option<Self> {
        let factor = factor.to_f64();
        let divisor = (1.0 / factor).round();
        // A whole number of parts must make a step.
        let fits = divisor > 1.0 && (factor == 1.0 / divisor || factor.next_up() == 1.0 / divisor);
        Some(Self { steps: annealing.decay_steps().whole().filter(|_| fits)?, divisor })
    }

    /// The number of steps of a run, and of waves in it.
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
