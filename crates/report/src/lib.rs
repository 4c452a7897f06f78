#![doc = include_str!("../README.md")]

mod json;
mod options;
mod report;
mod rule_names;

pub use glidepath_diagnose::{Finding, Severity, Story};
pub use options::{LogSteps, ReportOptions};
pub use report::Report;
pub use rule_names::UnknownRule;
