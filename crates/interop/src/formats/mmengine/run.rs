//! How long a run and its epochs are.

use glidepath_schedules::StepCount;
use glidepath_serde::Horizon;

use crate::model::{InteropError, Remedy};
use crate::values::Value;
use crate::values::arguments::Arguments;

/// What is known of a run.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Run {
    pub(super) max_epochs: Option<u64>,
    pub(super) max_iters: Option<u64>,
    /// Whether the run has no epochs.
    pub(super) is_of_iterations: bool,
    /// The iterations of an epoch.
    pub(super) epoch: Option<u64>,
}

impl Run {
    /// Reads `train_cfg`.
    pub(super) fn read(root: &Value, horizon: &Horizon) -> Result<Self, InteropError> {
        let epoch = told_epoch(horizon)?;
        let Some(config) = root.get("train_cfg").filter(|config| !config.is_null()) else {
            return Ok(Self { epoch, ..Self::default() });
        };
        let mut config = Arguments::new(config, "train_cfg")?;
        let class: Option<&str> = config.optional("type")?;
        let by_epoch: Option<bool> = config.optional("by_epoch")?;
        let max_epochs: Option<u64> = config.optional("max_epochs")?;
        let max_iters: Option<u64> = config.optional("max_iters")?;
        let is_of_iterations = match class {
            Some(class) => class.ends_with("IterBasedTrainLoop"),
            None => by_epoch == Some(false),
        };
        let max_iters = max_iters.or_else(|| max_epochs?.checked_mul(epoch?));
        Ok(Self { max_epochs, max_iters, is_of_iterations, epoch })
    }

    /// The iterations of an epoch, where a scheduler at `path` counts epochs.
    pub(super) fn epoch(&self, path: &str) -> Result<u64, InteropError> {
        if self.is_of_iterations {
            let problem = "must be false: the run is one of iterations, which has no epochs";
            return Err(InteropError::invalid(format!("{path}.by_epoch"), problem));
        }
        self.epoch.ok_or_else(|| {
            let problem = "counts epochs, and how many steps an epoch has is not in the file";
            InteropError::invalid(path, problem).with_remedy(Remedy::StepsPerEpoch)
        })
    }
}

/// The number of steps in an epoch, which is that of the batches.
pub(super) fn told_epoch(horizon: &Horizon) -> Result<Option<u64>, InteropError> {
    let Some(steps) = horizon.steps_per_epoch() else { return Ok(None) };
    let whole = StepCount::from(steps).whole();
    let refuse = || {
        InteropError::new(format!("an epoch of mmengine must have a whole number of steps, got {steps:?}"))
    };
    whole.map(Some).ok_or_else(refuse)
}
