//! What is imported from the parameters of other frameworks, against the exact values of their formulas.

use glidepath_core::LearningRateSchedule;
use glidepath_interop::{Imported, InteropError, import_bytes};
use glidepath_tests::references::as_saved;
use glidepath_tests::{VectorCase, VectorFile, ulps_between, vector_files};

/// The greatest distance that an imported rate may have.
const BOUND: u64 = 2;

/// Whether there are exact values.
fn is_formula(case: &VectorCase) -> bool {
    case.points().next().is_some()
}

fn import(file: &VectorFile, case: &VectorCase) -> Result<Imported, InteropError> {
    import_bytes(as_saved(&file.framework, &file.class, case).to_string().as_bytes())
}

#[track_caller]
fn check(folder: &str, frameworks: &[&str], source: &str) {
    for file in vector_files(folder) {
        if !frameworks.contains(&&*file.framework) {
            continue;
        }
        let (mut greatest, mut count) = (0, 0);
        for case in file.cases.iter().filter(|case| is_formula(case)) {
            let place = format!("{}.{} {}", file.framework, file.class, case.name);
            let imported = import(&file, case).unwrap_or_else(|error| panic!("{place}: {error}"));
            assert_eq!(imported.source.name(), source, "{place}");
            for (step, exact) in case.points() {
                let rate = imported.learning_rate.learning_rate(step);
                let distance = ulps_between(rate, exact);
                assert!(
                    distance <= BOUND,
                    "{place}, step {step}: {rate:?} is {distance} ulps from {exact:?}"
                );
                greatest = distance.max(greatest);
                count += 1;
            }
        }
        println!("{}: at most {greatest} ulps from the exact value at {count} steps", file.class);
    }
}

#[test]
fn schedules_of_transformers() {
    check("transformers", &["transformers"], "transformers");
    check("torch_cycles", &["transformers"], "transformers");
}

#[test]
fn schedulers_of_timm() {
    check("timm", &["timm"], "timm");
}

#[test]
fn schedulers_of_deepspeed() {
    check("deepspeed", &["deepspeed"], "deepspeed");
}

#[test]
fn what_is_no_formula_is_refused() {
    let mut refused = Vec::new();
    for folder in ["transformers", "timm", "deepspeed", "torch"] {
        for file in vector_files(folder).iter().filter(|file| file.framework != "torch") {
            for case in file.cases.iter().filter(|case| !is_formula(case)) {
                let error = import(file, case).expect_err(&case.name).to_string();
                refused.push((file.class.clone(), error));
            }
        }
    }
    refused.dedup();
    let metric = |class: &str, at: &str, here: &str| {
        let text = format!(
            "{at}: `{class}` follows a metric, not the step, so it is no schedule; what does the same is `{here}`"
        );
        (class.to_owned(), text)
    };
    let noise = "kwargs.noise_range_t: must be null: the noise is drawn by PyTorch, so the rate is not a function of the \
                 step alone";
    assert_eq!(
        refused,
        [
            ("CosineLRScheduler".to_owned(), noise.to_owned()),
            metric("PlateauLRScheduler", "class", "ReduceOnPlateau"),
            metric("greedy", "lr_scheduler_type", "Greedy"),
            metric("reduce_lr_on_plateau", "lr_scheduler_type", "ReduceOnPlateau"),
        ]
    );
}
