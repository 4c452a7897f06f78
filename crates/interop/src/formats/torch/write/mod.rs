//! Schedulers of PyTorch.

mod choose;
mod merge;
mod milestones;
mod python;
mod scheduler;
mod state;

use std::fmt;

use glidepath_core::LearningRateSchedule;
use glidepath_serde::{BoxSchedule, LearningRate};

use crate::formats::torch::TorchNote;
use crate::model::{InteropError, Note, Target};
use crate::values::{Json, object};
use choose::{Choice, choose, formula};
use merge::merge;
use scheduler::Scheduler;
use state::Position;

/// A scheduler of PyTorch that has the rates of a schedule, or of one for each parameter group, at a step of its run.
///
/// It prints as the lines of Python that build it.
#[derive(Clone, Debug, PartialEq)]
pub struct TorchScheduler {
    /// What each group would have alone: all are of one class.
    groups: Vec<Group>,
    step: u64,
    kwargs: Json,
    state_dict: Json,
}

/// The part of a parameter group.
#[derive(Clone, Debug, PartialEq)]
struct Group {
    choice: Choice,
    last_rate: f64,
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
/// assert_eq!(scheduler.base_lrs().collect::<Vec<_>>(), [0.1]);
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
    let schedule = learning_rate.to_schedule();
    let choice = choose(&schedule).map_err(refuse)?;
    of_choices(&[schedule], vec![choice], step).map_err(refuse)
}

/// Writes the learning rates of several parameter groups as one scheduler, after so many steps.
///
/// Where one class has the rates of all groups, it is taken; else each group has its formula in a `LambdaLR`.
///
/// ```
/// use glidepath_interop::to_torch_groups;
/// use glidepath_schedules::ExponentialDecay;
/// use glidepath_serde::IntoBoxSchedule;
///
/// let groups = [0.1, 0.01].map(|rate| ExponentialDecay::new(rate, 1, 0.5).map(|decay| decay.boxed().into()));
/// let [body, head] = groups;
/// let scheduler = to_torch_groups(&[body?, head?], 0)?;
/// assert_eq!(
///     scheduler.to_string(),
///     "\
/// import torch
/// from torch.optim.lr_scheduler import ExponentialLR
///
/// optimizer = torch.optim.SGD([
///     {\"params\": parameter_groups[0], \"lr\": 0.1},
///     {\"params\": parameter_groups[1], \"lr\": 0.01},
/// ])
/// scheduler = ExponentialLR(optimizer, gamma=0.5)
/// "
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// As [`to_torch`], and if there are no groups.
pub fn to_torch_groups(groups: &[LearningRate], step: u64) -> Result<TorchScheduler, InteropError> {
    if groups.is_empty() {
        return Err(refuse("an optimizer has at least one parameter group".to_owned()));
    }
    let schedules: Vec<_> = groups.iter().map(LearningRate::to_schedule).collect();
    let choices = schedules.iter().map(choose).collect::<Result<Vec<_>, _>>().map_err(refuse)?;
    of_choices(&schedules, choices, step)
        .or_else(|_| {
            let formulas = schedules.iter().map(formula).collect::<Result<Vec<_>, _>>()?;
            of_choices(&schedules, formulas, step)
        })
        .map_err(refuse)
}

fn refuse(reason: String) -> InteropError {
    InteropError::NotWritable { target: Target::Torch, path: String::new(), reason }
}

/// One scheduler of those that the groups would have alone.
fn of_choices(schedules: &[BoxSchedule], choices: Vec<Choice>, step: u64) -> Result<TorchScheduler, String> {
    let call = |choice: &Choice| choice.scheduler.call();
    let state = |(choice, schedule): (&Choice, _)| {
        Position { base: choice.base, step, schedule }.state(&choice.scheduler)
    };
    let call = merge(&choices.iter().map(call).collect::<Vec<_>>())?;
    let state_dict = merge(&choices.iter().zip(schedules).map(state).collect::<Vec<_>>())?;
    let kwargs = call.get("kwargs").cloned().unwrap_or(Json::Null);
    let groups = choices.into_iter().zip(schedules);
    let groups = groups.map(|(choice, schedule)| Group { choice, last_rate: schedule.learning_rate(step) });
    Ok(TorchScheduler { groups: groups.collect(), step, kwargs, state_dict })
}

impl TorchScheduler {
    /// The class, as `StepLR`.
    pub fn class(&self) -> &'static str {
        self.scheduler().class()
    }

    /// The `lr` of each parameter group that the optimizer is built with.
    pub fn base_lrs(&self) -> impl Iterator<Item = f64> {
        self.groups.iter().map(|group| group.choice.base)
    }

    /// The arguments of the constructor, without the optimizer. A scheduler within another is
    /// `{"class": …, "kwargs": {…}}`; [`torch::schedule`](crate::formats::torch::schedule) reads them.
    pub fn kwargs(&self) -> &Json {
        &self.kwargs
    }

    /// What `scheduler.state_dict()` gives at this step.
    pub fn state_dict(&self) -> &Json {
        &self.state_dict
    }

    /// What a reader should know.
    pub fn notes(&self) -> Vec<Note> {
        let formula = self.scheduler().has_formula().then_some(TorchNote::FormulaNotInState);
        let end = match self.scheduler() {
            Scheduler::OneCycle(cycle) => Some(TorchNote::EndOfCycle { total_steps: cycle.total_steps }),
            Scheduler::Cyclic(cyclic) => cyclic.overflow().map(|step| TorchNote::HeightOverflow { step }),
            _ => None,
        };
        formula.into_iter().chain(end).map(Note::Torch).collect()
    }

    /// All of it: `class`, `base_lr` (of several groups a list), `kwargs`, `state_dict`, the `param_groups` of the
    /// `optimizer`, and the lines as `python`. [`import`](crate::import) reads it.
    pub fn to_json(&self) -> Json {
        let base_lrs: Vec<Json> = self.base_lrs().map(Json::from).collect();
        let param_groups = self.groups.iter().map(Group::to_json).collect();
        object([
            ("class", self.class().into()),
            ("base_lr", one_or_list(base_lrs)),
            ("kwargs", self.kwargs.clone()),
            ("state_dict", self.state_dict.clone()),
            ("optimizer", object([("param_groups", param_groups)])),
            ("python", self.to_string().as_str().into()),
        ])
    }

    /// The scheduler of the first group, which differs from those of the others in their rates and formulas only.
    fn scheduler(&self) -> &Scheduler {
        &self.groups[0].choice.scheduler
    }
}

impl Group {
    fn to_json(&self) -> Json {
        let Choice { scheduler, base } = &self.choice;
        let mut group: Vec<(&str, Json)> =
            vec![("lr", self.last_rate.into()), ("initial_lr", (*base).into())];
        if let Scheduler::OneCycle(cycle) = scheduler {
            let min_lr = base / cycle.final_div_factor;
            group.extend([("max_lr", cycle.max_lr.into()), ("min_lr", min_lr.into())]);
        }
        object(group)
    }
}

/// Of one group the value alone.
fn one_or_list(mut values: Vec<Json>) -> Json {
    if values.len() == 1 { values.remove(0) } else { Json::Array(values) }
}

impl fmt::Display for TorchScheduler {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let choices: Vec<_> = self.groups.iter().map(|group| &group.choice).collect();
        python::write(f, &choices, &self.kwargs, self.step > 0)?;
        if self.step > 0 { python::write_state(f, &self.state_dict, self.step) } else { Ok(()) }
    }
}
