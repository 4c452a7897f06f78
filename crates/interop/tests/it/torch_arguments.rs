//! What the arguments of PyTorch's constructors may be: defaults, forms, and the whole text of every error.

use glidepath_core::LearningRateSchedule;
use glidepath_interop::torch::schedule;
use glidepath_interop::{InteropError, import_bytes};
use serde_json::{Value, json};

#[track_caller]
fn check(class: &str, arguments: &Value, rates: &[(u64, f64)]) {
    let built = schedule(class, 1.0, arguments).unwrap();
    for &(step, want) in rates {
        assert_eq!(built.schedule.learning_rate(step), want, "step {step}");
    }
}

#[track_caller]
fn check_error(class: &str, arguments: &Value, want: &str) {
    assert_eq!(schedule(class, 1.0, arguments).unwrap_err().to_string(), want);
}

#[track_caller]
fn check_notes(class: &str, arguments: &Value, want: &[&str]) {
    let notes = schedule(class, 1.0, arguments).unwrap().notes;
    assert_eq!(notes.iter().map(ToString::to_string).collect::<Vec<_>>(), want);
}

#[test]
fn names_may_have_their_module() {
    check("torch.optim.lr_scheduler.StepLR", &json!({"step_size": 3, "gamma": 0.5}), &[(2, 1.0), (3, 0.5)]);
    check("torch.optim.swa_utils.SWALR", &json!({"swa_lr": 0.5, "anneal_epochs": 0}), &[(0, 0.5)]);
    check_error(
        "NoamLR",
        &json!({}),
        "class: unknown class `NoamLR`; no scheduler of PyTorch has a name like it",
    );
}

#[test]
fn numbers_may_be_written_in_any_way() {
    check("StepLR", &json!({"step_size": 3.0, "gamma": 0}), &[(2, 1.0), (3, 0.0)]);
    check("MultiStepLR", &json!({"milestones": [4e0, 2], "gamma": 0.5}), &[(1, 1.0), (2, 0.5), (4, 0.25)]);
    check("MultiStepLR", &json!({"milestones": {"4": 2}, "gamma": 0.5}), &[(3, 1.0), (4, 0.25)]);
    check(
        "OneCycleLR",
        &json!({"max_lr": [0.5], "epochs": 5, "steps_per_epoch": 20}),
        &[(0, 0.02), (29, 0.5)],
    );
    check(
        "CyclicLR",
        &json!({"base_lr": 0.25, "max_lr": 0.5, "step_size_down": null}),
        &[(2_000, 0.5), (4_000, 0.25)],
    );
    check("CosineAnnealingLR", &json!({"T_max": 2.5}), &[(0, 1.0), (5, 1.0), (10, 1.0)]);
}

#[test]
fn a_list_of_base_rates_is_of_parameter_groups() {
    let read = |base_lr: Value, kwargs: Value| {
        import_bytes(
            json!({"class": "OneCycleLR", "base_lr": base_lr, "kwargs": kwargs}).to_string().as_bytes(),
        )
    };
    let kwargs = json!({"max_lr": [0.5, 0.25], "total_steps": 11, "pct_start": 0.5});
    let imported = read(json!([0.02, 0.01]), kwargs.clone()).unwrap();
    let peaks: Vec<_> = imported
        .groups()
        .map(|group| (0..11).map(|step| group.learning_rate(step)).fold(0.0, f64::max))
        .collect();
    assert!(peaks[0] > 0.48 && (peaks[0] / peaks[1] - 2.0).abs() < 1e-12, "{peaks:?}");
    let refusal = |base_lr, kwargs| read(base_lr, kwargs).unwrap_err().to_string();
    assert_eq!(refusal(json!([]), kwargs.clone()), "base_lr: must have at least 1 element, got 0");
    assert_eq!(
        refusal(json!([0.1, -1]), kwargs.clone()),
        "base_lr[1]: must be a finite number, at least 0, got the number -1"
    );
    assert_eq!(
        refusal(json!([0.1, 0.1, 0.1]), kwargs),
        "kwargs.max_lr: must have a value for each of the parameter groups, which are 3, got 2"
    );
    let of_state = |base_lr: Value, last_rates: Value| {
        let form = json!({"class": "ExponentialLR", "base_lr": base_lr, "kwargs": {"gamma": 0.5}, "state_dict":
            {"gamma": 0.5, "base_lrs": [0.1, 0.2], "last_epoch": 0, "_step_count": 1, "_last_lr": last_rates}});
        import_bytes(form.to_string().as_bytes())
    };
    assert_eq!(of_state(json!([0.1, 0.2]), json!([0.1, 0.2])).unwrap().step, Some(0));
    let which = "must have a value for each of the parameter groups, which are";
    let error = |result: Result<_, InteropError>| result.map(drop).unwrap_err().to_string();
    assert_eq!(
        error(of_state(json!(0.1), json!([0.1, 0.2]))),
        format!("state_dict.base_lrs: {which} 1, got 2")
    );
    assert_eq!(
        error(of_state(json!([0.1, 0.2]), json!([0.1]))),
        format!("state_dict._last_lr: {which} 2, got 1")
    );
}

#[test]
fn a_one_cycle_without_a_fall_ends_at_the_top() {
    for three_phase in [false, true] {
        let kwargs = |anneal_strategy: &str| {
            json!({"max_lr": 0.5, "total_steps": 5, "pct_start": 1, "div_factor": 4,
                "anneal_strategy": anneal_strategy, "three_phase": three_phase})
        };
        check("OneCycleLR", &kwargs("linear"), &[(0, 0.125), (1, 0.21875), (3, 0.40625), (4, 0.5)]);
        check("OneCycleLR", &kwargs("cos"), &[(0, 0.125), (2, 0.3125), (4, 0.5)]);
    }
}

#[test]
fn places_in_the_run_and_words_to_print_say_nothing() {
    check("ExponentialLR", &json!({"gamma": 0.5, "last_epoch": -1, "verbose": "deprecated"}), &[(1, 0.5)]);
}

#[test]
fn arguments_that_are_wrong_are_named() {
    check_error("StepLR", &json!([]), "must be an object, got a list");
    check_error("StepLR", &json!({}), "missing field `step_size`");
    check_error(
        "StepLR",
        &json!({"step_size": 0}),
        "step_size: must be a whole number above 0, got the number 0",
    );
    check_error(
        "StepLR",
        &json!({"step_size": 1.5}),
        "step_size: must be a whole number above 0, got the number 1.5",
    );
    check_error("StepLR", &json!({"step_size": true}), "step_size: must be a whole number above 0, got true");
    check_error(
        "StepLR",
        &json!({"step_size": 1, "gamma": "Infinity"}),
        "gamma: must be a finite number, at least 0, got Infinity",
    );
    check_error(
        "StepLR",
        &json!({"step_size": 1, "gamma": null}),
        "gamma: must be a finite number, at least 0, got null",
    );
    check_error(
        "StepLR",
        &json!({"step_size": 1, "gama": 0.5}),
        "gama: unknown field `gama`; did you mean `gamma`?",
    );
    check_error(
        "MultiStepLR",
        &json!({"milestones": [1, 2.5]}),
        "milestones[1]: must be a whole number, got the number 2.5",
    );
    check_error(
        "MultiStepLR",
        &json!({"milestones": {"a": 1}}),
        "milestones.a: must be named by a whole number",
    );
    check_error(
        "MultiStepLR",
        &json!({"milestones": 5}),
        "milestones: must be a list, or the counts of its elements, got the number 5",
    );
    check_error(
        "ConstantLR",
        &json!({"factor": 1.5}),
        "factor: must be a number from 0 to 1, got the number 1.5",
    );
    check_error(
        "LinearLR",
        &json!({"start_factor": 0}),
        "start_factor: must be a number above 0, at most 1, got the number 0",
    );
    check_error(
        "OneCycleLR",
        &json!({"max_lr": 1, "epochs": 3}),
        "must have `total_steps`, or `epochs` and `steps_per_epoch`, below 2^64 steps",
    );
    check_error(
        "OneCycleLR",
        &json!({"max_lr": 1, "total_steps": 1}),
        "`total_steps` must be at least 2, got 1",
    );
    check_error(
        "OneCycleLR",
        &json!({"max_lr": 1, "total_steps": 9, "anneal_strategy": "exp"}),
        "anneal_strategy: must be `cos` or `linear`, got the string \"exp\"",
    );
    check_error(
        "OneCycleLR",
        &json!({"max_lr": [1, 2], "total_steps": 9}),
        "max_lr: must be the value of one parameter group, got a list of 2",
    );
    check_error(
        "CyclicLR",
        &json!({"base_lr": 0, "max_lr": 1, "mode": "square"}),
        "mode: must be `triangular`, `triangular2` or `exp_range`, got the string \"square\"",
    );
    assert_eq!(
        schedule("ExponentialLR", f64::NAN, &json!({"gamma": 1})).unwrap_err().to_string(),
        "base_lr: must be a finite number, at least 0, got NaN"
    );
}

fn part(class: &str, kwargs: &Value) -> Value {
    json!({"class": class, "kwargs": kwargs})
}

#[test]
fn parts_that_are_wrong_say_where() {
    let exponential = part("ExponentialLR", &json!({"gamma": 0.5}));
    check_error(
        "SequentialLR",
        &json!({"schedulers": [exponential, part("StepLR", &json!({"step_size": "3"}))], "milestones": [5]}),
        "schedulers[1].kwargs.step_size: must be a whole number above 0, got the string \"3\"",
    );
    check_error(
        "SequentialLR",
        &json!({"schedulers": [part("StepLr", &json!({}))], "milestones": []}),
        "schedulers[0].class: unknown class `StepLr`; did you mean `StepLR`?",
    );
    check_error(
        "SequentialLR",
        &json!({"schedulers": [{"class": "StepLR", "kwargs": {"step_size": 1}, "args": []}], "milestones": []}),
        "schedulers[0].args: unknown field `args`, expected `class` or `kwargs`",
    );
    check_error(
        "SequentialLR",
        &json!({"schedulers": [exponential], "milestones": [5]}),
        "milestones: must have one element fewer than there are schedulers, 1, got 1",
    );
    check_error(
        "SequentialLR",
        &json!({"schedulers": [exponential, exponential, exponential], "milestones": [8, 3]}),
        "milestones: must not decrease, got 8 before 3",
    );
    check_error(
        "ChainedScheduler",
        &json!({"schedulers": []}),
        "schedulers: must have at least 1 element, got 0",
    );
    let nest = |inner, _| part("ChainedScheduler", &json!({"schedulers": [inner, exponential]}));
    let nested = (0..20).fold(exponential.clone(), nest);
    check_error(
        "ChainedScheduler",
        &nested["kwargs"],
        "cannot write the schedule: schedules must not be nested deeper than 16",
    );
}

#[test]
fn restarts_may_rise() {
    let arguments = json!({"T_0": 4, "eta_min": 2});
    check("CosineAnnealingWarmRestarts", &arguments, &[(0, 1.0), (2, 1.5), (4, 1.0), (6, 1.5), (8, 1.0)]);
}

#[test]
fn what_is_no_function_of_the_step_is_refused() {
    let cannot = |class: &str, reason: &str| format!("`{class}` cannot be restored: {reason}");
    for class in ["LambdaLR", "MultiplicativeLR"] {
        check_error(
            class,
            &json!({"lr_lambda": null}),
            &cannot(class, "its rate is computed by code, which is in no file"),
        );
    }
    check_error(
        "ReduceLROnPlateau",
        &json!({}),
        "`ReduceLROnPlateau` follows a metric, not the step, so it is no schedule; what does the same is `ReduceOnPlateau`",
    );
    check_error(
        "CyclicLR",
        &json!({"base_lr": 0, "max_lr": 1, "scale_fn": "<function>"}),
        &cannot("CyclicLR", "its heights come from a `scale_fn` of its own, which is code"),
    );
    check_error(
        "OneCycleLR",
        &json!({"max_lr": 1, "total_steps": 10, "pct_start": 0.1}),
        &cannot(
            "OneCycleLR",
            "PyTorch divides by zero where the rise has no steps: `pct_start` times `total_steps` is 1",
        ),
    );
}

#[test]
fn chains_that_are_no_products_are_refused() {
    let restarts = part("CosineAnnealingWarmRestarts", &json!({"T_0": 5}));
    let exponential = part("ExponentialLR", &json!({"gamma": 0.5}));
    check_error(
        "ChainedScheduler",
        &json!({"schedulers": [restarts, exponential]}),
        "`ChainedScheduler` cannot be restored: its CosineAnnealingWarmRestarts sets the rate anew at every step, so \
         that those after it have an effect within that step only",
    );
    let sequential =
        part("SequentialLR", &json!({"schedulers": [exponential, exponential], "milestones": [5]}));
    check_error(
        "ChainedScheduler",
        &json!({"schedulers": [exponential, sequential]}),
        "schedulers[1].kwargs: `SequentialLR` cannot be restored: in a ChainedScheduler, it sets the rate anew at each \
         milestone",
    );
    check_error(
        "ChainedScheduler",
        &json!({"schedulers": [exponential, part("SWALR", &json!({"swa_lr": 0.1}))]}),
        "schedulers[1].kwargs: `SWALR` cannot be restored: in a ChainedScheduler, it leads the rate to `swa_lr` itself, \
         which is no factor",
    );
    // What torch 2.15 does: the milestone of a first one comes a step early; one behind raises
    // `NotImplementedError`.
    check_error(
        "SequentialLR",
        &json!({"schedulers": [sequential, exponential], "milestones": [8]}),
        "schedulers[0].kwargs: `SequentialLR` cannot be restored: as the first of a `SequentialLR` PyTorch runs a \
         composite one step ahead, in each release otherwise",
    );
    let chain = part("ChainedScheduler", &json!({"schedulers": [exponential, exponential]}));
    check_error(
        "SequentialLR",
        &json!({"schedulers": [exponential, chain], "milestones": [8]}),
        "schedulers[1].kwargs: `ChainedScheduler` cannot be restored: within a `SequentialLR` PyTorch raises an error at \
         the milestone where a composite begins",
    );
    let linear = part("LinearLR", &json!({"total_iters": 0}));
    check_error(
        "SequentialLR",
        &json!({"schedulers": [exponential, linear], "milestones": [5]}),
        "schedulers[1].kwargs: `LinearLR` cannot be restored: with `total_iters` 0, PyTorch divides by zero where \
         `SequentialLR` enters it",
    );
}

#[test]
fn notes_tell_what_was_decided() {
    check_notes(
        "ConstantLR",
        &json!({"factor": 0, "total_iters": 9}),
        &["with a factor of 0, PyTorch divides by zero at step 9; here the base rate begins there"],
    );
    check_notes(
        "MultiStepLR",
        &json!({"milestones": [-5, -5, 5]}),
        &["milestones below 0 were left out, 1 of them; PyTorch never reaches them either"],
    );
    check_notes(
        "CyclicLR",
        &json!({"base_lr": 0, "max_lr": 1}),
        &["`CyclicLR` changes the momentum as well, which was not read"],
    );
    check_notes(
        "CyclicLR",
        &json!({"base_lr": 0, "max_lr": 1, "step_size_up": 3, "mode": "triangular2", "cycle_momentum": false}),
        &[
            "from step 6144 on PyTorch raises an error, since \"triangular2\" divides by 2 to the number of the cycle, which no \
           double holds then",
        ],
    );
    check_notes("CyclicLR", &json!({"base_lr": 0, "max_lr": 1, "cycle_momentum": false}), &[]);
    let cosine = part("CosineAnnealingLR", &json!({"T_max": 5}));
    check_notes(
        "ChainedScheduler",
        &json!({"schedulers": [cosine, cosine]}),
        &[
            "the chain is a product up to step 5, where its cosine reaches 0; from there on the rate is 0 here, while \
           PyTorch's rises again by an amount that is no product",
        ],
    );
    check_notes(
        "SequentialLR",
        &json!({"schedulers": [cosine, cosine], "milestones": [0]}),
        &["the scheduler before milestone 0 is never used, but PyTorch before 2.13 begins with it"],
    );
}

#[test]
fn a_cosine_that_misses_its_end_is_a_factor_for_ever() {
    let cosine = part("CosineAnnealingLR", &json!({"T_max": 2.5}));
    let exponential = part("ExponentialLR", &json!({"gamma": 0.5}));
    let built = schedule("ChainedScheduler", 1.0, &json!({"schedulers": [cosine, exponential]})).unwrap();
    assert_eq!(built.notes, []);
    assert_eq!(built.schedule.learning_rate(5), 0.5_f64.powi(5));
}

#[test]
fn a_milestone_may_lie_beyond_every_step() {
    let exponential = part("ExponentialLR", &json!({"gamma": 0.5}));
    let schedulers = [exponential.clone(), exponential.clone(), exponential];
    check(
        "SequentialLR",
        &json!({"schedulers": schedulers, "milestones": [5, u64::MAX]}),
        &[(4, 0.0625), (6, 0.5)],
    );
}
