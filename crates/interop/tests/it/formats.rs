//! Configurations of other programs, step by step against the rates of the programs: every file of
//! `tests/data/formats`. What a file must have, `docs/adding-a-format.md` says.

use std::fs;

use glidepath_core::LearningRateSchedule;
use glidepath_interop::{ImportOptions, Imported, InteropError, StepUnit};
use glidepath_serde::{Horizon, LearningRate};
use serde_json::Value;

use crate::common::{data, names_in};

/// How far a rate may be from what the framework computes, as a share of the greatest rate of the run: sums
/// over all steps add up their roundings.
const OF_FRAMEWORK: f64 = 1e-13;

/// The fewest cases of a file.
const LEAST_CASES: usize = 8;

/// What is no configuration of a run: states and parts of one, where a key at the root says something else.
const OF_PARTS: [&str; 6] =
    ["burn", "keras_custom", "mmengine", "model_garden", "torch_addons", "torch_config"];

/// The names of the files and what they hold.
fn files() -> Vec<(String, Value)> {
    let read = |name: String| {
        let text = fs::read_to_string(data("formats").join(&name)).unwrap();
        (name.trim_end_matches(".json").to_owned(), serde_json::from_str(&text).unwrap())
    };
    names_in("formats").into_iter().filter(|name| name.ends_with(".json")).map(read).collect()
}

fn cases(file: &Value) -> &[Value] {
    file["cases"].as_array().unwrap()
}

#[test]
fn rates_are_those_of_the_frameworks() {
    let mut problems = Vec::new();
    let files = files();
    assert!(!files.is_empty());
    for (name, file) in files {
        let mut greatest = 0;
        if cases(&file).len() < LEAST_CASES {
            problems.push(format!("{name}: has fewer than {LEAST_CASES} cases"));
        }
        for case in cases(&file) {
            let label = format!("{name}, {}", case["name"].as_str().unwrap());
            match check(case) {
                Ok(ulp) => greatest = greatest.max(ulp),
                Err(problem) => problems.push(format!("{label}: {problem}")),
            }
        }
        if file["ulp"] != greatest {
            problems.push(format!(
                "{name}: the rates are up to {greatest} ulp from `exact`; the file says `\"ulp\": {}`, as its \
                 script wrote",
                file["ulp"]
            ));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// The greatest distance from the nearest doubles, in ulp, of a case that is read.
fn check(case: &Value) -> Result<u64, String> {
    let imported = match read(case) {
        Ok(_) if case["refused"] == true => return Err("is not refused".to_owned()),
        Err(error) if case["refused"] == true => {
            let (text, words) = (error.to_string(), case["error"].as_str().unwrap_or_default());
            let has_words = text.contains(words) || format!("{:?}", error.remedy()).contains(words);
            return if has_words { Ok(0) } else { Err(format!("{text:?} does not say {words:?}")) };
        }
        read => read.map_err(|error| error.to_string())?,
    };
    if case["step"].as_u64().is_some_and(|step| imported.step != Some(step)) {
        return Err(format!("saved at step {:?}, not {}", imported.step, case["step"]));
    }
    let ulp = compare(&imported.learning_rate, case, "")?;
    if case["bias_rates"].is_array() && case["bias_rates"] != case["rates"] {
        return Ok(ulp.max(compare(&imported.further_groups[0], case, "bias_")?));
    }
    Ok(ulp)
}

/// The greatest distance from the nearest doubles, in ulp; 0 where they are not known.
fn compare(rate: &LearningRate, case: &Value, prefix: &str) -> Result<u64, String> {
    let steps: Vec<u64> = case["steps"].as_array().unwrap().iter().filter_map(Value::as_u64).collect();
    let of_framework = numbers(&case[format!("{prefix}rates")]);
    let exact = numbers(&case[format!("{prefix}exact")]);
    assert!(of_framework.len() == steps.len() || exact.len() == steps.len(), "a rate for each step");
    let most = OF_FRAMEWORK * of_framework.iter().copied().fold(0.0, f64::max);
    let got = |step: &u64| rate.learning_rate(*step);
    for (step, want) in steps.iter().zip(&of_framework) {
        if (got(step) - want).abs() > most {
            return Err(format!("step {step}: got {:?}, the framework {want:?}", got(step)));
        }
    }
    let mut greatest = 0;
    for (step, want) in steps.iter().zip(&exact) {
        let ulp = got(step).to_bits().abs_diff(want.to_bits());
        if ulp > 1 {
            return Err(format!("step {step}: got {:?}, want {want:?}, {ulp} ulp", got(step)));
        }
        greatest = greatest.max(ulp);
    }
    Ok(greatest)
}

fn numbers(values: &Value) -> Vec<f64> {
    values.as_array().into_iter().flatten().map(|value| value.as_f64().unwrap()).collect()
}

/// Reads the file of a case with the options that the program would be called with.
fn read(case: &Value) -> Result<Imported, InteropError> {
    let mut horizon = Horizon::new();
    let mut options = ImportOptions::new();
    let mut words = case["options"].as_str().unwrap().split_whitespace();
    while let (Some(option), Some(value)) = (words.next(), words.next()) {
        match option {
            "--from" => options = options.with_format(value),
            "--per" => options = options.with_step_unit(StepUnit::Epoch),
            "--steps-per-epoch" => horizon = horizon.with_steps_per_epoch(value.parse().unwrap()).unwrap(),
            "--total-steps" => horizon = horizon.with_total_steps(value.parse().unwrap()).unwrap(),
            other => panic!("unknown option {other}"),
        }
    }
    options.with_horizon(horizon).import_bytes(case["file"].as_str().unwrap().as_bytes())
}

/// The configurations of runs that are read.
fn readable() -> Vec<(String, Value)> {
    let runs = files().into_iter().filter(|(name, _)| !OF_PARTS.contains(&name.as_str()));
    let labelled = |(name, file): (String, Value)| {
        let of_file = cases(&file).iter().filter(|case| case["refused"] != true);
        of_file.map(|case| (format!("{name}, {}", case["name"]), case.clone())).collect::<Vec<_>>()
    };
    runs.flat_map(labelled).collect()
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
