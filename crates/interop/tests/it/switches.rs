//! A file that says that its scheduler is off, or that something unknown is around it, is not read as if it
//! said nothing.

use glidepath_interop::import_bytes;

use crate::common::error;

const STEP: &str = "{name: StepLR, step_size: 10, gamma: 0.5}";
const OPTIMIZER: &str = "optimizer: {name: AdamW, lr: 1e-3}";

/// What turns a scheduler off, with the place that the error names.
#[test]
fn a_scheduler_that_is_switched_off_is_refused() {
    let files = [
        ("use_scheduler", format!("use_scheduler: false\nscheduler: {STEP}\n")),
        ("useScheduler", format!("useScheduler: false\nscheduler: {STEP}\n")),
        ("train.use_lr_scheduler", format!("train:\n  use_lr_scheduler: false\n  lr_scheduler: {STEP}\n")),
        ("other.decay_lr", format!("other: {{decay_lr: false}}\nscheduler: {STEP}\n")),
        ("lr_scheduler", format!("lr_scheduler: false\nlr_scheduler_options: {STEP}\n")),
        ("lr_scheduler", format!("lr_scheduler: null\nlr_scheduler_options: {STEP}\n")),
        ("lr_scheduler", format!("lr_scheduler: none\nlr_scheduler_options: {STEP}\n")),
        ("lr_scheduler", format!("lr_scheduler: NONE\nlr_scheduler_options: {STEP}\n")),
        ("lr_scheduler", format!("lr_scheduler: constant\nlr_scheduler_options: {STEP}\n")),
        ("lr_scheduler_type", format!("lr_scheduler_type: none\nlr_scheduler_options: {STEP}\n")),
        ("scheduler.enabled", format!("scheduler:\n  enabled: false\n  config: {STEP}\n")),
        ("scheduler.enabled", format!("scheduler:\n  enabled: 'no'\n  config: {STEP}\n")),
        ("scheduler.use", format!("scheduler:\n  use: cosine\n  step: {STEP}\n")),
        ("scheduler.disabled", format!("scheduler:\n  disabled: true\n  config: {STEP}\n")),
        ("scheduler.name", format!("scheduler:\n  name: none\n  available: {{step: {STEP}}}\n")),
        ("scheduler.name", format!("scheduler:\n  name: null\n  available: {{step: {STEP}}}\n")),
        ("scheduler.type", format!("scheduler:\n  type: NONE\n  available: {{step: {STEP}}}\n")),
        ("scheduler.enabled", "scheduler: {name: StepLR, step_size: 10, enabled: false}\n".to_owned()),
    ];
    for (place, file) in files {
        let problem = error(format!("{OPTIMIZER}\n{file}"));
        assert!(problem.starts_with(&format!("{place}: ")), "{file}{problem}");
    }
}

/// In the files of a known program as well.
#[test]
fn a_switch_beside_training_arguments_is_heeded() {
    let arguments = "learning_rate: 1e-3\nlr_scheduler_type: cosine\nmax_steps: 100\n";
    assert!(import_bytes(arguments.as_bytes()).is_ok());
    let problem = error(format!("{arguments}use_lr_scheduler: false\n"));
    assert_eq!(
        problem,
        "use_lr_scheduler: `use_lr_scheduler` is false, which says that there is no schedule, but the file has one; take \
         out what does not hold"
    );
}

#[test]
fn a_scheduler_that_is_switched_on_is_read() {
    let files = [
        format!("use_scheduler: true\nscheduler_enabled: true\nscheduler: {STEP}\n"),
        format!("scheduler:\n  enabled: true\n  config: {STEP}\n"),
        format!("scheduler: {STEP}\nwarmup: false\ncosine: null\nwarmup_scheduler: null\n"),
        format!("scheduler: {STEP}\nwarmup_iter: -1\nema: {{decay: 0.999, warmups: 1000}}\n"),
        format!("model:\n  _target_: my.LitModule\n  name: unet\n  scheduler: {STEP}\n"),
        format!(
            "lr_scheduler:\n  _target_: lightning.pytorch.utilities.types.LRSchedulerConfig\n  name: lr\n  \
             scheduler: {STEP}\n"
        ),
    ];
    for file in files {
        let file = format!("{OPTIMIZER}\n{file}");
        if let Err(error) = import_bytes(file.as_bytes()) {
            panic!("{file}{error}");
        }
    }
}

#[test]
fn an_unknown_class_around_a_scheduler_is_refused() {
    let cosine = "{_target_: torch.optim.lr_scheduler.CosineAnnealingLR, T_max: 100}";
    let files = [
        ("lr_scheduler._target_", format!("lr_scheduler:\n  _target_: my.Wrapper\n  scheduler: {cosine}\n")),
        (
            "lr_scheduler.class_path",
            format!("lr_scheduler:\n  class_path: my.Wrapper\n  init_args: {{after: {cosine}}}\n"),
        ),
        ("sched.type", format!("sched:\n  type: gradual\n  after: {cosine}\n")),
        ("train._target_", format!("train:\n  _target_: my.LinearWarmupCallback\n  inner: {cosine}\n")),
    ];
    for (place, file) in files {
        let problem = error(format!("{OPTIMIZER}\n{file}"));
        assert!(problem.starts_with(&format!("{place}: what `")), "{file}{problem}");
        assert!(problem.contains("makes of the scheduler `"), "{problem}");
    }
}

/// `None` is no type to transformers and Levanter, and not their default.
#[test]
fn a_null_is_not_the_default() {
    let transformers =
        "learning_rate: 1e-3\nlr_scheduler_type: null\nmax_steps: 100\nper_device_train_batch_size: 8\n";
    assert_eq!(error(transformers), "lr_scheduler_type: must be a string, got null");
    let levanter = "trainer: {num_train_steps: 100}\noptimizer: {learning_rate: 0.1, lr_schedule: null}\n";
    assert_eq!(error(levanter), "optimizer.lr_schedule: must be a schedule, got null");
}
