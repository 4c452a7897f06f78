//! What is set before a step.

use candle_core::Result;
use candle_nn::Optimizer;
use glidepath_core::LearningRateSchedule;

/// What a [`Scheduled`](crate::Scheduled) optimizer is set to before each of its steps.
///
/// Every [`LearningRateSchedule`] is a plan for every optimizer: it sets the rate.
/// [`AdamWSchedules`](crate::AdamWSchedules) sets more. So can a plan of your own, for an optimizer that has
/// more to set; it is a pure function of the step, as a schedule is:
///
/// ```
/// use candle_core::{Result, Tensor, Var, backprop::GradStore};
/// use candle_nn::Optimizer;
/// use glidepath_candle::{Plan, Scheduled};
/// use glidepath_core::{LearningRateSchedule, schedule_fn};
///
/// /// Gradient descent with gradients cut to `-limit..=limit`.
/// struct ClippedSgd {
///     inner: candle_nn::SGD,
///     vars: Vec<Var>,
///     limit: f64,
/// }
/// # impl Optimizer for ClippedSgd {
/// #     type Config = (f64, f64);
/// #     fn new(vars: Vec<Var>, (learning_rate, limit): (f64, f64)) -> Result<Self> {
/// #         Ok(Self { inner: candle_nn::SGD::new(vars.clone(), learning_rate)?, vars, limit })
/// #     }
/// #     fn step(&mut self, grads: &GradStore) -> Result<()> {
/// #         let rate = self.inner.learning_rate();
/// #         for var in &self.vars {
/// #             if let Some(grad) = grads.get(var) {
/// #                 let grad = grad.clamp(-self.limit, self.limit)?;
/// #                 var.set(&var.sub(&(grad * rate)?)?)?;
/// #             }
/// #         }
/// #         Ok(())
/// #     }
/// #     fn learning_rate(&self) -> f64 {
/// #         self.inner.learning_rate()
/// #     }
/// #     fn set_learning_rate(&mut self, rate: f64) {
/// #         self.inner.set_learning_rate(rate);
/// #     }
/// # }
///
/// /// A rate, and a limit ten times as high.
/// struct TenfoldLimit<S>(S);
///
/// impl<S: LearningRateSchedule> Plan<ClippedSgd> for TenfoldLimit<S> {
///     fn rate(&self, step: u64) -> f64 {
///         self.0.learning_rate(step)
///     }
///
///     fn apply(&self, step: u64, optimizer: &mut ClippedSgd) -> Result<()> {
///         optimizer.set_learning_rate(self.rate(step));
///         optimizer.limit = 10.0 * self.rate(step);
///         Ok(())
///     }
/// }
///
/// let var = Var::new(1.0_f64, &candle_core::Device::Cpu)?;
/// let sgd = ClippedSgd::new(vec![var.clone()], (0.0, 0.0))?;
/// let mut optimizer = Scheduled::wrap(sgd, TenfoldLimit(schedule_fn(|_| 0.1)));
/// optimizer.backward_step(&(var.as_tensor() * 1000.0)?)?;
/// assert_eq!(var.to_scalar::<f64>()?, 0.9);
/// # Ok::<(), candle_core::Error>(())
/// ```
pub trait Plan<O> {
    /// The learning rate of update number `step`.
    fn rate(&self, step: u64) -> f64;

    /// Sets an optimizer for update number `step`: the learning rate, and whatever else the plan holds.
    ///
    /// # Errors
    ///
    /// If the optimizer cannot work with a value.
    fn apply(&self, step: u64, optimizer: &mut O) -> Result<()>;
}

impl<O: Optimizer, S: LearningRateSchedule> Plan<O> for S {
    fn rate(&self, step: u64) -> f64 {
        self.learning_rate(step)
    }

    fn apply(&self, step: u64, optimizer: &mut O) -> Result<()> {
        optimizer.set_learning_rate(self.learning_rate(step));
        Ok(())
    }
}
