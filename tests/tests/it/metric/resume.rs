//! What is read back goes on as if nothing had been: after every metric of every recorded run, and from what
//! a framework saved.

use glidepath_core::MetricSchedule;
use glidepath_schedules::{Greedy, ReduceOnPlateau};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::metric::recorded::{self, Run, Saved, check_rate, read};
use crate::metric::traces::check_greedy_state;

/// Saves before the first metric and after each, reads that, and goes on to the end.
fn check<S>(run: &Run<S>)
where
    S: MetricSchedule + Clone + Serialize + DeserializeOwned,
{
    let place = &run.place;
    let mut uninterrupted = run.schedule.clone();
    for k in 0..run.metrics.len() {
        let text = json_of(&uninterrupted);
        let bytes = postcard::to_stdvec(&uninterrupted).expect("postcard holds any state");
        let from_text: S =
            serde_json::from_str(&text).unwrap_or_else(|error| panic!("{place}: {text}: {error}"));
        let from_bytes: S =
            postcard::from_bytes(&bytes).unwrap_or_else(|error| panic!("{place}: {text}: {error}"));
        for (format, mut resumed) in [("JSON", from_text), ("postcard", from_bytes)] {
            let place = format!("{place}, saved as {format} before metric {k}");
            // Nothing is lost. The values would not be equal with NaN in the window.
            assert_eq!(json_of(&resumed), text, "{place}");
            check_rate(&place, k, resumed.learning_rate(), uninterrupted.learning_rate());
            for j in k..run.metrics.len() {
                check_rate(&place, j, resumed.observe(run.metrics[j]), run.rates[j]);
            }
        }
        check_rate(place, k, uninterrupted.observe(run.metrics[k]), run.rates[k]);
    }
}

fn json_of<S: Serialize>(schedule: &S) -> String {
    serde_json::to_string(schedule).expect("JSON holds any state")
}

#[test]
fn under_pytorchs_rules() {
    let others = recorded::transformers_plateaus().into_iter().chain(recorded::timm_plateaus());
    for run in recorded::pytorch_plateaus().into_iter().chain(others) {
        check(&run);
    }
}

#[test]
fn under_kerass_rules() {
    for run in recorded::keras_plateaus() {
        check(&run);
    }
}

#[test]
fn greedily() {
    for run in recorded::transformers_greedy() {
        check(&run);
    }
}

/// What PyTorch saved in the middle of a run says all that our state holds.
#[test]
fn from_pytorchs_state() {
    for run in recorded::pytorch_plateaus().into_iter().chain(recorded::transformers_plateaus()) {
        let Saved { state_dict, at } = &run.saved;
        let best = Some(&state_dict["best"]).filter(|best| best.as_str() != Some("Infinity"));
        let mut schedule: ReduceOnPlateau = read(&json!({
            "initial_learning_rate": run.schedule.initial_learning_rate(),
            "mode": state_dict["mode"],
            "factor": state_dict["factor"],
            "patience": state_dict["patience"],
            "threshold": state_dict["threshold"],
            "threshold_mode": state_dict["threshold_mode"],
            "cooldown": state_dict["cooldown"],
            "min_learning_rate": state_dict["min_lrs"][0],
            "eps": state_dict["eps"],
            "state": {
                "learning_rate": state_dict["_last_lr"][0],
                "best": best,
                "num_bad": state_dict["num_bad_epochs"],
                "cooldown_left": state_dict["cooldown_counter"],
            },
        }));
        for k in at + 1..run.metrics.len() {
            check_rate(&run.place, k, schedule.observe(run.metrics[k]), run.rates[k]);
        }
    }
}

/// What transformers saved in the middle of a run says all that our state holds.
#[test]
fn from_the_state_of_transformers() {
    for run in recorded::transformers_greedy() {
        let Saved { state_dict, at } = &run.saved;
        let window = &state_dict["_streaming_avg"];
        let window = match window {
            Value::Object(_) => json!({ "values": window["values"], "sum": window["sum"] }),
            _ => json!({ "values": [], "sum": 0 }),
        };
        let mut config = json!(run.schedule);
        config["state"] = json!({
            "learning_rate": state_dict["_last_lr"][0],
            "best": state_dict["best"],
            "num_good": state_dict["num_good_epochs"],
            "num_bad": state_dict["num_bad_epochs"],
            "cooldown_left": state_dict["cooldown_counter"],
            "warmup_left": state_dict["warmup_counter"],
            "reset_left": state_dict["reset_start"],
            "window": window,
        });
        let mut schedule: Greedy = read(&config);
        for k in at + 1..run.metrics.len() {
            check_rate(&run.place, k, schedule.observe(run.metrics[k]), run.rates[k]);
            check_greedy_state(&run, &schedule, k);
        }
    }
}
