//! `OneCycleLR`.

use glidepath_schedules::OneCycle;
use glidepath_serde::BoxSchedule;

use super::anneal_strategy::{AnnealKeys, AnnealStrategy};
use super::notes;
use super::one_value::OneValue;
use super::scheduler::{Effect, Scheduler, Start, State};
use crate::model::{InteropError, Note};
use crate::parts::shortest;
use crate::values::arguments::{Arguments, NonNegative};

const CLASS: &str = "OneCycleLR";

const ANNEAL_KEYS: AnnealKeys =
    AnnealKeys { name: "_anneal_func_type", cosine: "_annealing_cos", linear: "_annealing_linear" };

/// From `max_lr / div_factor` to `max_lr`, and down to `max_lr / (div_factor * final_div_factor)`.
#[derive(Debug)]
pub(super) struct OneCycleLr {
    max_lr: f64,
    total_steps: u64,
    pct_start: f64,
    anneal_strategy: AnnealStrategy,
    div_factor: f64,
    final_div_factor: f64,
    three_phase: bool,
    cycle_momentum: bool,
}

impl OneCycleLr {
    pub(super) fn from_arguments(arguments: &mut Arguments<'_>) -> Result<Box<dyn Scheduler>, InteropError> {
        arguments.ignore(&["base_momentum", "max_momentum"]);
        Ok(Box::new(Self {
            max_lr: arguments.required::<OneValue<NonNegative>>("max_lr")?.0.0,
            total_steps: total_steps(arguments)?,
            pct_start: arguments.or("pct_start", 0.3)?,
            anneal_strategy: arguments.or("anneal_strategy", AnnealStrategy::Cosine)?,
            div_factor: arguments.or("div_factor", 25.0)?,
            final_div_factor: arguments.or("final_div_factor", 1e4)?,
            three_phase: arguments.or("three_phase", false)?,
            cycle_momentum: arguments.or("cycle_momentum", true)?,
        }))
    }

    /// The state has the corners and, if the optimizer's is there, the rates at them.
    pub(super) fn from_state(state: &mut State<'_>) -> Result<Box<dyn Scheduler>, InteropError> {
        let mut group = state.param_group(CLASS, "its rates are")?;
        let max_lr: NonNegative = group.required("max_lr")?;
        let initial_lr: NonNegative = group.required("initial_lr")?;
        let min_lr: NonNegative = group.required("min_lr")?;
        let phases = Phases::read(&mut state.arguments)?;
        Ok(Box::new(Self {
            max_lr: max_lr.0,
            total_steps: phases.total_steps,
            pct_start: phases.pct_start,
            anneal_strategy: AnnealStrategy::of_state(&mut state.arguments, &ANNEAL_KEYS)?,
            div_factor: divisor(max_lr.0, initial_lr.0),
            final_div_factor: divisor(initial_lr.0, min_lr.0),
            three_phase: phases.three_phase,
            cycle_momentum: state.arguments.or("cycle_momentum", false)?,
        }))
    }
}

/// The length: as such, or in epochs.
fn total_steps(arguments: &mut Arguments<'_>) -> Result<u64, InteropError> {
    let total_steps: Option<u64> = arguments.optional("total_steps")?;
    let epochs: Option<u64> = arguments.optional("epochs")?;
    let steps_per_epoch: Option<u64> = arguments.optional("steps_per_epoch")?;
    let product = || epochs?.checked_mul(steps_per_epoch?);
    total_steps.or_else(product).ok_or_else(|| {
        let rule = "must have `total_steps`, or `epochs` and `steps_per_epoch`, below 2^64 steps";
        InteropError::invalid(arguments.path(), rule)
    })
}

/// What the first number was divided by to give the second.
fn divisor(dividend: f64, quotient: f64) -> f64 {
    shortest(dividend / quotient, |divisor| dividend / divisor == quotient)
}

impl Scheduler for OneCycleLr {
    fn schedule(&self, start: &Start<'_>) -> Result<BoxSchedule, InteropError> {
        #[expect(clippy::cast_precision_loss, reason = "PyTorch computes the corner so")]
        let corner = self.pct_start * self.total_steps as f64;
        if corner == 1.0 {
            return Err(start.refuse(
                CLASS,
                "PyTorch divides by zero where the rise has no steps: `pct_start` times `total_steps` is 1",
            ));
        }
        let cycle = OneCycle::new(self.max_lr, self.total_steps).and_then(|cycle| {
            cycle
                .with_anneal_strategy(self.anneal_strategy.interpolation())
                .with_three_phase(self.three_phase)
                .with_pct_start(self.pct_start)?
                .with_div_factor(self.div_factor)?
                .with_final_div_factor(self.final_div_factor)
        });
        start.build(cycle)
    }

    fn effect(&self) -> Effect {
        Effect::Overwrites
    }

    fn new_initial_rate(&self, _is_first: bool) -> Option<f64> {
        Some(self.max_lr / self.div_factor)
    }

    fn notes(&self) -> Vec<Note> {
        let momentum = self.cycle_momentum.then_some(notes::momentum(CLASS));
        momentum.into_iter().chain([notes::end_of_cycle(self.total_steps)]).collect()
    }
}

/// What a state says of the corners.
struct Phases {
    total_steps: u64,
    pct_start: f64,
    three_phase: bool,
}

impl Phases {
    fn read(state: &mut Arguments<'_>) -> Result<Self, InteropError> {
        let total_steps: u64 = state.required("total_steps")?;
        let phases: Vec<Arguments<'_>> = state.required("_schedule_phases")?;
        let mut ends = Vec::with_capacity(3);
        let mut rates = Vec::with_capacity(3);
        for mut phase in phases.into_iter().take(4) {
            ends.push(phase.required::<f64>("end_step")?);
            rates.push((phase.required::<&str>("start_lr")?, phase.required::<&str>("end_lr")?));
        }
        #[expect(clippy::cast_precision_loss, reason = "PyTorch computes the corners so")]
        let total = total_steps as f64;
        let first = ends.first().copied().unwrap_or(f64::NAN);
        let pct_start = shortest((first + 1.0) / total, |pct_start| pct_start * total - 1.0 == first);
        let (rise, fall) = (("initial_lr", "max_lr"), ("max_lr", "min_lr"));
        let (halfway, end) = (("max_lr", "initial_lr"), ("initial_lr", "min_lr"));
        let is_known = match (&*rates, &*ends) {
            (rates, [_, last]) => rates == [rise, fall] && *last == total - 1.0,
            (rates, [_, middle, last]) => {
                rates == [rise, halfway, end]
                    && (*middle - (2.0 * pct_start * total - 2.0)).abs() < 1e-6
                    && *last == total - 1.0
            }
            _ => false,
        };
        if is_known {
            return Ok(Self { total_steps, pct_start, three_phase: ends.len() == 3 });
        }
        Err(state.refuse("_schedule_phases", "must be the two or three phases of PyTorch's OneCycleLR"))
    }
}
