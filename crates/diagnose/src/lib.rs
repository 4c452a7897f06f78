#![doc = include_str!("../README.md")]

mod alternatives;
mod compare;
mod course;
mod diagnose;
mod digits;
mod facts;
mod finding;
mod log;
mod map;
mod numbers;
mod rates;
mod rule;
mod rules;
mod sixteen_bits;
mod stories;
mod table;
mod view;
mod words;

pub use alternatives::{Alternatives, OtherEnd};
pub use compare::{LOG_DIFFERS, compare};
pub use diagnose::diagnose;
pub use facts::Facts;
pub use finding::{Finding, Severity, Story};
pub use log::{Log, Point};
pub use rule::{Description, Rule};
pub use stories::descriptions::STORIES;
pub use table::RULES;
