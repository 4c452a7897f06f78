//! Configurations of runs, step by step against the rates of the frameworks (tests/data/formats).

use std::fs;

use glidepath_core::LearningRateSchedule;
use glidepath_interop::{ImportOptions, Imported, InteropError};
use glidepath_serde::{Horizon, LearningRate};
use serde_json::Value;

use crate::common::data;

/// How far a rate may be from the nearest double of the formula, in ulp, and from what the framework
/// computes, as a share of the greatest rate of the run.
struct Bound {
    ulp: u64,
    framework: f64,
}

/// What one rounded parameter costs: the end of a decay is a product.
const ONE: Bound = Bound { ulp: 1, framework: 1e-14 };

/// Parameters that are not rounded.
const NEAREST: Bound = Bound { ulp: 0, framework: 1e-14 };

#[track_caller]
fn check(name: &str, bound: &Bound) {
    let file = fs::read_to_string(data("formats").join(format!("{name}.json"))).unwrap();
    let file: Value = serde_json::from_str(&file).unwrap();
    let cases = file["cases"].as_array().unwrap();
    assert!(cases.len() >= 8);
    let mut greatest = 0;
    for case in cases {
        let label = format!("{name}, {}", case["name"].as_str().unwrap());
        let read = read(case);
        if case["refused"] == true {
            assert!(read.is_err(), "{label}: read, though it must be refused");
            continue;
        }
        let imported = read.unwrap_or_else(|error| panic!("{label}: {error}"));
        greatest = greatest.max(compare(&label, &imported.learning_rate, case, "", bound));
        if case["bias_rates"].is_array() && case["bias_rates"] != case["rates"] {
            greatest = greatest.max(compare(&label, &imported.further_groups[0], case, "bias_", bound));
        }
    }
    assert_eq!(greatest, bound.ulp, "{name}: the bound is not what is measured");
}

fn read(case: &Value) -> Result<Imported, InteropError> {
    let mut horizon = Horizon::new();
    let mut options = case["options"].as_str().unwrap().split_whitespace();
    while let (Some(option), Some(value)) = (options.next(), options.next()) {
        let told = match option {
            "--steps-per-epoch" => horizon.with_steps_per_epoch(value.parse().unwrap()),
            "--total-steps" => horizon.with_total_steps(value.parse().unwrap()),
            other => panic!("unknown option {other}"),
        };
        horizon = told.unwrap();
    }
    let options = ImportOptions::new().with_horizon(horizon);
    options.import_bytes(case["file"].as_str().unwrap().as_bytes())
}

fn numbers(values: &Value) -> Vec<f64> {
    values.as_array().unwrap().iter().map(|value| value.as_f64().unwrap()).collect()
}

/// The greatest distance from the nearest double, in ulp; 0 where it is not known.
fn compare(label: &str, rate: &LearningRate, case: &Value, prefix: &str, bound: &Bound) -> u64 {
    let steps = case["steps"].as_array().unwrap().iter().map(|step| step.as_u64().unwrap());
    let framework = numbers(&case[format!("{prefix}rates")]);
    let peak = framework.iter().copied().fold(0.0, f64::max);
    let exact = &case[format!("{prefix}exact")];
    let exact = if exact.is_array() { Some(numbers(exact)) } else { None };
    let mut greatest = 0;
    for (index, step) in steps.enumerate() {
        let got = rate.learning_rate(step);
        let off = (got - framework[index]).abs();
        assert!(
            off <= bound.framework * peak,
            "{label}, step {step}: got {got:?}, the framework {:?}",
            framework[index]
        );
        if let Some(exact) = &exact {
            let ulp = got.to_bits().abs_diff(exact[index].to_bits());
            assert!(
                ulp <= bound.ulp,
                "{label}, step {step}: got {got:?}, want {:?}, {ulp} ulp",
                exact[index]
            );
            greatest = greatest.max(ulp);
        }
    }
    greatest
}

#[test]
fn torchtune() {
    check("torchtune", &NEAREST);
}

#[test]
fn torchtitan() {
    check("torchtitan", &ONE);
}

#[test]
fn levanter() {
    check("levanter", &ONE);
}

#[test]
fn mlx_lm() {
    check("mlx_lm", &NEAREST);
}

#[test]
fn deepmd() {
    check("deepmd", &ONE);
}

#[test]
fn ultralytics() {
    check("ultralytics", &ONE);
}

#[test]
fn timm_arguments() {
    // The same classes are held to the nearest doubles elsewhere.
    check("timm_args", &NEAREST);
}

#[test]
fn transformers_one_level_down() {
    check("transformers_nested", &ONE);
}

const NAMES: [&str; 8] = [
    "deepmd",
    "levanter",
    "mlx_lm",
    "timm_args",
    "torchtitan",
    "torchtune",
    "transformers_nested",
    "ultralytics",
];

/// The cases that are read.
fn readable() -> Vec<(String, Value)> {
    let mut cases = Vec::new();
    for name in NAMES {
        let file = fs::read_to_string(data("formats").join(format!("{name}.json"))).unwrap();
        let file: Value = serde_json::from_str(&file).unwrap();
        let of_file = file["cases"].as_array().unwrap().iter().filter(|case| case["refused"] != true);
        cases.extend(of_file.map(|case| (format!("{name}, {}", case["name"]), case.clone())));
    }
    cases
}

/// The file with one more key at its root.
fn with_key(case: &Value, key: &str, value: &str) -> Value {
    let text = case["file"].as_str().unwrap();
    let text = match case["language"].as_str().unwrap() {
        "json" => text.replacen('{', &format!("{{\"{key}\": {value}, "), 1),
        "yaml" => format!("{text}{key}: {value}\n"),
        "toml" => format!("{key} = {value}\n{text}"),
        other => panic!("{other}"),
    };
    let mut case = case.clone();
    case["file"] = text.into();
    case
}

#[test]
fn no_key_that_speaks_of_a_schedule_is_passed_over() {
    for (label, case) in readable() {
        for key in ["rewarm_iters", "lr_drop_at", "cosine_cycles", "final_lr"] {
            let error = read(&with_key(&case, key, "100")).expect_err(&label).to_string();
            assert!(error.contains(key), "{label}: {error}");
        }
    }
}

#[test]
fn harmless_keys_change_nothing() {
    for (label, case) in readable() {
        let want = read(&case).unwrap();
        for key in ["description", "weight_decay_of_head", "image_size", "ema_decay_rate"] {
            let got = read(&with_key(&case, key, "1")).unwrap_or_else(|error| panic!("{label}: {error}"));
            assert_eq!(got.learning_rate, want.learning_rate, "{label}, {key}");
        }
    }
}

#[test]
fn damaged_files_are_refused_or_read_and_nothing_panics() {
    for (_, case) in readable() {
        let text = case["file"].as_str().unwrap();
        for (index, _) in text.char_indices().step_by(251) {
            for replacement in ["", "-", "9e400", "null", "[", "nan", "18446744073709551615"] {
                let mut damaged = case.clone();
                let end = text[index..].char_indices().nth(3).map_or(text.len(), |(end, _)| index + end);
                damaged["file"] = format!("{}{replacement}{}", &text[..index], &text[end..]).into();
                if let Ok(imported) = read(&damaged) {
                    for step in [0, 1, 1_000, u64::MAX] {
                        let rate = imported.learning_rate.learning_rate(step);
                        assert!(rate >= 0.0 && rate.is_finite(), "{}", damaged["file"]);
                    }
                }
            }
        }
    }
}
