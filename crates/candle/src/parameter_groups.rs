//! Several optimizers as one.

use std::iter;

use candle_core::backprop::GradStore;
use candle_core::{Result, Var};
use candle_nn::Optimizer;

/// Groups of variables, each with an optimizer of its own: other rates, other schedules, other weight decays.
///
/// A step is a step of every group, all with the same gradients. It is a candle [`Optimizer`] itself; built
/// as one it has a single group. There is always a first group.
///
/// ```
/// use candle_core::{Device, Var};
/// use candle_nn::{Optimizer, SGD};
/// use glidepath::prelude::*;
/// use glidepath_candle::{ParameterGroups, Scheduled};
///
/// let [weight, bias] = [Var::new(1.0_f64, &Device::Cpu)?, Var::new(1.0_f64, &Device::Cpu)?];
/// let schedule = ExponentialDecay::new(0.5, 1, 0.5)?;
/// let tenth = Scaled::new(schedule.clone(), 0.1)?;
/// let group = |var: &Var, schedule: Box<dyn LearningRateSchedule>| {
///     SGD::new(vec![var.clone()], 0.0).map(|sgd| Scheduled::wrap(sgd, schedule))
/// };
/// let mut optimizer = ParameterGroups::of(group(&weight, Box::new(schedule))?)
///     .with_group(group(&bias, Box::new(tenth))?);
///
/// optimizer.backward_step(&(weight.as_tensor() + bias.as_tensor())?)?; // both gradients are 1
/// assert_eq!(weight.to_scalar::<f64>()?, 0.5);
/// assert_eq!(bias.to_scalar::<f64>()?, 0.95);
///
/// let rates: Vec<f64> = optimizer.groups().map(Optimizer::learning_rate).collect();
/// assert_eq!(rates, [0.25, 0.025]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// A variable in two groups is updated twice; nothing checks that. Where a group's step fails, the groups
/// before it have made theirs.
#[derive(Clone, Debug)]
#[doc(alias = "param_groups")]
pub struct ParameterGroups<O> {
    first: O,
    others: Vec<O>,
}

impl<O> ParameterGroups<O> {
    /// One group.
    pub const fn of(first: O) -> Self {
        Self { first, others: Vec::new() }
    }

    /// Adds a group.
    #[must_use]
    #[doc(alias = "add_param_group")]
    pub fn with_group(mut self, group: O) -> Self {
        self.others.push(group);
        self
    }

    /// The groups, in the order in which they were added.
    pub fn groups(&self) -> impl Iterator<Item = &O> {
        iter::once(&self.first).chain(&self.others)
    }

    /// The groups, to be changed.
    pub fn groups_mut(&mut self) -> impl Iterator<Item = &mut O> {
        iter::once(&mut self.first).chain(&mut self.others)
    }
}

impl<O: Optimizer> Optimizer for ParameterGroups<O> {
    type Config = O::Config;

    /// One group of all variables.
    fn new(vars: Vec<Var>, config: Self::Config) -> Result<Self> {
        O::new(vars, config).map(Self::of)
    }

    fn step(&mut self, grads: &GradStore) -> Result<()> {
        self.groups_mut().try_for_each(|group| group.step(grads))
    }

    /// The rate of the first group.
    fn learning_rate(&self) -> f64 {
        self.first.learning_rate()
    }

    /// Sets the rate of all groups.
    fn set_learning_rate(&mut self, learning_rate: f64) {
        self.groups_mut().for_each(|group| group.set_learning_rate(learning_rate));
    }
}
