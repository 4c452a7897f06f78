//! Schedulers of timm and their states: forms, notes, and the whole text of every error.

use std::fs;

use glidepath_core::LearningRateSchedule;
use glidepath_interop::{import_bytes, timm};
use serde_json::{Value, json};

use crate::common::{data, error, imported, names, notes, rates};

const EPOCHS: &str = "a step is an epoch here, as `t_in_epochs` is true; `Stretched` makes updates of them";
const EARLY: &str = "each milestone takes effect one step early, as in timm";

/// A scheduler that counts updates.
fn scheduler(class: &str, kwargs: &Value) -> String {
    let mut kwargs = kwargs.clone();
    kwargs["t_in_epochs"] = json!(false);
    json!({"class": class, "base_lr": 0.5, "kwargs": kwargs}).to_string()
}

#[track_caller]
fn check_error(class: &str, kwargs: &Value, want: &str) {
    assert_eq!(error(scheduler(class, kwargs)), want);
}

#[test]
fn a_state_is_found_in_a_checkpoint_of_pytorch() {
    let restored = imported(fs::read(data("timm").join("checkpoint.pt")).unwrap());
    assert_eq!((restored.source.name(), restored.path.as_str()), ("torch", "lr_scheduler"));
    assert_eq!(restored.step, None);
    let kwargs = json!({"t_initial": 50, "lr_min": 1e-5, "warmup_t": 5, "warmup_lr_init": 1e-4});
    assert_eq!(
        restored.learning_rate,
        timm::schedule("CosineLRScheduler", 0.1, &kwargs).unwrap().schedule.into()
    );
}

#[test]
fn every_saved_state_is_the_scheduler_of_its_arguments() {
    for name in names(&data("timm")).into_iter().filter(|name| name.ends_with(".json")) {
        let state = fs::read(data("timm").join(&name)).unwrap();
        let class = name.strip_suffix(".state_dict.json").unwrap();
        let (kwargs, want_notes) = match class {
            "CosineLRScheduler" => (
                json!({"t_initial": 100, "warmup_t": 5, "warmup_lr_init": 1e-5}),
                vec![
                    EPOCHS,
                    "without `warmup_prefix` the warmup goes to 0.1, but the rate at step 5 is 0.0993844170297569, as \
                     in timm",
                ],
            ),
            "PolyLRScheduler" | "TanhLRScheduler" => (json!({"t_initial": 100}), vec![EPOCHS]),
            "StepLRScheduler" => (json!({"decay_t": 30, "decay_rate": 0.1}), vec![EPOCHS]),
            "MultiStepLRScheduler" => (json!({"decay_t": [30, 60], "decay_rate": 0.1}), vec![EPOCHS, EARLY]),
            "WSDLRScheduler" => (json!({"t_initial": 100, "decay_t": 20}), vec![EPOCHS]),
            "PlateauLRScheduler" => {
                let want = "`PlateauLRScheduler` follows a metric, not the step, so it is no schedule; what does the \
                            same is `ReduceOnPlateau`";
                assert_eq!(error(&state), want);
                continue;
            }
            other => panic!("{other} is not expected"),
        };
        let restored = imported(&state);
        assert_eq!((restored.source.name(), restored.path.as_str()), ("timm-state", ""), "{class}");
        let built = timm::schedule(class, 0.1, &kwargs).unwrap();
        assert_eq!(restored.learning_rate, built.schedule.into(), "{class}");
        assert_eq!(restored.notes, built.notes, "{class}");
        assert_eq!(notes(&state), want_notes, "{class}");
    }
}

#[test]
fn a_scheduler_is_found_by_its_class() {
    let imported =
        imported(scheduler("WSDLRScheduler", &json!({"t_initial": 4, "decay_t": 2, "decay_fn": "linear"})));
    assert_eq!(imported.source.name(), "timm");
    assert_eq!(imported.source.to_string(), "JSON of a timm scheduler");
    assert_eq!((imported.path.as_str(), imported.optimizer, imported.step), ("", None, None));
    assert_eq!(imported.notes, []);
    assert_eq!([0, 2, 3, 4].map(|step| imported.learning_rate.learning_rate(step)), [0.5, 0.5, 0.25, 0.0]);
}

#[test]
fn every_parameter_group_has_a_schedule() {
    let state = |rates: Value| {
        json!({"base_values": rates, "param_group_field": "lr", "decay_t": 3, "decay_rate": 0.5, "t_in_epochs": false})
            .to_string()
    };
    let text = state(json!([0.5, 0.25, 0.5]));
    assert_eq!(notes(&text), [""; 0]);
    let imported = imported(&text);
    let groups: Vec<_> =
        imported.groups().map(|group| [2, 3].map(|step| group.learning_rate(step))).collect();
    assert_eq!(groups, [[0.5, 0.25], [0.25, 0.125], [0.5, 0.25]]);
    assert_eq!(error(state(json!([]))), "base_values: must have at least 1 element, got 0");
    assert_eq!(
        error(state(json!(vec![0.5; 1_000]))),
        "base_values: must have fewer elements, because the file has so many other values, got 1000"
    );
}

#[test]
fn edges() {
    // No cycle at all, and a power of 0, which falls at the end of the cycle.
    assert_eq!(
        rates(scheduler("CosineLRScheduler", &json!({"t_initial": 2, "cycle_limit": 0, "lr_min": 0.1}))),
        [0.1]
    );
    assert_eq!(rates(scheduler("PolyLRScheduler", &json!({"t_initial": 2, "power": 0}))), [0.5, 0.5, 0.0]);
    // A hyperbolic tangent does not reach the base rate, the warmup does with the prefix.
    let tanh =
        |prefix: bool| json!({"t_initial": 9, "warmup_t": 1, "warmup_lr_init": 0.1, "warmup_prefix": prefix});
    assert_eq!(rates(scheduler("TanhLRScheduler", &tanh(true))), [0.1, 0.499_999_584_235_986_17]);
    assert_eq!(notes(scheduler("TanhLRScheduler", &tanh(false))), [""; 0]);
    let cycles = json!({"t_initial": 9, "cycle_mul": 2, "cycle_limit": 2});
    assert_eq!(
        notes(scheduler("CosineLRScheduler", &cycles)),
        ["timm misses some restarts where `cycle_mul` is not 1; here none is missed"]
    );
    // Milestones up to 1 have taken effect at the beginning; equal ones count each.
    let milestones = json!({"decay_t": [-3, 1, 3, 3], "decay_rate": 0.5});
    assert_eq!(rates(scheduler("MultiStepLRScheduler", &milestones)), [0.125, 0.125, 0.031_25]);
    assert_eq!(rates(scheduler("MultiStepLRScheduler", &json!({"decay_t": []}))), [0.5]);
    // The floor of a plateau may be above it.
    let floor = json!({"t_initial": 4, "decay_t": 2, "lr_min": 0.75, "warmup_t": 1});
    assert_eq!(rates(scheduler("WSDLRScheduler", &floor)), [0.0, 0.75]);
    // DIFFERENCE: 11 is five times 2.2 as it is written, but not five times the double next to it.
    let stairs = rates::<12>(scheduler("StepLRScheduler", &json!({"decay_t": 2.2, "decay_rate": 0.5})));
    assert_eq!(stairs[10..], [0.031_25, 0.015_625]);
}

#[test]
fn schedulers_that_are_wrong() {
    let known = "`CosineLRScheduler`, `PolyLRScheduler`, `TanhLRScheduler`, `StepLRScheduler`, `MultiStepLRScheduler`, \
                 `WSDLRScheduler`";
    check_error(
        "SineLRScheduler",
        &json!({}),
        &format!("class: must be one of {known}, got \"SineLRScheduler\"; did you mean `StepLRScheduler`?"),
    );
    check_error(
        "PlateauLRScheduler",
        &json!({}),
        "class: `PlateauLRScheduler` follows a metric, not the step, so it is no schedule; what does the same is \
         `ReduceOnPlateau`",
    );
    let class = "StepLRScheduler";
    let text = |value: Value| import_bytes(value.to_string().as_bytes()).unwrap_err().to_string();
    assert_eq!(text(json!({"class": class, "kwargs": {}})), "missing field `base_lr`");
    assert_eq!(text(json!({"class": class, "base_lr": 1})), "missing field `kwargs`");
    assert_eq!(
        text(json!({"class": class, "base_lr": -1, "kwargs": {}})),
        "base_lr: must be a finite number, at least 0, got the number -1"
    );
    assert_eq!(
        text(json!({"class": class, "base_lr": 1, "kwargs": {}, "lr": 1})),
        "lr: unknown field `lr`, expected one of `class`, `base_lr`, `kwargs`"
    );
    let nan = r#"{"class": "StepLRScheduler", "base_lr": 1, "kwargs": {"decay_t": NaN}}"#;
    assert_eq!(error(nan), "kwargs.decay_t: must be a finite number, got NaN");
    assert_eq!(
        timm::schedule(class, f64::NAN, &json!({})).unwrap_err().to_string(),
        "base_lr: must be a finite number, at least 0, got NaN"
    );
}

#[test]
fn arguments_that_are_wrong() {
    check_error("CosineLRScheduler", &json!({}), "kwargs: missing field `t_initial`");
    check_error(
        "CosineLRScheduler",
        &json!({"t_initial": 0}),
        "kwargs.t_initial: must be greater than 0, got 0.0",
    );
    check_error(
        "CosineLRScheduler",
        &json!({"t_initial": 5, "cycle_mul": 0.5}),
        "kwargs.cycle_mul: must be at least 1, got 0.5",
    );
    check_error(
        "CosineLRScheduler",
        &json!({"t_initial": 5, "warmup_t": -1}),
        "kwargs.warmup_t: must be a whole number from 0, got the number -1",
    );
    check_error(
        "StepLRScheduler",
        &json!({"decay_t": 5, "power": 2}),
        "kwargs.power: unknown field `power`, expected one of `noise_pct`, `noise_type`, `noise_std`, `noise_seed`, \
         `initialize`, `noise_range_t`, `t_in_epochs`, `warmup_t`, `warmup_lr_init`, `warmup_prefix`, `decay_t`, \
         `decay_rate`",
    );
    check_error(
        "StepLRScheduler",
        &json!({"decay_t": 5, "noise_range_t": 3}),
        "kwargs.noise_range_t: must be null: the noise is drawn by PyTorch, so the rate is not a function of the step \
         alone",
    );
    check_error(
        "MultiStepLRScheduler",
        &json!({"decay_t": [3, 9, 5]}),
        "kwargs.decay_t[2]: must not be before 9, got 5",
    );
    check_error(
        "TanhLRScheduler",
        &json!({"t_initial": 5, "lb": 3, "ub": 3}),
        "kwargs.lb: must be less than `ub`, 3.0, got 3.0",
    );
    check_error(
        "TanhLRScheduler",
        &json!({"t_initial": 5, "ub": 400}),
        "kwargs.ub: must be from -300 to 300, got 400.0",
    );
    let stable = |more: Value, want: &str| {
        let mut kwargs = json!({"t_initial": 5, "decay_t": 2});
        kwargs.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        check_error("WSDLRScheduler", &kwargs, want);
    };
    stable(json!({"decay_t": 6}), "kwargs.decay_t: must be from 1 to `t_initial`, 5, got 6");
    stable(
        json!({"stable_fn": "rsqrt"}),
        "kwargs.stable_timescale: must be greater than 0 (without it, it is `warmup_t`), got 0.0",
    );
    stable(
        json!({"stable_fn": "exp"}),
        "kwargs.stable_fn: must be `constant`, `rsqrt` or `power`, got \"exp\"",
    );
    stable(
        json!({"decay_fn": "sqrt"}),
        "kwargs.decay_fn: must be `linear`, `1-sqrt`, `cosine`, `power` or `exp`, got \"sqrt\"",
    );
    stable(json!({"decay_ratio": 1}), "kwargs.decay_ratio: must be between 0 and 1, got 1.0");
    stable(json!({"decay_power": 0}), "kwargs.decay_power: must be greater than 0, got 0.0");
}
