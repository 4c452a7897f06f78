//! The trait.

/// A pure function from training step to learning rate.
///
/// # Contract
///
/// An implementation owes its callers four things. The [test kit](crate::testing) checks the first three, as
/// far as one machine can.
///
/// 1. **Pure.** The same step gives the same bits, in any order, on any thread, on any target. No counter is
///    hidden inside.
/// 2. **Total.** Every `u64` is in the domain; the rate is finite and not negative. Growth saturates at
///    [`f64::MAX`] instead of overflowing.
/// 3. **[`fill`](Self::fill) agrees.** It gives exactly the bits that `learning_rate` gives.
/// 4. **Cheap.** Constant time, or logarithmic in the number of pieces; no allocation, but for the rare
///    inputs that need more precision than doubles give.
///
/// Parameters are checked when a schedule is built, so evaluation neither fails nor panics. Step 0 is the
/// first optimizer update.
///
/// # A schedule of your own
///
/// ```
/// use glidepath::prelude::*;
///
/// /// Halves the rate every `half_life` steps, in one jump.
/// struct Halving {
///     initial_learning_rate: f64,
///     half_life: u64,
/// }
///
/// impl LearningRateSchedule for Halving {
///     fn learning_rate(&self, step: u64) -> f64 {
///         let halvings = i32::try_from(step / self.half_life).unwrap_or(i32::MAX);
///         self.initial_learning_rate * 0.5_f64.powi(halvings)
///     }
/// }
///
/// let schedule = Halving { initial_learning_rate: 0.1, half_life: 1_000 };
/// assert_eq!(schedule.learning_rate(999), 0.1);
/// assert_eq!(schedule.learning_rate(2_000), 0.025);
/// ```
#[doc(alias = "__call__")]
#[doc(alias = "LRScheduler")]
#[doc(alias = "LrScheduler")]
pub trait LearningRateSchedule {
    /// Returns the rate in force for update number `step`, counted from 0.
    ///
    /// Keras calls this `__call__(step)`.
    fn learning_rate(&self, step: u64) -> f64;

    /// Writes the rates of the steps `first_step`, `first_step + 1`, … into `rates`.
    ///
    /// A step that would lie beyond [`u64::MAX`] is answered as [`u64::MAX`]. Override this where a run of
    /// rates is cheaper than its steps one by one; the bits must stay those of
    /// [`learning_rate`](Self::learning_rate).
    ///
    /// ```
    /// use glidepath::prelude::*;
    ///
    /// let ramp = schedule_fn(|step| 0.5 * step as f64);
    /// let mut rates = [0.0; 3];
    /// ramp.fill(10, &mut rates);
    /// assert_eq!(rates, [5.0, 5.5, 6.0]);
    /// ```
    fn fill(&self, first_step: u64, rates: &mut [f64]) {
        let mut step = first_step;
        for rate in rates {
            *rate = self.learning_rate(step);
            step = step.saturating_add(1);
        }
    }
}
