//! Random schedules that are made of others.

use glidepath_schedules::{Clamped, Product, Repeated, Scaled, Sequential, Shifted, Stretched, Sum, Warmup};
use glidepath_serde::BoxSchedule;
use proptest::prelude::*;
use proptest::sample::select;

use crate::arbitrary::{boundaries, boxed, factor, rate, steps};
use crate::arbitrary_parts::{curve, cycle_limit, t_mul};

/// Any class that has parts.
pub fn composite(part: BoxedStrategy<BoxSchedule>) -> BoxedStrategy<BoxSchedule> {
    let parts = prop::collection::vec(part.clone(), 1..4);
    let bounds = (rate(), rate()).prop_map(|(a, b)| (a.min(b), a.max(b)));
    prop_oneof![
        3 => sequential(part.clone()).prop_map(boxed),
        1 => parts.clone().prop_map(|parts| boxed(Product::new(parts).expect("valid parameters"))),
        1 => parts.prop_map(|parts| boxed(Sum::new(parts).expect("valid parameters"))),
        1 => (part.clone(), factor()).prop_map(|(part, factor)| boxed(Scaled::new(part, factor).expect("valid parameters"))),
        1 => (part.clone(), bounds).prop_map(|(part, (min, max))| boxed(Clamped::new(part, min, max).expect("valid parameters"))),
        1 => (part.clone(), shift()).prop_map(|(part, shift)| boxed(Shifted::new(part, shift))),
        1 => warmup(part.clone()).prop_map(boxed),
        1 => repeated(part.clone()).prop_map(boxed),
        1 => (part, steps()).prop_map(|(part, steps)| boxed(Stretched::new(part, steps).expect("valid parameters"))),
    ]
    .boxed()
}

/// Early and late, by a little and by as much as can be.
pub fn shift() -> impl Strategy<Value = i64> {
    prop_oneof![3 => -100_i64..100, 1 => any::<i64>(), 1 => select(vec![0, 1, -1, i64::MIN, i64::MAX])]
}

/// `parts` one after the other.
pub fn sequential(
    part: impl Strategy<Value = BoxSchedule> + Clone,
) -> impl Strategy<Value = Sequential<BoxSchedule>> {
    boundaries()
        .prop_flat_map(move |boundaries| {
            (prop::collection::vec(part.clone(), boundaries.len() + 1), Just(boundaries))
        })
        .prop_map(|(parts, boundaries)| Sequential::new(parts, boundaries).expect("valid parameters"))
}

/// With a ramp of every curve, or none.
pub fn warmup(part: impl Strategy<Value = BoxSchedule>) -> impl Strategy<Value = Warmup<BoxSchedule>> {
    let steps = prop_oneof![0_u64..200, select(vec![0, 1, 1 << 53, u64::MAX])];
    (part, steps, rate(), prop::option::of(rate()), curve(), any::<bool>()).prop_map(
        |(part, steps, initial, target, curve, prefix)| {
            let schedule = Warmup::new(part, steps)
                .and_then(|schedule| schedule.with_initial_learning_rate(initial))
                .and_then(|schedule| schedule.with_warmup_prefix(prefix))
                .and_then(|schedule| match target {
                    Some(target) => schedule.with_target_learning_rate(target),
                    None => Ok(schedule),
                })
                .expect("valid parameters");
            // A geometric curve is refused where a rate is 0.
            schedule.clone().with_curve(curve).unwrap_or(schedule)
        },
    )
}

/// Forth, or forth and back.
pub fn repeated(part: impl Strategy<Value = BoxSchedule>) -> impl Strategy<Value = Repeated<BoxSchedule>> {
    let period = prop_oneof![1_u64..200, select(vec![1, 1 << 53, u64::MAX])];
    (part, period, any::<bool>(), t_mul(), factor(), cycle_limit()).prop_map(
        |(part, period, mirror, t_mul, m_mul, limit)| {
            let schedule = Repeated::new(part, period)
                .and_then(|schedule| schedule.with_t_mul(t_mul))
                .and_then(|schedule| schedule.with_m_mul(m_mul));
            match limit {
                Some(limit) => schedule.and_then(|schedule| schedule.with_cycle_limit(limit)),
                None => schedule,
            }
            .expect("valid parameters")
            .with_mirror(mirror)
        },
    )
}
