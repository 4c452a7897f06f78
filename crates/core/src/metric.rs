//! Schedules that react to a metric.

use alloc::boxed::Box;

/// A learning rate that reacts to how training goes.
///
/// Such a rate is not a function of the step, so this trait is separate from
/// [`LearningRateSchedule`](crate::LearningRateSchedule), and its values have state. It observes
/// a metric, usually the validation loss once an epoch, and answers with the rate of the updates that
/// follow.
///
/// # Contract
///
/// 1. **Determined.** The rate follows from the parameters and the metrics observed so far, in their order,
///    and from nothing else: no clock, no randomness, no count of calls to `learning_rate`.
/// 2. **Total.** Every `f64` can be observed, NaN and the infinities among them; the rate is finite and not
///    negative. An implementation says what it makes of a metric that is not finite.
/// 3. **One rate.** Only [`observe`](Self::observe) changes the rate, and what it returns is what
///    [`learning_rate`](Self::learning_rate) gives until the next metric.
/// 4. **Whole.** The value is all of the state: a copy of it, or what is read back from a file, goes on with
///    the same bits.
///
/// Parameters are checked when a schedule is built, so that observing neither fails nor panics.
///
/// # Elsewhere
///
/// `ReduceLROnPlateau` in PyTorch, Hugging Face transformers and Keras, and `GreedyLR` in transformers; here
/// they are `ReduceOnPlateau` and `Greedy` in `glidepath-schedules`. Such a schedule is not a part of others:
/// PyTorch's `SequentialLR` refuses it, too.
///
/// # A schedule of your own
///
/// ```
/// use glidepath::prelude::*;
///
/// /// Halves the rate whenever the loss rises.
/// struct Cautious {
///     learning_rate: f64,
///     last_loss: f64,
/// }
///
/// impl MetricSchedule for Cautious {
///     fn observe(&mut self, loss: f64) -> f64 {
///         // NaN is no rise.
///         if loss > self.last_loss {
///             self.learning_rate *= 0.5;
///         }
///         self.last_loss = loss;
///         self.learning_rate
///     }
///
///     fn learning_rate(&self) -> f64 {
///         self.learning_rate
///     }
/// }
///
/// let mut schedule = Cautious { learning_rate: 0.1, last_loss: f64::INFINITY };
/// assert_eq!(schedule.observe(2.0), 0.1);
/// assert_eq!(schedule.observe(2.5), 0.05);
/// assert_eq!(schedule.learning_rate(), 0.05);
/// ```
pub trait MetricSchedule {
    /// Takes the next metric and returns the rate of the updates that follow.
    ///
    /// PyTorch calls this `step(metrics)`; Keras does it in the `on_epoch_end` of a callback.
    #[doc(alias = "step")]
    #[doc(alias = "on_epoch_end")]
    fn observe(&mut self, metric: f64) -> f64;

    /// The rate in force: the one to begin with until a metric has come, later what
    /// [`observe`](Self::observe) returned last.
    #[doc(alias = "get_last_lr")]
    fn learning_rate(&self) -> f64;
}

impl<S: MetricSchedule + ?Sized> MetricSchedule for &mut S {
    fn observe(&mut self, metric: f64) -> f64 {
        (**self).observe(metric)
    }

    fn learning_rate(&self) -> f64 {
        (**self).learning_rate()
    }
}

impl<S: MetricSchedule + ?Sized> MetricSchedule for Box<S> {
    fn observe(&mut self, metric: f64) -> f64 {
        (**self).observe(metric)
    }

    fn learning_rate(&self) -> f64 {
        (**self).learning_rate()
    }
}
