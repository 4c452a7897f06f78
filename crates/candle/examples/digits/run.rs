//! One training run.

use candle_nn::Optimizer;
use glidepath::{LearningRate, Scheduler};
use glidepath_candle::Scheduled;

use crate::Result;
use crate::data::Digits;
use crate::model::Model;
use crate::momentum::Momentum;

/// A model, its optimizer, and where they are.
pub(crate) struct Run<'a> {
    pub(crate) digits: &'a Digits,
    pub(crate) model: Model,
    pub(crate) optimizer: Scheduled<Momentum, LearningRate>,
    pub(crate) seed: u64,
}

/// What one update did.
pub(crate) struct Update {
    pub(crate) step: u64,
    pub(crate) learning_rate: f64,
    pub(crate) loss: f32,
}

impl<'a> Run<'a> {
    pub(crate) fn new(digits: &'a Digits, scheduler: Scheduler<LearningRate>, seed: u64) -> Result<Self> {
        let model = Model::new(seed)?;
        let optimizer = Scheduled::resume(Momentum::new(model.vars(), 0.0)?, scheduler);
        Ok(Self { digits, model, optimizer, seed })
    }

    /// The number of updates made.
    pub(crate) fn step(&self) -> u64 {
        self.optimizer.scheduler().step()
    }

    /// Makes one update.
    pub(crate) fn update(&mut self) -> Result<Update> {
        let step = self.step();
        let learning_rate = self.optimizer.learning_rate();
        let loss = self.model.loss(&self.digits.batch(self.seed, step)?)?;
        self.optimizer.backward_step(&loss)?;
        Ok(Update { step, learning_rate, loss: loss.to_scalar()? })
    }

    /// The loss over all training images.
    pub(crate) fn training_loss(&self) -> Result<f32> {
        Ok(self.model.loss(&self.digits.training)?.to_scalar()?)
    }

    /// The accuracy on the images that are not trained on.
    pub(crate) fn held_out_accuracy(&self) -> Result<f64> {
        self.model.accuracy(&self.digits.held_out)
    }
}
