//! Rates that follow a metric: restored in the middle of a recorded run, they go on with the same bits.

use glidepath_core::MetricSchedule;
use glidepath_interop::MetricRate;
use glidepath_interop::{import_bytes, import_metric_bytes};
use serde_json::{Value, json};

use crate::common::{torch_example, vectors};

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| value.as_str().unwrap().parse().unwrap())
}

fn check(file: &str, class: &str) {
    let mut compared = 0;
    for case in vectors("torch", file)["cases"].as_array().unwrap() {
        let serialized = &case["serialized"];
        let imported = import_metric_bytes(serialized["state_dict_mid"].to_string().as_bytes()).unwrap();
        let [mut rate]: [MetricRate; 1] = imported.rates.try_into().unwrap();
        assert_eq!(rate.class(), class);
        let at = usize::try_from(serialized["state_dict_mid_at"].as_u64().unwrap()).unwrap();
        assert_eq!(imported.step, u64::try_from(at).unwrap() + 1);
        let metrics = case["metrics"].as_array().unwrap();
        let rates = case["framework_f64"].as_array().unwrap();
        assert_eq!(rate.learning_rate().to_bits(), number(&rates[at]).to_bits(), "{}", case["name"]);
        for (k, (metric, want)) in metrics.iter().zip(rates).enumerate().skip(at + 1) {
            let (got, want) = (rate.observe(number(metric)), number(want));
            assert_eq!(got.to_bits(), want.to_bits(), "{}, metric {k}: {got:?}, {want:?}", case["name"]);
            compared += 1;
        }
    }
    assert!(compared > 300, "{compared}");
}

#[test]
fn plateaus_go_on() {
    check("torch.ReduceLROnPlateau.json", "ReduceLROnPlateau");
    check("transformers.reduce_lr_on_plateau.json", "ReduceLROnPlateau");
}

#[test]
fn greedy_rates_go_on() {
    check("transformers.greedy.json", "GreedyLR");
}

#[test]
fn files_are_read() {
    for (name, rate) in [
        ("ReduceLROnPlateau.pt", 0.010_000_000_000_000_002),
        ("ReduceLROnPlateau.torch1.13.1.state_dict.json", 0.010_000_000_000_000_002),
        ("hf-reduce_lr_on_plateau.scheduler.pt", 0.1),
        ("hf-greedy.scheduler.pt", 0.1),
    ] {
        let imported = import_metric_bytes(&torch_example(name)).unwrap();
        assert_eq!(imported.rates.len(), 1, "{name}");
        assert_eq!(imported.rates[0].learning_rate(), rate, "{name}");
        assert_eq!(imported.step, 7, "{name}");
    }
}

#[test]
fn each_group_has_its_own_rate() {
    let mut state = plateau();
    state["_last_lr"] = json!([0.5, 0.25]);
    state["min_lrs"] = json!([0.0, 0.25]);
    let imported = import_metric_bytes(state.to_string().as_bytes()).unwrap();
    let rates: Vec<f64> = imported.rates.into_iter().map(|mut rate| rate.observe(9.0)).collect();
    assert_eq!(rates, [0.25, 0.25]);
}

#[test]
fn numbers_that_are_not_json_may_be_bare() {
    let state = plateau()
        .to_string()
        .replace("\"Infinity\"", "Infinity")
        .replace("\"best\":1.5", "\"best\":Infinity");
    let mut imported = import_metric_bytes(state.as_bytes()).unwrap();
    assert_eq!(imported.rates[0].observe(1e300), 0.1);
    assert_eq!(imported.rates[0].observe(1e300), 0.05);
}

fn plateau() -> Value {
    json!({"mode": "min", "factor": 0.5, "patience": 0, "threshold": 0.0001, "threshold_mode": "rel", "cooldown": 0,
        "min_lrs": [0], "eps": 1e-8, "mode_worse": "Infinity", "best": 1.5, "num_bad_epochs": 0,
        "cooldown_counter": 0, "last_epoch": 3, "_last_lr": [0.1]})
}

#[track_caller]
fn check_error(key: &str, value: Value, want: &str) {
    let mut state = plateau();
    state[key] = value;
    assert_eq!(import_metric_bytes(state.to_string().as_bytes()).unwrap_err().to_string(), want);
}

#[test]
fn a_state_that_is_wrong_is_refused() {
    check_error("factor", json!("half"), "factor: must be a finite number, got the string \"half\"");
    check_error("factor", json!(2), "`factor` must be at least 0 and below 1, got 2.0");
    check_error("patience", json!(-1), "patience: must be a whole number from 0, got the number -1");
    check_error("best", json!("NaN"), "`state.best` must be a number, got NaN");
    check_error("min_lrs", json!([]), "min_lrs: must have an element for each parameter group, got 0");
    check_error("_last_lr", json!(["NaN"]), "_last_lr[0]: must be a finite number, at least 0, got NaN");
}

#[test]
fn a_metric_and_a_step_are_told_apart() {
    assert_eq!(
        import_bytes(plateau().to_string().as_bytes()).unwrap_err().to_string(),
        "`ReduceLROnPlateau` follows a metric, not the step, so it is no schedule; what does the same is `ReduceOnPlateau`"
    );
    assert_eq!(
        import_metric_bytes(&torch_example("checkpoint_onecycle.pt")).unwrap_err().to_string(),
        "scheduler: the learning rate follows the step, not a metric"
    );
    assert_eq!(
        import_metric_bytes(b"0.1").unwrap_err().to_string(),
        "the learning rate follows the step, not a metric"
    );
}

#[test]
fn groups_of_a_greedy_rate_are_refused() {
    let cases = vectors("torch", "transformers.greedy.json");
    let mut state = cases["cases"][0]["serialized"]["state_dict_mid"].clone();
    for list in ["_last_lr", "_init_lrs", "min_lrs", "max_lrs"] {
        state[list] = json!([state[list][0], state[list][0]]);
    }
    assert_eq!(
        import_metric_bytes(state.to_string().as_bytes()).unwrap_err().to_string(),
        "`GreedyLR` cannot be restored: its parameter groups are reset together, when the last of them is at its \
         least rate, and here each would stand alone; the file has 2"
    );
}
