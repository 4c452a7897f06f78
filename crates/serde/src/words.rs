//! A JSON Schema in words.

use serde_json::Value;

/// What a schema allows, as `list of numbers from 0`. `root` has the definitions that it refers to.
pub(crate) fn words(schema: &Value, root: &Value) -> String {
    Words { root, plural: false, referred: false }.of(schema)
}

/// Words for one thing or for many.
#[derive(Clone, Copy)]
struct Words<'r> {
    root: &'r Value,
    plural: bool,
    /// Whether a definition led here. One may lead to itself, so a second stays a name.
    referred: bool,
}

impl Words<'_> {
    fn of(self, schema: &Value) -> String {
        let mut choices = self.choices(schema);
        let or_null = if choices.last().is_some_and(|last| last == "null") && choices.len() > 1 {
            choices.pop();
            ", or null"
        } else {
            ""
        };
        match choices.split_last() {
            Some((last, rest)) if !rest.is_empty() => format!("{} or {last}{or_null}", rest.join(", ")),
            Some((last, _)) => format!("{last}{or_null}"),
            None => "nothing".to_owned(),
        }
    }

    /// All that a value may be.
    fn choices(self, schema: &Value) -> Vec<String> {
        if let Some(reference) = schema["$ref"].as_str() {
            return self.referred(reference, schema);
        }
        if let Some(schemas) = ["anyOf", "oneOf"].iter().find_map(|&key| schema[key].as_array()) {
            return schemas.iter().flat_map(|schema| self.choices(schema)).collect();
        }
        if let Some(values) = schema["enum"].as_array() {
            return values.iter().map(ToString::to_string).collect();
        }
        if let Some(value) = schema.get("const") {
            return vec![value.to_string()];
        }
        match &schema["type"] {
            Value::Array(types) => types.iter().map(|kind| self.of_type(kind, schema)).collect(),
            kind => vec![self.of_type(kind, schema)],
        }
    }

    /// What a definition stands for.
    fn referred(self, reference: &str, schema: &Value) -> Vec<String> {
        match reference.rsplit('/').next().unwrap_or_default() {
            "StepCount" => {
                let whole = if schema.get("multipleOf").is_some() { "whole " } else { "" };
                vec![format!("{whole}steps{}", range(schema))]
            }
            "StepShift" => vec!["whole steps of either sign".to_owned()],
            "Schedule" => vec![self.noun("schedule")],
            name => {
                let definition = reference.strip_prefix('#').and_then(|pointer| self.root.pointer(pointer));
                match definition.filter(|_| !self.referred) {
                    Some(definition) => Self { referred: true, ..self }.choices(definition),
                    None => vec![name.to_owned()],
                }
            }
        }
    }

    fn of_type(self, kind: &Value, schema: &Value) -> String {
        match kind.as_str() {
            Some("number") => self.noun("number") + &range(schema),
            Some("integer") => self.noun("whole number") + &range(schema),
            Some("string") => self.noun("string"),
            Some("boolean") => "true or false".to_owned(),
            Some("array") => {
                let elements = Self { plural: true, ..self }.of(&schema["items"]);
                format!("{} of {elements}", self.noun("list"))
            }
            Some("object") => self.object(schema),
            Some(other) => other.to_owned(),
            None => self.noun("value"),
        }
    }

    /// An object by its keys, as `{"power":…}`.
    fn object(self, schema: &Value) -> String {
        let keys = schema["properties"].as_object();
        let keys: Vec<_> = keys.into_iter().flatten().map(|(key, _)| format!("{key:?}:…")).collect();
        if keys.is_empty() { self.noun("object") } else { format!("{{{}}}", keys.join(", ")) }
    }

    fn noun(self, noun: &str) -> String {
        if self.plural { format!("{noun}s") } else { noun.to_owned() }
    }
}

/// The bounds of a number.
fn range(schema: &Value) -> String {
    let bound = |key: &str, word: &str| schema.get(key).map(|bound| format!(" {word} {bound}"));
    let lower = bound("minimum", "from").or_else(|| bound("exclusiveMinimum", "above"));
    let upper = bound("maximum", "to").or_else(|| bound("exclusiveMaximum", "below"));
    [lower, upper].into_iter().flatten().collect()
}
