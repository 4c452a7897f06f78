// The examples of the page use the feature `serde`.
#![cfg_attr(feature = "serde", doc = include_str!("../README.md"))]
#![cfg_attr(
    not(feature = "serde"),
    doc = "Any glidepath schedule as burn's `LrScheduler`; `README.md` has examples."
)]

mod fingerprint;
#[cfg(feature = "serde")]
mod from_json;
mod record;
mod scheduler;

pub use record::SchedulerRecordError;
pub use scheduler::BurnScheduler;
