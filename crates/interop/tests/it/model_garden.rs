//! TensorFlow Model Garden: defaults, messages, and the class `WarmUp`.

use glidepath_core::LearningRateSchedule;
use glidepath_interop::{ImportOptions, Note, import_bytes};
use serde_json::{Value, json};

fn config(learning_rate: Value, warmup: Value) -> Value {
    let config = json!({"optimizer": {"type": "adamw"}, "learning_rate": learning_rate, "warmup": warmup});
    json!({"trainer": {"train_steps": 100, "optimizer_config": config}})
}

fn error(learning_rate: Value, warmup: Value) -> String {
    import_bytes(config(learning_rate, warmup).to_string().as_bytes()).unwrap_err().to_string()
}

#[test]
fn what_is_not_written_has_a_default() {
    let imported =
        import_bytes(config(json!({"type": "constant"}), Value::Null).to_string().as_bytes()).unwrap();
    assert_eq!((imported.learning_rate.learning_rate(7), imported.total_steps), (0.1, Some(100)));
    assert_eq!((imported.source.name(), imported.optimizer.as_deref()), ("model-garden", Some("adamw")));
    assert_eq!(
        imported.notes[0].to_string(),
        "the constant is not written; 0.1 is the default of Model Garden's `ConstantLrConfig`"
    );
}

#[test]
fn the_parameters_of_other_kinds_do_not_count() {
    let rate = json!({"type": "constant", "constant": {"learning_rate": 0.5},
        "cosine": {"decay_steps": 9, "warmup": 1}});
    let imported = import_bytes(config(rate.clone(), Value::Null).to_string().as_bytes()).unwrap();
    assert_eq!([0, 3, 9].map(|step| imported.learning_rate.learning_rate(step)), [0.5; 3]);
    assert_eq!(
        error(rate, json!({"linear": {"warmup_steps": 5}})),
        "trainer.optimizer_config.warmup.type: is missing beside `linear`: write the type that the experiment has"
    );
}

#[test]
fn what_is_wrong_is_named() {
    let cosine = |more: Value| {
        let mut own = json!({"initial_learning_rate": 0.5, "decay_steps": 80});
        own.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        json!({"type": "cosine", "cosine": own})
    };
    let place = "trainer.optimizer_config";
    assert_eq!(
        error(cosine(json!({"offset": 20})), json!({"type": "linear", "linear": {"warmup_steps": 10}})),
        format!(
            "{place}.learning_rate.cosine.offset: must not be greater than the steps of the warmup, 10, got 20: before \
             its offset the decay is evaluated at negative steps, where it has other rates than its first"
        )
    );
    assert_eq!(
        error(cosine(json!({"end_learning_rate": 0.1})), Value::Null),
        format!(
            "{place}.learning_rate.cosine.end_learning_rate: unknown field `end_learning_rate`, expected one of \
             `name`, `initial_learning_rate`, `decay_steps`, `alpha`, `offset`"
        )
    );
    assert_eq!(
        error(cosine(json!({})), json!({"type": "cosine"})),
        format!("{place}.warmup.type: must be one of `linear`, `polynomial`, got \"cosine\"")
    );
    let power = json!({"type": "power_linear", "power_linear": {"initial_learning_rate": 0.5, "total_decay_steps": 9,
        "linear_decay_fraction": 1.5}});
    assert_eq!(
        error(power, Value::Null),
        format!("{place}.learning_rate.power_linear.linear_decay_fraction: must be at most 1, got 1.5")
    );
}

#[test]
fn a_warm_up_is_one_of_model_garden_if_its_module_says_so() {
    let warm_up = |module: Value| {
        let decay = json!({"class_name": "ExponentialDecay", "config":
            {"initial_learning_rate": 0.5, "decay_steps": 10, "decay_rate": 0.5}});
        let config = json!({"initial_learning_rate": 0.5, "decay_schedule_fn": decay, "warmup_steps": 10});
        json!({"class_name": "WarmUp", "config": config, "module": module, "registered_name": "WarmUp"})
    };
    let rates = |value: &Value, options: &ImportOptions| {
        let imported = options.import_bytes(value.to_string().as_bytes()).unwrap();
        let rules: Vec<_> = imported.notes.iter().map(Note::rule).collect();
        ([5, 10, 20].map(|step| imported.learning_rate.learning_rate(step)), rules)
    };
    let own = ImportOptions::new();
    let of_transformers = [0.25, 0.5, 0.25];
    let of_garden = [0.25, 0.25, 0.125];
    assert_eq!(rates(&warm_up(Value::Null), &own), (of_transformers, vec!["warmup-of-transformers"]));
    assert_eq!(rates(&warm_up("transformers.optimization_tf".into()), &own), (of_transformers, vec![]));
    assert_eq!(rates(&warm_up("official.nlp.optimization".into()), &own), (of_garden, vec![]));
    let forced = ImportOptions::new().with_format("model-garden");
    assert_eq!(rates(&warm_up(Value::Null), &forced), (of_garden, vec![]));
    let misspelt = json!({"learning_rate": warm_up(Value::Null), "warmup_ratio": 0.1});
    let problem = forced.import_bytes(misspelt.to_string().as_bytes()).unwrap_err().to_string();
    assert!(problem.starts_with("warmup_ratio: "), "{problem}");
}
