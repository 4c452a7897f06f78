//! Descriptions of classes and their parameters.

use serde::Serialize;
use serde_json::Value;

use crate::config_schema;
use crate::registry::{Class, class};
use crate::words::words;

/// The description of a class: what it does, and its parameters.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ClassDescription {
    /// The name, as it stands in a file.
    pub class_name: &'static str,
    /// What it does, in a sentence; empty if the class was registered without a schema.
    pub description: String,
    /// Its parameters in order; none if the class was registered without a schema.
    pub parameters: Vec<Parameter>,
}

/// A parameter of a class.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Parameter {
    /// The name, as it stands in a file.
    pub name: String,
    /// What it may be, in words: `number from 0`.
    pub kind: String,
    /// Whether a file must have it.
    pub required: bool,
    /// What it is in a file that leaves it out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<Value>,
    /// What it does, in a sentence.
    pub description: String,
}

/// Describes a class; `None` if no class has that name.
///
/// ```
/// let class = glidepath::describe("ExponentialDecay").expect("a class");
/// assert_eq!(class.description, "Falls by the factor `decay_rate` every `decay_steps` steps.");
/// let decay_steps = &class.parameters[1];
/// assert_eq!(decay_steps.name, "decay_steps");
/// assert_eq!(decay_steps.kind, "steps above 0");
/// assert!(decay_steps.required);
/// ```
pub fn describe(class_name: &str) -> Option<ClassDescription> {
    let class = class(class_name)?;
    let schema = config_schema(class_name)?;
    Some(ClassDescription {
        class_name: class.name,
        description: first_paragraph(&schema),
        parameters: parameters(class, &schema),
    })
}

fn parameters(class: &Class, schema: &Value) -> Vec<Parameter> {
    let required =
        |name: &str| schema["required"].as_array().is_some_and(|names| names.iter().any(|it| it == name));
    let mut parameters: Vec<Parameter> = schema["properties"]
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, property)| Parameter {
            name: name.clone(),
            kind: words(property, schema),
            required: required(name),
            default: property.get("default").cloned(),
            description: first_paragraph(property),
        })
        .collect();
    let fields = (class.fields)();
    parameters.sort_by_key(|parameter| {
        fields.iter().position(|&field| field == parameter.name).unwrap_or(usize::MAX)
    });
    parameters
}

/// The first paragraph of a description, on one line.
fn first_paragraph(schema: &Value) -> String {
    let description = schema["description"].as_str().unwrap_or_default();
    let first = description.split("\n\n").next().unwrap_or_default();
    first.split_whitespace().collect::<Vec<_>>().join(" ")
}
