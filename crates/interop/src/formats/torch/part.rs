//! A scheduler within another.

use super::scheduler::Scheduler;

/// A scheduler within a `SequentialLR` or a `ChainedScheduler`.
#[derive(Debug)]
pub(super) struct Part {
    /// The name of its class.
    pub(super) class: &'static str,
    pub(super) path: String,
    /// The initial rate that its own state has.
    pub(super) base: Option<f64>,
    pub(super) scheduler: Box<dyn Scheduler>,
}
