//! What a range test saw, and what the losses suggest.

use alloc::vec::Vec;

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

/// The point before the fastest fall of the loss against the logarithm of the rate, as fastai's `steep`.
pub(crate) fn steepest(points: &[RangePoint]) -> Option<f64> {
    let slope = |pair: &[RangePoint]| {
        let fall = pair[1].smoothed_loss - pair[0].smoothed_loss;
        fall / libm::log(pair[1].learning_rate / pair[0].learning_rate)
    };
    let slopes = points.windows(2).map(|pair| (slope(pair), pair[0].learning_rate));
    let falls = slopes.filter(|&(slope, _)| slope < 0.0);
    falls.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, learning_rate)| learning_rate)
}

/// The middle of the longest descent, as fastai's `valley`.
pub(crate) fn valley(points: &[RangePoint]) -> Option<f64> {
    // Of the descents of each length, the last loss of the one that ends highest: they fall from length to
    // length.
    let mut ends: Vec<f64> = Vec::new();
    let mut end = 0;
    for (index, point) in points.iter().enumerate() {
        let loss = point.smoothed_loss;
        let length = ends.partition_point(|&end| end > loss);
        match ends.get_mut(length) {
            Some(end) => *end = loss,
            None => {
                ends.push(loss);
                end = index;
            }
        }
    }
    let length = ends.len();
    if length < 2 {
        return None;
    }
    let middle = (end + length / 3 + length / 6).saturating_sub(length);
    points.get(middle).map(|point| point.learning_rate)
}
