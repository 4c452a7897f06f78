//! Writes Keras's JSON.

use glidepath_core::LearningRateSchedule;
use glidepath_serde::{BuiltIn, LearningRate, is_registered};
use serde_json::json;

use super::class::{self, Class};
use super::write_class::of_pieces;
use super::{notes, pitfalls};
use crate::model::{ExportOptions, InteropError, Note, Target, Written};
use crate::parts::pieces::pieces;
use crate::values::path::join;
use crate::values::{Json, object};

type Entries = Vec<(String, Json)>;

/// Writes a learning rate for Keras 2; see [`Target::Keras2`].
pub(crate) fn keras2(learning_rate: &LearningRate, _: &ExportOptions) -> Result<Written, InteropError> {
    Writer { target: Target::Keras2 }.write(learning_rate)
}

/// Writes a learning rate for Keras 3; see [`Target::Keras3`].
pub(crate) fn keras3(learning_rate: &LearningRate, _: &ExportOptions) -> Result<Written, InteropError> {
    Writer { target: Target::Keras3 }.write(learning_rate)
}

struct Writer {
    target: Target,
}

impl Writer {
    fn write(&self, learning_rate: &LearningRate) -> Result<Written, InteropError> {
        let json = self.learning_rate(learning_rate)?;
        // Without a name only Keras 3 has trouble, for which there is always one.
        let is_of_target = |note: &Note| note.rule() != notes::NULL_NAME;
        let notes = pitfalls::all(&json!(json)).into_iter().filter(is_of_target).collect();
        Ok(Written::json_form(json, notes))
    }

    fn learning_rate(&self, learning_rate: &LearningRate) -> Result<Json, InteropError> {
        let json = Json::of(learning_rate)?;
        let Some((class_name, config)) = json.as_schedule() else { return Ok(json) };
        let is_of_keras = class::class(class_name).is_some() && !has_no_boundaries(config);
        if !is_of_keras && !class_name.contains('>') {
            match of_pieces(&pieces(&learning_rate.to_schedule())) {
                Some(LearningRate::Constant(constant)) => return Ok(constant.learning_rate(0).into()),
                Some(schedule) => return self.value(&named(Json::of(&schedule)?, config), ""),
                None => {}
            }
        }
        self.value(&json, "")
    }

    /// Converts the schedules in a value.
    fn value(&self, json: &Json, path: &str) -> Result<Json, InteropError> {
        match json {
            Json::Array(elements) => elements
                .iter()
                .enumerate()
                .map(|(index, element)| self.value(element, &format!("{path}[{index}]")))
                .collect::<Result<_, _>>()
                .map(Json::Array),
            Json::Object(entries) => match json.as_schedule() {
                Some((class_name, config)) if is_registered(class_name) => {
                    self.schedule(class_name, config, path)
                }
                _ => self.entries(entries, path).map(Json::Object),
            },
            other => Ok(other.clone()),
        }
    }

    fn entries(&self, entries: &[(String, Json)], path: &str) -> Result<Entries, InteropError> {
        let convert = |(key, value): &(String, Json)| Ok((key.clone(), self.value(value, &join(path, key))?));
        entries.iter().map(convert).collect()
    }

    fn schedule(
        &self,
        class_name: &str,
        config: &[(String, Json)],
        path: &str,
    ) -> Result<Json, InteropError> {
        let config_path = join(path, "config");
        let (module, registered_name, config) = match (class::class(class_name), class_name.contains('>')) {
            (Some(class), _) => {
                self.check(class, config, path)?;
                ("keras.optimizers.schedules".into(), Json::Null, self.keras_config(class, config))
            }
            (None, true) => (Json::Null, class_name.into(), self.entries(config, &config_path)?),
            (None, false) => return Err(self.refuse_class(class_name, path)),
        };
        Ok(match self.target {
            Target::Keras3 => object([
                ("module", module),
                ("class_name", class_name.rsplit('>').next().unwrap_or(class_name).into()),
                ("config", Json::Object(config)),
                ("registered_name", registered_name),
            ]),
            _ => object([("class_name", class_name.into()), ("config", Json::Object(config))]),
        })
    }

    /// The parameters of a Keras class, as this version takes them.
    fn keras_config(&self, class: &Class, config: &[(String, Json)]) -> Entries {
        let mut config = config.to_vec();
        match (self.target, class.keras3_name) {
            (Target::Keras3, Some(default)) => {
                for (_, value) in
                    config.iter_mut().filter(|(key, value)| key == "name" && *value == Json::Null)
                {
                    *value = default.into();
                }
            }
            _ => {
                // Without a target Keras ignores the steps.
                let is_null =
                    |wanted: &str| config.iter().any(|(key, value)| key == wanted && *value == Json::Null);
                let (no_warmup, no_seed) = (is_null("warmup_target"), is_null("seed"));
                config.retain(|(key, _)| match key.as_str() {
                    "warmup_target" | "warmup_steps" => !no_warmup,
                    "seed" => !no_seed,
                    _ => true,
                });
            }
        }
        config
    }

    /// Refuses what this version of Keras does not have, or would compute differently.
    fn check(&self, class: &Class, config: &[(String, Json)], path: &str) -> Result<(), InteropError> {
        if self.target == Target::Keras3 && class.keras3_name.is_none() {
            return Err(self.refuse_class(class.class_name, path));
        }
        let config_path = join(path, "config");
        let number = |name: &str| config.iter().find(|(key, _)| key == name)?.1.as_f64();
        if let Some(breakdown) = class::breakdown(class.class_name, number) {
            return Err(self.refuse(&join(&config_path, breakdown.parameter), breakdown.text));
        }
        for (key, value) in config {
            let path = join(&config_path, key);
            match value {
                Json::Array(boundaries) if key == "boundaries" && boundaries.is_empty() => {
                    return Err(self.refuse(&path, "Keras cannot evaluate a schedule without boundaries"));
                }
                Json::Array(elements) => {
                    elements.iter().try_for_each(|element| self.check_exact(element, &path))?;
                }
                // The seed is not computed with.
                value if key != "seed" => self.check_exact(value, &path)?,
                _ => {}
            }
        }
        Ok(())
    }

    /// Keras computes with doubles at best.
    fn check_exact(&self, value: &Json, path: &str) -> Result<(), InteropError> {
        let Json::Number(number) = value else { return Ok(()) };
        match number.as_u64() {
            Some(steps) if !is_double(steps) => {
                Err(self.refuse(path, format!("Keras computes with doubles, which {steps} is not")))
            }
            _ => Ok(()),
        }
    }

    fn refuse_class(&self, class_name: &str, path: &str) -> InteropError {
        let reason = match class::class(class_name) {
            Some(_) => format!("Keras 3 no longer has `{class_name}`, which Keras 2 has"),
            None if class_name == "Constant" => {
                "Keras takes a constant rate as an optimizer's learning rate only, as a number".to_owned()
            }
            None if BuiltIn::CLASS_NAMES.contains(&class_name) => {
                format!("no class of Keras has the rates of this `{class_name}`")
            }
            None => format!(
                "`{class_name}` is a class of your own, which Keras knows by a name with a package, as `my_package>MySchedule`"
            ),
        };
        self.refuse(path, reason)
    }

    fn refuse(&self, path: &str, reason: impl Into<String>) -> InteropError {
        InteropError::not_writable(self.target, path, reason)
    }
}

/// Whether a double holds the number exactly.
fn is_double(steps: u64) -> bool {
    steps.checked_shr(steps.trailing_zeros()).is_none_or(|odd| odd < 1 << 53)
}

/// Whether a list of pieces has only one, which Keras cannot evaluate.
fn has_no_boundaries(config: &[(String, Json)]) -> bool {
    config.iter().any(|(key, value)| key == "boundaries" && *value == Json::Array(Vec::new()))
}

/// A schedule with the name of the one that it stands for.
fn named(mut schedule: Json, config: &[(String, Json)]) -> Json {
    let name = config.iter().find(|(key, _)| key == "name");
    if let (Json::Object(entries), Some((_, name))) = (&mut schedule, name)
        && let Some(Json::Object(config)) =
            entries.iter_mut().find(|(key, _)| key == "config").map(|(_, value)| value)
    {
        for (_, value) in config.iter_mut().filter(|(key, _)| key == "name") {
            *value = name.clone();
        }
    }
    schedule
}
