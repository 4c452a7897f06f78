//! Configurations of other programs with the rates that the programs compute: `tests/data/formats`.

use std::fs;
use std::path::PathBuf;

use glidepath_core::LearningRateSchedule;
use glidepath_interop::{ImportOptions, Imported, InteropError, StepUnit};
use glidepath_serde::Horizon;
use serde_json::Value;

/// A case of a file.
struct Case<'v>(&'v Value);

impl Case<'_> {
    fn text(&self, key: &str) -> &str {
        self.0[key].as_str().unwrap_or_default()
    }

    /// The options of the program, as the library has them.
    fn options(&self) -> ImportOptions {
        let mut options = ImportOptions::new();
        let mut horizon = Horizon::new();
        let mut words = self.text("options").split_whitespace();
        while let (Some(name), Some(value)) = (words.next(), words.next()) {
            match name {
                "--from" => options = options.with_format(value),
                "--per" => options = options.with_step_unit(StepUnit::Epoch),
                "--steps-per-epoch" => {
                    horizon = horizon.with_steps_per_epoch(value.parse().unwrap()).unwrap();
                }
                "--total-steps" => horizon = horizon.with_total_steps(value.parse().unwrap()).unwrap(),
                other => panic!("{other}"),
            }
        }
        options.with_horizon(horizon)
    }

    fn import(&self) -> Result<Imported, InteropError> {
        self.options().import_bytes(self.text("file").as_bytes())
    }

    fn numbers(&self, key: &str) -> Vec<f64> {
        self.0[key].as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect()
    }

    fn steps(&self) -> Vec<u64> {
        self.0["steps"].as_array().unwrap().iter().map(|step| step.as_u64().unwrap()).collect()
    }
}

/// How many doubles lie between two.
fn ulps(one: f64, other: f64) -> u64 {
    one.to_bits().abs_diff(other.to_bits())
}

/// Checks all cases of a format. The rates of a composition are one rounding of rates that are doubles
/// already, so that they may be `most_ulps` beside the nearest double of the whole formula.
fn check(format: &str, least_cases: usize, most_ulps: u64) {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/data/formats");
    let file: Value =
        serde_json::from_slice(&fs::read(folder.join(format!("{format}.json"))).unwrap()).unwrap();
    let cases: Vec<_> = file["cases"].as_array().unwrap().iter().map(Case).collect();
    assert!(cases.len() >= least_cases, "{format}: {} cases", cases.len());
    let mut problems = Vec::new();
    let mut greatest = 0;
    for case in &cases {
        let name = case.text("name");
        match case.import() {
            Err(error) if case.0["refused"] == true => {
                let (text, words) = (error.to_string(), case.text("error"));
                let has_words = text.contains(words) || format!("{:?}", error.remedy()).contains(words);
                if !has_words {
                    problems.push(format!("{name}: {text:?} does not say {words:?}"));
                }
            }
            Err(error) => problems.push(format!("{name}: {error}")),
            Ok(_) if case.0["refused"] == true => problems.push(format!("{name}: is not refused")),
            Ok(imported) => {
                let exact = case.numbers("exact");
                for (step, want) in case.steps().into_iter().zip(exact) {
                    let got = imported.learning_rate.learning_rate(step);
                    let distance = ulps(got, want);
                    greatest = greatest.max(distance);
                    if distance > most_ulps {
                        problems.push(format!("{name}, step {step}: got {got:?}, want {want:?}"));
                        break;
                    }
                }
                if let Some(step) = case.0["step"].as_u64() {
                    assert_eq!(imported.step, Some(step), "{name}");
                }
            }
        }
    }
    assert!(problems.is_empty(), "{format}:\n{}", problems.join("\n"));
    assert!(greatest == most_ulps, "{format}: the rates are {greatest} ulps off, not {most_ulps}");
}

#[test]
fn burn() {
    check("burn", 20, 1);
}

#[test]
fn model_garden() {
    check("model_garden", 16, 1);
}

#[test]
fn torch_config() {
    check("torch_config", 24, 1);
}

#[test]
fn mmengine() {
    check("mmengine", 24, 1);
}

#[test]
fn keras_custom() {
    check("keras_custom", 16, 1);
}

#[test]
fn torch_addons() {
    check("torch_addons", 10, 1);
}
