//! The rates that react to a metric, a file for each thing that is proved of them.

mod contract;
mod formats;
mod messages;
mod not_finite;
mod parameters;
mod pointers;
mod recorded;
mod rejected;
mod resume;
mod rules;
mod traces;
