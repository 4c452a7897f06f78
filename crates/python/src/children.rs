//! What a schedule is composed of.

use glidepath_serde::{BoxSchedule, BuiltIn};

use crate::custom::PythonSchedule;

/// Whether a part of the schedule is an object of a Python class.
pub(crate) fn has_python(schedule: &BoxSchedule) -> bool {
    let parts = BuiltIn::of(schedule).map_or(&[][..], BuiltIn::schedules);
    schedule.downcast_ref::<PythonSchedule>().is_some() || parts.iter().any(has_python)
}
