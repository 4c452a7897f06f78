//! The functions of `tf.keras.optimizers.schedules`: `serialize`, `deserialize`, `get_config`, `from_config`.

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::error::join_path;
use crate::{BoxSchedule, SerdeError, SerializableSchedule, is_registered, near_names, parse_json};

/// Gives a schedule as `{"class_name": …, "config": {…}}`.
///
/// ```
/// use glidepath_schedules::Constant;
/// use serde_json::json;
///
/// let value = glidepath_serde::serialize(&Constant::new(0.01)?)?;
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
pub fn serialize(schedule: &dyn SerializableSchedule) -> Result<Value, SerdeError> {
    serde_json::to_value(schedule).map_err(SerdeError::Serialize)
}

/// Reads a schedule from `{"class_name": …, "config": {…}}`.
///
/// Other keys beside the two are ignored, so Keras 3's form with `module` and `registered_name` is read as
/// well. Where `registered_name` names a package (`my_package>MySchedule`), that is the class.
///
/// # Errors
///
/// If the class is not registered, or the configuration is not one of that class. The error names the place.
pub fn deserialize(value: &Value) -> Result<BoxSchedule, SerdeError> {
    let mut value = value.clone();
    normalize(&mut value);
    check_shape(&value)?;
    serde_path_to_error::deserialize(&value).map_err(|error| explain(&value, &error))
}

/// Reads a schedule from JSON text. As [`deserialize`], with line and column where the text is not JSON.
///
/// # Errors
///
/// As [`deserialize`] and [`parse_json`].
pub fn from_json(text: &str) -> Result<BoxSchedule, SerdeError> {
    deserialize(&parse_json(text)?)
}

/// Writes a schedule as JSON text on one line, with the configuration in the order that Keras writes.
///
/// # Errors
///
/// As [`serialize`].
pub fn to_json(schedule: &dyn SerializableSchedule) -> Result<String, SerdeError> {
    serde_json::to_string(schedule).map_err(SerdeError::Serialize)
}

/// Gives the configuration of a schedule: the value of `config` in [`serialize`].
///
/// # Errors
///
/// As [`serialize`].
pub fn get_config(schedule: &dyn SerializableSchedule) -> Result<Value, SerdeError> {
    serialize(schedule).map(|mut value| value["config"].take())
}

/// Builds a schedule of a known class from its configuration.
///
/// ```
/// use glidepath_schedules::Constant;
/// use serde_json::json;
///
/// let schedule: Constant = glidepath_serde::from_config(&json!({"learning_rate": 0.01}))?;
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
    let mut config = config.clone();
    normalize(&mut config);
    check_config(&config, "")?;
    serde_path_to_error::deserialize(&config).map_err(|error| explain(&config, &error))
}

/// Builds a schedule from the name of its class and its configuration.
///
/// # Errors
///
/// As [`deserialize`].
pub fn from_class_config(class_name: &str, config: &Value) -> Result<BoxSchedule, SerdeError> {
    deserialize(&json!({"class_name": class_name, "config": config}))
}

/// Brings Keras's forms to the one that typetag reads, at every depth.
fn normalize(value: &mut Value) {
    match value {
        Value::Array(elements) => elements.iter_mut().for_each(normalize),
        Value::Object(object) => {
            object.values_mut().for_each(normalize);
            if let Some(name) = package_name(object) {
                object.insert("class_name".to_owned(), Value::String(name));
            }
            // The class has to be known before its configuration, or errors would lose their place.
            if object.contains_key("class_name")
                && let Some(config) = object.remove("config")
            {
                object.insert("config".to_owned(), config);
            }
        }
        _ => {}
    }
}

/// The `registered_name` of a custom class, as `package>Name`, where it says more than `class_name`.
///
/// Keras 3 writes the bare Python name as `class_name`, which may even be that of a built-in class.
fn package_name(object: &serde_json::Map<String, Value>) -> Option<String> {
    let class_name = object.get("class_name")?.as_str()?;
    let registered_name = object.get("registered_name")?.as_str()?;
    let is_custom = registered_name.contains('>') && object.contains_key("config");
    let concerns_us = is_registered(registered_name) || is_registered(class_name);
    (is_custom && concerns_us).then(|| registered_name.to_owned())
}

/// What must hold before the class itself looks at the configuration.
fn check_shape(value: &Value) -> Result<(), SerdeError> {
    let Value::Object(object) = value else {
        return Err(not_a_schedule("", value));
    };
    let class_name = match object.get("class_name") {
        Some(Value::String(class_name)) => class_name,
        Some(other) => return Err(wrong_kind("class_name", "a string", other)),
        None => return Err(invalid("", "missing field `class_name`")),
    };
    if !is_registered(class_name) {
        return Err(unknown_class("class_name", class_name));
    }
    match object.get("config") {
        Some(config) => check_config(config, "config"),
        None => Err(invalid("", "missing field `config`")),
    }
}

fn check_config(config: &Value, path: &str) -> Result<(), SerdeError> {
    if config.is_object() { Ok(()) } else { Err(wrong_kind(path, "an object", config)) }
}

/// Turns what serde says of a value into an error that names the place.
fn explain(root: &Value, error: &serde_path_to_error::Error<serde_json::Error>) -> SerdeError {
    let problem = error.inner().to_string();
    let (path, node) = locate(root, error.path());
    let Some(node) = node else { return invalid(&path, &problem) };
    if problem.starts_with("unknown variant") {
        let (path, name) = match node.get("class_name") {
            Some(name) => (join_path(&path, "class_name"), name),
            None => (path, node),
        };
        return unknown_class(&path, name.as_str().unwrap_or_default());
    }
    if problem.ends_with("expected dyn SerializableSchedule") {
        return not_a_schedule(&path, node);
    }
    if node.get("class_name").is_some() && node.get("config").is_none() {
        return invalid(&path, "missing field `config`");
    }
    // A class says which field broke its rule, serde only which object: put them together.
    match quoted_field(&problem) {
        Some(field) if node.get(field).is_some() => invalid(&join_path(&path, field), &problem),
        _ => invalid(&path, &problem),
    }
}

/// The path as text, and the value there if the path leads to one.
fn locate<'v>(root: &'v Value, path: &serde_path_to_error::Path) -> (String, Option<&'v Value>) {
    use serde_path_to_error::Segment;

    let mut text = String::new();
    let mut node = Some(root);
    for segment in path {
        let name = segment.to_string();
        node = match segment {
            Segment::Seq { index } => {
                text.push_str(&name);
                node.and_then(|node| node.get(index))
            }
            Segment::Map { key } => {
                text = join_path(&text, &name);
                node.and_then(|node| node.get(key))
            }
            Segment::Enum { .. } | Segment::Unknown => node,
        };
    }
    (text, node)
}

/// The field that a message begins with, as in `` `decay_steps` must be … ``.
fn quoted_field(problem: &str) -> Option<&str> {
    problem.strip_prefix('`')?.split_once('`').map(|(field, _)| field)
}

fn invalid(path: &str, problem: &str) -> SerdeError {
    SerdeError::Invalid { path: path.to_owned(), problem: problem.to_owned() }
}

fn unknown_class(path: &str, class_name: &str) -> SerdeError {
    SerdeError::UnknownClass {
        path: path.to_owned(),
        class_name: class_name.to_owned(),
        near: near_names(class_name),
    }
}

fn not_a_schedule(path: &str, value: &Value) -> SerdeError {
    wrong_kind(path, "a schedule, an object with `class_name` and `config`", value)
}

fn wrong_kind(path: &str, expected: &str, got: &Value) -> SerdeError {
    let got = match got {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(value) => format!("the number {value}"),
        Value::String(value) => format!("the string {value:?}"),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    };
    invalid(path, &format!("must be {expected}, got {got}"))
}
