//! An optimizer whose state can be saved.
//!
//! candle's own `SGD` has no state, and its `AdamW` lets nobody see its moments, so that a resumed run would
//! begin with moments of 0.

use candle_core::backprop::GradStore;
use candle_core::{Result, Var};
use candle_nn::Optimizer;

const MOMENTUM: f64 = 0.9;

/// Gradient descent with momentum, as PyTorch's: `velocity = 0.9 * velocity + gradient`, then
/// `weight -= learning_rate * velocity`.
pub(crate) struct Momentum {
    vars: Vec<Var>,
    velocities: Vec<Var>,
    learning_rate: f64,
}

impl Momentum {
    /// What has to be saved, one for each variable.
    pub(crate) fn velocities(&self) -> &[Var] {
        &self.velocities
    }
}

impl Optimizer for Momentum {
    type Config = f64;

    fn new(vars: Vec<Var>, learning_rate: f64) -> Result<Self> {
        let velocities = vars.iter().map(|var| Var::from_tensor(&var.zeros_like()?));
        Ok(Self { velocities: velocities.collect::<Result<_>>()?, vars, learning_rate })
    }

    fn step(&mut self, grads: &GradStore) -> Result<()> {
        for (var, velocity) in self.vars.iter().zip(&self.velocities) {
            if let Some(grad) = grads.get(var) {
                velocity.set(&((velocity.as_tensor() * MOMENTUM)? + grad)?)?;
                var.set(&(var.as_tensor() - (velocity.as_tensor() * self.learning_rate)?)?)?;
            }
        }
        Ok(())
    }

    fn learning_rate(&self) -> f64 {
        self.learning_rate
    }

    fn set_learning_rate(&mut self, learning_rate: f64) {
        self.learning_rate = learning_rate;
    }
}
