//! What `Target::Rust` writes for the schedules of `tests/data/written`. The test beside it writes this file.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![expect(unreachable_pub, reason = "a program of one's own may have it anywhere")]

mod constant {
use glidepath::ScheduleError;
use glidepath::prelude::*;

/// Builds the schedule.
pub fn schedule() -> Result<BoxSchedule, ScheduleError> {
    Ok(Constant::new(0.1)?.boxed())
}
}

mod cosine_annealing {
use glidepath::ScheduleError;
use glidepath::prelude::*;

/// Builds the schedule.
pub fn schedule() -> Result<BoxSchedule, ScheduleError> {
    Ok(CosineAnnealing::new(0.5, 15)?.with_end_learning_rate(0.1)?.boxed())
}
}

mod cosine_decay {
use glidepath::ScheduleError;
use glidepath::prelude::*;

/// Builds the schedule.
pub fn schedule() -> Result<BoxSchedule, ScheduleError> {
    Ok(CosineDecay::new(0.1, 30)?.with_alpha(0.1)?.boxed())
}
}

mod cosine_decay_with_warmup {
use glidepath::ScheduleError;
use glidepath::prelude::*;

/// Builds the schedule.
pub fn schedule() -> Result<BoxSchedule, ScheduleError> {
    Ok(CosineDecay::new(0.0, 30)?.with_warmup_target(0.1, 10)?.boxed())
}
}

mod cosine_decay_restarts {
use glidepath::ScheduleError;
use glidepath::prelude::*;

/// Builds the schedule.
pub fn schedule() -> Result<BoxSchedule, ScheduleError> {
    Ok(CosineDecayRestarts::new(0.1, 10)?.with_t_mul(1.5)?.with_m_mul(0.9)?.with_alpha(0.01)?.boxed())
}
}

mod cosine_hard_restarts {
use glidepath::ScheduleError;
use glidepath::prelude::*;

/// Builds the schedule.
pub fn schedule() -> Result<BoxSchedule, ScheduleError> {
    Ok(CosineHardRestarts::new(0.1, 40, 2.0)?.boxed())
}
}

mod cyclic {
use glidepath::ScheduleError;
use glidepath::prelude::*;

/// Builds the schedule.
pub fn schedule() -> Result<BoxSchedule, ScheduleError> {
    Ok(Cyclic::new(0.1, 0.5, 7)?.with_step_size_down(5)?.with_mode(CyclicMode::ExpRange).with_gamma(0.99)?.boxed())
}
}

mod exponential_decay {
use glidepath::ScheduleError;
use glidepath::prelude::*;

/// Builds the schedule.
pub fn schedule() -> Result<BoxSchedule, ScheduleError> {
    Ok(ExponentialDecay::new(0.1, 7, 0.5)?.with_staircase(true).with_name("stairs").boxed())
}
}

mod interpolated {
use glidepath::ScheduleError;
use glidepath::prelude::*;

/// Builds the schedule.
pub fn schedule() -> Result<BoxSchedule, ScheduleError> {
    Ok(Interpolated::new([0, 10, 40], [0.0, 0.5, 0.1])?.boxed())
}
}

mod interpolated_along_cosines {
use glidepath::ScheduleError;
use glidepath::prelude::*;

/// Builds the schedule.
pub fn schedule() -> Result<BoxSchedule, ScheduleError> {
    Ok(Interpolated::new([StepCount::from(0.5), StepCount::from(10), StepCount::from(40)], [0.1, 0.5, 0.2])?.with_interpolation(Interpolation::Cosine).boxed())
}
}

mod inverse_square_root {
use glidepath::ScheduleError;
use glidepath::prelude::*;

/// Builds the schedule.
pub fn schedule() -> Result<BoxSchedule, ScheduleError> {
    Ok(InverseSquareRoot::new(0.5, 10)?.with_timescale(25)?.boxed())
}
}

mod inverse_time_decay {
use glidepath::ScheduleError;
use glidepath::prelude::*;

/// Builds the schedule.
pub fn schedule() -> Result<BoxSchedule, ScheduleError> {
    Ok(InverseTimeDecay::new(0.5, 10, 0.5)?.boxed())
}
}

mod inverse_time_decay_in_stairs {
use glidepath::ScheduleError;
use glidepath::prelude::*;

/// Builds the schedule.
pub fn schedule() -> Result<BoxSchedule, ScheduleError> {
    Ok(InverseTimeDecay::new(0.5, 10, 0.5)?.with_staircase(true).boxed())
}
}

mod linear_cosine_decay {
use glidepath::ScheduleError;
use glidepath::prelude::*;

/// Builds the schedule.
pub fn schedule() -> Result<BoxSchedule, ScheduleError> {
    Ok(LinearCosineDecay::new(0.1, 30)?.with_num_periods(1.5)?.with_alpha(0.1)?.with_beta(0.01)?.boxed())
}
}

mod noam {
use glidepath::ScheduleError;
use glidepath::prelude::*;

/// Builds the schedule.
pub fn schedule() -> Result<BoxSchedule, ScheduleError> {
    Ok(Noam::new(512, 10)?.with_factor(2.0)?.boxed())
}
}

mod noisy_linear_cosine_decay {
use glidepath::ScheduleError;
use glidepath::prelude::*;

/// Builds the schedule.
pub fn schedule() -> Result<BoxSchedule, ScheduleError> {
    Ok(NoisyLinearCosineDecay::new(0.1, 30)?.with_initial_variance(0.5)?.with_variance_decay(0.6)?.with_seed(7).boxed())
}
}

mod one_cycle {
use glidepath::ScheduleError;
use glidepath::prelude::*;

/// Builds the schedule.
pub fn schedule() -> Result<BoxSchedule, ScheduleError> {
    Ok(OneCycle::new(0.1, 50)?.boxed())
}
}

mod one_cycle_in_three_phases {
use glidepath::ScheduleError;
use glidepath::prelude::*;

/// Builds the schedule.
pub fn schedule() -> Result<BoxSchedule, ScheduleError> {
    Ok(OneCycle::new(0.1, 50)?.with_three_phase(true).with_pct_start(0.4)?.with_anneal_strategy(Interpolation::Linear).with_div_factor(10.0)?.with_final_div_factor(100.0)?.boxed())
}
}

mod piecewise_constant_decay {
use glidepath::ScheduleError;
use glidepath::prelude::*;

/// Builds the schedule.
pub fn schedule() -> Result<BoxSchedule, ScheduleError> {
    Ok(PiecewiseConstantDecay::new([StepCount::from(10), StepCount::from(20.5), StepCount::from(3000000000_u64)], [0.1, 0.05, 0.01, 0.001])?.boxed())
}
}

mod polynomial_decay {
use glidepath::ScheduleError;
use glidepath::prelude::*;

/// Builds the schedule.
pub fn schedule() -> Result<BoxSchedule, ScheduleError> {
    Ok(PolynomialDecay::new(0.1, 30, 0.01)?.with_power(2.0)?.boxed())
}
}

mod polynomial_decay_in_cycles {
use glidepath::ScheduleError;
use glidepath::prelude::*;

/// Builds the schedule.
pub fn schedule() -> Result<BoxSchedule, ScheduleError> {
    Ok(PolynomialDecay::new(0.1, 30, 0.01)?.with_cycle(true).boxed())
}
}

mod power_law {
use glidepath::ScheduleError;
use glidepath::prelude::*;

/// Builds the schedule.
pub fn schedule() -> Result<BoxSchedule, ScheduleError> {
    Ok(PowerLaw::new(0.5, 10, -0.25)?.with_offset(1.0)?.with_inner_power(2.0)?.boxed())
}
}

mod power_law_from_0 {
use glidepath::ScheduleError;
use glidepath::prelude::*;

/// Builds the schedule.
pub fn schedule() -> Result<BoxSchedule, ScheduleError> {
    Ok(PowerLaw::new(0.5, 10, -0.5)?.boxed())
}
}

mod table {
use glidepath::ScheduleError;
use glidepath::prelude::*;

/// Builds the schedule.
pub fn schedule() -> Result<BoxSchedule, ScheduleError> {
    Ok(Table::new([0.1, 0.3, 0.2])?.boxed())
}
}

mod transition_restarts {
use glidepath::ScheduleError;
use glidepath::prelude::*;

/// Builds the schedule.
pub fn schedule() -> Result<BoxSchedule, ScheduleError> {
    Ok(TransitionRestarts::new(0.5, 0.1, 20)?.with_curve(Curve::Cosine { exponent: 1.0 })?.with_t_mul(2.0)?.with_m_mul(0.5)?.with_end_m_mul(0.5)?.with_cycle_limit(2)?.with_k_decay(1.5)?.boxed())
}
}

mod warmup_stable_decay {
use glidepath::ScheduleError;
use glidepath::prelude::*;

/// Builds the schedule.
pub fn schedule() -> Result<BoxSchedule, ScheduleError> {
    Ok(WarmupStableDecay::new(0.5, 10, 20, 10)?.with_initial_learning_rate(0.01)?.with_end_learning_rate(0.05)?.with_decay_curve(Curve::Power { power: 0.5 })?.boxed())
}
}

mod clamped {
use glidepath::ScheduleError;
use glidepath::prelude::*;

/// Builds the schedule.
pub fn schedule() -> Result<BoxSchedule, ScheduleError> {
    Ok(Clamped::new(ExponentialDecay::new(0.5, 10, 0.5)?, 0.1, 0.4)?.boxed())
}
}

mod clamped_from_below {
use glidepath::ScheduleError;
use glidepath::prelude::*;

/// Builds the schedule.
pub fn schedule() -> Result<BoxSchedule, ScheduleError> {
    Ok(Clamped::new(PowerLaw::new(0.5, 10, -0.5)?, 0.2, f64::MAX)?.boxed())
}
}

mod product {
use glidepath::ScheduleError;
use glidepath::prelude::*;

/// Builds the schedule.
pub fn schedule() -> Result<BoxSchedule, ScheduleError> {
    let part_1 = ExponentialDecay::new(0.5, 10, 0.5)?.boxed();
    let part_2 = Transition::new(0.5, 0.25, 20)?.boxed();
    Ok(Product::new([part_1, part_2])?.boxed())
}
}

mod sum {
use glidepath::ScheduleError;
use glidepath::prelude::*;

/// Builds the schedule.
pub fn schedule() -> Result<BoxSchedule, ScheduleError> {
    let part_1 = ExponentialDecay::new(0.5, 10, 0.5)?.boxed();
    let part_2 = Transition::new(0.5, 0.25, 20)?.boxed();
    let part_3 = PowerLaw::new(0.5, 10, -0.5)?.boxed();
    Ok(Sum::new([part_1, part_2, part_3])?.boxed())
}
}

mod repeated {
use glidepath::ScheduleError;
use glidepath::prelude::*;

/// Builds the schedule.
pub fn schedule() -> Result<BoxSchedule, ScheduleError> {
    Ok(Repeated::new(Transition::new(0.5, 0.25, 20)?, 15)?.boxed())
}
}

mod repeated_and_mirrored {
use glidepath::ScheduleError;
use glidepath::prelude::*;

/// Builds the schedule.
pub fn schedule() -> Result<BoxSchedule, ScheduleError> {
    Ok(Repeated::new(Transition::new(0.5, 0.25, 20)?, 15)?.with_mirror(true).with_m_mul(0.5)?.with_cycle_limit(3)?.boxed())
}
}

mod scaled {
use glidepath::ScheduleError;
use glidepath::prelude::*;

/// Builds the schedule.
pub fn schedule() -> Result<BoxSchedule, ScheduleError> {
    Ok(Scaled::new(ExponentialDecay::new(0.5, 10, 0.5)?, 0.5)?.boxed())
}
}

mod sequential {
use glidepath::ScheduleError;
use glidepath::prelude::*;

/// Builds the schedule.
pub fn schedule() -> Result<BoxSchedule, ScheduleError> {
    let part_1 = Transition::new(0.5, 0.25, 20)?.boxed();
    let part_2 = ExponentialDecay::new(0.5, 10, 0.5)?.boxed();
    let part_3 = Constant::new(0.05)?.boxed();
    Ok(Sequential::new([part_1, part_2, part_3], [20, 50])?.boxed())
}
}

mod shifted {
use glidepath::ScheduleError;
use glidepath::prelude::*;

/// Builds the schedule.
pub fn schedule() -> Result<BoxSchedule, ScheduleError> {
    Ok(Shifted::new(ExponentialDecay::new(0.5, 10, 0.5)?, -5).boxed())
}
}

mod shifted_ahead {
use glidepath::ScheduleError;
use glidepath::prelude::*;

/// Builds the schedule.
pub fn schedule() -> Result<BoxSchedule, ScheduleError> {
    Ok(Shifted::new(CosineDecay::new(0.5, 30)?, 3).boxed())
}
}

mod stretched {
use glidepath::ScheduleError;
use glidepath::prelude::*;

/// Builds the schedule.
pub fn schedule() -> Result<BoxSchedule, ScheduleError> {
    Ok(Stretched::new(ExponentialDecay::new(0.5, 10, 0.5)?, 4)?.boxed())
}
}

mod stretched_by_a_fraction {
use glidepath::ScheduleError;
use glidepath::prelude::*;

/// Builds the schedule.
pub fn schedule() -> Result<BoxSchedule, ScheduleError> {
    Ok(Stretched::new(ExponentialDecay::new(0.5, 10, 0.5)?, 2.5)?.boxed())
}
}

mod warmup {
use glidepath::ScheduleError;
use glidepath::prelude::*;

/// Builds the schedule.
pub fn schedule() -> Result<BoxSchedule, ScheduleError> {
    Ok(Warmup::new(ExponentialDecay::new(0.5, 10, 0.5)?, 10).boxed())
}
}

mod warmup_that_goes_on {
use glidepath::ScheduleError;
use glidepath::prelude::*;

/// Builds the schedule.
pub fn schedule() -> Result<BoxSchedule, ScheduleError> {
    Ok(Warmup::new(ExponentialDecay::new(0.5, 10, 0.5)?, 10).with_warmup_prefix(false)?.with_initial_learning_rate(0.1)?.with_target_learning_rate(0.6)?.with_curve(Curve::Cosine { exponent: 1.0 })?.boxed())
}
}

mod deep {
use glidepath::ScheduleError;
use glidepath::prelude::*;

/// Builds the schedule.
pub fn schedule() -> Result<BoxSchedule, ScheduleError> {
    let part_1 = Stretched::new(Transition::new(0.5, 0.25, 20)?, 2)?.boxed();
    let part_2 = Scaled::new(PowerLaw::new(0.5, 10, -0.5)?, 0.5)?.boxed();
    let part_3 = Clamped::new(Product::new([part_1, part_2])?, 0.001, 0.4)?.with_name("floor");
    Ok(Warmup::new(part_3, 5).boxed())
}
}

mod transition_linear {
use glidepath::ScheduleError;
use glidepath::prelude::*;

/// Builds the schedule.
pub fn schedule() -> Result<BoxSchedule, ScheduleError> {
    Ok(Transition::new(0.5, 0.125, 30)?.boxed())
}
}

mod transition_polynomial {
use glidepath::ScheduleError;
use glidepath::prelude::*;

/// Builds the schedule.
pub fn schedule() -> Result<BoxSchedule, ScheduleError> {
    Ok(Transition::new(0.5, 0.125, 30)?.with_curve(Curve::Polynomial { power: 2.0 })?.boxed())
}
}

mod transition_power {
use glidepath::ScheduleError;
use glidepath::prelude::*;

/// Builds the schedule.
pub fn schedule() -> Result<BoxSchedule, ScheduleError> {
    Ok(Transition::new(0.5, 0.125, 30)?.with_curve(Curve::Power { power: 0.5 })?.boxed())
}
}

mod transition_cosine {
use glidepath::ScheduleError;
use glidepath::prelude::*;

/// Builds the schedule.
pub fn schedule() -> Result<BoxSchedule, ScheduleError> {
    Ok(Transition::new(0.5, 0.125, 30)?.with_curve(Curve::Cosine { exponent: 2.0 })?.boxed())
}
}

mod transition_geometric {
use glidepath::ScheduleError;
use glidepath::prelude::*;

/// Builds the schedule.
pub fn schedule() -> Result<BoxSchedule, ScheduleError> {
    Ok(Transition::new(0.5, 0.125, 30)?.with_curve(Curve::Geometric)?.boxed())
}
}

mod transition_exponential {
use glidepath::ScheduleError;
use glidepath::prelude::*;

/// Builds the schedule.
pub fn schedule() -> Result<BoxSchedule, ScheduleError> {
    Ok(Transition::new(0.5, 0.125, 30)?.with_curve(Curve::Exponential { base: 0.5 })?.boxed())
}
}

mod transition_rational {
use glidepath::ScheduleError;
use glidepath::prelude::*;

/// Builds the schedule.
pub fn schedule() -> Result<BoxSchedule, ScheduleError> {
    Ok(Transition::new(0.5, 0.125, 30)?.with_curve(Curve::Rational { beta: 0.5 })?.boxed())
}
}

mod transition_logarithmic {
use glidepath::ScheduleError;
use glidepath::prelude::*;

/// Builds the schedule.
pub fn schedule() -> Result<BoxSchedule, ScheduleError> {
    Ok(Transition::new(0.5, 0.125, 30)?.with_curve(Curve::Logarithmic { base: 10.0 })?.boxed())
}
}

mod transition_tanh {
use glidepath::ScheduleError;
use glidepath::prelude::*;

/// Builds the schedule.
pub fn schedule() -> Result<BoxSchedule, ScheduleError> {
    Ok(Transition::new(0.5, 0.125, 30)?.with_curve(Curve::Tanh { lower: -7.0, upper: 3.0 })?.boxed())
}
}

mod transition_stairs {
use glidepath::ScheduleError;
use glidepath::prelude::*;

/// Builds the schedule.
pub fn schedule() -> Result<BoxSchedule, ScheduleError> {
    Ok(Transition::new(0.5, 0.125, 30)?.with_curve(Curve::Stairs { count: 4 })?.boxed())
}
}

mod transition_from_0 {
use glidepath::ScheduleError;
use glidepath::prelude::*;

/// Builds the schedule.
pub fn schedule() -> Result<BoxSchedule, ScheduleError> {
    Ok(Transition::new(0.0, 0.5, 12.5)?.with_curve(Curve::Cosine { exponent: 1.0 })?.boxed())
}
}

type Function = fn() -> Result<glidepath::BoxSchedule, glidepath::ScheduleError>;

/// All of them by their names.
pub(super) const FUNCTIONS: [(&str, Function); 52] = [
    ("constant", constant::schedule),
    ("cosine annealing", cosine_annealing::schedule),
    ("cosine decay", cosine_decay::schedule),
    ("cosine decay with warmup", cosine_decay_with_warmup::schedule),
    ("cosine decay restarts", cosine_decay_restarts::schedule),
    ("cosine hard restarts", cosine_hard_restarts::schedule),
    ("cyclic", cyclic::schedule),
    ("exponential decay", exponential_decay::schedule),
    ("interpolated", interpolated::schedule),
    ("interpolated along cosines", interpolated_along_cosines::schedule),
    ("inverse square root", inverse_square_root::schedule),
    ("inverse time decay", inverse_time_decay::schedule),
    ("inverse time decay in stairs", inverse_time_decay_in_stairs::schedule),
    ("linear cosine decay", linear_cosine_decay::schedule),
    ("noam", noam::schedule),
    ("noisy linear cosine decay", noisy_linear_cosine_decay::schedule),
    ("one cycle", one_cycle::schedule),
    ("one cycle in three phases", one_cycle_in_three_phases::schedule),
    ("piecewise constant decay", piecewise_constant_decay::schedule),
    ("polynomial decay", polynomial_decay::schedule),
    ("polynomial decay in cycles", polynomial_decay_in_cycles::schedule),
    ("power law", power_law::schedule),
    ("power law from 0", power_law_from_0::schedule),
    ("table", table::schedule),
    ("transition restarts", transition_restarts::schedule),
    ("warmup stable decay", warmup_stable_decay::schedule),
    ("clamped", clamped::schedule),
    ("clamped from below", clamped_from_below::schedule),
    ("product", product::schedule),
    ("sum", sum::schedule),
    ("repeated", repeated::schedule),
    ("repeated and mirrored", repeated_and_mirrored::schedule),
    ("scaled", scaled::schedule),
    ("sequential", sequential::schedule),
    ("shifted", shifted::schedule),
    ("shifted ahead", shifted_ahead::schedule),
    ("stretched", stretched::schedule),
    ("stretched by a fraction", stretched_by_a_fraction::schedule),
    ("warmup", warmup::schedule),
    ("warmup that goes on", warmup_that_goes_on::schedule),
    ("deep", deep::schedule),
    ("transition, linear", transition_linear::schedule),
    ("transition, polynomial", transition_polynomial::schedule),
    ("transition, power", transition_power::schedule),
    ("transition, cosine", transition_cosine::schedule),
    ("transition, geometric", transition_geometric::schedule),
    ("transition, exponential", transition_exponential::schedule),
    ("transition, rational", transition_rational::schedule),
    ("transition, logarithmic", transition_logarithmic::schedule),
    ("transition, tanh", transition_tanh::schedule),
    ("transition, stairs", transition_stairs::schedule),
    ("transition from 0", transition_from_0::schedule),
];
