//! The functions of `tf.keras.optimizers.schedules`, by their names.

use glidepath_core::LearningRateSchedule;
use glidepath_schedules::{Constant, ExponentialDecay};
use glidepath_serde::{
    BoxSchedule, deserialize, from_class_config, from_config, get_config, serialize, to_json,
};
use serde_json::json;

fn schedule() -> ExponentialDecay {
    ExponentialDecay::new(0.1, 1_000, 0.5).expect("valid parameters").with_name("slow")
}

fn config() -> serde_json::Value {
    json!({
        "initial_learning_rate": 0.1,
        "decay_steps": 1000,
        "decay_rate": 0.5,
        "staircase": false,
        "name": "slow",
    })
}

#[test]
fn serialize_gives_class_name_and_config() {
    let value = serialize(&schedule()).expect("a value");
    assert_eq!(value, json!({"class_name": "ExponentialDecay", "config": config()}));
}

#[test]
fn deserialize_takes_what_serialize_gives() {
    let value = serialize(&schedule()).expect("a value");
    let again = deserialize(&value).expect("a schedule");
    assert_eq!(again, BoxSchedule::new(schedule()));
    assert_eq!(serialize(&*again).expect("a value"), value);
}

#[test]
fn get_config_gives_the_config_alone() {
    assert_eq!(get_config(&schedule()).expect("a value"), config());
    assert_eq!(get_config(&*BoxSchedule::new(schedule())).expect("a value"), config());
}

#[test]
fn from_config_builds_a_class_that_is_known() {
    let again: ExponentialDecay = from_config(&config()).expect("a schedule");
    assert_eq!(again, schedule());
}

#[test]
fn from_class_config_builds_a_class_that_is_named() {
    let again = from_class_config("ExponentialDecay", &config()).expect("a schedule");
    assert_eq!(again.class_name(), "ExponentialDecay");
    assert_eq!(again.learning_rate(1_000), 0.05);
    assert_eq!(to_json(&*again).expect("a text"), to_json(&schedule()).expect("a text"));
}

#[test]
fn errors_name_the_place_in_what_was_given() {
    let error = from_config::<Constant>(&json!({"learning_rate": -1})).expect_err("negative");
    assert_eq!(error.to_string(), "learning_rate: `learning_rate` must be finite and at least 0, got -1.0");
    let error = from_config::<Constant>(&json!({"learning_rate": 1, "z": 2})).expect_err("unknown key");
    assert_eq!(error.to_string(), "z: unknown field `z`, expected `learning_rate` or `name`");
    let error = from_config::<Constant>(&json!({})).expect_err("missing key");
    assert_eq!(error.to_string(), "missing field `learning_rate`");
    let error = from_config::<Constant>(&json!(0.1)).expect_err("a number");
    assert_eq!(error.to_string(), "must be an object, got the number 0.1");

    let error = from_class_config("Constant", &json!(0.1)).expect_err("a number");
    assert_eq!(error.to_string(), "config: must be an object, got the number 0.1");
    let error = from_class_config("constant", &json!({})).expect_err("unknown class");
    assert_eq!(error.to_string(), "class_name: unknown class `constant`; did you mean `Constant`?");
    let error = deserialize(&json!(null)).expect_err("nothing");
    assert_eq!(error.to_string(), "must be a schedule, an object with `class_name` and `config`, got null");
}

#[test]
fn two_schedules_are_equal_if_they_say_the_same() {
    let boxed = BoxSchedule::new(schedule());
    assert_eq!(boxed, boxed.clone());
    assert_ne!(boxed, BoxSchedule::new(schedule().with_name("fast")));
    assert_ne!(boxed, BoxSchedule::new(schedule().with_staircase(true)));
    assert_ne!(boxed, BoxSchedule::new(Constant::new(0.1).expect("valid parameters")));
}
