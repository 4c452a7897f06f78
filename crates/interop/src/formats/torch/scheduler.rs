//! What the classes have in common.

use std::fmt;

use crate::model::{InteropError, Note};
use crate::values::arguments::{Argument, Arguments, expect};
use crate::values::{Value, path};
use glidepath_schedules::ScheduleError;
use glidepath_serde::{BoxSchedule, SerializableSchedule};

/// The parameters of a scheduler, for one parameter group.
pub(super) trait Scheduler: fmt::Debug {
    /// The rate as a schedule of the scheduler's own steps.
    fn schedule(&self, start: &Start<'_>) -> Result<BoxSchedule, InteropError>;

    /// What it does with the rate that others set.
    fn effect(&self) -> Effect {
        Effect::Multiplies
    }

    /// As [`schedule`](Self::schedule), where others multiply the rate as well.
    fn factor(&self, start: &Start<'_>) -> Result<BoxSchedule, InteropError> {
        self.schedule(start)
    }

    /// The rate that it writes into the optimizer as the initial one when it is built, perhaps as the first of all.
    fn new_initial_rate(&self, _is_first: bool) -> Option<f64> {
        None
    }

    /// Whether the initial rate in its state is the optimizer's.
    fn begins_with_base(&self) -> bool {
        true
    }

    /// What a reader of the file should know.
    fn notes(&self) -> Vec<Note> {
        Vec::new()
    }
}

/// What a scheduler does with the rate that it finds in the optimizer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Effect {
    /// It multiplies the rate by a factor of the step.
    Multiplies,
    /// It does so up to this step, and adds something after it.
    MultipliesUntil(u64),
    /// It puts its own rate in the place of the other.
    Overwrites,
    /// Neither, for this reason.
    Mixes(&'static str),
}

/// Where a scheduler begins.
#[derive(Clone, Copy, Debug)]
pub(super) struct Start<'a> {
    /// The initial rate of the parameter group. A composite's state leaves it to its parts.
    pub(super) base: Option<f64>,
    /// The last rate of the scheduler before it in a `SequentialLR`, where there is one.
    pub(super) rate_before: Option<f64>,
    /// The place of the scheduler in the file, for errors.
    pub(super) path: &'a str,
}

impl Start<'_> {
    /// The initial rate, where there is no schedule without.
    pub(super) fn base(&self) -> Result<f64, InteropError> {
        self.base.ok_or_else(|| InteropError::invalid(self.path, "missing field `base_lrs`"))
    }

    /// A schedule whose parameters may be refused.
    pub(super) fn build(
        &self,
        schedule: Result<impl SerializableSchedule + 'static, ScheduleError>,
    ) -> Result<BoxSchedule, InteropError> {
        schedule.map(BoxSchedule::new).map_err(InteropError::unfit(self.path))
    }

    /// The error for a scheduler that has no schedule.
    pub(super) fn refuse(&self, class: &str, reason: impl Into<String>) -> InteropError {
        not_restorable(self.path, class, reason)
    }
}

/// The error for a scheduler that is no function of the step that could be written down, or of which the file says too
/// little.
pub(super) fn not_restorable(path: &str, class: &str, reason: impl Into<String>) -> InteropError {
    InteropError::not_restorable(path, format!("`{class}` cannot be restored: {}", reason.into()))
}

/// The state of a scheduler, as one parameter group has it.
#[derive(Debug)]
pub(super) struct State<'v> {
    pub(super) value: &'v Value,
    pub(super) arguments: Arguments<'v>,
    /// The number of the parameter group.
    pub(super) group: usize,
    /// The parameter group itself and its place, if the file has the optimizer's state.
    pub(super) param_group: Option<(&'v Value, &'v str)>,
}

impl<'v> State<'v> {
    pub(super) fn new(
        state: &'v Value,
        path: &str,
        group: usize,
        param_group: Option<(&'v Value, &'v str)>,
    ) -> Result<Self, InteropError> {
        Ok(Self { value: state, arguments: Arguments::new(state, path)?, group, param_group })
    }

    /// This group's element of a list that has one for each group.
    pub(super) fn of_group<T: Argument<'v>>(&mut self, name: &'static str) -> Result<T, InteropError> {
        let list: &Value = self.arguments.required(name)?;
        let list_path = self.arguments.path_of(name);
        let elements = expect(list.as_array(), "a list", list, &list_path)?;
        match elements.get(self.group) {
            Some(element) => T::read(element, &path::element(&list_path, self.group)),
            None => Err(InteropError::invalid(
                &list_path,
                format!("must have an element for each parameter group, got {}", elements.len()),
            )),
        }
    }

    /// The parameter group; without it, the error says that this is what lacks.
    pub(super) fn param_group(&self, class: &str, lacks: &str) -> Result<Arguments<'v>, InteropError> {
        match self.param_group {
            Some((group, path)) => Arguments::new(group, path),
            None => Err(not_restorable(
                self.arguments.path(),
                class,
                format!("{lacks} in the optimizer's `param_groups`, which the file does not have"),
            )),
        }
    }
}
