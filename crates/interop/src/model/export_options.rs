//! Options for writing a schedule: the run that it is for.

/// Options of [`export`](crate::export): what is known about the run that a schedule is written for. Default:
/// nothing.
///
/// ```
/// use glidepath_interop::ExportOptions;
///
/// let options = ExportOptions::new().with_step(400).with_total_steps(1_000);
/// assert_eq!(options.step(), Some(400));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ExportOptions {
    step: Option<u64>,
    total_steps: Option<u64>,
}

impl ExportOptions {
    /// Options without anything about the run.
    pub const fn new() -> Self {
        Self { step: None, total_steps: None }
    }

    /// Sets the number of updates that were made before the run goes on.
    ///
    /// Targets that cannot hold it refuse it; see [`Target::keeper_of_step`](crate::Target::keeper_of_step).
    #[must_use]
    pub const fn with_step(self, step: u64) -> Self {
        Self { step: Some(step), ..self }
    }

    /// Sets the number of steps of the whole run, which transformers writes as `max_steps`. Other targets do
    /// not need it.
    #[must_use]
    pub const fn with_total_steps(self, total_steps: u64) -> Self {
        Self { total_steps: Some(total_steps), ..self }
    }

    /// The number of updates that were made before the run goes on, if it was set.
    pub const fn step(&self) -> Option<u64> {
        self.step
    }

    /// The number of steps of the whole run, if it was set.
    pub const fn total_steps(&self) -> Option<u64> {
        self.total_steps
    }
}
