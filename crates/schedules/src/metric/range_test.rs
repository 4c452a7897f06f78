//! The learning-rate range test of Smith.

use alloc::vec::Vec;

use glidepath_core::{LearningRateSchedule, MetricSchedule};

use crate::metric::range_points;
use crate::parameters::check;
use crate::{Curve, RangePoint, ScheduleError, StepCount, Transition};

/// Finds a good learning rate: trains for a few steps while the rate grows, watches the loss, and reads a
/// rate off.
///
/// The rates lead from `min_learning_rate` to `max_learning_rate` in `steps` updates, by equal factors or
/// along any other [`Curve`]. The losses are smoothed as they come: of those so far, one that lies `k` steps
/// back has the weight `smoothing ^ k`. The test is [done](Self::is_done) when all steps are made, or before
/// that when the loss [diverges](Self::is_diverged).
///
/// A test spoils the weights: train a copy, or put the saved ones back.
///
/// # Reading a rate off
///
/// Both rules work on the smoothed losses without the first tenth of the steps, where the loss still settles,
/// and without the last five, where it blows up. They are rules of thumb for a look at the
/// [points](Self::points), not measurements.
///
/// - [`steepest`](Self::steepest): where the loss falls fastest against the logarithm of the rate.
/// - [`valley`](Self::valley): about the middle of the longest descent. It is the safer of the two.
///
/// # Elsewhere
///
/// `lr_find` in fastai, whose defaults these are: 100 steps from 1e-7 to 10, `smoothing` 0.98, an end at 4
/// times the best loss, and the rules `valley` and `steep`. `Tuner.lr_find` in Lightning. Smith lets the rate
/// grow along a line, and reads off the accuracy where it begins to rise and where it becomes ragged.
///
/// DIFFERENCE: The last step has `max_learning_rate` itself, fastai's the rate before it. A loss that is not
/// finite ends the test and is not recorded; fastai cuts the record there afterwards.
///
/// # Example
/// ```
/// use glidepath::prelude::*;
///
/// let mut weight = 1.0;
/// let mut test = RangeTest::new(1e-4, 10.0, 100)?.with_smoothing(0.5)?;
/// while !test.is_done() {
///     let loss = weight * weight;
///     weight -= test.learning_rate() * 2.0 * weight; // one update
///     test.observe(loss);
/// }
/// assert!(test.is_diverged()); // above the rate 1 the weight oscillates and grows
/// let rate = test.valley().expect("the loss has fallen");
/// assert!(0.01 < rate && rate < 1.0);
/// # Ok::<(), glidepath::ScheduleError>(())
/// ```
///
/// The papers: Smith, *Cyclical Learning Rates for Training Neural Networks*, 2015 (arXiv:1506.01186, section
/// 3.3); growth by equal factors, smoothing and the stop on divergence are Gugger's, 2018 (fastai).
#[derive(Clone, Debug, PartialEq)]
#[doc(alias = "lr_find")]
#[doc(alias = "LRFinder")]
pub struct RangeTest {
    growth: Transition,
    steps: u64,
    smoothing: f64,
    divergence_factor: f64,
    points: Vec<RangePoint>,
    /// The sum of the losses, each times its weight.
    weighted_losses: f64,
    /// The sum of the weights.
    weights: f64,
    best: f64,
    is_diverged: bool,
}

impl RangeTest {
    /// A test of `steps` updates with rates that grow by equal factors.
    ///
    /// # Errors
    ///
    /// If a rate is not finite and above 0, the greatest not above the least, or `steps` is not a whole
    /// number from 2.
    pub fn new(
        min_learning_rate: f64,
        max_learning_rate: f64,
        steps: impl Into<StepCount>,
    ) -> Result<Self, ScheduleError> {
        let steps = check::whole_steps("steps", steps)?;
        check::positive("min_learning_rate", min_learning_rate)?;
        check::positive("max_learning_rate", max_learning_rate)?;
        let rule = "greater than `min_learning_rate`";
        check::require(max_learning_rate > min_learning_rate, "max_learning_rate", rule, max_learning_rate)?;
        if steps < 2 {
            return Err(check::out_of_range("steps", "at least 2", steps));
        }
        let growth = Transition::new(min_learning_rate, max_learning_rate, steps - 1)?;
        Ok(Self {
            growth: growth.with_curve(Curve::Geometric)?,
            steps,
            smoothing: 0.98,
            divergence_factor: 4.0,
            points: Vec::new(),
            weighted_losses: 0.0,
            weights: 0.0,
            best: f64::INFINITY,
            is_diverged: false,
        })
    }

    /// The way from the least rate to the greatest. Default: [`Curve::Geometric`]. Smith's is
    /// [`Curve::Linear`].
    ///
    /// # Errors
    ///
    /// If a parameter of the curve is out of its range.
    pub fn with_curve(self, curve: Curve) -> Result<Self, ScheduleError> {
        Ok(Self { growth: self.growth.with_curve(curve)?, ..self })
    }

    /// How much of its weight a loss keeps from step to step. Default: 0.98. With 0 nothing is smoothed.
    ///
    /// # Errors
    ///
    /// If `smoothing` is not at least 0 and below 1.
    #[doc(alias = "beta")]
    pub fn with_smoothing(self, smoothing: f64) -> Result<Self, ScheduleError> {
        let rule = "at least 0 and less than 1";
        check::require((0.0..1.0).contains(&smoothing), "smoothing", rule, smoothing)?;
        Ok(Self { smoothing, ..self })
    }

    /// How many times the least smoothed loss is too much. Default: 4. With infinity only a loss that is not
    /// finite ends the test early. So it is, whatever the factor, once there was a smoothed loss of 0 or
    /// below.
    ///
    /// # Errors
    ///
    /// If `divergence_factor` is not above 1.
    pub fn with_divergence_factor(self, divergence_factor: f64) -> Result<Self, ScheduleError> {
        let holds = divergence_factor > 1.0;
        check::require(holds, "divergence_factor", "greater than 1", divergence_factor)?;
        Ok(Self { divergence_factor, ..self })
    }

    /// Whether there is nothing more to train: all steps are made, or the loss has diverged. Further losses
    /// change nothing.
    pub fn is_done(&self) -> bool {
        self.is_diverged || self.made() >= self.steps
    }

    /// Whether a loss was not finite, or a smoothed one too high.
    pub const fn is_diverged(&self) -> bool {
        self.is_diverged
    }

    /// What was observed, step by step.
    pub fn points(&self) -> &[RangePoint] {
        &self.points
    }

    /// The rate where the smoothed loss falls fastest against the logarithm of the rate; none if it never
    /// falls.
    ///
    /// Of the two rates that the fastest fall lies between, it is the lower one.
    #[doc(alias = "steep")]
    pub fn steepest(&self) -> Option<f64> {
        range_points::steepest(self.settled_points())
    }

    /// The rate about the middle of the longest descent; none if there are fewer than 2 points to look at, or
    /// the smoothed loss never falls.
    ///
    /// The longest descent is the greatest number `n` of points, not necessarily neighbours, of which each
    /// has a lower smoothed loss than the one before. The rate is that of the point `n - n/3 - n/6` places
    /// before its end, with whole quotients.
    pub fn valley(&self) -> Option<f64> {
        range_points::valley(self.settled_points())
    }

    /// The points without the first tenth of the steps and without the last five.
    fn settled_points(&self) -> &[RangePoint] {
        let first = usize::try_from(self.steps / 10).unwrap_or(usize::MAX);
        let end = self.points.len().saturating_sub(5);
        self.points.get(first..end).unwrap_or_default()
    }

    /// The number of steps made.
    fn made(&self) -> u64 {
        self.points.len().try_into().unwrap_or(u64::MAX)
    }
}

/// The rate of the step that comes next; once the test is done, that of the last one. The metric is the loss.
impl MetricSchedule for RangeTest {
    fn observe(&mut self, loss: f64) -> f64 {
        if self.is_done() {
            return self.learning_rate();
        }
        self.weighted_losses = self.smoothing * self.weighted_losses + loss;
        self.weights = self.smoothing * self.weights + 1.0;
        let smoothed_loss = self.weighted_losses / self.weights;
        if smoothed_loss.is_finite() {
            self.points.push(RangePoint { learning_rate: self.learning_rate(), loss, smoothed_loss });
            self.best = self.best.min(smoothed_loss);
            self.is_diverged = self.best > 0.0 && smoothed_loss > self.divergence_factor * self.best;
        } else {
            self.is_diverged = true;
        }
        self.learning_rate()
    }

    fn learning_rate(&self) -> f64 {
        let last = if self.is_done() { self.made().saturating_sub(1) } else { self.made() };
        self.growth.learning_rate(last)
    }
}
