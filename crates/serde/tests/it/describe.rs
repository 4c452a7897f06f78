//! What there is to say of each class.

use glidepath_core::LearningRateSchedule;
use glidepath_schedules::StepCount;
use glidepath_serde::schemars::{self, JsonSchema};
use glidepath_serde::{
    BoxSchedule, ClassDescription, class_names, config_schema, describe, register_schedule, schedule_schema,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// The classes of glidepath-schedules.
fn built_in() -> Vec<ClassDescription> {
    let names = class_names().into_iter().filter(|name| !name.contains('>'));
    names.map(|name| describe(name).expect("a class")).collect()
}

/// To join, a class derives `JsonSchema`, for itself and for its `Config`, has a description and a comment on every
/// field, and is registered with `schema`.
#[test]
fn every_built_in_class_has_a_schema() {
    for class in built_in() {
        let name = class.class_name;
        assert!(!class.parameters.is_empty(), "register_schedule!(schedules::{name}, \"{name}\", schema)");
        assert_sentence(&class.description, name);
        assert!(class.description.len() <= 80, "schemars(description = …) of {name} is long");
        let schema = config_schema(name).expect("a class");
        assert_eq!(schema["additionalProperties"], false, "serde(deny_unknown_fields) of {name}");
        assert_eq!(schema["title"], name, "schemars(rename = \"{name}\")");
        for parameter in &class.parameters {
            assert_sentence(&parameter.description, &format!("{name}.{}", parameter.name));
            assert_ne!(parameter.required, parameter.default.is_some(), "{name}.{}", parameter.name);
        }
    }
}

#[track_caller]
fn assert_sentence(text: &str, of: &str) {
    let is_one = text.ends_with('.') && text.starts_with(char::is_uppercase) && !text.contains('<');
    assert!(is_one, "no sentence on {of}: {text:?}");
}

/// By their names: a count of steps that is a plain number in the schema could have no unit.
#[test]
fn step_counts_are_recognised() {
    for class in built_in() {
        for parameter in &class.parameters {
            let counts_steps = parameter.name.ends_with("steps")
                || ["boundaries", "shift", "step_size_up", "step_size_down", "timescale"]
                    .contains(&parameter.name.as_str());
            let of = format!("{}.{}: {}", class.class_name, parameter.name, parameter.kind);
            assert!(!counts_steps || parameter.kind.contains("steps"), "schemars(with = …) on {of}");
        }
    }
}

/// What a file leaves out, reading fills in as the table says.
#[test]
fn defaults_are_those_of_reading() {
    let check = |class_name: &str, config: Value| {
        let schedule = glidepath_serde::from_class_config(class_name, &config).expect("a schedule");
        let written = glidepath_serde::get_config(&*schedule).expect("a configuration");
        for parameter in describe(class_name).expect("a class").parameters {
            assert_eq!(parameter.required, config.get(&parameter.name).is_some(), "{}", parameter.name);
            if let Some(default) = parameter.default {
                assert_eq!(written[&parameter.name], default, "{class_name}.{}", parameter.name);
            }
        }
    };
    check("CosineDecayRestarts", json!({"initial_learning_rate": 1, "first_decay_steps": 5}));
    check("PolynomialDecay", json!({"initial_learning_rate": 1, "decay_steps": 5}));
    check("NoisyLinearCosineDecay", json!({"initial_learning_rate": 1, "decay_steps": 5}));
    check("Cyclic", json!({"base_learning_rate": 0, "max_learning_rate": 1}));
    check("OneCycle", json!({"max_learning_rate": 1, "total_steps": 5}));
    check("InverseSquareRoot", json!({"peak_learning_rate": 1}));
    let constant = json!({"class_name": "Constant", "config": {"learning_rate": 1}});
    check("Clamped", json!({"schedule": constant}));
}

#[test]
fn parameters_come_in_the_order_of_the_file() {
    let names: Vec<_> =
        describe("CosineDecay").expect("a class").parameters.into_iter().map(|it| it.name).collect();
    assert_eq!(
        names,
        ["initial_learning_rate", "decay_steps", "alpha", "name", "warmup_target", "warmup_steps"]
    );
}

#[test]
fn kinds_are_said_in_words() {
    let check = |class_name: &str, parameter: &str, want: &str| {
        let class = describe(class_name).expect("a class");
        let found = class.parameters.iter().find(|it| it.name == parameter).expect("a parameter");
        assert_eq!(found.kind, want);
    };
    check("InverseTimeDecay", "decay_rate", "number");
    check("CosineDecay", "alpha", "number from 0 to 1");
    check("CosineDecay", "warmup_target", "number from 0, or null");
    check("CosineDecay", "decay_steps", "steps above 0");
    check("Cyclic", "step_size_down", "whole steps from 1, or null");
    check("Cyclic", "mode", r#""triangular", "triangular2" or "exp_range""#);
    check("OneCycle", "anneal_strategy", r#""linear", "cosine" or "cos""#);
    check("OneCycle", "total_steps", "whole steps from 2");
    check("Noam", "model_size", "whole number from 1 to 4294967295");
    check("PiecewiseConstantDecay", "boundaries", "list of steps from 0");
    check("Sequential", "schedules", "list of schedules");
    check("Scaled", "schedule", "schedule");
    check("Shifted", "shift", "whole steps of either sign");
    check(
        "Transition",
        "curve",
        r#""linear", {"polynomial":…}, {"power":…}, {"cosine":…}, "geometric", {"exponential":…}, {"rational":…}, {"logarithmic":…}, {"tanh":…} or {"stairs":…}"#,
    );
}

/// Many kinds of fields.
///
/// This paragraph is not in the table.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
struct Custom {
    zeta: Option<u8>,
    /// A tree, which
    /// may be deep.
    #[serde(default)]
    alpha: Tree,
    steps: Vec<StepCount>,
    inner: Option<BoxSchedule>,
    object: std::collections::BTreeMap<String, f64>,
    anything: Value,
}

#[derive(Clone, Debug, Default, Deserialize, Serialize, JsonSchema)]
#[serde(untagged)]
enum Tree {
    #[default]
    Leaf,
    Branches(Vec<Tree>),
}

impl LearningRateSchedule for Custom {
    fn learning_rate(&self, _step: u64) -> f64 {
        0.0
    }
}

register_schedule!(Custom, "test>Custom", schema);

#[test]
fn a_custom_class_is_described() {
    let class = describe("test>Custom").expect("a class");
    assert_eq!(class.description, "Many kinds of fields.");
    let lines: Vec<_> = class.parameters.iter().map(|it| format!("{}: {}", it.name, it.kind)).collect();
    assert_eq!(
        lines,
        [
            "zeta: whole number from 0 to 255, or null",
            "alpha: null or list of Tree",
            "steps: list of steps",
            "inner: schedule, or null",
            "object: object",
            "anything: value",
        ]
    );
    assert_eq!(class.parameters[1].description, "A tree, which may be deep.");
    let optional: Vec<_> = class.parameters.iter().map(|it| !it.required).collect();
    assert_eq!(optional, [true, true, false, true, false, false]);
}

/// Nobody said what its configuration is.
#[derive(Clone, Debug, Deserialize, Serialize)]
struct Untold {
    rate: f64,
}

impl LearningRateSchedule for Untold {
    fn learning_rate(&self, _step: u64) -> f64 {
        self.rate
    }
}

register_schedule!(Untold, "test>Untold");

#[test]
fn a_class_without_a_schema_is_described_by_name() {
    let class = describe("test>Untold").expect("a class");
    assert_eq!((class.class_name, class.description.as_str()), ("test>Untold", ""));
    assert_eq!(class.parameters, []);
    assert_eq!(config_schema("test>Untold"), Some(json!({"type": "object"})));
}

#[test]
fn what_is_no_class_has_no_description() {
    assert_eq!(describe("Nope"), None);
    assert_eq!(config_schema("Nope"), None);
}

#[test]
fn the_schema_of_schedules_has_every_class() {
    let schema = schedule_schema();
    assert_eq!(schema["title"], "Schedule");
    let classes = schema["anyOf"].as_array().expect("a list").iter();
    let names: Vec<_> =
        classes.filter_map(|class| class.pointer("/properties/class_name/const")?.as_str()).collect();
    assert_eq!(names, class_names());
}
