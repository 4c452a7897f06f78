//! The rates of the classes that PyTorch and Hugging Face transformers name, against the exact values of their formulas.

use glidepath_core::LearningRateSchedule;
use glidepath_serde::{BoxSchedule, from_class_config};
use glidepath_tests::{VectorCase, ulps_between, vector_files};
use serde_json::{Value, json};

/// The greatest distance that a class of its own name may have.
const BOUND: u64 = 2;

#[test]
fn every_rate_is_within_two_ulps_of_the_exact_value() {
    for file in vector_files("torch_cycles") {
        let mut greatest = 0;
        let mut count = 0;
        for case in &file.cases {
            let place = format!("{}.{} {}", file.framework, file.class, case.name);
            let schedule = schedule_for(&file.class, case);
            for (step, exact) in case.points() {
                // DIFFERENCE: PyTorch gives one rate behind the end of OneCycleLR, which climbs or is negative.
                if file.class == "OneCycleLR" && step >= total_steps(&case.serialized["kwargs"]) {
                    continue;
                }
                let distance = ulps_between(schedule.learning_rate(step), exact);
                assert!(distance <= BOUND, "{place}, step {step}: {distance} ulps from {exact:?}");
                greatest = distance.max(greatest);
                count += 1;
            }
        }
        println!("{}: at most {greatest} ulps from the exact value at {count} steps", file.class);
    }
}

/// The schedule of that framework's arguments.
fn schedule_for(class: &str, case: &VectorCase) -> BoxSchedule {
    let (base_rate, arguments) = (&case.serialized["base_lr"], &case.serialized["kwargs"]);
    let (class_name, config) = match class {
        "OneCycleLR" => ("OneCycle", one_cycle(arguments)),
        "CyclicLR" => ("Cyclic", cyclic(arguments)),
        "CosineAnnealingLR" => (
            "CosineAnnealing",
            json!({
                "initial_learning_rate": base_rate,
                "decay_steps": arguments["T_max"],
                "end_learning_rate": arguments.get("eta_min").unwrap_or(&json!(0.0)),
            }),
        ),
        "inverse_sqrt" => (
            "InverseSquareRoot",
            json!({
                "peak_learning_rate": base_rate,
                "warmup_steps": arguments["warmup_steps"],
                "timescale": arguments["lr_scheduler_kwargs"]["timescale"],
            }),
        ),
        other => panic!("no schedule for {other}"),
    };
    from_class_config(class_name, &config).unwrap_or_else(|error| panic!("{}: {error}", case.name))
}

fn one_cycle(arguments: &Value) -> Value {
    let mut config = same_names(arguments, &["pct_start", "div_factor", "final_div_factor", "three_phase"]);
    config["max_learning_rate"] = arguments["max_lr"].clone();
    config["total_steps"] = json!(total_steps(arguments));
    if let Some(strategy) = arguments.get("anneal_strategy") {
        config["anneal_strategy"] = strategy.clone();
    }
    config
}

fn total_steps(arguments: &Value) -> u64 {
    let number = |key: &str| arguments[key].as_u64();
    number("total_steps").or_else(|| Some(number("epochs")? * number("steps_per_epoch")?)).expect("a length")
}

fn cyclic(arguments: &Value) -> Value {
    let mut config = same_names(arguments, &["step_size_up", "step_size_down", "mode", "gamma"]);
    config["base_learning_rate"] = arguments["base_lr"].clone();
    config["max_learning_rate"] = arguments["max_lr"].clone();
    config
}

/// Those of the arguments that have the same name here.
fn same_names(arguments: &Value, same: &[&str]) -> Value {
    let kept = same.iter().filter_map(|&key| Some((key.to_owned(), arguments.get(key)?.clone())));
    Value::Object(kept.collect())
}
