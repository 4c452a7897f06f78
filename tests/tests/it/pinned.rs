//! Rates that must not move. A diff here is a value-breaking change: say so in the changelog.

use std::fmt::Debug;

use glidepath_core::LearningRateSchedule;
use glidepath_schedules::{
    Constant, CosineDecay, CosineDecayRestarts, Curve, ExponentialDecay, InverseTimeDecay, LinearCosineDecay,
    NoisyLinearCosineDecay, PiecewiseConstantDecay, PolynomialDecay, PowerLaw, ScheduleError, Sequential,
    TransitionRestarts,
};

#[track_caller]
fn check(schedule: Result<impl LearningRateSchedule + Debug, ScheduleError>, expected: &[(u64, f64)]) {
    let schedule = schedule.expect("valid parameters");
    for &(step, want) in expected {
        let got = schedule.learning_rate(step);
        assert_eq!(got.to_bits(), want.to_bits(), "step {step}: got {got:?}, want {want:?}");
    }
}

#[test]
fn constant() {
    let schedule = Constant::new(0.1);
    check(schedule, &[(0, 0.1), (1_000_000, 0.1), (u64::MAX, 0.1)]);
}

#[test]
fn exponential_decay() {
    let schedule = ExponentialDecay::new(0.1, 1_000, 0.96);
    check(
        schedule,
        &[
            (0, 0.1),
            (1, 0.0999959178838686),
            (2, 0.09999183593437393),
            (500, 0.09797958971132713),
            (1000, 0.096),
            (12_345, 0.06041410859269235),
            (1_000_000, 1.867381446670125e-19),
            (u64::MAX, 0.0),
        ],
    );
}

#[test]
fn exponential_decay_in_steps() {
    let schedule = ExponentialDecay::new(0.1, 937.5, 0.9).map(|schedule| schedule.with_staircase(true));
    check(
        schedule,
        &[(0, 0.1), (937, 0.1), (938, 0.09000000000000001), (1875, 0.081), (100_000, 1.4115816386218415e-6)],
    );
}

#[test]
fn exponential_growth() {
    let schedule = ExponentialDecay::new(1e-5, 100, 1.1);
    check(
        schedule,
        &[
            (1, 1.0009535561438966e-5),
            (100, 1.1000000000000001e-5),
            (7000, 0.007897469567994437),
            (70_000, 9.437992127672949e23),
            (u64::MAX, 1.7976931348623157e308),
        ],
    );
}

#[test]
fn inverse_time_decay() {
    let schedule = InverseTimeDecay::new(0.1, 1_000, 0.3);
    check(
        schedule,
        &[
            (0, 0.1),
            (1, 0.09997000899730081),
            (3, 0.09991008092716555),
            (1000, 0.07692307692307693),
            (12_345, 0.021260763261401087),
            (1_000_000, 0.0003322259136212625),
            (u64::MAX, 1.807003620809174e-17),
        ],
    );
}

#[test]
fn inverse_time_decay_in_steps() {
    let schedule = InverseTimeDecay::new(0.1, 1_000, 0.3).map(|schedule| schedule.with_staircase(true));
    check(schedule, &[(999, 0.1), (1000, 0.07692307692307693), (5999, 0.04), (6000, 0.03571428571428572)]);
}

#[test]
fn piecewise_constant_decay() {
    let schedule = PiecewiseConstantDecay::new([100, 200], [0.3, 0.1, 0.007]);
    check(schedule, &[(0, 0.3), (100, 0.3), (101, 0.1), (200, 0.1), (201, 0.007), (u64::MAX, 0.007)]);
}

#[test]
fn polynomial_decay() {
    let schedule = PolynomialDecay::new(0.1, 1_000, 0.0003);
    check(
        schedule,
        &[
            (0, 0.1),
            (1, 0.09990030000000001),
            (333, 0.06679990000000001),
            (999, 0.00039969999999999996),
            (1000, 0.0003),
            (u64::MAX, 0.0003),
        ],
    );
}

#[test]
fn polynomial_decay_with_a_root() {
    let schedule = PolynomialDecay::new(0.1, 1_000, 0.0003).and_then(|schedule| schedule.with_power(0.5));
    check(
        schedule,
        &[(1, 0.09995013753126486), (333, 0.08172505775251253), (999, 0.0034527908271878745), (1000, 0.0003)],
    );
}

#[test]
fn polynomial_decay_with_a_power() {
    let schedule = PolynomialDecay::new(0.1, 1_000, 0.0003).and_then(|schedule| schedule.with_power(2.7));
    check(
        schedule,
        &[(1, 0.09973103875810665), (333, 0.03370680252600133), (999, 0.00030000079194525), (1000, 0.0003)],
    );
}

#[test]
fn polynomial_decay_in_cycles() {
    let schedule = PolynomialDecay::new(0.1, 1_000, 0.0003).map(|schedule| schedule.with_cycle(true));
    check(
        schedule,
        &[
            (1, 0.09990030000000001),
            (1000, 0.0003),
            (1001, 0.05010015),
            (1500, 0.025225),
            (12_345, 0.005323346153846154),
        ],
    );
}

#[test]
fn polynomial_growth() {
    let schedule = PolynomialDecay::new(0.0003, 1_000, 0.1).and_then(|schedule| schedule.with_power(0.9));
    check(
        schedule,
        &[(1, 0.0003897344881459142), (333, 0.030751812793043946), (999, 0.09980107234719761), (1000, 0.1)],
    );
}

#[test]
fn cosine_decay() {
    let schedule = CosineDecay::new(0.1, 1_000);
    check(
        schedule,
        &[
            (0, 0.1),
            (1, 0.09999975326009292),
            (333, 0.0750453312680355),
            (500, 0.05),
            (999, 2.467399070916944e-7),
            (1000, 0.0),
            (u64::MAX, 0.0),
        ],
    );
}

#[test]
fn cosine_decay_with_warmup() {
    let schedule = CosineDecay::new(1e-6, 1_000)
        .and_then(|schedule| schedule.with_alpha(0.01))
        .and_then(|schedule| schedule.with_warmup_target(0.1, 100));
    check(
        schedule,
        &[
            (0, 1e-6),
            (1, 0.00100099),
            (7, 0.007000930000000001),
            (100, 0.1),
            (101, 0.09999975572749198),
            (500, 0.0657963412215599),
            (1099, 0.0010002442725080209),
            (1100, 0.001),
        ],
    );
}

#[test]
fn cosine_decay_of_a_fraction_of_a_step() {
    let schedule = CosineDecay::new(0.1, 937.5);
    check(schedule, &[(1, 0.09999971926484864), (937, 7.018383709961489e-8), (938, 0.0)]);
}

#[test]
fn cosine_decay_restarts() {
    let schedule = CosineDecayRestarts::new(0.1, 1_000);
    check(
        schedule,
        &[
            (0, 0.1),
            (1, 0.09999975326009292),
            (999, 2.467399070916944e-7),
            (1000, 0.1),
            (1001, 0.09999993831498519),
            (2999, 6.168501482333414e-8),
            (3000, 0.1),
            (8_191_000, 0.1),
            (u64::MAX, 0.0998579450130307),
        ],
    );
}

#[test]
fn cosine_decay_restarts_that_fade() {
    let schedule = CosineDecayRestarts::new(0.1, 1_000)
        .and_then(|schedule| schedule.with_t_mul(1.5))
        .and_then(|schedule| schedule.with_m_mul(0.9))
        .and_then(|schedule| schedule.with_alpha(0.01));
    check(
        schedule,
        &[
            (1, 0.09999975572749198),
            (1499, 0.06790575584807783),
            (1500, 0.06782500000000001),
            (1501, 0.06774414644287433),
            (100_000, 0.011296772443787174),
            (1_000_000, 0.017482915342077306),
        ],
    );
}

#[test]
fn cosine_decay_restarts_of_one_length() {
    let schedule = CosineDecayRestarts::new(0.1, 1_000)
        .and_then(|schedule| schedule.with_t_mul(1.0))
        .and_then(|schedule| schedule.with_m_mul(0.9));
    check(
        schedule,
        &[
            (1, 0.09999975326009292),
            (999, 2.467399070916944e-7),
            (1000, 0.09000000000000001),
            (123_456, 1.339247637028685e-7),
        ],
    );
}

#[test]
fn cosine_decay_restarts_that_close_in() {
    let schedule = CosineDecayRestarts::new(0.1, 100)
        .and_then(|schedule| schedule.with_t_mul(0.5))
        .and_then(|schedule| schedule.with_alpha(0.01));
    check(
        schedule,
        &[
            (1, 0.09997557473810371),
            (99, 0.001024425261896288),
            (100, 0.1),
            (150, 0.1),
            (199, 0.01894751250743986),
            (200, 0.001),
        ],
    );
}

#[test]
fn linear_cosine_decay() {
    let schedule = LinearCosineDecay::new(0.1, 1_000);
    check(
        schedule,
        &[
            (0, 0.10010000000000001),
            (1, 0.09999975350683282),
            (333, 0.05015523595577968),
            (500, 0.0251),
            (999, 0.0001000002467399071),
            (1000, 0.0001),
        ],
    );
}

#[test]
fn linear_cosine_decay_of_several_periods() {
    let schedule = LinearCosineDecay::new(0.1, 1_000)
        .and_then(|schedule| schedule.with_num_periods(3.7))
        .and_then(|schedule| schedule.with_alpha(0.1));
    check(
        schedule,
        &[
            (1, 0.10998515154298809),
            (333, 0.04275409943346072),
            (500, 0.04773355756877421),
            (1000, 0.0035549150281252687),
        ],
    );
}

#[test]
fn noisy_linear_cosine_decay() {
    let schedule = NoisyLinearCosineDecay::new(0.1, 1_000);
    check(
        schedule,
        &[
            (0, 0.20111793186248306),
            (1, 0.10577460362349572),
            (333, 0.052695591099007316),
            (999, 9.99671673399285e-5),
            (1000, 0.0001),
            (1001, 0.0001),
        ],
    );
}

#[test]
fn noisy_linear_cosine_decay_of_a_seed() {
    let schedule = NoisyLinearCosineDecay::new(0.1, 1_000).map(|schedule| schedule.with_seed(-42));
    check(
        schedule,
        &[
            (0, 0.04367206325488526),
            (1, 0.07414556159803597),
            (333, 0.0629019587360552),
            (999, 9.99432127934373e-5),
            (1001, 0.0001),
        ],
    );
}

#[test]
fn sequential() {
    let schedule = PolynomialDecay::new(0.0, 100, 0.1)
        .and_then(|first| Sequential::new([first, PolynomialDecay::new(0.1, 1_000, 0.001)?], [100]));
    check(
        schedule,
        &[(0, 0.0), (3, 0.003), (99, 0.099), (100, 0.1), (101, 0.099901), (1099, 0.001099), (1100, 0.001)],
    );
}

/// Next to nothing, far below the last place of any double, breaks a tie.
#[test]
fn above_a_tie_by_next_to_nothing() {
    let schedule = CosineDecayRestarts::new(3.4164422898885247, 22)
        .and_then(|schedule| schedule.with_t_mul(1.0)?.with_m_mul(0.37)?.with_alpha(0.75));
    // 2.562331717416393525… is 0.75 times the initial rate, half-way between two doubles.
    check(schedule, &[(20_000_000_000_000_000, 2.5623317174163938)]);
}

/// One cycle has a great height, the other an all but vanishing share of it.
#[test]
fn heights_and_shares_beyond_doubles() {
    let schedule = TransitionRestarts::new(2.0, 0.0, 1)
        .and_then(|schedule| schedule.with_curve(Curve::Power { power: 4.03e-277 })?.with_k_decay(3.52e223))
        .and_then(|schedule| schedule.with_t_mul(1.0000087)?.with_m_mul(0.5));
    check(schedule, &[(90, 1.6247208597569824e-81)]);
    let schedule = TransitionRestarts::new(0.0, 0.01, 527_279)
        .and_then(|schedule| schedule.with_curve(Curve::Exponential { base: 111.8 })?.with_k_decay(5e11))
        .and_then(|schedule| schedule.with_end_m_mul(1.2e80));
    check(schedule, &[(1_860_254_408_184_436_679, f64::MAX)]);
}

/// Where a restart lies after so many cycles that nearly all digits are taken by their number.
#[test]
fn after_many_restarts() {
    let schedule = CosineDecayRestarts::new(8.0, 370_000).and_then(|schedule| {
        schedule.with_t_mul(1.0000000000001137)?.with_m_mul(1.00000000000059)?.with_alpha(0.75)
    });
    check(schedule, &[(24_505_361_134_053_171, 6.351130542843557)]);
}

/// Cycles that are shorter than a step: each rate is that of its own cycle, filled or alone.
#[test]
fn cycles_below_a_step() {
    let schedule = TransitionRestarts::new(3.258408786156534e-5, 5e-324, 1.5448405512646089e-270)
        .and_then(|schedule| schedule.with_curve(Curve::Stairs { count: 1_367_286_513 }))
        .and_then(|schedule| schedule.with_m_mul(0.5)?.with_t_mul(1.99999999999947))
        .expect("valid parameters");
    let mut rates = [0.0; 12];
    schedule.fill(0, &mut rates);
    for (step, rate) in (0..).zip(rates) {
        assert_eq!(rate, schedule.learning_rate(step), "step {step}");
    }
}

/// The square root of (2^53 - 1) / 32 is below the middle between 2^24 and the double before it, by 2^-109 of
/// itself.
#[test]
fn all_but_half_way_below_a_power_of_two() {
    check(PowerLaw::new(1.0, 32, 0.5), &[(9_007_199_254_740_991, 16_777_215.999_999_998)]);
}
