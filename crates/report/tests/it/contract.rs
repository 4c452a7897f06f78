//! The JSON of a report: programs stand on it.

use serde_json::{Value, json};

use crate::common::{class, csv, only, options, report};

fn parsed(report: &glidepath_report::Report) -> Value {
    serde_json::from_str(&report.to_json()).unwrap()
}

#[test]
fn a_report_has_all_keys() {
    let file = class(
        "Warmup",
        json!({"warmup_steps": 5, "schedule": class("Constant", json!({"learning_rate": 0.1}))}),
    );
    assert_eq!(
        parsed(&report(&options(Some(10)), &file)),
        json!({
            "file": "schedule.json", "ok": true, "class_name": "Warmup", "source": "JSON of a schedule", "error": null,
            "findings": [{
                "rule": "first-update-zero", "severity": "warning", "path": null, "steps": [0, 0],
                "message": "the first update has the rate 0 and changes nothing",
                "help": "start the warmup above 0, for example at 0.02, the rate of step 1",
            }],
        })
    );
}

#[test]
fn an_error_is_a_report() {
    let report = options(None).report_bytes("broken.json", b"{");
    assert!(!report.is_ok());
    let json = parsed(&report);
    assert_eq!(
        (&json["ok"], &json["class_name"], &json["findings"]),
        (&json!(false), &json!(null), &json!([]))
    );
    assert!(json["error"].as_str().unwrap().starts_with("the JSON breaks off"), "{json}");
}

#[test]
fn stories_have_their_numbers() {
    let file = class(
        "PolynomialDecay",
        json!({"initial_learning_rate": 0.1, "decay_steps": 1_000, "end_learning_rate": 0.0}),
    );
    let rate = |step: f64| 0.1 * (1.0 - step / 1_000.0).max(0.0);
    let told = |course: &dyn Fn(f64) -> f64| {
        let log = csv((0..100).map(|row| (5 * row, course((5 * row) as f64))));
        let json = parsed(&report(&options(None).with_log("log.csv", log), &file));
        assert_eq!(json["ok"], false);
        let finding = &json["findings"][0];
        assert_eq!((&finding["rule"], &finding["severity"]), (&json!("log-differs"), &json!("error")));
        let keys = ["story", "factor", "steps", "since", "differing", "points"];
        keys.into_iter()
            .filter_map(|key| Some((key.to_owned(), finding.get(key)?.clone())))
            .collect::<Value>()
    };
    assert_eq!(told(&|step| rate(step + 1.0)), json!({"story": "shifted", "steps": 1}));
    assert_eq!(told(&|step| rate((step - 1.0).max(0.0))), json!({"story": "shifted", "steps": -1}));
    assert_eq!(told(&|step| rate(2.0 * step)), json!({"story": "faster", "factor": 2.0}));
    assert_eq!(told(&|step| rate((step / 4.0).floor())), json!({"story": "slower", "factor": 4.0}));
    assert_eq!(told(&|step| 8.0 * rate(step)), json!({"story": "scaled", "factor": 8.0}));
    let restarted = |step| rate(if step < 300.0 { step } else { step - 300.0 });
    assert_eq!(told(&restarted), json!({"story": "restarted", "since": 300}));
    let behind = |step| rate(if step < 300.0 { step } else { step - 7.0 });
    assert_eq!(told(&behind), json!({"story": "behind", "since": 300, "steps": -7}));
    let odd = |step: f64| rate(step) * if step < 300.0 { 1.0 } else { 1.5 + (step / 3.0).sin() };
    assert_eq!(told(&odd), json!({"story": "unexplained", "since": 300, "differing": 40, "points": 100}));
}

#[test]
fn denied_rules_are_errors_and_allowed_ones_silent() {
    let file = class(
        "Warmup",
        json!({"warmup_steps": 5, "schedule": class("Constant", json!({"learning_rate": 0.1}))}),
    );
    let options = options(Some(10));
    let denied = report(&options.clone().deny("first-update-zero").unwrap(), &file);
    assert_eq!(only(&denied, "first-update-zero").severity.as_str(), "error");
    assert!(!denied.is_ok());
    assert!(!report(&options.clone().deny("all").unwrap(), &file).is_ok());
    assert!(report(&options.clone().deny("jump").unwrap(), &file).is_ok());
    let allowed = options.clone().deny("all").unwrap().allow("first-update-zero").unwrap();
    assert!(report(&allowed, &file).is_ok());
    assert_eq!(
        options.deny("first-update-zer").unwrap_err().to_string(),
        "there is no rule `first-update-zer`; did you mean `first-update-zero` or `first-rate-zero`?"
    );
}
