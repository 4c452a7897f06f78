//! mmengine: what a checkpoint tells, and what is refused.

use glidepath_core::LearningRateSchedule;
use glidepath_interop::{Imported, import_bytes};
use serde_json::{Value, json};

use crate::common::data;

fn error(value: &Value) -> String {
    import_bytes(value.to_string().as_bytes()).unwrap_err().to_string()
}

fn config(scheduler: Value, more: Value) -> Value {
    let mut config = json!({
        "optim_wrapper": {"optimizer": {"type": "SGD", "lr": 0.5}},
        "train_cfg": {"type": "IterBasedTrainLoop", "max_iters": 100},
        "param_scheduler": scheduler,
    });
    for (key, value) in more.as_object().unwrap() {
        config[key] = value.clone();
    }
    config
}

fn imported(value: &Value) -> Imported {
    import_bytes(value.to_string().as_bytes()).unwrap()
}

#[test]
fn a_checkpoint_tells_its_place_and_the_length_of_an_epoch() {
    let text = std::fs::read(data("mmengine").join("checkpoint.json")).unwrap();
    let imported = import_bytes(&text).unwrap();
    assert_eq!((imported.step, imported.path.as_str()), (Some(100), "param_schedulers"));
    assert_eq!(imported.source.to_string(), "JSON of mmengine schedulers' states");
    let notes: Vec<_> = imported.notes.iter().map(ToString::to_string).collect();
    assert_eq!(notes, ["an epoch has 20 steps, as the checkpoint's 100 iterations in 5 epochs tell"]);
}

#[test]
fn each_group_of_a_checkpoint_has_its_rate() {
    let state = json!({
        "param_name": "lr", "begin": 0, "end": 1_000_000_000, "by_epoch": false, "base_values": [0.5, 0.25, 0.5],
        "last_step": 4, "_global_step": 4, "verbose": false, "_last_value": [0.25, 0.125, 0.25], "gamma": 0.5,
    });
    let momentum = json!({"param_name": "momentum", "base_values": [0.9], "_global_step": 4});
    let groups = json!({"param_groups": [{"lr": 0.25}, {"lr": 0.125}]});
    let imported = imported(&json!({"param_schedulers": [momentum, state], "optimizer": groups}));
    let rates: Vec<_> = imported.groups().map(|group| group.learning_rate(2)).collect();
    assert_eq!((rates, imported.step), (vec![0.125, 0.0625], Some(4)));
}

#[test]
fn a_run_without_schedulers_is_constant() {
    let imported = imported(&config(Value::Null, json!({"model": {"decay_steps": 5}})));
    assert_eq!(
        (imported.learning_rate.learning_rate(0), imported.learning_rate.learning_rate(99)),
        (0.5, 0.5)
    );
    assert_eq!((imported.path.as_str(), imported.total_steps), ("optim_wrapper", Some(100)));
}

#[test]
fn other_rates_of_parameters_are_noted() {
    let wrapper = json!({
        "optimizer": {"type": "SGD", "lr": 0.5},
        "paramwise_cfg": {"custom_keys": {"backbone": {"lr_mult": 0.1}}},
    });
    let imported = imported(&config(Value::Null, json!({"optim_wrapper": wrapper})));
    assert_eq!(
        imported.notes[0].to_string(),
        "`paramwise_cfg` gives some parameters other rates; these are the rates of the optimizer's `lr`"
    );
}

#[test]
fn what_is_wrong_is_named() {
    let line = || json!([{"type": "LinearLR", "by_epoch": false, "begin": 0, "end": 10}]);
    let of = |scheduler: Value| error(&config(scheduler, json!({})));
    assert_eq!(
        of(json!([{"type": "LinearLR", "by_epoch": false, "begin": 10, "end": 5}])),
        "param_scheduler[0].end: must be greater than `begin`, 10, got 5"
    );
    assert_eq!(
        of(json!([{"type": "StepLR", "step_size": 3}])),
        "param_scheduler[0].by_epoch: must be false: the run is one of iterations, which has no epochs"
    );
    assert_eq!(
        of(json!([{"type": "LinearLR", "by_epoch": false, "start_factor": 2.0}])),
        "param_scheduler[0].start_factor: must be between 0 and 1, got 2.0"
    );
    assert_eq!(
        of(json!([{"type": "ConstantLR", "by_epoch": false, "factor": 0.0}])),
        "param_scheduler[0].factor: must be greater than 0, got 0: mmengine divides by it"
    );
    assert_eq!(
        of(json!([{"type": "ExponentialLR", "by_epoch": false, "gamma": 0.5, "warmup": 3}])),
        "param_scheduler[0].warmup: unknown field `warmup`, expected one of `type`, `param_name`, `verbose`, \
         `_scope_`, `last_step`, `by_epoch`, `convert_to_iter_based`, `begin`, `end`, `gamma`"
    );
    assert_eq!(
        error(&config(line(), json!({"_base_": ["../schedule.py"]}))),
        "_base_: the rest of the configuration is in other files; write the whole one with `Config.dump`"
    );
    let hook = json!({"default_hooks": {"param_scheduler": {"type": "YOLOv5ParamSchedulerHook", "lr_factor": 0.01}}});
    assert_eq!(
        error(&config(Value::Null, hook)),
        "default_hooks.param_scheduler.type: `YOLOv5ParamSchedulerHook` moves the rate, which is code of a project"
    );
    let wrapper =
        json!({"optim_wrapper": {"accumulative_counts": 4, "optimizer": {"type": "SGD", "lr": 0.5}}});
    assert_eq!(
        error(&config(line(), wrapper)),
        "optim_wrapper.accumulative_counts: must be 1, got 4: the schedulers count iterations, and each update takes that many"
    );
    let both = error(&config(line(), json!({"lr_config": {"policy": "step"}})));
    assert!(
        both.starts_with("a file of mmcv 1 (MMDetection 2 and its like): `lr_config` is not read"),
        "{both}"
    );
}

#[test]
fn a_class_may_stand_with_its_module() {
    let scheduler = |class: &str| json!([{"type": class, "by_epoch": false, "gamma": 0.5}]);
    let hook = json!({"default_hooks": {"param_scheduler":
        {"type": "mmengine.hooks.param_scheduler_hook.ParamSchedulerHook"}}});
    for class in
        ["ExponentialLR", "mmengine.ExponentialLR", "mmengine.optim.scheduler.lr_scheduler.ExponentialLR"]
    {
        assert_eq!(
            imported(&config(scheduler(class), hook.clone())).learning_rate.learning_rate(1),
            0.25,
            "{class}"
        );
    }
    let momentum = "mmengine.optim.scheduler.momentum_scheduler.ExponentialMomentum";
    assert_eq!(imported(&config(scheduler(momentum), hook)).learning_rate.learning_rate(1), 0.5);
    assert!(error(&config(scheduler("mine.ExponentialLR"), json!({}))).contains("mine.ExponentialLR"));
}
