//! Configurations of DeepSpeed: forms, notes, and the whole text of every error.

use std::fs;

use glidepath_core::LearningRateSchedule;
use glidepath_interop::{Imported, deepspeed};
use serde_json::{Value, json};

use crate::common::{data, error, imported, names, notes, rates};

const LATE: &str = "the first two updates have the same rate: DeepSpeed's warmup is one step late";
const FIRST_ZERO: &str = "the first rate is 0 and the warmup begins with the second update, as in DeepSpeed";
const MOMENTUM: &str = "OneCycle changes the momentum as well; only the rate is read";
const GIVE_ARGUMENTS: &str =
    "give this configuration as `deepspeed` in the training arguments of transformers, which tell the value";
fn config(class: &str, parameters: &Value) -> Value {
    json!({
        "optimizer": {"type": "AdamW", "params": {"lr": 0.5}},
        "scheduler": {"type": class, "params": parameters},
    })
}

#[track_caller]
fn check_error(class: &str, parameters: &Value, want: &str) {
    assert_eq!(error(config(class, parameters).to_string()), want);
}

#[test]
fn every_example_is_read_or_refused() {
    for name in names(&data("deepspeed")) {
        let file = fs::read(data("deepspeed").join(&name)).unwrap();
        let (want, want_notes): (&[(u64, f64)], &[&str]) = match name.strip_suffix(".config.json").unwrap() {
            "LRRangeTest" => (&[(0, 0.0001), (100, 0.0002), (1_000, 0.0011)], &[]),
            "OneCycle" => {
                // Stairs of two steps, down from the other side, and the slow fall behind.
                let rates =
                    &[(0, 0.0001), (1, 0.0001), (1_000, 0.001), (1_001, 0.000_998_2), (2_000, 0.0001)];
                (rates, &[MOMENTUM])
            }
            "WarmupCosineLR" => (
                &[(0, 0.0), (1, 0.0), (10, 0.0005), (100, 0.001), (1_000, 1.000_000_000_000_000_1e-7)],
                &[FIRST_ZERO],
            ),
            "WarmupDecayLR" => (&[(0, 0.0), (1, 0.0), (51, 0.0005), (101, 0.001), (1_001, 0.0)], &[LATE]),
            "WarmupLR" => (&[(0, 0.0), (1, 0.0), (10, 0.0005), (100, 0.001), (1_000, 0.001)], &[LATE]),
            "auto" => {
                let open =
                    "`total_num_steps`, `warmup_max_lr`, `warmup_min_lr`, `warmup_num_steps` are \"auto\"";
                assert_eq!(error(&file), format!("scheduler.params: {open}; {GIVE_ARGUMENTS}"));
                continue;
            }
            other => panic!("{other} is not expected"),
        };
        let imported = imported(&file);
        assert_eq!((imported.source.name(), imported.path.as_str()), ("deepspeed", "scheduler"), "{name}");
        assert_eq!(imported.source.to_string(), "a DeepSpeed configuration");
        assert_eq!(imported.optimizer.as_deref(), Some("AdamW"), "{name}");
        for &(step, rate) in want {
            assert_eq!(imported.learning_rate.learning_rate(step), rate, "{name}, step {step}");
        }
        assert_eq!(notes(&file), want_notes, "{name}");
    }
}

#[test]
fn training_arguments_fill_in_what_is_auto() {
    let config: Value =
        serde_json::from_slice(&fs::read(data("deepspeed").join("auto.config.json")).unwrap()).unwrap();
    let mut arguments = json!({
        "learning_rate": 0.5, "lr_scheduler_type": "cosine", "warmup_steps": 0.1, "max_steps": 40
    });
    // As in the Trainer, DeepSpeed's scheduler takes the place of the arguments' own.
    arguments["deepspeed"] = config;
    let imported = imported(arguments.to_string());
    assert_eq!([1, 5, 23, 41].map(|step| imported.learning_rate.learning_rate(step)), [0.0, 0.5, 0.25, 0.0]);
    assert_eq!(imported.source.name(), "transformers");
    let filled_in =
        |name: &str, value: &str| format!("`{name}` is \"auto\": {value}, as the training arguments say");
    assert_eq!(
        notes(arguments.to_string()),
        [
            filled_in("total_num_steps", "40"),
            filled_in("warmup_max_lr", "0.5"),
            filled_in("warmup_min_lr", "0.0"),
            filled_in("warmup_num_steps", "4"),
            LATE.to_owned(),
        ]
    );
    arguments["max_steps"] = json!(-1);
    let no_length = "the length of the run is not known: `max_steps` is -1, and `num_train_epochs` (3 by default) needs the number of \
         steps per epoch; a folder with `trainer_state.json` has the length";
    assert_eq!(error(arguments.to_string()), no_length);
    arguments["deepspeed"]["scheduler"]["params"]["warmup_type"] = json!("auto");
    arguments["max_steps"] = json!(40);
    assert_eq!(
        error(arguments.to_string()),
        "deepspeed.scheduler.params.warmup_type: is \"auto\", which transformers does not fill in here"
    );
}

#[test]
fn the_rate_of_the_optimizer_may_be_auto() {
    let mut config = config("WarmupLR", &json!({"warmup_num_steps": 2}));
    assert_eq!(
        notes(config.to_string())[0],
        "`warmup_max_lr` is not given; it is the rate of the optimizer, 0.5, though older releases of DeepSpeed take \
         0.001"
    );
    config["optimizer"]["params"]["lr"] = json!("auto");
    assert_eq!(error(config.to_string()), format!("optimizer.params.lr: is \"auto\"; {GIVE_ARGUMENTS}"));
    let with_arguments = json!({"lr_scheduler_type": "linear", "learning_rate": 0.25, "deepspeed": config});
    assert_eq!(imported(with_arguments.to_string()).learning_rate.learning_rate(9), 0.25);
    config.as_object_mut().unwrap().remove("optimizer");
    assert_eq!(error(config.to_string()), "optimizer.params: missing field `lr`");
    let with_arguments = json!({"lr_scheduler_type": "linear", "learning_rate": 0.25, "deepspeed": config});
    assert_eq!(imported(with_arguments.to_string()).learning_rate.learning_rate(9), 0.25);
}

#[test]
fn a_list_has_a_value_for_each_parameter_group() {
    let parameters = json!({
        "warmup_min_lr": [0.25, 0], "warmup_max_lr": [0.5, 1], "warmup_num_steps": 2, "warmup_type": "linear"
    });
    let mut config = config("WarmupLR", &parameters);
    let groups = |imported: &Imported| -> Vec<_> {
        imported.groups().map(|group| [1, 2, 3].map(|step| group.learning_rate(step))).collect()
    };
    let whole = imported(config.to_string());
    assert_eq!(groups(&whole), [[0.25, 0.375, 0.5], [0.0, 0.5, 1.0]]);
    assert_eq!(notes(config.to_string()), [LATE]);
    let arguments =
        json!({"lr_scheduler_type": "linear", "learning_rate": 0.5, "max_steps": 9, "deepspeed": config});
    assert_eq!(groups(&imported(arguments.to_string())), groups(&whole));
    // One alone is that of the first.
    let built = deepspeed::schedule(&config).unwrap();
    assert_eq!(built.schedule.learning_rate(3), 0.5);
    assert_eq!(
        built.notes.last().unwrap().to_string(),
        "there are 2 parameter groups; this is the schedule of the first"
    );
    config["scheduler"]["params"]["warmup_max_lr"] = json!([0.5, 1, 2]);
    assert_eq!(
        error(config.to_string()),
        "scheduler.params.warmup_max_lr: must have as many elements as `warmup_min_lr`, 2, got 3"
    );
    config["scheduler"]["params"]["warmup_min_lr"] = json!(0);
    config["scheduler"]["params"]["warmup_max_lr"] = json!(vec![1; 1_000]);
    assert_eq!(
        error(config.to_string()),
        "scheduler.params.warmup_max_lr: must have fewer elements, because the file has so many other values, got 1000"
    );
}

#[test]
fn notes_say_what_may_surprise() {
    let text = config("WarmupLR", &json!({"warmup_max_lr": 0.5, "warmup_num_steps": 1})).to_string();
    assert_eq!(
        notes(&text),
        ["`warmup_num_steps` is 1, which DeepSpeed takes as 2, the least that it has", LATE,]
    );
    let linear = json!({"total_num_steps": 9, "warmup_num_steps": 4, "warmup_type": "linear"});
    assert_eq!(
        notes(config("WarmupCosineLR", &linear).to_string()),
        [
            FIRST_ZERO,
            "the rate of the optimizer is not reached: the cosine begins one step ahead, as in DeepSpeed",
        ]
    );
    let unknown = json!({"warmup_max_lr": 1, "warmup_type": "cosine", "last_batch_iteration": -1});
    assert_eq!(
        notes(config("WarmupLR", &unknown).to_string()),
        ["`warmup_type` \"cosine\" is unknown, which DeepSpeed takes as \"log\"", LATE]
    );
    let still = json!({"cycle_min_lr": 0.1, "cycle_max_lr": 1, "cycle_momentum": false});
    assert_eq!(notes(config("OneCycle", &still).to_string()), [""; 0]);
}

#[test]
fn stairs_are_the_same_up_and_down() {
    let parameters = json!({"cycle_min_lr": 0, "cycle_max_lr": 1, "cycle_first_step_size": 4, "cycle_first_stair_count": 2});
    assert_eq!(
        rates(config("OneCycle", &parameters).to_string()),
        [0.0, 0.0, 0.5, 0.5, 1.0, 0.5, 0.5, 0.0, 0.0, 0.0]
    );
    let parameters =
        json!({"lr_range_test_min_lr": 1, "lr_range_test_step_size": 2, "lr_range_test_staircase": true});
    assert_eq!(rates(config("LRRangeTest", &parameters).to_string()), [1.0, 1.0, 2.0, 2.0, 3.0]);
}

#[test]
fn configurations_that_are_wrong() {
    check_error(
        "StepLRs",
        &json!({}),
        "scheduler.type: must be one of `WarmupLR`, `WarmupDecayLR`, `WarmupCosineLR`, `LRRangeTest`, `OneCycle` or a class of \
         torch.optim.lr_scheduler, got \"StepLRs\"; did you mean `StepLR`?",
    );
    check_error("WarmupLR", &json!([]), "scheduler.params: must be an object, got a list");
    let text = |value: Value| error(value.to_string());
    assert_eq!(
        text(json!({"zero_optimization": {"stage": 2}, "scheduler": {"type": 1}})),
        "scheduler.type: must be a string, got the number 1"
    );
    assert_eq!(
        text(json!({"scheduler": {"type": "WarmupLR", "param": {}}})),
        "scheduler.param: unknown field `param`; did you mean `params`?"
    );
    assert_eq!(text(json!({"scheduler": {"type": "WarmupLR"}})), "optimizer.params: missing field `lr`");
    assert_eq!(
        text(json!({"train_batch_size": 8, "optimizer": {"type": "Adam", "params": {"lr": 0.1}}})),
        "a DeepSpeed configuration without a scheduler: the rate is in the program that runs it"
    );
    assert_eq!(
        text(json!({"last_batch_iteration": 7})),
        "the state of a DeepSpeed scheduler tells only where it stands; its configuration is needed"
    );
}

#[test]
fn parameters_that_are_wrong() {
    let check = |class: &str, parameters: Value, want: &str| {
        check_error(class, &parameters, &format!("scheduler.params{want}"));
    };
    check("WarmupDecayLR", json!({}), ": missing field `total_num_steps`");
    check("OneCycle", json!({"cycle_max_lr": 1}), ": missing field `cycle_min_lr`");
    let count = "must be a whole number above 0, got the number";
    let from_0 = "must be a whole number from 0, got the number";
    check("WarmupLR", json!({"warmup_num_steps": -5}), &format!(".warmup_num_steps: {from_0} -5"));
    check(
        "WarmupLR",
        json!({"warmup_min_lr": -1}),
        ".warmup_min_lr: must be a finite number, at least 0, got the number -1",
    );
    check("WarmupLR", json!({"warmup_max_lr": []}), ".warmup_max_lr: must have at least 1 element, got 0");
    check(
        "WarmupLR",
        json!({"warmup_max_lr": 1, "total_num_steps": 5}),
        ".total_num_steps: unknown field `total_num_steps`, expected one of `last_batch_iteration`, `warmup_min_lr`, \
         `warmup_max_lr`, `warmup_num_steps`, `warmup_type`",
    );
    check("WarmupLR", json!({"last_batch_iteration": 7}), ".last_batch_iteration: must be -1, got 7");
    check(
        "LRRangeTest",
        json!({"lr_range_test_step_size": 0}),
        &format!(".lr_range_test_step_size: {count} 0"),
    );
    let cycle = |name: &str, value: Value| {
        let mut parameters = json!({"cycle_min_lr": 0, "cycle_max_lr": 1});
        parameters[name] = value;
        parameters
    };
    check(
        "OneCycle",
        cycle("cycle_first_stair_count", json!(1_u64 << 32)),
        ".cycle_first_stair_count: must be below 2^32, got 4294967296",
    );
    check(
        "OneCycle",
        cycle("cycle_second_step_size", json!(1_u64 << 62)),
        ".cycle_second_step_size: must be below 2^62, got 4611686018427387904",
    );
    let nan = r#"{"scheduler": {"type": "LRRangeTest", "params": {"lr_range_test_step_rate": NaN}}}"#;
    assert_eq!(
        error(nan),
        "scheduler.params.lr_range_test_step_rate: must be a finite number, at least 0, got NaN"
    );
}

#[test]
fn a_checkpoint_of_the_engine_has_the_configuration_and_the_step() {
    let file = fs::read(data("deepspeed_checkpoint").join("mp_rank_00_model_states.pt")).unwrap();
    let imported = imported(file);
    assert_eq!((imported.source.name(), &*imported.path), ("torch", "ds_config.scheduler"));
    assert_eq!((imported.step, imported.total_steps), (Some(42), Some(100)));
    assert_eq!(imported.optimizer.as_deref(), Some("AdamW"));
    // What DeepSpeed had in its optimizer, there and before.
    assert_eq!(imported.scheduler().learning_rate(), 0.327_777_777_777_777_8);
    assert_eq!([1, 2, 10].map(|step| imported.learning_rate.learning_rate(step)), [0.0, 0.05, 0.45]);
}

#[test]
fn checkpoints_of_the_engine_that_do_not_tell() {
    // Pickles of protocol 2: a dictionary of a text and another value.
    let pickle = |key: &str, value: &[u8]| {
        let mut pickle = b"\x80\x02}X".to_vec();
        pickle.extend(u32::try_from(key.len()).unwrap().to_le_bytes());
        [&pickle, key.as_bytes(), value, b"s."].concat()
    };
    let inner = pickle("last_batch_iteration", b"K\x07");
    let state = &inner[2..inner.len() - 1];
    assert_eq!(
        error(pickle("lr_scheduler", state)),
        "lr_scheduler: the state of a DeepSpeed scheduler tells only where it stands; its configuration is needed"
    );
    assert_eq!(
        error(pickle("ds_config", b"X\x07\0\0\0ds.json")),
        "ds_config: names a file, which has the scheduler; give that file"
    );
}
