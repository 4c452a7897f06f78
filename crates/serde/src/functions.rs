//! The functions of `tf.keras.optimizers.schedules`: `serialize`, `deserialize`, `get_config`, `from_config`.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::budget::check_schedule;
use crate::depth::{Level, schedule_depth, with_room};
use crate::explain::{explain, invalid};
use crate::normalize::{check_config, check_shape, normalize};
use crate::written::written_depth;
use crate::{AsSerializable, BoxSchedule, SerdeError, SerializableSchedule, parse_json};

/// Gives a schedule as `{"class_name": …, "config": {…}}`.
///
/// ```
/// use glidepath::prelude::*;
/// use serde_json::json;
///
/// let value = glidepath::serialize(&Constant::new(0.01)?)?;
/// assert_eq!(
///     value,
///     json!({"class_name": "Constant", "config": {"learning_rate": 0.01, "name": null}})
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// If schedules are nested deeper than [`MAX_DEPTH`](crate::MAX_DEPTH), or a schedule's own serialization
/// fails.
pub fn serialize<S: AsSerializable + ?Sized>(schedule: &S) -> Result<Value, SerdeError> {
    let _level = Level::enter().map_err(too_deep)?;
    serde_json::to_value(schedule.as_serializable()).map_err(SerdeError::unwritable)
}

/// Reads a schedule from `{"class_name": …, "config": {…}}`.
///
/// Other keys beside the two are ignored, so Keras 3's form with `module` and `registered_name` is read as
/// well. Where `registered_name` names a package (`my_package>MySchedule`), that is the class.
///
/// What [`serialize`] writes is read directly, however long it is. Any other form is copied first.
///
/// # Errors
///
/// If the class is not registered, or the configuration is not one of that class. The error names the place.
/// A schedule in another form, whose copy would take more than 96 MiB of memory, is refused.
pub fn deserialize(value: &Value) -> Result<BoxSchedule, SerdeError> {
    let written = || written_depth(value).map(|depth| with_room(depth, || BoxSchedule::deserialize(value)));
    match written() {
        Some(Ok(schedule)) => Ok(schedule),
        _ => deserialize_other(value),
    }
}

/// Reads a schedule in any form, or says what is wrong with it.
fn deserialize_other(value: &Value) -> Result<BoxSchedule, SerdeError> {
    check_schedule(value)?;
    let mut value = value.clone();
    normalize(&mut value, "")?;
    check_shape(&value)?;
    with_room(schedule_depth(&value), || {
        serde_path_to_error::deserialize(&value).map_err(|error| explain(&value, &error))
    })
}

/// Reads a schedule from JSON text. As [`deserialize`], with line and column where the text is not JSON.
///
/// What [`to_json`] writes is read directly, however long it is, and the memory that this takes is in
/// proportion to the length of the text. Any other form has the bounds of [`parse_json`] and [`deserialize`].
///
/// # Errors
///
/// As [`deserialize`] and [`parse_json`].
pub fn from_json(text: &str) -> Result<BoxSchedule, SerdeError> {
    let Some(depth) = written_depth(&mut serde_json::Deserializer::from_str(text)) else {
        return deserialize_other(&parse_json(text)?);
    };
    if let Ok(schedule) = with_room(depth, || serde_json::from_str(text)) {
        return Ok(schedule);
    }
    match parse_json(text).and_then(|value| deserialize_other(&value)) {
        // There are no values to look at, but the problem has a place.
        Err(SerdeError::TooLarge { limit }) => with_room(depth, || {
            let mut deserializer = serde_json::Deserializer::from_str(text);
            let read: Result<BoxSchedule, _> = serde_path_to_error::deserialize(&mut deserializer);
            Err(match (read, deserializer.end()) {
                (Err(error), _) => explain(&Value::Null, &error),
                (Ok(_), Err(error)) => SerdeError::syntax(&error),
                (Ok(_), Ok(())) => SerdeError::TooLarge { limit },
            })
        }),
        result => result,
    }
}

/// Writes a schedule as JSON text on one line, with the configuration in the order that Keras writes.
///
/// ```
/// use glidepath::prelude::*;
///
/// let schedule = Constant::new(0.01)?;
/// let text = glidepath::to_json(&schedule)?;
/// assert_eq!(text, r#"{"class_name":"Constant","config":{"learning_rate":0.01,"name":null}}"#);
/// assert_eq!(glidepath::to_json(&schedule.boxed())?, text);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// As [`serialize`].
pub fn to_json<S: AsSerializable + ?Sized>(schedule: &S) -> Result<String, SerdeError> {
    let _level = Level::enter().map_err(too_deep)?;
    serde_json::to_string(schedule.as_serializable()).map_err(SerdeError::unwritable)
}

/// Gives the configuration of a schedule: the value of `config` in [`serialize`].
///
/// # Errors
///
/// As [`serialize`].
pub fn get_config<S: AsSerializable + ?Sized>(schedule: &S) -> Result<Value, SerdeError> {
    serialize(schedule).map(|mut value| value["config"].take())
}

/// Builds a schedule of a known class from its configuration.
///
/// ```
/// use glidepath::prelude::*;
/// use serde_json::json;
///
/// let schedule: Constant = glidepath::from_config(&json!({"learning_rate": 0.01}))?;
/// assert_eq!(schedule, Constant::new(0.01)?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// For a class that is known by name only, see [`from_class_config`].
///
/// # Errors
///
/// If the configuration is not one of that class.
pub fn from_config<S: SerializableSchedule + DeserializeOwned>(config: &Value) -> Result<S, SerdeError> {
    let depth = written_depth(config).filter(|_| config.is_object());
    match depth.map(|depth| with_room(depth + 1, || read_level(|| S::deserialize(config)))) {
        Some(Ok(Ok(schedule))) => Ok(schedule),
        _ => from_other_config(config),
    }
}

/// Builds a schedule from a configuration in any form, or says what is wrong with it.
fn from_other_config<S: SerializableSchedule + DeserializeOwned>(config: &Value) -> Result<S, SerdeError> {
    check_schedule(config)?;
    let mut config = config.clone();
    normalize(&mut config, "")?;
    check_config(&config, "")?;
    with_room(schedule_depth(&config) + 1, || {
        read_level(|| serde_path_to_error::deserialize(&config).map_err(|error| explain(&config, &error)))?
    })
}

/// Reads one level of nesting.
fn read_level<T>(read: impl FnOnce() -> T) -> Result<T, SerdeError> {
    let _level = Level::enter().map_err(|problem| invalid("", &problem))?;
    Ok(read())
}

/// Builds a schedule from the name of its class and its configuration.
///
/// # Errors
///
/// As [`deserialize`].
pub fn from_class_config(class_name: &str, config: &Value) -> Result<BoxSchedule, SerdeError> {
    deserialize(&json!({"class_name": class_name, "config": config}))
}

fn too_deep(problem: String) -> SerdeError {
    SerdeError::unwritable(problem)
}
