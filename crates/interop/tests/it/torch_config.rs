//! PyTorch's classes in configurations: where the rate is, what a step is, and what is refused.

use glidepath_core::LearningRateSchedule;
use glidepath_interop::{ImportOptions, Imported, InteropError, Note, Remedy, StepUnit, import_bytes};
use glidepath_serde::Horizon;

const STEP: &str = "{_target_: torch.optim.lr_scheduler.StepLR, step_size: 3}";

fn imported(text: &str) -> Imported {
    import_bytes(text.as_bytes()).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn error(text: &str) -> String {
    import_bytes(text.as_bytes()).unwrap_err().to_string()
}

fn epochs(text: &str, steps_per_epoch: Option<f64>) -> Result<Imported, InteropError> {
    let horizon = Horizon::new();
    let horizon = match steps_per_epoch {
        Some(steps) => horizon.with_steps_per_epoch(steps).unwrap(),
        None => horizon,
    };
    ImportOptions::new().with_horizon(horizon).with_step_unit(StepUnit::Epoch).import_bytes(text.as_bytes())
}

#[test]
fn what_a_step_is_is_told() {
    let text = format!("optimizer: {{_target_: torch.optim.Adam, lr: 0.5}}\nscheduler: {STEP}\n");
    let own = imported(&text);
    assert_eq!((own.step_unit, own.source.name(), own.path.as_str()), (None, "torch-config", "scheduler"));
    assert_eq!(own.source.to_string(), "YAML of a PyTorch configuration");
    assert_eq!(own.optimizer.as_deref(), Some("torch.optim.Adam"));
    let rules: Vec<_> = own.notes.iter().map(Note::rule).collect();
    assert_eq!(rules, ["scheduler-steps"]);

    let stretched = epochs(&text, Some(12.5)).unwrap();
    assert_eq!(stretched.step_unit, Some(StepUnit::Update));
    assert_eq!([37, 38].map(|step| stretched.learning_rate.learning_rate(step)), [0.5, 0.05]);
    assert_eq!(stretched.notes[0].to_string(), "each step of the scheduler lasts an epoch of 12.5 steps");

    let unknown = epochs(&text, None).unwrap_err();
    let problem =
        "scheduler: a step of the scheduler is an epoch, and the number of updates per epoch is unknown";
    assert_eq!(unknown.to_string(), problem);
    assert_eq!(unknown.remedy(), Some(Remedy::StepsPerEpoch));

    let updates =
        ImportOptions::new().with_step_unit(StepUnit::Update).import_bytes(text.as_bytes()).unwrap();
    assert_eq!((updates.notes.as_slice(), updates.step_unit), ([].as_slice(), Some(StepUnit::Update)));
}

#[test]
fn a_state_does_not_tell_what_a_step_is() {
    let text = r#"{"class": "StepLR", "base_lr": 0.5, "kwargs": {"step_size": 3}}"#;
    assert_eq!(imported(text).step_unit, None);
    let stretched = epochs(text, Some(10.0)).unwrap();
    assert_eq!([29, 30].map(|step| stretched.learning_rate.learning_rate(step)), [0.5, 0.05]);
}

#[test]
fn lightning_tells_what_a_step_is() {
    let text = |interval: &str| {
        format!(
            "optimizer: {{lr: 0.5, name: SGD}}\nlr_scheduler:\n  interval: {interval}\n  scheduler: {STEP}\n"
        )
    };
    let by_step = imported(&text("step"));
    assert_eq!((by_step.step_unit, by_step.notes.as_slice()), (Some(StepUnit::Update), [].as_slice()));
    let problem = epochs(&text("step"), Some(10.0)).unwrap_err().to_string();
    assert_eq!(
        problem,
        "lr_scheduler.scheduler: the file says that its steps are updates, so they cannot be epochs"
    );

    let by_epoch = imported(&text("epoch"));
    assert_eq!(by_epoch.notes[0].to_string(), "a step here is an epoch, as `interval` says");
    let horizon = Horizon::new().with_steps_per_epoch(10.0).unwrap();
    let stretched =
        ImportOptions::new().with_horizon(horizon).import_bytes(text("epoch").as_bytes()).unwrap();
    assert_eq!([29, 30].map(|step| stretched.learning_rate.learning_rate(step)), [0.5, 0.05]);

    let updates = ImportOptions::new().with_step_unit(StepUnit::Update);
    assert_eq!(
        updates.import_bytes(text("epoch").as_bytes()).unwrap_err().to_string(),
        "lr_scheduler.scheduler: the file says that its steps are epochs, so they cannot be updates"
    );

    assert_eq!(error(&text("batch")), "lr_scheduler.interval: must be \"step\" or \"epoch\", got \"batch\"");
    assert_eq!(
        error(&text("epoch").replace("interval", "frequency: 2\n  interval")),
        "lr_scheduler.frequency: must be 1, got 2"
    );
}

#[test]
fn a_file_whose_steps_are_updates_has_no_epochs() {
    let text = r#"{"class_name": "Constant", "config": {"learning_rate": 0.5}}"#;
    let problem = epochs(text, Some(10.0)).unwrap_err().to_string();
    assert_eq!(problem, "the file says that its steps are updates, so they cannot be epochs");
}

#[test]
fn the_rate_is_that_of_the_nearest_optimizer() {
    let first = |text: &str| imported(text).learning_rate.learning_rate(0);
    assert_eq!(first(&format!("optimizer: {{name: SGD, lr: 0.5}}\nscheduler: {STEP}")), 0.5);
    assert_eq!(first(&format!("lr: 0.5\ntrain: {{scheduler: {STEP}}}")), 0.5);
    assert_eq!(
        first(&format!(
            "optim: {{class_path: SGD, init_args: {{lr: 0.5}}}}\na: {{b: {{scheduler: {STEP}}}}}"
        )),
        0.5
    );
    assert_eq!(first(&format!("lr: 0.5\noptimizer: {{lr: 0.5}}\nscheduler: {STEP}")), 0.5);
    let one_cycle = "{name: OneCycleLR, max_lr: 0.5, total_steps: 10, div_factor: 5}";
    assert_eq!(first(&format!("scheduler: {one_cycle}")), 0.1);
    assert_eq!(
        error(&format!("optimizer_g: {{lr: 0.5}}\noptimizer_d: {{lr: 0.25}}\nscheduler: {STEP}")),
        "optimizer_g.lr: is another rate than `optimizer_d.lr`; which of them `scheduler` has is not known"
    );
    assert_eq!(
        error(&format!("scheduler: {STEP}\nmodel: {{lr: 0.5}}")),
        "scheduler: no rate of an optimizer beside it: expected `lr` in an `optimizer`; if this file is only a part \
         of a configuration, give the whole"
    );
}

#[test]
fn what_hydra_takes_from_other_files_is_refused() {
    let with = |defaults: &str| format!("defaults: {defaults}\noptimizer: {{lr: 0.5}}\nscheduler: {STEP}");
    for defaults in ["[]", "[_self_]", "[{override /data: cifar}, _self_]", "[{model: resnet}]"] {
        imported(&with(defaults));
    }
    let problem = error(&with("[base, _self_]"));
    assert!(
        problem.starts_with("defaults[0]: `base` is another file, which may have more of `scheduler`"),
        "{problem}"
    );
    for defaults in [
        "[{scheduler: step}]",
        "[{override /optimizer@optimizer: adam}]",
        "[{train/lr_scheduler: step}]",
        "['optimizer: adam']",
    ] {
        assert!(error(&with(defaults)).contains("which may have more of `scheduler`"), "{defaults}");
    }
    let inner = format!("defaults: [{{train: long}}]\ntrain: {{lr: 0.5, scheduler: {STEP}}}");
    assert!(error(&inner).starts_with("defaults[0].train: "));
    let base = format!("_base_: ../base.yaml\nlr: 0.5\nscheduler: {STEP}");
    assert_eq!(error(&base), "_base_: is another file, which may have more of `scheduler`");
}

#[test]
fn a_rate_that_is_scaled_is_refused() {
    let scaled = |key: &str| error(&format!("optimizer: {{lr: 0.5}}\nscheduler: {STEP}\n{key}"));
    assert_eq!(
        scaled("linear_scaling: true"),
        "linear_scaling: `linear_scaling` scales the rate by the size of the batch or the number of processes, which is not \
         read here"
    );
    imported(&format!("optimizer: {{lr: 0.5}}\nscheduler: {STEP}\nlinear_scaling: false\nloss_scale: 128"));
}

#[test]
fn what_is_wrong_is_named() {
    let with = |scheduler: &str| error(&format!("optimizer: {{name: SGD, lr: 0.5}}\nscheduler: {scheduler}"));
    assert_eq!(
        with("{name: StepLR, step_size: 3, last_epoch: 9}"),
        "scheduler.last_epoch: must be -1, the beginning, got 9"
    );
    assert_eq!(
        with("{name: StepLR, step_size: '${every}'}"),
        "scheduler.step_size: `${every}` is a reference or an expression that is not resolved here; write the value itself"
    );
    assert_eq!(
        with("{name: StepLR, params: {step_size: 3}, warmup: 5}"),
        "scheduler.warmup: unknown field `warmup`, expected one of `name`, `_partial_`, `_convert_`, `_recursive_`, \
         `interval`, `frequency`, `params`"
    );
    assert_eq!(
        with(
            "{_target_: torch.optim.lr_scheduler.SequentialLR, milestones: [3], schedulers: [{_target_: a.StepsLR}]}"
        ),
        "scheduler.schedulers[0]._target_: unknown class `a.StepsLR`; did you mean `StepLR`?"
    );
    assert_eq!(
        error(&format!("lr: 0.5\nscheduler: {STEP}\nscheduler_d: {STEP}")),
        "scheduler_d: there are two schedulers, `scheduler` and this one; which one drives the rate is not known"
    );
    assert_eq!(
        error(&format!("lr: 0.5\nscheduler: {STEP}\nwarmup_epochs: 3")),
        "warmup_epochs: `warmup_epochs` belongs to a schedule and is not read here, so the rates may differ"
    );
}

#[test]
fn classes_of_packages_beside_pytorch_are_known() {
    let text = "optimizer: {_target_: torch.optim.Adam, lr: 0.5}\n\
        scheduler: {_target_: pl_bolts.optimizers.lr_scheduler.LinearWarmupCosineAnnealingLR, warmup_epochs: 3, \
        max_epochs: 13}";
    let imported = imported(text);
    assert_eq!(
        [0, 1, 2, 3, 8, 13].map(|step| imported.learning_rate.learning_rate(step)),
        [0.0, 0.25, 0.5, 0.5, 0.25, 0.0]
    );
}

#[test]
fn an_optimizer_without_a_scheduler_is_told() {
    let gan = imported(&format!(
        "generator: {{optimizer: {{name: Adam, lr: 0.5}}}}\n\
         discriminator: {{optimizer: {{name: Adam, params: {{lr: 0.5}}}}, scheduler: {STEP}}}\n"
    ));
    assert_eq!(
        gan.notes[0].to_string(),
        "there are several optimizers, discriminator.optimizer, generator.optimizer; the rates here are those of the one \
         that `discriminator.scheduler` belongs to"
    );
}

#[test]
fn lightning_takes_a_class_without_its_module() {
    let text = "optimizer: {class_path: Adam, init_args: {lr: 0.5}}\n\
                lr_scheduler: {class_path: CosineAnnealingLR, init_args: {T_max: 20}}\n\
                trainer:\n  callbacks:\n  - class_path: LearningRateMonitor\n";
    assert_eq!([10, 20].map(|step| imported(text).learning_rate.learning_rate(step)), [0.25, 0.0]);
    let monitored = format!(
        "optimizer: {{lr: 0.5}}\nscheduler: {STEP}\ncallbacks:\n  learning_rate_monitor:\n    \
         _target_: lightning.pytorch.callbacks.LearningRateMonitor\n"
    );
    assert_eq!(imported(&monitored).learning_rate.learning_rate(3), 0.05);
    let named = "optimizer: {lr: 0.5}\nscheduler: {name: mine, type: StepLR, step_size: 3}\n";
    assert!(error(named).starts_with("scheduler.name: unknown field `name`"), "{}", error(named));
}

#[test]
fn what_stands_elsewhere_in_the_file_is_looked_up() {
    let of = |rate: &str, size: &str, rest: &str| {
        format!(
            "optimizer: {{_target_: torch.optim.Adam, lr: '{rate}'}}\nscheduler: {{_target_: \
             torch.optim.lr_scheduler.StepLR, step_size: '{size}'}}\nhparams: {{lr: 0.5, period: [2, 3]}}\n{rest}"
        )
    };
    let want = imported(&of("${hparams.lr}", "${hparams.period.1}", "")).learning_rate;
    assert_eq!([0, 2, 3].map(|step| want.learning_rate(step)), [0.5, 0.5, 0.05]);
    for (rate, size) in [("@hparams#lr", "@hparams#period#1"), ("${first}", "@hparams::period::1")] {
        let read = imported(&of(rate, size, "first: ${hparams.lr}\n"));
        assert_eq!(read.learning_rate, want);
    }
    for missing in [
        "${missing}",
        "${.lr}",
        "${hparams..lr}",
        "${oc.env:LR}",
        "${hparams}",
        "${first}",
        "@missing",
        "@#lr",
        "@##lr",
        "@::lr",
        "@hparams:lr",
        "@hparams###lr",
        "$@hparams#lr * 2",
    ] {
        assert_eq!(
            error(&of(missing, "3", "first: ${second}\nsecond: ${first}\nlr: 0.5\n")),
            format!(
                "optimizer.lr: `{missing}` is a reference or an expression that is not resolved here; write the value itself"
            )
        );
    }
}

#[test]
fn the_handler_of_monai_tells_what_a_step_is() {
    let bundle = |handler: &str| {
        format!(
            "optimizer: {{_target_: Novograd, params: $@network.parameters(), lr: 0.5}}\nlr_scheduler: {{_target_: \
             torch.optim.lr_scheduler.StepLR, optimizer: '@optimizer', step_size: 3}}\ntrain: {{handlers: \
             [{{_target_: LrScheduleHandler, lr_scheduler: '@lr_scheduler'{handler}}}]}}\n"
        )
    };
    let of_epochs = imported(&bundle(""));
    assert_eq!(of_epochs.step_unit, Some(StepUnit::Epoch));
    let notes: Vec<_> = of_epochs.notes.iter().map(ToString::to_string).collect();
    assert_eq!(notes, ["a step here is an epoch, as `LrScheduleHandler` makes one after each"]);
    let of_updates = imported(&bundle(", epoch_level: false"));
    assert_eq!((of_updates.step_unit, of_updates.notes.as_slice()), (Some(StepUnit::Update), &[][..]));
    let other = bundle("").replace("'@lr_scheduler'", "'@other'");
    assert!(error(&other).starts_with("train.handlers[0].lr_scheduler: "), "{}", error(&other));

    let handler = |more: &str| error(&bundle(more));
    for (level, got) in [("'$@x'", "the string \"$@x\""), ("null", "null"), ("1", "the number 1")] {
        assert_eq!(
            handler(&format!(", epoch_level: {level}")),
            format!("train.handlers[0].epoch_level: must be true or false, got {got}")
        );
    }
    imported(&bundle(", _disabled_: false, epoch_level: true"));
    assert_eq!(
        handler(", _disabled_: true"),
        "train.handlers[0]._disabled_: must be false, or the scheduler makes no step, got true"
    );
    assert_eq!(
        handler(", step_transform: '$lambda engine: engine.state.epoch'"),
        "train.handlers[0].step_transform: must be left out: what it passes to the scheduler is not known"
    );
    assert_eq!(
        handler("}, {_target_: monai.handlers.LrScheduleHandler, lr_scheduler: '@lr_scheduler'"),
        "train.handlers[1]: makes steps of `lr_scheduler`, and so does `train.handlers[0]`; only one is read"
    );
}

/// `@optimizer` says which optimizer it is, whatever else stands beside the scheduler.
#[test]
fn the_rate_is_that_of_the_optimizer_of_monai() {
    let bundle = |optimizer: &str, reference: &str| {
        format!(
            "lr: 0.25\noptimizer: {{_target_: torch.optim.Adam{optimizer}}}\nnetworks: [{{optimizer: {{_target_: \
             SGD, lr: 0.25}}}}]\nscheduler: {{_target_: torch.optim.lr_scheduler.StepLR, optimizer: '{reference}', \
             step_size: 3}}\n"
        )
    };
    let first = imported(&bundle(", lr: 0.5", "@optimizer").replace("0.25", "0.5"));
    assert_eq!(
        (first.learning_rate.learning_rate(0), first.optimizer.as_deref()),
        (0.5, Some("torch.optim.Adam"))
    );
    let second = bundle(", lr: '@lr'", "@networks::0#optimizer");
    let second = imported(&second);
    assert_eq!((second.learning_rate.learning_rate(0), second.optimizer.as_deref()), (0.25, Some("SGD")));

    assert_eq!(
        error(&bundle("", "@optimizer")),
        "scheduler.optimizer: the optimizer `@optimizer` has no `lr`, and the default of its class is not read; write `lr` \
         there"
    );
    for reference in ["@#optimizer", "@missing", "@lr#optimizer", "@networks", "@"] {
        assert_eq!(
            error(&bundle(", lr: 0.25", reference)),
            format!(
                "scheduler.optimizer: must be an optimizer of this file by its place from the root, as `@optimizer`, got \
                 `{reference}`"
            )
        );
    }
    assert_eq!(
        error(&bundle(", lr: 0.25, _disabled_: true", "@optimizer")),
        "optimizer._disabled_: must be false, or there is no optimizer, got true"
    );
}

#[test]
fn schedulers_within_another_have_the_optimizer_of_monai() {
    let bundle = |own: &str, second: &str| {
        format!(
            "optimizer: {{_target_: torch.optim.Adam, lr: 0.5}}\nscheduler: {{_target_: \
             torch.optim.lr_scheduler.SequentialLR{own}, milestones: [2], schedulers: [{{_target_: \
             torch.optim.lr_scheduler.ConstantLR, optimizer: '@optimizer', factor: 0.5, total_iters: 9}}, {{_target_: \
             torch.optim.lr_scheduler.StepLR, optimizer: '{second}', step_size: 3}}]}}\n"
        )
    };
    for own in [", optimizer: '@optimizer'", ""] {
        let rates = imported(&bundle(own, "@optimizer")).learning_rate;
        assert_eq!([0, 2, 5].map(|step| rates.learning_rate(step)), [0.25, 0.5, 0.05]);
        assert_eq!(
            error(&bundle(own, "@other")),
            "scheduler.schedulers[1].optimizer: `@other` is a reference or an expression that is not resolved here; write \
             the value itself"
        );
    }
}
