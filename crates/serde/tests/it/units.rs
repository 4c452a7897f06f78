//! Step counts with a unit.

use glidepath_core::LearningRateSchedule;
use glidepath_schedules::StepCount;
use glidepath_serde::schemars::{self, JsonSchema};
use glidepath_serde::{Horizon, SerdeError, config_schema, from_json, register_schedule};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// 100 000 steps of 64 samples or 4 194 304 tokens; 937.5 of them are an epoch.
fn run() -> Horizon {
    let known = || {
        Horizon::new()
            .with_total_steps(100_000)?
            .with_steps_per_epoch(937.5)?
            .with_tokens_per_step(4_194_304.0)?
            .with_samples_per_step(64.0)
    };
    known().expect("a run")
}

fn decay(steps: &Value) -> Value {
    let config =
        json!({"initial_learning_rate": 0.1, "decay_rate": 0.5, "decay_steps": steps, "name": "10ep"});
    json!({"class_name": "ExponentialDecay", "config": config})
}

/// Compares the count that comes of the text.
#[track_caller]
fn check(horizon: &Horizon, text: &str, want: u64) {
    let resolved = horizon.resolve(&decay(&json!(text))).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(resolved, decay(&json!(want)));
}

/// Compares the whole error.
#[track_caller]
fn check_error(horizon: &Horizon, value: &Value, want: &str) {
    match horizon.read(value) {
        Ok(schedule) => panic!("read as {schedule:?}"),
        Err(error) => assert_eq!(error.to_string(), want),
    }
}

/// Compares the error of a text in the place of `decay_steps`.
#[track_caller]
fn check_text(horizon: &Horizon, text: &str, want: &str) {
    check_error(horizon, &decay(&json!(text)), &format!("config.decay_steps: {want}"));
}

#[test]
fn every_unit_is_resolved() {
    check(&run(), "10ep", 9_375);
    check(&run(), "0.06dur", 6_000);
    check(&run(), "2e9tok", 477);
    check(&run(), "64e3sp", 1_000);
    check(&run(), "500ba", 500);
    check(&Horizon::new(), "500ba", 500);
    check(&run(), "1.5E+1ep", 14_063);
    check(&run(), "1e-5dur", 1);
    check(&run(), "0dur", 0);
}

/// The number that the doubles give, a hair above the one that is meant, is rounded up as well.
#[test]
fn fractions_are_rounded_up() {
    let hundred = Horizon::new().with_total_steps(100).expect("a run");
    check(&hundred, "0.07dur", 8);
    check(&hundred, "0.14dur", 15);
    check(&hundred, "0.06dur", 6);
    check(&hundred, "1e-300dur", 1);
    check(&hundred, "500.1ba", 501);
    check(&run(), "1ep", 938);
    check(&run(), "65sp", 2);
    check(&run(), "128sp", 2);
}

#[test]
fn a_fact_that_is_missing_is_named() {
    for (text, fact) in [
        ("10ep", "steps_per_epoch"),
        ("0.5dur", "total_steps"),
        ("2e9tok", "tokens_per_step"),
        ("64sp", "samples_per_step"),
    ] {
        check_text(&Horizon::new(), text, &format!("{text:?} needs `{fact}`"));
    }
}

#[test]
fn text_that_is_no_count_is_refused() {
    let run = run();
    check_text(&run, "10epochs", "unknown unit `epochs` in \"10epochs\"; did you mean `ep`?");
    check_text(&run, "10 ep", "unknown unit ` ep` in \"10 ep\"; did you mean `ep`?");
    check_text(&run, "10EP", "unknown unit `EP` in \"10EP\"; did you mean `ep`?");
    check_text(
        &run,
        "10%",
        "unknown unit `%` in \"10%\"; a share of the run is written as \"0.1dur\", which is 10 %",
    );
    check_text(
        &run,
        "5min",
        "unknown unit `min` in \"5min\", expected one of `ep`, `dur`, `tok`, `sp`, `ba`",
    );
    check_text(
        &run,
        "1e5.5ep",
        "unknown unit `.5ep` in \"1e5.5ep\", expected one of `ep`, `dur`, `tok`, `sp`, `ba`",
    );
    check_text(&run, "500", "\"500\" has no unit; write 500 without quotation marks, or \"500ba\"");
    check_text(&run, "-1e3", "\"-1e3\" has no unit; write -1e3 without quotation marks, or \"-1e3ba\"");
    for text in ["ep", "", "NaNep", "infep", "-", "+1ep", ".5ep", "\u{661}ep", "soon"] {
        let want = format!("must be a number of steps, as 500 or \"10ep\", got the string {text:?}");
        check_text(&run, text, &want);
    }
}

#[test]
fn counts_out_of_range_are_refused() {
    let run = run();
    let too_many = "is too many steps: a count is below 2^64, a shift below 2^63";
    for text in ["1e30ep", "1e400ep", "18446744073709551616ba", "-1e19ba"] {
        check_text(&run, text, &format!("{text:?} {too_many}"));
    }
    check(&run, "18446744073709549568ba", 18_446_744_073_709_549_568);
    // What a class itself refuses, it refuses in its own words.
    check_text(&run, "0ep", "`decay_steps` must be greater than 0, got 0");
    check_text(&run, "-2ep", "`decay_steps` must be greater than 0, got -1875");
}

#[test]
fn a_run_has_a_length() {
    type With = fn(f64) -> Result<Horizon, SerdeError>;
    let facts: [(&str, With); 3] = [
        ("steps_per_epoch", |value| Horizon::new().with_steps_per_epoch(value)),
        ("tokens_per_step", |value| Horizon::new().with_tokens_per_step(value)),
        ("samples_per_step", |value| Horizon::new().with_samples_per_step(value)),
    ];
    for (fact, with) in facts {
        for value in [0.0, -0.0, -1.0, f64::NAN, f64::INFINITY] {
            let error = with(value).expect_err("no run");
            assert_eq!(
                error.to_string(),
                format!("`{fact}` must be finite and greater than 0, got {value:?}")
            );
        }
    }
    let error = Horizon::new().with_total_steps(0).expect_err("no run");
    assert_eq!(error.to_string(), "`total_steps` must be greater than 0, got 0");
    let run = run();
    assert_eq!((run.total_steps(), run.steps_per_epoch()), (Some(100_000), Some(937.5)));
    assert_eq!((run.tokens_per_step(), run.samples_per_step()), (Some(4_194_304.0), Some(64.0)));
}

/// A shift is as long with a minus as without.
#[test]
fn shifts_may_be_negative() {
    let shifted = |shift: &str| json!({"class_name": "Shifted", "config": {"schedule": decay(&json!(5)), "shift": shift}});
    let resolved = |shift: &str| run().resolve(&shifted(shift)).expect("a shift")["config"]["shift"].clone();
    assert_eq!(resolved("1ep"), 938);
    assert_eq!(resolved("-1ep"), -938);
    assert_eq!(resolved("-0.5ba"), -1);
    assert_eq!(resolved("-0ba"), 0);
    assert_eq!(resolved("-9223372036854775808ba"), i64::MIN);
    check_error(
        &run(),
        &shifted("-9223372036854777856ba"),
        "config.shift: \"-9223372036854777856ba\" is too many steps: a count is below 2^64, a shift below 2^63",
    );
}

/// Lists, options, whole numbers, at any depth; and what is no step count stays.
#[test]
fn all_step_counts_are_resolved_and_nothing_else() {
    let file = |ep: &Value, dur: &Value, ba: &Value| {
        json!({"learning_rate": {"class_name": "Sequential", "config": {"name": "3ep", "boundaries": [ep, 5_000], "schedules": [
            {"class_name": "Cyclic", "config": {"base_learning_rate": 0, "max_learning_rate": 1, "step_size_up": ep, "step_size_down": ba, "mode": "exp_range"}},
            {"class_name": "Scaled", "config": {"factor": 2, "schedule":
                {"class_name": "PiecewiseConstantDecay", "config": {"boundaries": [ep, dur], "values": [1.0, 0.5, 0.1]}}}},
            {"class_name": "InverseSquareRoot", "module": "4ep", "config": {"peak_learning_rate": 1, "timescale": dur, "warmup_steps": null}},
        ]}}, "decay_steps": "5ep", "name": ["6ep"]})
    };
    let resolved = run().resolve(&file(&json!("2ep"), &json!("0.5dur"), &json!("7ba"))).expect("counts");
    assert_eq!(resolved, file(&json!(1_875), &json!(50_000), &json!(7)));
}

#[test]
fn the_error_has_the_place_in_the_whole() {
    let part = decay(&json!("2ep"));
    let value = json!({"learning_rate": {"class_name": "Sum", "config": {"schedules": [0, part]}}});
    let error = Horizon::new().resolve(&value).expect_err("no epochs");
    assert_eq!(
        error.to_string(),
        "learning_rate.config.schedules[1].config.decay_steps: \"2ep\" needs `steps_per_epoch`"
    );
}

/// As Keras 3 writes a class of one's own; and an unknown class is left to reading.
#[test]
fn classes_are_known_by_either_name() {
    let custom = |name: &str, half_life: &Value| json!({"class_name": name, "registered_name": "test>Halving", "config": {"half_life": half_life}});
    assert_eq!(
        run().resolve(&custom("Halving", &json!("2ep"))).expect("a count"),
        custom("Halving", &json!(1_875))
    );
    let unknown = json!({"class_name": "Cosine", "config": {"decay_steps": "2ep"}});
    assert_eq!(run().resolve(&unknown).expect("a value"), unknown);
    check_error(&run(), &unknown, "class_name: unknown class `Cosine`; did you mean `CosineDecay`?");
}

#[test]
fn without_a_horizon_a_unit_is_an_error_that_says_so() {
    let check = |class_name: &str, config: &str, path: &str, text: &str| {
        let file = format!(r#"{{"class_name": "{class_name}", "config": {{{config}}}}}"#);
        let want = format!(
            "{path}: {text:?} has a unit; a `Horizon` resolves units, and only where a step count stands"
        );
        assert_eq!(from_json(&file).expect_err("a unit").to_string(), want);
    };
    check(
        "CosineDecay",
        r#""initial_learning_rate": 1, "decay_steps": "500ba""#,
        "config.decay_steps",
        "500ba",
    );
    check("OneCycle", r#""max_learning_rate": 1, "total_steps": "1dur""#, "config.total_steps", "1dur");
    check(
        "PiecewiseConstantDecay",
        r#""boundaries": [1, "2ep"], "values": [1, 2, 3]"#,
        "config.boundaries[1]",
        "2ep",
    );
    check("Sequential", r#""schedules": [], "boundaries": ["2ep"]"#, "config.boundaries[0]", "2ep");
    // Nor does a rate have one.
    check("Constant", r#""learning_rate": "2ep""#, "config.learning_rate", "2ep");
}

/// Its half life is a step count because the schema says so.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(default)]
struct Halving {
    #[schemars(with = "StepCount")]
    half_life: u64,
    pauses: std::collections::BTreeMap<String, Option<StepCount>>,
    label: String,
}

impl Default for Halving {
    fn default() -> Self {
        Self { half_life: 1, pauses: std::collections::BTreeMap::new(), label: String::new() }
    }
}

impl LearningRateSchedule for Halving {
    fn learning_rate(&self, _step: u64) -> f64 {
        0.0
    }
}

register_schedule!(Halving, "test>Halving", schema);

#[test]
fn a_custom_class_with_a_schema_has_units() {
    let halving = |half_life: Value, pause: Value| {
        let config = json!({"half_life": half_life, "pauses": {"a": pause, "b": null}, "label": "2ep"});
        json!({"class_name": "test>Halving", "config": config})
    };
    let resolved = run().resolve(&halving(json!("2ep"), json!("1ba"))).expect("counts");
    assert_eq!(resolved, halving(json!(1_875), json!(1)));
}

/// Of this class nobody knows that its half life is a step count, but parts within it are found.
#[derive(Clone, Debug, Deserialize, Serialize)]
struct Undescribed {
    half_life: u64,
    part: glidepath_serde::BoxSchedule,
}

impl LearningRateSchedule for Undescribed {
    fn learning_rate(&self, step: u64) -> f64 {
        self.part.learning_rate(step / self.half_life)
    }
}

register_schedule!(Undescribed, "test>Undescribed");

#[test]
fn a_custom_class_without_a_schema_keeps_its_text() {
    let undescribed = |half_life: Value, steps: Value| {
        let config = json!({"half_life": half_life, "part": decay(&steps)});
        json!({"class_name": "test>Undescribed", "config": config})
    };
    let resolved = run().resolve(&undescribed(json!(5), json!("2ep"))).expect("a count");
    assert_eq!(resolved, undescribed(json!(5), json!(1_875)));
    check_error(
        &run(),
        &undescribed(json!("2ep"), json!(1)),
        "config.half_life: \"2ep\" has a unit; a `Horizon` resolves units, and only where a step count stands",
    );
}

/// The schema's pattern takes what is resolved and nothing else.
#[test]
fn the_schema_knows_the_units() {
    let schema = config_schema("ExponentialDecay").expect("a class");
    let pattern = &schema["$defs"]["StepCount"]["anyOf"][1]["pattern"];
    assert_eq!(pattern, r"^[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?(ba|dur|ep|sp|tok)$");
}
