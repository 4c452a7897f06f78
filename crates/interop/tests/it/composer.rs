//! Configurations of MosaicML Composer and llm-foundry: rates as the packages gave them, and the text of
//! every error.

use std::fs;
use std::io::Cursor;

use glidepath_core::LearningRateSchedule;
use glidepath_interop::composer;
use glidepath_serde::{Horizon, SerdeError};
use serde_json::{Value, json};

use crate::common::{data, import_for, imported, vectors};

/// What the vectors say of a run.
fn horizon(facts: &Value) -> Result<Horizon, SerdeError> {
    let mut horizon = Horizon::new();
    for (fact, value) in facts.as_object().unwrap() {
        let value = value.as_f64().unwrap();
        horizon = match fact.as_str() {
            "steps_per_epoch" => horizon.with_steps_per_epoch(value)?,
            "tokens_per_step" => horizon.with_tokens_per_step(value)?,
            "samples_per_step" => horizon.with_samples_per_step(value)?,
            other => panic!("{other}"),
        };
    }
    Ok(horizon)
}

#[test]
fn rates_are_those_of_the_packages() {
    let cases = vectors("composer", "rates.json");
    assert_eq!(cases.as_array().unwrap().len(), 39);
    for case in cases.as_array().unwrap() {
        let config = &case["config"];
        let built = composer::schedule(config, &horizon(&case["horizon"]).unwrap())
            .unwrap_or_else(|error| panic!("{config}: {error}"));
        for (step, want) in (0..).zip(case["rates"].as_array().unwrap()) {
            let (got, want) = (built.schedule.learning_rate(step), want.as_f64().unwrap());
            // The package's factors have a few roundings, and cancel where they come near to 0.
            assert!((got - want).abs() <= 3e-16, "{config}, step {step}: got {got:?}, want {want:?}");
        }
    }
}

#[test]
fn a_run_of_llm_foundry_is_read() {
    let imported = imported(fs::read(data("composer").join("llm-foundry.yaml")).unwrap());
    assert_eq!((imported.source.name(), imported.path.as_str()), ("composer", "scheduler"));
    assert_eq!(imported.source.to_string(), "a Composer configuration");
    assert_eq!((imported.optimizer.as_deref(), imported.step), (Some("decoupled_adamw"), None));
    assert_eq!(imported.notes, []);
    let rates = [0, 50, 100, 2_450, 4_800, 9_000].map(|step| imported.learning_rate.learning_rate(step));
    assert_eq!(rates, [0.0, 3e-4, 6e-4, 3.3e-4, 6e-4 * 0.1, 6e-4 * 0.1]);
}

/// A run of 1000 batches with that scheduler, and more.
fn config(scheduler: Value, more: Value) -> Value {
    let mut config = json!({"max_duration": "1000ba", "optimizer": {"name": "decoupled_adamw", "lr": 0.5}});
    config["scheduler"] = scheduler;
    for (name, value) in more.as_object().unwrap() {
        config[name] = value.clone();
    }
    config
}

#[track_caller]
fn rate(config: &Value, horizon: &Horizon, step: u64) -> f64 {
    let imported = import_for(Cursor::new(config.to_string()), horizon).unwrap();
    assert_eq!(imported.source.name(), "composer");
    imported.learning_rate.learning_rate(step)
}

#[test]
fn what_the_file_does_not_say_the_horizon_does() {
    let half =
        |duration: Value| config(json!({"name": "LinearScheduler"}), json!({"max_duration": duration}));
    let horizon = Horizon::new().with_total_steps(100).unwrap();
    assert_eq!(rate(&half(json!("50ba")), &horizon, 25), 0.25);
    assert_eq!(rate(&half(Value::Null), &horizon, 25), 0.375);
    let epochs = horizon.with_steps_per_epoch(20.0).unwrap();
    assert_eq!(rate(&half(json!("2ep")), &epochs, 10), 0.375);
    assert_eq!(rate(&half(json!(2)), &epochs, 10), 0.375);
    let tokens = epochs.with_tokens_per_step(5e5).unwrap();
    assert_eq!(rate(&half(json!("2e7tok")), &tokens, 10), 0.375);
    // The file's own batch size counts samples; the horizon's goes before it.
    let samples = config(
        json!({"name": "linear", "t_max": "1dur"}),
        json!({"max_duration": "640sp", "global_train_batch_size": 32}),
    );
    assert_eq!(rate(&samples, &Horizon::new(), 10), 0.25);
    assert_eq!(rate(&samples, &Horizon::new().with_samples_per_step(16.0).unwrap(), 10), 0.375);
}

#[test]
fn a_class_has_several_names() {
    for name in [
        "cosine_with_warmup",
        "cosine_annealing_with_warmup",
        "CosineAnnealingWithWarmupScheduler",
        "composer.optim.CosineAnnealingWithWarmupScheduler",
    ] {
        let config = config(json!({"name": name, "t_warmup": "100ba"}), json!({}));
        assert_eq!(rate(&config, &Horizon::new(), 50), 0.25, "{name}");
        assert_eq!(rate(&config, &Horizon::new(), 550), 0.25, "{name}");
    }
}

#[test]
fn what_is_half_a_step_is_taken_as_it_is() {
    // 150 tokens are one step and a half.
    let tokens = Horizon::new().with_tokens_per_step(100.0).unwrap();
    let of = |scheduler: Value| config(scheduler, json!({"max_duration": "1050tok"}));
    assert_eq!(rate(&of(json!({"name": "linear", "t_max": "150tok"})), &tokens, 1), 0.5 / 3.0);
    assert_eq!(rate(&of(json!({"name": "multi_step", "milestones": ["150tok"]})), &tokens, 1), 0.5);
    assert_eq!(rate(&of(json!({"name": "multi_step", "milestones": ["150tok"]})), &tokens, 2), 0.05);
    assert_eq!(rate(&of(json!({"name": "linear_with_warmup", "t_warmup": "100tok"})), &tokens, 1), 0.5);
}

#[track_caller]
fn check(scheduler: Value, more: Value, want: &str) {
    let config = config(scheduler, more);
    let error = import_for(Cursor::new(config.to_string()), &Horizon::new()).unwrap_err().to_string();
    assert_eq!(error, want);
}

#[test]
fn configurations_that_are_wrong() {
    check(
        json!({"name": "cosine"}),
        json!({}),
        "scheduler.name: must be one of `constant_with_warmup`, `cosine_with_warmup`, `linear_decay_with_warmup`, \
         `inv_sqrt_with_warmup`, `step`, `multi_step`, `constant`, `linear`, `exponential`, `cosine_annealing`, \
         `cosine_annealing_warm_restarts`, `polynomial`, `multi_step_with_warmup`, `polynomial_with_warmup`, got \"cosine\"",
    );
    let long = import_for(
        Cursor::new(config(json!({"name": "x".repeat(9_000)}), json!({})).to_string()),
        &Horizon::new(),
    );
    assert!(long.unwrap_err().to_string().ends_with(&format!("got \"{}…\"", "x".repeat(200))));
    let linear = || json!({"name": "linear"});
    check(linear(), json!({"optimizer": {"name": "sgd"}}), "optimizer: missing field `lr`");
    check(
        linear(),
        json!({"optimizer": {"lr": "${variables.lr}"}}),
        "optimizer.lr: `${variables.lr}` is a reference or an expression that is not resolved here; write the value itself",
    );
    check(linear(), json!({"optimizer": null}), "optimizer: must be an object, got null");
    check(linear(), json!({"scale_schedule_ratio": 0.5}), "scale_schedule_ratio: must be 1, got 0.5");
    check(
        linear(),
        json!({"step_schedulers_every_batch": false}),
        "step_schedulers_every_batch: must be true, got false",
    );
    check(
        json!({"name": "linear", "alpha": 1}),
        json!({}),
        "scheduler.alpha: unknown field `alpha`; did you mean `alpha_i` or `alpha_f`?",
    );
    check(json!({"name": "cosine_with_warmup"}), json!({}), "scheduler: missing field `t_warmup`");
    check(
        json!({"name": "linear", "alpha_f": -0.1}),
        json!({}),
        "scheduler.alpha_f: must be a finite number, at least 0, got the number -0.1",
    );
}

#[test]
fn times_that_are_wrong() {
    let rule = "must be a time, as \"100ba\", \"2ep\", \"0.06dur\", \"1e9tok\" or \"64e3sp\", got";
    for (time, got) in [
        (json!(100), "the number 100"),
        (json!("100"), "the string \"100\""),
        (json!("1.5ba"), "the string \"1.5ba\""),
        (json!("-1ba"), "the string \"-1ba\""),
        (json!("inftok"), "the string \"inftok\""),
        (json!("30sec"), "the string \"30sec\""),
        (json!("1e17ba"), "the string \"1e17ba\""),
    ] {
        check(json!({"name": "linear", "t_max": time}), json!({}), &format!("scheduler.t_max: {rule} {got}"));
    }
    check(
        json!({"name": "linear", "t_max": "${t}"}),
        json!({}),
        "scheduler.t_max: `${t}` is a reference or an expression that is not resolved here; write the value itself",
    );
    check(
        json!({"name": "linear"}),
        json!({"max_duration": "x"}),
        &format!("max_duration: {rule} the string \"x\""),
    );
    let needs = |scheduler: Value, duration: Value, path: &str, fact: &str| {
        check(scheduler, json!({"max_duration": duration}), &format!("{path}: needs `{fact}`"));
    };
    needs(json!({"name": "linear"}), Value::Null, "scheduler.t_max", "max_duration");
    needs(json!({"name": "linear"}), json!("2ep"), "scheduler.t_max", "steps_per_epoch");
    needs(json!({"name": "linear"}), json!("1e9tok"), "scheduler.t_max", "tokens_per_step");
    needs(json!({"name": "linear"}), json!("64sp"), "scheduler.t_max", "samples_per_step");
    needs(
        json!({"name": "exponential", "gamma": 0.5}),
        json!("9ba"),
        "scheduler.decay_period",
        "steps_per_epoch",
    );
    needs(
        json!({"name": "multi_step", "milestones": ["1ba", "1ep"]}),
        json!("9ba"),
        "scheduler.milestones[1]",
        "steps_per_epoch",
    );
    check(
        json!({"name": "linear", "t_max": "0ba"}),
        json!({}),
        "scheduler.t_max: must be greater than 0, got 0",
    );
    let epochs = Horizon::new().with_steps_per_epoch(937.5).unwrap();
    let config = config(json!({"name": "step", "step_size": "1ep"}), json!({}));
    assert_eq!(
        composer::schedule(&config, &epochs).unwrap_err().to_string(),
        "scheduler.step_size: needs a whole number of steps per epoch, got 937.5"
    );
}

#[test]
fn what_composer_refuses_or_cuts_is_refused() {
    let warmup = |t_warmup: &str, t_max: &str| json!({"name": "cosine_with_warmup", "t_warmup": t_warmup, "t_max": t_max});
    check(
        warmup("100ba", "999ba"),
        json!({}),
        "scheduler.t_max: must not be less than `max_duration`, as Composer demands",
    );
    check(
        warmup("1e6tok", "1dur"),
        json!({}),
        "scheduler.t_warmup: must be in the same unit as `t_max`, as Composer demands",
    );
    check(
        warmup("48sp", "1dur"),
        json!({"max_duration": "320sp", "global_train_batch_size": 32}),
        "scheduler.t_warmup: must be a whole number of steps here, got 1.5 of them",
    );
    check(
        json!({"name": "step", "step_size": "0ba"}),
        json!({}),
        "scheduler.step_size: must be greater than 0, got 0",
    );
    check(
        json!({"name": "cosine_annealing_warm_restarts", "t_0": "10ba", "t_mult": 1.5}),
        json!({}),
        "scheduler.t_mult: must be a whole number above 0, as Composer cuts the periods, got 1.5",
    );
    let root = |more: Value| {
        let mut scheduler = json!({"name": "inv_sqrt_with_warmup", "t_warmup": "10ba", "t_scale": "10ba", "t_cooldown": "0ba"});
        for (name, value) in more.as_object().unwrap() {
            scheduler[name] = value.clone();
        }
        scheduler
    };
    check(
        root(json!({"t_scale": "0.1dur"})),
        json!({}),
        "scheduler.t_scale: must be in the unit of `max_duration`, `ba`, got `dur`",
    );
    check(
        root(json!({"alpha_f_decay": 0.1, "alpha_f_cooldown": 0.2})),
        json!({}),
        "scheduler.alpha_f_decay: must be at least `alpha_f_cooldown`, 0.2, got 0.1",
    );
    check(
        root(json!({"alpha_f_decay": 1.5})),
        json!({}),
        "scheduler.alpha_f_decay: must be at most 1, got 1.5",
    );
    check(root(json!({"t_scale": "0ba"})), json!({}), "scheduler.t_scale: must be greater than 0, got 0");
}
