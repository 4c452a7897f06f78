//! Random schedules of a class, from the JSON Schema of its configuration.

use glidepath_serde::{BoxSchedule, config_schema, from_class_config};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value};

use crate::arbitrary::rate;
use crate::cards::Card;

/// The example of a card with other numbers, words and choices, as its schema allows them. What a schema
/// cannot say, as that one rate is below another, the class refuses, and the example itself comes.
pub fn schedule(card: &'static Card) -> BoxedStrategy<BoxSchedule> {
    let example: Map<String, Value> = serde_json::from_str(card.config).expect("an object");
    let schema = config_schema(card.class).expect("a class");
    let properties = schema["properties"].as_object().expect("parameters").clone();
    let values: Vec<_> = properties
        .into_iter()
        .filter(|(name, _)| name != "name")
        .map(|(name, schema)| {
            let told = example.get(&name).cloned();
            let other = value(&schema, told.clone());
            (Just(name), prop_oneof![1 => Just(told), 3 => other.prop_map(Some)])
        })
        .collect();
    values
        .prop_map(move |values| {
            let config = values.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
            from_class_config(card.class, &Value::Object(config)).unwrap_or_else(|_| card.schedule())
        })
        .boxed()
}

/// What a parameter may be; the example's, if the schema says nothing that is understood here.
fn value(schema: &Value, told: Option<Value>) -> BoxedStrategy<Value> {
    let told = Just(told.unwrap_or_else(|| schema["default"].clone()));
    if let Some(words) = schema["enum"].as_array() {
        return select(words.clone()).boxed();
    }
    if let Some(choices) = schema["oneOf"].as_array().or(schema["anyOf"].as_array()) {
        return proptest::strategy::Union::new(
            choices.iter().map(|choice| value(choice, Some(told.0.clone()))),
        )
        .boxed();
    }
    let bound = |names: [&str; 2]| names.into_iter().find_map(|name| schema[name].as_f64());
    let least = bound(["minimum", "exclusiveMinimum"]).unwrap_or(-1e3);
    let greatest = bound(["maximum", "exclusiveMaximum"]).unwrap_or(1e6).max(least);
    match schema["type"].as_str() {
        Some("boolean") => any::<bool>().prop_map(Value::from).boxed(),
        Some("integer") => whole(least, greatest),
        Some("number") if schema["minimum"] == 0 && schema["maximum"].is_null() => {
            prop_oneof![rate().prop_map(Value::from), whole(0.0, greatest)].boxed()
        }
        Some("number") => {
            prop_oneof![(least..=greatest).prop_map(Value::from), whole(least, greatest)].boxed()
        }
        _ => told.boxed(),
    }
}

/// Small numbers more often than great ones.
fn whole(least: f64, greatest: f64) -> BoxedStrategy<Value> {
    let bounded = move |number: f64| {
        let digits = format!("{:.0}", number.clamp(least, greatest));
        serde_json::from_str(&digits).expect("a number")
    };
    prop_oneof![(0.0..1_000.0).prop_map(bounded), (least..=greatest).prop_map(bounded)].boxed()
}
