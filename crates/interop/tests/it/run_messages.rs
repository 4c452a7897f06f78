//! Configurations of runs: the texts of errors and notes, and what is recognized and refused.

use std::fs;

use glidepath_core::LearningRateSchedule;
use glidepath_interop::{ImportOptions, Imported, InteropError, Remedy, formats, import_bytes, import_path};
use glidepath_serde::Horizon;

use crate::common::{error, imported, notes};

fn with_epochs_of(steps: f64, text: &str) -> Result<Imported, InteropError> {
    let horizon = Horizon::new().with_steps_per_epoch(steps).unwrap();
    ImportOptions::new().with_horizon(horizon).import_bytes(text.as_bytes())
}

#[track_caller]
fn check_epochs(steps: f64, text: &str, want: &str) {
    assert_eq!(with_epochs_of(steps, text).unwrap_err().to_string(), want);
}

fn notes_with_epochs_of(steps: f64, text: &str) -> Vec<String> {
    with_epochs_of(steps, text).unwrap().notes.iter().map(ToString::to_string).collect()
}

const YOLO: &str = "epochs: 10\noptimizer: SGD\nlr0: 0.5\nlrf: 0.5\ncos_lr: false\nwarmup_epochs: 2\n\
                    warmup_bias_lr: 0.0\nbatch: 64\nnbs: 64\n";

#[test]
fn ultralytics() {
    let lengthless = import_bytes(YOLO.as_bytes()).unwrap_err();
    assert_eq!(lengthless.to_string(), "epochs: the file does not tell how many batches an epoch has");
    assert_eq!(lengthless.remedy(), Some(Remedy::RunLength));
    let horizon = Horizon::new().with_total_steps(95).unwrap();
    let uneven = ImportOptions::new().with_horizon(horizon).import_bytes(YOLO.as_bytes()).unwrap_err();
    assert_eq!(uneven.to_string(), "epochs: must divide the 95 steps of the run, got 10");
    assert_eq!(uneven.remedy(), Some(Remedy::StepsPerEpoch));
    assert_eq!(lengthless.taken_for(), "Ultralytics, because of `lr0` and `lrf` beside `epochs`");
    let auto = with_epochs_of(10.0, &YOLO.replace("SGD", "auto")).unwrap_err().to_string();
    assert!(auto.starts_with("optimizer: must not be `auto`: Ultralytics then leaves `lr0` aside"), "{auto}");
    check_epochs(
        10.0,
        &YOLO.replace("lr0: 0.5", "lr0: -1"),
        "lr0: must be a finite number, at least 0, got the number -1",
    );
    check_epochs(
        10.0,
        &YOLO.replace("epochs: 10\n", "epochs: 0\n"),
        "epochs: must be a whole number above 0, got the number 0",
    );
    check_epochs(
        10.0,
        &format!("{YOLO}mode: val\n"),
        "mode: must be `train`, got \"val\", which trains nothing",
    );
    check_epochs(
        10.0,
        &format!("{YOLO}time: 3\n"),
        "time: must be null: the number of epochs follows from the hours, and the rate with it",
    );
    assert_eq!(
        notes_with_epochs_of(10.0, YOLO),
        [
            "warmup_epochs: before Ultralytics 8.4.105 the warmup had at least 100 batches and could be as long as the \
             run; the file does not tell the release, so this is today's"
        ]
    );
    assert_eq!(
        notes_with_epochs_of(
            100.0,
            &YOLO
                .replace("bias_lr: 0.0", "bias_lr: 0.1")
                .replace("batch: 64", "batch: 16")
                .replace("SGD", "MuSGD")
        ),
        [
            "a step is a batch here; the weights are updated once in 4 batches, more often in the warmup",
            "`MuSGD` gives some parameters rates of their own; the schedule is that of the others",
            "the second parameter group here is that of the biases, which warm up from `warmup_bias_lr`",
        ]
    );
    // By hand people write some of what a run saves, which does not tell the release.
    let by_hand = notes_with_epochs_of(10.0, &format!("{YOLO}fliplr: 0.5\nhsv_h: 0.015\nsingle_cls: true\n"));
    assert_eq!(
        by_hand[0],
        "before Ultralytics 8.1.43 the rate falls one epoch late; the file does not tell the release, so this is today's"
    );
    assert_eq!(by_hand[1..], notes_with_epochs_of(10.0, YOLO));
    let saved = "fliplr: 0.5\nhsv_h: 0.015\nsingle_cls: false\ndeterministic: true\nexist_ok: false\noverlap_mask: true\n";
    let late = notes_with_epochs_of(10.0, &format!("{YOLO}{saved}profile: false\n"));
    assert_eq!(
        late,
        [
            "before Ultralytics 8.1.43 the rate falls one epoch late",
            "warmup_epochs: before Ultralytics 8.4.105 the warmup has at least 100 batches; here 100",
        ]
    );
}

#[test]
fn the_length_of_an_epoch_follows_from_that_of_the_run() {
    let horizon = Horizon::new().with_total_steps(1_000).unwrap();
    let read = ImportOptions::new().with_horizon(horizon).import_bytes(YOLO.as_bytes()).unwrap();
    let told = with_epochs_of(100.0, YOLO).unwrap();
    assert_eq!((read.learning_rate, read.total_steps), (told.learning_rate, Some(1_000)));
    // 7 is no multiple of 10 epochs.
    let horizon = Horizon::new().with_total_steps(7).unwrap();
    assert!(ImportOptions::new().with_horizon(horizon).import_bytes(YOLO.as_bytes()).is_err());
}

#[test]
fn the_folder_of_a_run_is_read_by_its_arguments() {
    let folder = std::env::temp_dir().join(format!("glidepath-ultralytics-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("args.yaml"), YOLO).unwrap();
    let horizon = Horizon::new().with_steps_per_epoch(100.0).unwrap();
    let read = ImportOptions::new().with_horizon(horizon).import_path(&folder);
    fs::write(folder.join("args.yaml"), format!("{YOLO}rewarm: 3\n")).unwrap();
    let refused = ImportOptions::new().with_horizon(horizon).import_path(&folder);
    fs::remove_dir_all(&folder).unwrap();
    let read = read.unwrap();
    assert_eq!((read.source.name(), read.path.as_str()), ("ultralytics-run", "args.yaml"));
    assert_eq!(read.learning_rate, with_epochs_of(100.0, YOLO).unwrap().learning_rate);
    assert!(refused.unwrap_err().to_string().starts_with("args.yaml: rewarm: "));
}

const RECIPE: &str = "optimizer: {_component_: torch.optim.AdamW, lr: 0.5}\nlr_scheduler:\n  \
                      _component_: torchtune.training.lr_schedulers.get_cosine_schedule_with_warmup\n  \
                      num_warmup_steps: 10\nepochs: 2\n";

#[test]
fn torchtune() {
    let lengthless = import_bytes(RECIPE.as_bytes()).unwrap_err();
    let want = "epochs: counts epochs, and the number of steps per epoch is unknown";
    assert_eq!((lengthless.to_string().as_str(), lengthless.remedy()), (want, Some(Remedy::RunLength)));
    check_epochs(
        50.0,
        &RECIPE.replace("torchtune.training.lr_schedulers.get_cosine", "mine.get"),
        "lr_scheduler._component_: must be `torchtune.training.lr_schedulers.get_cosine_schedule_with_warmup`, got \
         \"mine.get_schedule_with_warmup\"",
    );
    check_epochs(
        50.0,
        &RECIPE.replace("num_warmup_steps: 10", "num_warmup_steps: 10\n  num_cycle: 1"),
        "lr_scheduler.num_cycle: unknown field `num_cycle`; did you mean `num_cycles`?",
    );
    check_epochs(
        50.0,
        &format!("{RECIPE}ppo_epochs: 2\n"),
        "ppo_epochs: belongs to a recipe of reinforcement learning, whose steps are not those of the data",
    );
    check_epochs(0.5, RECIPE, "epochs: must make a run of at least 1 step, got 2.0 of 0.0");
    assert_eq!(
        notes_with_epochs_of(50.5, RECIPE),
        [
            "the run has 100 steps: 2.0 epochs of 50.0 steps",
            "the cosine swings on after step 100, the end of the run, as in torchtune",
        ]
    );
    let constant =
        notes("optimizer: {_component_: torch.optim.AdamW, lr: 2e-5}\nepochs: 1\nlr_scheduler: null\n");
    assert_eq!(constant, ["without `lr_scheduler` torchtune leaves the rate as it is"]);
}

/// A job with these lines in `[lr_scheduler]`.
fn job(lines: &str) -> String {
    format!(
        "[job]\ndump_folder = \"x\"\n[optimizer]\nname = \"AdamW\"\nlr = 0.5\n[lr_scheduler]\n{lines}\n[training]\nsteps = 100\n"
    )
}

#[test]
fn torchtitan() {
    assert_eq!(
        error(job("decay_type = \"exp\"\nwarmup_steps = 1")),
        "lr_scheduler.decay_type: must be `linear`, `sqrt` or `cosine`, got \"exp\""
    );
    assert_eq!(
        error(job("lr_min = 0.1\nmin_lr_factor = 0.1\nwarmup_steps = 1")),
        "lr_scheduler.lr_min: must not stand beside `min_lr_factor`, its later name"
    );
    assert_eq!(
        error(job("warmup_step = 1")),
        "lr_scheduler.warmup_step: unknown field `warmup_step`; did you mean `warmup_steps`?"
    );
    assert_eq!(
        error("[job]\ndump_folder = \"x\"\n[optimizer]\nlr = 0.5\n[training]\nsteps = 100\n"),
        "missing field `lr_scheduler.warmup_steps`: without it TorchTitan warms up for 200 steps, which it counts in \
         another way since 0.1.0"
    );
    assert_eq!(
        notes(job("decay_ratio = 0.5")),
        [
            "`lr_scheduler.warmup_steps` is not given; the default of TorchTitan is 200",
            "lr_scheduler.warmup_steps: the warmup of 200 steps is cut to the 100 of the run, as in TorchTitan",
            "lr_scheduler.decay_ratio: the decay of 50 steps is cut to the 0 that the warmup leaves, as in TorchTitan",
            "lr_scheduler: before 0.1.0, until June 2025, TorchTitan divided by one step more, in the warmup and in the decay; \
             the file does not tell the release, so these are the rates of 0.1.0 and later",
        ]
    );
    // Its name since July 2025.
    assert_eq!(notes(job("warmup_steps = 10\nmin_lr_factor = 0.1")), [""; 0]);
}

/// A run of 100 steps.
fn levanter_run(optimizer: &str) -> String {
    format!("{{\"trainer\": {{\"num_train_steps\": 100}}, \"optimizer\": {{{optimizer}}}}}")
}

#[test]
fn levanter() {
    for (optimizer, want) in [
        (
            r#""learning_rate": 0.5, "warmup": 1.5"#,
            "optimizer.warmup: must be a share from 0 to 1, or a whole number of steps, got the number 1.5",
        ),
        (
            r#""learning_rate": 0.5, "warmup": 60, "decay": 0.5"#,
            "optimizer.decay: must fit after the warmup, which leaves 40 steps of a cycle, got 50",
        ),
        (
            r#""learning_rate": 0.5, "lr_schedule": "power""#,
            "optimizer.lr_schedule: `power` counts tokens, not steps, and is not read",
        ),
        (
            r#""learning_rate": 0.5, "lr_schedule": "inv", "min_lr_ratio": 0.0"#,
            "optimizer.lr_schedule: `inv` divides by `min_lr_ratio`, which must be greater than 0",
        ),
        (
            r#""learning_rate": 0.5, "lr_schedule": {"type": "cosine", "exponents": 2}"#,
            "optimizer.lr_schedule.exponents: unknown field `exponents`; did you mean `exponent`?",
        ),
        (
            r#""learning_rate": 0.5, "cycles": [10, 10]"#,
            "optimizer.cycles[1]: must end after step 10 and at most at step 100, the end, got 10",
        ),
        (
            r#""learning_rate": 0.5, "cycles": 100000000"#,
            "optimizer.cycles: must make at most 1000 cycles, got 100000000",
        ),
        (
            r#""learning_rate": 0.5, "cycle_length": 0.001"#,
            "optimizer.cycle_length: must be at least 1 step, got 0",
        ),
        (
            r#""learning_rate": 0.5, "cycle_length": 10, "cycles": 2"#,
            "optimizer: must have at most one of `cycle_length`, `cycles` and `haps`",
        ),
        (
            r#""learning_rate": 0.5, "cooldown": 1.0"#,
            "optimizer.cooldown: must leave at least 1 of the 100 steps, got 100",
        ),
        (
            r#""learning_rate": 0.5, "warmup": 1, "rewarmup": 10, "cycles": 2, "lr_schedule": "inv_sqrt""#,
            "optimizer.warmup: must leave steps for the decay: the rate that the next cycle begins with is at its end",
        ),
        (
            r#""learning_rate": 0.5, "warmup": 200"#,
            "optimizer.warmup: must fit into a cycle of 100 steps, got 200",
        ),
    ] {
        assert_eq!(error(levanter_run(optimizer)), want);
    }
    let muon = error(levanter_run(r#""type": "muon", "learning_rate": 0.5"#));
    assert!(muon.ends_with("all of whose parameters have one rate, got \"muon\""), "{muon}");
    assert_eq!(
        notes(levanter_run(r#""weight_decay": 0.1, "cycle_length": 30"#)),
        [
            "`optimizer.learning_rate` is not given; the default of Levanter is 6e-4",
            "`optimizer.min_lr_ratio` is not given; the default of Levanter is 0.1",
            "`optimizer.warmup` is not given; the default of Levanter is 0.01",
            "optimizer.cycle_length: 100 steps are no multiple of 30, so the last cycle is of another length",
        ]
    );
}

/// Files of Levanter itself leave the length of the run to its default, or to the command line.
#[test]
fn levanter_without_a_length() {
    let file = "model: {type: gpt2}\ntrainer:\n  mp: p=f32,c=bfloat16\n  model_axis_size: 1\n  \
                per_device_parallelism: -1\noptimizer: {learning_rate: 2E-4, weight_decay: 0.1}\n";
    let rates =
        |imported: &Imported, steps: [u64; 3]| steps.map(|step| imported.learning_rate.learning_rate(step));
    let default = imported(file);
    assert_eq!((default.source.name(), default.total_steps), ("levanter", Some(400_000)));
    assert_eq!(rates(&default, [0, 4_000, 400_000]), [0.0, 2e-4, 2e-5]);
    assert_eq!(
        default.notes.iter().map(ToString::to_string).collect::<Vec<_>>(),
        [
            "`trainer.num_train_steps` is not given; the default of Levanter is 400000",
            "`optimizer.min_lr_ratio` is not given; the default of Levanter is 0.1",
            "`optimizer.warmup` is not given; the default of Levanter is 0.01",
        ]
    );
    let told = Horizon::new().with_total_steps(1_000).unwrap();
    let told = ImportOptions::new().with_horizon(told).import_bytes(file.as_bytes()).unwrap();
    assert_eq!(told.total_steps, Some(1_000));
    assert_eq!(rates(&told, [0, 10, 1_000]), [0.0, 2e-4, 2e-5]);
    assert_eq!(told.notes.len(), 2);

    // Each key that only its trainer has is a mark.
    for key in [
        "mp: 'p=f32,c=bf16'",
        "fsdp_axis: embed",
        "tensor_parallel_axes: [mlp]",
        "per_device_eval_parallelism: 1",
    ] {
        let file = format!("trainer: {{{key}}}\noptimizer: {{learning_rate: 2E-4}}\n");
        assert_eq!(imported(file).source.name(), "levanter", "{key}");
    }
    let all_defaults = imported("trainer: {num_train_steps: 100, fsdp_axis: embed}\nmodel: {type: gpt2}\n");
    assert_eq!(all_defaults.learning_rate.learning_rate(1), 6e-4);
    assert_eq!(
        error("trainer: {fsdp_axis: embed}\noptimizer: !include optim/sophia-h_small.yaml\n"),
        "optimizer: must be an object, got the string \"optim/sophia-h_small.yaml\""
    );
}

#[test]
fn mlx_lm() {
    for (schedule, want) in [
        (
            r#"{"name": "join_schedules", "arguments": [0.5]}"#,
            "lr_schedule.name: must be `exponential_decay`, `step_decay`, `cosine_decay` or `linear_schedule`, got \
             \"join_schedules\"",
        ),
        (
            r#"{"name": "cosine_decay", "arguments": [0.5]}"#,
            "lr_schedule.arguments: must have `decay_steps` as element 1, got 1",
        ),
        (
            r#"{"name": "cosine_decay", "arguments": [0.5, 10, 0.1, 1]}"#,
            "lr_schedule.arguments: must have at most 3 elements, got 4",
        ),
        (
            r#"{"name": "cosine_decay", "arguments": [0.5, "10"]}"#,
            "lr_schedule.arguments[1]: must be a whole number above 0, got the string \"10\"",
        ),
        (
            r#"{"name": "cosine_decay", "arguments": [0.5, 10], "warmup_steps": 3}"#,
            "lr_schedule.warmup_steps: unknown field `warmup_steps`; did you mean `warmup`?",
        ),
    ] {
        assert_eq!(error(format!("{{\"lr_schedule\": {schedule}}}")), want);
    }
    assert_eq!(
        notes(r#"{"learning_rate": 0.1, "lr_schedule": {"name": "cosine_decay", "arguments": [0.5, 10]}}"#),
        ["learning_rate: `learning_rate` of 0.1 has no effect, because `lr_schedule` begins with 0.5"]
    );
    let adafactor = r#"{"learning_rate": 0.5, "lora_parameters": {}, "optimizer": "adafactor"}"#;
    assert_eq!(
        error(adafactor),
        "optimizer: must not be `adafactor`, which computes its own rate unless \
         `optimizer_config.adafactor.relative_step` is false"
    );
    let told = adafactor.replace("{}", r#"{}, "optimizer_config": {"adafactor": {"relative_step": false}}"#);
    assert_eq!(imported(told).learning_rate.learning_rate(7), 0.5);
    let accumulated =
        r#"{"learning_rate": 0.5, "lora_parameters": {}, "iters": 100, "grad_accumulation_steps": 8}"#;
    assert_eq!(imported(accumulated).total_steps, Some(12));
}

/// A training of 100 steps.
fn training(rate: &str) -> String {
    format!("{{\"learning_rate\": {{\"start_lr\": 0.5, {rate}}}, \"training\": {{\"numb_steps\": 100}}}}")
}

#[test]
fn deepmd() {
    for (rate, want) in [
        (r#""type": "step""#, "learning_rate.type: must be `exp`, `cosine` or `wsd`, got \"step\""),
        (
            r#""stop_lr": 0.1, "stop_lr_ratio": 0.1"#,
            "learning_rate.stop_lr_ratio: must not stand beside `stop_lr`",
        ),
        (
            r#""stop_lr": 0.1, "warmup_steps": 100"#,
            "learning_rate.warmup_steps: must be below the 100 steps of the training, got 100",
        ),
        (
            r#""stop_lr": 0.1, "decay_rate": 1.5, "decay_steps": 3"#,
            "learning_rate.decay_rate: must be at most 1, got 1.5",
        ),
        (
            r#""type": "wsd", "stop_lr": 0.1, "decay_phase_ratio": 0.0"#,
            "learning_rate.decay_phase_ratio: must be above 0 and at most 1, got 0.0",
        ),
        (r#""stop_lr": 0.1, "smoth": true"#, "learning_rate.smoth: unknown field `smoth`"),
    ] {
        assert_eq!(error(training(rate)), want);
    }
    assert_eq!(
        error(training(r#""stop_lr": 0.6"#)),
        "learning_rate.stop_lr: must be at most `start_lr`, 0.5, got 0.6"
    );
    let by_rate = training(r#""stop_lr": 0.1, "decay_rate": 0.5, "decay_steps": 3"#);
    assert_eq!(
        notes(&by_rate),
        [
            "learning_rate.decay_rate: DeePMD-kit 3 multiplies by `decay_rate` down to `stop_lr`; DeePMD-kit 2 passes it over \
             and falls to `stop_lr` at the end of the training"
        ]
    );
    let filter = by_rate.replacen('{', "{\"optimizer\": {\"type\": \"LKF\"}, ", 1);
    let want = "optimizer.type: must not be `LKF`, a Kalman filter, which does not use the rate";
    assert!(error(filter).starts_with(want));
    let old = error(by_rate.replace("numb_steps", "stop_batch"));
    assert!(
        old.starts_with("learning_rate.decay_rate: beside `training.stop_batch`, of old releases, "),
        "{old}"
    );
    let lengthless = r#"{"learning_rate": {"start_lr": 0.5}, "training": {}}"#;
    let refused = import_bytes(lengthless.as_bytes()).unwrap_err();
    let want = "training: missing field `numb_steps`, the length of the training";
    assert_eq!((refused.to_string().as_str(), refused.remedy()), (want, Some(Remedy::TotalSteps)));
    assert_eq!(
        error(r#"{"learning_rate": {"start_lr": 0.5}, "training": {"numb_steps": 9, "stop_batch": 9}}"#),
        "training.stop_batch: must not stand beside `numb_steps`"
    );
    assert_eq!(
        notes(training(r#""decay_steps": 5000, "scale_by_worker": "sqrt""#)),
        [
            "`learning_rate.stop_lr` is not given; the default of DeePMD-kit is 5e-8",
            "learning_rate.scale_by_worker: `sqrt`: with several processes TensorFlow's DeePMD-kit multiplies the rate; \
             this is that of one",
            "learning_rate.decay_steps: 5000 is not below the 100 steps of the decay, so DeePMD-kit takes 2",
        ]
    );
}

const TRAIN_PY: &str = "sched: cosine\nopt: sgd\nlr: 0.5\nepochs: 20\nwarmup_epochs: 5\nwarmup_lr: 0.0\nmin_lr: 0.0\n\
                        cooldown_epochs: 0\nwarmup_prefix: true\n";

#[test]
fn timm_arguments() {
    assert_eq!(
        error(TRAIN_PY.replace("lr: 0.5", "lr: null")),
        "lr: must be a number: without it timm takes `lr_base` by the batches of all processes, whose number the file does \
         not tell; the log of the run has the rate"
    );
    assert!(
        error(TRAIN_PY.replace("cosine", "plateau"))
            .starts_with("sched: `PlateauLRScheduler` follows a metric")
    );
    let on_updates = import_bytes(format!("{TRAIN_PY}sched_on_updates: true\n").as_bytes()).unwrap_err();
    assert_eq!(on_updates.remedy(), Some(Remedy::StepsPerEpoch));
    let epochs = imported(TRAIN_PY);
    let updates = with_epochs_of(10.0, TRAIN_PY).unwrap();
    for epoch in 0..25 {
        let rate = epochs.learning_rate.learning_rate(epoch);
        assert_eq!(updates.learning_rate.learning_rate(epoch * 10), rate);
        assert_eq!(updates.learning_rate.learning_rate(epoch * 10 + 9), rate);
    }
    assert_eq!(epochs.notes.len(), 1);
    assert!(updates.notes.is_empty());
    let layers = with_epochs_of(10.0, &format!("{TRAIN_PY}layer_decay: 0.75\n")).unwrap();
    assert_eq!(layers.notes[0].rule(), "other-rates");
}

#[test]
fn training_arguments_one_level_down_name_their_place() {
    let text = r#"{"sft": {"learning_rate": -1, "lr_scheduler_type": "linear", "max_steps": 10}}"#;
    let refused = import_bytes(text.as_bytes()).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "sft.learning_rate: must be a finite number, at least 0, got the number -1"
    );
    assert_eq!(refused.taken_for(), "Hugging Face transformers, because of `lr_scheduler_type` in `sft`");
    let twice = text.replace("-1", "1").replacen('{', r#"{"dpo": {"lr_scheduler_type": "cosine"}, "#, 1);
    assert_eq!(
        error(twice),
        "both `dpo` and `sft` are training arguments; a file of one run has one of them"
    );
}

#[test]
fn formats_that_are_not_read_are_refused_by_name() {
    let files = [
        (
            "OLMo",
            "optimizer: {name: adamw, learning_rate: 3e-4}\nscheduler: {name: cosine_with_warmup, t_warmup: 2000}\n\
             max_duration: 1000\n",
        ),
        ("fairseq", "optimization: {lr: [0.0005], max_update: 100}\nlr_scheduler: {_name: inverse_sqrt}\n"),
        ("fairseq", "lr: 0.1\nlr_scheduler: inverse_sqrt\nwarmup_updates: 4000\n"),
        (
            "NVIDIA NeMo",
            "model: {optim: {name: adamw, lr: 1e-3, sched: {name: CosineAnnealing, warmup_steps: 10}}}\n",
        ),
        ("Megatron-LM or GPT-NeoX", "lr: 1e-4\nlr-decay-style: cosine\ntrain-iters: 100\n"),
        ("Megatron-LM or GPT-NeoX", "args: {lr: 1e-4, lr_decay_style: cosine, train_iters: 100}\n"),
        ("OpenNMT", "learning_rate: 2\ndecay_method: noam\nwarmup_steps: 8000\n"),
        ("OpenNMT", "params: {optimizer: Adam, learning_rate: 2.0, decay_type: NoamDecay}\n"),
        (
            "mmcv 1 (MMDetection 2 and its like)",
            "optimizer: {type: SGD, lr: 0.02}\nlr_config: {policy: step, step: [8, 11]}\n",
        ),
        ("OneTrainer", "training_method: LORA\nbase_model_name: sd\nlearning_rate: 3e-4\n"),
        (
            "LitGPT",
            "optimizer: {init_args: {lr: 2e-4}}\ntrain: {global_batch_size: 8, micro_batch_size: 2, epochs: 3}\n",
        ),
        ("YOLOv5 and its like", "lr0: 0.01\nlrf: 0.1\nwarmup_epochs: 3\nwarmup_bias_lr: 0.1\n"),
        ("Weights & Biases", "{\"_runtime\": 9.5, \"_step\": 40, \"learning_rate\": 1e-5}"),
        ("Weights & Biases", "method: random\nparameters:\n  learning_rate: {values: [0.1, 0.2]}\n"),
        ("Weights & Biases", "wandb_version: 1\nlearning_rate: {desc: null, value: 0.1}\n"),
        ("Weights & Biases", "learning_rate:\n  desc: null\n  value: 0.1\nbatch_size:\n  value: 32\n"),
        (
            "a run of Lightning",
            "_instantiator: lightning.pytorch.cli.instantiate_module\nlearning_rate: 0.1\n",
        ),
    ];
    for (title, file) in files {
        let refused = import_bytes(file.as_bytes()).unwrap_err();
        assert!(refused.to_string().starts_with(&format!("a file of {title}: ")), "{refused}");
        assert!(refused.taken_for().starts_with(title), "{}", refused.taken_for());
    }
    for format in formats().into_iter().filter(|format| !format.is_read()) {
        let has_file = files.iter().any(|(title, _)| *title == format.title());
        assert!(has_file, "{}: a file of it is missing here", format.title());
    }
}

#[test]
fn the_folder_of_a_lightning_run_is_refused_by_name() {
    let folder = std::env::temp_dir().join(format!("glidepath-lightning-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("hparams.yaml"), "lr: 0.1\n").unwrap();
    let refused = [&folder, &folder.join("hparams.yaml")].map(import_path);
    // What names the classes of PyTorch is read.
    let named = "optimizer: {_target_: torch.optim.Adam, lr: 0.5}\n\
                 scheduler: {_target_: torch.optim.lr_scheduler.StepLR, step_size: 3}\n";
    fs::write(folder.join("hparams.yaml"), named).unwrap();
    let read = import_path(folder.join("hparams.yaml"));
    fs::remove_dir_all(&folder).unwrap();
    for refused in refused {
        assert!(refused.unwrap_err().to_string().starts_with("a file of a run of Lightning: "));
    }
    assert_eq!(read.unwrap().source.name(), "torch-config");
}

/// A program that is built on another has the marks of both.
#[test]
fn the_mark_of_a_refused_format_goes_before_others() {
    let neox =
        "zero_optimization: {stage: 1}\nlr-decay-style: cosine\nlr-decay-iters: 320000\nwarmup: 0.01\n";
    assert!(error(neox).starts_with("a file of Megatron-LM or GPT-NeoX: "), "{}", error(neox));
    let nemo =
        "model:\n  optim:\n    name: adam\n    lr: 0.1\n    sched: {name: CosineAnnealingLR, T_max: 10}\n";
    assert!(error(nemo).starts_with("a file of NVIDIA NeMo: "), "{}", error(nemo));
}

#[test]
fn texts_in_languages_that_are_not_read_say_what_they_are() {
    let files = [
        (
            "a text proto of the TensorFlow Object Detection API",
            "model {\n  ssd { num_classes: 90 }\n}\ntrain_config: {\n  batch_size: 512\n  optimizer {\n    momentum_optimizer: \
             {\n      learning_rate: {\n        cosine_decay_learning_rate { learning_rate_base: .08 }\n      }\n    }\n  }\n}\n",
        ),
        (
            "a configuration in gin",
            "from t5x import trainer\n\ninclude 't5x/examples/t5/mt5/xl.gin'\n\nutils.create_learning_rate_scheduler:\n  \
             factors = 'constant * rsqrt_decay'\n  base_learning_rate = 1.0\n",
        ),
        (
            "Python code",
            "optim_wrapper = dict(type='OptimWrapper', optimizer=dict(type='SGD', lr=0.02))\n\
             param_scheduler = [dict(type='MultiStepLR', milestones=[8, 11])]\n",
        ),
        (
            "what Python prints of training arguments",
            "TrainingArguments(\n_n_gpu=1,\nlearning_rate=5e-05,\n)\n",
        ),
        (
            "a pointer of Git LFS",
            "version https://git-lfs.github.com/spec/v1\noid sha256:26b691cb\nsize 5112\n",
        ),
        ("the overrides of a run of Hydra", "- optimizer.lr=0.0002\n- trainer.max_epochs=50\n"),
        ("what Python prints of the arguments", "Namespace(lr=0.1, scheduler='cosine')"),
        (
            "a configuration of spaCy",
            "[training]\nmax_steps = 20000\n\n[training.optimizer]\n@optimizers = \"Adam.v1\"\n\n\
             [training.optimizer.learn_rate]\n@schedules = \"warmup_linear.v1\"\nwarmup_steps = 250\n",
        ),
    ];
    for (what, text) in files {
        let refused = import_bytes(text.as_bytes()).unwrap_err();
        assert!(refused.to_string().starts_with(what), "{refused}");
        assert!(refused.lacks_learning_rate());
    }
}
