//! Reads schedules whose step counts have units.

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::budget::check_schedule;
use crate::depth::{schedule_depth, with_room};
use crate::explain::explain;
use crate::normalize::normalize;
use crate::resolve::resolve;
use crate::{BoxSchedule, Horizon, SerdeError, deserialize, parse_json};

impl Horizon {
    /// Gives the same JSON with numbers for step counts that have a unit, in every schedule at every depth.
    /// The value may be a schedule or anything that holds one, as the configuration of an optimizer.
    ///
    /// Which parameters are step counts, the schemas of the classes tell. A class that was
    /// [registered](crate::register_schedule) without one keeps its text, and so do classes that are not
    /// registered.
    ///
    /// ```
    /// use glidepath::prelude::*;
    /// use serde_json::json;
    ///
    /// let horizon = Horizon::new().with_steps_per_epoch(100.0)?;
    /// let config = json!({"learning_rate": 0.1, "name": "7ep", "boundaries": ["10ep", 2_000], "values": [1.0, 0.5, 0.1]});
    /// let schedule = json!({"class_name": "PiecewiseConstantDecay", "config": config});
    /// let resolved = horizon.resolve(&schedule)?;
    /// assert_eq!(resolved["config"]["boundaries"], json!([1_000, 2_000]));
    /// assert_eq!(resolved["config"]["name"], "7ep");
    /// # Ok::<(), glidepath::SerdeError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the text of a step count is no number with a unit, the horizon lacks what the unit needs, or the
    /// count is 2^64 or more. The error names the place.
    pub fn resolve(&self, value: &Value) -> Result<Value, SerdeError> {
        let mut value = value.clone();
        self.resolve_in_place(&mut value)?;
        Ok(value)
    }

    /// As [`resolve`](Self::resolve), without a copy.
    ///
    /// # Errors
    ///
    /// As [`resolve`](Self::resolve).
    pub fn resolve_in_place(&self, value: &mut Value) -> Result<(), SerdeError> {
        check_schedule(value)?;
        resolve(value, self)
    }

    /// Reads a schedule whose step counts may have units: [`resolve`](Self::resolve), then
    /// [`deserialize`](crate::deserialize).
    ///
    /// # Errors
    ///
    /// As these two.
    pub fn read(&self, value: &Value) -> Result<BoxSchedule, SerdeError> {
        deserialize(&self.resolve(value)?)
    }

    /// Reads a configuration of your own that holds schedules whose step counts may have units:
    /// [`resolve`](Self::resolve), then serde.
    ///
    /// TOML and YAML come in as a [`Value`]: `toml::from_str::<serde_json::Value>(text)`.
    ///
    /// ```
    /// use glidepath::prelude::*;
    ///
    /// #[derive(serde::Deserialize)]
    /// struct Training {
    ///     learning_rate: LearningRate,
    ///     warmup: String,
    /// }
    ///
    /// let value = serde_json::json!({"warmup": "1ep", "learning_rate": {"class_name": "CosineDecay",
    ///     "config": {"initial_learning_rate": 0.1, "decay_steps": "10ep"}}});
    /// let horizon = Horizon::new().with_steps_per_epoch(50.0)?;
    /// let training: Training = horizon.read_as(&value)?;
    /// assert_eq!(training.learning_rate.learning_rate(500), 0.0);
    ///
    /// // A step count of your own is a text until the horizon is asked.
    /// assert_eq!(horizon.steps(&training.warmup)?, 50.into());
    /// # Ok::<(), glidepath::SerdeError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`resolve`](Self::resolve), and if the value is no `T`. The error names the place.
    pub fn read_as<T: DeserializeOwned + Send>(&self, value: &Value) -> Result<T, SerdeError> {
        let mut value = self.resolve(value)?;
        normalize(&mut value, "")?;
        with_room(schedule_depth(&value), || {
            serde_path_to_error::deserialize(&value).map_err(|error| explain(&value, &error))
        })
    }

    /// Reads a schedule whose step counts may have units from JSON text.
    ///
    /// # Errors
    ///
    /// As [`read`](Self::read) and [`parse_json`].
    pub fn read_json(&self, text: &str) -> Result<BoxSchedule, SerdeError> {
        self.read(&parse_json(text)?)
    }
}
