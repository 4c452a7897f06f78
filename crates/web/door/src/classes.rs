//! Which classes there are, each with a schedule to begin with.

use glidepath_serde::{class_names, describe};
use serde::Serialize;
use serde_json::{Map, Value, json};

/// The parameters that a schedule of each class begins with; see `beginnings.json`.
const BEGINNINGS: &str = include_str!("beginnings.json");

#[derive(Debug, Serialize)]
pub(crate) struct Class {
    class_name: &'static str,
    description: String,
    /// A schedule of this class, as JSON.
    rate: String,
}

/// All classes that the page can begin with.
pub(crate) fn all() -> Vec<Class> {
    let class = |class_name| {
        let rate = beginning(class_name)?.to_string();
        Some(Class { class_name, description: describe(class_name)?.description, rate })
    };
    class_names().into_iter().filter_map(class).collect()
}

/// A schedule of a class to begin with.
pub(crate) fn beginning(class_name: &str) -> Option<Value> {
    let mut beginnings: Map<String, Value> = serde_json::from_str(BEGINNINGS).ok()?;
    let config = beginnings.remove(class_name)?;
    Some(json!({"class_name": class_name, "config": config}))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rate::Rate;

    #[test]
    fn every_class_has_a_beginning() {
        for class_name in class_names() {
            let value =
                beginning(class_name).unwrap_or_else(|| panic!("{class_name} is not in beginnings.json"));
            assert!(Rate::of(&value).is_ok(), "{class_name}: {:?}", Rate::of(&value));
        }
    }
}
