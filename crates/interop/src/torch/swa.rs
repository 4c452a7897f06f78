//! `SWALR`, of `torch.optim.swa_utils`.

use glidepath_core::LearningRateSchedule;
use glidepath_schedules::{Constant, Curve, Transition};
use glidepath_serde::BoxSchedule;
use serde_json::Value;

use super::TorchNote;
use super::one_value::OneValue;
use super::scheduler::{Effect, Scheduler, Start, State};
use crate::InteropError;
use crate::arguments::{Argument, Arguments, NonNegative, expect};

const CLASS: &str = "SWALR";

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
    /// One that is told by the last rate.
    Solved(f64),
    /// The way is over, and nothing tells it any more.
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
            anneal_strategy: AnnealStrategy::of_state(&mut state.arguments)?,
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
        let way = Transition::new(0.0, 1.0, self.anneal_epochs);
        let share = way.and_then(|way| way.with_curve(self.anneal_strategy.curve()));
        let share = share.map_or(0.0, |way| way.learning_rate(steps));
        let solved = (last - self.swa_lr.0 * share) / (1.0 - share);
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

    fn notes(&self) -> Vec<TorchNote> {
        match self.begin {
            Begin::InForce => Vec::new(),
            Begin::Solved(rate) => vec![TorchNote::SwaStart { rate: Some(rate) }],
            Begin::Forgotten => vec![TorchNote::SwaStart { rate: None }],
        }
    }
}

/// The way to the rate.
#[derive(Debug)]
enum AnnealStrategy {
    Cosine,
    Linear,
}

impl AnnealStrategy {
    fn curve(&self) -> Curve {
        match self {
            Self::Cosine => Curve::Cosine { exponent: 1.0 },
            Self::Linear => Curve::Linear,
        }
    }

    /// Early states have the method itself.
    fn of_state(state: &mut Arguments<'_>) -> Result<Self, InteropError> {
        if let Some(strategy) = state.optional("_anneal_strategy")? {
            return Ok(strategy);
        }
        let method: &Value = state.required("anneal_func")?;
        let named = |name| method.as_str().is_some_and(|text| text.contains(name));
        let strategy = match () {
            () if named("_cosine_anneal") => Some(Self::Cosine),
            () if named("_linear_anneal") => Some(Self::Linear),
            () => None,
        };
        expect(strategy, "one of PyTorch's methods", method, &state.path_of("anneal_func"))
    }
}

impl Argument<'_> for AnnealStrategy {
    fn read(value: &Value, path: &str) -> Result<Self, InteropError> {
        let strategy = match value.as_str() {
            Some("cos") => Some(Self::Cosine),
            Some("linear") => Some(Self::Linear),
            _ => None,
        };
        expect(strategy, "`cos` or `linear`", value, path)
    }
}
