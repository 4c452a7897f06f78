//! Schedulers of PyTorch as `{"class": …, "base_lr": …, "kwargs": {…}}`.

use serde_json::{Value, json};

use crate::common::{error, imported, notes};

/// A scheduler after one step.
fn step_lr() -> Value {
    json!({"class": "StepLR", "base_lr": 0.5, "kwargs": {"step_size": 1, "gamma": 0.5},
        "state_dict": {"step_size": 1, "gamma": 0.5, "base_lrs": [0.5], "last_epoch": 1, "_last_lr": [0.25]}})
}

fn with(key: &str, value: impl Into<Value>) -> String {
    let mut form = step_lr();
    form[key] = value.into();
    form.to_string()
}

#[test]
fn the_state_tells_the_step() {
    let read = imported(step_lr().to_string());
    assert_eq!(read.step, Some(1));
    assert_eq!(read.scheduler().learning_rate(), 0.25);
    assert_eq!(read.notes, []);
    assert_eq!(imported(with("state_dict", Value::Null)).step, None);
}

#[test]
fn the_state_is_held_against_the_arguments() {
    let mut form = step_lr();
    form["state_dict"]["_last_lr"] = json!([0.125]);
    assert_eq!(
        notes(form.to_string()),
        [
            "in parameter group 0 the last rate was 0.125, but the schedule gives 0.25 at that step; somebody else may have \
          changed the rate"
        ]
    );
    let of_another = json!({"gamma": 0.5, "base_lrs": [0.5], "last_epoch": 1, "_last_lr": [0.25]});
    assert_eq!(
        error(with("state_dict", of_another)),
        "state_dict: must be of `StepLR`, got the state of `ExponentialLR`"
    );
}

#[test]
fn what_stands_beside_it_is_known_or_refused() {
    for key in ["optimizer", "python", "state_dict_at", "state_dict_mid", "state_dict_mid_at"] {
        assert_eq!(imported(with(key, "SGD")).step, Some(1));
    }
    let refused = error(with("kwarg", json!({})));
    assert_eq!(refused, "kwarg: unknown field `kwarg`; did you mean `kwargs`?");
    assert_eq!(error(r#"{"class": "StepLR", "kwargs": {"step_size": 1}}"#), "missing field `base_lr`");
}

#[test]
fn a_name_that_is_mistyped_leads_to_the_class() {
    for (name, near) in [
        ("StpeLR", "StepLR"),
        ("CosineLRSheduler", "CosineLRScheduler"),
        ("torch.optim.lr_scheduler.OneCyleLR", "OneCycleLR"),
        ("one_cycle_lr", "OneCycleLR"),
    ] {
        assert_eq!(
            error(with("class", name)),
            format!("class: unknown class `{name}`; did you mean `{near}`?")
        );
    }
    let none = "no scheduler of PyTorch or timm has a name like it";
    assert_eq!(error(with("class", "Noam")), format!("class: unknown class `Noam`; {none}"));
    let (long, shown) = ("a".repeat(50_000), "a".repeat(200));
    assert_eq!(error(with("class", long)), format!("class: unknown class `{shown}…`; {none}"));
}

#[test]
fn code_is_refused_by_the_name_in_the_file() {
    assert_eq!(
        error(with("class", "MultiplicativeLR")),
        "kwargs: `MultiplicativeLR` cannot be restored: its rate is computed by code, which is in no file"
    );
}

#[test]
fn other_objects_may_have_a_class() {
    let state = json!({"gamma": 0.5, "base_lrs": [0.5], "last_epoch": 1, "_last_lr": [0.25]});
    let model = json!({"class": "ResNet", "kwargs": {"depth": 50}, "scheduler": state});
    assert_eq!(imported(model.to_string()).path, "scheduler");
}
