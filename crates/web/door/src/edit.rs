//! Changes to a schedule. What comes out has passed the gate that a file passes.

use glidepath_serde::parse_json;
use serde::Deserialize;
use serde_json::Value;

use crate::answer::Problem;
use crate::classes::beginning;
use crate::place::find;
use crate::rate::Rate;

/// Another value at a place.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Change {
    path: String,
    /// JSON, or the name of a class where a schedule stands.
    value: String,
}

/// The schedule with other values at some places, which are checked together.
pub(crate) fn set(rate: &str, changes: &[Change]) -> Result<String, Problem> {
    let mut root = parse_json(rate)?;
    for Change { path, value } in changes {
        let at_place = |problem: Problem| Problem { path: path.clone(), ..problem };
        let place = find(&mut root, path).ok_or_else(|| missing(path))?;
        *place = match beginning(value) {
            Some(schedule) => schedule,
            None => parse_json(value).map_err(|error| at_place(error.into()))?,
        };
    }
    Rate::of(&root)?.text()
}

/// The schedule with an element more in the list at `path`: a copy of the one before it.
pub(crate) fn insert(rate: &str, path: &str, index: usize) -> Result<String, Problem> {
    change(rate, path, |list| {
        let copy = list.get(index.checked_sub(1)?)?.clone();
        list.insert(index, copy);
        Some(())
    })
}

/// The schedule without an element of the list at `path`.
pub(crate) fn remove(rate: &str, path: &str, index: usize) -> Result<String, Problem> {
    change(rate, path, |list| {
        let is_there = index < list.len();
        is_there.then(|| {
            list.remove(index);
        })
    })
}

/// Lists that run beside each other, as the boundaries of a `Sequential`, are changed together.
fn change(
    rate: &str,
    path: &str,
    change: impl FnMut(&mut Vec<Value>) -> Option<()>,
) -> Result<String, Problem> {
    let mut root = parse_json(rate)?;
    let list = find(&mut root, path).and_then(Value::as_array_mut);
    list.and_then(change).ok_or_else(|| missing(path))?;
    if let Some(outer) = path.strip_suffix(".schedules") {
        boundaries(&mut root, outer);
    }
    Rate::of(&root)?.text()
}

/// Gives a `Sequential` one boundary fewer than it has schedules.
fn boundaries(root: &mut Value, config: &str) {
    let Some(config) = find(root, config) else { return };
    let Some(schedules) = config["schedules"].as_array().map(Vec::len) else { return };
    let Some(boundaries) = config.get_mut("boundaries").and_then(Value::as_array_mut) else { return };
    boundaries.truncate(schedules.saturating_sub(1));
    while boundaries.len() + 1 < schedules {
        let last = boundaries.last().and_then(Value::as_f64).unwrap_or(0.0);
        boundaries.push(Value::from(last + 1_000.0));
    }
}

fn missing(path: &str) -> Problem {
    Problem::at(path, "there is no such place in the schedule")
}

#[cfg(test)]
mod tests {
    use super::*;

    const STEPS: &str = r#"{"class_name":"Sequential","config":{"boundaries":[5],"schedules":[
        {"class_name":"Constant","config":{"learning_rate":0.1}},
        {"class_name":"Constant","config":{"learning_rate":0.2}}]}}"#;

    fn set(rate: &str, path: &str, value: &str) -> Result<String, Problem> {
        super::set(rate, &[Change { path: path.to_owned(), value: value.to_owned() }])
    }

    #[track_caller]
    fn fails(result: Result<String, Problem>, path: &str, error: &str) {
        let problem = result.expect_err("a problem");
        assert_eq!((problem.path.as_str(), problem.error.as_str()), (path, error));
    }

    #[test]
    fn a_value_is_set_and_checked() {
        let changed = set(STEPS, "config.schedules[1].config.learning_rate", "0.5").expect("a schedule");
        assert!(changed.contains(r#""learning_rate":0.5"#), "{changed}");
        fails(
            set(STEPS, "config.schedules[1].config.learning_rate", "-1"),
            "config.schedules[1].config.learning_rate",
            "`learning_rate` must be finite and at least 0, got -1.0",
        );
        fails(
            set(STEPS, "config.schedule", "1"),
            "config.schedule",
            "there is no such place in the schedule",
        );
    }

    #[test]
    fn changes_are_checked_together() {
        let pieces =
            r#"{"class_name":"PiecewiseConstantDecay","config":{"boundaries":[5],"values":[1.0,0.5]}}"#;
        let change = |path: &str, value: &str| Change { path: path.to_owned(), value: value.to_owned() };
        let longer = change("config.boundaries", "[5,9]");
        assert!(super::set(pieces, std::slice::from_ref(&longer)).is_err());
        let changed = super::set(pieces, &[longer, change("config.values", "[1.0,0.5,0.1]")]);
        assert!(changed.is_ok(), "{changed:?}");
    }

    #[test]
    fn a_class_brings_its_parameters() {
        let changed = set(STEPS, "config.schedules[0]", "CosineDecay").expect("a schedule");
        assert!(changed.contains(r#""warmup_target":0.001"#), "{changed}");
    }

    #[test]
    fn boundaries_go_with_schedules() {
        let more = insert(STEPS, "config.schedules", 2).expect("a schedule");
        assert!(more.contains(r#""boundaries":[5,1005]"#), "{more}");
        let fewer = remove(&more, "config.schedules", 0).expect("a schedule");
        assert!(fewer.contains(r#""boundaries":[5]"#), "{fewer}");
    }
}
