//! Proof that glidepath-core and glidepath-schedules, with all of their features, link no std.
//!
//! A program has one panic handler. std brings its own, this crate has another, so the compiler refuses with
//! "found duplicate lang item `panic_impl`" (E0152) as soon as any crate below links std. No other target is
//! needed to see that. With the feature `contrast` one does, and the check fails.

#![no_std]

use core::panic::PanicInfo;

use glidepath_core::testing::{ContractViolation, check_contract};
use glidepath_schedules::{CosineDecay, ScheduleError};

/// Uses both crates; a crate that is not used is not looked at.
///
/// # Errors
///
/// None: the parameters are valid.
pub fn check_one() -> Result<Result<(), ContractViolation>, ScheduleError> {
    CosineDecay::new(0.1, 1_000).map(|schedule| check_contract(&schedule, &[1_000]))
}

#[panic_handler]
fn panic(_info: &PanicInfo<'_>) -> ! {
    loop {}
}
