//! A number or a schedule, as an optimizer's `learning_rate` holds it.

use glidepath_core::LearningRateSchedule;
use glidepath_schedules::Constant;
use glidepath_serde::{BoxSchedule, LearningRate, from_json};

const SCHEDULE: &str = r#"{"class_name":"InverseTimeDecay","config":{"initial_learning_rate":0.1,"decay_steps":10,"decay_rate":1.0,"staircase":false,"name":null}}"#;

fn read(text: &str) -> Result<LearningRate, String> {
    serde_json::from_str(text).map_err(|error| error.to_string())
}

#[test]
fn a_number_stays_a_number() {
    let rate = read("0.01").expect("a rate");
    assert_eq!(rate, LearningRate::Constant(Constant::new(0.01).expect("valid parameters")));
    assert_eq!(serde_json::to_string(&rate).expect("a text"), "0.01");
    assert_eq!(rate.learning_rate(1_000_000), 0.01);
}

#[test]
fn an_integer_is_written_with_a_decimal_point() {
    assert_eq!(serde_json::to_string(&read("1").expect("a rate")).expect("a text"), "1.0");
    assert_eq!(serde_json::to_string(&read("0").expect("a rate")).expect("a text"), "0.0");
}

#[test]
fn a_schedule_stays_a_schedule() {
    let rate = read(SCHEDULE).expect("a rate");
    assert_eq!(rate, LearningRate::from(from_json(SCHEDULE).expect("a schedule")));
    assert_eq!(serde_json::to_string(&rate).expect("a text"), SCHEDULE);
    assert_eq!(rate.learning_rate(10), 0.05);
    let mut rates = [0.0; 2];
    rate.fill(10, &mut rates);
    assert_eq!(rates, [0.05, rate.learning_rate(11)]);
}

/// A `Constant` with its class is a schedule, and not turned into a number on the way.
#[test]
fn a_constant_schedule_keeps_its_class() {
    let text = r#"{"class_name":"Constant","config":{"learning_rate":0.5,"name":"c"}}"#;
    let rate = read(text).expect("a rate");
    assert!(matches!(rate, LearningRate::Schedule(_)));
    assert_eq!(serde_json::to_string(&rate).expect("a text"), text);
}

#[test]
fn what_is_neither_is_refused() {
    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(read(text).expect_err("no learning rate"), expected);
    }
    let expected = "expected a learning rate: a number, or a schedule with `class_name` and `config`";
    check("-0.1", "`learning_rate` must be finite and at least 0, got -0.1 at line 1 column 4");
    check("-1", "`learning_rate` must be finite and at least 0, got -1.0 at line 1 column 2");
    check("1e400", "number out of range at line 1 column 5");
    check(r#""0.1""#, &format!(r#"invalid type: string "0.1", {expected} at line 1 column 5"#));
    check("null", &format!("invalid type: null, {expected} at line 1 column 4"));
    check("[0.1]", &format!("invalid type: sequence, {expected} at line 1 column 1"));
    check("{}", "missing field `class_name` at line 1 column 2");
}

#[test]
fn the_constructor_has_the_same_rule() {
    for rate in [-0.1, f64::NAN, f64::INFINITY] {
        let error = LearningRate::constant(rate).expect_err("no rate");
        assert_eq!(error.to_string(), format!("`learning_rate` must be finite and at least 0, got {rate:?}"));
    }
    let boxed = BoxSchedule::new(Constant::new(0.5).expect("valid parameters"));
    assert_ne!(LearningRate::constant(0.5).expect("valid parameters"), LearningRate::from(boxed));
}
