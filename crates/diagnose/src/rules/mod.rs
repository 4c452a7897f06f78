//! The rules: one file each. A rule is a pure function of the course of a schedule and of facts.

pub(crate) mod boundary_after_end;
pub(crate) mod cycles_in_run;
pub(crate) mod drop_after_warmup;
pub(crate) mod ends_early;
pub(crate) mod ends_high;
mod epochs;
pub(crate) mod first_update_zero;
pub(crate) mod group_rates_overwritten;
pub(crate) mod implausible_rate;
pub(crate) mod implausible_steps;
pub(crate) mod jump;
pub(crate) mod min_above_peak;
pub(crate) mod never_above_zero;
pub(crate) mod rises_after_end;
pub(crate) mod warmup_longer_than_run;
