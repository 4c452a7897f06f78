//! What a scheduler drives.

/// An optimizer, seen from a [`Scheduler`](crate::Scheduler): something that takes a learning rate.
///
/// [`Scheduler::apply_to`](crate::Scheduler::apply_to) sets the rate through it. Implement it for an
/// optimizer of your own. For one that is not yours give a closure: every `FnMut(f64)` is a
/// `SetLearningRate`.
///
/// # Example
///
/// A training loop is apply, step, advance. Here stochastic gradient descent fits a line to three points; the
/// run is stopped in the middle, and goes on from what was saved to the same weights:
///
/// ```
/// use glidepath::prelude::*;
///
/// #[derive(Clone, Debug, PartialEq)]
/// struct Sgd {
///     learning_rate: f64,
///     slope: f64,
///     offset: f64,
/// }
///
/// impl Sgd {
///     /// One update: down the gradient of half the squared error at one point.
///     fn step(&mut self, (x, y): (f64, f64)) {
///         let error = self.slope * x + self.offset - y;
///         self.slope -= self.learning_rate * error * x;
///         self.offset -= self.learning_rate * error;
///     }
/// }
///
/// impl SetLearningRate for Sgd {
///     fn set_learning_rate(&mut self, learning_rate: f64) {
///         self.learning_rate = learning_rate;
///     }
/// }
///
/// fn train(sgd: &mut Sgd, scheduler: &mut Scheduler<impl LearningRateSchedule>, until: u64) {
///     let points = [(0.0, 1.0), (1.0, 3.0), (2.0, 5.0)];
///     while scheduler.step() < until {
///         scheduler.apply_to(sgd);
///         sgd.step(points[scheduler.step() as usize % 3]);
///         scheduler.advance();
///     }
/// }
///
/// let schedule = schedule_fn(|step| 0.3 / (1.0 + 0.001 * step as f64));
/// let mut sgd = Sgd { learning_rate: 0.0, slope: 0.0, offset: 0.0 };
/// let mut scheduler = Scheduler::new(&schedule);
/// train(&mut sgd, &mut scheduler, 100);
/// let saved = (sgd.clone(), scheduler.step());
///
/// train(&mut sgd, &mut scheduler, 300);
/// assert!((sgd.slope - 2.0).abs() < 1e-6 && (sgd.offset - 1.0).abs() < 1e-6);
///
/// let (mut resumed, step) = saved;
/// train(&mut resumed, &mut Scheduler::resume(&schedule, step), 300);
/// assert_eq!(resumed, sgd);
/// ```
pub trait SetLearningRate {
    /// Sets the rate of the updates that follow.
    fn set_learning_rate(&mut self, learning_rate: f64);
}

impl<F: FnMut(f64) + ?Sized> SetLearningRate for F {
    fn set_learning_rate(&mut self, learning_rate: f64) {
        self(learning_rate);
    }
}
