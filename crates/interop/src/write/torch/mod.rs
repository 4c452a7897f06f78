//! Schedulers of PyTorch.

mod choose;
mod milestones;
mod python;
mod scheduler;
mod state;

use std::fmt;

use glidepath_core::LearningRateSchedule;
use glidepath_serde::LearningRate;

use super::object;
use crate::torch::TorchNote;
use crate::{InteropError, Json, Note, Target};
use choose::{Choice, choose};
use scheduler::Scheduler;
use state::Position;

/// A scheduler of PyTorch that has the rates of a schedule, at a step of its run.
///
/// It prints as the lines of Python that build it.
#[derive(Clone, Debug, PartialEq)]
pub struct TorchScheduler {
    choice: Choice,
    step: u64,
    last_rate: f64,
    state_dict: Json,
}

/// Writes a learning rate as a scheduler of PyTorch, after so many steps.
///
/// The classes of `torch.optim.lr_scheduler` are taken where they have the rates, one after the other in a `SequentialLR`
/// where need be. What they do not have is a formula in a `LambdaLR`, which is in the [lines](TorchScheduler) but in no
/// state.
///
/// ```
/// use glidepath_interop::to_torch;
///
/// let text = r#"{"class_name": "CosineDecay", "config":
///     {"initial_learning_rate": 0.0, "decay_steps": 900, "warmup_target": 0.1, "warmup_steps": 100}}"#;
/// let scheduler = to_torch(&glidepath_serde::from_json(text)?.into(), 0)?;
/// assert_eq!(scheduler.class(), "SequentialLR");
/// assert_eq!(scheduler.base_lr(), 0.1);
/// assert_eq!(
///     scheduler.to_string(),
///     "\
/// import torch
/// from torch.optim.lr_scheduler import CosineAnnealingLR, LambdaLR, MultiStepLR, SequentialLR
///
/// optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
/// scheduler = SequentialLR(
///     optimizer,
///     schedulers=[
///         LambdaLR(optimizer, lr_lambda=lambda step: step / 100),
///         CosineAnnealingLR(optimizer, T_max=900, eta_min=0.0),
///         MultiStepLR(optimizer, milestones=[0], gamma=0.0),  # stays there
///     ],
///     milestones=[100, 1000],
/// )
/// "
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// If the schedule is none that PyTorch can express: its noise, a class of somebody's own, a list of more than 10,000 rates.
pub fn to_torch(learning_rate: &LearningRate, step: u64) -> Result<TorchScheduler, InteropError> {
    let refuse = |reason| InteropError::NotWritable { target: Target::Torch, path: String::new(), reason };
    let schedule = learning_rate.to_schedule();
    let choice = choose(&schedule).map_err(refuse)?;
    let position = Position { base: choice.base, step, schedule: &schedule };
    let state_dict = position.state(&choice.scheduler);
    Ok(TorchScheduler { choice, step, last_rate: schedule.learning_rate(step), state_dict })
}

impl TorchScheduler {
    /// The class, as `StepLR`.
    pub fn class(&self) -> &'static str {
        self.choice.scheduler.class()
    }

    /// The `lr` that the optimizer is built with.
    pub fn base_lr(&self) -> f64 {
        self.choice.base
    }

    /// The arguments of the constructor, without the optimizer. A scheduler within another is
    /// `{"class": …, "kwargs": {…}}`; [`torch::schedule`](crate::torch::schedule) reads them.
    pub fn kwargs(&self) -> Json {
        self.choice.scheduler.kwargs()
    }

    /// What `scheduler.state_dict()` gives at this step.
    pub fn state_dict(&self) -> &Json {
        &self.state_dict
    }

    /// What a reader should know.
    pub fn notes(&self) -> Vec<Note> {
        let formula = self.choice.scheduler.has_formula().then_some(TorchNote::FormulaNotInState);
        let end = match &self.choice.scheduler {
            Scheduler::OneCycle(cycle) => Some(TorchNote::EndOfCycle { total_steps: cycle.total_steps }),
            Scheduler::Cyclic(cyclic) => cyclic.overflow().map(|step| TorchNote::HeightOverflow { step }),
            _ => None,
        };
        formula.into_iter().chain(end).map(Note::Torch).collect()
    }

    /// All of it: `class`, `base_lr`, `kwargs`, `state_dict`, the `param_groups` of the `optimizer`, and the lines as
    /// `python`. [`import`](crate::import) reads it.
    pub fn to_json(&self) -> Json {
        let mut group: Vec<(&str, Json)> =
            vec![("lr", self.last_rate.into()), ("initial_lr", self.choice.base.into())];
        if let Scheduler::OneCycle(cycle) = &self.choice.scheduler {
            let min_lr = self.choice.base / cycle.final_div_factor;
            group.extend([("max_lr", cycle.max_lr.into()), ("min_lr", min_lr.into())]);
        }
        object([
            ("class", self.class().into()),
            ("base_lr", self.base_lr().into()),
            ("kwargs", self.kwargs()),
            ("state_dict", self.state_dict.clone()),
            ("optimizer", object([("param_groups", Json::Array(vec![object(group)]))])),
            ("python", self.to_string().as_str().into()),
        ])
    }
}

impl fmt::Display for TorchScheduler {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        python::write(f, &self.choice, self.step > 0)?;
        if self.step > 0 { python::write_state(f, &self.state_dict, self.step) } else { Ok(()) }
    }
}
