//! burn's own schedulers, built from the configurations that glidepath-interop reads as well: the rates of
//! both are in `tests/data/formats/burn.json`.

use std::fs;

use burn::config::Config;
use burn::lr_scheduler::LrSchedulerConfig;
use burn::lr_scheduler::module_lr_scheduler::ModuleLrSchedulerConfig;
use serde_json::Value;

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/data/formats/burn.json");

/// The rates of the first steps, or why burn refuses the configuration.
fn rates(config: &str, count: u64) -> Result<Vec<f64>, String> {
    let config = LrSchedulerConfig::load_binary(config.as_bytes()).map_err(|error| error.to_string())?;
    let mut scheduler = ModuleLrSchedulerConfig::new(config).init()?;
    Ok((0..count).map(|_| scheduler.step().base()).collect())
}

#[test]
fn the_rates_are_those_of_burn() {
    let file: Value = serde_json::from_slice(&fs::read(CASES).unwrap()).unwrap();
    let mut compared = 0;
    for case in file["cases"].as_array().unwrap() {
        let config = case["file"].as_str().unwrap();
        if case["refused"] == true {
            // burn takes no notice of a parameter that it does not know.
            let is_unknown = case["name"] == "a parameter that there is not";
            assert_eq!(rates(config, 1).is_ok(), is_unknown, "{}", case["name"]);
            continue;
        }
        let steps: Vec<u64> =
            case["steps"].as_array().unwrap().iter().map(|step| step.as_u64().unwrap()).collect();
        let got = rates(config, steps.last().unwrap() + 1).unwrap();
        for (&step, want) in steps.iter().zip(case["exact"].as_array().unwrap()) {
            let (got, want) = (got[usize::try_from(step).unwrap()], want.as_f64().unwrap());
            // burn multiplies the last rate again and again, and its cosines cancel near 0.
            assert!(
                (got - want).abs() <= 1e-13 * want.max(1e-3),
                "{}, step {step}: {got:?}, {want:?}",
                case["name"]
            );
            compared += 1;
        }
    }
    assert!(compared > 1_000, "{compared}");
}
