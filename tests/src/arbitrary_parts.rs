//! Random schedules of the classes that Keras does not have.

use glidepath_schedules::{
    CosineAnnealing, CosineHardRestarts, Curve, Cyclic, CyclicMode, Interpolated, Interpolation,
    InverseSquareRoot, Noam, OneCycle, OneCycleMomentum, PowerLaw, StepCount, Table, Transition,
    TransitionRestarts, WarmupStableDecay,
};
use proptest::prelude::*;
use proptest::sample::select;

use crate::arbitrary::{boundaries, factor, fraction, rate, steps};

/// Along every curve, up and down.
pub fn transition() -> impl Strategy<Value = Transition> {
    (rate(), rate(), steps(), curve()).prop_map(|(from, to, steps, curve)| {
        let line = Transition::new(from, to, steps).expect("valid parameters");
        // A geometric curve is refused where a rate is 0.
        line.clone().with_curve(curve).unwrap_or(line)
    })
}

/// Every curve, gentle and steep.
pub fn curve() -> impl Strategy<Value = Curve> {
    let power = || prop_oneof![0.01..10.0, select(vec![0.5, 1.0, 2.0, 3.0, 4.0, 1e-300, 300.0, 1e308])];
    prop_oneof![
        Just(Curve::Linear),
        power().prop_map(|power| Curve::Polynomial { power }),
        power().prop_map(|power| Curve::Power { power }),
        power().prop_map(|exponent| Curve::Cosine { exponent }),
        Just(Curve::Geometric),
        select(vec![0.5, 0.9, 1.0 + f64::EPSILON, 2.0, 10.0, 1e-300, 5e-324, f64::MAX])
            .prop_map(|base| Curve::Exponential { base }),
        select(vec![0.5, 0.9, 0.0, -3.0, -1e100, 1.0 - f64::EPSILON / 2.0])
            .prop_map(|beta| Curve::Rational { beta }),
        select(vec![0.5, 2.0, 1_000.0, 1.0 + f64::EPSILON, 1e100, 1e-100])
            .prop_map(|base| Curve::Logarithmic { base }),
        (-300.0..=300.0, 0.0..1.0).prop_map(|(lower, share): (f64, f64)| {
            let upper = (lower + (300.0 - lower) * share).max(lower.next_up());
            Curve::Tanh { lower: lower.min(upper.next_down()), upper }
        }),
        prop_oneof![1_u32..20, Just(u32::MAX)].prop_map(|count| Curve::Stairs { count }),
    ]
}

fn interpolation() -> impl Strategy<Value = Interpolation> {
    select(vec![Interpolation::Linear, Interpolation::Cosine])
}

/// Through one point and through more.
pub fn interpolated() -> impl Strategy<Value = Interpolated> {
    (boundaries(), interpolation())
        .prop_flat_map(|(steps, interpolation)| {
            let rates = prop::collection::vec(rate(), steps.len() + 1);
            (Just(steps), rates, Just(interpolation))
        })
        .prop_map(|(steps, rates, interpolation)| {
            let steps = [0].into_iter().chain(steps);
            Interpolated::new(steps, rates).expect("valid parameters").with_interpolation(interpolation)
        })
}

/// With one rate and with more.
pub fn table() -> impl Strategy<Value = Table> {
    prop::collection::vec(rate(), 1..20).prop_map(|rates| Table::new(rates).expect("valid parameters"))
}

/// Down and up.
pub fn cosine_annealing() -> impl Strategy<Value = CosineAnnealing> {
    (rate(), steps(), rate()).prop_map(|(rate, steps, end)| {
        CosineAnnealing::new(rate, steps)
            .and_then(|schedule| schedule.with_end_learning_rate(end))
            .expect("valid parameters")
    })
}

/// In every mode, standing and hanging.
pub fn cyclic() -> impl Strategy<Value = Cyclic> {
    let size = || prop_oneof![1_u64..50, 1_u64..(1 << 62), select(vec![1, 2_000, 1 << 53])];
    let modes = select(vec![CyclicMode::Triangular, CyclicMode::Triangular2, CyclicMode::ExpRange]);
    (rate(), rate(), size(), size(), modes, fraction()).prop_map(|(base, max, up, down, mode, gamma)| {
        Cyclic::new(base, max, up)
            .and_then(|schedule| schedule.with_step_size_down(down))
            .and_then(|schedule| schedule.with_gamma(gamma))
            .expect("valid parameters")
            .with_mode(mode)
    })
}

/// With corners that coincide, too.
pub fn one_cycle() -> impl Strategy<Value = OneCycle> {
    let total = prop_oneof![2_u64..1_000, 2_u64.., select(vec![2, 3, 1 << 53, u64::MAX])];
    let factor = || prop_oneof![0.1..1e5, select(vec![1e-100, 1.0, 25.0, 1e100])];
    let rate = rate().prop_map(|rate| rate.min(1e100));
    (rate, total, fraction(), interpolation(), factor(), factor(), any::<bool>()).prop_map(
        |(rate, total, pct_start, strategy, div, final_div, three_phase)| {
            OneCycle::new(rate, total)
                .and_then(|schedule| schedule.with_pct_start(pct_start))
                .and_then(|schedule| schedule.with_div_factor(div))
                .and_then(|schedule| schedule.with_final_div_factor(final_div))
                .expect("valid parameters")
                .with_anneal_strategy(strategy)
                .with_three_phase(three_phase)
        },
    )
}

fn steps_or_none() -> impl Strategy<Value = StepCount> {
    prop_oneof![1 => Just(StepCount::from(0)), 4 => steps()]
}

/// With and without warmup and timescale.
pub fn inverse_square_root() -> impl Strategy<Value = InverseSquareRoot> {
    (rate(), steps_or_none(), prop::option::of(steps())).prop_map(|(rate, warmup, timescale)| {
        let schedule = InverseSquareRoot::new(rate, warmup);
        match timescale {
            Some(timescale) => schedule.and_then(|schedule| schedule.with_timescale(timescale)),
            None => schedule,
        }
        .expect("valid parameters")
    })
}

/// That of any one-cycle policy.
pub fn one_cycle_momentum() -> impl Strategy<Value = OneCycleMomentum> {
    one_cycle().prop_map(|schedule| schedule.momentum())
}

/// Narrow and wide models.
pub fn noam() -> impl Strategy<Value = Noam> {
    (1_u32.., steps(), prop_oneof![0.0..10.0, select(vec![0.0, 5e-324, 1e100])]).prop_map(
        |(model_size, warmup, factor)| {
            Noam::new(model_size, warmup)
                .and_then(|schedule| schedule.with_factor(factor))
                .expect("valid parameters")
        },
    )
}

/// Trapezoids, some of which lack a side.
pub fn warmup_stable_decay() -> impl Strategy<Value = WarmupStableDecay> {
    let rates = (rate(), rate(), rate());
    let lengths = (steps_or_none(), steps_or_none(), steps_or_none());
    (rates, lengths, curve(), curve()).prop_map(
        |((initial, peak, end), (warmup, stable, decay), up, down)| {
            let lines = WarmupStableDecay::new(peak, warmup, stable, decay)
                .and_then(|schedule| schedule.with_initial_learning_rate(initial))
                .and_then(|schedule| schedule.with_end_learning_rate(end))
                .expect("valid parameters");
            let curved =
                lines.clone().with_warmup_curve(up).and_then(|schedule| schedule.with_decay_curve(down));
            curved.unwrap_or(lines)
        },
    )
}

/// How much longer the next cycle is.
pub fn t_mul() -> impl Strategy<Value = f64> {
    prop_oneof![1.0..4.0, select(vec![1.0, 1.0 + f64::EPSILON, 1.5, 2.0, 3.52, 1e308])]
}

/// Few cycles, many, and no limit.
pub fn cycle_limit() -> impl Strategy<Value = Option<u64>> {
    prop::option::of(prop_oneof![1_u64..10, select(vec![1, 1 << 53, u64::MAX])])
}

/// Down and up, along every curve, early and late.
pub fn transition_restarts() -> impl Strategy<Value = TransitionRestarts> {
    let k_decay = prop_oneof![0.1..4.0, select(vec![1.0, 1e-300, 1e308])];
    let factors = (t_mul(), factor(), factor(), k_decay);
    (rate(), rate(), steps(), curve(), factors, cycle_limit()).prop_map(
        |(from, to, steps, curve, (t_mul, m_mul, end_m_mul, k_decay), limit)| {
            let schedule = TransitionRestarts::new(from, to, steps)
                .and_then(|schedule| schedule.with_t_mul(t_mul))
                .and_then(|schedule| schedule.with_m_mul(m_mul))
                .and_then(|schedule| schedule.with_end_m_mul(end_m_mul))
                .and_then(|schedule| schedule.with_k_decay(k_decay))
                .and_then(|schedule| match limit {
                    Some(limit) => schedule.with_cycle_limit(limit),
                    None => Ok(schedule),
                })
                .expect("valid parameters");
            // A geometric curve is refused.
            schedule.clone().with_curve(curve).unwrap_or(schedule)
        },
    )
}

/// Whole and broken numbers of cycles.
pub fn cosine_hard_restarts() -> impl Strategy<Value = CosineHardRestarts> {
    let cycles = prop_oneof![
        0.01..20.0,
        (1_u32..50).prop_map(f64::from),
        select(vec![5e-324, 0.5, 7.0, 9_007_199_254_740_992.0]),
    ];
    (rate(), steps(), cycles).prop_map(|(rate, steps, cycles)| {
        CosineHardRestarts::new(rate, steps, cycles).expect("valid parameters")
    })
}

/// Falling and growing, with and without a pole.
pub fn power_law() -> impl Strategy<Value = PowerLaw> {
    let offset = prop_oneof![0.01..2.0, select(vec![0.0, 1e-100, 1.0, 1e100])];
    let inner = prop_oneof![0.01..3.0, select(vec![5e-324, 1.0, 2.0, 100.0])];
    let power = prop_oneof![-3.0..3.0, select(vec![-100.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0, 100.0])];
    (rate(), steps(), offset, inner, power).prop_map(|(rate, timescale, offset, inner, power)| {
        PowerLaw::new(rate, timescale, power)
            .and_then(|schedule| schedule.with_offset(offset))
            .and_then(|schedule| schedule.with_inner_power(inner))
            .expect("valid parameters")
    })
}
