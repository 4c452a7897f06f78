//! Training arguments of transformers: forms, notes, and the whole text of every error.

use glidepath_core::LearningRateSchedule;
use glidepath_interop::transformers;
use serde_json::{Value, json};

use crate::common::{error, imported, notes, rates};

/// Arguments of a run of 100 steps, with more.
fn arguments(lr_scheduler_type: &str, more: &Value) -> String {
    let mut arguments = json!({"learning_rate": 0.5, "lr_scheduler_type": lr_scheduler_type, "warmup_steps": 0, "max_steps": 100});
    for (name, value) in more.as_object().unwrap() {
        arguments[name] = value.clone();
    }
    arguments.to_string()
}

#[track_caller]
fn check_error(lr_scheduler_type: &str, more: &Value, want: &str) {
    assert_eq!(error(arguments(lr_scheduler_type, more)), want);
}

#[track_caller]
fn check_notes(lr_scheduler_type: &str, more: &Value, want: &[&str]) {
    assert_eq!(notes(arguments(lr_scheduler_type, more)), want);
}

const SWINGS_ON: &str = "the cosine swings on after step 100, the end of the run, as in transformers";

#[test]
fn arguments_are_found_by_what_only_they_have() {
    let imported =
        imported(arguments("constant", &json!({"optim": "adamw_torch", "seed": 42, "fp16": null})));
    assert_eq!(imported.source.name(), "transformers");
    assert_eq!(imported.source.to_string(), "JSON of Hugging Face TrainingArguments");
    assert_eq!((imported.path.as_str(), imported.step), ("", None));
    assert_eq!(imported.optimizer.as_deref(), Some("adamw_torch"));
    assert_eq!(imported.learning_rate.learning_rate(7), 0.5);
}

#[test]
fn what_is_left_out_has_its_default() {
    let text = r#"{"per_device_train_batch_size": 8, "max_steps": 4, "learning_rate": 0.5}"#;
    assert_eq!(rates(text), [0.5, 0.375, 0.25, 0.125, 0.0, 0.0]);
    let default = "`lr_scheduler_type` is not given; the default of transformers is `linear`";
    assert_eq!(notes(text), [default]);
    let text = r#"{"lr_scheduler_type": "constant"}"#;
    assert_eq!(rates(text), [5e-5]);
    assert_eq!(notes(text), ["`learning_rate` is not given; the default of transformers is 5e-5"]);
}

/// The defaults of TRL 1.16: 2e-5 of `SFTConfig`, 1e-6 of `DPOConfig`, 1e-4 of `RewardConfig`.
#[test]
fn configurations_of_trl_have_defaults_of_their_own() {
    for field in ["beta", "packing", "num_generations", "center_rewards_coefficient"] {
        let mut arguments = json!({"lr_scheduler_type": "linear", "max_steps": 100, field: 1});
        let problem = error(arguments.to_string());
        assert!(
            problem.starts_with(&format!("learning_rate: is not given, and `{field}` is a field of TRL")),
            "{problem}"
        );
        arguments["learning_rate"] = json!(0.5);
        assert_eq!(imported(arguments.to_string()).learning_rate.learning_rate(50), 0.25);
    }
}

#[test]
fn arguments_of_other_programs_are_told_by_theirs() {
    let swift = |more: &str| {
        error(format!(
            r#"{{"learning_rate": 0.5, "per_device_train_batch_size": 1, "max_steps": 9, {more}}}"#
        ))
    };
    for field in ["tuner_type", "sft_type", "split_dataset_ratio"] {
        let problem = swift(&format!("\"{field}\": \"lora\""));
        let want = format!(
            "lr_scheduler_type: is not given, and `{field}` is a field of ms-swift, whose default is `cosine`"
        );
        assert!(problem.contains(&want), "{problem}");
    }
    imported(arguments("linear", &json!({"tuner_type": "lora"})));
    check_error(
        "linear",
        &json!({"max_train_steps": 100}),
        "max_train_steps: is no argument of the Trainer, but of scripts without it; write it as `max_steps`",
    );
    imported(arguments("linear", &json!({"max_train_steps": null})));
    check_error(
        "linear",
        &json!({"with_tracking": true, "warmup_ratio": 0.125, "max_steps": 100}),
        "warmup_ratio: is 12.5 steps, which the Trainer rounds up and scripts without it round down, as this one with \
         `checkpointing_steps` or `with_tracking` seems to be; write `warmup_steps`",
    );
    imported(arguments("linear", &json!({"with_tracking": true, "warmup_ratio": 0.25, "max_steps": 100})));
}

#[test]
fn the_type_may_be_written_as_a_member_of_its_enum() {
    let plain = imported(arguments("cosine_with_min_lr", &json!({"lr_scheduler_kwargs": {"min_lr": 0.1}})));
    let member =
        arguments("SchedulerType.COSINE_WITH_MIN_LR", &json!({"lr_scheduler_kwargs": {"min_lr": 0.1}}));
    assert_eq!(imported(member).learning_rate, plain.learning_rate);
    let problem = error(arguments("SchedulerType.REDUCE_ON_PLATEAU", &json!({})));
    assert!(problem.starts_with("lr_scheduler_type: `reduce_lr_on_plateau` follows a metric"), "{problem}");
}

#[test]
fn the_type_may_be_given_beside() {
    let arguments = json!({"learning_rate": 0.5, "max_steps": 4, "lr_scheduler_type": "cosine"});
    let built = transformers::schedule("linear", &arguments).unwrap();
    assert_eq!(built.schedule.learning_rate(1), 0.375);
    assert_eq!(built.notes, []);
}

#[test]
fn the_length_of_a_warmup_is_rounded_as_in_python() {
    // (steps, share, warmup): the product of doubles is a hair above the whole number.
    for (max_steps, share, want) in
        [(100, 0.07, 8), (100, 0.14, 15), (50, 0.14, 8), (100, 0.1, 10), (40, 0.1, 4)]
    {
        let in_4 = json!({"max_steps": max_steps, "warmup_ratio": share});
        let in_5 = json!({"max_steps": max_steps, "warmup_steps": share});
        for (name, more) in [("warmup_ratio", in_4), ("warmup_steps", in_5)] {
            let text = arguments("constant_with_warmup", &more);
            let imported = imported(&text);
            let rate = |step| imported.learning_rate.learning_rate(step);
            assert!(rate(want - 1) < 0.5, "{text}");
            assert_eq!(rate(want), 0.5, "{text}");
            let note = format!(
                "`{name}` is a share: {share} of {max_steps} steps, rounded up, is a warmup of {want}"
            );
            assert_eq!(notes(&text), [note]);
        }
    }
    // In version 4 steps win over a ratio.
    check_notes("linear", &json!({"warmup_steps": 5, "warmup_ratio": 0.5}), &[]);
    assert_eq!(
        rates(arguments("linear", &json!({"warmup_steps": 2, "warmup_ratio": 0.5}))),
        [0.0, 0.25, 0.5]
    );
    check_notes(
        "constant_with_warmup",
        &json!({"warmup_steps": 2.9}),
        &["`warmup_steps` of 2.9 is rounded down to 2"],
    );
}

#[test]
fn a_count_of_warmup_steps_needs_no_length() {
    let more = json!({"max_steps": -1, "warmup_steps": 4});
    assert_eq!(rates(arguments("constant_with_warmup", &more)), [0.0, 0.125, 0.25, 0.375, 0.5]);
    assert_eq!(rates(arguments("inverse_sqrt", &more)), [0.0, 0.125, 0.25, 0.375, 0.5]);
    let more = json!({"max_steps": -1, "lr_scheduler_kwargs": {"num_decay_steps": 2, "num_stable_steps": 1}});
    assert_eq!(rates(arguments("warmup_stable_decay", &more)), [0.5, 0.5, 0.25, 0.0]);
}

#[test]
fn notes_say_what_may_surprise() {
    check_notes("linear", &json!({}), &[]);
    check_notes("cosine", &json!({}), &[SWINGS_ON]);
    check_notes("cosine", &json!({"lr_scheduler_kwargs": {"num_cycles": 0}}), &[]);
    check_notes(
        "cosine",
        &json!({"lr_scheduler_kwargs": {"num_cycles": 0.7}}),
        &[
            "with `num_cycles` 0.7 the cosine goes one way in 71.42857142857143 steps, which is rounded",
            SWINGS_ON,
        ],
    );
    check_notes(
        "constant",
        &json!({"warmup_steps": 5, "lr_scheduler_kwargs": {"num_cycles": 2}}),
        &[
            "`constant` has no warmup, so that of the arguments is ignored",
            "`constant` has no parameters, so `lr_scheduler_kwargs` is ignored",
        ],
    );
    check_notes(
        "polynomial",
        &json!({"warmup_steps": 100}),
        &["transformers divides by zero at step 100, where warmup and run end; here the rate is `lr_end`"],
    );
    check_notes(
        "warmup_stable_decay",
        &json!({"warmup_steps": 10, "lr_scheduler_kwargs": {"num_decay_steps": 50, "num_stable_steps": 20}}),
        &["`num_stable_steps` is given, so the decay ends at step 80, the run at 100"],
    );
    check_notes(
        "warmup_stable_decay",
        &json!({"warmup_steps": 10, "lr_scheduler_kwargs": {"num_decay_steps": 95}}),
        &["the decay has begun when the warmup ends, so the rate jumps at step 10, as in transformers"],
    );
    check_notes(
        "constant",
        &json!({"deepspeed": "ds.json"}),
        &["`deepspeed` names the file \"ds.json\"; a scheduler there takes the place of this one"],
    );
}

#[test]
fn waves_that_no_double_holds_the_length_of_are_exact() {
    // Three ways in 100 steps: each third of them is one, and the last ends at 0.
    let imported = imported(arguments("cosine", &json!({"lr_scheduler_kwargs": {"num_cycles": 1.5}})));
    assert_eq!(imported.learning_rate.learning_rate(100), 0.0);
    assert_eq!(imported.learning_rate.learning_rate(200), 0.5);
    assert_eq!(imported.learning_rate.learning_rate(300_000_100), 0.0);
}

#[test]
fn types_that_are_wrong() {
    check_error(
        "cosin",
        &json!({}),
        "lr_scheduler_type: must be one of `linear`, `cosine`, `cosine_with_restarts`, `polynomial`, `constant`, \
         `constant_with_warmup`, `inverse_sqrt`, `cosine_with_min_lr`, `cosine_warmup_with_min_lr`, \
         `warmup_stable_decay`, got \"cosin\"; did you mean `cosine`?",
    );
    check_error(
        "greedy",
        &json!({}),
        "lr_scheduler_type: `greedy` follows a metric, not the step, so it is no schedule; what does the same is \
         `Greedy`",
    );
    check_error(
        "reduce_lr_on_plateau",
        &json!({}),
        "lr_scheduler_type: `reduce_lr_on_plateau` follows a metric, not the step, so it is no schedule; what does \
         the same is `ReduceOnPlateau`",
    );
    check_error(
        "linear",
        &json!({"lr_scheduler_type": 3}),
        "lr_scheduler_type: must be a string, got the number 3",
    );
}

#[test]
fn arguments_that_are_wrong() {
    let no_length = |max_steps: &str| {
        format!(
            "the length of the run is not known: {max_steps}, and `num_train_epochs` (3 by default) needs the number of \
             steps per epoch; a folder with `trainer_state.json` has the length"
        )
    };
    check_error("linear", &json!({"max_steps": -1}), &no_length("`max_steps` is -1"));
    check_error(
        "constant_with_warmup",
        &json!({"max_steps": 0, "warmup_ratio": 0.1}),
        &no_length("`max_steps` is 0"),
    );
    assert_eq!(
        error(r#"{"lr_scheduler_type": "linear", "learning_rate": 0.1}"#),
        no_length("there is no `max_steps`")
    );
    check_error(
        "linear",
        &json!({"max_steps": 1.5}),
        "max_steps: must be a whole number, got the number 1.5",
    );
    let number = "must be a finite number, at least 0, got";
    check_error("linear", &json!({"warmup_steps": -5}), &format!("warmup_steps: {number} the number -5"));
    check_error(
        "linear",
        &json!({"warmup_steps": "5a"}),
        &format!("warmup_steps: {number} the string \"5a\""),
    );
    check_error("linear", &json!({"warmup_steps": 1e20}), "warmup_steps: must be below 2^64, got 1e20");
    check_error("linear", &json!({"warmup_ratio": 1.5}), "warmup_ratio: must be between 0 and 1, got 1.5");
    check_error(
        "linear",
        &json!({"learning_rate": -0.1}),
        &format!("learning_rate: {number} the number -0.1"),
    );
    check_error(
        "linear",
        &json!({"num_train_epochs": "x"}),
        &format!("num_train_epochs: {number} the string \"x\""),
    );
    check_error(
        "linear",
        &json!({"lr_scheduler_kwargs": "[]"}),
        "lr_scheduler_kwargs: must be an object, got a list",
    );
    let text = r#"{"lr_scheduler_type": "linear", "learning_rate": NaN, "max_steps": 5, "adam_beta1": NaN}"#;
    assert_eq!(error(text), format!("learning_rate: {number} NaN"));
}

#[test]
fn parameters_that_are_wrong() {
    let check = |lr_scheduler_type: &str, kwargs: Value, want: &str| {
        check_error(lr_scheduler_type, &json!({"lr_scheduler_kwargs": kwargs}), want);
    };
    check("linear", json!({"power": 2}), "lr_scheduler_kwargs.power: unknown field `power`, expected none");
    check(
        "polynomial",
        json!({"lr_end": 0.1, "end": 0}),
        "lr_scheduler_kwargs.end: unknown field `end`, expected `lr_end` or `power`",
    );
    check(
        "polynomial",
        json!({"lr_end": 0.5}),
        "lr_scheduler_kwargs.lr_end: must be less than `learning_rate`, 0.5, got 0.5",
    );
    check(
        "polynomial",
        json!({"power": -1}),
        "lr_scheduler_kwargs: `power` must be finite and at least 0, got -1.0",
    );
    check(
        "cosine_with_restarts",
        json!({"num_cycles": 0}),
        "lr_scheduler_kwargs: `num_cycles` must be greater than 0 and at most 2^53, got 0.0",
    );
    check(
        "cosine",
        json!({"num_cycles": 1e18}),
        "lr_scheduler_kwargs.num_cycles: must be at most 2^52, got 1e18",
    );
    check(
        "inverse_sqrt",
        json!({"timescale": 0}),
        "lr_scheduler_kwargs: `timescale` must be greater than 0, got 0",
    );
    for lr_scheduler_type in ["cosine_with_min_lr", "cosine_warmup_with_min_lr"] {
        let rule = "lr_scheduler_kwargs: must have one of `min_lr` and `min_lr_rate`, got";
        check(lr_scheduler_type, json!({}), &format!("{rule} neither"));
        check(lr_scheduler_type, json!({"min_lr": 0.1, "min_lr_rate": 0.2}), &format!("{rule} both"));
    }
    check(
        "cosine_with_min_lr",
        json!({"min_lr": -0.1}),
        "lr_scheduler_kwargs.min_lr: must be a finite number, at least 0, got the number -0.1",
    );
    check("warmup_stable_decay", json!({}), "lr_scheduler_kwargs: missing field `num_decay_steps`");
    check(
        "warmup_stable_decay",
        json!({"num_decay_steps": 10, "decay_type": "exp"}),
        "lr_scheduler_kwargs.decay_type: must be `linear`, `cosine` or `1-sqrt`, got \"exp\"",
    );
    check(
        "warmup_stable_decay",
        json!({"num_decay_steps": -1}),
        "lr_scheduler_kwargs.num_decay_steps: must be a whole number from 0, got the number -1",
    );
}

#[test]
fn names_that_are_misspelt() {
    let text = |more: Value| {
        let mut arguments = json!({"learning_rate": 0.5, "max_steps": 100, "per_device_train_batch_size": 8});
        arguments.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        arguments.to_string()
    };
    let check = |name: &str, nearest: &str| {
        let want = format!("{name}: unknown field `{name}`; did you mean `{nearest}`?");
        assert_eq!(error(text(json!({name: 3}))), want);
    };
    check("warmup_step", "warmup_steps");
    check("warmup_rate", "warmup_ratio");
    check("lr_scheduler", "lr_scheduler_type");
    check("lr_scheduler_kwarg", "lr_scheduler_kwargs");
    assert_eq!(
        error(text(json!({"lr_num_cycles": 3}))),
        "lr_num_cycles: `lr_num_cycles` belongs to a schedule and is not read here, so the rates may differ"
    );
    // A class of its own may have more, but a key about a schedule may change the rates.
    let whole =
        json!({"lr_scheduler_type": "linear", "num_train_epochs": 3, "warmup_steps": 0, "lr_noise": 1});
    assert_eq!(
        error(text(whole)),
        "lr_noise: `lr_noise` belongs to a schedule and is not read here, so the rates may differ"
    );
}
