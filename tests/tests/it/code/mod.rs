//! Schedules that are written as code: the Rust is compiled here, the Python was run with optax, and both
//! have the same rates (tests/data/written).
//!
//! After a change: `GLIDEPATH_BLESS=1 cargo test -p glidepath-tests --test it code`, and
//! `tests/data/written/optax_rates.py`.

mod functions;

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use glidepath_core::LearningRateSchedule;
use glidepath_interop::{ExportOptions, InteropError, Target, export};
use glidepath_serde::{BoxSchedule, LearningRate};
use glidepath_tests::cards::{Card, cards};
use glidepath_tests::data_dir;
use serde_json::{Map, Value, json};

use crate::guide::snake_case;
use crate::hold::hold;

/// How far the rates of optax in 64 bits may be off, as a share of the greatest: powers and cosines of the
/// platform.
const OFF: f64 = 1e-13;

fn schedules() -> Vec<(String, BoxSchedule)> {
    let text = fs::read_to_string(data_dir().join("written/schedules.json")).expect("a file");
    let cases: Vec<Value> = serde_json::from_str(&text).expect("JSON");
    let read = |case: Value| {
        let schedule = glidepath_serde::from_json(&case["schedule"].to_string());
        let name = case["name"].as_str().expect("a name").to_owned();
        let schedule = schedule.unwrap_or_else(|error| panic!("{name}: {error}"));
        (name, schedule)
    };
    cases.into_iter().map(read).collect()
}

/// The same, and the card of each class that is not among them. A momentum is built from its `OneCycle`.
fn of_every_class() -> Vec<(String, BoxSchedule)> {
    let mut schedules = schedules();
    let is_new = |card: &&Card| schedules.iter().all(|(_, schedule)| schedule.class_name() != card.class);
    let new: Vec<_> = cards()
        .filter(is_new)
        .filter(|card| card.class != "OneCycleMomentum")
        .map(|card| (snake_case(card.class), card.schedule()))
        .collect();
    schedules.extend(new);
    schedules
}

fn write(schedule: &BoxSchedule, target: Target) -> Result<String, InteropError> {
    let rate = LearningRate::from(schedule.clone());
    export(std::slice::from_ref(&rate), target, &ExportOptions::new()).map(|written| written.to_string())
}

#[test]
fn the_functions_of_rust_are_those_that_are_written() {
    let mut file = "//! What `Target::Rust` writes for the schedules of `tests/data/written`. The test beside it writes this \
                    file.\n\n#![cfg_attr(rustfmt, rustfmt_skip)]\n#![expect(unreachable_pub, reason = \"a program of \
                    one's own may have it anywhere\")]\n"
        .to_owned();
    let mut names = Vec::new();
    for (name, schedule) in of_every_class() {
        let module = name.replace([' ', ','], "_").replace("__", "_");
        let text = write(&schedule, Target::Rust).unwrap_or_else(|error| panic!("{name}: {error}"));
        writeln!(file, "\nmod {module} {{\n{text}}}").expect("text grows");
        names.push(format!("    ({name:?}, {module}::schedule),\n"));
    }
    writeln!(
        file,
        "\ntype Function = fn() -> Result<glidepath::BoxSchedule, glidepath::ScheduleError>;\n\n\
         /// All of them by their names.\npub(super) const FUNCTIONS: [(&str, Function); {}] = [\n{}];",
        names.len(),
        names.concat()
    )
    .expect("text grows");
    hold("tests/tests/it/code/functions.rs", &file, "code");
}

#[test]
fn each_function_builds_its_schedule() {
    let schedules = of_every_class();
    assert_eq!(schedules.len(), functions::FUNCTIONS.len());
    for ((name, schedule), (function_name, function)) in schedules.iter().zip(functions::FUNCTIONS) {
        assert_eq!(name, function_name);
        let built = function().unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(built, *schedule, "{name}");
    }
}

fn optax() -> PathBuf {
    data_dir().join("written/optax.json")
}

fn optax_cases(path: &Path) -> Vec<Value> {
    fs::read_to_string(path).map_or_else(|_| Vec::new(), |text| serde_json::from_str(&text).expect("JSON"))
}

#[test]
fn the_lines_for_optax_are_those_that_were_run() {
    let stored = optax_cases(&optax());
    let mut now = Vec::new();
    for (name, schedule) in schedules() {
        let mut case = Map::from_iter([("name".to_owned(), json!(name))]);
        match write(&schedule, Target::Optax) {
            Ok(text) => case.insert("python".to_owned(), json!(text)),
            Err(error) => case.insert("refused".to_owned(), json!(error.to_string())),
        };
        let of_name = stored
            .iter()
            .find(|stored| stored["name"] == case["name"] && stored["python"] == json!(case.get("python")));
        for key in ["steps", "rates"] {
            if let Some(value) = of_name.and_then(|stored| stored.get(key)) {
                case.insert(key.to_owned(), value.clone());
            }
        }
        now.push(Value::Object(case));
    }
    let text = serde_json::to_string_pretty(&now).expect("JSON");
    hold("tests/data/written/optax.json", &(text + "\n"), "code");
}

#[test]
fn optax_has_the_same_rates() {
    let cases = optax_cases(&optax());
    let mut compared = 0;
    for ((name, schedule), case) in schedules().iter().zip(&cases) {
        assert_eq!(case["name"], *name);
        if case["python"].is_null() {
            continue;
        }
        let rates: Vec<f64> = serde_json::from_value(case["rates"].clone()).expect("rates that were run");
        let steps: Vec<u64> = serde_json::from_value(case["steps"].clone()).expect("steps");
        let peak = rates.iter().copied().fold(0.0, f64::max);
        for (step, rate) in steps.into_iter().zip(rates) {
            let got = schedule.learning_rate(step);
            assert!((got - rate).abs() <= OFF * peak, "{name}, step {step}: {got:?}, optax {rate:?}");
        }
        compared += 1;
    }
    assert!(compared > 30, "{compared}");
}
