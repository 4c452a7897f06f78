//! From a state to schedules.

use glidepath_core::LearningRateSchedule;
use glidepath_serde::{BoxSchedule, serialize};
use serde_json::Value;

use super::find::Found;
use super::scheduler::{Start, State};
use super::swa::SwaLr;
use super::{TorchNote, class, class::Class};
use crate::model::groups::check_count;
use crate::model::{InteropError, MetricRate};
use crate::values::arguments::{Argument, Arguments, NonNegative};
use crate::values::path;

/// What a state stands for.
#[derive(Debug)]
pub(super) struct Restored {
    /// For each parameter group, its rate.
    pub(super) rates: Rates,
    /// The number of steps that were made.
    pub(super) step: u64,
    pub(super) notes: Vec<TorchNote>,
}

#[derive(Debug)]
pub(super) enum Rates {
    Schedules(Vec<BoxSchedule>),
    Metrics(Vec<MetricRate>),
}

/// Restores a scheduler, with the optimizer's parameter groups where the file has them.
pub(super) fn restore(
    scheduler: &Found<'_>,
    optimizer: Option<&Found<'_>>,
) -> Result<Restored, InteropError> {
    let class = class::of_state(scheduler.value, &scheduler.path)?;
    let arguments = Arguments::new(scheduler.value, &scheduler.path)?;
    let count = group_count(&arguments, scheduler.value)?;
    let mut restored = Restored {
        rates: Rates::Schedules(Vec::new()),
        step: step(scheduler.value, &scheduler.path)?,
        notes: vec![TorchNote::Class { class: class.name }],
    };
    for group in 0..count {
        let group = Group::new(group, scheduler, optimizer);
        group.restore(class, &mut restored)?;
    }
    Ok(restored)
}

/// One parameter group.
struct Group<'a> {
    index: usize,
    scheduler: &'a Found<'a>,
    param_group: Option<(&'a Value, String)>,
}

impl<'a> Group<'a> {
    fn new(index: usize, scheduler: &'a Found<'a>, optimizer: Option<&'a Found<'a>>) -> Self {
        let param_group = optimizer
            .and_then(|optimizer| Some((optimizer.value.get(index)?, path::element(&optimizer.path, index))));
        Self { index, scheduler, param_group }
    }

    fn state(&self) -> Result<State<'_>, InteropError> {
        let param_group = self.param_group.as_ref().map(|(value, path)| (*value, &**path));
        State::new(self.scheduler.value, &self.scheduler.path, self.index, param_group)
    }

    fn restore(&self, class: &Class, restored: &mut Restored) -> Result<(), InteropError> {
        let mut state = self.state()?;
        if let Some(rate) = class.read_metric(&mut state) {
            let rate = rate?;
            let is_first_lost = matches!(rate, MetricRate::ReduceOnPlateau(_));
            match &mut restored.rates {
                Rates::Metrics(rates) => rates.push(rate),
                Rates::Schedules(_) => {
                    restored.rates = Rates::Metrics(vec![rate]);
                    restored.notes.extend(is_first_lost.then_some(TorchNote::FirstRateLost));
                }
            }
            return Ok(());
        }
        let scheduler = class.read_state(&mut state)?;
        let base = self.base(&mut state)?;
        let start = Start { base, rate_before: None, path: &self.scheduler.path };
        let schedule = scheduler.schedule(&start)?;
        // What cannot be written, because it is nested too deep, is not read.
        serialize(&*schedule).map_err(|error| error.under(&self.scheduler.path))?;
        let mut notes = scheduler.notes();
        notes.extend(self.initial_rate_note(base)?);
        if !notes.iter().any(|note| matches!(note, TorchNote::FractionalEpochs { .. })) {
            notes.extend(last_rate_note(&mut state, &schedule, restored.step)?);
        }
        notes.retain(|note| !restored.notes.contains(note));
        restored.notes.append(&mut notes);
        if let Rates::Schedules(schedules) = &mut restored.rates {
            schedules.push(schedule);
        }
        Ok(())
    }

    /// The initial rate; a composite has it in its parts.
    fn base(&self, state: &mut State<'_>) -> Result<Option<f64>, InteropError> {
        if !state.arguments.has("base_lrs") {
            return Ok(None);
        }
        state.of_group::<NonNegative>("base_lrs").map(|base| Some(base.0))
    }

    fn initial_rate_note(&self, base: Option<f64>) -> Result<Option<TorchNote>, InteropError> {
        let (Some(scheduler), Some((param_group, path))) = (base, &self.param_group) else { return Ok(None) };
        let initial: Option<NonNegative> = Arguments::new(param_group, path)?.optional("initial_lr")?;
        let differs = initial.filter(|initial| initial.0 != scheduler);
        Ok(differs.map(|initial| TorchNote::InitialRate {
            group: self.index,
            scheduler,
            optimizer: initial.0,
        }))
    }
}

/// Says that the last rate of a group in a state is not that of its schedule.
pub(super) fn last_rate_note(
    state: &mut State<'_>,
    schedule: &impl LearningRateSchedule,
    step: u64,
) -> Result<Option<TorchNote>, InteropError> {
    if !state.arguments.has("_last_lr") {
        return Ok(None);
    }
    let saved: f64 = state.of_group("_last_lr")?;
    let computed = schedule.learning_rate(step);
    // A recursion in 32 bits drifts by some 1e-5.
    let greatest = saved.abs().max(computed).max(schedule.learning_rate(0));
    let differs = (saved - computed).abs() > 1e-4 * greatest;
    Ok(differs.then_some(TorchNote::LastRate { group: state.group, saved, computed }))
}

/// The number of parameter groups.
fn group_count(state: &Arguments<'_>, value: &Value) -> Result<usize, InteropError> {
    let list = ["base_lrs", "_last_lr"].into_iter().find(|name| state.has(name));
    let Some(name) = list else {
        return Err(InteropError::invalid(state.path(), "missing field `_last_lr`"));
    };
    let place = state.path_of(name);
    let count = <Vec<&Value>>::read(&value[name], &place)?.len();
    check_count(count, value, &place)
}

/// How many steps a scheduler has made. A `ChainedScheduler` does not say; those in it do.
pub(super) fn step(state: &Value, path: &str) -> Result<u64, InteropError> {
    let mut state = Arguments::new(state, path)?;
    if state.has("anneal_epochs") {
        return SwaLr::steps(&mut state);
    }
    if state.has("last_epoch") {
        return state.required("last_epoch");
    }
    let parts: Vec<&Value> = state.required("_schedulers")?;
    match parts.first() {
        Some(first) => step(first, &path::element(&state.path_of("_schedulers"), 0)),
        None => Err(state.refuse("_schedulers", "must have at least 1 element, got 0")),
    }
}
