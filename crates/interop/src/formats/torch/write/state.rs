//! The `state_dict()` of a scheduler in the middle of a run.

use glidepath_core::LearningRateSchedule;
use glidepath_schedules::{CyclicMode, StepCount};
use glidepath_serde::{BoxSchedule, BuiltIn};

use super::scheduler::{OneCycle, Scheduler};
use crate::values::{Json, object};

/// Where a scheduler is in its run.
pub(super) struct Position<'a> {
    /// The initial rate of the optimizer.
    pub(super) base: f64,
    /// The number of steps that were made.
    pub(super) step: u64,
    /// The schedule whose rates the scheduler has.
    pub(super) schedule: &'a BoxSchedule,
}

impl Position<'_> {
    /// The state that PyTorch 2.15 would save.
    pub(super) fn state(&self, scheduler: &Scheduler) -> Json {
        match scheduler {
            Scheduler::Sequential { schedulers, milestones } => self.sequential(schedulers, milestones),
            Scheduler::Chained { schedulers } => self.chained(schedulers),
            other => single(other, Some(self.step), self.base, self.rate(self.step)),
        }
    }

    fn sequential(&self, schedulers: &[Scheduler], milestones: &[u64]) -> Json {
        let begins = std::iter::once(0).chain(milestones.iter().copied());
        let ends = milestones.iter().copied().chain([u64::MAX]);
        let mut constructed = self.base;
        let mut states = Vec::with_capacity(schedulers.len());
        for (scheduler, (begin, end)) in schedulers.iter().zip(begins.zip(ends)) {
            constructed = rate_when_constructed(scheduler, constructed, self.base, self.rate(begin));
            let step = self.step.min(end - 1).checked_sub(begin);
            let last_rate = step.map_or(constructed, |step| self.rate(begin + step));
            states.push(single(scheduler, step, self.base, last_rate));
        }
        object([
            ("_milestones", milestones.iter().copied().map(Json::from).collect()),
            ("last_epoch", self.step.into()),
            ("_last_lr", Json::Array(vec![self.rate(self.step).into()])),
            ("_schedulers", Json::Array(states)),
        ])
    }

    fn chained(&self, schedulers: &[Scheduler]) -> Json {
        let states = schedulers.iter().zip(self.rates_along_chain(schedulers));
        let states =
            states.map(|(scheduler, rate)| single(scheduler, Some(self.step), self.base, rate)).collect();
        object([("_last_lr", Json::Array(vec![self.rate(self.step).into()])), ("_schedulers", states)])
    }

    /// The rate that each scheduler of a chain has left. It has seen what those before it did in this step,
    /// and what those after it did in the step before.
    fn rates_along_chain(&self, schedulers: &[Scheduler]) -> Vec<f64> {
        let Some(step_before) = self.step.checked_sub(1) else {
            let construct = |rate: &mut f64, scheduler| {
                *rate = rate_when_constructed(scheduler, *rate, self.base, self.base);
                Some(*rate)
            };
            return schedulers.iter().scan(self.base, construct).collect();
        };
        // Each is for one factor of a product.
        let factors = match BuiltIn::of(self.schedule) {
            Some(BuiltIn::Product(product)) => product.schedules(),
            _ => &[],
        };
        let left_by = |last| {
            let step = |index| if index <= last { self.step } else { step_before };
            factors.iter().enumerate().map(|(index, factor)| factor.learning_rate(step(index))).product()
        };
        (0..factors.len()).map(left_by).collect()
    }

    fn rate(&self, step: u64) -> f64 {
        self.schedule.learning_rate(step)
    }
}

/// A state at one of the scheduler's own steps; `None` before it began.
fn single(scheduler: &Scheduler, step: Option<u64>, base: f64, last_rate: f64) -> Json {
    let mut entries = own_entries(scheduler, step.unwrap_or(0));
    // `CosineAnnealingWarmRestarts` does not count its steps.
    let count = match scheduler {
        Scheduler::WarmRestarts { .. } => 0,
        _ => step.unwrap_or(0).saturating_add(1),
    };
    let last_epoch = step.map_or(Json::Number((-1).into()), Json::from);
    let formula = match scheduler {
        Scheduler::Lambda { .. } => Some(("lr_lambdas", Json::Array(vec![Json::Null]))),
        Scheduler::Cyclic(_) => Some(("_scale_fn_custom", Json::Null)),
        _ => None,
    };
    entries.extend([
        ("base_lrs", Json::Array(vec![base.into()])),
        ("last_epoch", last_epoch),
        ("_step_count", count.into()),
        ("_is_initial", false.into()),
        ("_get_lr_called_within_step", false.into()),
        ("_last_lr", Json::Array(vec![last_rate.into()])),
    ]);
    entries.extend(formula);
    object(entries)
}

/// The rate in the optimizer when a scheduler within another has been constructed, before the first of them
/// begins.
fn rate_when_constructed(scheduler: &Scheduler, rate: f64, base: f64, first_rate: f64) -> f64 {
    match scheduler {
        &Scheduler::Constant { factor, .. } => rate * factor,
        &Scheduler::Linear { start_factor, .. } => rate * start_factor,
        Scheduler::MultiStep { milestones, gamma } if milestones.iter().any(|at| at.step == 0) => {
            rate * gamma
        }
        Scheduler::WarmRestarts { .. } => base,
        Scheduler::Lambda { .. } => first_rate,
        _ => rate,
    }
}

/// The entries of the state that only this class has: mostly its arguments.
fn own_entries(scheduler: &Scheduler, step: u64) -> Vec<(&'static str, Json)> {
    match scheduler {
        Scheduler::MultiStep { milestones, gamma } => {
            let counts = milestones.iter().map(|at| (at.step.to_string(), at.count.into()));
            vec![("milestones", Json::Object(counts.collect())), ("gamma", (*gamma).into())]
        }
        &Scheduler::WarmRestarts { t_0, t_mult, eta_min } => {
            let (elapsed, length) = restart(step, t_0, t_mult);
            vec![
                ("T_0", t_0.into()),
                ("T_i", length.into()),
                ("T_mult", t_mult.into()),
                ("eta_min", eta_min.into()),
                ("T_cur", elapsed.into()),
            ]
        }
        Scheduler::OneCycle(cycle) => vec![
            ("total_steps", cycle.total_steps.into()),
            ("_schedule_phases", phases(cycle)),
            ("_anneal_func_type", cycle.anneal_strategy_name().into()),
            ("cycle_momentum", false.into()),
        ],
        Scheduler::Cyclic(cyclic) => {
            let [up, down] =
                [cyclic.step_size_up, cyclic.step_size_down].map(|steps| StepCount::from(steps).to_f64());
            let scale_mode = if cyclic.mode == CyclicMode::ExpRange { "iterations" } else { "cycle" };
            vec![
                ("max_lrs", Json::Array(vec![cyclic.max_lr.into()])),
                ("total_size", (up + down).into()),
                ("step_ratio", (up / (up + down)).into()),
                ("mode", cyclic.mode_name().into()),
                ("gamma", cyclic.gamma.into()),
                ("scale_mode", scale_mode.into()),
                ("cycle_momentum", false.into()),
            ]
        }
        Scheduler::Lambda { .. } => Vec::new(),
        other => other.arguments(),
    }
}

/// The steps since the last restart, and the length of the period.
fn restart(step: u64, t_0: u64, t_mult: u64) -> (u64, u64) {
    if t_mult == 1 {
        return (step % t_0, t_0);
    }
    let (mut elapsed, mut length) = (step, t_0);
    while elapsed >= length {
        elapsed -= length;
        length = length.saturating_mul(t_mult);
    }
    (elapsed, length)
}

fn phases(cycle: &OneCycle) -> Json {
    let total = StepCount::from(cycle.total_steps).to_f64();
    let rise = cycle.pct_start * total;
    let last = cycle.total_steps.saturating_sub(1).into();
    let mut corners = vec![(Json::from(rise - 1.0), "initial_lr", "max_lr")];
    if cycle.three_phase {
        corners.push((Json::from(2.0 * rise - 2.0), "max_lr", "initial_lr"));
        corners.push((last, "initial_lr", "min_lr"));
    } else {
        corners.push((last, "max_lr", "min_lr"));
    }
    let momenta = [
        ("max_momentum", "base_momentum"),
        ("base_momentum", "max_momentum"),
        ("max_momentum", "max_momentum"),
    ];
    let phase = |((end, from, to), (from_momentum, to_momentum)): ((Json, &str, &str), (&str, &str))| {
        object([
            ("end_step", end),
            ("start_lr", from.into()),
            ("end_lr", to.into()),
            ("start_momentum", from_momentum.into()),
            ("end_momentum", to_momentum.into()),
        ])
    };
    corners.into_iter().zip(momenta).map(phase).collect()
}
