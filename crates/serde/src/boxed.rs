//! A schedule of any class.

use std::fmt;
use std::ops::Deref;

use glidepath_core::LearningRateSchedule;
use serde::de::Error as _;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::SerializableSchedule;
use crate::depth::Level;
use crate::named_class::NamedClass;

/// A schedule of any registered class, on the heap.
///
/// This is how a composite holds its parts, and how a program holds what it read. It serializes as
/// `{"class_name": …, "config": {…}}` and guards the depth of nesting ([`MAX_DEPTH`](crate::MAX_DEPTH)).
/// Two are equal if they serialize to the same.
///
/// ```
/// use glidepath::prelude::*;
///
/// let schedule = BoxSchedule::new(Constant::new(0.01)?);
/// assert_eq!(schedule.class_name(), "Constant");
/// assert_eq!(schedule.learning_rate(5), 0.01);
/// # Ok::<(), glidepath::ScheduleError>(())
/// ```
#[derive(Clone)]
pub struct BoxSchedule(Box<dyn SerializableSchedule>);

impl BoxSchedule {
    /// Puts a schedule on the heap.
    pub fn new(schedule: impl SerializableSchedule + 'static) -> Self {
        Self(Box::new(schedule))
    }

    /// The name of its class, as it stands in a file.
    pub fn class_name(&self) -> &'static str {
        self.0.typetag_name()
    }

    /// The schedule as the type that it is, if it is an `S`.
    ///
    /// ```
    /// use glidepath::prelude::*;
    ///
    /// let text = r#"{"class_name": "CosineDecay",
    ///     "config": {"initial_learning_rate": 0.1, "decay_steps": 1000, "alpha": 0.25}}"#;
    /// let schedule = glidepath::from_json(text)?;
    /// let cosine = schedule.downcast_ref::<CosineDecay>().expect("a CosineDecay");
    /// assert_eq!(cosine.alpha(), 0.25);
    /// # Ok::<(), glidepath::SerdeError>(())
    /// ```
    pub fn downcast_ref<S: SerializableSchedule>(&self) -> Option<&S> {
        // Not `self.0.as_any()`: the box is `Any`, too.
        (*self.0).as_any().downcast_ref()
    }

    /// The trait object itself.
    pub fn into_inner(self) -> Box<dyn SerializableSchedule> {
        self.0
    }
}

impl From<Box<dyn SerializableSchedule>> for BoxSchedule {
    fn from(schedule: Box<dyn SerializableSchedule>) -> Self {
        Self(schedule)
    }
}

impl Deref for BoxSchedule {
    type Target = dyn SerializableSchedule;

    fn deref(&self) -> &Self::Target {
        &*self.0
    }
}

impl LearningRateSchedule for BoxSchedule {
    fn learning_rate(&self, step: u64) -> f64 {
        self.0.learning_rate(step)
    }

    fn fill(&self, first_step: u64, rates: &mut [f64]) {
        self.0.fill(first_step, rates);
    }
}

impl fmt::Debug for BoxSchedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl PartialEq for BoxSchedule {
    fn eq(&self, other: &Self) -> bool {
        match (serde_json::to_value(self), serde_json::to_value(other)) {
            (Ok(left), Ok(right)) => left == right,
            _ => false,
        }
    }
}

impl Serialize for BoxSchedule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let _level = Level::enter().map_err(S::Error::custom)?;
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for BoxSchedule {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let _level = Level::enter().map_err(D::Error::custom)?;
        Deserialize::deserialize(NamedClass(deserializer)).map(Self)
    }
}
