//! What Keras wrote is written again as Keras wrote it.

use glidepath_interop::{Json, Note, Target};
use glidepath_schedules::{
    Clamped, Constant, Curve, ExponentialDecay, PowerLaw, Product, ScheduleExt, Table, Transition,
    TransitionRestarts,
};
use glidepath_serde::IntoBoxSchedule;
use serde_json::{Value, json};

use crate::common::{example, example_json, example_names, imported, json_of, to, with_doubles};

fn keras2(learning_rate: &glidepath_serde::LearningRate) -> Json {
    json_of(&to(Target::Keras2, learning_rate).unwrap())
}

fn keras3(learning_rate: &glidepath_serde::LearningRate) -> Json {
    json_of(&to(Target::Keras3, learning_rate).unwrap())
}

fn read(text: &str) -> glidepath_serde::LearningRate {
    glidepath_serde::from_json(text).unwrap().into()
}

#[test]
fn the_form_of_keras_3_comes_back() {
    let mut compared = 0;
    for name in example_names() {
        if !name.starts_with("keras3_schedule") || name.contains("unregistered") {
            continue;
        }
        let written = keras3(&imported(example(&name)).learning_rate);
        let mut want = example_json(&name);
        if name.contains("Custom_registered") {
            // The class is called `Noam` in Python, which only that file knows.
            want["class_name"] = json!("NoamDecay");
        }
        assert_eq!(with_doubles(&json!(written)), with_doubles(&want), "{name}");
        compared += 1;
    }
    assert_eq!(compared, 9);
}

#[test]
fn the_form_of_keras_2_comes_back() {
    let mut compared = 0;
    for name in example_names() {
        if !name.starts_with("tf23_schedule") && !name.starts_with("tfkeras2_schedule_legacy") {
            continue;
        }
        let written = keras2(&imported(example(&name)).learning_rate);
        let mut want = example_json(&name);
        let config = want["config"].as_object_mut().unwrap();
        if config.get("warmup_target").is_some_and(Value::is_null) {
            config.retain(|key, _| !key.starts_with("warmup_"));
        }
        config.retain(|key, value| key != "seed" || !value.is_null());
        assert_eq!(with_doubles(&json!(written)), with_doubles(&want), "{name}");
        compared += 1;
    }
    assert_eq!(compared, 19);
}

#[test]
fn keys_stand_in_the_order_of_keras() {
    for name in example_names().iter().filter(|name| name.starts_with("keras3_schedule")) {
        if name.contains("Custom") || name.contains("InverseTime") {
            continue;
        }
        let written = keras3(&imported(example(name)).learning_rate);
        let squeezed = |text: &str| text.split_whitespace().collect::<String>();
        assert_eq!(
            squeezed(&format!("{written:#}")),
            squeezed(&String::from_utf8(example(name)).unwrap()),
            "{name}"
        );
    }
}

#[test]
fn every_schedule_gets_the_name_that_keras_3_needs() {
    for name in example_names().iter().filter(|name| name.starts_with("tfkeras2_schedule_new")) {
        let learning_rate = imported(example(name)).learning_rate;
        match to(Target::Keras3, &learning_rate) {
            Ok(written) => {
                let json = json_of(&written);
                let name_of_schedule = json.get("config").and_then(|config| config.get("name"));
                assert!(name.contains("Custom") || name_of_schedule.unwrap().as_str().is_some(), "{name}");
            }
            Err(_) => assert!(name.contains("LinearCosineDecay"), "{name}"),
        }
    }
}

#[test]
fn an_integer_rate_gets_its_point() {
    let text =
        r#"{"class_name": "PiecewiseConstantDecay", "config": {"boundaries": [1e1], "values": [1, 0]}}"#;
    assert_eq!(
        keras3(&read(text)).to_string(),
        r#"{"module":"keras.optimizers.schedules","class_name":"PiecewiseConstantDecay","config":{"boundaries":[10],"values":[1.0,0.0],"name":"PiecewiseConstant"},"registered_name":null}"#
    );
}

#[test]
fn a_warmup_is_written_for_keras_2_where_there_is_one() {
    let text = r#"{"class_name":"CosineDecay","config":{"initial_learning_rate":0.0,"decay_steps":10,"alpha":0.0,"name":null,"warmup_target":0.1,"warmup_steps":5}}"#;
    assert_eq!(keras2(&read(text)).to_string(), text);
}

#[test]
fn a_constant_rate_is_a_number() {
    let constant = read(r#"{"class_name": "Constant", "config": {"learning_rate": 1}}"#);
    let number = glidepath_serde::LearningRate::constant(1.0).unwrap();
    for learning_rate in [constant, number] {
        assert_eq!(keras2(&learning_rate).to_string(), "1.0");
        assert_eq!(keras3(&learning_rate).to_string(), "1.0");
    }
}

#[test]
fn nested_schedules_are_written_in_the_same_form() {
    let text = r#"{"class_name":"my_package>WarmUp","config":{"inner":{"class_name":"my_package>NoamDecay","config":{"d":4}},"warmup_steps":5}}"#;
    assert_eq!(keras2(&read(text)).to_string(), text);
    assert_eq!(
        keras3(&read(text)).to_string(),
        r#"{"module":null,"class_name":"WarmUp","config":{"inner":{"module":null,"class_name":"NoamDecay","config":{"d":4},"registered_name":"my_package>NoamDecay"},"warmup_steps":5},"registered_name":"my_package>WarmUp"}"#
    );
}

#[track_caller]
fn check_refused(text: &str, keras2: Option<&str>, keras3: Option<&str>) {
    let learning_rate = read(text);
    let refusal =
        |result: Result<_, glidepath_interop::InteropError>| result.err().map(|error| error.to_string());
    assert_eq!(refusal(to(Target::Keras2, &learning_rate)).as_deref(), keras2);
    assert_eq!(refusal(to(Target::Keras3, &learning_rate)).as_deref(), keras3);
}

/// Checks what a schedule of no class of Keras becomes.
#[track_caller]
fn check_class(schedule: impl IntoBoxSchedule, class: &str, config: &Value) {
    let written = json!(keras2(&schedule.boxed().into()));
    assert_eq!(written, json!({"class_name": class, "config": config}));
}

#[test]
fn whatever_has_the_rates_of_a_class_is_written_as_that_class() {
    let line = || Transition::new(0.1, 0.001, 100).unwrap().with_name("down");
    check_class(
        line(),
        "PolynomialDecay",
        &json!({"initial_learning_rate": 0.1, "decay_steps": 100, "end_learning_rate": 0.001, "power": 1.0,
            "cycle": false, "name": "down"}),
    );
    let cosine = || line().with_curve(Curve::Cosine { exponent: 1.0 }).unwrap();
    check_class(
        cosine(),
        "CosineDecay",
        &json!({"initial_learning_rate": 0.1, "decay_steps": 100, "alpha": 0.01, "name": "down"}),
    );
    check_class(
        cosine().with_warmup(20).unwrap(),
        "CosineDecay",
        &json!({"initial_learning_rate": 0.0, "decay_steps": 100, "alpha": 0.01, "name": null,
            "warmup_target": 0.1, "warmup_steps": 20}),
    );
    let steps = Constant::new(0.5).unwrap().then(10, Constant::new(0.25).unwrap()).unwrap();
    check_class(
        steps.scaled(0.5).unwrap(),
        "PiecewiseConstantDecay",
        &json!({"boundaries": [9], "values": [0.25, 0.125], "name": null}),
    );
    check_class(
        PowerLaw::new(0.5, 30, -1.0).unwrap().with_offset(1.0).unwrap(),
        "InverseTimeDecay",
        &json!({"initial_learning_rate": 0.5, "decay_steps": 30, "decay_rate": 1.0, "staircase": false,
            "name": null}),
    );
    let decay = ExponentialDecay::new(0.5, 30, 0.25).unwrap();
    check_class(
        Product::new([Constant::new(0.5).unwrap().boxed(), decay.clone().with_warmup(0).unwrap().boxed()])
            .unwrap(),
        "ExponentialDecay",
        &json!({"initial_learning_rate": 0.25, "decay_steps": 30, "decay_rate": 0.25, "staircase": false, "name": null}),
    );
    check_class(
        Clamped::new(decay, 0.0, f64::MAX).unwrap(),
        "ExponentialDecay",
        &json!({"initial_learning_rate": 0.5, "decay_steps": 30, "decay_rate": 0.25, "staircase": false, "name": null}),
    );
    check_class(
        TransitionRestarts::new(0.5, 0.25, 100).unwrap().with_cycle_limit(1).unwrap(),
        "PolynomialDecay",
        &json!({"initial_learning_rate": 0.5, "decay_steps": 100, "end_learning_rate": 0.25, "power": 1.0,
            "cycle": false, "name": null}),
    );
    let many: Vec<_> = (1..300).map(f64::from).collect();
    check_class(
        Table::new(many.clone()).unwrap(),
        "PiecewiseConstantDecay",
        &json!({"boundaries": (0..298).collect::<Vec<_>>(), "values": many, "name": null}),
    );
    let same = Table::new([0.5; 300]).unwrap().boxed().into();
    assert_eq!(keras3(&same).to_string(), "0.5");
    let still = Constant::new(0.5).unwrap().with_warmup(0).unwrap().boxed().into();
    assert_eq!(keras3(&still).to_string(), "0.5");
}

#[test]
fn what_keras_has_not_is_refused() {
    check_refused(
        r#"{"class_name": "LinearCosineDecay", "config": {"initial_learning_rate": 0.1, "decay_steps": 5}}"#,
        None,
        Some("cannot be written for Keras 3: Keras 3 no longer has `LinearCosineDecay`, which Keras 2 has"),
    );
    let noam = "no class of Keras has the rates of this `Noam`";
    check_refused(
        r#"{"class_name": "Noam", "config": {"model_size": 512, "warmup_steps": 4000}}"#,
        Some(&format!("cannot be written for Keras 2: {noam}")),
        Some(&format!("cannot be written for Keras 3: {noam}")),
    );
    let nested =
        "config.inner: Keras takes a constant rate as an optimizer's learning rate only, as a number";
    check_refused(
        r#"{"class_name": "my_package>WarmUp", "config": {"warmup_steps": 5, "inner":
            {"class_name": "Constant", "config": {"learning_rate": 1}}}}"#,
        Some(&format!("cannot be written for Keras 2: {nested}")),
        Some(&format!("cannot be written for Keras 3: {nested}")),
    );
}

#[test]
fn a_list_without_boundaries_is_a_number() {
    let text = r#"{"class_name": "PiecewiseConstantDecay", "config": {"boundaries": [], "values": [0.5]}}"#;
    assert_eq!(keras2(&read(text)).to_string(), "0.5");
    // Within a class of your own it cannot be one.
    let nested =
        format!(r#"{{"class_name": "my_package>WarmUp", "config": {{"warmup_steps": 5, "inner": {text}}}}}"#);
    let refusal = "config.inner.config.boundaries: Keras cannot evaluate a schedule without boundaries";
    check_refused(
        &nested,
        Some(&format!("cannot be written for Keras 2: {refusal}")),
        Some(&format!("cannot be written for Keras 3: {refusal}")),
    );
}

#[test]
fn what_keras_would_compute_otherwise_is_refused() {
    let steps = "config.decay_steps: Keras computes with doubles, which 9007199254740993 is not";
    check_refused(
        r#"{"class_name": "PolynomialDecay", "config":
            {"initial_learning_rate": 0.1, "decay_steps": 9007199254740993}}"#,
        Some(&format!("cannot be written for Keras 2: {steps}")),
        Some(&format!("cannot be written for Keras 3: {steps}")),
    );
    let nan = "config.t_mul: with `t_mul` below 1 Keras gives NaN from step 20 on";
    check_refused(
        r#"{"class_name": "CosineDecayRestarts", "config":
            {"initial_learning_rate": 0.1, "first_decay_steps": 10, "t_mul": 0.5}}"#,
        Some(&format!("cannot be written for Keras 2: {nan}")),
        Some(&format!("cannot be written for Keras 3: {nan}")),
    );
    let pole = "config.decay_rate: with `decay_rate` below 0 Keras gives no rate from step 10 on";
    check_refused(
        r#"{"class_name": "InverseTimeDecay", "config":
            {"initial_learning_rate": 0.1, "decay_steps": 1, "decay_rate": -0.1}}"#,
        Some(&format!("cannot be written for Keras 2: {pole}")),
        Some(&format!("cannot be written for Keras 3: {pole}")),
    );
    check_refused(
        r#"{"class_name": "PolynomialDecay", "config":
            {"initial_learning_rate": 0.1, "decay_steps": 9223372036854775808}}"#,
        None,
        None,
    );
}

#[test]
fn that_keras_rounds_its_periods_is_told() {
    let notes = |t_mul: &str| {
        let config = format!(r#"{{"initial_learning_rate": 0.1, "first_decay_steps": 10{t_mul}}}"#);
        let schedule = read(&format!(r#"{{"class_name": "CosineDecayRestarts", "config": {config}}}"#));
        [to(Target::Keras2, &schedule), to(Target::Keras3, &schedule)]
            .map(|written| written.unwrap().notes().to_vec())
    };
    for t_mul in ["", r#", "t_mul": 3.0"#] {
        for notes in notes(t_mul) {
            assert_eq!(notes.iter().map(Note::rule).collect::<Vec<_>>(), ["period-by-logarithm"], "{t_mul}");
        }
    }
    assert_eq!(notes(r#", "t_mul": 1.0"#), [[], []]);
    assert_eq!(
        notes("")[0][0].to_string(),
        "Keras finds the period with a logarithm; where that is rounded down, it restarts one step late"
    );
}
