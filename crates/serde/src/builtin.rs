//! The classes of glidepath-schedules, by name.

use glidepath_schedules as schedules;

use crate::{BoxSchedule, register_schedule};

register_schedule!(schedules::Constant, "Constant");
register_schedule!(schedules::Sequential<BoxSchedule>, "Sequential");
