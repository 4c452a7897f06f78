#![doc = include_str!("../README.md")]

mod course;
mod diagnose;
mod facts;
mod finding;
mod numbers;
mod rule;
mod rules;
mod table;

pub use diagnose::diagnose;
pub use facts::Facts;
pub use finding::{Finding, Severity, Story};
pub use rule::Rule;
pub use table::RULES;
