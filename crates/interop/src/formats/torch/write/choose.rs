//! Finds the PyTorch scheduler that has the rates of a schedule.

use glidepath_core::LearningRateSchedule;
use glidepath_schedules::{self as schedules, Curve, StepCount};
use glidepath_serde::{BoxSchedule, BuiltIn};

use super::milestones::milestones;
use super::scheduler::{Choice, Cyclic, OneCycle, Scheduler};
use crate::parts::formula::Formula;
use crate::parts::piece::{Course, HALF_COSINE, Piece, Ramp};
use crate::parts::pieces::pieces;

/// The scheduler with the rates of a schedule, or why there is none.
pub(super) fn choose(schedule: &BoxSchedule) -> Result<Choice, String> {
    if let Some(choice) = BuiltIn::of(schedule).and_then(alone) {
        return Ok(choice);
    }
    let pieces = pieces(schedule);
    if let Some(choice) = milestones(&pieces) {
        return Ok(choice);
    }
    let base = base(&pieces);
    let mut schedulers = Vec::new();
    let mut boundaries: Vec<u64> = Vec::new();
    let mut rest = &*pieces;
    while !rest.is_empty() {
        let Part { scheduler, taken, steps } = next_part(rest, base)?;
        schedulers.push(scheduler);
        rest = &rest[taken..];
        if let Some(steps) = steps.filter(|_| !rest.is_empty()) {
            let begin = boundaries.last().copied().unwrap_or(0);
            let Some(boundary) = begin.checked_add(steps) else { break };
            boundaries.push(boundary);
        }
    }
    let scheduler = match schedulers.len() {
        1 => schedulers.remove(0),
        _ => Scheduler::Sequential { schedulers, milestones: boundaries },
    };
    Ok(Choice { scheduler, base })
}

/// One formula for the whole schedule, or why there is none.
pub(super) fn formula(schedule: &BoxSchedule) -> Result<Choice, String> {
    let pieces = pieces(schedule);
    let base = base(&pieces);
    let formula = Formula::new(base).pieces(&pieces, "step")?;
    Ok(Choice { scheduler: Scheduler::Lambda { formula }, base })
}

/// The greatest rate, since most factors are at most 1.
fn base(pieces: &[Piece]) -> f64 {
    let greatest = pieces.iter().flat_map(Piece::rates).fold(0.0, f64::max);
    if greatest > 0.0 { greatest } else { 1.0 }
}

/// A scheduler for the first of some pieces.
struct Part {
    scheduler: Scheduler,
    /// The number of pieces that it covers.
    taken: usize,
    steps: Option<u64>,
}

fn next_part(pieces: &[Piece], base: f64) -> Result<Part, String> {
    let (first, second) = (&pieces[0], pieces.get(1));
    // Some classes hold the rate that they end with.
    let keeps = |ramp: &Ramp| {
        second.filter(|second| first.whole_ramp().is_some() && second.course == Course::Hold(ramp.to))
    };
    let together = |second: &Piece| first.steps.zip(second.steps).and_then(|(a, b)| a.checked_add(b));
    let one = |scheduler| Part { scheduler, taken: 1, steps: first.steps };
    let two = |scheduler, second: &Piece| Part { scheduler, taken: 2, steps: together(second) };
    Ok(match &first.course {
        Course::Hold(rate) => {
            let factor = Formula::new(base).share_of(*rate)?;
            match (second, first.steps) {
                (Some(second), Some(total_iters))
                    if second.course == Course::Hold(base) && is_reversible(*rate, factor) =>
                {
                    two(Scheduler::Constant { factor, total_iters }, second)
                }
                _ => one(Scheduler::hold(factor)),
            }
        }
        Course::Ramp(ramp)
            if first.begins()
                && let Some(scheduler) = along(ramp, base)? =>
        {
            match keeps(ramp) {
                Some(second) if scheduler_keeps_its_end(&scheduler) => two(scheduler, second),
                _ => one(scheduler),
            }
        }
        // If the wave turns between two steps, PyTorch divides by zero at some of them.
        Course::Wave(ramp)
            if first.begins()
                && ramp.length.whole().is_some()
                && let Some(scheduler) = annealing(ramp, base) =>
        {
            one(scheduler)
        }
        Course::Other(schedule)
            if let Some(scheduler) = BuiltIn::of(schedule).and_then(|schedule| decay(schedule, base)) =>
        {
            one(scheduler)
        }
        _ => one(Scheduler::Lambda { formula: Formula::new(base).piece(first, "step")? }),
    })
}

/// At the end of a `ConstantLR` PyTorch divides the rate by the factor.
fn is_reversible(rate: f64, factor: f64) -> bool {
    factor < 1.0 && rate.is_normal() && (1.0 / factor).is_finite()
}

/// The recursion of a `LinearLR` to 0 ends near 0, not at it.
fn scheduler_keeps_its_end(scheduler: &Scheduler) -> bool {
    match scheduler {
        &Scheduler::Linear { end_factor, .. } => end_factor > 0.0,
        other => matches!(other, Scheduler::Polynomial { .. }),
    }
}

/// The class for a ramp, if PyTorch has one.
fn along(ramp: &Ramp, base: f64) -> Result<Option<Scheduler>, String> {
    let (from_base, to_zero) = (ramp.from == base, ramp.to == 0.0);
    let formula = Formula::new(base);
    Ok(match (ramp.curve, ramp.length.whole()) {
        (curve, _) if curve == HALF_COSINE => annealing(ramp, base),
        (Curve::Linear, Some(total_iters)) if from_base && to_zero => {
            Some(Scheduler::Polynomial { total_iters, power: 1.0 })
        }
        (Curve::Linear, Some(total_iters)) if ramp.from > 0.0 => {
            let [start_factor, end_factor] = [formula.share_of(ramp.from)?, formula.share_of(ramp.to)?];
            Some(Scheduler::Linear { start_factor, end_factor, total_iters })
        }
        (Curve::Polynomial { power }, Some(total_iters)) if from_base && to_zero => {
            Some(Scheduler::Polynomial { total_iters, power })
        }
        _ => None,
    })
}

/// From this length on the cosine of the step before the bottom is -1 in doubles, and PyTorch would divide by
/// zero.
const LONGEST_ANNEALING: f64 = 134_217_728.0;

/// A cosine from the base rate.
fn annealing(ramp: &Ramp, base: f64) -> Option<Scheduler> {
    let fits = ramp.from == base && ramp.length.to_f64() < LONGEST_ANNEALING;
    fits.then_some(Scheduler::CosineAnnealing { t_max: ramp.length, eta_min: ramp.to })
}

/// The class for a schedule that is not taken apart: a decay without an end.
fn decay(schedule: BuiltIn<'_>, base: f64) -> Option<Scheduler> {
    match schedule {
        BuiltIn::ExponentialDecay(decay) => {
            let gamma = decay.decay_rate();
            let steps = decay.decay_steps().whole().filter(|_| decay.initial_learning_rate() == base)?;
            match (steps, decay.staircase()) {
                (1, _) => Some(Scheduler::Exponential { gamma }),
                (step_size, true) => Some(Scheduler::Step { step_size, gamma }),
                _ => None,
            }
        }
        BuiltIn::CosineDecayRestarts(restarts) => {
            let is_fit = restarts.initial_learning_rate() == base && restarts.m_mul() == 1.0;
            let t_0 = restarts.first_decay_steps().whole().filter(|_| is_fit)?;
            let t_mult = StepCount::from(restarts.t_mul()).whole().filter(|&t_mult| t_mult > 0)?;
            Some(Scheduler::WarmRestarts { t_0, t_mult, eta_min: restarts.alpha() * base })
        }
        _ => None,
    }
}

/// The scheduler for a whole schedule that must not be part of a sequence: it sets rates of its own instead
/// of multiplying the optimizer's, or it is a chain.
fn alone(schedule: BuiltIn<'_>) -> Option<Choice> {
    match schedule {
        BuiltIn::Cyclic(cyclic) => Some(cyclic_lr(cyclic)),
        BuiltIn::OneCycle(cycle) => one_cycle_lr(cycle),
        BuiltIn::Product(product) => chain(product.schedules()),
        _ => None,
    }
}

fn cyclic_lr(cyclic: &schedules::Cyclic) -> Choice {
    let (base_lr, max_lr) = (cyclic.base_learning_rate(), cyclic.max_learning_rate());
    let scheduler = Scheduler::Cyclic(Cyclic {
        base_lr,
        max_lr,
        step_size_up: cyclic.step_size_up(),
        step_size_down: cyclic.step_size_down(),
        mode: cyclic.mode(),
        gamma: cyclic.gamma(),
    });
    Choice { scheduler, base: base_lr }
}

fn one_cycle_lr(cycle: &schedules::OneCycle) -> Option<Choice> {
    let total = StepCount::from(cycle.total_steps()).to_f64();
    let rising = cycle.pct_start() * total;
    // Where the rise has no steps, PyTorch divides by zero.
    if rising == 1.0 {
        return None;
    }
    let max_lr = cycle.max_learning_rate();
    let scheduler = Scheduler::OneCycle(OneCycle {
        max_lr,
        total_steps: cycle.total_steps(),
        pct_start: cycle.pct_start(),
        anneal_strategy: cycle.anneal_strategy(),
        div_factor: cycle.div_factor(),
        final_div_factor: cycle.final_div_factor(),
        three_phase: cycle.three_phase(),
    });
    Some(Choice { scheduler, base: max_lr / cycle.div_factor() })
}

/// A chain of schedulers, each of which only multiplies the rate.
fn chain(factors: &[BoxSchedule]) -> Option<Choice> {
    let mut schedulers = Vec::with_capacity(factors.len());
    let mut base = 1.0;
    for factor in factors {
        let choice = choose(factor).ok().filter(|choice| multiplies(&choice.scheduler))?;
        base *= choice.base;
        schedulers.push(choice.scheduler);
    }
    // A rate of 0 stays 0, whatever comes later.
    (schedulers.len() > 1
        && base > 0.0
        && f64::is_finite(base)
        && factors.iter().all(|f| f.learning_rate(0) > 0.0))
    .then_some(Choice { scheduler: Scheduler::Chained { schedulers }, base })
}

fn multiplies(scheduler: &Scheduler) -> bool {
    matches!(
        scheduler,
        Scheduler::Step { .. }
            | Scheduler::MultiStep { .. }
            | Scheduler::Constant { .. }
            | Scheduler::Linear { .. }
            | Scheduler::Exponential { .. }
            | Scheduler::Polynomial { .. }
    )
}
