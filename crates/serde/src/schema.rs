//! The JSON Schema of the file format.

use std::borrow::Cow;

use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Value, json};

use crate::registry::{Class, class, classes};
use crate::{BoxSchedule, LearningRate};

/// The JSON Schema (draft 2020-12) of what an optimizer holds: a number, or a schedule of any registered
/// class.
///
/// It is the schema of what [`LearningRate::from_value`] reads once a [`Horizon`](crate::Horizon) has
/// resolved the units. What a schema cannot say, such as that boundaries increase, only reading checks.
///
/// ```
/// let schema = glidepath::learning_rate_schema();
/// assert_eq!(schema["title"], "LearningRate");
/// assert_eq!(schema["$defs"]["CosineDecay"]["properties"]["alpha"]["maximum"], 1);
/// ```
pub fn learning_rate_schema() -> Value {
    generator().into_root_schema_for::<LearningRate>().into()
}

/// The JSON Schema of `{"class_name": …, "config": {…}}` for all registered classes; see
/// [`learning_rate_schema`].
pub fn schedule_schema() -> Value {
    generator().into_root_schema_for::<BoxSchedule>().into()
}

/// The JSON Schema of the configuration of a class; `None` if there is no such class. A class that was
/// registered without a schema takes any object.
///
/// ```
/// let schema = glidepath::config_schema("Constant").expect("a class");
/// assert_eq!(schema["required"], serde_json::json!(["learning_rate"]));
/// assert_eq!(schema["properties"]["learning_rate"]["minimum"], 0);
/// ```
pub fn config_schema(class_name: &str) -> Option<Value> {
    let schema = class(class_name)?.schema;
    Some(schema.map_or_else(any_object, |schema| (schema.whole)(generator())).into())
}

fn generator() -> SchemaGenerator {
    SchemaSettings::draft2020_12().with_transform(RecursiveTransform(without_number_format)).into_generator()
}

/// Strict validators refuse formats that they do not know, as `uint64`; and such a format says what Rust has,
/// not what a file may hold.
fn without_number_format(schema: &mut Schema) {
    let kinds = schema.get("type").map(Value::to_string).unwrap_or_default();
    if kinds.contains("number") || kinds.contains("integer") {
        schema.remove("format");
    }
}

fn any_object() -> Schema {
    json_schema!({"type": "object"})
}

/// What is said of a schedule of one class.
fn tagged(class: &Class, generator: &mut SchemaGenerator) -> Vec<Value> {
    let config = Value::from(class.schema.map_or_else(any_object, |schema| (schema.part)(generator)));
    let by_class_name = json!({"properties": {"class_name": {"const": class.name}, "config": config}});
    if !class.name.contains('>') {
        return vec![by_class_name];
    }
    // Keras 3 writes the full name of a custom class beside the bare one.
    let by_registered_name = json!({
        "properties": {"registered_name": {"const": class.name}, "config": config},
        "required": ["registered_name"],
    });
    vec![by_class_name, by_registered_name]
}

impl JsonSchema for BoxSchedule {
    fn schema_name() -> Cow<'static, str> {
        "Schedule".into()
    }

    fn schema_id() -> Cow<'static, str> {
        concat!(module_path!(), "::Schedule").into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let any_of: Vec<Value> = classes().into_iter().flat_map(|class| tagged(class, generator)).collect();
        json_schema!({
            "description": "A schedule: the name of its class and its configuration. Other keys are ignored.",
            "type": "object",
            "properties": {"class_name": {"type": "string"}, "config": {"type": "object"}},
            "required": ["class_name", "config"],
            "anyOf": any_of,
        })
    }
}

impl JsonSchema for LearningRate {
    fn schema_name() -> Cow<'static, str> {
        "LearningRate".into()
    }

    fn schema_id() -> Cow<'static, str> {
        concat!(module_path!(), "::LearningRate").into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A learning rate: a number, or a schedule.",
            "anyOf": [{"type": "number", "minimum": 0}, generator.subschema_for::<BoxSchedule>()],
        })
    }
}
