//! What the formulas promise: where a schedule begins and ends, that decays never rise, and that a
//! composition is its parts.

use glidepath_core::LearningRateSchedule;
use glidepath_core::testing::assert_contract;
use glidepath_schedules::{
    CosineDecay, CosineDecayRestarts, Curve, LinearCosineDecay, ScheduleError, Sequential, StepCount,
    TransitionRestarts,
};
use glidepath_serde::BoxSchedule;
use glidepath_tests::arbitrary::{self, Shown, config};
use glidepath_tests::{arbitrary_composites, ulps_between};
use proptest::prelude::*;

/// The first whole step at or after the end of a length, if there is one.
fn first_step_behind(length: StepCount) -> Option<u64> {
    let is_long = length.to_f64() >= 2.0_f64.powi(64);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked before")]
    length.whole().or_else(|| (!is_long).then(|| length.to_f64().ceil() as u64))
}

/// Whether the digits of the smaller rate survive next to the greater one. A rate of 0.1 beside one of 1e308
/// loses some, as sums of them are computed at the scale of the greater.
fn are_comparable(a: f64, b: f64) -> bool {
    a == 0.0 || b == 0.0 || (1e-250..1e250).contains(&(a / b))
}

/// Whether a parameter is one that the arithmetic takes as it is. Beyond, the contract holds and no more.
fn is_in_range(parameter: f64) -> bool {
    parameter == 0.0 || (1e-150..1e150).contains(&parameter.abs())
}

/// Steps in pairs, up to 2^53, as far as accuracy is promised.
fn pairs() -> impl Iterator<Item = (u64, u64)> {
    let firsts = (0..200).chain((8..54).flat_map(|exponent| ((1 << exponent) - 2)..(1 << exponent)));
    firsts.map(|step| (step, step + 1))
}

/// Each rate against the next.
fn check_pairs(
    schedule: &impl LearningRateSchedule,
    keeps_order: impl Fn(f64, f64) -> bool,
) -> Result<(), TestCaseError> {
    for (step, next) in pairs() {
        let (rate, next_rate) = (schedule.learning_rate(step), schedule.learning_rate(next));
        prop_assert!(keeps_order(rate, next_rate), "step {}: {:?}, then {:?}", step, rate, next_rate);
    }
    Ok(())
}

proptest! {
    #![proptest_config(config(200))]

    #[test]
    fn exponential_decay_begins_at_its_rate(Shown(schedule) in arbitrary::exponential_decay().prop_map(Shown)) {
        prop_assert_eq!(schedule.learning_rate(0), schedule.initial_learning_rate());
    }

    #[test]
    fn inverse_time_decay_begins_at_its_rate(
        Shown(schedule) in arbitrary::inverse_time_decay().prop_map(Shown),
    ) {
        prop_assume!(is_in_range(schedule.decay_steps().to_f64()) && is_in_range(schedule.decay_rate()));
        prop_assert_eq!(schedule.learning_rate(0), schedule.initial_learning_rate());
    }

    #[test]
    fn polynomial_decay_begins_at_its_rate(Shown(schedule) in arbitrary::polynomial_decay().prop_map(Shown)) {
        prop_assume!(is_in_range(schedule.power()));
        prop_assume!(are_comparable(schedule.initial_learning_rate(), schedule.end_learning_rate()));
        prop_assert_eq!(schedule.learning_rate(0), schedule.initial_learning_rate());
    }

    #[test]
    fn polynomial_decay_stays_at_its_end(Shown(schedule) in arbitrary::polynomial_decay().prop_map(Shown)) {
        let schedule = schedule.with_cycle(false);
        let Some(end) = first_step_behind(schedule.decay_steps()) else { return Ok(()) };
        let rate_at_end =
            if schedule.power() == 0.0 { schedule.initial_learning_rate() } else { schedule.end_learning_rate() };
        for step in [end, end.saturating_add(1), end.saturating_mul(2), u64::MAX] {
            prop_assert_eq!(schedule.learning_rate(step), rate_at_end, "step {}", step);
        }
    }

    #[test]
    fn a_cycle_of_polynomial_decay_ends_at_its_end(
        Shown(schedule) in arbitrary::polynomial_decay().prop_map(Shown),
        times in 1_u64..1_000_000,
    ) {
        let Some(length) = schedule.decay_steps().whole().filter(|_| schedule.power() > 0.0) else {
            return Ok(());
        };
        let schedule = schedule.with_cycle(true);
        for step in [Some(length), length.checked_mul(times)].into_iter().flatten() {
            prop_assert_eq!(schedule.learning_rate(step), schedule.end_learning_rate(), "step {}", step);
        }
    }

    #[test]
    fn cosine_decay_begins_at_its_rate(Shown(schedule) in arbitrary::cosine_decay().prop_map(Shown)) {
        let target = schedule.warmup_target().unwrap_or(0.0);
        prop_assume!(are_comparable(schedule.initial_learning_rate(), target));
        let no_warmup = schedule.warmup_steps().to_f64() == 0.0;
        let beginning = schedule.warmup_target().filter(|_| no_warmup);
        prop_assert_eq!(schedule.learning_rate(0), beginning.unwrap_or(schedule.initial_learning_rate()));
    }

    #[test]
    fn cosine_decay_ends_at_alpha_times_the_peak(Shown(schedule) in arbitrary::cosine_decay().prop_map(Shown)) {
        let peak = schedule.warmup_target().unwrap_or(schedule.initial_learning_rate());
        prop_assume!(schedule.alpha() == 0.0 || schedule.alpha() >= f64::MIN_POSITIVE);
        let warmup = schedule.warmup_target().map_or(StepCount::from(0), |_| schedule.warmup_steps());
        let ends = (first_step_behind(warmup), first_step_behind(schedule.decay_steps()));
        let (Some(warmup_end), Some(decay_end)) = ends else { return Ok(()) };
        let Some(end) = warmup_end.checked_add(decay_end) else { return Ok(()) };
        if let Some(at_peak) = warmup.whole() {
            prop_assert_eq!(schedule.learning_rate(at_peak), peak, "step {}", at_peak);
        }
        for step in [end, end.saturating_add(1), u64::MAX] {
            // A subnormal rate is rounded twice.
            let (rate, wanted) = (schedule.learning_rate(step), schedule.alpha() * peak);
            let distance = ulps_between(rate, wanted);
            let bound = u64::from(wanted < f64::MIN_POSITIVE);
            prop_assert!(distance <= bound, "step {}: {:?}, not {:?}", step, rate, wanted);
        }
    }

    #[test]
    fn linear_cosine_decay_begins_above_its_rate(
        Shown(schedule) in arbitrary::linear_cosine_decay().prop_map(Shown),
    ) {
        prop_assume!(is_in_range(schedule.alpha()) && is_in_range(schedule.beta()));
        // The sum of three numbers and a product: rounded three times here, once there.
        let wanted = schedule.initial_learning_rate() * (1.0 + schedule.alpha() + schedule.beta());
        let rate = schedule.learning_rate(0);
        prop_assert!(ulps_between(rate, wanted.min(f64::MAX)) <= 3, "{:?}, not {:?}", rate, wanted);
    }

    #[test]
    fn noise_without_variance_is_none(
        Shown(schedule) in arbitrary::noisy_linear_cosine_decay().prop_map(Shown),
        steps in prop::collection::vec(any::<u64>(), 8),
    ) {
        let noisy = schedule.with_initial_variance(0.0)?;
        let plain = LinearCosineDecay::new(noisy.initial_learning_rate(), noisy.decay_steps())?
            .with_num_periods(noisy.num_periods())?
            .with_alpha(noisy.alpha())?
            .with_beta(noisy.beta())?;
        for step in (0..8).chain(steps) {
            prop_assert_eq!(noisy.learning_rate(step).to_bits(), plain.learning_rate(step).to_bits());
        }
    }

    #[test]
    fn exponential_decay_never_turns(Shown(schedule) in arbitrary::exponential_decay().prop_map(Shown)) {
        prop_assume!(is_in_range(schedule.decay_steps().to_f64()) && is_in_range(schedule.decay_rate()));
        let falls = schedule.decay_rate() <= 1.0;
        check_pairs(&schedule, |rate, next| if falls { next <= rate } else { next >= rate })?;
    }

    #[test]
    fn inverse_time_decay_never_turns(Shown(schedule) in arbitrary::inverse_time_decay().prop_map(Shown)) {
        prop_assume!(is_in_range(schedule.decay_steps().to_f64()) && is_in_range(schedule.decay_rate()));
        let falls = schedule.decay_rate() >= 0.0;
        check_pairs(&schedule, |rate, next| if falls { next <= rate } else { next >= rate })?;
    }

    #[test]
    fn polynomial_decay_never_turns(Shown(schedule) in arbitrary::polynomial_decay().prop_map(Shown)) {
        prop_assume!(are_comparable(schedule.initial_learning_rate(), schedule.end_learning_rate()));
        prop_assume!(is_in_range(schedule.power()));
        let schedule = schedule.with_cycle(false);
        let falls = schedule.initial_learning_rate() >= schedule.end_learning_rate();
        check_pairs(&schedule, |rate, next| if falls { next <= rate } else { next >= rate })?;
    }

    #[test]
    fn cosine_decay_never_rises(Shown(schedule) in arbitrary::cosine_decay().prop_map(Shown)) {
        let schedule = CosineDecay::new(schedule.initial_learning_rate(), schedule.decay_steps())?
            .with_alpha(schedule.alpha())?;
        check_pairs(&schedule, |rate, next| next <= rate)?;
    }

    #[test]
    fn cosine_decay_with_warmup_goes_to_its_peak_and_falls(
        Shown(schedule) in arbitrary::cosine_decay().prop_map(Shown),
        target in arbitrary::rate(),
        warmup_steps in 1_u64..1_000,
    ) {
        prop_assume!(are_comparable(schedule.initial_learning_rate(), target));
        let schedule = schedule.with_warmup_target(target, warmup_steps)?;
        let rises = schedule.initial_learning_rate() <= target;
        for step in 0..warmup_steps {
            let (rate, next) = (schedule.learning_rate(step), schedule.learning_rate(step + 1));
            let keeps_order = if rises { rate <= next } else { rate >= next };
            prop_assert!(keeps_order, "step {}: {:?}, then {:?}", step, rate, next);
        }
        for (step, next) in pairs().filter(|&(step, _)| step >= warmup_steps) {
            let (rate, next_rate) = (schedule.learning_rate(step), schedule.learning_rate(next));
            prop_assert!(next_rate <= rate, "step {}: {:?}, then {:?}", step, rate, next_rate);
        }
    }

    #[test]
    fn restarts_come_at_the_sums_of_the_periods(
        rate in 1e-100..1e100,
        first in 1_u64..100_000,
        t_mul in prop_oneof![1_u32..4, 1_u32..1_000],
        // Powers of these are exact.
        m_mul in prop::sample::select(vec![0.5, 0.75, 1.0, 1.25, 2.0]),
    ) {
        let schedule = CosineDecayRestarts::new(rate, first)?.with_t_mul(f64::from(t_mul))?.with_m_mul(m_mul)?;
        let (mut restart, mut length, mut height) = (0_u64, first, 1.0);
        for period in 0..20 {
            let peak = rate * height;
            let at_restart = schedule.learning_rate(restart);
            prop_assert!(ulps_between(at_restart, peak) <= 1, "period {}: {:?} for {:?}", period, at_restart, peak);
            let Some(end) = restart.checked_add(length) else { break };
            // A restart that came early would be as high as one that comes in time.
            let last = schedule.learning_rate(end - 1);
            let is_low = length < 8 || last <= peak * 0.2;
            prop_assert!(is_low, "the last step of period {} gives {:?}", period, last);
            restart = end;
            height *= m_mul;
            let Some(longer) = length.checked_mul(u64::from(t_mul)) else { break };
            length = longer;
        }
    }

    #[test]
    fn every_cycle_begins_at_its_own_rate(
        end in 1e-100..1e100,
        first in 1_u64..100_000,
        t_mul in 1_u32..4,
        period in 0_u32..15,
    ) {
        let schedule = TransitionRestarts::new(0.0, end, first)?.with_t_mul(f64::from(t_mul))?;
        let begin: u64 = (0..period).map(|index| first * u64::from(t_mul).pow(index)).sum();
        prop_assert_eq!(schedule.learning_rate(begin), 0.0);
    }

    #[test]
    fn between_restarts_the_rate_never_rises(
        Shown(schedule) in arbitrary::cosine_decay_restarts().prop_map(Shown),
        t_mul in 1_u32..5,
        first in 1_u64..50,
    ) {
        let schedule = CosineDecayRestarts::new(schedule.initial_learning_rate(), first)?
            .with_t_mul(f64::from(t_mul))?
            .with_m_mul(schedule.m_mul())?
            .with_alpha(schedule.alpha())?;
        let (mut begin, mut length) = (0, first);
        for _ in 0..4 {
            for step in begin..begin + length - 1 {
                let (rate, next) = (schedule.learning_rate(step), schedule.learning_rate(step + 1));
                prop_assert!(next <= rate, "step {}: {:?}, then {:?}", step, rate, next);
            }
            begin += length;
            length *= u64::from(t_mul);
        }
    }

    #[test]
    fn sequential_is_its_parts(
        Shown(schedule) in arbitrary_composites::sequential(arbitrary::simple_schedule()).prop_map(Shown),
        steps in prop::collection::vec(any::<u64>(), 8),
    ) {
        let begins: Vec<u64> = [0].iter().chain(schedule.boundaries()).copied().collect();
        let near = begins.iter().flat_map(|&begin| [begin.saturating_sub(1), begin, begin.saturating_add(1)]);
        for step in near.chain(steps) {
            let index = begins.iter().rposition(|&begin| begin <= step).expect("0 is before every step");
            let wanted = schedule.schedules()[index].learning_rate(step - begins[index]);
            prop_assert_eq!(schedule.learning_rate(step).to_bits(), wanted.to_bits(), "step {}", step);
        }
    }

    #[test]
    fn nesting_changes_nothing(
        parts in prop::array::uniform3(arbitrary::simple_schedule().prop_map(Shown)),
        lengths in (1_u64..50, 1_u64..50),
    ) {
        let [first, second, third] = parts.map(|Shown(part)| part);
        let (a, b) = lengths;
        let flat = Sequential::new([first.clone(), second.clone(), third.clone()], [a, a + b])?;
        let inner = BoxSchedule::new(Sequential::new([second, third], [b])?);
        let nested = Sequential::new([first, inner], [a])?;
        for step in 0..150 {
            prop_assert_eq!(nested.learning_rate(step).to_bits(), flat.learning_rate(step).to_bits());
        }
    }
}

#[test]
fn the_smallest_exponents_of_time_give_rates() -> Result<(), ScheduleError> {
    for k_decay in [5e-324, 1e-300, 1e-160] {
        for curve in [Curve::Polynomial { power: 1e10 }, Curve::Cosine { exponent: 0.3 }] {
            let schedule = TransitionRestarts::new(0.5, 0.25, 5)?.with_curve(curve)?.with_k_decay(k_decay)?;
            assert_contract(&schedule, &[5]);
            assert_eq!(schedule.learning_rate(0), 0.5);
            assert_eq!(schedule.learning_rate(1), 0.25);
        }
    }
    Ok(())
}
