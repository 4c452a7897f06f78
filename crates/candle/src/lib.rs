#![doc = include_str!("../README.md")]

mod adamw_schedules;
mod parameter_groups;
mod plan;
mod scheduled;

pub use adamw_schedules::AdamWSchedules;
pub use parameter_groups::ParameterGroups;
pub use plan::Plan;
pub use scheduled::Scheduled;

/// The code in `docs/training.md`.
#[cfg(doctest)]
#[doc = include_str!("../../../docs/training.md")]
pub mod training {}
