//! The learning rate of an optimizer.

use glidepath_serde::{Horizon, LearningRate, SerdeError, deserialize, from_class_config};
use serde_json::{Map, Value, json};

use crate::formats::keras::{class as keras, notes as note, optimizer_map};
use crate::model::{Imported, InteropError, Note, Source};
use crate::values::{path, text};

/// A place in a file of a known kind, for a run of a known length.
#[derive(Clone)]
pub(crate) struct Place<'h> {
    source: Source,
    path: String,
    horizon: &'h Horizon,
}

impl<'h> Place<'h> {
    pub(crate) fn root(source: Source, horizon: &'h Horizon) -> Self {
        Self::new(source, "", horizon)
    }

    pub(crate) fn new(source: Source, path: &str, horizon: &'h Horizon) -> Self {
        Self { source, path: path.to_owned(), horizon }
    }

    /// The place of a value in the object that is here.
    pub(crate) fn key(mut self, key: &str) -> Self {
        self.path = path::join(&self.path, key);
        self
    }

    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    pub(crate) fn wrong_kind(&self, expected: &str, got: &Value) -> InteropError {
        InteropError::invalid(&self.path, format!("must be {expected}, got {}", kind(got)))
    }

    fn imported(self, learning_rate: LearningRate, notes: Vec<Note>) -> Imported {
        Imported { path: self.path, ..Imported::new(learning_rate, self.source, notes) }
    }
}

/// Reads an optimizer in any of its forms: a name, a class with its configuration, the configuration alone.
pub(crate) fn read(optimizer: &Value, place: Place<'_>) -> Result<Imported, InteropError> {
    let object = match optimizer {
        Value::String(name) => return by_name(name, place),
        Value::Object(object) => object,
        other => return Err(place.wrong_kind("an optimizer", other)),
    };
    match (object.get("class_name").and_then(Value::as_str), object.get("config")) {
        (Some(class_name), Some(Value::Object(config))) => {
            // TensorFlow 2.11 and later write their own optimizers as `Custom>SGD` in places.
            let class_name = class_name.strip_prefix("Custom>").unwrap_or(class_name);
            in_config(config, place.key("config"), Some(class_name))
        }
        (Some(_), Some(other)) => Err(place.key("config").wrong_kind("an object", other)),
        (Some(_), None) => Err(InteropError::invalid(place.path(), "missing field `config`")),
        (None, _) => in_config(object, place, None),
    }
}

/// Reads the rate out of an optimizer's configuration.
pub(crate) fn in_config(
    config: &Map<String, Value>,
    place: Place<'_>,
    class_name: Option<&str>,
) -> Result<Imported, InteropError> {
    // A loss-scaling optimizer wraps another, which has the rate.
    for wrapped in ["inner_optimizer", "optimizer"] {
        if let Some(inner @ Value::Object(_)) = config.get(wrapped) {
            return read(inner, place.key(wrapped));
        }
    }
    if let Some(map @ Value::Object(_)) = config.get("optimizer_map") {
        return optimizer_map::read(map, place.key("optimizer_map"));
    }
    // Before 2.3 Keras called it `lr`.
    let found = ["learning_rate", "lr"].into_iter().find_map(|key| Some((key, config.get(key)?)));
    let Some((key, value)) = found else {
        return Err(InteropError::invalid(place.path(), "missing field `learning_rate`"));
    };
    let decay = config.get("decay").and_then(Value::as_f64).filter(|&decay| decay > 0.0);
    let is_of_momentum = class_name.or_else(|| config.get("name")?.as_str()) == Some("Nadam");
    let mut imported = match decay.filter(|_| !is_of_momentum) {
        Some(decay) => with_decay(value, decay, key, place)?,
        None => rate(value, place.key(key))?,
    };
    imported.optimizer = class_name.map(str::to_owned);
    imported.notes.extend(own_scale(config).map(|parameter| Note::ScaledByOptimizer { parameter }));
    let of_momentum = decay.filter(|_| is_of_momentum);
    imported.notes.extend(of_momentum.map(|decay| Note::DecayOfMomentum { decay }));
    Ok(imported)
}

/// The parameter by which an optimizer of Keras scales its rate itself: `ScheduleFreeAdamW` at the beginning, `Adafactor`
/// by the inverse square root of the step, unless it has a schedule.
fn own_scale(config: &Map<String, Value>) -> Option<&'static str> {
    let is_number = config.get("learning_rate").is_some_and(Value::is_number);
    if config.get("warmup_steps").and_then(Value::as_f64).is_some_and(|steps| steps > 0.0) {
        Some("warmup_steps")
    } else if is_number && config.get("relative_step") == Some(&Value::Bool(true)) {
        Some("relative_step")
    } else {
        None
    }
}

/// Whether an optimizer of Keras, of any version, has such a parameter, which only sounds like one of a schedule.
pub(crate) fn is_keras_key(name: &str) -> bool {
    const KEYS: [&str; 7] = [
        "adam_lr_ratio",
        "beta_2_decay",
        "decay",
        "dynamic_growth_steps",
        "gradient_accumulation_steps",
        "ns_steps",
        "schedule_decay",
    ];
    KEYS.contains(&name) || name.contains("weight_decay")
}

/// Reads a rate: a number or a schedule.
pub(crate) fn rate(value: &Value, place: Place<'_>) -> Result<Imported, InteropError> {
    refuse_not_finite(value, place.path())?;
    match value.as_f64() {
        Some(rate) => {
            let constant = LearningRate::constant(rate)
                .map_err(|error| InteropError::invalid(place.path(), error.to_string()))?;
            Ok(place.imported(constant, Vec::new()))
        }
        None => {
            let value = place.horizon.resolve(value).map_err(|error| error.under(place.path()))?;
            let schedule =
                deserialize(&value).map_err(|error| full_name(error, &value).under(place.path()))?;
            Ok(place.imported(schedule.into(), note::all(&value)))
        }
    }
}

/// Of a custom class, `class_name` is only what it is called in Python; a program registers the full name.
fn full_name(mut error: SerdeError, schedule: &Value) -> SerdeError {
    let registered_name = schedule.get("registered_name").and_then(Value::as_str);
    if let (SerdeError::UnknownClass { path, class_name, .. }, Some(full)) = (&mut error, registered_name)
        && path == "class_name"
        && full.contains('>')
    {
        full.clone_into(class_name);
        "registered_name".clone_into(path);
    }
    error
}

/// The optimizers of TensorFlow before 2.11 divide the rate by `1 + decay * step`.
fn with_decay(value: &Value, decay: f64, key: &str, place: Place<'_>) -> Result<Imported, InteropError> {
    let Some(rate) = value.as_f64() else {
        return Err(InteropError::DecayOfSchedule { path: place.key("decay").path, decay });
    };
    let place = place.key(key);
    let config = json!({"initial_learning_rate": rate, "decay_steps": 1, "decay_rate": decay});
    let schedule =
        from_class_config("InverseTimeDecay", &config).map_err(|error| error.under(place.path()))?;
    Ok(place.imported(schedule.into(), vec![Note::OptimizerDecay { decay }]))
}

/// An optimizer whose arguments are all Keras's defaults is saved as its name, as in `compile("adam")`.
fn by_name(name: &str, place: Place<'_>) -> Result<Imported, InteropError> {
    let known = keras::default_learning_rate(name).and_then(|rate| LearningRate::constant(rate).ok());
    let Some(learning_rate) = known else {
        return Err(InteropError::OptimizerName {
            path: place.path,
            name: text::shortened(name).into_owned(),
        });
    };
    let note = Note::DefaultLearningRate { optimizer: name.to_owned() };
    let mut imported = place.imported(learning_rate, vec![note]);
    imported.optimizer = Some(name.to_owned());
    Ok(imported)
}

/// Refuses what [`text::parse`] let pass: elsewhere in the file it does no harm, in a learning rate it does.
pub(crate) fn refuse_not_finite(value: &Value, path: &str) -> Result<(), InteropError> {
    match value {
        Value::String(text) => match text::not_finite(text) {
            Some(token) => Err(InteropError::NotFinite { path: path.to_owned(), token }),
            None => Ok(()),
        },
        Value::Array(elements) => elements
            .iter()
            .enumerate()
            .try_for_each(|(index, element)| refuse_not_finite(element, &path::element(path, index))),
        Value::Object(entries) => {
            entries.iter().try_for_each(|(key, entry)| refuse_not_finite(entry, &path::join(path, key)))
        }
        _ => Ok(()),
    }
}

/// A value in words.
pub(crate) fn kind(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(value) => format!("the number {value}"),
        Value::String(value) => text::not_finite(value)
            .map_or_else(|| format!("the string {:?}", text::shortened(value)), str::to_owned),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}
