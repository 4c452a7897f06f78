//! The parameters of AdamW.

use candle_core::{Result, bail};
use candle_nn::{AdamW, ParamsAdamW};
use glidepath_core::LearningRateSchedule;

use crate::Plan;

/// Schedules for what candle's [`AdamW`] can be set to between two steps: the learning rate, the momentum
/// (`beta1`) and the weight decay.
///
/// A parameter without a schedule stays what it was when the optimizer was built. AdamW shrinks the weights
/// by `learning_rate * weight_decay` at each step, so a weight decay without a schedule already follows the
/// rate. Its bias correction raises the `beta1` of the step to the number of steps, as PyTorch's does.
///
/// With the feature `serde` a file holds the three by name, `beta1` and `weight_decay` may be left out.
///
/// ```
/// use candle_core::{Device, Var};
/// use candle_nn::{AdamW, Optimizer, ParamsAdamW};
/// use glidepath::prelude::*;
/// use glidepath_candle::{AdamWSchedules, Scheduled};
///
/// let rate = OneCycle::new(0.01, 1_000)?;
/// let momentum = rate.momentum().with_bounds(0.85, 0.95)?;
/// let schedules =
///     AdamWSchedules::new(BoxSchedule::new(rate)).with_beta1(BoxSchedule::new(momentum));
///
/// let var = Var::new(1.0_f32, &Device::Cpu)?;
/// let adamw = AdamW::new(vec![var.clone()], ParamsAdamW::default())?;
/// let mut optimizer = Scheduled::wrap(adamw, schedules);
/// optimizer.backward_step(&var.sqr()?)?;
/// assert_eq!(optimizer.optimizer().params().beta1, 0.95);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct AdamWSchedules<S> {
    learning_rate: S,
    #[cfg_attr(feature = "serde", serde(default = "none"))]
    beta1: Option<S>,
    #[cfg_attr(feature = "serde", serde(default = "none"))]
    weight_decay: Option<S>,
}

/// Unlike `Default`, it asks nothing of the type.
#[cfg(feature = "serde")]
fn none<S>() -> Option<S> {
    None
}

impl<S> AdamWSchedules<S> {
    /// A schedule for the rate alone.
    pub const fn new(learning_rate: S) -> Self {
        Self { learning_rate, beta1: None, weight_decay: None }
    }

    /// Adds a schedule for `beta1`, whose values must be below 1.
    #[must_use]
    #[doc(alias = "momentum")]
    pub fn with_beta1(self, beta1: S) -> Self {
        Self { beta1: Some(beta1), ..self }
    }

    /// Adds a schedule for the weight decay.
    #[must_use]
    pub fn with_weight_decay(self, weight_decay: S) -> Self {
        Self { weight_decay: Some(weight_decay), ..self }
    }

    /// The schedule of the rate.
    pub const fn learning_rate(&self) -> &S {
        &self.learning_rate
    }

    /// The schedule of `beta1`, if there is one.
    pub const fn beta1(&self) -> Option<&S> {
        self.beta1.as_ref()
    }

    /// The schedule of the weight decay, if there is one.
    pub const fn weight_decay(&self) -> Option<&S> {
        self.weight_decay.as_ref()
    }
}

impl<S: LearningRateSchedule> Plan<AdamW> for AdamWSchedules<S> {
    fn rate(&self, step: u64) -> f64 {
        self.learning_rate.learning_rate(step)
    }

    /// # Errors
    ///
    /// If `beta1` is not below 1.
    fn apply(&self, step: u64, optimizer: &mut AdamW) -> Result<()> {
        let at_step = |schedule: &S| schedule.learning_rate(step);
        let params = optimizer.params().clone();
        let beta1 = self.beta1.as_ref().map_or(params.beta1, at_step);
        if beta1 >= 1.0 {
            bail!("`beta1` must be less than 1, got {beta1:?} at step {step}");
        }
        let weight_decay = self.weight_decay.as_ref().map_or(params.weight_decay, at_step);
        optimizer.set_params(ParamsAdamW { lr: self.rate(step), beta1, weight_decay, ..params });
        Ok(())
    }
}
