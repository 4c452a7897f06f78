//! `linear_onecycle_schedule`, `cosine_onecycle_schedule`.

use std::num::NonZeroU64;

use glidepath_schedules::{Interpolated, Interpolation, StepCount};
use glidepath_serde::{BoxSchedule, IntoBoxSchedule};

use super::exact::Exact;
use super::notes;
use crate::formats::call::{Context, checked};
use crate::model::InteropError;
use crate::values::arguments::{Arguments, NonNegative, Positive};
use crate::values::path;

pub(super) fn linear(
    arguments: &mut Arguments<'_>,
    context: &mut Context<'_>,
) -> Result<BoxSchedule, InteropError> {
    let cycle = Cycle::read(arguments)?;
    let phases = [cycle.phase(arguments, "pct_start", 0.3)?, cycle.phase(arguments, "pct_final", 0.85)?];
    let steps = vec![0, phases[0], phases[1], cycle.steps];
    let rates = vec![cycle.initial, cycle.peak, cycle.initial, cycle.last];
    cycle_through(steps, rates, Interpolation::Linear, arguments.path(), context)
}

pub(super) fn cosine(
    arguments: &mut Arguments<'_>,
    context: &mut Context<'_>,
) -> Result<BoxSchedule, InteropError> {
    let cycle = Cycle::read(arguments)?;
    let steps = vec![0, cycle.phase(arguments, "pct_start", 0.3)?, cycle.steps];
    let rates = vec![cycle.initial, cycle.peak, cycle.last];
    cycle_through(steps, rates, Interpolation::Cosine, arguments.path(), context)
}

struct Cycle {
    steps: u64,
    initial: f64,
    peak: f64,
    last: f64,
}

impl Cycle {
    fn read(arguments: &mut Arguments<'_>) -> Result<Self, InteropError> {
        let steps: NonZeroU64 = arguments.required("transition_steps")?;
        let NonNegative(peak) = arguments.required("peak_value")?;
        let Positive(div_factor) = arguments.or("div_factor", Positive(25.0))?;
        let Positive(final_div_factor) = arguments.or("final_div_factor", Positive(1e4))?;
        let initial = Exact::new(peak).over(div_factor);
        let last = initial.over(final_div_factor);
        Ok(Self { steps: steps.get(), initial: initial.rounded(), peak, last: last.rounded() })
    }

    /// The end of a phase, as Python's `int(share * steps)`.
    fn phase(
        &self,
        arguments: &mut Arguments<'_>,
        name: &'static str,
        default: f64,
    ) -> Result<u64, InteropError> {
        let NonNegative(share) = arguments.or(name, NonNegative(default))?;
        let end = (share * StepCount::from(self.steps).to_f64()).floor();
        let end = StepCount::from(end).whole().filter(|_| share <= 1.0);
        end.ok_or_else(|| arguments.refuse(name, format!("must be between 0 and 1, got {share:?}")))
    }
}

fn cycle_through(
    mut steps: Vec<u64>,
    mut rates: Vec<f64>,
    interpolation: Interpolation,
    path: &str,
    context: &mut Context<'_>,
) -> Result<BoxSchedule, InteropError> {
    // optax leaves out a phase without steps and goes on with the next.
    if steps[1] == 0 {
        context.note(notes::empty_phase(&path::join(path, "pct_start")));
        steps.remove(0);
        rates.remove(0);
    }
    if steps.windows(2).any(|pair| pair[0] >= pair[1]) {
        let steps: Vec<_> = steps.iter().map(u64::to_string).collect();
        let problem = format!(
            "the phases must end at increasing steps, got {}; of equal ones optax keeps only the last",
            steps.join(", ")
        );
        return Err(InteropError::invalid(path, problem));
    }
    let cycle = checked(Interpolated::new(steps, rates), path)?;
    Ok(cycle.with_interpolation(interpolation).boxed())
}
