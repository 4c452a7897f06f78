//! How long a run is.

use glidepath_serde::{Horizon, SerdeError};
use pyo3::prelude::*;

use crate::error::refuse;
use crate::step::steps_in;

/// What Python says of the length of a run.
#[derive(Clone, Debug, Default)]
pub(crate) struct RunLength {
    pub(crate) total_steps: Option<u64>,
    pub(crate) steps_per_epoch: Option<f64>,
    pub(crate) tokens_per_step: Option<f64>,
    pub(crate) samples_per_step: Option<f64>,
}

impl RunLength {
    /// From the arguments of a call.
    pub(crate) fn new(
        total_steps: Option<&Bound<'_, PyAny>>,
        steps_per_epoch: Option<f64>,
        tokens_per_step: Option<f64>,
        samples_per_step: Option<f64>,
    ) -> PyResult<Self> {
        let total_steps = total_steps.map(|steps| steps_in("total_steps", steps)).transpose()?;
        Ok(Self { total_steps, steps_per_epoch, tokens_per_step, samples_per_step })
    }

    /// The horizon, if a run can be so long.
    pub(crate) fn horizon(&self) -> PyResult<Horizon> {
        self.checked().map_err(refuse)
    }

    fn checked(&self) -> Result<Horizon, SerdeError> {
        let mut horizon = Horizon::new();
        if let Some(total_steps) = self.total_steps {
            horizon = horizon.with_total_steps(total_steps)?;
        }
        if let Some(steps_per_epoch) = self.steps_per_epoch {
            horizon = horizon.with_steps_per_epoch(steps_per_epoch)?;
        }
        if let Some(tokens_per_step) = self.tokens_per_step {
            horizon = horizon.with_tokens_per_step(tokens_per_step)?;
        }
        if let Some(samples_per_step) = self.samples_per_step {
            horizon = horizon.with_samples_per_step(samples_per_step)?;
        }
        Ok(horizon)
    }
}
