//! What an optimizer's `learning_rate` holds.

use std::fmt;

use glidepath_core::LearningRateSchedule;
use glidepath_schedules::{Constant, ScheduleError};
use serde::de::value::MapAccessDeserializer;
use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::explain::invalid;
use crate::{BoxSchedule, IntoBoxSchedule};

/// A learning rate as an optimizer takes it: a number, or a schedule.
///
/// In a file it is what Keras's optimizer configurations hold: `0.01`, or
/// `{"class_name": …, "config": {…}}`. It is itself a schedule, so an optimizer that holds one need not tell
/// the two apart.
///
/// ```
/// use glidepath::prelude::*;
///
/// #[derive(serde::Deserialize)]
/// struct Sgd {
///     learning_rate: LearningRate,
///     momentum: f64,
/// }
///
/// let fixed: Sgd = serde_json::from_str(r#"{"learning_rate": 0.01, "momentum": 0.9}"#)?;
/// assert_eq!(fixed.learning_rate.learning_rate(500), 0.01);
///
/// let text = r#"{"learning_rate": {"class_name": "InverseTimeDecay", "config":
///     {"initial_learning_rate": 0.1, "decay_steps": 100, "decay_rate": 1.0}}, "momentum": 0.9}"#;
/// let decaying: Sgd = serde_json::from_str(text)?;
/// assert_eq!(decaying.learning_rate.learning_rate(100), 0.05);
/// # assert_eq!(fixed.momentum, decaying.momentum);
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// In a program, schedules and numbers convert:
///
/// ```
/// use glidepath::prelude::*;
///
/// let fixed = LearningRate::try_from(0.01)?;
/// let decaying = LearningRate::from(CosineDecay::new(0.1, 900)?.with_warmup(100)?);
/// assert_eq!(fixed.learning_rate(50), 0.01);
/// assert_eq!(decaying.learning_rate(50), 0.05);
/// # Ok::<(), glidepath::ScheduleError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub enum LearningRate {
    /// One rate for ever, written as a number.
    Constant(Constant),
    /// A schedule, written with the name of its class.
    Schedule(BoxSchedule),
}

impl LearningRate {
    /// One rate for ever.
    ///
    /// # Errors
    ///
    /// If `learning_rate` is not finite or below 0.
    pub fn constant(learning_rate: f64) -> Result<Self, ScheduleError> {
        Constant::new(learning_rate).map(Self::Constant)
    }
}

impl LearningRate {
    /// As a schedule, which a number is, too: a [`Constant`].
    pub fn to_schedule(&self) -> BoxSchedule {
        match self {
            Self::Constant(constant) => BoxSchedule::new(constant.clone()),
            Self::Schedule(schedule) => schedule.clone(),
        }
    }

    /// Reads what an optimizer's configuration holds, with errors that name the place. Like
    /// [`deserialize`](crate::deserialize), and unlike serde alone, it reads Keras's `registered_name`.
    ///
    /// # Errors
    ///
    /// If it is neither a rate nor a schedule.
    pub fn from_value(value: &serde_json::Value) -> Result<Self, crate::SerdeError> {
        match value.as_f64() {
            Some(rate) => Self::constant(rate).map_err(|error| invalid("", &error.to_string())),
            None => crate::deserialize(value).map(Self::Schedule),
        }
    }

    /// Reads the same from JSON text. A schedule may be as long as [`from_json`](crate::from_json) allows.
    ///
    /// ```
    /// use glidepath::{LearningRate, LearningRateSchedule};
    ///
    /// assert_eq!(LearningRate::from_json("0.01")?.learning_rate(500), 0.01);
    ///
    /// let text = r#"{"class_name": "Constant", "config": {"learning_rate": 0.02}}"#;
    /// assert_eq!(LearningRate::from_json(text)?.learning_rate(500), 0.02);
    /// # Ok::<(), glidepath::SerdeError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`from_value`](Self::from_value) and [`parse_json`](crate::parse_json).
    pub fn from_json(text: &str) -> Result<Self, crate::SerdeError> {
        if text.trim_start().starts_with('{') {
            return crate::from_json(text).map(Self::Schedule);
        }
        Self::from_value(&crate::parse_json(text)?)
    }
}

/// Every schedule that can be [`boxed`](IntoBoxSchedule::boxed), a [`BoxSchedule`] among them.
///
/// A [`Constant`] becomes [`LearningRate::Schedule`]; a number, by `try_from`, [`LearningRate::Constant`].
impl<S: IntoBoxSchedule> From<S> for LearningRate {
    fn from(schedule: S) -> Self {
        Self::Schedule(schedule.boxed())
    }
}

impl TryFrom<f64> for LearningRate {
    type Error = ScheduleError;

    /// As [`LearningRate::constant`].
    fn try_from(learning_rate: f64) -> Result<Self, ScheduleError> {
        Self::constant(learning_rate)
    }
}

impl TryFrom<f32> for LearningRate {
    type Error = ScheduleError;

    /// As [`LearningRate::constant`], of the double that the number is.
    fn try_from(learning_rate: f32) -> Result<Self, ScheduleError> {
        Self::constant(learning_rate.into())
    }
}

impl LearningRateSchedule for LearningRate {
    fn learning_rate(&self, step: u64) -> f64 {
        match self {
            Self::Constant(constant) => constant.learning_rate(step),
            Self::Schedule(schedule) => schedule.learning_rate(step),
        }
    }

    fn fill(&self, first_step: u64, rates: &mut [f64]) {
        match self {
            Self::Constant(constant) => constant.fill(first_step, rates),
            Self::Schedule(schedule) => schedule.fill(first_step, rates),
        }
    }
}

/// A format that does not describe itself cannot tell a number from a schedule, so there the case is written.
#[derive(Serialize, Deserialize)]
#[serde(rename = "LearningRate")]
enum Tagged<S> {
    Constant(f64),
    Schedule(S),
}

impl Serialize for LearningRate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match (self, serializer.is_human_readable()) {
            (Self::Constant(constant), true) => constant.learning_rate(0).serialize(serializer),
            (Self::Schedule(schedule), true) => schedule.serialize(serializer),
            (Self::Constant(constant), false) => {
                Tagged::<&BoxSchedule>::Constant(constant.learning_rate(0)).serialize(serializer)
            }
            (Self::Schedule(schedule), false) => Tagged::Schedule(schedule).serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for LearningRate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            return deserializer.deserialize_any(LearningRateVisitor);
        }
        match Tagged::<BoxSchedule>::deserialize(deserializer)? {
            Tagged::Constant(rate) => Self::constant(rate).map_err(D::Error::custom),
            Tagged::Schedule(schedule) => Ok(Self::Schedule(schedule)),
        }
    }
}

struct LearningRateVisitor;

impl<'de> Visitor<'de> for LearningRateVisitor {
    type Value = LearningRate;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a learning rate: a number, or a schedule with `class_name` and `config`")
    }

    fn visit_f64<E: serde::de::Error>(self, rate: f64) -> Result<LearningRate, E> {
        LearningRate::constant(rate).map_err(E::custom)
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "no rate reaches 2^53; serde reads integers in the same way"
    )]
    fn visit_u64<E: serde::de::Error>(self, rate: u64) -> Result<LearningRate, E> {
        self.visit_f64(rate as f64)
    }

    #[expect(clippy::cast_precision_loss, reason = "a negative rate is refused")]
    fn visit_i64<E: serde::de::Error>(self, rate: i64) -> Result<LearningRate, E> {
        self.visit_f64(rate as f64)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<LearningRate, A::Error> {
        BoxSchedule::deserialize(MapAccessDeserializer::new(map)).map(LearningRate::Schedule)
    }
}
