//! The parameters of a schedule as the fields of a form, made from the JSON Schema of its class.

use glidepath_serde::{config_schema, describe, join_path};
use serde::Serialize;
use serde_json::{Value, json};

use crate::answer::Problem;
use crate::rate::Rate;

/// A schedule, ready to be shown and changed.
#[derive(Debug, Serialize)]
pub(crate) struct Form {
    /// The schedule as the program writes it.
    rate: String,
    class_name: String,
    description: String,
    /// What pictures call it.
    name: String,
    fields: Vec<Field>,
}

/// A field of the form.
#[derive(Debug, Serialize)]
pub(crate) struct Field {
    /// Where the value stands, as errors name it.
    path: String,
    name: String,
    /// How deep it is nested.
    depth: usize,
    control: Control,
    /// What it may be, in words.
    kind: String,
    description: String,
    /// The value, as JSON.
    value: String,
    /// The value if it is left out, as JSON.
    #[serde(skip_serializing_if = "Option::is_none")]
    default: Option<String>,
    nullable: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    minimum: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    maximum: Option<f64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    choices: Vec<Choice>,
    /// How many elements a list of schedules has.
    #[serde(skip_serializing_if = "Option::is_none")]
    length: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Control {
    Number,
    Steps,
    Whole,
    Switch,
    Text,
    Choice,
    List,
    /// One schedule, whose parameters follow.
    Schedule,
    /// A list of schedules, which follow.
    Schedules,
}

/// One of the values that a field may have.
#[derive(Debug, Serialize)]
struct Choice {
    label: String,
    /// As JSON.
    value: String,
    /// Whether the field has it.
    chosen: bool,
}

pub(crate) fn form(rate: &Rate) -> Result<Form, Problem> {
    let text = rate.text()?;
    let Some(class_name) = rate.value["class_name"].as_str() else {
        let field = Field {
            value: text.clone(),
            minimum: Some(0.0),
            ..Field::new("", "learning_rate", 0, Control::Number, &rate.value)
        };
        let fields = vec![field];
        let description = "One rate at every step.".to_owned();
        return Ok(Form { rate: text, class_name: String::new(), description, name: String::new(), fields });
    };
    let mut fields = Vec::new();
    add_schedule(&mut fields, &rate.value, "", 0);
    Ok(Form {
        rate: text,
        class_name: class_name.to_owned(),
        description: describe(class_name).map(|class| class.description).unwrap_or_default(),
        name: rate.value["config"]["name"].as_str().unwrap_or_default().to_owned(),
        fields,
    })
}

/// The parameters of the schedule at `path`.
fn add_schedule(fields: &mut Vec<Field>, schedule: &Value, path: &str, depth: usize) {
    let class =
        schedule["class_name"].as_str().and_then(|name| Some((describe(name)?, config_schema(name)?)));
    let Some((class, schema)) = class else { return };
    let config = &schedule["config"];
    let path = join_path(path, "config");
    for parameter in class.parameters {
        let Some(value) = config.get(&parameter.name) else { continue };
        let property = Node { schema: &schema["properties"][&parameter.name], root: &schema };
        let start = fields.len();
        property.add(fields, value, &join_path(&path, &parameter.name), &parameter.name, depth);
        if let Some(field) = fields.get_mut(start) {
            field.kind = parameter.kind;
            field.description = parameter.description;
            field.default = parameter.default.map(|value| value.to_string());
        }
    }
}

impl Field {
    fn new(path: &str, name: &str, depth: usize, control: Control, value: &Value) -> Self {
        Self {
            path: path.to_owned(),
            name: name.to_owned(),
            depth,
            control,
            kind: String::new(),
            description: String::new(),
            value: value.to_string(),
            default: None,
            nullable: false,
            minimum: None,
            maximum: None,
            choices: Vec::new(),
            length: None,
        }
    }
}

/// A part of a schema.
#[derive(Clone, Copy)]
struct Node<'s> {
    schema: &'s Value,
    root: &'s Value,
}

impl<'s> Node<'s> {
    fn at(self, schema: &'s Value) -> Self {
        Self { schema, ..self }
    }

    /// The name of the definition that this refers to.
    fn reference(self) -> &'s str {
        self.schema["$ref"].as_str().and_then(|reference| reference.rsplit('/').next()).unwrap_or_default()
    }

    /// The definition that this refers to, or itself.
    fn resolved(self) -> Self {
        match self.root["$defs"].get(self.reference()) {
            Some(definition) => self.at(definition),
            None => self,
        }
    }

    /// The alternatives, if there are some.
    fn alternatives(self) -> impl Iterator<Item = Self> {
        let list = ["oneOf", "anyOf"].iter().find_map(|&key| self.schema[key].as_array());
        list.into_iter().flatten().map(move |schema| self.at(schema))
    }

    fn has_type(self, name: &str) -> bool {
        match &self.schema["type"] {
            Value::String(kind) => kind == name,
            Value::Array(kinds) => kinds.iter().any(|kind| kind == name),
            _ => false,
        }
    }

    /// The field of a value, and those of what is in it.
    fn add(self, fields: &mut Vec<Field>, value: &Value, path: &str, name: &str, depth: usize) {
        match self.reference() {
            "Schedule" => return add_child(fields, value, path, name, depth),
            "StepCount" => return fields.push(self.number(path, name, depth, Control::Steps, value)),
            "StepShift" => return fields.push(self.number(path, name, depth, Control::Whole, value)),
            _ => {}
        }
        if self.at(&self.schema["items"]).reference() == "Schedule" {
            return add_children(fields, value, path, name, depth);
        }
        let node = self.resolved();
        let alternatives: Vec<_> = node.alternatives().collect();
        let (nulls, others): (Vec<_>, Vec<_>) =
            alternatives.into_iter().partition(|node| node.has_type("null"));
        match others.as_slice() {
            [] => {}
            [only] if !nulls.is_empty() => {
                let start = fields.len();
                only.add(fields, value, path, name, depth);
                if let Some(field) = fields.get_mut(start) {
                    field.nullable = true;
                }
                return;
            }
            choices if choices.iter().any(|node| node.is_named()) => {
                return add_choice(fields, choices, value, path, name, depth);
            }
            // Two ranges of numbers.
            choices => {
                if let Some(number) = choices.iter().find(|node| node.has_type("number")) {
                    let field = number.number(path, name, depth, Control::Number, value);
                    return fields.push(Field { minimum: Some(0.0), ..field });
                }
            }
        }
        let control = if node.has_type("number") {
            Control::Number
        } else if node.has_type("integer") {
            Control::Whole
        } else if node.has_type("boolean") {
            Control::Switch
        } else if node.has_type("string") {
            Control::Text
        } else {
            Control::List
        };
        let field = node.number(path, name, depth, control, value);
        fields.push(Field { nullable: node.has_type("null"), ..field });
    }

    /// A field with the bounds of a number.
    fn number(self, path: &str, name: &str, depth: usize, control: Control, value: &Value) -> Field {
        let bound = |keys: [&str; 2]| keys.iter().find_map(|&key| self.schema[key].as_f64());
        Field {
            minimum: bound(["minimum", "exclusiveMinimum"]),
            maximum: bound(["maximum", "exclusiveMaximum"]),
            ..Field::new(path, name, depth, control, value)
        }
    }

    /// Whether it is one of several values by name: a word, or an object of one key.
    fn is_named(self) -> bool {
        self.word().is_some() || self.variant().is_some()
    }

    fn word(self) -> Option<&'s str> {
        self.schema["const"].as_str().or_else(|| self.schema["enum"].get(0)?.as_str())
    }

    /// The key of an object of one key, and what it holds.
    fn variant(self) -> Option<(&'s str, Self)> {
        let (key, inner) =
            self.schema["properties"].as_object().filter(|keys| keys.len() == 1)?.iter().next()?;
        Some((key, self.at(inner)))
    }

    /// A value to begin with: the examples of the schema.
    fn beginning(self) -> Value {
        let example = |schema: &Value| schema["examples"][0].clone();
        let properties = self.schema["properties"].as_object();
        properties.into_iter().flatten().map(|(name, schema)| (name.clone(), example(schema))).collect()
    }
}

/// A schedule in a schedule: the choice of its class, and its parameters.
fn add_child(fields: &mut Vec<Field>, value: &Value, path: &str, name: &str, depth: usize) {
    let field = Field::new(path, name, depth, Control::Schedule, &value["class_name"]);
    fields.push(field);
    add_schedule(fields, value, path, depth + 1);
}

fn add_children(fields: &mut Vec<Field>, value: &Value, path: &str, name: &str, depth: usize) {
    let elements = value.as_array().map(Vec::as_slice).unwrap_or_default();
    let field = Field::new(path, name, depth, Control::Schedules, &Value::Null);
    fields.push(Field { length: Some(elements.len()), ..field });
    for (index, element) in elements.iter().enumerate() {
        let place = format!("[{index}]");
        add_child(fields, element, &join_path(path, &place), &format!("{name}{place}"), depth + 1);
    }
}

/// One of several values by name, and what the chosen one holds.
fn add_choice(
    fields: &mut Vec<Field>,
    choices: &[Node<'_>],
    value: &Value,
    path: &str,
    name: &str,
    depth: usize,
) {
    let start = fields.len();
    fields.push(Field::new(path, name, depth, Control::Choice, value));
    let mut shown = Vec::new();
    for choice in choices {
        if let Some(word) = choice.word() {
            let chosen = value.as_str() == Some(word);
            shown.push(Choice { label: word.to_owned(), value: json!(word).to_string(), chosen });
        } else if let Some((key, inner)) = choice.variant() {
            let held = value.get(key);
            let beginning = json!({ key: inner.beginning() }).to_string();
            shown.push(Choice { label: key.to_owned(), value: beginning, chosen: held.is_some() });
            for (name, schema) in inner.schema["properties"].as_object().into_iter().flatten() {
                if let Some(value) = held.and_then(|held| held.get(name)) {
                    let place = join_path(&join_path(path, key), name);
                    inner.at(schema).add(fields, value, &place, name, depth + 1);
                }
            }
        }
    }
    if let Some(field) = fields.get_mut(start) {
        field.choices = shown;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::classes;
    use crate::edit;

    fn set(rate: &str, path: &str, value: &str) -> Result<String, Problem> {
        let change = json!([{"path": path, "value": value}]);
        edit::set(rate, &serde_json::from_value::<Vec<_>>(change).expect("changes"))
    }

    /// Every value of every class has a field, and each field can be set to the value that it has.
    #[test]
    fn every_parameter_has_a_field_that_can_be_set() {
        for class_name in glidepath_serde::class_names() {
            let beginning = classes::beginning(class_name).expect("a beginning");
            let rate = Rate::of(&beginning).expect("a schedule");
            let form = form(&rate).expect("a form");
            let config = rate.value["config"].as_object().expect("a configuration");
            for name in config.keys() {
                let path = format!("config.{name}");
                assert!(form.fields.iter().any(|field| field.path == path), "{class_name}: {path}");
            }
            for field in form.fields.iter().filter(|field| field.control != Control::Schedules) {
                let value = field.value.trim_matches('"');
                let value = if field.control == Control::Schedule { value } else { &field.value };
                let set = set(&form.rate, &field.path, value);
                assert!(set.is_ok(), "{class_name}: {} to {value}: {set:?}", field.path);
            }
        }
    }

    #[test]
    fn every_curve_can_be_chosen() {
        let beginning = classes::beginning("Transition").expect("a beginning");
        let form = form(&Rate::of(&beginning).expect("a schedule")).expect("a form");
        let curve = form.fields.iter().find(|field| field.path == "config.curve").expect("a field");
        assert!(curve.choices.len() > 5, "{:?}", curve.choices);
        for choice in &curve.choices {
            let set = set(&form.rate, &curve.path, &choice.value);
            assert!(set.is_ok(), "{}: {set:?}", choice.value);
        }
    }
}
