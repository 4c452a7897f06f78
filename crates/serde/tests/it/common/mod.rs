//! What the tests of rejected parameters share.

use glidepath_serde::from_json;

/// Replaces one parameter at a time, or leaves it out where the value is empty, and compares the whole text of the
/// error. The configuration itself must be good.
#[track_caller]
pub(crate) fn check_parameters(class_name: &str, config: &[(&str, &str)], rejected: &[(&str, &str, &str)]) {
    let text = |config: &[(&str, &str)]| {
        let entries: Vec<_> = config.iter().map(|(key, value)| format!("\"{key}\":{value}")).collect();
        format!(r#"{{"class_name":"{class_name}","config":{{{}}}}}"#, entries.join(","))
    };
    if let Err(error) = from_json(&text(config)) {
        panic!("the configuration itself is refused: {error}");
    }
    for &(parameter, value, expected) in rejected {
        let mut config = config.to_vec();
        config.retain(|&(key, _)| key != parameter);
        if !value.is_empty() {
            config.push((parameter, value));
        }
        match from_json(&text(&config)) {
            Ok(schedule) => panic!("`{parameter}` {value} was read as {schedule:?}"),
            Err(error) => assert_eq!(error.to_string(), expected),
        }
    }
}
