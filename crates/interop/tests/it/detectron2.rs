//! Configurations of detectron2: what is said of them, and the text of every error. Their rates are compared
//! in `formats.rs`.

use glidepath_core::LearningRateSchedule;
use glidepath_interop::{ImportOptions, Imported, Remedy, import_bytes};

/// A run of 60 iterations with all that counts.
const WHOLE: &str = "\
SOLVER:
  BASE_LR: 0.5
  LR_SCHEDULER_NAME: WarmupMultiStepLR
  MAX_ITER: 60
  STEPS: (30, 50)
  GAMMA: 0.5
  WARMUP_FACTOR: 0.5
  WARMUP_ITERS: 10
  WARMUP_METHOD: linear
";

/// The same with more lines in `SOLVER`, in place of those with the same keys.
fn run(more: &str) -> String {
    let key = |line: &str| line.split(':').next().unwrap_or_default().trim().to_owned();
    let replaced: Vec<_> = more.lines().map(key).collect();
    let kept: String =
        WHOLE.lines().filter(|line| !replaced.contains(&key(line))).map(|line| format!("{line}\n")).collect();
    let more: String = more.lines().map(|line| format!("  {}\n", line.trim())).collect();
    format!("{kept}{more}")
}

fn read(file: &str) -> Imported {
    import_bytes(file.as_bytes()).unwrap_or_else(|error| panic!("{file}: {error}"))
}

fn notes(file: &str) -> Vec<String> {
    read(file).notes.iter().map(ToString::to_string).collect()
}

#[test]
fn a_run_says_what_it_is() {
    let imported = read(&run("OPTIMIZER: ADAMW"));
    assert_eq!((imported.source.name(), imported.path.as_str()), ("detectron2", "SOLVER"));
    assert_eq!(imported.source.to_string(), "YAML of a detectron2 run");
    assert_eq!((imported.optimizer.as_deref(), imported.total_steps), (Some("ADAMW"), Some(60)));
    assert_eq!(imported.notes, []);
    let rates = [0, 5, 10, 29, 30, 49, 50, 59].map(|step| imported.learning_rate.learning_rate(step));
    assert_eq!(rates, [0.25, 0.375, 0.5, 0.5, 0.25, 0.25, 0.125, 0.125]);
    let named = ImportOptions::new().with_format("detectron2").import_bytes(WHOLE.as_bytes()).unwrap();
    assert_eq!(named.learning_rate, imported.learning_rate);
}

#[test]
fn values_may_be_literals_of_python() {
    let literals = run("BASE_LR: 5e-1\nSTEPS: \"(30, 50,)\"\nGAMMA: \".5\"\nWARMUP_ITERS: '10'\n");
    assert_eq!(read(&literals).learning_rate, read(WHOLE).learning_rate);
}

#[test]
fn what_the_file_does_not_say_is_the_default_beside_a_version() {
    let short = "SOLVER: {BASE_LR: 0.5}\n";
    let uncertain = import_bytes(short.as_bytes()).unwrap_err();
    assert_eq!(
        uncertain.to_string(),
        "SOLVER: missing field `MAX_ITER`: without a `VERSION` beside `SOLVER`, the default of detectron2 is not certain"
    );
    assert_eq!(uncertain.remedy(), Some(Remedy::Format));
    let named = ImportOptions::new().with_format("detectron2").import_bytes(short.as_bytes()).unwrap();
    let with_version = read(&format!("{short}VERSION: 2\n"));
    assert_eq!(named.learning_rate, with_version.learning_rate);
    assert_eq!(named.total_steps, Some(40_000));
    let text = "SOLVER: `MAX_ITER`, `LR_SCHEDULER_NAME`, `WARMUP_ITERS`, `WARMUP_METHOD`, `WARMUP_FACTOR`, `GAMMA`, `STEPS` \
                are not given; the defaults of detectron2 are 40000, WarmupMultiStepLR, 1000, linear, 0.001, 0.1, [30000]";
    assert_eq!(notes(&format!("{short}VERSION: 2\n")), [text]);
    let one = run("").replace("  GAMMA: 0.5\n", "") + "VERSION: 1\n";
    assert_eq!(notes(&one), ["SOLVER: `GAMMA` is not given; the default of detectron2 is 0.1"]);
}

#[test]
fn what_else_is_said() {
    assert_eq!(
        notes(&run("STEPS: (30, 70, 80)\nBIAS_LR_FACTOR: 2.0\nBACKBONE_MULTIPLIER: 0.1")),
        [
            "SOLVER.STEPS: 70, 80 after `MAX_ITER`, 60, change nothing, as in detectron2",
            "`BIAS_LR_FACTOR` gives some parameters rates of their own; the schedule is that of the others",
            "`BACKBONE_MULTIPLIER` gives some parameters rates of their own; the schedule is that of the others",
        ]
    );
    assert_eq!(notes(&run("BIAS_LR_FACTOR: 1.0\nBACKBONE_MULTIPLIER: 1")), [""; 0]);
}

#[track_caller]
fn check(more: &str, want: &str) {
    assert_eq!(import_bytes(run(more).as_bytes()).unwrap_err().to_string(), want);
}

#[test]
fn what_changes_the_rate_is_refused() {
    check(
        "REFERENCE_WORLD_SIZE: 8",
        "SOLVER.REFERENCE_WORLD_SIZE: must be 0, got 8: detectron2 scales the rate and the steps by the number of GPUs of \
         the run then",
    );
    check(
        "GRADIENT_ACCUMULATION_STEPS: 4",
        "SOLVER.GRADIENT_ACCUMULATION_STEPS: must be 1, got 4: the program that has it decides what a step is",
    );
    let based = import_bytes(format!("_BASE_: ../base.yaml\n{WHOLE}").as_bytes()).unwrap_err();
    assert_eq!(
        based.to_string(),
        "_BASE_: the rest of the configuration is in another file; write the whole one with `cfg.dump()`"
    );
    let version = import_bytes(format!("{WHOLE}VERSION: 3\n").as_bytes()).unwrap_err();
    assert_eq!(version.to_string(), "VERSION: must be 1 or 2, got the number 3");
    let error = import_bytes(run("MAX_EPOCHS: 120").as_bytes()).unwrap_err().to_string();
    assert!(error.starts_with("SOLVER.MAX_EPOCHS: unknown field `MAX_EPOCHS`, expected one of `"), "{error}");
    let beside = import_bytes(format!("{WHOLE}LR_DROP: 3\n").as_bytes()).unwrap_err().to_string();
    assert!(beside.starts_with("LR_DROP: "), "{beside}");
}

#[test]
fn values_that_are_wrong() {
    check(
        "LR_SCHEDULER_NAME: WarmupExponentialLR",
        "SOLVER.LR_SCHEDULER_NAME: must be `WarmupMultiStepLR`, `WarmupCosineLR`, `WarmupStepWithFixedGammaLR` or \
         `WarmupPolyLR`, got \"WarmupExponentialLR\"",
    );
    check("WARMUP_METHOD: burnin", "SOLVER.WARMUP_METHOD: must be `linear` or `constant`, got \"burnin\"");
    check("BASE_LR: -1", "SOLVER.BASE_LR: must be a finite number, at least 0, got the number -1");
    check("MAX_ITER: 0", "SOLVER.MAX_ITER: must be a whole number above 0, got the number 0");
    check(
        "MAX_ITER: 1000000",
        "SOLVER.MAX_ITER: must be below 1000000, got 1000000: fvcore adds a millionth of the run to the time, which is a \
         step or more then",
    );
    check("STEPS: 30", "SOLVER.STEPS: must be a list, got the number 30");
    check("STEPS: (30, 60)", "SOLVER.STEPS[1]: must not be `MAX_ITER`, 60");
    check("STEPS: (30, 30)", "SOLVER.STEPS[1]: must be greater than 30, got 30");
    check("STEPS: (0, 30)", "SOLVER.STEPS[0]: must be greater than 0, got 0");
    check("STEPS: steps", "SOLVER.STEPS: must be a list, got the string \"steps\"");
    check("GAMMA: 1/10", "SOLVER.GAMMA: must be a finite number, at least 0, got the string \"1/10\"");
    check(
        "RESCALE_INTERVAL: true\nWARMUP_ITERS: 60",
        "SOLVER.WARMUP_ITERS: must be below `MAX_ITER`, 60, with `RESCALE_INTERVAL`, got 60",
    );
}

#[test]
fn values_that_are_wrong_for_a_scheduler() {
    let with = |name: &str, more: &str| format!("LR_SCHEDULER_NAME: {name}\n{more}");
    check(
        &with("WarmupCosineLR", "BASE_LR_END: 0.6"),
        "SOLVER.BASE_LR_END: must be at most `BASE_LR`, 0.5, got 0.6",
    );
    check(
        &with("WarmupCosineLR", "BASE_LR: 0"),
        "SOLVER.BASE_LR: must be greater than 0 with `WarmupCosineLR`, got 0",
    );
    let fixed = "WarmupStepWithFixedGammaLR";
    check(
        &with(fixed, "NUM_DECAYS: 0"),
        "SOLVER.NUM_DECAYS: must be a whole number above 0, got the number 0",
    );
    check(&with(fixed, "NUM_DECAYS: 60"), "SOLVER.NUM_DECAYS: must be below `MAX_ITER`, 60, got 60");
    check(&with(fixed, "NUM_DECAYS: 3\nGAMMA: 0.0"), "SOLVER.GAMMA: must be greater than 0, got 0.0");
    check(
        &with(fixed, "NUM_DECAYS: 3\nWARMUP_ITERS: 70"),
        "SOLVER.WARMUP_ITERS: must be below `MAX_ITER`, 60, with this scheduler",
    );
    let poly = |more| with("WarmupPolyLR", &format!("POLY_LR_POWER: 0.9\n{more}"));
    check(
        &poly("POLY_LR_CONSTANT_ENDING: 1.5"),
        "SOLVER.POLY_LR_CONSTANT_ENDING: must be at most 1, got 1.5",
    );
    check(
        &poly("POLY_LR_CONSTANT_ENDING: 0.9"),
        "SOLVER.POLY_LR_CONSTANT_ENDING: must not be reached before the end of the warmup",
    );
}
