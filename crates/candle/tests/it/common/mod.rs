//! What the tests share.

pub(crate) mod program;

use candle_core::backprop::GradStore;
use candle_core::{Device, Result, Tensor, Var, bail};
use candle_nn::Optimizer;

/// An optimizer that changes nothing and notes the rates of its steps.
#[derive(Debug, Default)]
pub(crate) struct Recorder {
    pub(crate) vars: usize,
    pub(crate) learning_rate: f64,
    pub(crate) rates: Vec<f64>,
    pub(crate) backward_steps: u64,
    /// Whether the next step fails.
    pub(crate) fails: bool,
}

impl Optimizer for Recorder {
    type Config = f64;

    fn new(vars: Vec<Var>, learning_rate: f64) -> Result<Self> {
        if learning_rate < 0.0 {
            bail!("no recorder with {learning_rate}");
        }
        Ok(Self { vars: vars.len(), learning_rate, ..Self::default() })
    }

    fn step(&mut self, _grads: &GradStore) -> Result<()> {
        if std::mem::take(&mut self.fails) {
            bail!("out of memory");
        }
        self.rates.push(self.learning_rate);
        Ok(())
    }

    fn backward_step(&mut self, loss: &Tensor) -> Result<()> {
        self.backward_steps += 1;
        self.step(&loss.backward()?)
    }

    fn learning_rate(&self) -> f64 {
        self.learning_rate
    }

    fn set_learning_rate(&mut self, learning_rate: f64) {
        self.learning_rate = learning_rate;
    }
}

/// A variable of two numbers.
pub(crate) fn pair() -> Var {
    Var::new(&[1.0_f32, -2.0], &Device::Cpu).unwrap()
}

/// A loss of it with gradients that change from step to step.
pub(crate) fn loss(var: &Var) -> Tensor {
    (var.sqr().unwrap() * 0.7).unwrap().exp().unwrap().sum_all().unwrap()
}

/// The gradients of that loss.
pub(crate) fn gradients(var: &Var) -> GradStore {
    loss(var).backward().unwrap()
}

/// The bits of the numbers.
pub(crate) fn bits(var: &Var) -> Vec<u32> {
    var.flatten_all().unwrap().to_vec1::<f32>().unwrap().into_iter().map(f32::to_bits).collect()
}
