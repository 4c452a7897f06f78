//! The range test: its rates, when it ends, and what it suggests.

use glidepath_core::MetricSchedule;
use glidepath_schedules::{Curve, RangeTest, ScheduleError};

/// A test of the default rates.
fn default_test(steps: u64) -> RangeTest {
    RangeTest::new(1e-7, 10.0, steps).unwrap()
}

/// Feeds a test the losses of a made-up model until it is done: a slope, ripples, and a rise at high rates.
fn run(mut test: RangeTest) -> RangeTest {
    let mut step = 0_u32;
    while !test.is_done() {
        let rate = test.learning_rate();
        let ripple = f64::from((step * 5) % 7);
        test.observe(2.0 / (1.0 + 30.0 * rate) + 0.02 * ripple + rate * rate);
        step += 1;
    }
    test
}

/// Compares with fastai's `valley` and `steep`, run on the same losses: the number of steps until the end,
/// and the steps whose rates they return.
#[track_caller]
fn check_fastai(test: RangeTest, steps: usize, valley: usize, steepest: usize) {
    let test = run(test);
    assert_eq!(test.points().len(), steps);
    assert_eq!(test.valley(), Some(test.points()[valley].learning_rate), "valley");
    assert_eq!(test.steepest(), Some(test.points()[steepest].learning_rate), "steepest");
}

#[test]
fn suggestions_are_those_of_fastai() {
    check_fastai(default_test(100), 99, 60, 76);
    check_fastai(default_test(100).with_smoothing(0.0).unwrap(), 89, 64, 68);
    check_fastai(default_test(100).with_smoothing(0.9).unwrap(), 94, 58, 72);
    check_fastai(default_test(200).with_smoothing(0.5).unwrap(), 177, 128, 139);
    check_fastai(RangeTest::new(1e-5, 3.0, 60).unwrap().with_smoothing(0.8).unwrap(), 59, 32, 41);
    let linear = RangeTest::new(1e-3, 2.0, 50).unwrap().with_curve(Curve::Linear).unwrap();
    check_fastai(linear.with_smoothing(0.9).unwrap(), 42, 8, 6);
}

#[test]
fn rates_lead_from_the_least_to_the_greatest() {
    let mut test = RangeTest::new(1e-4, 1.0, 5).unwrap();
    assert_eq!(test.observe(1.0), 1e-3);
    while !test.is_done() {
        test.observe(1.0);
    }
    let rates: Vec<f64> = test.points().iter().map(|point| point.learning_rate).collect();
    assert_eq!(rates, [1e-4, 1e-3, 1e-2, 1e-1, 1.0]);
    assert!(!test.is_diverged());
    assert_eq!(test.learning_rate(), 1.0);

    let linear = RangeTest::new(0.25, 1.0, 4).unwrap().with_curve(Curve::Linear).unwrap();
    let rates: Vec<f64> = run(linear).points().iter().map(|point| point.learning_rate).collect();
    assert_eq!(rates, [0.25, 0.5, 0.75, 1.0]);
}

#[test]
fn losses_are_smoothed_without_a_bias_to_zero() {
    let mut test = default_test(100).with_smoothing(0.5).unwrap();
    for loss in [4.0, 1.0, 1.0] {
        test.observe(loss);
    }
    let smoothed: Vec<f64> = test.points().iter().map(|point| point.smoothed_loss).collect();
    assert_eq!(smoothed, [4.0, (4.0 * 0.5 + 1.0) / 1.5, (4.0 * 0.25 + 0.5 + 1.0) / 1.75]);
}

#[test]
fn a_loss_that_explodes_ends_the_test() {
    let mut test = default_test(100).with_smoothing(0.0).unwrap();
    for loss in [1.0, 4.0, 0.5, 2.0] {
        test.observe(loss);
    }
    assert!(!test.is_done());
    test.observe(2.1);
    assert!(test.is_done() && test.is_diverged());
    assert_eq!(test.points().len(), 5);

    let after = test.clone();
    test.observe(0.1);
    assert_eq!(test, after);
}

#[test]
fn a_loss_that_is_no_number_ends_the_test_unrecorded() {
    for loss in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let mut test = default_test(100);
        test.observe(1.0);
        test.observe(loss);
        assert!(test.is_diverged());
        assert_eq!(test.points().len(), 1);
        assert_eq!(test.learning_rate(), 1e-7);
    }
    let mut test = default_test(100);
    test.observe(f64::NAN);
    assert!(test.is_done() && test.points().is_empty());
    assert_eq!(test.learning_rate(), 1e-7);
}

#[test]
fn a_loss_below_zero_never_counts_as_too_high() {
    let mut test = default_test(100).with_smoothing(0.0).unwrap();
    for loss in [-1.0, 100.0, 1e9] {
        test.observe(loss);
    }
    assert!(!test.is_done());
}

#[test]
fn without_a_fall_there_is_no_suggestion() {
    let mut flat = default_test(50);
    let mut rising = default_test(50).with_divergence_factor(f64::INFINITY).unwrap();
    let mut short = default_test(50);
    for step in 0..50_u8 {
        flat.observe(1.0);
        rising.observe(f64::from(step) + 1.0);
        if step < 11 {
            short.observe(1.0 / (f64::from(step) + 1.0));
        }
    }
    for test in [flat, rising, short] {
        assert_eq!((test.valley(), test.steepest()), (None, None));
    }
}

#[test]
fn messages() {
    #[track_caller]
    fn check(test: Result<RangeTest, ScheduleError>, message: &str) {
        assert_eq!(test.unwrap_err().to_string(), message);
    }
    let new = RangeTest::new;
    check(new(0.0, 1.0, 9), "`min_learning_rate` must be finite and greater than 0, got 0.0");
    check(new(0.1, f64::NAN, 9), "`max_learning_rate` must be finite and greater than 0, got NaN");
    check(new(0.1, 0.1, 9), "`max_learning_rate` must be greater than `min_learning_rate`, got 0.1");
    check(new(0.1, 1.0, 1), "`steps` must be at least 2, got 1");
    let test = default_test(9);
    check(test.clone().with_smoothing(1.0), "`smoothing` must be at least 0 and less than 1, got 1.0");
    check(test.clone().with_smoothing(f64::NAN), "`smoothing` must be at least 0 and less than 1, got NaN");
    check(test.clone().with_divergence_factor(1.0), "`divergence_factor` must be greater than 1, got 1.0");
    check(
        test.with_curve(Curve::Power { power: 0.0 }),
        "`curve.power.power` must be finite and greater than 0, got 0.0",
    );
}
