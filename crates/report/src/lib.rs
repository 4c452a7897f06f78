#![doc = include_str!("../README.md")]

mod counting;
mod door;
mod error;
mod json;
mod logs;
mod options;
mod other_end;
mod part;
mod report;
mod rule_names;
mod structure;
mod units;

pub use error::ReportError;
pub use glidepath_diagnose::{Description, Finding, Rule, Severity, Story};
pub use glidepath_interop::LogSteps;
pub use options::ReportOptions;
pub use report::Report;
pub use rule_names::{UnknownRule, rule_names};

/// The code in `docs/checking.md`.
#[cfg(doctest)]
#[doc = include_str!("../../../docs/checking.md")]
struct DocsChecking;
