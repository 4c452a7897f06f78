//! What is known of a run beside its configuration.

use crate::model::InteropError;

/// The training arguments of a run, which fill in what the configuration leaves open.
pub(crate) trait Run {
    /// The rate of the optimizer.
    fn learning_rate(&self) -> f64;
    /// The length of the warmup.
    fn warmup_steps(&self) -> Result<u64, InteropError>;
    /// The length of the run.
    fn max_steps(&self) -> Result<u64, InteropError>;
}

/// What is known of a run.
#[derive(Clone, Copy)]
pub(crate) enum Known<'a> {
    /// Its training arguments.
    Run(&'a dyn Run),
    /// Its length, perhaps.
    Length(Option<u64>),
}

impl<'a> Known<'a> {
    pub(super) fn run(self) -> Option<&'a dyn Run> {
        match self {
            Self::Run(run) => Some(run),
            Self::Length(_) => None,
        }
    }
}
