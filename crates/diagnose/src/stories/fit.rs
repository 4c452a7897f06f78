//! A story that fits all points.

use crate::finding::Story;
use crate::numbers::real;

/// A story that fits all points.
#[derive(Clone, Debug)]
pub(crate) struct Fit {
    pub(crate) story: Story,
    /// The number of bits that choose it among the stories that are as simple or simpler. A log must hold
    /// more evidence than that, or some story fits by accident.
    pub(super) cost: f64,
}

impl Fit {
    /// One of this many stories, and at least of two: it is true or it is not.
    pub(super) fn one_of(choices: f64, story: Story) -> Self {
        Self { story, cost: choices.max(2.0).log2() }
    }

    /// A story that only says what the log shows.
    pub(super) fn certain(story: Story) -> Self {
        Self { story, cost: f64::NEG_INFINITY }
    }

    /// A story with a whole number, which may go in either direction. The larger the number, the more stories
    /// are simpler.
    pub(super) fn numbered(number: u64, story: Story) -> Self {
        Self::one_of(2.0 * real(number), story)
    }

    /// The same story since one of the steps, of which there are this many.
    pub(super) fn since_one_of(self, steps: u64) -> Self {
        Self { cost: self.cost + real(steps.max(1)).log2(), ..self }
    }
}
