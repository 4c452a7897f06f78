//! Approximation by constant pieces, for rates that a framework cannot express.

use glidepath_core::LearningRateSchedule;
use glidepath_schedules::PiecewiseConstantDecay;

use crate::model::InteropError;

/// A schedule of constant pieces that approximates another, and the differences between the two.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Approximation {
    /// The pieces. The last rate holds after the last step.
    pub schedule: PiecewiseConstantDecay,
    /// The step with the largest difference between the rates.
    pub largest_absolute: Deviation,
    /// The step with the largest difference relative to the schedule's own rate, where that rate is above 0.
    pub largest_relative: Deviation,
}

/// The difference between two schedules at a step.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Deviation {
    /// The step.
    pub step: u64,
    /// The difference, absolute or relative.
    pub difference: f64,
}

/// The largest number of steps that is approximated.
const MAX_STEPS: u64 = 10_000_000;

/// Approximates a schedule from step 0 to `last_step` by at most `pieces` constant pieces, so that the
/// largest difference between the rates is as small as possible.
///
/// ```
/// use glidepath_interop::approximate;
/// use glidepath_schedules::Transition;
///
/// let line = Transition::new(1.0, 0.0, 100)?;
/// let approximation = approximate(&line, 99, 10)?;
/// assert_eq!(approximation.schedule.values().len(), 10);
/// assert!((approximation.largest_absolute.difference - 0.045).abs() < 1e-6);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// If `pieces` is 0, or if there are more than 10 million steps.
pub fn approximate(
    schedule: &(impl LearningRateSchedule + ?Sized),
    last_step: u64,
    pieces: usize,
) -> Result<Approximation, InteropError> {
    let refuse = |reason: String| InteropError::new(format!("cannot be approximated: {reason}"));
    if pieces == 0 {
        return Err(refuse("there must be 1 piece at least, got 0".to_owned()));
    }
    let count = last_step.saturating_add(1);
    if count > MAX_STEPS {
        return Err(refuse(format!("at most {MAX_STEPS} steps can be looked at, got {count}")));
    }
    let mut rates = vec![0.0; usize::try_from(count).unwrap_or(usize::MAX)];
    schedule.fill(0, &mut rates);
    let runs = runs(&rates, least_tolerance(&rates, pieces));
    let boundaries: Vec<_> = runs[1..].iter().map(|run| run.first - 1).collect();
    let values: Vec<_> = runs.iter().map(Run::middle).collect();
    let schedule =
        PiecewiseConstantDecay::new(boundaries, values).map_err(InteropError::unfit("the pieces"))?;
    let (largest_absolute, largest_relative) = deviations(&rates, &schedule);
    Ok(Approximation { schedule, largest_absolute, largest_relative })
}

/// Steps whose rates differ by no more than a tolerance.
struct Run {
    first: usize,
    least: f64,
    greatest: f64,
}

impl Run {
    fn middle(&self) -> f64 {
        self.least + (self.greatest - self.least) / 2.0
    }
}

/// Splits the steps into runs, each as long as possible, so that there are as few as possible.
fn runs(rates: &[f64], tolerance: f64) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (step, &rate) in rates.iter().enumerate() {
        if let Some(run) = runs.last_mut() {
            let (least, greatest) = (run.least.min(rate), run.greatest.max(rate));
            if greatest - least <= tolerance {
                (run.least, run.greatest) = (least, greatest);
                continue;
            }
        }
        runs.push(Run { first: step, least: rate, greatest: rate });
    }
    runs
}

/// The smallest tolerance, to six digits, that gives at most `most` runs.
fn least_tolerance(rates: &[f64], most: usize) -> f64 {
    let fits = |tolerance: f64| runs(rates, tolerance).len() <= most;
    if fits(0.0) {
        return 0.0;
    }
    let (least, greatest) = rates
        .iter()
        .fold((f64::MAX, 0.0_f64), |(least, greatest), &rate| (least.min(rate), greatest.max(rate)));
    let (mut low, mut high) = (0.0, greatest - least);
    while high - low > high * 1e-6 {
        let middle = low + (high - low) / 2.0;
        // There is no double between neighbours.
        if middle <= low || middle >= high {
            break;
        }
        if fits(middle) { high = middle } else { low = middle }
    }
    high
}

fn deviations(rates: &[f64], schedule: &PiecewiseConstantDecay) -> (Deviation, Deviation) {
    let (mut absolute, mut relative) = (Deviation::default(), Deviation::default());
    for (step, &rate) in (0..).zip(rates) {
        let difference = (schedule.learning_rate(step) - rate).abs();
        if difference > absolute.difference {
            absolute = Deviation { step, difference };
        }
        if rate > 0.0 && difference / rate > relative.difference {
            relative = Deviation { step, difference: difference / rate };
        }
    }
    (absolute, relative)
}
