//! All rules of schedules.

use crate::rule::Rule;
use crate::rules::{
    boundary_after_end, cycles_in_run, drop_after_warmup, ends_early, ends_high, first_update_zero,
    group_rates_overwritten, implausible_rate, implausible_steps, jump, min_above_peak, never_above_zero,
    rises_after_end, warmup_longer_than_run,
};

/// The rules that [`diagnose`](crate::diagnose) checks, in this order.
pub const RULES: [Rule; 14] = [
    never_above_zero::RULE,
    implausible_rate::RULE,
    implausible_steps::RULE,
    min_above_peak::RULE,
    warmup_longer_than_run::RULE,
    first_update_zero::RULE,
    drop_after_warmup::RULE,
    jump::RULE,
    ends_high::RULE,
    ends_early::RULE,
    rises_after_end::RULE,
    cycles_in_run::RULE,
    boundary_after_end::RULE,
    group_rates_overwritten::RULE,
];
