//! From a state to schedules.

use super::find::Found;
use super::position::step;
use super::scheduler::{Start, State};
use super::{class, class::Class, construct, notes};
use crate::model::groups::check_count;
use crate::model::{InteropError, MetricRate, Note};
use crate::values::arguments::{Argument, Arguments, NonNegative};
use crate::values::{Value, path};
use glidepath_core::LearningRateSchedule;
use glidepath_serde::{BoxSchedule, serialize};

/// What a state stands for.
#[derive(Debug)]
pub(super) struct Restored {
    /// For each parameter group, its rate.
    pub(super) rates: Rates,
    /// The number of steps that were made.
    pub(super) step: u64,
    pub(super) notes: Vec<Note>,
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
        notes: vec![notes::class_by_parameters(class.name)],
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
        let param_group = optimizer.and_then(|optimizer| {
            Some((optimizer.value.as_array()?.get(index)?, path::element(&optimizer.path, index)))
        });
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
                    restored.notes.extend(is_first_lost.then_some(notes::first_rate_lost()));
                }
            }
            return Ok(());
        }
        let scheduler = construct::from_state(class, &mut state)?;
        let base = base_rate(&mut state)?;
        let start = Start { base, rate_before: None, path: &self.scheduler.path };
        let schedule = scheduler.schedule(&start)?;
        // What cannot be written, because it is nested too deep, is not read.
        serialize(&*schedule).map_err(|error| error.under(&self.scheduler.path))?;
        let mut notes = scheduler.notes();
        if scheduler.begins_with_base() {
            notes.extend(self.initial_rate_note(base)?);
        }
        if !notes.iter().any(|note| note.rule() == notes::FRACTIONAL_EPOCHS) {
            let last = last_rate_note(&mut state, &schedule, restored.step)?;
            // Where the scheduler has lost the rate as well, one note is enough.
            let of_optimizer =
                if last.is_none() { self.optimizer_rate_note(&schedule, restored.step) } else { None };
            notes.extend(last.or(of_optimizer));
        }
        notes.retain(|note| !restored.notes.contains(note));
        restored.notes.append(&mut notes);
        if let Rates::Schedules(schedules) = &mut restored.rates {
            schedules.push(schedule);
        }
        Ok(())
    }

    /// Says that the optimizer's rate is not that of the schedule.
    fn optimizer_rate_note(&self, schedule: &impl LearningRateSchedule, step: u64) -> Option<Note> {
        let (param_group, _) = self.param_group.as_ref()?;
        let saved = param_group.get("lr")?.as_f64()?;
        let computed = schedule.learning_rate(step);
        differ(saved, computed, schedule).then(|| notes::optimizer_rate(self.index, saved, computed))
    }

    fn initial_rate_note(&self, base: Option<f64>) -> Result<Option<Note>, InteropError> {
        let (Some(scheduler), Some((param_group, path))) = (base, &self.param_group) else { return Ok(None) };
        let initial: Option<NonNegative> = Arguments::new(param_group, path)?.optional("initial_lr")?;
        let differs = initial.filter(|initial| initial.0 != scheduler);
        Ok(differs.map(|initial| notes::initial_rate(self.index, scheduler, initial.0)))
    }
}

/// The initial rate; a composite has it in its parts.
fn base_rate(state: &mut State<'_>) -> Result<Option<f64>, InteropError> {
    if !state.arguments.has("base_lrs") {
        return Ok(None);
    }
    state.of_group::<NonNegative>("base_lrs").map(|base| Some(base.0))
}

/// Says that the last rate of a group in a state is not that of its schedule.
pub(super) fn last_rate_note(
    state: &mut State<'_>,
    schedule: &impl LearningRateSchedule,
    step: u64,
) -> Result<Option<Note>, InteropError> {
    if !state.arguments.has("_last_lr") {
        return Ok(None);
    }
    let saved: f64 = state.of_group("_last_lr")?;
    let computed = schedule.learning_rate(step);
    Ok(differ(saved, computed, schedule).then(|| notes::last_rate(state.group, saved, computed)))
}

/// Whether two rates of a schedule differ by more than rounding: a recursion in 32 bits drifts by some 1e-5.
pub(super) fn differ(saved: f64, computed: f64, schedule: &impl LearningRateSchedule) -> bool {
    let greatest = saved.abs().max(computed).max(schedule.learning_rate(0));
    (saved - computed).abs() > 1e-4 * greatest
}

/// The number of parameter groups.
fn group_count(state: &Arguments<'_>, value: &Value) -> Result<usize, InteropError> {
    let list = ["base_lrs", "_last_lr"].into_iter().find(|name| state.has(name));
    let Some(name) = list else {
        return Err(InteropError::invalid(state.path(), "missing field `_last_lr`"));
    };
    let place = state.path_of(name);
    let count = <Vec<&Value>>::read(value.get(name).unwrap_or(&Value::Null), &place)?.len();
    check_count(count, value, &place)
}
