//! A composition is its parts, by its definition; and composing costs nothing on the heap, and nothing in
//! bits.

use glidepath_core::{LearningRateSchedule, schedule_fn};
use glidepath_schedules::{
    Clamped, Constant, CosineAnnealing, CosineDecay, Curve, ExponentialDecay, PowerLaw, Product, Repeated,
    Scaled, ScheduleError, ScheduleExt, Sequential, Shifted, Stretched, Sum, Transition, TransitionRestarts,
    Warmup,
};
use glidepath_serde::{BoxSchedule, IntoBoxSchedule, from_json, to_json};
use glidepath_tests::arbitrary::{self, Shown, config};
use glidepath_tests::arbitrary_composites;
use proptest::prelude::*;

/// Steps at the beginning, and one of each size.
fn steps() -> impl Iterator<Item = u64> {
    (0..130).chain((7..64).map(|exponent| (1 << exponent) - 1)).chain([u64::MAX])
}

fn part() -> impl Strategy<Value = Shown<BoxSchedule>> {
    arbitrary::simple_schedule().prop_map(Shown)
}

fn check(schedule: &impl LearningRateSchedule, definition: impl Fn(u64) -> f64) -> Result<(), TestCaseError> {
    for step in steps() {
        let (rate, wanted) = (schedule.learning_rate(step), definition(step));
        prop_assert_eq!(rate.to_bits(), wanted.to_bits(), "step {}: {:?}, not {:?}", step, rate, wanted);
    }
    Ok(())
}

proptest! {
    #![proptest_config(config(64))]

    #[test]
    fn scaled(Shown(part) in part(), factor in 0.0..10.0) {
        let schedule = Scaled::new(part.clone(), factor)?;
        check(&schedule, |step| (part.learning_rate(step) * factor).min(f64::MAX))?;
    }

    #[test]
    fn clamped(Shown(part) in part(), bounds in (0.0..1.0, 1.0..2.0)) {
        let schedule = Clamped::new(part.clone(), bounds.0, bounds.1)?;
        check(&schedule, |step| part.learning_rate(step).clamp(bounds.0, bounds.1))?;
    }

    #[test]
    fn shifted(Shown(part) in part(), shift in arbitrary_composites::shift()) {
        let schedule = Shifted::new(part.clone(), shift);
        check(&schedule, |step| part.learning_rate(step.saturating_add_signed(shift)))?;
    }

    #[test]
    fn stretched(Shown(part) in part(), factor in 1_u64..100) {
        let schedule = Stretched::new(part.clone(), factor)?;
        check(&schedule, |step| part.learning_rate(step / factor))?;
    }

    #[test]
    fn product_and_sum(Shown(a) in part(), Shown(b) in part()) {
        let product = Product::new([a.clone(), b.clone()])?;
        check(&product, |step| (a.learning_rate(step) * b.learning_rate(step)).min(f64::MAX))?;
        let sum = Sum::new([a.clone(), b.clone()])?;
        check(&sum, |step| (a.learning_rate(step) + b.learning_rate(step)).min(f64::MAX))?;
    }

    #[test]
    fn warmup(Shown(part) in part(), warmup_steps in 0_u64..100) {
        let schedule = Warmup::new(part.clone(), warmup_steps)?;
        let ramp = Transition::new(0.0, part.learning_rate(0), warmup_steps.max(1))?;
        check(&schedule, |step| match step.checked_sub(warmup_steps) {
            Some(step) => part.learning_rate(step),
            None => ramp.learning_rate(step),
        })?;
    }

    #[test]
    fn warmup_while_the_clock_runs(Shown(part) in part(), warmup_steps in 1_u64..100) {
        let schedule = Warmup::new(part.clone(), warmup_steps)?.with_warmup_prefix(false)?;
        let ramp = Transition::new(0.0, part.learning_rate(warmup_steps), warmup_steps)?;
        check(&schedule, |step| {
            if step < warmup_steps { ramp.learning_rate(step) } else { part.learning_rate(step) }
        })?;
    }

    #[test]
    fn repeated(Shown(part) in part(), period in 1_u64..50, limit in prop::option::of(1_u64..4)) {
        let schedule = Repeated::new(part.clone(), period)?;
        let schedule = match limit {
            Some(limit) => schedule.with_cycle_limit(limit)?,
            None => schedule,
        };
        let is_over = |step| limit.is_some_and(|limit| step >= limit * period);
        check(&schedule, |step| part.learning_rate(if is_over(step) { period } else { step % period }))?;
    }

    #[test]
    fn repeated_forth_and_back(Shown(part) in part(), period in 1_u64..50) {
        // Half as high after each way there and back: a power of two, so that no digit is lost.
        let schedule = Repeated::new(part.clone(), period)?.with_mirror(true).with_m_mul(0.5)?;
        for step in 0..20 * period {
            let inside = step % (2 * period);
            let height = 0.5_f64.powi(i32::try_from(step / (2 * period)).expect("few periods"));
            let wanted = part.learning_rate(inside.min(2 * period - inside)) * height;
            prop_assert_eq!(schedule.learning_rate(step).to_bits(), wanted.to_bits(), "step {}", step);
        }
    }

    #[test]
    fn repeated_ever_longer(Shown(part) in part(), period in 1_u64..5_000) {
        let schedule = Repeated::new(part.clone(), period)?.with_t_mul(2.0)?;
        let (mut begin, mut factor) = (0, 1);
        for _ in 0..6 {
            for step in (begin..begin + period * factor).step_by(usize::try_from(factor)?) {
                let wanted = part.learning_rate((step - begin) / factor);
                prop_assert_eq!(schedule.learning_rate(step).to_bits(), wanted.to_bits(), "step {}", step);
            }
            begin += period * factor;
            factor *= 2;
        }
    }

    #[test]
    fn then(Shown(a) in part(), Shown(b) in part(), boundary in prop_oneof![1_u64..100, 1_u64..]) {
        let schedule = a.clone().then(boundary, b.clone())?;
        check(&schedule, |step| match step.checked_sub(boundary) {
            Some(step) => b.learning_rate(step),
            None => a.learning_rate(step),
        })?;
        let mut filled = [0.0; 150];
        schedule.fill(boundary.saturating_sub(75), &mut filled);
        for (rate, step) in filled.iter().zip(boundary.saturating_sub(75)..) {
            prop_assert_eq!(rate.to_bits(), schedule.learning_rate(step).to_bits(), "step {}", step);
        }
    }

    #[test]
    fn every_curve_keeps_its_promise_at_the_ends_and_never_turns(
        (from, to) in (1e-9..1.0, 1e-9..1.0),
        length in 1_u64..200,
        curve in glidepath_tests::arbitrary_parts::curve(),
    ) {
        let schedule = Transition::new(from, to, length)?.with_curve(curve)?;
        prop_assert_eq!(schedule.learning_rate(length), to);
        prop_assume!(!matches!(curve, Curve::Tanh { .. }));
        prop_assert_eq!(schedule.learning_rate(0), from);
        for step in 0..length {
            let (rate, next) = (schedule.learning_rate(step), schedule.learning_rate(step + 1));
            prop_assert!(if from >= to { rate >= next } else { rate <= next }, "step {}: {:?}, {:?}", step, rate, next);
        }
    }

    #[test]
    fn restarts_of_a_transition_are_transitions(
        (from, to) in (1e-9..1.0, 1e-9..1.0),
        length in 1_u64..200,
        curve in glidepath_tests::arbitrary_parts::curve(),
        limit in 1_u64..5,
    ) {
        prop_assume!(curve != Curve::Geometric);
        let once = Transition::new(from, to, length)?.with_curve(curve)?;
        let again = TransitionRestarts::new(from, to, length)?.with_curve(curve)?.with_cycle_limit(limit)?;
        for step in 0..limit * length + 3 {
            let inside = if step < limit * length { step % length } else { length };
            let (rate, wanted) = (again.learning_rate(step), once.learning_rate(inside));
            let distance = glidepath_tests::ulps_between(rate, wanted);
            prop_assert!(distance <= 1, "step {}: {:?}, not {:?}", step, rate, wanted);
        }
    }
}

/// As many stairs as steps: each step is one stair, however the cycle is counted.
#[test]
fn no_stair_comes_late() -> Result<(), ScheduleError> {
    for count in 1..600_u32 {
        let stairs =
            TransitionRestarts::new(0.0, f64::from(count), count)?.with_curve(Curve::Stairs { count })?;
        for step in 0..count {
            assert_eq!(stairs.learning_rate(step.into()), f64::from(step), "{count} stairs");
            assert_eq!(
                stairs.learning_rate((step + 7 * count).into()),
                f64::from(step),
                "{count} stairs, again"
            );
        }
    }
    Ok(())
}

#[test]
fn a_long_cycle_begins_as_a_long_transition() -> Result<(), ScheduleError> {
    for length in [1e15, 1e18, 1e40, 2.685_174_244_306_2e121] {
        let once = Transition::new(0.0, 0.1, length)?;
        let again = TransitionRestarts::new(0.0, 0.1, length)?;
        for step in [0, 1, 2, 1 << 40] {
            assert_eq!(again.learning_rate(step), once.learning_rate(step), "{length} steps, step {step}");
        }
    }
    Ok(())
}

/// The cases that a review found to be wrong.
#[test]
fn the_ends_of_numbers() -> Result<(), ScheduleError> {
    let swing = CosineAnnealing::new(0.1, 1)?.with_end_learning_rate(0.01)?;
    assert_eq!(swing.learning_rate(u64::MAX), 0.01);
    let counting = Stretched::new(schedule_fn(|step| if step == u64::MAX { 1.0 } else { 0.0 }), 0.1)?;
    assert_eq!(counting.learning_rate(u64::MAX), 1.0);

    let law = PowerLaw::new(1.0, 1, -1.0)?.with_offset(1e100)?.with_inner_power(10.0)?;
    assert_eq!(law.learning_rate(10_000_000_000), 5e-101);

    let wide = Transition::new(1e-200, 1e200, 100)?.with_curve(Curve::Geometric)?;
    assert_eq!(wide.learning_rate(0), 1e-200);
    assert!((wide.learning_rate(50) - 1.0).abs() < 1e-12);
    Ok(())
}

/// A composition of unlike types, which has one of its own.
fn composed() -> Result<impl IntoBoxSchedule + Clone, ScheduleError> {
    CosineDecay::new(0.1, 900)?
        .with_warmup(100)?
        .then(1_000, ExponentialDecay::new(0.05, 50, 0.5)?.repeated(70)?)?
        .then(2_000, Constant::new(0.001)?.scaled(0.5)?)?
        .shifted(3)
        .stretched(1.5)?
        .clamped(1e-4, 0.09)
}

#[test]
fn what_is_composed_in_rust_serializes_and_reads_back_to_the_same_bits()
-> Result<(), Box<dyn std::error::Error>> {
    let schedule = composed()?;
    let boxed = schedule.clone().boxed();
    let text = to_json(&*boxed)?;
    let again = from_json(&text)?;
    assert_eq!(again, boxed);
    for step in 0..4_000 {
        let rate = schedule.learning_rate(step);
        assert_eq!(boxed.learning_rate(step).to_bits(), rate.to_bits(), "step {step}");
        assert_eq!(again.learning_rate(step).to_bits(), rate.to_bits(), "step {step}");
    }
    Ok(())
}

#[test]
fn a_rate_is_not_paid_for_on_the_heap() -> Result<(), Box<dyn std::error::Error>> {
    let schedule = composed()?;
    let boxed = schedule.clone().boxed();
    let mut rates = [0.0; 100];
    let allocated = allocation_counter::measure(|| {
        // At three quarters of the ramp the exact rate is half-way between two doubles: that needs more than
        // doubles.
        for step in steps().filter(|&step| step != 108 && step != 109) {
            std::hint::black_box(schedule.learning_rate(step));
            std::hint::black_box(boxed.learning_rate(step));
        }
        schedule.fill(950, &mut rates);
        boxed.fill(950, &mut rates);
    });
    assert_eq!(allocated.count_total, 0);
    // Composing by methods does not, either.
    let allocated = allocation_counter::measure(|| {
        let cosine = CosineDecay::new(0.1, 900).and_then(|cosine| cosine.with_warmup(100));
        std::hint::black_box(cosine.and_then(|cosine| cosine.then(1_000, Constant::new(0.1)?)))
            .expect("valid parameters");
    });
    assert_eq!(allocated.count_total, 0);
    Ok(())
}

/// So many constants, each for ten steps.
fn constants(parts: u64) -> Result<BoxSchedule, ScheduleError> {
    let schedules: Result<Vec<_>, _> =
        (0..parts).map(|index| Constant::new(rate_of_part(index)).map(IntoBoxSchedule::boxed)).collect();
    let boundaries: Vec<u64> = (1..parts).map(|index| 10 * index).collect();
    Ok(Sequential::new(schedules?, boundaries)?.boxed())
}

fn rate_of_part(index: u64) -> f64 {
    f64::from(u32::try_from(index % 1_000).expect("a small number")) / 1_000.0
}

fn check_parts(schedule: &BoxSchedule, parts: u64) {
    for step in (0..10 * parts).step_by(9_973).chain([u64::MAX]) {
        assert_eq!(schedule.learning_rate(step), rate_of_part((step / 10).min(parts - 1)), "step {step}");
    }
}

#[test]
fn a_million_parts_are_one_schedule() -> Result<(), Box<dyn std::error::Error>> {
    let schedule = constants(1_000_000)?;
    check_parts(&schedule, 1_000_000);
    let text = to_json(&*schedule)?;
    drop(schedule);
    check_parts(&serde_json::from_str(&text)?, 1_000_000);
    Ok(())
}

#[test]
fn many_parts_are_read_with_their_places_known() -> Result<(), Box<dyn std::error::Error>> {
    let text = to_json(&*constants(50_000)?)?;
    check_parts(&from_json(&text)?, 50_000);
    let error = from_json(&text.replacen("0.999", "-0.999", 1)).expect_err("a negative rate");
    assert_eq!(
        error.to_string(),
        "config.schedules[999].config.learning_rate: `learning_rate` must be finite and at least 0, got -0.999"
    );
    Ok(())
}
