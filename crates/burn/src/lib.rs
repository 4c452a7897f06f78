#![doc = include_str!("../README.md")]

mod fingerprint;
#[cfg(feature = "serde")]
mod from_json;
mod record;
mod scheduler;

pub use record::SchedulerRecordError;
pub use scheduler::BurnScheduler;
