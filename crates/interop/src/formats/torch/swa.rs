//! `SWALR`, of `torch.optim.swa_utils`.

use glidepath_core::LearningRateSchedule;
use glidepath_schedules::{Constant, Transition};
use glidepath_serde::BoxSchedule;

use super::anneal_strategy::{AnnealKeys, AnnealStrategy};
use super::notes;
use super::one_value::OneValue;
use super::scheduler::{Effect, Scheduler, Start, State};
use crate::model::{InteropError, Note};
use crate::values::arguments::{Arguments, NonNegative};

const CLASS: &str = "SWALR";

const ANNEAL_KEYS: AnnealKeys =
    AnnealKeys { name: "_anneal_strategy", cosine: "_cosine_anneal", linear: "_linear_anneal" };

/// The least share of the way that tells where it began. Rates are rounded, so that less of it has too few
/// digits.
const LEAST_SHARE: f64 = 1e-6;

/// From the rate in force to `swa_lr`, which it keeps.
#[derive(Debug)]
pub(super) struct SwaLr {
    swa_lr: NonNegative,
    anneal_epochs: u64,
    anneal_strategy: AnnealStrategy,
    begin: Begin,
}

/// The rate at which it began.
#[derive(Debug, PartialEq)]
enum Begin {
    /// The one in force.
    InForce,
    /// One that follows from the last rate.
    Solved(f64),
    /// The annealing is over, and the state no longer shows where it began.
    Forgotten,
}

impl SwaLr {
    pub(super) fn from_arguments(arguments: &mut Arguments<'_>) -> Result<Box<dyn Scheduler>, InteropError> {
        Ok(Box::new(Self {
            swa_lr: arguments.required::<OneValue<_>>("swa_lr")?.0,
            anneal_epochs: arguments.or("anneal_epochs", 10)?,
            anneal_strategy: arguments.or("anneal_strategy", AnnealStrategy::Cosine)?,
            begin: Begin::InForce,
        }))
    }

    pub(super) fn from_state(state: &mut State<'_>) -> Result<Box<dyn Scheduler>, InteropError> {
        let mut read = Self {
            swa_lr: state.param_group(CLASS, "its `swa_lr` is")?.required("swa_lr")?,
            anneal_epochs: state.arguments.required("anneal_epochs")?,
            anneal_strategy: AnnealStrategy::of_state(&mut state.arguments, &ANNEAL_KEYS)?,
            begin: Begin::InForce,
        };
        let base: NonNegative = state.of_group("base_lrs")?;
        let last: NonNegative = state.of_group("_last_lr")?;
        read.begin = read.solve(base.0, last.0, Self::steps(&mut state.arguments)?);
        Ok(Box::new(read))
    }

    /// How many steps were made: its own count, which `last_epoch` does not always follow.
    pub(super) fn steps(state: &mut Arguments<'_>) -> Result<u64, InteropError> {
        state.required("_step_count").map(|count: u64| count.saturating_sub(1))
    }

    /// Tells the first rate by the last one, unless it is the initial rate of the optimizer, as it mostly is.
    fn solve(&self, base: f64, last: f64, steps: u64) -> Begin {
        if self.anneal_epochs == 0 || steps == 0 {
            return if self.anneal_epochs == 0 || last == base {
                Begin::InForce
            } else {
                Begin::Solved(last)
            };
        }
        if steps >= self.anneal_epochs {
            return Begin::Forgotten;
        }
        // What is left of the way, since 1 less what is done has few digits near its end.
        let way = Transition::new(1.0, 0.0, self.anneal_epochs);
        let share = way.and_then(|way| way.with_curve(self.anneal_strategy.curve()));
        let share = share.map_or(0.0, |way| way.learning_rate(steps));
        if share < LEAST_SHARE {
            return Begin::Forgotten;
        }
        let solved = (last - self.swa_lr.0 * (1.0 - share)) / share;
        let is_base = (solved - base).abs() <= 1e-9 * base.max(self.swa_lr.0);
        if is_base { Begin::InForce } else { Begin::Solved(solved.max(0.0)) }
    }
}

impl Scheduler for SwaLr {
    fn schedule(&self, start: &Start<'_>) -> Result<BoxSchedule, InteropError> {
        let begin = match (start.rate_before, &self.begin) {
            (Some(rate), _) => rate,
            (None, &Begin::Solved(rate)) => rate,
            (None, _) => start.base()?,
        };
        if self.anneal_epochs == 0 {
            return start.build(Constant::new(self.swa_lr.0));
        }
        let way = Transition::new(begin, self.swa_lr.0, self.anneal_epochs);
        start.build(way.and_then(|way| way.with_curve(self.anneal_strategy.curve())))
    }

    fn effect(&self) -> Effect {
        Effect::Mixes("it leads the rate to `swa_lr` itself, which is no factor")
    }

    fn notes(&self) -> Vec<Note> {
        match self.begin {
            Begin::InForce => Vec::new(),
            Begin::Solved(rate) => vec![notes::swa_start(rate)],
            Begin::Forgotten => vec![notes::swa_start_lost()],
        }
    }
}
