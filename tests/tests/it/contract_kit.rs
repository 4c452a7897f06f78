//! The test kit finds each way of breaking the contract, and says which step breaks it.

use std::cell::Cell;

use glidepath_core::testing::{assert_contract, check_contract};
use glidepath_core::{LearningRateSchedule, schedule_fn};

#[track_caller]
fn check(schedule: &dyn LearningRateSchedule, boundaries: &[u64], expected: &str) {
    let violation = check_contract(schedule, boundaries).expect_err("a violation");
    assert_eq!(violation.to_string(), expected);
}

#[test]
fn a_rate_that_is_not_finite() {
    let grows = schedule_fn(|step| if step < 1 << 40 { 1.0 } else { f64::INFINITY });
    check(&grows, &[], "the rate must be finite: step 1099511627776 gives inf");
    let undefined = schedule_fn(|step| if step == u64::MAX { f64::NAN } else { 1.0 });
    check(&undefined, &[], "the rate must be finite: step 18446744073709551615 gives NaN");
}

#[test]
fn a_negative_rate() {
    let falls = schedule_fn(|step| if step < 30 { 0.0 } else { -5e-324 });
    check(&falls, &[], "the rate must not be negative: step 30 gives -5e-324");
}

/// Far from every power of two nobody looks unless told to.
#[test]
fn a_violation_beside_a_boundary() {
    let hole = schedule_fn(|step| if step == 1_000_001 { -1.0 } else { 1.0 });
    check(&hole, &[1_000_000], "the rate must not be negative: step 1000001 gives -1.0");
    check(&hole, &[1_000_002], "the rate must not be negative: step 1000001 gives -1.0");
    assert_eq!(check_contract(&hole, &[]), Ok(()));
}

#[test]
fn a_hidden_counter() {
    struct Counter(Cell<f64>);

    impl LearningRateSchedule for Counter {
        fn learning_rate(&self, _step: u64) -> f64 {
            self.0.replace(self.0.get() + 1.0)
        }
    }

    let violation = check_contract(&Counter(Cell::new(0.0)), &[]).expect_err("a violation");
    let text = violation.to_string();
    let start = "a step must always give the same bits: step 18446744073709551615 gives ";
    assert!(text.starts_with(start), "{text}");
}

#[test]
fn a_fill_of_its_own() {
    /// Begins every run a step too late.
    struct Late;

    impl LearningRateSchedule for Late {
        fn learning_rate(&self, step: u64) -> f64 {
            if step < 100 { 1.0 } else { 0.5 }
        }

        fn fill(&self, first_step: u64, rates: &mut [f64]) {
            for (rate, step) in rates.iter_mut().zip(first_step.saturating_add(1)..=u64::MAX) {
                *rate = self.learning_rate(step);
            }
        }
    }

    check(
        &Late,
        &[100],
        "`fill` must agree with `learning_rate`: filled from 99, step 99 gives 0.5, alone 1.0",
    );
}

#[test]
fn a_fill_that_leaves_rates_out() {
    struct Lazy;

    impl LearningRateSchedule for Lazy {
        fn learning_rate(&self, _step: u64) -> f64 {
            1.0
        }

        fn fill(&self, _first_step: u64, _rates: &mut [f64]) {}
    }

    check(&Lazy, &[], "`fill` must agree with `learning_rate`: filled from 0, step 0 gives NaN, alone 1.0");
}

#[test]
fn what_keeps_the_contract_passes() {
    assert_contract(&schedule_fn(|_| 0.0), &[0, 7, u64::MAX]);
    assert_contract(&schedule_fn(|_| f64::MAX), &[]);
}

#[test]
#[should_panic(expected = "the rate must not be negative: step 0 gives -1.0")]
fn the_assertion_panics_with_the_violation() {
    assert_contract(&schedule_fn(|_| -1.0), &[]);
}
