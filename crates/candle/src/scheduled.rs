//! An optimizer whose rate follows a schedule.

use candle_core::backprop::GradStore;
use candle_core::{Result, Tensor, Var};
use candle_nn::Optimizer;
use glidepath_core::Scheduler;

use crate::Plan;

/// An optimizer whose learning rate follows a schedule.
///
/// It is a candle [`Optimizer`] itself: each [`step`](Optimizer::step) sets the rate that the schedule has
/// for this update, lets the optimizer within make it, and advances. A step that fails does not count.
///
/// ```
/// use candle_core::{Device, Var};
/// use candle_nn::{Optimizer, SGD};
/// use glidepath::schedules::ExponentialDecay;
/// use glidepath_candle::Scheduled;
///
/// let var = Var::new(1.0_f64, &Device::Cpu)?;
/// let sgd = SGD::new(vec![var.clone()], 0.0)?;
/// let mut optimizer = Scheduled::wrap(sgd, ExponentialDecay::new(0.5, 1, 0.5)?);
///
/// assert_eq!(optimizer.learning_rate(), 0.5);
/// optimizer.backward_step(var.as_tensor())?; // the gradient is 1
/// assert_eq!(var.to_scalar::<f64>()?, 0.5);
/// assert_eq!(optimizer.learning_rate(), 0.25);
/// assert_eq!(optimizer.scheduler().step(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Built as an optimizer
///
/// Code that builds its own optimizer, from variables and `Optimizer::Config`, can build a scheduled one: its
/// configuration is that of the optimizer within, whose own rate has no effect, and a [`Scheduler`].
///
/// ```
/// use candle_core::{Device, Result, Var};
/// use candle_nn::{AdamW, Optimizer, ParamsAdamW};
/// use glidepath_candle::Scheduled;
/// use glidepath_core::{Scheduler, schedule_fn};
///
/// fn train<O: Optimizer>(config: O::Config) -> Result<O> {
///     let var = Var::new(1.0_f32, &Device::Cpu)?;
///     let mut optimizer = O::from_slice(&[&var], config)?;
///     optimizer.backward_step(&var.sqr()?)?;
///     Ok(optimizer)
/// }
///
/// let schedule = schedule_fn(|step| 0.1 / (1 + step) as f64);
/// let config = (ParamsAdamW::default(), Scheduler::new(schedule));
/// let optimizer = train::<Scheduled<AdamW, _>>(config)?;
/// assert_eq!(optimizer.learning_rate(), 0.05);
/// # Ok::<(), candle_core::Error>(())
/// ```
///
/// # A rate set by hand
///
/// [`set_learning_rate`](Optimizer::set_learning_rate) takes the rate out of the schedule's hands: it is the
/// rate of every step that follows, while the position moves on, until
/// [`follow_schedule`](Self::follow_schedule). It is not part of the position, so it has to be set again
/// after a resume.
#[derive(Clone, Copy, Debug)]
#[doc(alias = "LRScheduler")]
pub struct Scheduled<O, S> {
    optimizer: O,
    scheduler: Scheduler<S>,
    rate_by_hand: Option<f64>,
}

impl<O, S> Scheduled<O, S> {
    /// Lets an optimizer follow a schedule from its step 0.
    pub const fn wrap(optimizer: O, schedule: S) -> Self {
        Self::resume(optimizer, Scheduler::new(schedule))
    }

    /// Lets an optimizer follow a schedule from where the scheduler stands.
    pub const fn resume(optimizer: O, scheduler: Scheduler<S>) -> Self {
        Self { optimizer, scheduler, rate_by_hand: None }
    }

    /// The schedule and the step that comes next: what a checkpoint has to save. With the feature `serde` it
    /// can be serialized.
    pub const fn scheduler(&self) -> &Scheduler<S> {
        &self.scheduler
    }

    /// Goes to any step, forwards or backwards.
    #[doc(alias = "load_state_dict")]
    pub const fn set_step(&mut self, step: u64) {
        self.scheduler.set_step(step);
    }

    /// Gives the rate back to the schedule, after a rate was set by hand.
    pub const fn follow_schedule(&mut self) {
        self.rate_by_hand = None;
    }

    /// The optimizer within. Its rate is that of the last step.
    pub const fn optimizer(&self) -> &O {
        &self.optimizer
    }

    /// The optimizer within. What the schedule sets is overwritten at the next step.
    pub const fn optimizer_mut(&mut self) -> &mut O {
        &mut self.optimizer
    }

    /// Gives the optimizer back, and the position.
    pub fn into_parts(self) -> (O, Scheduler<S>) {
        (self.optimizer, self.scheduler)
    }
}

impl<O: Optimizer, S: Plan<O>> Scheduled<O, S> {
    /// Makes one update as the schedule says.
    fn update(&mut self, update: impl FnOnce(&mut O) -> Result<()>) -> Result<()> {
        self.scheduler.schedule().apply(self.scheduler.step(), &mut self.optimizer)?;
        if let Some(rate) = self.rate_by_hand {
            self.optimizer.set_learning_rate(rate);
        }
        update(&mut self.optimizer)?;
        self.scheduler.advance();
        Ok(())
    }
}

impl<O: Optimizer, S: Plan<O>> Optimizer for Scheduled<O, S> {
    type Config = (O::Config, Scheduler<S>);

    fn new(vars: Vec<Var>, (config, scheduler): Self::Config) -> Result<Self> {
        O::new(vars, config).map(|optimizer| Self::resume(optimizer, scheduler))
    }

    fn step(&mut self, grads: &GradStore) -> Result<()> {
        self.update(|optimizer| optimizer.step(grads))
    }

    fn backward_step(&mut self, loss: &Tensor) -> Result<()> {
        self.update(|optimizer| optimizer.backward_step(loss))
    }

    /// The rate of the step that comes next.
    fn learning_rate(&self) -> f64 {
        self.rate_by_hand.unwrap_or_else(|| self.scheduler.schedule().rate(self.scheduler.step()))
    }

    /// Sets the rate of all steps that follow, until [`follow_schedule`](Scheduled::follow_schedule).
    fn set_learning_rate(&mut self, learning_rate: f64) {
        self.rate_by_hand = Some(learning_rate);
    }
}
