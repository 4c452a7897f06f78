//! The test kit: does a schedule keep the [contract](LearningRateSchedule#contract)?
//!
//! Needs the feature `testing`; put it among your `dev-dependencies`.
//!
//! ```
//! use glidepath::prelude::*;
//! use glidepath::testing;
//!
//! // Steps where the schedule does something: its boundaries.
//! testing::assert_contract(&schedule_fn(|step| if step < 7 { 0.1 } else { 0.01 }), &[7]);
//!
//! let violation = testing::check_contract(&schedule_fn(|step| 5.0 - step as f64), &[]).unwrap_err();
//! assert_eq!(violation.to_string(), "the rate must not be negative: step 6 gives -1.0");
//! ```

use alloc::vec;
use alloc::vec::Vec;
use core::fmt;

use crate::LearningRateSchedule;

/// How a schedule breaks the contract.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ContractViolation {
    /// The rate is NaN or infinite.
    NotFinite {
        /// The step asked for.
        step: u64,
        /// What it gave.
        rate: f64,
    },
    /// The rate is below zero.
    Negative {
        /// The step asked for.
        step: u64,
        /// What it gave.
        rate: f64,
    },
    /// Asked again, a step gives other bits.
    NotPure {
        /// The step asked for.
        step: u64,
        /// What it gave first.
        first: f64,
        /// What it gave later.
        later: f64,
    },
    /// `fill` gives other bits than `learning_rate`.
    FillDiffers {
        /// The first step of the run that was filled.
        first_step: u64,
        /// The step that differs.
        step: u64,
        /// What `fill` wrote.
        filled: f64,
        /// What `learning_rate` gives.
        rate: f64,
    },
}

impl fmt::Display for ContractViolation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::NotFinite { step, rate } => {
                write!(f, "the rate must be finite: step {step} gives {rate:?}")
            }
            Self::Negative { step, rate } => {
                write!(f, "the rate must not be negative: step {step} gives {rate:?}")
            }
            Self::NotPure { step, first, later } => {
                write!(
                    f,
                    "a step must always give the same bits: step {step} gives {first:?}, later {later:?}"
                )
            }
            Self::FillDiffers { first_step, step, filled, rate } => write!(
                f,
                "`fill` must agree with `learning_rate`: filled from {first_step}, step {step} gives \
                 {filled:?}, alone {rate:?}"
            ),
        }
    }
}

impl core::error::Error for ContractViolation {}

/// Asks `schedule` for many steps, near and far, near each of `boundaries` too, and compares the answers.
///
/// # Errors
///
/// The first violation found.
pub fn check_contract<S>(schedule: &S, boundaries: &[u64]) -> Result<(), ContractViolation>
where
    S: LearningRateSchedule + ?Sized,
{
    let steps = steps_of_interest(boundaries);
    let first_answers: Vec<f64> = steps.iter().map(|&step| schedule.learning_rate(step)).collect();
    for (&step, &rate) in steps.iter().zip(&first_answers) {
        check_range(step, rate)?;
    }
    for (&step, &first) in steps.iter().zip(&first_answers).rev() {
        let later = schedule.learning_rate(step);
        if first.to_bits() != later.to_bits() {
            return Err(ContractViolation::NotPure { step, first, later });
        }
    }
    steps.iter().try_for_each(|&step| check_fill(schedule, step))
}

/// Like [`check_contract`], for a test.
///
/// # Panics
///
/// With the violation as the message.
#[track_caller]
pub fn assert_contract<S>(schedule: &S, boundaries: &[u64])
where
    S: LearningRateSchedule + ?Sized,
{
    if let Err(violation) = check_contract(schedule, boundaries) {
        panic!("{violation}");
    }
}

/// Small steps, both sides of every power of two, both sides of the boundaries, and the last step.
fn steps_of_interest(boundaries: &[u64]) -> Vec<u64> {
    let mut steps: Vec<u64> = (0..32).collect();
    let powers_of_two = (5..u64::BITS).map(|exponent| 1_u64 << exponent);
    for step in powers_of_two.chain(boundaries.iter().copied()).chain([u64::MAX]) {
        steps.extend([step.saturating_sub(1), step, step.saturating_add(1)]);
    }
    steps.sort_unstable();
    steps.dedup();
    steps
}

fn check_range(step: u64, rate: f64) -> Result<(), ContractViolation> {
    if !rate.is_finite() {
        return Err(ContractViolation::NotFinite { step, rate });
    }
    if rate < 0.0 {
        return Err(ContractViolation::Negative { step, rate });
    }
    Ok(())
}

/// Fills from a little before `middle` to a little after, in runs of several lengths.
fn check_fill<S>(schedule: &S, middle: u64) -> Result<(), ContractViolation>
where
    S: LearningRateSchedule + ?Sized,
{
    for length in [1, 2, 7, 33_u16] {
        let first_step = middle.saturating_sub(u64::from(length) / 2);
        let mut filled = vec![f64::NAN; usize::from(length)];
        schedule.fill(first_step, &mut filled);
        let mut step = first_step;
        for filled in filled {
            let rate = schedule.learning_rate(step);
            check_range(step, rate)?;
            if filled.to_bits() != rate.to_bits() {
                return Err(ContractViolation::FillDiffers { first_step, step, filled, rate });
            }
            step = step.saturating_add(1);
        }
    }
    Ok(())
}
