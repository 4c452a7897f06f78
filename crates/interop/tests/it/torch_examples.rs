//! Every file that PyTorch saved is read, or refused for the right reason.

use glidepath_core::LearningRateSchedule;
use glidepath_interop::Json;

use crate::common::{error, imported, names_in, torch_example};

const CODE: &str = "`LambdaLR or MultiplicativeLR` cannot be restored: its rate is computed by code, which is in no file; all that is known is the base rate, 0.1, and that of step 7, ";
const NO_OPTIMIZER: &str = "`OneCycleLR` cannot be restored: its rates are in the optimizer's `param_groups`, which \
                            the file does not have";
const NO_SWA_LR: &str = "`SWALR` cannot be restored: its `swa_lr` is in the optimizer's `param_groups`, which the \
                         file does not have";

/// What a file gives: the class here, the rates at steps 0 and 7 and the last recorded step.
enum Want {
    Read { class: &'static str, rates: [f64; 2], step: u64 },
    Refused(&'static str),
}

fn read(class: &'static str, first: f64, seventh: f64) -> Want {
    Want::Read { class, rates: [first, seventh], step: 7 }
}

/// What the scheduler in a file of that name gives.
fn want(name: &str) -> Want {
    match name.split('.').next().unwrap() {
        "ChainedScheduler" => read("Product", 0.010_000_000_000_000_002, 0.004_782_969_000_000_001),
        "ConstantLR" => read("PiecewiseConstantDecay", 0.05, 0.1),
        "CosineAnnealingLR" => read("CosineAnnealing", 0.1, 0.072_702_255_034_478_65),
        "CosineAnnealingWarmRestarts" => read("CosineDecayRestarts", 0.1, 0.025_007_5),
        "CyclicLR" => read("Cyclic", 0.01, 0.08),
        "ExponentialLR" => read("ExponentialDecay", 0.1, 0.047_829_690_000_000_01),
        "LinearLR" => read("Transition", 0.010_000_000_000_000_002, 0.041_5),
        "MultiStepLR" => read("PiecewiseConstantDecay", 0.1, 0.025),
        "PolynomialLR" => read("PolynomialDecay", 0.1, 0.042_25),
        "SequentialLR" => read("Sequential", 0.010_000_000_000_000_002, 0.099_196_479_429_931_48),
        "StepLR" => read("ExponentialDecay", 0.1, 0.025),
        "LambdaLR-function" | "LambdaLR-object" | "MultiplicativeLR" | "hf-linear" => Want::Refused(CODE),
        "OneCycleLR" | "OneCycleLR-three_phase" => Want::Refused(NO_OPTIMIZER),
        "SWALR" => Want::Refused(NO_SWA_LR),
        "ReduceLROnPlateau" | "hf-reduce_lr_on_plateau" => Want::Refused(
            "`ReduceLROnPlateau` follows a metric, not the step, so it is no schedule; what does the same is `ReduceOnPlateau`",
        ),
        "hf-greedy" => Want::Refused(
            "`GreedyLR` follows a metric, not the step, so it is no schedule; what does the same is `Greedy`",
        ),
        "hf-trainer" => Want::Refused(
            "no scheduler found: expected what `scheduler.state_dict()` gives, alone or in a checkpoint, got an optimizer without a scheduler",
        ),
        "SequentialLR-legacy-format"
        | "checkpoint_lightning_shape"
        | "checkpoint_model_optimizer_scheduler" => {
            Want::Read { class: "Sequential", rates: [1e-5, 0.000_703], step: 25 }
        }
        "checkpoint_epoch_0012" | "checkpoint_epoch_0012-legacy-format-protocol4" => {
            Want::Read { class: "Sequential", rates: [0.010_000_000_000_000_002, 0.073], step: 12 }
        }
        "checkpoint_onecycle" => read("OneCycle", 0.02, 0.359_699_603_120_452_7),
        _ => panic!("{name} is not known"),
    }
}

fn source(name: &str) -> &'static str {
    match name {
        name if name.contains("-legacy-format") => "torch-legacy",
        name if name.ends_with(".json") => "torch-state",
        _ => "torch",
    }
}

fn path(name: &str) -> &'static str {
    match name {
        "checkpoint_lightning_shape.ckpt" => "lr_schedulers[0]",
        name if name.starts_with("checkpoint") => "scheduler",
        _ => "",
    }
}

#[test]
fn every_example_is_read_or_refused() {
    let names = names_in("torch");
    assert_eq!(names.len(), 63);
    for name in names {
        let bytes = torch_example(&name);
        match want(&name) {
            Want::Refused(reason) => {
                let error = error(&bytes);
                assert!(error.starts_with(reason), "{name}: {error}");
            }
            Want::Read { class, rates, step } => {
                let imported = imported(&bytes);
                let json = Json::of(&imported.learning_rate).unwrap();
                assert_eq!(json.as_schedule().map(|(name, _)| name), Some(class), "{name}");
                let got = [0, 7].map(|step| imported.learning_rate.learning_rate(step));
                for (got, want) in got.into_iter().zip(rates) {
                    assert!((got - want).abs() <= 4.0 * f64::EPSILON * want, "{name}: {got:?}, {want:?}");
                }
                assert_eq!(imported.step, Some(step), "{name}");
                assert_eq!(imported.source.name(), source(&name), "{name}");
                assert_eq!(imported.path, path(&name), "{name}");
                assert_eq!(imported.further_groups, [], "{name}");
            }
        }
    }
}

#[test]
fn the_parameters_of_one_cycle_are_those_that_were_given() {
    let json = Json::of(&imported(torch_example("checkpoint_onecycle.pt")).learning_rate).unwrap();
    assert_eq!(
        json.to_string(),
        r#"{"class_name":"OneCycle","config":{"max_learning_rate":0.5,"total_steps":40,"pct_start":0.3,"anneal_strategy":"cosine","div_factor":25.0,"final_div_factor":10000.0,"three_phase":false,"name":null}}"#
    );
}

#[test]
fn the_releases_of_pytorch_agree() {
    for name in names_in("torch").iter().filter(|name| name.ends_with(".torch1.13.1.state_dict.json")) {
        let class = name.split('.').next().unwrap();
        if let Want::Read { .. } = want(name) {
            let old = imported(torch_example(name)).learning_rate;
            for new in [format!("{class}.pt"), format!("{class}.state_dict.json")] {
                assert_eq!(imported(torch_example(&new)).learning_rate, old, "{new}");
            }
        }
    }
}
