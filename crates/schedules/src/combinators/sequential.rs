//! Schedules one after the other.

use alloc::vec::Vec;

use glidepath_core::LearningRateSchedule;

use crate::parameters::{check, class};
use crate::parts::fill;
use crate::parts::search_index::SearchIndex;
use crate::{ScheduleError, StepCount};

/// Runs schedules one after the other; each starts at its own step 0.
///
/// With `boundaries` b₁ < b₂ < …: schedule 0 answers the steps below b₁, schedule i the steps from bᵢ on, as
/// `schedules[i](step - bᵢ)`. A boundary belongs to the schedule that begins there.
///
#[cfg_attr(doc, doc = include_str!("../../plots/sequential.svg"))]
///
/// Elsewhere: `SequentialLR(schedulers, milestones)` in PyTorch, `optax.join_schedules(schedules,
/// boundaries)`, `SequentialLrScheduler` in burn. PyTorch runs a `SequentialLR` inside a `SequentialLR` one
/// step ahead of itself; here nesting changes nothing.
///
/// # Example
/// ```
/// use glidepath::prelude::*;
///
/// let fast = ExponentialDecay::new(1.0, 1, 0.5)?;
/// let slow = ExponentialDecay::new(0.25, 10, 0.5)?;
/// let schedule = Sequential::new([fast, slow], [2])?;
/// assert_eq!(schedule.learning_rate(1), 0.5);
/// assert_eq!(schedule.learning_rate(2), 0.25);
/// assert_eq!(schedule.learning_rate(12), 0.125);
/// # Ok::<(), glidepath::ScheduleError>(())
/// ```
#[derive(Clone)]
#[doc(alias = "SequentialLR")]
#[doc(alias = "join_schedules")]
#[doc(alias = "SequentialLrScheduler")]
pub struct Sequential<S> {
    config: Config<S>,
    /// Finds a step among the boundaries.
    index: SearchIndex,
}

impl<S> Sequential<S> {
    /// Switches to the next of `schedules` at each of `boundaries`.
    ///
    /// # Errors
    ///
    /// If there is not exactly one boundary fewer than there are schedules, if the first boundary is 0, or if
    /// the boundaries are not whole or do not increase strictly.
    pub fn new<B: Into<StepCount>>(
        schedules: impl Into<Vec<S>>,
        boundaries: impl IntoIterator<Item = B>,
    ) -> Result<Self, ScheduleError> {
        let whole = |(index, boundary)| {
            check::whole_steps("boundaries", boundary).map_err(|error| error.at_index(index))
        };
        let boundaries = boundaries.into_iter().enumerate().map(whole).collect::<Result<_, _>>()?;
        Self::checked(Config { schedules: schedules.into(), boundaries, name: None })
    }

    /// The same of other schedules.
    pub fn map_schedules<T>(self, map: impl FnMut(S) -> T) -> Sequential<T> {
        let Config { schedules, boundaries, name } = self.config;
        let schedules = schedules.into_iter().map(map).collect();
        Sequential { config: Config { schedules, boundaries, name }, index: self.index }
    }

    /// The index of the part that answers `step`, and the step at which it begins.
    fn part_at(&self, step: u64) -> (usize, u64) {
        let boundaries = &self.config.boundaries;
        let index = self.index.count_up_to(step, boundaries);
        (index, index.checked_sub(1).map_or(0, |previous| boundaries[previous]))
    }

    fn checked(config: Config<S>) -> Result<Self, ScheduleError> {
        check::one_more("schedules", config.schedules.len(), "boundaries", config.boundaries.len())?;
        if config.boundaries.first() == Some(&0) {
            return Err(check::out_of_range("boundaries", "greater than 0", 0).at_index(0));
        }
        check::increasing("boundaries", &config.boundaries)?;
        let index = SearchIndex::new(&config.boundaries);
        Ok(Self { config, index })
    }
}

class! {
    /// Runs schedules one after the other; each starts at its own step 0.
    struct Config<S> for Sequential {
        /// The parts, one more than there are boundaries.
        pub schedules: Vec<S> => &[S],
        /// The steps at which the second part and all further ones begin, in increasing order.
        #[serde(deserialize_with = "crate::whole_steps::deserialize")]
        #[schemars(with = "Vec<crate::schema::WholeSteps>")]
        pub boundaries: Vec<u64> => &[u64],
    }
}

impl<S: LearningRateSchedule> LearningRateSchedule for Sequential<S> {
    fn learning_rate(&self, step: u64) -> f64 {
        let (index, begin) = self.part_at(step);
        self.config.schedules[index].learning_rate(step - begin)
    }

    fn fill(&self, first_step: u64, rates: &mut [f64]) {
        let mut rates = fill::until_last_step(self, first_step, rates);
        let mut step = first_step;
        let (first_part, mut begin) = self.part_at(step);
        for (index, schedule) in self.config.schedules.iter().enumerate().skip(first_part) {
            let end = self.config.boundaries.get(index).copied();
            let (filled, rest) = fill::split_after(end.map_or(u64::MAX, |end| end - step), rates);
            schedule.fill(step - begin, filled);
            let (Some(end), false) = (end, rest.is_empty()) else { return };
            rates = rest;
            step = end;
            begin = end;
        }
    }
}
