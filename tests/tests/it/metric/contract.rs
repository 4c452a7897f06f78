//! The contract of the trait for random parameters and metrics, odd ones among them.

use std::fmt::Debug;

use glidepath_core::MetricSchedule;
use glidepath_schedules::{Greedy, MetricMode, ReduceOnPlateau, Threshold};
use glidepath_tests::arbitrary::config;
use proptest::prelude::*;
use proptest::sample::select;
use serde::Serialize;
use serde::de::DeserializeOwned;

fn metrics() -> impl Strategy<Value = Vec<f64>> {
    let odd =
        vec![0.0, -0.0, 1.0, -1.0, f64::MAX, f64::MIN, 5e-324, f64::NAN, f64::INFINITY, f64::NEG_INFINITY];
    prop::collection::vec(prop_oneof![4 => 0.0..2.0, 1 => any::<f64>(), 1 => select(odd)], 0..80)
}

fn any_mode() -> impl Strategy<Value = MetricMode> {
    select(vec![MetricMode::Min, MetricMode::Max])
}

fn any_threshold() -> impl Strategy<Value = Threshold> {
    prop_oneof![
        select(vec![0.0, 1e-4, 0.5, 1.0, 2.0, f64::MAX]).prop_map(Threshold::Relative),
        select(vec![0.0, 1e-4, 0.5, f64::MAX]).prop_map(Threshold::Absolute),
    ]
}

fn any_rate() -> impl Strategy<Value = f64> {
    prop_oneof![3 => 0.0..1.0, 1 => select(vec![0.0, 5e-324, 1e-8, f64::MAX])]
}

prop_compose! {
    fn any_plateau()(
        rate in any_rate(),
        is_keras in any::<bool>(),
        mode in any_mode(),
        factor in prop_oneof![4 => 0.0..1.0, 1 => Just(0.0)],
        patience in 0_u64..5,
        threshold in any_threshold(),
        cooldown in 0_u64..5,
        min_learning_rate in any_rate(),
        eps in select(vec![0.0, 1e-8, 0.1, f64::MAX]),
    ) -> ReduceOnPlateau {
        let new = if is_keras { ReduceOnPlateau::keras } else { ReduceOnPlateau::new };
        new(rate)
            .and_then(|schedule| schedule.with_mode(mode).with_factor(factor))
            .and_then(|schedule| schedule.with_patience(patience).with_threshold(threshold))
            .and_then(|schedule| schedule.with_cooldown(cooldown).with_min_learning_rate(min_learning_rate))
            .and_then(|schedule| schedule.with_eps(eps))
            .expect("valid parameters")
    }
}

prop_compose! {
    fn any_greedy()(
        rate in any_rate(),
        mode in any_mode(),
        factor in prop_oneof![4 => 0.001..1.0, 1 => Just(5e-324)],
        patience in 0_u64..5,
        threshold in any_threshold(),
        cooldown in 0_u64..5,
        warmup in 0_u64..5,
        bounds in (any_rate(), any_rate()),
        eps in select(vec![0.0, 1e-8, 0.1, f64::MAX]),
        window_size in prop::option::of(1_usize..10),
        reset_start in 1_u64..5,
    ) -> Greedy {
        let schedule = Greedy::new(rate)
            .and_then(|schedule| schedule.with_mode(mode).with_factor(factor))
            .and_then(|schedule| schedule.with_patience(patience).with_threshold(threshold))
            .and_then(|schedule| {
                let schedule = schedule.with_cooldown(cooldown).with_warmup(warmup);
                schedule.with_learning_rate_range(bounds.0.min(bounds.1), bounds.0.max(bounds.1))
            })
            .and_then(|schedule| schedule.with_eps(eps))
            .and_then(|schedule| schedule.with_reset_start(reset_start));
        match window_size {
            Some(size) => schedule.and_then(|schedule| schedule.with_smoothing(size)),
            None => schedule,
        }
        .expect("valid parameters")
    }
}

/// The contract of the trait, and that every state that comes up is saved and goes on with the same bits.
fn check_contract<S>(mut schedule: S, metrics: &[f64]) -> Result<(), TestCaseError>
where
    S: MetricSchedule + Clone + Debug + Serialize + DeserializeOwned,
{
    let mut saved = serde_json::to_string(&schedule).expect("JSON");
    for &metric in metrics {
        let mut resumed: S =
            serde_json::from_str(&saved).map_err(|error| TestCaseError::fail(format!("{saved}: {error}")))?;
        let rate = schedule.observe(metric);
        prop_assert!(rate.is_finite() && rate.is_sign_positive(), "{:?} after {:?}", rate, metric);
        prop_assert_eq!(rate.to_bits(), schedule.learning_rate().to_bits());
        prop_assert_eq!(rate.to_bits(), resumed.observe(metric).to_bits());
        saved = serde_json::to_string(&schedule).expect("JSON");
        prop_assert_eq!(&serde_json::to_string(&resumed).expect("JSON"), &saved);
    }
    Ok(())
}

proptest! {
    #![proptest_config(config(500))]

    #[test]
    fn plateaus_keep_the_contract(schedule in any_plateau(), metrics in metrics()) {
        check_contract(schedule, &metrics)?;
    }

    #[test]
    fn greedy_keeps_the_contract(schedule in any_greedy(), metrics in metrics()) {
        check_contract(schedule, &metrics)?;
    }

    #[test]
    fn a_plateau_never_raises_the_rate(mut schedule in any_plateau(), metrics in metrics()) {
        for metric in metrics {
            let before = schedule.learning_rate();
            prop_assert!(schedule.observe(metric) <= before);
        }
    }
}
