//! Two classes of one name: nothing stops the program from being built, so a test has to find it.
//!
//! Not in `it`: a program with such classes is at fault, which the tests there would notice.

use glidepath_core::LearningRateSchedule;
use glidepath_serde::{class_names, from_json, register_schedule, to_json};

#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
struct One {}

#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
struct Other {}

impl LearningRateSchedule for One {
    fn learning_rate(&self, _step: u64) -> f64 {
        1.0
    }
}

impl LearningRateSchedule for Other {
    fn learning_rate(&self, _step: u64) -> f64 {
        2.0
    }
}

register_schedule!(One, "twice>Same");
register_schedule!(Other, "twice>Same");

#[test]
fn the_name_stands_twice_in_the_list() {
    let count = class_names().iter().filter(|&&name| name == "twice>Same").count();
    assert_eq!(count, 2);
}

#[test]
fn the_name_cannot_be_read_and_the_error_says_why() {
    let text = to_json(&One {}).expect("a text");
    assert_eq!(text, r#"{"class_name":"twice>Same","config":{}}"#);
    let error = from_json(&text).expect_err("ambiguous");
    assert_eq!(error.to_string(), "class_name: two registered classes are named \"twice>Same\"");
}

#[test]
fn other_names_can_be_read() {
    let text = r#"{"class_name":"Constant","config":{"learning_rate":0.1}}"#;
    assert_eq!(from_json(text).expect("a schedule").learning_rate(0), 0.1);
}
