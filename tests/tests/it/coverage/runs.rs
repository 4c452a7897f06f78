//! Configurations of runs (tests/data/formats), read as they are.

use std::fs;
use std::path::PathBuf;

use glidepath_interop::ImportOptions;
use glidepath_serde::{Horizon, LearningRate};
use glidepath_tests::data_dir;
use serde_json::Value;

use crate::coverage::group::{Compared, Group, Row, distance, shown};

/// The files that name their part of the page as `coverage`.
pub(crate) fn groups() -> Vec<Group> {
    let mut paths: Vec<_> = fs::read_dir(data_dir().join("formats")).expect("a folder").collect();
    paths.sort_by_key(|entry| entry.as_ref().expect("an entry").file_name());
    let paths = paths.into_iter().map(|entry| entry.expect("an entry").path());
    paths.filter(|path| path.extension().is_some_and(|end| end == "json")).filter_map(group).collect()
}

fn group(path: PathBuf) -> Option<Group> {
    let file: Value = serde_json::from_str(&fs::read_to_string(path).expect("a file")).expect("JSON");
    let title = file["coverage"].as_str()?;
    let cases = file["cases"].as_array().expect("cases").iter().filter(|case| case["refused"] != true);
    Some(Group { rows: cases.map(row).collect(), ..Group::new(title) })
}

fn row(case: &Value) -> Row {
    let rate = read(case);
    let steps = case["steps"].as_array().expect("steps").iter().filter_map(Value::as_u64);
    let exact = case["exact"].as_array().expect("rates").iter().filter_map(Value::as_f64);
    let (steps, ulps) = distance(&rate, steps.zip(exact));
    let name = case["name"].as_str().expect("a name").to_owned();
    Row { name, here: shown(&[rate]), compared: Compared::Exact { steps, ulps } }
}

fn read(case: &Value) -> LearningRate {
    let mut horizon = Horizon::new();
    let mut options = case["options"].as_str().unwrap_or_default().split_whitespace();
    while let (Some(option), Some(value)) = (options.next(), options.next()) {
        let told = match option {
            "--steps-per-epoch" => horizon.with_steps_per_epoch(value.parse().expect("a number")),
            _ => horizon.with_total_steps(value.parse().expect("a number")),
        };
        horizon = told.expect("a horizon");
    }
    let text = case["file"].as_str().expect("a text");
    let read = ImportOptions::new().with_horizon(horizon).import_bytes(text.as_bytes());
    read.unwrap_or_else(|error| panic!("{}: {error}", case["name"])).learning_rate
}
