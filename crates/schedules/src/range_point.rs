//! What a range test saw at a step.

/// One step of a [`RangeTest`](crate::RangeTest).
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct RangePoint {
    /// The rate of the step.
    pub learning_rate: f64,
    /// The loss that was observed.
    pub loss: f64,
    /// The mean of the losses so far, in which the later ones weigh more.
    pub smoothed_loss: f64,
}
