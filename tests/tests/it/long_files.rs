//! Schedules of very many pieces: what is written is read again, with memory in proportion to the text.

use allocation_counter::measure;
use glidepath_core::LearningRateSchedule;
use glidepath_schedules::{Constant, Sequential};
use glidepath_serde::{
    BoxSchedule, IntoBoxSchedule, deserialize, from_config, from_json, get_config, serialize, to_json,
};
use glidepath_tests::arbitrary::{self, Shown};
use proptest::prelude::*;
use serde_json::{Value, json};

/// So many pieces do not fit into the 96 MiB that a tree of values may take.
const MANY: u32 = 100_000;

fn sequence() -> Sequential<BoxSchedule> {
    let parts = (0..MANY).map(|index| Constant::new(f64::from(index)).map(IntoBoxSchedule::boxed));
    let parts = parts.collect::<Result<Vec<_>, _>>().expect("valid parameters");
    Sequential::new(parts, (1..u64::from(MANY)).collect::<Vec<_>>()).expect("valid parameters")
}

#[track_caller]
fn check_same(schedule: &dyn LearningRateSchedule) {
    for index in [0, 1, 2, MANY / 2, MANY - 1] {
        let rate = schedule.learning_rate(u64::from(index));
        assert_eq!(rate.to_bits(), f64::from(index).to_bits(), "step {index}");
    }
}

#[test]
fn what_is_written_is_read() {
    let text = to_json(&sequence()).expect("a text");
    check_same(&from_json(&text).expect("a schedule"));
    let value = serialize(&sequence()).expect("a value");
    check_same(&deserialize(&value).expect("a schedule"));
    let config = get_config(&sequence()).expect("a value");
    check_same(&from_config::<Sequential<BoxSchedule>>(&config).expect("a schedule"));
}

/// The most memory that reading takes, in multiples of the text.
#[track_caller]
fn check_memory(text: &str, most: u64) {
    let info = measure(|| drop(from_json(text)));
    let times = info.bytes_max / text.len() as u64;
    assert!(times < most, "{times} times the text: {}…", &text[..text.len().min(100)]);
}

#[test]
fn memory_is_in_proportion_to_the_text() {
    check_memory(&to_json(&sequence()).expect("a text"), 8);
    let zeros = format!("[0{}]", ",0".repeat(1_000_000));
    let table = format!(r#"{{"class_name":"Table","config":{{"learning_rates":{zeros}}}}}"#);
    check_memory(&table, 32);
    let steps =
        format!(r#"{{"class_name":"PiecewiseConstantDecay","config":{{"boundaries":{zeros},"values":[]}}}}"#);
    check_memory(&steps, 64);
}

/// What has another form has the bounds that it had: an object takes a hundred times as much as its text.
#[test]
fn other_forms_keep_their_bounds() {
    const TOO_LARGE: &str = "too large: the values take more than 96 MiB of memory";
    let text = to_json(&sequence()).expect("a text");
    let keras = text.replacen(r#"{"class_name""#, r#"{"module":null,"class_name""#, 1);
    assert_eq!(from_json(&keras).expect_err("too large").to_string(), TOO_LARGE);
    let objects = format!(r#"{{"x":[{{"":0}}{}]}}"#, r#",{"":0}"#.repeat(300_000));
    let info = measure(|| assert!(from_json(&objects).is_err()));
    assert!(info.bytes_max < 256 << 20, "{} bytes", info.bytes_max);
}

/// Even where the whole is too large to be looked at.
#[test]
fn an_error_names_the_place() {
    let text = to_json(&sequence()).expect("a text").replace("99998.0", "-1.0");
    let want = "config.schedules[99998].config: `learning_rate` must be finite and at least 0, got -1.0";
    let error = from_json(&text).expect_err("a negative rate").to_string();
    assert!(error.starts_with(want), "{error}");
    let text = text.replace("-1.0", "1.0") + "x";
    assert!(
        from_json(&text).expect_err("a rest").to_string().starts_with("not valid JSON: trailing characters")
    );
}

/// The same in a form that is not read directly: with a key that changes nothing.
fn in_another_form(text: &str) -> Value {
    let mut value: Value = serde_json::from_str(text).expect("JSON");
    value["module"] = json!(null);
    value
}

proptest! {
    #![proptest_config(arbitrary::config(256))]

    #[test]
    fn both_ways_lead_to_the_same(Shown(schedule) in arbitrary::any_schedule()) {
        let text = to_json(&*schedule).expect("a text");
        let direct = to_json(&*from_json(&text).expect("a schedule")).expect("a text");
        let other = to_json(&*deserialize(&in_another_form(&text)).expect("a schedule")).expect("a text");
        prop_assert_eq!(&direct, &other);
        prop_assert_eq!(&direct, &text);
    }
}

#[test]
fn both_ways_refuse_the_same() {
    for config in [
        r#"{"learning_rate":-1}"#,
        r#"{"learning_rate":1,"z":2}"#,
        r#"{"learning_rate":"1"}"#,
        "{}",
        r#"{"learning_rate":1,"name":3}"#,
    ] {
        let text = format!(r#"{{"class_name":"Constant","config":{config}}}"#);
        let direct = from_json(&text).expect_err("wrong").to_string();
        assert_eq!(direct, deserialize(&in_another_form(&text)).expect_err("wrong").to_string(), "{text}");
    }
    for text in [
        r#"{"class_name":"Constant","class_name":"Constant","config":{"learning_rate":1}}"#,
        r#"{"class_name":"Constant","config":{"learning_rate":1},"config":{"learning_rate":1}}"#,
        r#"{"class_name":"Constant","config":{"learning_rate":1,"learning_rate":1}}"#,
        r#"{"x":1,"x":2,"class_name":"Constant","config":{"learning_rate":1}}"#,
    ] {
        let error = from_json(text).expect_err("a key twice").to_string();
        assert!(error.starts_with("not valid JSON: duplicate key"), "{text}: {error}");
    }
    let list = r#"{"class_name":"Product","config":{"schedules":[["Constant",{"learning_rate":1}]]}}"#;
    let error = from_json(list).expect_err("a list").to_string();
    assert!(error.contains("must be a schedule, an object with `class_name` and `config`"), "{error}");
}
