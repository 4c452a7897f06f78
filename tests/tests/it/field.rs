//! Files as people bring them: none is misread (tests/data/field).

use std::fs;
use std::path::Path;

use glidepath_core::LearningRateSchedule;
use glidepath_interop::{ImportOptions, Imported};
use glidepath_serde::Horizon;
use serde_json::{Map, Value};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/field");

/// How far a rate may be from one that is given as a number of few digits.
const FEW_DIGITS: f64 = 1e-12;
const APPROXIMATE: f64 = 2e-4;

#[test]
fn no_file_is_misread() {
    let expected = fs::read_to_string(Path::new(FOLDER).join("expected.json")).unwrap();
    let expected: Map<String, Value> = serde_json::from_str(&expected).unwrap();
    let wrong: Vec<_> = expected.iter().filter_map(|(file, case)| check(file, case).err()).collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), expected.len(), wrong.join("\n"));
}

fn check(file: &str, case: &Value) -> Result<(), String> {
    let got = read(&Path::new(FOLDER).join(file), case["args"].as_str().unwrap_or_default());
    let fail =
        |problem: String| Err(format!("{file}: {problem} ({})", case["why"].as_str().unwrap_or_default()));
    match (&case["expect"], got) {
        (Value::String(expect), Ok(imported)) if expect == "not_constant" => match is_constant(&imported) {
            true => fail("read as a constant rate".to_owned()),
            false => Ok(()),
        },
        (Value::String(_), Ok(_)) => fail("read, though it must be refused".to_owned()),
        (Value::String(_), Err(_)) => Ok(()),
        (Value::Object(expect), Ok(imported)) => {
            let tolerance = if expect.contains_key("approx") { APPROXIMATE } else { FEW_DIGITS };
            expect.values().try_for_each(|rates| compare(&imported, rates, tolerance)).or_else(fail)
        }
        (Value::Object(expect), Err(_)) if expect.contains_key("or_refused") => Ok(()),
        (_, Err(error)) => fail(format!("refused: {error}")),
        (other, _) => fail(format!("`expect` is {other}")),
    }
}

fn read(path: &Path, options: &str) -> Result<Imported, String> {
    let mut horizon = Horizon::new();
    let mut options = options.split_whitespace();
    while let (Some(option), Some(value)) = (options.next(), options.next()) {
        let told = match option {
            "--steps-per-epoch" => horizon.with_steps_per_epoch(value.parse().unwrap()),
            "--total-steps" => horizon.with_total_steps(value.parse().unwrap()),
            other => panic!("unknown option {other}"),
        };
        horizon = told.unwrap();
    }
    ImportOptions::new().with_horizon(horizon).import_path(path).map_err(|error| error.to_string())
}

fn is_constant(imported: &Imported) -> bool {
    let rate = |step| imported.learning_rate.learning_rate(step);
    (0..2_000).chain((2..40).map(|power| 1 << power)).all(|step| rate(step) == rate(0))
}

fn compare(imported: &Imported, rates: &Value, tolerance: f64) -> Result<(), String> {
    let rates = rates.as_object().unwrap();
    assert!(!rates.is_empty());
    rates.iter().try_for_each(|(step, want)| {
        let (step, want) = (step.parse().unwrap(), want.as_f64().unwrap());
        let got = imported.learning_rate.learning_rate(step);
        let is_near = (got - want).abs() <= tolerance * want.abs().max(f64::MIN_POSITIVE);
        if is_near { Ok(()) } else { Err(format!("step {step}: got {got:?}, want {want:?}")) }
    })
}
