#![doc = include_str!("../README.md")]
#![no_std]

extern crate alloc;

mod check;
mod constant;
mod error;
mod sequential;
mod step_count;

pub use constant::Constant;
pub use error::ScheduleError;
pub use sequential::Sequential;
pub use step_count::StepCount;
