//! Configurations of ESPnet: what is said of them, and the text of every error. Their rates are compared in
//! `formats.rs`.

use glidepath_core::LearningRateSchedule;
use glidepath_interop::{Imported, StepUnit, import_bytes};

const WARMUP: &str = "optim: adam\noptim_conf: {lr: 0.5, betas: [0.9, 0.98]}\nscheduler: warmuplr\n\
                      scheduler_conf: {warmup_steps: 4}\naccum_grad: 2\nval_scheduler_criterion: [valid, acc]\n";

fn read(file: &str) -> Imported {
    import_bytes(file.as_bytes()).unwrap_or_else(|error| panic!("{file}: {error}"))
}

fn rates<const N: usize>(imported: &Imported, steps: [u64; N]) -> [f64; N] {
    steps.map(|step| imported.learning_rate.learning_rate(step))
}

#[test]
fn a_training_says_what_it_is() {
    let imported = read(WARMUP);
    assert_eq!((imported.source.name(), imported.path.as_str()), ("espnet", "scheduler"));
    assert_eq!(imported.source.to_string(), "YAML of an ESPnet training");
    assert_eq!((imported.optimizer.as_deref(), imported.total_steps), (Some("adam"), None));
    assert_eq!(imported.notes, []);
    assert_eq!(rates(&imported, [0, 1, 3, 15, 63]), [0.125, 0.25, 0.5, 0.25, 0.125]);
    assert_eq!(read(&WARMUP.replace("warmuplr", "WarmupLR")).learning_rate, imported.learning_rate);
}

#[test]
fn the_transformers_schedule_is_read() {
    let noam = WARMUP.replace("warmuplr", "noamlr").replace("{warmup", "{model_size: 16, warmup");
    assert_eq!(rates(&read(&noam), [3, 15]), [0.0625, 0.03125]);
}

#[test]
fn classes_of_pytorch_make_a_step_after_each_update_or_epoch() {
    let of = |name: &str, arguments: &str| {
        read(&WARMUP.replace("warmuplr", name).replace("{warmup_steps: 4}", arguments))
    };
    let of_epochs = of("steplr", "{step_size: 3}");
    assert_eq!((of_epochs.step_unit, of_epochs.path.as_str()), (Some(StepUnit::Epoch), "scheduler"));
    let notes: Vec<_> = of_epochs.notes.iter().map(ToString::to_string).collect();
    assert_eq!(notes, ["a step here is an epoch, as ESPnet has it for this class"]);
    assert_eq!(rates(&of_epochs, [2, 3]), [0.5, 0.05]);
    let of_updates = of("CosineAnnealingWarmRestarts", "{T_0: 4}");
    assert_eq!((of_updates.step_unit, of_updates.notes.as_slice()), (Some(StepUnit::Update), &[][..]));
}

/// FunASR makes a step in `Trainer.train_epoch` after each update, and one more in `main` after each epoch.
#[test]
fn funasr_makes_a_step_after_each_update_and_epoch() {
    const STEP: &str = "a step here";
    let of = |scheduler: &str| {
        let file = WARMUP.replace("accum_grad: 2", "train_conf: {accum_grad: 2, use_deepspeed: false}");
        read(&file.replace("warmuplr\nscheduler_conf: {warmup_steps: 4}", scheduler))
    };
    for scheduler in [
        "steplr\nscheduler_conf: {step_size: 3}",
        "multisteplr\nscheduler_conf: {milestones: [3]}",
        "exponentiallr\nscheduler_conf: {gamma: 0.5}",
        "CosineAnnealingLR\nscheduler_conf: {T_max: 3}",
        "onecyclelr\nscheduler_conf: {max_lr: 0.5, total_steps: 9}",
        "warmuplr\nscheduler_conf: {warmup_steps: 4}",
        "noamlr\nscheduler_conf: {warmup_steps: 4}",
    ] {
        let imported = of(scheduler);
        let notes: Vec<_> = imported.notes.iter().map(ToString::to_string).collect();
        let note =
            "FunASR makes one more step of the scheduler after each epoch, which is not in these rates";
        assert!(notes.iter().any(|got| got == note), "{scheduler}: {notes:?}");
        assert!(!notes.iter().any(|got| got.starts_with(STEP)), "{scheduler}: {notes:?}");
        assert_ne!(imported.step_unit, Some(StepUnit::Epoch), "{scheduler}");
    }
    assert_eq!(of("steplr\nscheduler_conf: {step_size: 3}").step_unit, Some(StepUnit::Update));
    check(
        "accum_grad: 2",
        "train_conf: {use_deepspeed: true}",
        "train_conf.use_deepspeed: must be false: DeepSpeed's own file has the schedule then",
    );
}

/// FunASR 0.8 has the trainer of ESPnet, and no `train_conf`.
#[test]
fn steps_of_an_unknown_funasr_are_refused() {
    let with_data = WARMUP.replace("accum_grad", "dataset_conf: {num_workers: 4}\naccum_grad");
    assert_eq!(read(&with_data).learning_rate, read(WARMUP).learning_rate);
    let of_epochs = with_data
        .replace("warmuplr\nscheduler_conf: {warmup_steps: 4}", "steplr\nscheduler_conf: {step_size: 3}");
    assert_eq!(
        import_bytes(of_epochs.as_bytes()).unwrap_err().to_string(),
        "scheduler: with `dataset_conf` the file may be one of FunASR, which makes a step of `StepLR` after each update since \
         1.0, and did so after each epoch before; with its `train_conf` the first is read"
    );
}

#[test]
fn what_paddlespeech_leaves_aside_is_noted() {
    let imported = read(&WARMUP.replace("{warmup", "{lr_decay: 1.0, warmup"));
    let notes: Vec<_> = imported.notes.iter().map(ToString::to_string).collect();
    assert_eq!(notes, ["`lr_decay` has no effect: it is for another scheduler of PaddleSpeech"]);
    assert_eq!(imported.learning_rate, read(WARMUP).learning_rate);
}

#[test]
fn without_a_scheduler_the_rate_stays() {
    let none = WARMUP.replace("warmuplr", "null").replace("{warmup_steps: 4}", "{}");
    let imported = read(&none);
    assert_eq!(imported.path, "optim_conf.lr");
    assert_eq!(rates(&imported, [0, 1_000_000]), [0.5, 0.5]);
}

#[track_caller]
fn check(from: &str, to: &str, want: &str) {
    assert!(WARMUP.contains(from));
    assert_eq!(import_bytes(WARMUP.replace(from, to).as_bytes()).unwrap_err().to_string(), want);
}

#[test]
fn trainings_that_are_wrong() {
    check(
        "warmuplr",
        "tristagelr",
        "scheduler: must be one of `warmuplr`, `noamlr`, `StepLR`, `MultiStepLR`, `ExponentialLR`, `CosineAnnealingLR`, \
         `CyclicLR`, `OneCycleLR`, `CosineAnnealingWarmRestarts`, got \"tristagelr\"",
    );
    check(
        "warmuplr",
        "noam",
        "scheduler: `noam` of PaddleSpeech is not read: the model size stands elsewhere; the class `Noam` gives the same rates \
         one step earlier from that size, `warmup_steps`, and `lr` as `factor`",
    );
    check(
        "warmuplr\nscheduler_conf: {warmup_steps: 4}",
        "reducelronplateau\nscheduler_conf: {}",
        "scheduler_conf: `ReduceLROnPlateau` follows a metric, not the step, so it is no schedule; what does the same is \
         `ReduceOnPlateau`",
    );
    check("scheduler: warmuplr\n", "", "missing field `scheduler`");
    check("warmuplr", "null", "scheduler_conf.warmup_steps: unknown field `warmup_steps`, expected none");
    check("{warmup_steps: 4}", "null", "scheduler_conf: must be an object beside `scheduler`");
    check("lr: 0.5, ", "", "optim_conf: missing field `lr`");
    check("0.5", "-0.5", "optim_conf.lr: must be a finite number, at least 0, got the number -0.5");
    check(
        "warmup_steps: 4",
        "warmup_steps: 0",
        "scheduler_conf.warmup_steps: must be a whole number above 0, got the number 0",
    );
    check("warmup_steps", "gamma", "scheduler_conf.gamma: unknown field `gamma`, expected `warmup_steps`");
    check(
        "warmuplr\nscheduler_conf: {",
        "noamlr\nscheduler_conf: {model_size: 4294967296, ",
        "scheduler_conf.model_size: must be below 2^32, got 4294967296",
    );
    check(
        "accum_grad: 2",
        "use_deepspeed: true",
        "use_deepspeed: must be false: DeepSpeed's own file has the schedule then",
    );
}
