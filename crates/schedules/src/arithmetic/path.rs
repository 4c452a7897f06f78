//! Segments one after the other.

use alloc::vec::Vec;

use super::{DoubleDouble, Knot, Segment, Shape};

/// A curve through knots.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Path {
    segments: Vec<Segment>,
    /// From here on the curve stays.
    last_step: u64,
}

impl Path {
    /// Begins at the first knot and goes on to each of `ways`, of which there must be one. A knot that is not later
    /// than the one before is a jump.
    pub(crate) fn new(start: Knot, ways: &[(Knot, Option<Shape>)]) -> Self {
        let mut segments = Vec::with_capacity(ways.len() + 1);
        let mut from = start;
        for &(to, shape) in ways {
            if (to.time - from.time).hi > 0.0 {
                segments.push(Segment::new(from, to, shape));
            }
            from = to;
        }
        // The last rate, which a jump would not show; later by enough for the longest of times.
        let time = from.time.times_power_of_two(2.0) + DoubleDouble::ONE;
        let to = Knot { time, rate: from.rate };
        segments.push(Segment::new(from, to, Some(Shape::Linear)));
        Self { segments, last_step: u64::MAX }
    }

    /// The same, but staying as it is at `last_step`.
    pub(crate) fn held_from(self, last_step: u64) -> Self {
        Self { last_step, ..self }
    }

    /// The rate at `step`.
    #[inline(always)]
    pub(crate) fn at(&self, step: u64) -> f64 {
        let step = step.min(self.last_step);
        let index = self.segments.partition_point(|segment| segment.ends_by(step));
        self.segments[index.min(self.segments.len() - 1)].at(step)
    }
}
