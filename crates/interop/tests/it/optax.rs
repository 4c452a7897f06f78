//! Calls of optax's and flax's functions: what is read, what is said of it, and what is refused.

use glidepath_core::LearningRateSchedule;
use glidepath_interop::{flax, optax};
use glidepath_serde::serialize;
use serde_json::{Value, json};

use crate::common::{error, imported};

fn call(function: &str, kwargs: &Value) -> String {
    json!({"function": function, "kwargs": kwargs}).to_string()
}

#[track_caller]
fn check_notes(function: &str, kwargs: &Value, want: &[&str]) {
    let notes: Vec<_> = imported(call(function, kwargs)).notes.iter().map(ToString::to_string).collect();
    assert_eq!(notes, want);
}

#[track_caller]
fn check_error(function: &str, kwargs: &Value, want: &str) {
    assert_eq!(error(call(function, kwargs)), want);
}

#[test]
fn a_call_is_a_file() {
    let kwargs = json!({"init_value": 0.5, "end_value": 0.0, "transition_steps": 100});
    let line = imported(call("linear_schedule", &kwargs));
    assert_eq!(line.source.name(), "optax");
    assert_eq!(line.source.to_string(), "JSON of an optax schedule");
    assert_eq!((line.path.as_str(), line.optimizer), ("", None));
    assert_eq!(line.learning_rate.learning_rate(50), 0.25);

    for name in ["optax.linear_schedule", "optax.schedules.linear_schedule"] {
        assert_eq!(imported(call(name, &kwargs)).learning_rate, line.learning_rate);
    }

    let kwargs = json!({"base_learning_rate": 0.5, "steps_per_epoch": 10, "halfcos_epochs": 10});
    let cosine = imported(call("create_cosine_learning_rate_schedule", &kwargs));
    assert_eq!(cosine.source.name(), "flax");
    assert_eq!(cosine.source.to_string(), "JSON of a flax schedule");
    assert_eq!(cosine.learning_rate.learning_rate(50), 0.25);
}

#[test]
fn what_python_leaves_out_has_its_defaults() -> Result<(), Box<dyn std::error::Error>> {
    let check = |function: &str, kwargs: &Value, want: &Value| {
        let built = optax::schedule(function, kwargs).unwrap();
        assert_eq!(serialize(&*built.schedule).unwrap(), *want, "{function}");
    };
    check(
        "cosine_decay_schedule",
        &json!({"init_value": 0.5, "decay_steps": 100}),
        &json!({"class_name": "CosineDecay", "config": {"initial_learning_rate": 0.5, "decay_steps": 100,
            "alpha": 0.0, "name": null, "warmup_target": null, "warmup_steps": 0}}),
    );
    check(
        "cosine_onecycle_schedule",
        &json!({"transition_steps": 100, "peak_value": 0.5}),
        &json!({"class_name": "Interpolated", "config": {"steps": [0, 30, 100],
            "learning_rates": [0.02, 0.5, 0.000_002], "interpolation": "cosine", "name": null}}),
    );
    check(
        "piecewise_constant_schedule",
        &json!({"init_value": 0.5, "boundaries_and_scales": null}),
        &json!({"class_name": "Constant", "config": {"learning_rate": 0.5, "name": null}}),
    );
    let kwargs = json!({"base_learning_rate": 0.5, "steps_per_epoch": 10});
    let constant = flax::schedule("create_constant_learning_rate_schedule", &kwargs)?.schedule;
    assert_eq!((constant.class_name(), constant.learning_rate(0)), ("Constant", 0.5));
    Ok(())
}

#[test]
fn keyword_arguments_stand_in_any_order_and_boundaries_as_text() {
    let kwargs = json!({"boundaries_and_scales": {"200": 0.5, "9": 0.5, "0": 2.0}, "init_value": 1.0});
    let steps = imported(call("piecewise_constant_schedule", &kwargs)).learning_rate;
    assert_eq!([0, 8, 9, 199, 200].map(|step| steps.learning_rate(step)), [2.0, 2.0, 1.0, 1.0, 0.5]);
}

#[test]
fn what_is_taken_for_something_else_is_told() {
    check_notes(
        "exponential_decay",
        &json!({"init_value": 0.5, "transition_steps": 0, "decay_rate": 0.0, "transition_begin": -5}),
        &[
            "kwargs.transition_steps: 0 steps mean that the rate stays as it is for ever, here as in optax, which only \
             logs it",
            "kwargs.transition_begin: -5 is taken for 0, here as in optax, which only logs it",
            "kwargs.decay_rate: a decay rate of 0 means that the rate stays as it is for ever, here as in optax, which \
             only logs it",
        ],
    );
    let part = json!({"function": "constant_schedule", "kwargs": {"value": 0.5}});
    check_notes(
        "join_schedules",
        &json!({"schedules": [part, part, part], "boundaries": [10, 10]}),
        &["kwargs.schedules[1]: never runs, as the next one begins at the same step"],
    );
    check_notes(
        "create_cosine_learning_rate_schedule",
        &json!({"base_learning_rate": 0.5, "steps_per_epoch": 10, "halfcos_epochs": 0.25}),
        &[
            "kwargs.halfcos_epochs: the cosine does not stay at 0, but rises again from step 2.5 on, here as in flax",
        ],
    );
}

#[test]
fn where_optax_is_not_as_documented_the_documentation_counts() {
    let kwargs = json!({"init_value": 0.5, "end_value": 0.25, "power": 0, "transition_steps": 10,
        "transition_begin": 5});
    check_notes(
        "polynomial_schedule",
        &kwargs,
        &["kwargs.power: with power 0 optax stays at `init_value`; here `end_value` follows, as documented"],
    );
    let jump = imported(call("polynomial_schedule", &kwargs)).learning_rate;
    assert_eq!([0, 14, 15].map(|step| jump.learning_rate(step)), [0.5, 0.5, 0.25]);

    let kwargs = json!({"init_value": 0.0, "peak_value": 0.0, "warmup_steps": 10, "decay_steps": 20, "end_value": 0.5});
    check_notes(
        "warmup_cosine_decay_schedule",
        &kwargs,
        &[
            "kwargs.end_value: beside a `peak_value` of 0 optax stays at 0; here the rate rises to `end_value`, as \
           documented",
        ],
    );
    let rise = imported(call("warmup_cosine_decay_schedule", &kwargs)).learning_rate;
    assert_eq!([0, 10, 15, 20].map(|step| rise.learning_rate(step)), [0.0, 0.0, 0.25, 0.5]);

    let kwargs = json!({"base_learning_rate": 0.5, "steps_per_epoch": 10, "lr_sched_steps": [[3, 0.5]]});
    check_notes(
        "create_stepped_learning_rate_schedule",
        &kwargs,
        &[
            "kwargs.lr_sched_steps: flax changes the rate one step after these epochs; here it changes at them, as \
           documented",
        ],
    );
    let steps = imported(call("create_stepped_learning_rate_schedule", &kwargs)).learning_rate;
    assert_eq!([29, 30].map(|step| steps.learning_rate(step)), [0.5, 0.25]);
}

#[test]
fn an_end_below_the_warmup_is_reached_at_once() {
    let kwargs = json!({"init_value": 0.0, "peak_value": 0.5, "warmup_steps": 10, "transition_steps": 10,
        "decay_rate": 2.0, "end_value": 0.25});
    let schedule = imported(call("warmup_exponential_decay_schedule", &kwargs)).learning_rate;
    assert_eq!([0, 5, 10, 20].map(|step| schedule.learning_rate(step)), [0.0, 0.25, 0.25, 0.25]);
}

#[test]
fn what_is_wrong_is_named() {
    let line = json!({"init_value": 0.5, "end_value": -0.5, "transition_steps": 10});
    check_error(
        "linear_schedule",
        &line,
        "kwargs.end_value: must be a finite number, at least 0, got the number -0.5",
    );
    let cosine = json!({"init_value": 0.5, "decay_steps": 0});
    check_error("cosine_decay_schedule", &cosine, "kwargs.decay_steps: must be greater than 0, got 0");
    let cosine = json!({"init_value": 0.5, "decay_steps": 10, "exponent": 0});
    check_error("cosine_decay_schedule", &cosine, "kwargs.exponent: must be greater than 0, got 0.0");
    check_error(
        "warmup_cosine_decay_schedule",
        &json!({"init_value": 0.0, "peak_value": 0.5, "warmup_steps": 10, "decay_steps": 10}),
        "kwargs.decay_steps: must be greater than `warmup_steps`, 10, got 10",
    );
    check_error(
        "piecewise_interpolate_schedule",
        &json!({"interpolate_type": "cubic", "init_value": 0.5}),
        "kwargs.interpolate_type: must be \"linear\" or \"cosine\", got \"cubic\"",
    );
    let scales = |scales: Value| json!({"init_value": 0.5, "boundaries_and_scales": scales});
    for (wrong, want) in [
        (
            json!({"1.5": 0.5}),
            "kwargs.boundaries_and_scales: a boundary must be a whole number from 0, got \"1.5\"",
        ),
        (
            json!({"5": -1}),
            "kwargs.boundaries_and_scales.5: must be a finite number, at least 0, got the number -1",
        ),
        (json!({"5": 1, "05": 1}), "kwargs.boundaries_and_scales: the boundary 5 stands twice"),
        (
            json!({"5": 1e300, "6": 1e300}),
            "kwargs.boundaries_and_scales: the product of the scales up to 6 is too great",
        ),
    ] {
        check_error("piecewise_constant_schedule", &scales(wrong), want);
    }
    check_error(
        "cosine_onecycle_schedule",
        &json!({"transition_steps": 100, "peak_value": 0.5, "pct_start": 1.5}),
        "kwargs.pct_start: must be between 0 and 1, got 1.5",
    );
    check_error(
        "sgdr_schedule",
        &json!({"cosine_kwargs": []}),
        "kwargs.cosine_kwargs: must have at least 1 element, got 0",
    );
    check_error(
        "create_stepped_learning_rate_schedule",
        &json!({"base_learning_rate": 0.5, "steps_per_epoch": 10, "lr_sched_steps": [[3, 0.5], [2, 0.1]]}),
        "kwargs.lr_sched_steps[1]: the epochs must not decrease, got 3.0 before 2.0",
    );
}

#[test]
fn parts_that_optax_would_leave_out_are_errors() {
    let part = json!({"function": "constant_schedule", "kwargs": {"value": 0.5}});
    check_error(
        "join_schedules",
        &json!({"schedules": [part, part], "boundaries": []}),
        "kwargs.boundaries: must have one element fewer than `schedules`, which has 2, got 0; optax would leave schedules \
         out",
    );
    check_error(
        "join_schedules",
        &json!({"schedules": [part, part, part], "boundaries": [8, 3]}),
        "kwargs.boundaries: must not decrease, got 8 before 3",
    );
    let wrong = json!({"function": "constant_schedule", "kwargs": {"value": null}});
    check_error(
        "join_schedules",
        &json!({"schedules": [part, wrong], "boundaries": [8]}),
        "kwargs.schedules[1].kwargs.value: must be a finite number, at least 0, got null",
    );
}

#[test]
fn only_known_functions_and_arguments_are_taken() {
    let text = error(call("step_schedule", &json!({})));
    assert!(
        text.starts_with("function: unknown function `step_schedule`, expected one of `constant_schedule`, "),
        "{text}"
    );
    check_error("constant_schedule", &json!({}), "kwargs: missing field `value`");
    check_error(
        "constant_schedule",
        &json!({"value": 0.5, "values": 1}),
        "kwargs.values: unknown field `values`; did you mean `value`?",
    );
    assert_eq!(error(r#"{"function": "constant_schedule"}"#), "missing field `kwargs`");
    assert_eq!(
        error(r#"{"function": "constant_schedule", "kwargs": {"value": NaN}}"#),
        "kwargs.value: must be a finite number, got NaN"
    );
    let text = optax::schedule("create_constant_learning_rate_schedule", &json!({})).unwrap_err().to_string();
    let want = "unknown function `create_constant_learning_rate_schedule`, expected one of ";
    assert!(text.starts_with(want), "{text}");
}

#[test]
fn calls_are_nested_as_deep_as_schedules_are() {
    let nested = |levels: usize| {
        let constant = json!({"function": "constant_schedule", "kwargs": {"value": 0.5}});
        (0..levels).fold(constant.clone(), |inner, _| {
            json!({"function": "join_schedules", "kwargs": {"schedules": [inner, constant], "boundaries": [5]}})
        })
    };
    assert_eq!(imported(nested(14).to_string()).learning_rate.learning_rate(3), 0.5);
    assert_eq!(error(nested(20).to_string()), "schedules must not be nested deeper than 16");
}
