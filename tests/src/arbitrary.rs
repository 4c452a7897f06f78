//! Random schedules of every class, with the parameters that are easy to get wrong among them.

use std::fmt;

use glidepath_schedules::{
    Constant, CosineDecay, CosineDecayRestarts, ExponentialDecay, InverseTimeDecay, LinearCosineDecay,
    NoisyLinearCosineDecay, PiecewiseConstantDecay, PolynomialDecay, StepCount,
};
use glidepath_serde::{BoxSchedule, BuiltIn};
use proptest::collection::btree_set;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::Union;
use proptest::test_runner::RngSeed;
use serde::Serialize;

use crate::cards::cards;
use crate::{arbitrary_by_schema, arbitrary_composites, arbitrary_parts};

/// How many schedules a property is tried with, and which.
///
/// The same ones in every run, so that a change is to blame for a failure. For others, and for more, set
/// `PROPTEST_RNG_SEED` and `PROPTEST_CASES`.
#[must_use]
pub fn config(cases: u32) -> ProptestConfig {
    let told = ProptestConfig::default();
    let is_told = |variable| std::env::var_os(variable).is_some();
    ProptestConfig {
        cases: if is_told("PROPTEST_CASES") { told.cases } else { cases },
        rng_seed: if is_told("PROPTEST_RNG_SEED") { told.rng_seed } else { RngSeed::Fixed(20_260_101) },
        // A failure prints the schedule as JSON, which can be copied into a test.
        failure_persistence: None,
        max_shrink_iters: 20_000,
        max_global_rejects: u32::MAX,
        ..told
    }
}

/// A schedule that a failing test prints as JSON.
#[derive(Clone)]
pub struct Shown<S>(pub S);

impl<S: Serialize> fmt::Debug for Shown<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&serde_json::to_string(&self.0).unwrap_or_else(|error| error.to_string()))
    }
}

/// Any class, `Sequential` among them.
pub fn any_schedule() -> impl Strategy<Value = Shown<BoxSchedule>> {
    simple_schedule().prop_recursive(3, 8, 4, arbitrary_composites::composite).prop_map(Shown)
}

/// Any class that has no parts.
pub fn simple_schedule() -> BoxedStrategy<BoxSchedule> {
    Union::new(simple_classes().into_iter().map(|(_, schedule)| schedule)).boxed()
}

/// Each class that has no parts, with schedules of it. One that is not in the list has those that its schema
/// allows, which are plainer.
#[must_use]
pub fn simple_classes() -> Vec<(&'static str, BoxedStrategy<BoxSchedule>)> {
    let mut classes = vec![
        ("Constant", constant().prop_map(boxed).boxed()),
        ("ExponentialDecay", exponential_decay().prop_map(boxed).boxed()),
        ("InverseTimeDecay", inverse_time_decay().prop_map(boxed).boxed()),
        ("PolynomialDecay", polynomial_decay().prop_map(boxed).boxed()),
        ("PiecewiseConstantDecay", piecewise_constant_decay().prop_map(boxed).boxed()),
        ("CosineDecay", cosine_decay().prop_map(boxed).boxed()),
        ("CosineDecayRestarts", cosine_decay_restarts().prop_map(boxed).boxed()),
        ("LinearCosineDecay", linear_cosine_decay().prop_map(boxed).boxed()),
        ("NoisyLinearCosineDecay", noisy_linear_cosine_decay().prop_map(boxed).boxed()),
        ("Transition", arbitrary_parts::transition().prop_map(boxed).boxed()),
        ("Interpolated", arbitrary_parts::interpolated().prop_map(boxed).boxed()),
        ("Table", arbitrary_parts::table().prop_map(boxed).boxed()),
        ("CosineAnnealing", arbitrary_parts::cosine_annealing().prop_map(boxed).boxed()),
        ("Cyclic", arbitrary_parts::cyclic().prop_map(boxed).boxed()),
        ("OneCycle", arbitrary_parts::one_cycle().prop_map(boxed).boxed()),
        ("OneCycleMomentum", arbitrary_parts::one_cycle_momentum().prop_map(boxed).boxed()),
        ("InverseSquareRoot", arbitrary_parts::inverse_square_root().prop_map(boxed).boxed()),
        ("Noam", arbitrary_parts::noam().prop_map(boxed).boxed()),
        ("WarmupStableDecay", arbitrary_parts::warmup_stable_decay().prop_map(boxed).boxed()),
        ("PowerLaw", arbitrary_parts::power_law().prop_map(boxed).boxed()),
        ("TransitionRestarts", arbitrary_parts::transition_restarts().prop_map(boxed).boxed()),
        ("CosineHardRestarts", arbitrary_parts::cosine_hard_restarts().prop_map(boxed).boxed()),
    ];
    let others = cards().filter(|card| !classes.iter().any(|(class, _)| *class == card.class));
    let others = others.filter(|card| is_simple(&card.schedule()));
    let others: Vec<_> = others.map(|card| (card.class, arbitrary_by_schema::schedule(card))).collect();
    classes.extend(others);
    classes
}

fn is_simple(schedule: &BoxSchedule) -> bool {
    BuiltIn::of(schedule).is_none_or(|built_in| built_in.schedules().is_empty())
}

pub(crate) fn boxed(schedule: impl glidepath_serde::SerializableSchedule + 'static) -> BoxSchedule {
    BoxSchedule::new(schedule)
}

/// Any rate.
pub fn constant() -> impl Strategy<Value = Constant> {
    rate().prop_map(|rate| Constant::new(rate).expect("valid parameters"))
}

/// Falling, growing, and constant ones.
pub fn exponential_decay() -> impl Strategy<Value = ExponentialDecay> {
    (rate(), steps(), factor(), any::<bool>()).prop_map(|(rate, steps, factor, staircase)| {
        ExponentialDecay::new(rate, steps, factor).expect("valid parameters").with_staircase(staircase)
    })
}

/// With poles, too.
pub fn inverse_time_decay() -> impl Strategy<Value = InverseTimeDecay> {
    let factor = prop_oneof![4 => factor(), 1 => factor().prop_map(|factor| -factor)];
    (rate(), steps(), factor, any::<bool>()).prop_map(|(rate, steps, factor, staircase)| {
        InverseTimeDecay::new(rate, steps, factor).expect("valid parameters").with_staircase(staircase)
    })
}

/// Up and down, with and without cycle.
pub fn polynomial_decay() -> impl Strategy<Value = PolynomialDecay> {
    (rate(), steps(), rate(), power(), any::<bool>()).prop_map(|(rate, steps, end, power, cycle)| {
        PolynomialDecay::new(rate, steps, end)
            .and_then(|schedule| schedule.with_power(power))
            .expect("valid parameters")
            .with_cycle(cycle)
    })
}

/// With whole boundaries, or with fractions.
pub fn piecewise_constant_decay() -> impl Strategy<Value = PiecewiseConstantDecay> {
    let whole = prop_oneof![3 => boundaries(), 1 => boundaries_from_zero()]
        .prop_map(|boundaries| boundaries.into_iter().map(StepCount::from).collect());
    let fractions = btree_set(1_u32..1_000_000, 0..5).prop_map(|tenths| {
        tenths.into_iter().map(|tenths| StepCount::from(f64::from(tenths) / 10.0)).collect()
    });
    prop_oneof![3 => whole, 1 => fractions]
        .prop_flat_map(|boundaries: Vec<StepCount>| {
            (prop::collection::vec(rate(), boundaries.len() + 1), Just(boundaries))
        })
        .prop_map(|(values, boundaries)| {
            PiecewiseConstantDecay::new(boundaries, values).expect("valid parameters")
        })
}

/// With and without warmup.
pub fn cosine_decay() -> impl Strategy<Value = CosineDecay> {
    let warmup = prop::option::of((rate(), prop_oneof![1 => Just(StepCount::from(0)), 6 => steps()]));
    (rate(), steps(), fraction(), warmup).prop_map(|(rate, steps, alpha, warmup)| {
        let schedule = CosineDecay::new(rate, steps).and_then(|schedule| schedule.with_alpha(alpha));
        match warmup {
            Some((target, steps)) => schedule.and_then(|schedule| schedule.with_warmup_target(target, steps)),
            None => schedule,
        }
        .expect("valid parameters")
    })
}

/// Periods that grow, shrink, hardly change, and stay.
pub fn cosine_decay_restarts() -> impl Strategy<Value = CosineDecayRestarts> {
    let t_mul = prop_oneof![
        select(vec![1.0, 2.0, 3.0, 10.0, 0.5, 0.9, 1.5, 3.52, 1e-3, 1e3]),
        (-3.0..3.0).prop_map(power_of_ten),
        (-1e-3..1e-3).prop_map(|excess| 1.0 + excess),
        select(vec![1.0 + f64::EPSILON, 1.0 - f64::EPSILON / 2.0, 1.0 + 1e-9, 1.0 - 1e-9, 1.000_001]),
    ];
    let m_mul = prop_oneof![select(vec![0.0, 0.5, 1.0, 2.0, 3.0, 5e-324]), 0.0..3.0];
    (rate(), steps(), t_mul, m_mul, fraction()).prop_map(|(rate, steps, t_mul, m_mul, alpha)| {
        CosineDecayRestarts::new(rate, steps)
            .and_then(|schedule| schedule.with_t_mul(t_mul))
            .and_then(|schedule| schedule.with_m_mul(m_mul))
            .and_then(|schedule| schedule.with_alpha(alpha))
            .expect("valid parameters")
    })
}

/// With up to a million periods.
pub fn linear_cosine_decay() -> impl Strategy<Value = LinearCosineDecay> {
    (rate(), steps(), num_periods(), share(), share()).prop_map(|(rate, steps, num_periods, alpha, beta)| {
        LinearCosineDecay::new(rate, steps)
            .and_then(|schedule| schedule.with_num_periods(num_periods))
            .and_then(|schedule| schedule.with_alpha(alpha))
            .and_then(|schedule| schedule.with_beta(beta))
            .expect("valid parameters")
    })
}

/// With and without seed.
pub fn noisy_linear_cosine_decay() -> impl Strategy<Value = NoisyLinearCosineDecay> {
    let curve = (rate(), steps(), num_periods(), share(), share());
    let noise = (factor(), power(), prop::option::of(any::<i64>()));
    (curve, noise).prop_map(|((rate, steps, num_periods, alpha, beta), (variance, decay, seed))| {
        let schedule = NoisyLinearCosineDecay::new(rate, steps)
            .and_then(|schedule| schedule.with_num_periods(num_periods))
            .and_then(|schedule| schedule.with_alpha(alpha))
            .and_then(|schedule| schedule.with_beta(beta))
            .and_then(|schedule| schedule.with_initial_variance(variance))
            .and_then(|schedule| schedule.with_variance_decay(decay))
            .expect("valid parameters");
        match seed {
            Some(seed) => schedule.with_seed(seed),
            None => schedule,
        }
    })
}

/// A learning rate: plausible ones, and any other double.
pub fn rate() -> impl Strategy<Value = f64> {
    prop_oneof![
        2 => 0.0..1.0,
        1 => (-324.0..308.0).prop_map(power_of_ten),
        1 => select(vec![0.0, 5e-324, f64::MIN_POSITIVE, 1e-300, 1e-121, 1e-4, 0.1, 1.0, 1e121, 1e308, f64::MAX]),
    ]
}

/// A length of time: plausible ones, fractions, and the ends of the range.
pub fn steps() -> impl Strategy<Value = StepCount> {
    let fractions = vec![0.1, 0.3, 937.5, 390.625, 1e-9, 1e-300, 5e-324, 1e300, f64::MAX];
    let whole = vec![1, 2, 3, 1_000, 1 << 26, (1 << 26) + 1, (1 << 53) + 1, 10_u64.pow(18), u64::MAX];
    prop_oneof![
        3 => (1_u64..100_000).prop_map(StepCount::from),
        1 => (1_u64..).prop_map(StepCount::from),
        1 => (0.01..5_000.0).prop_map(StepCount::from),
        1 => (1_u32..1_000_000).prop_map(|tenths| StepCount::from(f64::from(tenths) / 10.0)),
        1 => select(fractions).prop_map(StepCount::from),
        2 => select(whole).prop_map(StepCount::from),
    ]
}

/// Steps where something changes: none of them 0, as `Sequential` has it.
pub fn boundaries() -> impl Strategy<Value = Vec<u64>> {
    prop_oneof![
        3 => btree_set(1_u64..200, 0..5),
        1 => btree_set(1_u64.., 0..5),
        1 => btree_set(select(vec![1, 2, (1 << 53) + 1, u64::MAX - 1, u64::MAX]), 0..5),
    ]
    .prop_map(|steps| steps.into_iter().collect())
}

fn boundaries_from_zero() -> impl Strategy<Value = Vec<u64>> {
    boundaries().prop_map(|steps| [0].into_iter().chain(steps).collect())
}

/// What a rate is multiplied by, once or often.
pub(crate) fn factor() -> impl Strategy<Value = f64> {
    prop_oneof![
        3 => 0.0..1.0,
        1 => 0.0..10.0,
        1 => (-324.0..308.0).prop_map(power_of_ten),
        1 => select(vec![0.0, 5e-324, 0.5, 0.96, 1.0 - f64::EPSILON / 2.0, 1.0, 1.0 + f64::EPSILON, 2.0, 1e308]),
    ]
}

fn power() -> impl Strategy<Value = f64> {
    prop_oneof![
        1 => 0.0..300.0,
        1 => 0.0..4.0,
        2 => select(vec![0.0, 1e-300, 1e-9, 0.5, 0.9, 1.0, 2.0, 3.0, 4.0, 300.0, 1e308]),
    ]
}

pub(crate) fn fraction() -> impl Strategy<Value = f64> {
    prop_oneof![0.0..=1.0, select(vec![0.0, 5e-324, 0.01, 0.1, 0.5, 1.0 - f64::EPSILON / 2.0, 1.0])]
}

fn share() -> impl Strategy<Value = f64> {
    prop_oneof![3 => 0.0..2.0, 1 => select(vec![0.0, 5e-324, 0.001, 1.0, 1e100])]
}

fn num_periods() -> impl Strategy<Value = f64> {
    prop_oneof![0.0..20.0, 0.0..1e6, select(vec![0.0, 5e-324, 0.5, 1.0, 3.5, 1e6, 9_007_199_254_740_992.0])]
}

fn power_of_ten(exponent: f64) -> f64 {
    10.0_f64.powf(exponent)
}
