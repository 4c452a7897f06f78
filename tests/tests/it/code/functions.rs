type Function = fn() -> Result<glidepath::BoxSchedule, glidepath::ScheduleError>;
pub(super) const FUNCTIONS: [(&str, Function); 0] = [];
