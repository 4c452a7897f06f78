//! `GlidepathLR` of glidepath's Python package, whose state holds the schedules themselves.

use glidepath_serde::{BoxSchedule, Horizon};

use super::scheduler::{Effect, Scheduler, Start, State, not_restorable};
use crate::formats::keras::{BARE_SCHEDULE, Place, rate};
use crate::model::InteropError;
use crate::values::Value;
use crate::values::arguments::Arguments;
use crate::values::path;

/// The key of the state that has the schedule of each parameter group.
pub(super) const SCHEDULES: &str = "glidepath_schedules";

const CLASS: &str = "GlidepathLR";

/// The schedule of one parameter group.
#[derive(Debug)]
pub(super) struct GlidepathLr(BoxSchedule);

impl GlidepathLr {
    pub(super) fn from_arguments(arguments: &mut Arguments<'_>) -> Result<Box<dyn Scheduler>, InteropError> {
        Err(not_restorable(arguments.path(), CLASS, "its schedule is in its state"))
    }

    pub(super) fn from_state(state: &mut State<'_>) -> Result<Box<dyn Scheduler>, InteropError> {
        let schedule: &Value = state.of_group(SCHEDULES)?;
        let place = path::element(&state.arguments.path_of(SCHEDULES), state.group);
        if schedule.is_none() {
            return Err(not_restorable(
                &place,
                CLASS,
                "the class of its schedule is code, which is in no file",
            ));
        }
        let imported = rate(schedule, Place::new(BARE_SCHEDULE, place, &Horizon::new()))?;
        Ok(Box::new(Self(imported.learning_rate.to_schedule())))
    }
}

impl Scheduler for GlidepathLr {
    fn schedule(&self, _: &Start<'_>) -> Result<BoxSchedule, InteropError> {
        Ok(self.0.clone())
    }

    fn effect(&self) -> Effect {
        Effect::Overwrites
    }

    fn begins_with_base(&self) -> bool {
        false
    }
}
