//! Writes schedulers of PyTorch.

mod choose;
mod merge;
mod milestones;
mod python;
mod scheduler;
mod state;

use std::fmt;

use glidepath_core::LearningRateSchedule;
use glidepath_serde::{BoxSchedule, LearningRate};

use crate::formats::torch::notes;
use crate::model::{ExportOptions, InteropError, Note, Target, Written};
use crate::values::{Json, object};
use choose::{choose, formula};
use merge::merge;
use scheduler::{Choice, Scheduler};
use state::Position;

/// A scheduler of PyTorch that has the rates of one or several parameter groups, at a step of the run.
///
/// It prints as the lines of Python that build it.
struct TorchScheduler {
    /// The scheduler that each group would have alone: all are of one class.
    groups: Vec<Group>,
    step: u64,
    kwargs: Json,
    state_dict: Json,
}

/// The part of a parameter group.
struct Group {
    choice: Choice,
    last_rate: f64,
}

/// Writes a scheduler as JSON; see [`Target::Torch`].
pub(crate) fn json(groups: &[LearningRate], options: &ExportOptions) -> Result<Written, InteropError> {
    let scheduler = scheduler(groups, options.step().unwrap_or(0))?;
    Ok(Written::json_form(scheduler.to_json(), scheduler.notes()))
}

/// Writes a scheduler as Python; see [`Target::TorchPython`].
pub(crate) fn python(groups: &[LearningRate], options: &ExportOptions) -> Result<Written, InteropError> {
    let scheduler = scheduler(groups, options.step().unwrap_or(0))?;
    Ok(Written::text_form(scheduler.to_string(), scheduler.notes()))
}

/// One scheduler for all groups. Where no class has the rates of all of them, each group gets a formula.
fn scheduler(groups: &[LearningRate], step: u64) -> Result<TorchScheduler, InteropError> {
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
    InteropError::not_writable(Target::Torch, "", reason)
}

/// Merges the schedulers that the groups would have alone.
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
    /// What a reader should know.
    fn notes(&self) -> Vec<Note> {
        let formula = self.scheduler().has_formula().then_some(notes::formula_not_in_state());
        let end = match self.scheduler() {
            Scheduler::OneCycle(cycle) => Some(notes::end_of_cycle(cycle.total_steps)),
            Scheduler::Cyclic(cyclic) => cyclic.overflow().map(notes::height_overflow),
            _ => None,
        };
        formula.into_iter().chain(end).collect()
    }

    fn to_json(&self) -> Json {
        let base_lrs: Vec<_> = self.groups.iter().map(|group| Json::from(group.choice.base)).collect();
        let param_groups = self.groups.iter().map(Group::to_json).collect();
        object([
            ("class", self.scheduler().class().into()),
            ("base_lr", one_or_list(base_lrs)),
            ("kwargs", self.kwargs.clone()),
            ("state_dict", self.state_dict.clone()),
            ("optimizer", object([("param_groups", param_groups)])),
            ("python", self.to_string().as_str().into()),
        ])
    }

    /// The scheduler of the first group. Those of the others differ from it in rates and formulas only.
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

/// The value itself, if it is the only one.
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
