//! Keys of parts that are read on their own are accounted for, as those of a whole file are.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::common::pickle::Pickle;
use crate::common::{data, error, imported};
use glidepath_interop::import_path;

fn engine() -> Value {
    json!({
        "optimizer": {"type": "AdamW", "params": {"lr": 0.5}},
        "scheduler": {"type": "WarmupLR", "params": {"warmup_max_lr": 0.5, "warmup_num_steps": 10}},
        "curriculum_learning": {"enabled": true, "schedule_type": "fixed_linear"},
    })
}

fn with(mut config: Value, place: &str, key: &str) -> Value {
    config.pointer_mut(place).unwrap()[key] = json!(0.1);
    config
}

#[test]
fn of_the_configuration_in_a_checkpoint() {
    let read = |config: Value| {
        let states = json!({"ds_config": config, "lr_scheduler": {"last_batch_iteration": 9}, "args": {"min_lr": 0.1}});
        Pickle::state(&states).archive(&[])
    };
    assert_eq!(imported(read(engine())).step, Some(10));
    let problem = error(read(with(engine(), "", "lr_decay")));
    assert!(problem.contains("ds_config.lr_decay: `lr_decay` belongs to a schedule"), "{problem}");
    let problem = error(read(with(engine(), "/scheduler", "min_lr")));
    assert!(problem.contains("ds_config.scheduler.min_lr"), "{problem}");
}

#[test]
fn of_the_configuration_in_training_arguments() {
    let read = |config: Value| {
        let arguments = json!({"learning_rate": 0.5, "lr_scheduler_type": "cosine", "max_steps": 100, "deepspeed": config});
        arguments.to_string()
    };
    imported(read(engine()));
    let problem = error(read(with(engine(), "/optimizer/params", "warmup_iters")));
    assert!(problem.contains("deepspeed.optimizer.params.warmup_iters"), "{problem}");
}

#[test]
fn batches_of_several_sizes_scale_the_rate() {
    let with = |batching: Value| {
        let mut config = engine();
        config["data_efficiency"] = json!({"enabled": true, "data_sampling": {"dynamic_batching": batching}});
        config.to_string()
    };
    let want = "data_efficiency.data_sampling.dynamic_batching.lr_scaling_method: must be `none`: DeepSpeed scales the rate by \
                the size of each batch";
    assert_eq!(error(with(json!({"enabled": true}))), want);
    assert_eq!(error(with(json!({"enabled": true, "lr_scaling_method": "sqrt"}))), want);
    imported(with(json!({"enabled": true, "lr_scaling_method": "none"})));
    imported(with(json!({"enabled": false, "lr_scaling_method": "linear"})));
}

#[test]
fn callbacks_that_change_the_rate_are_refused() {
    let with = |callbacks: Value| {
        let optimizer = json!({"class_name": "SGD", "config": {"learning_rate": 0.5}});
        json!({"optimizer": optimizer, "callbacks": callbacks}).to_string()
    };
    for callbacks in [
        json!([{"class_name": "ReduceLROnPlateau", "config": {"patience": 3}}]),
        json!([{"_target_": "my.callbacks.LearningRateScheduler"}]),
        json!(["EarlyStopping", "ReduceLROnPlateau"]),
    ] {
        assert!(
            error(with(callbacks.clone())).contains("changes the rate and is not read here"),
            "{callbacks}"
        );
    }
    imported(with(json!([{"class_name": "EarlyStopping"}, {"class_path": "LearningRateMonitor"}])));
    imported(with(json!(["EarlyStopping", "LearningRateMonitor"])));
}

#[test]
fn a_class_of_ones_own_is_not_that_of_keras() {
    let of = |module: &str| {
        json!({"module": module, "class_name": "CosineDecay", "registered_name": "CosineDecay",
               "config": {"initial_learning_rate": 0.5, "decay_steps": 10}})
    };
    imported(of("keras.optimizers.schedules").to_string());
    imported(of("tf_keras.src.optimizers.schedules").to_string());
    let want =
        "module: must be one of Keras, or `CosineDecay` is not the class of Keras, got \"my.schedules\"";
    assert_eq!(error(of("my.schedules").to_string()), want);
    let optimizer = json!({"class_name": "Adam", "config": {"learning_rate": of("my.schedules")}});
    assert_eq!(error(optimizer.to_string()), format!("config.learning_rate.{want}"));
    let warm_up = json!({"module": "transformers.optimization_tf", "class_name": "WarmUp", "config":
        {"initial_learning_rate": 0.5, "warmup_steps": 3, "decay_schedule_fn": of("my.schedules")}});
    assert_eq!(error(warm_up.to_string()), format!("config.decay_schedule_fn.{want}"));
}

#[test]
fn beside_the_type_of_any_class() {
    let config = json!({
        "train_micro_batch_size_per_gpu": 1,
        "optimizer": {"type": "AdamW", "params": {"lr": 0.5}},
        "scheduler": {"type": "StepLR", "params": {"step_size": 10}},
    });
    imported(config.to_string());
    assert!(error(with(config, "/scheduler", "warmup").to_string()).contains("scheduler.warmup"));
}

fn checkpoint(test: &str, change: impl FnOnce(&mut Value)) -> PathBuf {
    let from = data("transformers").join("checkpoint-15");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("accounted").join(test);
    fs::create_dir_all(&folder).unwrap();
    fs::copy(from.join("trainer_state.json"), folder.join("trainer_state.json")).unwrap();
    let copy = fs::read_to_string(from.join("training_args_as_json.json")).unwrap();
    let mut arguments = serde_json::from_str(&copy).unwrap();
    change(&mut arguments);
    fs::write(folder.join("training_args.json"), arguments.to_string()).unwrap();
    folder
}

#[test]
fn of_training_arguments_in_a_folder() {
    import_path(checkpoint("as_it_is", |_| {})).unwrap();
    let problem =
        import_path(checkpoint("min_lr", |arguments| arguments["min_lr"] = json!(1e-5))).unwrap_err();
    let problem = problem.to_string();
    assert!(problem.contains("`min_lr` may be another rate"), "{problem}");
}

#[test]
fn of_training_arguments_as_an_object() {
    let read = |name: &str, value: Value| {
        let mut fields = json!({"learning_rate": 0.5, "lr_scheduler_type": "linear", "max_steps": 100,
            "num_train_epochs": 1.0, "warmup_steps": 0, "warmup_ratio": 0.0});
        fields[name] = value;
        let class = b"ctransformers.training_args\nTrainingArguments\n)\x81";
        Pickle::new().raw(class).value(&fields).raw(b"b").archive(&[])
    };
    // What TRL's `PPOConfig` discounts by.
    imported(read("gamma", json!(0.95)));
    assert!(error(read("min_lr_ratio", json!(0.1))).contains("min_lr_ratio"));
}

#[test]
fn beside_and_in_the_state_of_a_class() {
    let state = json!({"step_size": 10, "gamma": 0.1, "base_lrs": [0.5], "last_epoch": 3, "_last_lr": [0.5]});
    let form = json!({"class": "StepLR", "base_lr": 0.5, "kwargs": {"step_size": 10}, "state_dict": state,
        "optimizer": {"name": "SGD"}});
    assert_eq!(imported(form.to_string()).step, Some(3));
    assert!(error(with(form.clone(), "/optimizer", "lr_decay").to_string()).contains("optimizer.lr_decay"));
    assert!(error(with(form, "/state_dict", "warmup_steps").to_string()).contains("warmup_steps"));
}

#[test]
fn parameters_of_an_optimizer_do_not_make_a_run_one_of_keras() {
    let arguments = |key: &str| {
        let mut arguments = json!({"learning_rate": 0.5, "lr_scheduler_type": "linear", "max_steps": 100});
        arguments[key] = json!(true);
        arguments.to_string()
    };
    for key in ["amsgrad", "beta_1", "ema_momentum"] {
        assert_eq!(imported(arguments(key)).source.name(), "transformers");
    }
}
