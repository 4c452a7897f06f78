//! Forms that the examples do not show.

use glidepath_core::{LearningRateSchedule, Scheduler};
use glidepath_interop::{Json, import_bytes};
use glidepath_schedules::PolynomialDecay;
use glidepath_serde::{IntoBoxSchedule, LearningRate};
use serde_json::json;

use crate::common::{error, imported};

#[track_caller]
fn check(value: &serde_json::Value, source: &str, path: &str, optimizer: Option<&str>, rate: f64) {
    let imported = imported(value.to_string());
    assert_eq!(imported.source.name(), source);
    assert_eq!(imported.path, path);
    assert_eq!(imported.optimizer.as_deref(), optimizer);
    assert_eq!(imported.learning_rate.learning_rate(10), rate);
}

#[track_caller]
fn check_notes(text: &str, want: &[&str]) {
    let notes: Vec<_> = imported(text).notes.iter().map(ToString::to_string).collect();
    assert_eq!(notes, want);
}

#[test]
fn a_plain_number_is_a_constant_rate() {
    check(&json!(0.5), "number", "", None, 0.5);
    check(&json!(1), "number", "", None, 1.0);
    let adam = json!({"class_name": "Adam", "config": {"learning_rate": 0.001, "clipnorm": null}});
    check(&adam, "optimizer", "config.learning_rate", Some("Adam"), 0.001);
    check(&json!({"learning_rate": 2, "momentum": 0.9}), "optimizer", "learning_rate", None, 2.0);
}

#[test]
fn a_scheduler_of_glidepaths_is_a_place_in_a_run() {
    let schedule = PolynomialDecay::new(0.5, 8, 0.0).unwrap().boxed();
    for learning_rate in [LearningRate::from(schedule), LearningRate::constant(0.5).unwrap()] {
        let text = serde_json::to_string(&Scheduler::resume(&learning_rate, u64::MAX)).unwrap();
        let imported = imported(text);
        assert_eq!((imported.source.name(), &*imported.path), ("scheduler", "schedule"));
        assert_eq!((imported.learning_rate, imported.step), (learning_rate, Some(u64::MAX)));
    }
}

#[test]
fn an_optimizer_may_be_named_only() {
    let model = json!({"class_name": "Functional", "config": {}, "compile_config": {"optimizer": "adam"}});
    check(&model, "keras-model", "compile_config.optimizer", Some("adam"), 0.001);
    check_notes(
        &model.to_string(),
        &["the file only names the optimizer, `adam`; the rate is Keras's default"],
    );
}

#[test]
fn a_wrapped_optimizer_is_found() {
    let sgd = json!({"class_name": "SGD", "config": {"learning_rate": 0.25, "decay": 0.0}});
    let scaled =
        json!({"class_name": "LossScaleOptimizer", "config": {"inner_optimizer": sgd, "dynamic": true}});
    check(&scaled, "optimizer", "config.inner_optimizer.config.learning_rate", Some("SGD"), 0.25);
    check(&scaled["config"], "optimizer", "inner_optimizer.config.learning_rate", Some("SGD"), 0.25);
}

#[test]
fn the_own_decay_of_an_optimizer_counts() {
    let sgd = json!({"name": "SGD", "learning_rate": 1.0, "decay": 0.1, "momentum": 0.0, "nesterov": false});
    check(&sgd, "optimizer", "learning_rate", None, 0.5);
    check_notes(&sgd.to_string(), &["the optimizer's own `decay` of 0.1 is read as InverseTimeDecay"]);
}

#[test]
fn the_optimizers_of_a_map_are_parameter_groups() {
    let of_rate = |class: &str, rate: f64| json!({"class_name": class, "config": {"learning_rate": rate}});
    let optimizers = json!({"encoder/.*": of_rate("Adam", 0.25), "head": of_rate("SGD", 0.125)});
    let map = json!({"class_name": "OptimizerMap", "config":
        {"default_optimizer": of_rate("SGD", 0.5), "optimizer_map": optimizers}});
    let several = json!({"module": "keras.optimizers", "class_name": "MultiOptimizer", "config":
        {"optimizer_map": map, "name": "multi_optimizer"}});
    let imported = imported(several.to_string());
    let rates: Vec<_> = imported.groups().map(|group| group.learning_rate(0)).collect();
    assert_eq!(rates, [0.5, 0.25, 0.125]);
    assert_eq!(imported.path, "config.optimizer_map.config.default_optimizer.config.learning_rate");
    check_notes(
        &several.to_string(),
        &[
            "there are several optimizers: parameter group 0 has all variables but those of the others, 1 has \
           `encoder/.*`, 2 has `head`",
        ],
    );
    let mut nested = several.clone();
    nested["config"]["optimizer_map"]["config"]["optimizer_map"]["head"] = several.clone();
    let error = import_bytes(nested.to_string().as_bytes()).unwrap_err().to_string();
    assert_eq!(
        error,
        "config.optimizer_map.config.optimizer_map.head: must be one optimizer, got several in one"
    );
    let mut many = several.clone();
    let optimizers = &mut many["config"]["optimizer_map"]["config"]["optimizer_map"];
    *optimizers = (0..1_001).map(|name| (name.to_string(), of_rate("SGD", 0.5))).collect();
    let error = import_bytes(many.to_string().as_bytes()).unwrap_err().to_string();
    assert_eq!(error, "config.optimizer_map.config.optimizer_map: must have at most 1000 entries, got 1001");
    let mut wrong = several;
    wrong["config"]["optimizer_map"]["config"]["optimizer_map"]["head"] = json!({"class_name": "SGD"});
    let error = import_bytes(wrong.to_string().as_bytes()).unwrap_err().to_string();
    assert_eq!(error, "config.optimizer_map.config.optimizer_map.head: missing field `config`");
}

#[test]
fn the_decay_of_nadam_is_not_of_its_rate() {
    let config = json!({"name": "Nadam", "learning_rate": 0.5, "decay": 0.004, "beta_1": 0.9});
    let nadam = json!({"class_name": "Nadam", "config": config});
    check(&nadam, "optimizer", "config.learning_rate", Some("Nadam"), 0.5);
    check(&config, "optimizer", "learning_rate", None, 0.5);
    let note = "the `decay` of 0.004 is that of the momentum of `Nadam`, not of its rate";
    check_notes(&nadam.to_string(), &[note]);
}

#[test]
fn the_rate_of_keras_before_2_3_is_found() {
    let adam = json!({"class_name": "Adam", "config":
        {"lr": 1.0, "beta_1": 0.9, "beta_2": 0.999, "decay": 0.1, "epsilon": 1e-7, "amsgrad": false}});
    check(
        &json!({"optimizer_config": adam}),
        "keras-training-config",
        "optimizer_config.config.lr",
        Some("Adam"),
        0.5,
    );
}

#[test]
fn what_an_optimizer_does_to_its_rate_is_told() {
    let note = |parameter| {
        format!(
            "the optimizer scales this rate itself, as its `{parameter}` tells; what is read is its `learning_rate`"
        )
    };
    let adafactor = r#"{"module": "keras.optimizers", "class_name": "Adafactor", "config":
        {"learning_rate": 0.001, "relative_step": true}}"#;
    check_notes(adafactor, &[&note("relative_step")]);
    check_notes(&adafactor.replace("true", "false"), &[]);
    let schedule = r#"{"class_name": "Constant", "config": {"learning_rate": 0.1}}"#;
    check_notes(&adafactor.replace("0.001", schedule), &[]);
    let adamw = r#"{"module": "keras.optimizers", "class_name": "ScheduleFreeAdamW", "config":
        {"learning_rate": 0.0025, "warmup_steps": 100}}"#;
    check_notes(adamw, &[&note("warmup_steps")]);
    check_notes(&adamw.replace("100", "0"), &[]);
}

#[test]
fn an_optimizer_of_ones_own_is_found_by_its_parameters() {
    let own = json!({"module": null, "class_name": "MySgd", "registered_name": "my_package>MySgd",
        "config": {"learning_rate": 0.5, "use_ema": false}});
    check(&own, "optimizer", "config.learning_rate", Some("MySgd"), 0.5);
}

#[test]
fn glidepaths_own_classes_are_schedules_whatever_keras_calls_so() {
    let constant = json!({"class_name": "Constant", "config": {"learning_rate": 0.5}});
    check(&constant, "schedule", "", None, 0.5);
    let sequential = json!({"class_name": "Sequential", "config": {"boundaries": [5], "schedules": [
        {"class_name": "Constant", "config": {"learning_rate": 0.5}}, constant]}});
    check(&sequential, "schedule", "", None, 0.5);
}

#[test]
fn numbers_that_are_not_json_may_stand_where_no_rate_is() {
    let text = r#"{"class_name": "Functional", "config": {"layers": [{"max": Infinity, "a\"b": "NaN", "c": -Infinity},
        NaN]}, "compile_config": {"optimizer": {"class_name": "SGD", "config": {"learning_rate": 0.5}}}}"#;
    assert_eq!(imported(text).learning_rate.learning_rate(0), 0.5);
}

#[test]
fn a_byte_order_mark_does_no_harm() {
    assert_eq!(imported("\u{feff} 0.5\r\n").learning_rate.learning_rate(0), 0.5);
}

#[test]
fn notes_tell_what_may_surprise() {
    check_notes(
        r#"{"class_name": "CosineDecay", "config": {"initial_learning_rate": 1, "decay_steps": 10, "name": null,
            "warmup_target": null, "warmup_steps": 50}}"#,
        &[
            "`warmup_steps` is 50 but `warmup_target` is null, so there is no warmup, as in Keras",
            "`initial_learning_rate` is written as the integer 1; Keras itself would compute with integers",
            "the `name` of CosineDecay is null: Keras 3 loads it, but raises an error at every call",
        ],
    );
    check_notes(
        r#"{"class_name": "my_package>WarmUp", "config": {"warmup_steps": 5, "inner":
            {"class_name": "PiecewiseConstantDecay", "config": {"boundaries": [5], "values": [1, 0.5]}}}}"#,
        &["`values` mixes integers and decimals, which Keras with TensorFlow or NumPy refuses to evaluate"],
    );
    check_notes(
        r#"{"class_name": "NoisyLinearCosineDecay", "config": {"initial_learning_rate": 0.1, "decay_steps": 5,
            "name": null}}"#,
        &["the noise is a function of `seed` and step; TensorFlow draws its own, which no file holds"],
    );
    check_notes(
        r#"{"class_name": "CosineDecayRestarts", "config": {"initial_learning_rate": 0.1,
            "first_decay_steps": 10, "t_mul": 0.5}}"#,
        &["with `t_mul` below 1 Keras gives NaN from step 20 on"],
    );
    check_notes(
        r#"{"class_name": "CosineDecay", "config": {"initial_learning_rate": 0.0, "decay_steps": 10,
            "warmup_target": 0.1, "warmup_steps": 50}}"#,
        &[],
    );
}

#[test]
fn json_keeps_the_order_of_keys() {
    let text = r#"{"b":1,"a":[null,true,-2,0.5,"x"],"c":{}}"#;
    let json: Json = serde_json::from_str(text).unwrap();
    assert_eq!(json.to_string(), text);
    assert_eq!(format!("{json:#}").lines().count(), 11);
}

#[test]
fn a_rate_beside_parameters_of_a_schedule_is_not_constant() {
    let of = |key: &str, value: serde_json::Value| {
        let mut config = json!({"learning_rate": 0.5});
        config[key] = value;
        config.to_string()
    };
    for key in [
        "decay_steps",
        "decay_rate",
        "min_lr",
        "end_lr",
        "final_lr",
        "cycle_length",
        "lr_policy",
        "gamma",
        "milestones",
        "warmup",
        "scheduler",
        "lr_schedule",
        "cosine",
        "annealing",
    ] {
        let what = match key {
            "min_lr" | "end_lr" | "final_lr" => "may be another rate, of some parameters or at some steps,",
            _ => "belongs to a schedule",
        };
        let want = format!("{key}: `{key}` {what} and is not read here, so the rates may differ");
        assert_eq!(error(of(key, json!(100))), want);
    }
    for (key, value) in [("STEPS", json!([30, 60])), ("FACTOR", json!(0.1)), ("lr0", json!(0.5))] {
        let want =
            format!("{key}: `{key}` belongs to a schedule and is not read here, so the rates may differ");
        assert_eq!(error(of(key, value)), want);
    }
    let error_of_steps = error(of("train_steps", json!(100)));
    assert!(
        error_of_steps.starts_with("train_steps: beside `learning_rate` does not tell"),
        "{error_of_steps}"
    );
    // What optimizers of Keras have.
    for key in [
        "adam_lr_ratio",
        "adam_weight_decay",
        "beta_2_decay",
        "dynamic_growth_steps",
        "ema_overwrite_frequency",
        "gradient_accumulation_steps",
        "learning_rate_power",
        "ns_steps",
        "schedule_decay",
        "use_ema",
        "weight_decay",
    ] {
        assert_eq!(imported(of(key, json!(4))).learning_rate.learning_rate(100), 0.5, "{key}");
    }
}

#[test]
fn a_second_rate_is_not_passed_over() {
    let other = "is another rate than the one that was read";
    for (text, path) in [
        (r#"{"lr": 0.1, "lr_scheduler_type": "linear", "max_steps": 100}"#, "lr"),
        (
            r#"{"lr_scheduler_type": "cosine", "max_steps": 9, "learning_rate": 1, "optimizer": {"lr": 3e-4}}"#,
            "optimizer.lr",
        ),
        (r#"{"class_name": "SGD", "config": {"learning_rate": 0.01, "lr": 0.1}}"#, "config.lr"),
        (r#"{"compile_config": {"optimizer": "adam"}, "learning_rate": 0.03}"#, "learning_rate"),
        (r#"{"learning_rate": 0.5, "class_name": "SGD", "config": {"learning_rate": 0.1}}"#, "learning_rate"),
    ] {
        assert_eq!(error(text), format!("{path}: {other}"), "{text}");
    }
    for key in ["unet_lr", "lr_backbone", "lrschedule", "lradj", "minlr", "learning_rates"] {
        let text = format!(r#"{{"learning_rate": 0.5, "{key}": 0.25}}"#);
        assert!(error(&text).starts_with(&format!("{key}: ")), "{text}");
    }
}

#[test]
fn keys_that_say_nothing_are_no_marks() {
    for text in [
        r#"{"lr": 0.5, "compile_config": null, "class_name": null, "schedule": null, "step": 0}"#,
        r#"{"lr": 0.5, "training_config": {}, "model_config": {"type": "bert"}, "zero_optimization": false}"#,
        r#"{"lr": 0.5, "lr_scheduler": "constant", "scheduler": {"name": null}, "use_ema": true, "amsgrad": false}"#,
    ] {
        let imported = imported(text);
        assert_eq!((imported.path.as_str(), imported.learning_rate.learning_rate(99)), ("lr", 0.5), "{text}");
    }
}

/// As the zoo of Stable-Baselines3 writes a line to 0.
#[test]
fn a_rate_that_is_a_text_is_the_first_to_be_refused() {
    let zoo = "CartPole-v1:\n  policy: MlpPolicy\n  learning_rate: lin_0.001\n";
    assert_eq!(error(zoo), r#"CartPole-v1.learning_rate: must be a number, got the string "lin_0.001""#);
}
