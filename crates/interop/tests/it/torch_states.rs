//! States by hand: which scheduler of a file is meant, which optimizer is its own, and what a state lacks.

use glidepath_core::LearningRateSchedule;
use serde_json::{Value, json};

use crate::common::{error, imported};

fn exponential(rate: f64) -> Value {
    json!({"gamma": 0.5, "base_lrs": [rate], "last_epoch": 1, "_step_count": 2, "_last_lr": [rate / 2.0]})
}

fn swa(rate: f64, step_count: u64, last: f64) -> Value {
    json!({"anneal_epochs": 4, "_anneal_strategy": "linear", "base_lrs": [rate], "last_epoch": 0,
        "_step_count": step_count, "_last_lr": [last]})
}

fn optimizer(initial: f64, swa_lr: f64) -> Value {
    json!({"state": {}, "param_groups": [{"lr": initial, "initial_lr": initial, "swa_lr": swa_lr, "params": []}]})
}

/// The same at another rate than the initial one.
fn at_rate(mut optimizer: Value, rate: &Value) -> Value {
    optimizer["param_groups"][0]["lr"] = rate.clone();
    optimizer
}

fn notes(value: &Value) -> Vec<String> {
    imported(value.to_string()).notes.iter().skip(1).map(ToString::to_string).collect()
}

#[track_caller]
fn check_error(value: &Value, want: &str) {
    assert_eq!(error(value.to_string()), want);
}

#[test]
fn a_scheduler_is_found_at_any_key() {
    for (value, path) in [
        (json!({"sched": exponential(0.5), "model": {"w": [1, 2]}}), "sched"),
        (json!({"a": {"b": [{"c": exponential(0.5)}]}}), "a.b[0].c"),
        (json!([[], exponential(0.5)]), "[1]"),
        (
            json!({"optimizer": at_rate(optimizer(0.5, 0.1), &json!(0.25)), "lr_schedulers": [exponential(0.5)]}),
            "lr_schedulers[0]",
        ),
    ] {
        let imported = imported(value.to_string());
        assert_eq!(imported.path, path);
        assert_eq!(imported.scheduler().learning_rate(), 0.25);
        assert_eq!(imported.notes.len(), 1);
    }
}

#[test]
fn further_schedulers_are_named() {
    let gan = json!({"scheduler_d": exponential(0.5), "scheduler_g": exponential(0.25)});
    assert_eq!(imported(gan.to_string()).path, "scheduler_d");
    assert_eq!(
        notes(&gan),
        ["the file has several schedulers: `scheduler_d` was read, these were not: scheduler_g"]
    );
}

#[test]
fn equal_schedulers_are_named() {
    let gan = json!({"lr_schedulers": [exponential(0.5), exponential(0.5)]});
    assert_eq!(notes(&gan), ["`lr_schedulers[0]` was read; the same state is in lr_schedulers[1]"]);
}

#[test]
fn optimizers_without_a_scheduler_are_named() {
    let gan = json!({"optimizer_d": optimizer(0.5, 0.25), "optimizer_g": optimizer(0.25, 0.25),
        "scheduler": exponential(0.5)});
    assert_eq!(
        notes(&gan).last().unwrap(),
        "there are several optimizers, optimizer_d.param_groups, optimizer_g.param_groups; the rates here are those of the \
         one that `scheduler` belongs to"
    );
}

#[test]
fn a_warmup_of_the_program_is_told() {
    let saved = |length: u32| {
        notes(&json!({"args": {"lr": 0.5, "warmup_epochs": length}, "scheduler": exponential(0.5)}))
    };
    assert_eq!(
        saved(5),
        [
            "args.warmup_epochs: is the number 5, but the scheduler has no warmup; if the program makes one itself, the first \
             rates are others"
        ]
    );
    assert!(saved(0).is_empty());
}

/// The package `pytorch_warmup` multiplies the rates of the scheduler.
#[test]
fn a_scheduler_that_is_dampened_is_refused() {
    let warmup = json!({"last_step": 5, "warmup_params": [{"warmup_period": 100}]});
    let saved = json!({"lr_scheduler": exponential(0.5), "warmup": {"scheduler": warmup}});
    assert_eq!(
        error(saved.to_string()),
        "warmup.scheduler: the state of a warmup of `pytorch_warmup`, which multiplies each rate and is not read"
    );
}

#[test]
fn the_key_tells_the_scheduler_that_is_meant() {
    let (warmup, main, other) = (exponential(0.125), exponential(0.5), exponential(0.25));
    for (value, path, others) in [
        (
            json!({"a_schedule": warmup, "lr_scheduler": other, "scheduler": main}),
            "scheduler",
            "a_schedule, lr_scheduler",
        ),
        (json!({"ema": {"scheduler": other}, "scheduler": main}), "scheduler", "ema.scheduler"),
        (json!({"a": {"sched": other}, "trainer": {"scheduler": main}}), "trainer.scheduler", "a.sched"),
        (
            json!({"d_schedule": other, "lr_schedulers": [main, warmup]}),
            "lr_schedulers[0]",
            "d_schedule, lr_schedulers[1]",
        ),
        (json!({"b": other, "a": main}), "a", "b"),
    ] {
        assert_eq!(imported(value.to_string()).path, path);
        assert_eq!(imported(value.to_string()).learning_rate.learning_rate(0), 0.5);
        assert_eq!(
            notes(&value),
            [format!("the file has several schedulers: `{path}` was read, these were not: {others}")]
        );
    }
    let gan = json!({"d_optimizer": optimizer(0.5, 0.25), "d_scheduler": swa(0.5, 1, 0.5),
        "optimizer": optimizer(0.5, 0.0625), "scheduler": swa(0.5, 1, 0.25)});
    let of_same_number = imported(gan.to_string());
    assert_eq!(of_same_number.learning_rate.learning_rate(4), 0.0625);
}

#[test]
fn the_optimizer_is_the_one_with_the_initial_rates() {
    let lightning = json!({"lr_schedulers": [swa(0.5, 1, 0.5)],
        "optimizer_states": [optimizer(0.25, 0.125), optimizer(0.5, 0.0625)]});
    assert_eq!(imported(lightning.to_string()).learning_rate.learning_rate(4), 0.0625);
    let of_same_number = json!({"lr_schedulers": [swa(0.5, 1, 0.5), exponential(0.5)],
        "optimizer_states": [optimizer(0.5, 0.25), optimizer(0.5, 0.0625)]});
    assert_eq!(imported(of_same_number.to_string()).learning_rate.learning_rate(4), 0.25);
    let only = json!({"scheduler": exponential(0.5), "optimizer": optimizer(0.25, 0.0)});
    assert_eq!(imported(only.to_string()).learning_rate.learning_rate(0), 0.5);
    assert_eq!(
        notes(&only),
        ["in parameter group 0 the optimizer's `initial_lr` is 0.25; the scheduler's own, 0.5, was taken"]
    );
}

#[test]
fn the_beginning_of_averaging_is_told_by_the_last_rate() {
    let begins_at = |state: Value| {
        let optimizer = at_rate(optimizer(0.5, 0.25), &state["_last_lr"][0]);
        let file = json!({"scheduler": state, "optimizer": optimizer});
        (imported(file.to_string()).learning_rate.learning_rate(0), notes(&file))
    };
    assert_eq!(begins_at(swa(0.5, 2, 0.4375)), (0.5, vec![]));
    let solved = "`SWALR` began at the rate then in force, 0.125, which its last rate tells".to_owned();
    assert_eq!(begins_at(swa(0.5, 1, 0.125)), (0.125, vec![solved.clone()]));
    assert_eq!(begins_at(swa(0.5, 3, 0.1875)), (0.125, vec![solved]));
    let forgotten = "the rate at which `SWALR` began is no longer known; the base rate was taken, which does not \
                     matter for the steps to come";
    assert_eq!(begins_at(swa(0.5, 9, 0.25)), (0.5, vec![forgotten.to_owned()]));
    for (anneal_epochs, done, last) in [(200_000_000, 199_999_999, 0.25), (4_000, 3_999, 0.250_000_04)] {
        let mut late = swa(0.5, done + 1, last);
        late["anneal_epochs"] = json!(anneal_epochs);
        late["_anneal_strategy"] = json!("cos");
        assert_eq!(begins_at(late), (0.5, vec![forgotten.to_owned()]));
    }
    let mut early = swa(0.5, 2, 0.4375);
    early.as_object_mut().unwrap().remove("_anneal_strategy");
    early["anneal_func"] = json!("<a method _linear_anneal>");
    assert_eq!(begins_at(early), (0.5, vec![]));
}

#[test]
fn a_rate_that_somebody_changed_is_noticed() {
    let mut state = exponential(0.5);
    state["_last_lr"] = json!([0.3]);
    assert_eq!(
        notes(&state),
        [
            "in parameter group 0 the last rate was 0.3, but the schedule gives 0.25 at that step; somebody else may \
          have changed the rate"
        ]
    );
}

#[test]
fn fractions_of_epochs_are_noticed() {
    let state = json!({"T_0": 5, "T_i": 20, "T_mult": 2, "eta_min": 0.0, "T_cur": 3.75, "base_lrs": [0.1],
        "last_epoch": 18, "_step_count": 0, "_last_lr": [0.09157348061512727]});
    assert_eq!(imported(state.to_string()).step, Some(18));
    assert_eq!(
        notes(&state),
        ["the scheduler was stepped by fractions and is at 18.75; a step here is one whole epoch"]
    );
}

#[test]
fn a_state_of_no_class_is_refused() {
    let mut own = exponential(0.5);
    own["warmup"] = json!(5);
    check_error(&own, "no scheduler of PyTorch has the parameters `gamma`, `warmup`");
    check_error(
        &json!({"scheduler": {"base_lrs": [0.1], "last_epoch": 0}}),
        "scheduler: no scheduler of PyTorch has the parameters that all have, and no others",
    );
}

#[test]
fn a_state_that_is_wrong_says_where() {
    let with = |key: &str, value: Value| {
        let mut state = exponential(0.5);
        state[key] = value;
        json!({"scheduler": state})
    };
    check_error(&with("base_lrs", json!([])), "scheduler.base_lrs: must have at least 1 element, got 0");
    check_error(&with("base_lrs", json!(0.1)), "scheduler.base_lrs: must be a list, got the number 0.1");
    check_error(
        &with("base_lrs", json!([0.1, -1])),
        "scheduler.base_lrs[1]: must be a finite number, at least 0, got the number -1",
    );
    check_error(
        &with("last_epoch", json!(-1)),
        "scheduler.last_epoch: must be a whole number from 0, got the number -1",
    );
    check_error(
        &with("_last_lr", json!([])),
        "scheduler._last_lr: must have an element for each parameter group, got 0",
    );
    check_error(
        &json!({"scheduler": {"_schedulers": [exponential(0.5), {"gamma": 2}, 5], "_milestones": [1, 2],
            "last_epoch": 0, "_last_lr": [0.5]}}),
        "scheduler._schedulers[2]: must be the state of a scheduler, got the number 5",
    );
}

#[test]
fn corners_that_are_not_those_of_one_cycle_are_refused() {
    let group = json!({"lr": 0.1, "initial_lr": 0.02, "max_lr": 0.5, "min_lr": 2e-6, "params": []});
    let phases = json!([{"end_step": 11.0, "start_lr": "initial_lr", "end_lr": "max_lr"},
        {"end_step": 30, "start_lr": "max_lr", "end_lr": "min_lr"}]);
    let state = json!({"total_steps": 40, "_schedule_phases": phases, "_anneal_func_type": "cos",
        "base_lrs": [0.02], "last_epoch": 0, "_last_lr": [0.02]});
    check_error(
        &json!({"scheduler": state, "optimizer": {"param_groups": [group]}}),
        "scheduler._schedule_phases: must be the two or three phases of PyTorch's OneCycleLR",
    );
}

#[test]
fn triangles_of_a_function_are_refused() {
    let mut state = json!({"max_lrs": [0.5], "total_size": 10.0, "step_ratio": 0.5, "mode": "triangular", "gamma": 1.0,
        "scale_mode": "cycle", "cycle_momentum": false, "base_lrs": [0.1], "last_epoch": 5, "_last_lr": [0.5]});
    assert_eq!(imported(state.to_string()).learning_rate.learning_rate(5), 0.5);
    state["scale_mode"] = json!("iterations");
    let refused =
        "`CyclicLR` cannot be restored: its heights come from a `scale_fn` of its own, which is code";
    check_error(&state, refused);
    state["scale_mode"] = json!("cycle");
    state["_scale_fn_custom"] = json!({"a": 1});
    check_error(&state, refused);
    state["_scale_fn_custom"] = Value::Null;
    state["step_ratio"] = json!(0.33);
    check_error(
        &state,
        "step_ratio: must be the share of a whole number of steps, and not all of them, got 0.33 of 10.0",
    );
}

#[test]
fn a_state_without_its_rates_is_refused() {
    let mut state = exponential(0.5);
    state.as_object_mut().unwrap().remove("base_lrs");
    check_error(&json!({"scheduler": state}), "scheduler: missing field `base_lrs`");
    check_error(
        &json!({"_schedulers": [state, exponential(0.5)], "_milestones": [5], "last_epoch": 0, "_last_lr": [0.5]}),
        "_schedulers[0]: missing field `base_lrs`",
    );
    check_error(
        &json!({"_schedulers": [state], "_last_lr": [0.5]}),
        "_schedulers[0]: missing field `base_lrs`",
    );
}

#[test]
fn the_rate_of_the_optimizer_is_held_against_the_schedule() {
    let file = |lr: f64| {
        let groups = json!([{"lr": lr, "initial_lr": 0.5, "params": []}]);
        json!({"optimizer": {"state": {}, "param_groups": groups}, "scheduler": exponential(0.5)})
    };
    assert!(notes(&file(0.25)).is_empty());
    let told = imported(file(0.02).to_string());
    assert_eq!(told.notes[1].rule(), "optimizer-rate");
    assert_eq!(
        told.notes[1].to_string(),
        "in parameter group 0 the optimizer's `lr` is 0.02, but the schedule gives 0.25 at that step; a run that resumes \
         from this file begins with that of the optimizer"
    );
}

#[test]
fn a_scheduler_that_counts_epochs_is_told() {
    let checkpoint = |epoch: u64, global_step: u64| {
        let scheduler = json!({"gamma": 0.5, "base_lrs": [512.0], "last_epoch": 10, "_step_count": 11,
            "_last_lr": [0.5]});
        json!({"epoch": epoch, "global_step": global_step, "lr_schedulers": [scheduler]})
    };
    let text = "a step is an epoch here: the scheduler has made 10 steps, while `epoch` is 9 and `global_step` 5000; \
                `Stretched` makes updates of them";
    assert_eq!(notes(&checkpoint(9, 5_000)), [text]);
    assert_eq!(notes(&checkpoint(10, 5_000)).len(), 1);
    // Stepped at each update, or at some other interval.
    assert!(notes(&checkpoint(9, 10)).is_empty());
    assert!(notes(&checkpoint(2, 5_000)).is_empty());
}
