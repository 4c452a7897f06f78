//! Configurations of Axolotl: rates as its package gave them, notes, and the text of every error.

use std::fs;
use std::io::Cursor;

use glidepath_core::LearningRateSchedule;
use glidepath_interop::axolotl;
use glidepath_serde::Horizon;
use serde_json::{Value, json};

use crate::common::{self, data, import_for, imported, notes, vectors};

#[test]
fn rates_are_those_of_the_package() {
    let cases = vectors("axolotl", "rates.json");
    assert_eq!(cases.as_array().unwrap().len(), 18);
    for case in cases.as_array().unwrap() {
        let config = &case["config"];
        let built =
            axolotl::schedule(config, &Horizon::new()).unwrap_or_else(|error| panic!("{config}: {error}"));
        for (step, want) in (0..).zip(case["rates"].as_array().unwrap()) {
            let (got, want) = (built.schedule.learning_rate(step), want.as_f64().unwrap());
            // The package's factors have a few roundings, and cancel where they come near to 0.
            assert!((got - want).abs() <= 1e-15, "{config}, step {step}: got {got:?}, want {want:?}");
        }
    }
}

const SWINGS_ON: &str = "the cosine swings on after step 1000, the end of the run, as in transformers";

#[test]
fn a_run_is_read() {
    let bytes = fs::read(data("axolotl").join("qlora.yml")).unwrap();
    let imported = imported(&bytes);
    assert_eq!((imported.source.name(), imported.path.as_str()), ("axolotl", ""));
    assert_eq!(imported.source.to_string(), "an Axolotl configuration");
    assert_eq!((imported.optimizer.as_deref(), imported.step), (Some("adamw_8bit"), None));
    let ratio = "`warmup_ratio` of 0.1 of 1000 steps, rounded down as in Axolotl, is a warmup of 100";
    assert_eq!(notes(&bytes), [ratio, SWINGS_ON]);
    let rates = [0, 50, 100, 550, 1_000].map(|step| imported.learning_rate.learning_rate(step));
    assert_eq!(rates, [0.0, 1e-4, 2e-4, 1.1e-4, 2e-4 * 0.1]);
}

/// A run of 100 steps with a rate of 0.5, and more.
fn config(more: &Value) -> Value {
    let mut config = json!({"base_model": "x/y", "datasets": [{"path": "x/z", "type": "alpaca"}], "learning_rate": 0.5,
        "max_steps": 100, "warmup_steps": 0});
    for (name, value) in more.as_object().unwrap() {
        config[name] = value.clone();
    }
    config
}

#[test]
fn the_length_may_come_from_the_horizon() {
    let config = config(&json!({"max_steps": -1, "num_epochs": 3, "lr_scheduler": "linear"}));
    let horizon = Horizon::new().with_total_steps(200).unwrap();
    let imported = import_for(Cursor::new(config.to_string()), &horizon).unwrap();
    assert_eq!(imported.learning_rate.learning_rate(100), 0.25);
}

#[test]
fn notes_say_what_may_surprise() {
    let of = |more: Value| notes(config(&more).to_string());
    assert_eq!(of(json!({"lr_scheduler": "linear"})), [""; 0]);
    assert_eq!(
        of(json!({"lr_scheduler": "linear", "warmup_steps": 1})),
        ["a warmup of 1 step is one of 2 in Axolotl"]
    );
    assert_eq!(
        of(json!({"lr_scheduler": "linear", "warmup_steps": null, "max_steps": 9000})),
        ["no warmup is given; Axolotl takes 3 in 100 of the steps, 100 at most, which is 100"]
    );
    assert_eq!(
        of(json!({"lr_scheduler": "constant", "embedding_lr": 1e-5})),
        ["`embedding_lr` gives some parameters rates of their own; the schedule is that of the others"]
    );
    assert_eq!(
        of(json!({"lr_scheduler": "linear", "deepspeed": "ds.json"})),
        ["`deepspeed` names the file \"ds.json\"; a scheduler there takes the place of this one"]
    );
    assert_eq!(
        of(json!({"lr_scheduler": "rex", "deepspeed": "ds.json"})),
        ["`deepspeed` names the file \"ds.json\"; a scheduler there takes the place of this one"]
    );
    // The default of `lr_scheduler`; the end is that of the run, not of what the warmup leaves.
    assert_eq!(of(json!({"lr_quadratic_warmup": true, "warmup_steps": 10, "max_steps": 1000})), [SWINGS_ON]);
}

#[test]
fn what_the_schedule_does_not_use_is_told() {
    let of = |more: Value, want: &[&str]| {
        let ignored: Vec<_> = notes(config(&more).to_string())
            .into_iter()
            .filter_map(|note| {
                let name = note.strip_suffix(" has no effect: Axolotl does not use it for this schedule")?;
                Some(name.trim_matches('`').to_owned())
            })
            .collect();
        assert_eq!(ignored, want, "{more}");
    };
    let kwargs = json!({"num_cycles": 3});
    of(json!({"cosine_min_lr_ratio": 0.1, "lr_scheduler_kwargs": kwargs}), &["lr_scheduler_kwargs"]);
    of(json!({"cosine_min_lr_ratio": 0.1, "lr_scheduler_kwargs": {}}), &[]);
    of(json!({"cosine_min_lr_ratio": 0, "lr_scheduler_kwargs": kwargs}), &[]);
    of(json!({"cosine_min_lr_ratio": 0.1, "cosine_constant_lr_ratio": 0.5}), &[]);
    of(json!({"cosine_constant_lr_ratio": 0.5}), &["cosine_constant_lr_ratio"]);
    of(json!({"lr_quadratic_warmup": true, "cosine_min_lr_ratio": 0.1}), &["cosine_min_lr_ratio"]);
    of(
        json!({"lr_scheduler": "linear", "lr_quadratic_warmup": true, "cosine_min_lr_ratio": 0.1}),
        &["lr_quadratic_warmup", "cosine_min_lr_ratio"],
    );
    of(json!({"lr_scheduler": "rex", "cosine_min_lr_ratio": 0.1}), &[]);
    of(json!({"lr_scheduler": "rex", "lr_scheduler_kwargs": kwargs}), &["lr_scheduler_kwargs"]);
    of(
        json!({"lr_scheduler": "one_cycle", "lr_quadratic_warmup": true, "warmup_steps": 10}),
        &["lr_quadratic_warmup"],
    );
}

#[test]
fn a_scheduler_of_deepspeed_takes_the_place_of_every_other() {
    let scheduler = |parameters: Value| json!({"scheduler": {"type": "WarmupLR", "params": parameters}});
    let given = scheduler(json!({"warmup_max_lr": 0.25, "warmup_num_steps": 4, "warmup_type": "linear"}));
    let open =
        scheduler(json!({"warmup_max_lr": "auto", "warmup_num_steps": "auto", "warmup_type": "linear"}));
    for lr_scheduler in ["cosine", "linear", "one_cycle", "rex"] {
        let more = json!({"lr_scheduler": lr_scheduler, "deepspeed": given, "cosine_min_lr_ratio": 0.1});
        let text = config(&more).to_string();
        assert_eq!(common::rates(&text), [0.0, 0.0, 0.0625, 0.125, 0.1875, 0.25, 0.25], "{text}");
        let ignored =
            |name: &str| format!("`{name}` has no effect: Axolotl does not use it for this schedule");
        assert_eq!(notes(&text)[1..], [ignored("lr_scheduler"), ignored("cosine_min_lr_ratio")]);
        let more = json!({"lr_scheduler": lr_scheduler, "deepspeed": open, "warmup_steps": 2});
        assert_eq!(common::rates(config(&more).to_string()), [0.0, 0.0, 0.25, 0.5, 0.5], "{more}");
    }
}

#[track_caller]
fn check(more: &Value, want: &str) {
    let error = import_for(Cursor::new(config(more).to_string()), &Horizon::new()).unwrap_err();
    assert_eq!(error.to_string(), want);
}

#[test]
fn configurations_that_are_wrong() {
    check(
        &json!({"lr_scheduler": "cosin"}),
        "lr_scheduler: must be one of `linear`, `cosine`, `cosine_with_restarts`, `polynomial`, `constant`, \
         `constant_with_warmup`, `inverse_sqrt`, `cosine_with_min_lr`, `cosine_warmup_with_min_lr`, \
         `warmup_stable_decay`, `one_cycle`, `rex`, got \"cosin\"; did you mean `cosine`?",
    );
    check(
        &json!({"lr_scheduler": "reduce_lr_on_plateau"}),
        "lr_scheduler: `reduce_lr_on_plateau` follows a metric, not the step, so it is no schedule; what does the same \
         is `ReduceOnPlateau`",
    );
    let length = "max_steps: is missing, and the number of steps per epoch is unknown";
    check(&json!({"max_steps": null}), length);
    check(
        &json!({"max_steps": null, "warmup_steps": null, "warmup_ratio": 0.1, "lr_scheduler": "constant"}),
        length,
    );
    check(
        &json!({"warmup_steps": 5, "warmup_ratio": 0.1}),
        "warmup_ratio: must be left out where `warmup_steps` is given",
    );
    check(
        &json!({"warmup_steps": 0.1}),
        "warmup_steps: must be a whole number, got 0.1; a share of the steps is `warmup_ratio`",
    );
    check(&json!({"warmup_steps": 1.5}), "warmup_steps: must be a whole number from 0, got the number 1.5");
    check(&json!({"cosine_min_lr_ratio": 1.5}), "cosine_min_lr_ratio: must be between 0 and 1, got 1.5");
    check(
        &json!({"jagged_restart_steps": 50}),
        "jagged_restart_steps: must be left out: its restarts are not read",
    );
    check(
        &json!({"learning_rate": "2e-4"}),
        "learning_rate: must be a finite number, at least 0, got the string \"2e-4\"",
    );
    check(
        &json!({"lr_scheduler": "rex", "warmup_steps": 100}),
        "warmup_steps: the warmup must end before step 100, got 100",
    );
    check(
        &json!({"cosine_min_lr_ratio": 0.1, "cosine_constant_lr_ratio": 0.1, "warmup_steps": 10}),
        "warmup_steps: the warmup must end before step 10, got 10",
    );
    check(
        &json!({"lr_scheduler": "one_cycle", "lr_scheduler_kwargs": {"max_lr": 1}}),
        "lr_scheduler_kwargs.max_lr: must be left out: Axolotl gives it",
    );
    check(
        &json!({"lr_scheduler": "one_cycle", "lr_scheduler_kwargs": {"pct_start": 2}}),
        "lr_scheduler_kwargs: `pct_start` must be between 0 and 1, got 2.0",
    );
    check(
        &json!({"lr_scheduler": "one_cycle", "lr_scheduler_kwargs": {"pct_start": "a"}}),
        "lr_scheduler_kwargs.pct_start: must be a finite number, got the string \"a\"",
    );
    check(
        &json!({"lr_scheduler": "one_cycle", "warmup_steps": 1, "max_steps": 2, "lr_scheduler_kwargs": {"pct_start": 0.5}}),
        "lr_scheduler_kwargs: `OneCycleLR` cannot be restored: PyTorch divides by zero where the rise has no steps: \
         `pct_start` times `total_steps` is 1",
    );
    check(
        &json!({"lr_scheduler": "cosine", "lr_scheduler_kwargs": {"power": 1}}),
        "lr_scheduler_kwargs.power: unknown field `power`, expected `num_cycles`",
    );
}

#[test]
fn names_that_are_misspelt() {
    let of = |name: &str, nearest: &str| {
        check(&json!({name: 10}), &format!("{name}: unknown field `{name}`; did you mean `{nearest}`?"));
    };
    of("warmup_step", "warmup_steps");
    of("lr_schedule", "lr_scheduler");
    of("cosine_min_lr", "cosine_min_lr_ratio");
    of("scheduler", "lr_scheduler");
    let known = config(&json!({"jagged_restart_warmup_steps": 5, "lr_div_factor": null}));
    assert_eq!(imported(known.to_string()).source.name(), "axolotl");
}

#[test]
fn runs_of_other_programs_are_not_taken_for_one() {
    let arguments = json!({"learning_rate": 0.5, "lr_scheduler_type": "linear", "max_steps": 4}).to_string();
    assert_eq!(imported(arguments).source.name(), "transformers");
    // As the scripts of Kohya have them: the rate alone would be a wrong answer.
    let other =
        "learning_rate = 1e-4\nlr_scheduler = \"cosine\"\nmax_train_steps = 1600\nlr_warmup_steps = 100\n";
    assert_eq!(
        common::error(other),
        "lr_scheduler: \"cosine\" names a schedule, but the program that the file belongs to is unknown"
    );
}
