//! The JSON Schema of the file format, judged by a validator that knows nothing of this project.

use std::collections::HashMap;
use std::fs;
use std::sync::LazyLock;

use glidepath_serde::{
    Horizon, class_names, config_schema, learning_rate_schema, schedule_schema, serialize,
};
use glidepath_tests::arbitrary::{self, Shown};
use glidepath_tests::{data_dir, json_files, vector_files};
use halving_registered as _;
use jsonschema::Validator;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value, json};

static LEARNING_RATE: LazyLock<Validator> =
    LazyLock::new(|| jsonschema::validator_for(&learning_rate_schema()).expect("a schema"));

/// The schemas of the configurations, by class.
static CONFIGS: LazyLock<HashMap<&str, Validator>> = LazyLock::new(|| {
    let validator = |class_name| jsonschema::validator_for(&config_schema(class_name).expect("a class"));
    let classes = class_names().into_iter();
    classes.map(|class_name| (class_name, validator(class_name).expect("a schema"))).collect()
});

#[track_caller]
fn check_valid(value: &Value) {
    if let Err(error) = LEARNING_RATE.validate(value) {
        panic!("{error}\n{value}");
    }
}

#[track_caller]
fn check_refused(class_name: &str, config: Value) {
    let value = json!({"class_name": class_name, "config": config});
    assert!(!LEARNING_RATE.is_valid(&value), "{value}");
}

#[test]
fn every_schema_is_one() {
    for schema in [learning_rate_schema(), schedule_schema()] {
        assert!(jsonschema::meta::is_valid(&schema), "{schema:#}");
    }
    for class_name in class_names() {
        let schema = config_schema(class_name).expect("a class");
        assert!(jsonschema::meta::is_valid(&schema), "{class_name}: {schema:#}");
    }
}

/// The value at a path as errors and imports write it.
fn at<'v>(root: &'v Value, path: &str) -> Option<&'v Value> {
    path.split('.').filter(|key| !key.is_empty()).try_fold(root, |value, key| value.get(key))
}

/// Of every file that holds a learning rate, that part is valid.
#[test]
fn the_files_of_keras_are_valid() {
    let mut schedules = 0;
    for path in json_files(&data_dir().join("keras")) {
        let bytes = fs::read(&path).expect("a readable file");
        let Ok(imported) = glidepath_interop::import_bytes(&bytes) else { continue };
        let root: Value = serde_json::from_slice(&bytes).expect("JSON");
        // The rate of an optimizer that is only named is not in the file.
        let Some(value) = at(&root, &imported.path).filter(|value| !value.is_string()) else { continue };
        check_valid(value);
        schedules += usize::from(value.is_object());
    }
    assert!(schedules > 40, "only {schedules} schedules");
}

#[test]
fn the_configurations_in_the_vectors_of_keras_are_valid() {
    for file in vector_files("keras") {
        file.cases.iter().for_each(|case| check_valid(&case.serialized));
    }
}

#[test]
fn numbers_are_valid_and_other_things_are_not() {
    check_valid(&json!(0.01));
    check_valid(&json!(0));
    for value in
        [json!(-0.1), json!("0.1"), json!(null), json!([]), json!({}), json!({"class_name": "Table"})]
    {
        assert!(!LEARNING_RATE.is_valid(&value), "{value}");
    }
}

/// Everything of which a schema can tell that reading refuses it.
#[test]
fn what_is_refused_is_not_valid() {
    let exponential = |name: &str, value: Value| {
        let mut config = json!({"initial_learning_rate": 0.1, "decay_steps": 10, "decay_rate": 0.9});
        config[name] = value;
        check_refused("ExponentialDecay", config);
    };
    exponential("staircases", json!(true));
    exponential("staircase", json!("False"));
    exponential("initial_learning_rate", json!(-0.1));
    exponential("decay_rate", json!(null));
    exponential("name", json!(7));
    for steps in [json!(0), json!(-2), json!("10"), json!("10 ep"), json!("-10ep"), json!("10x"), json!(null)]
    {
        exponential("decay_steps", steps);
    }
    check_refused("ExponentialDecay", json!({"initial_learning_rate": 0.1, "decay_steps": 10}));
    check_refused("Nope", json!({}));
    check_refused("ExponentialDecay", json!([0.1, 10, 0.9]));
    check_refused("CosineDecay", json!({"initial_learning_rate": 0.1, "decay_steps": 1, "alpha": 1.5}));
    check_refused("OneCycle", json!({"max_learning_rate": 0.1, "total_steps": 1}));
    check_refused("OneCycle", json!({"max_learning_rate": 0.1, "total_steps": 10.5}));
    check_refused("Cyclic", json!({"base_learning_rate": 0, "max_learning_rate": 1, "mode": "square"}));
    check_refused("Table", json!({"learning_rates": []}));
    check_refused("Table", json!({"learning_rates": [0.1, -0.1]}));
    let constant = json!({"class_name": "Constant", "config": {"learning_rate": 0.1}});
    check_refused("Sequential", json!({"schedules": [constant, 0.1], "boundaries": [5]}));
    check_refused("Sequential", json!({"schedules": [constant, constant], "boundaries": [0]}));
    check_refused("Sequential", json!({"schedules": [constant, constant], "boundaries": [2.5]}));
    check_refused("Shifted", json!({"schedule": constant, "shift": 0.5}));
    // At any depth.
    let wrong = json!({"class_name": "Constant", "config": {"rate": 0.1}});
    check_refused(
        "Scaled",
        json!({"factor": 2.0, "schedule": {"class_name": "Sum", "config": {"schedules": [wrong]}}}),
    );
}

/// A class that was registered without a schema, by either of its names.
#[test]
fn a_class_without_a_schema_takes_any_object() {
    for config in [json!({}), json!({"half_life": "soon"})] {
        check_valid(&json!({"class_name": "halving>Halving", "config": config}));
        check_valid(
            &json!({"class_name": "Halving", "registered_name": "halving>Halving", "config": config}),
        );
    }
    check_refused("halving>Halving", json!(7));
    check_refused("Halving", json!({}));
}

/// Where the parts of a value are that have no parts, as JSON pointers.
fn leaves(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Array(elements) if !elements.is_empty() => {
            let parts = elements.iter().enumerate();
            parts.for_each(|(index, part)| leaves(part, &format!("{path}/{index}"), found));
        }
        Value::Object(object) if !object.is_empty() => {
            object.iter().for_each(|(key, part)| leaves(part, &format!("{path}/{key}"), found));
        }
        _ => found.push(path.to_owned()),
    }
}

fn any_leaf() -> impl Strategy<Value = Value> {
    select(vec![
        json!(null),
        json!(true),
        json!(-1),
        json!(0),
        json!(1),
        json!(1_000.0),
        json!(0.5),
        json!(-0.5),
        json!(1e300),
        json!(u64::MAX),
        json!("linear"),
        json!("cos"),
        json!("10ep"),
        json!("0.5dur"),
        json!("-3ba"),
        json!("1e30tok"),
        json!("10"),
        json!([]),
        json!([1, "2ep"]),
        json!({}),
        json!({"power": 2}),
        json!({"class_name": "Constant", "config": {"learning_rate": 1}}),
    ])
}

fn horizon() -> Horizon {
    let known = || {
        Horizon::new()
            .with_total_steps(1_000)?
            .with_steps_per_epoch(7.5)?
            .with_tokens_per_step(1e6)?
            .with_samples_per_step(64.0)
    };
    known().expect("a run")
}

proptest! {
    #![proptest_config(arbitrary::config(600))]

    #[test]
    fn every_schedule_is_valid(Shown(schedule) in arbitrary::any_schedule()) {
        let value = serialize(&*schedule).expect("a value");
        prop_assert!(LEARNING_RATE.is_valid(&value));
        prop_assert!(CONFIGS[schedule.class_name()].is_valid(&value["config"]));
    }

    /// The pattern of the schema takes just the text that is resolved.
    #[test]
    fn text_with_a_unit_is_valid_if_it_is_resolved(text in "-?[0-9.eE+-]{0,6}(ba|dur|ep|sp|tok|st)?") {
        let config = json!({"initial_learning_rate": 0.1, "decay_steps": text, "decay_rate": 0.9});
        let value = json!({"class_name": "ExponentialDecay", "config": config});
        let is_count = match horizon().resolve(&value) {
            Ok(_) => true,
            Err(error) => error.to_string().contains("too many steps"),
        };
        prop_assert_eq!(LEARNING_RATE.is_valid(&value), is_count && !text.starts_with('-'));
    }

    /// The schema refuses nothing that can be read.
    #[test]
    fn what_can_be_read_is_valid(
        Shown(schedule) in arbitrary::any_schedule(),
        which in any::<Index>(),
        leaf in any_leaf(),
    ) {
        let mut value = serialize(&*schedule).expect("a value");
        let mut found = Vec::new();
        leaves(&value, "", &mut found);
        *value.pointer_mut(&found[which.index(found.len())]).expect("a part") = leaf;
        if horizon().read(&value).is_ok() {
            prop_assert!(LEARNING_RATE.is_valid(&value), "{}", value);
        }
    }
}
