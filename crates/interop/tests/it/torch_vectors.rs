//! The rates of PyTorch's schedulers against recorded runs: built from the arguments of the constructor, and
//! restored from the state in the middle and at the end of the run.

use glidepath_core::LearningRateSchedule;
use glidepath_interop::{import_bytes, torch};
use serde_json::{Value, json};

use crate::common::{imported, names_in, vectors};

/// The greatest distance from the exact value, in doubles.
const BOUND: u64 = 2;

/// A recorded run.
struct Case {
    /// Class and name.
    place: String,
    class: String,
    json: Value,
}

impl Case {
    fn base_lr(&self) -> f64 {
        self.json["serialized"]["base_lr"].as_f64().unwrap()
    }

    fn kwargs(&self) -> &Value {
        &self.json["serialized"]["kwargs"]
    }

    /// The steps and their rates: exact where there is a formula, else PyTorch's.
    fn rates(&self) -> Vec<(u64, f64)> {
        let steps = self.json["steps"].as_array().unwrap().iter().map(|step| step.as_u64().unwrap());
        let rates = if self.has_exact() { &self.json["exact"] } else { &self.json["framework_f64"] };
        steps.zip(rates.as_array().unwrap().iter().map(|rate| rate.as_f64().unwrap())).collect()
    }

    fn has_exact(&self) -> bool {
        self.json["exact"].is_array()
    }

    #[track_caller]
    fn check(&self, schedule: &dyn LearningRateSchedule, what: &str) -> u64 {
        let mut greatest = 0;
        for (step, want) in compared(self) {
            let got = schedule.learning_rate(step);
            let place = format!("{}, {what}, step {step}: got {got:?}, want {want:?}", self.place);
            if self.has_exact() {
                let distance = got.to_bits().abs_diff((want + 0.0).to_bits());
                assert!(distance <= BOUND, "{place}: {distance} ulps");
                greatest = distance.max(greatest);
            } else {
                assert!((got - want).abs() <= 1e-9 * want.abs(), "{place}");
            }
        }
        greatest
    }
}

/// All cases of the classes that follow the step.
fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for folder in ["torch_cycles", "torch_schedulers"] {
        let names = names_in(&format!("vectors/{folder}"));
        for name in names.iter().filter(|name| name.starts_with("torch.")) {
            let file = vectors(folder, name);
            let class = file["class"].as_str().unwrap();
            for case in file["cases"].as_array().unwrap() {
                let place = format!("{class} {}", case["name"].as_str().unwrap());
                cases.push(Case { place, class: class.to_owned(), json: case.clone() });
            }
        }
    }
    assert_eq!(cases.len(), 120);
    cases
}

/// Cases that are refused, and why: through the arguments, and through the state.
fn refused(case: &Case) -> [Option<&'static str>; 2] {
    let code = "`LambdaLR or MultiplicativeLR` cannot be restored: its rate is computed by code, which is in no file";
    let lambda = "`LambdaLR` cannot be restored: its rate is computed by code, which is in no file";
    let multiplicative =
        "`MultiplicativeLR` cannot be restored: its rate is computed by code, which is in no file";
    match case.place.as_str() {
        place if place.starts_with("LambdaLR ") => [Some(lambda), Some(code)],
        place if place.starts_with("MultiplicativeLR ") => [Some(multiplicative), Some(code)],
        "ExponentialLR 04_negative_gamma" => {
            [Some("gamma: must be a finite number, at least 0, got the number -0.9"); 2]
        }
        "ChainedScheduler 04_cosine_eta_min" => [
            Some(
                "schedulers[0].kwargs: `CosineAnnealingLR` cannot be restored: in a ChainedScheduler, with an \
                 `eta_min` other than 0 it is no factor of the rate that others set",
            ),
            Some(
                "_schedulers[0]: `CosineAnnealingLR` cannot be restored: in a ChainedScheduler, with an `eta_min` \
                 other than 0 it is no factor of the rate that others set",
            ),
        ],
        "ChainedScheduler 03_cosine_past_end" => [
            None,
            Some(
                "`ChainedScheduler` cannot be restored: it is no product of rates after step 40, from where its \
                 CosineAnnealingLR rises by an amount of its own, and the run is at step ",
            ),
        ],
        _ => [None; 2],
    }
}

/// The steps at which rates are compared. What is left out is a difference that is documented.
fn compared(case: &Case) -> Vec<(u64, f64)> {
    let mut rates = case.rates();
    // DIFFERENCE: one rate after the end of OneCycleLR, which climbs or is negative.
    if case.class == "OneCycleLR" {
        rates.pop();
    }
    match case.place.as_str() {
        // Here the epochs are fractions; those that are whole are steps.
        "CosineAnnealingWarmRestarts 03_fractional"
        | "CosineAnnealingWarmRestarts 04_explicit_epoch_log_rounding"
        | "CosineAnnealingWarmRestarts 05_fractional_mult1" => {
            let epochs = case.json["epochs"].as_array().unwrap().iter().map(|epoch| epoch.as_f64().unwrap());
            let by_epoch = epochs.zip(rates).filter(|(epoch, _)| epoch.fract() == 0.0);
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "small and whole")]
            by_epoch.map(|(epoch, (_, rate))| (epoch as u64, rate)).collect()
        }
        // DIFFERENCE: after the end of its cosine the chain is no product; see the note.
        "ChainedScheduler 03_cosine_past_end" => {
            rates.truncate(41);
            rates
        }
        _ => rates,
    }
}

#[test]
fn every_rate_is_that_of_the_arguments() {
    let mut greatest = 0;
    for case in cases() {
        let built = torch::schedule(&case.class, case.base_lr(), case.kwargs());
        match refused(&case)[0] {
            Some(reason) => assert_eq!(built.unwrap_err().to_string(), reason, "{}", case.place),
            None => greatest = greatest.max(case.check(&built.unwrap().schedule, "from arguments")),
        }
    }
    println!("at most {greatest} ulps from the exact values");
}

/// A state, in a checkpoint with the optimizer where the state alone is not enough.
fn checkpoint(case: &Case, state: &Value) -> Value {
    let kwargs = case.kwargs();
    let number = |name: &str, default: f64| kwargs.get(name).map_or(default, |value| value.as_f64().unwrap());
    let mut group = json!({"lr": state["_last_lr"][0], "initial_lr": state["base_lrs"][0], "params": [0]});
    match &*case.class {
        "OneCycleLR" => {
            let initial = number("max_lr", 0.0) / number("div_factor", 25.0);
            assert_eq!(group["initial_lr"], initial);
            group["max_lr"] = kwargs["max_lr"].clone();
            group["min_lr"] = (initial / number("final_div_factor", 1e4)).into();
        }
        "SWALR" => group["swa_lr"] = kwargs["swa_lr"].clone(),
        _ => return state.clone(),
    }
    json!({"epoch": 1, "optimizer": {"state": {}, "param_groups": [group]}, "lr_scheduler": state})
}

fn check_state(state_name: &str) {
    let (mut greatest, mut read) = (0, 0);
    for case in cases() {
        let state = &case.json["serialized"][state_name];
        if state.is_null() {
            continue;
        }
        read += 1;
        let text = checkpoint(&case, state).to_string();
        if let Some(reason) = refused(&case)[1] {
            let error = import_bytes(text.as_bytes()).unwrap_err().to_string();
            assert!(error.starts_with(reason), "{}: {error}", case.place);
            continue;
        }
        let imported = imported(text);
        greatest = greatest.max(case.check(&imported.learning_rate, state_name));
        assert_eq!(imported.further_groups, [], "{}", case.place);
        let class = format!("PyTorch does not save the class; the parameters are those of `{}`", case.class);
        assert_eq!(imported.notes[0].to_string(), class, "{}", case.place);
        let has_note = |text: &str| imported.notes.iter().any(|note| note.to_string().contains(text));
        // DIFFERENCE: where PyTorch raised an error, after the end of OneCycleLR and at a factor of 0.
        let raised = state_name == "state_dict" && case.json.get("raises").is_some();
        assert_eq!(has_note("the last rate was"), raised, "{}: {:?}", case.place, imported.notes);
        assert_eq!(imported.step, Some(state_step(&case, state, state_name)), "{}", case.place);
    }
    println!("{state_name}: {read} read, at most {greatest} ulps from the exact values");
}

/// The place in the run.
fn state_step(case: &Case, state: &Value, state_name: &str) -> u64 {
    let at = case.json["serialized"][format!("{state_name}_at")].as_u64().unwrap();
    match case.json.get("epochs") {
        Some(_) => state["last_epoch"].as_u64().unwrap(),
        // The run ended with an error, which came after the step was counted.
        None if state_name == "state_dict" && case.json.get("raises").is_some() => at + 1,
        None => at,
    }
}

#[test]
fn every_rate_is_that_of_the_last_state() {
    check_state("state_dict");
}

#[test]
fn a_run_goes_on_from_the_state_in_its_middle() {
    check_state("state_dict_mid");
}
