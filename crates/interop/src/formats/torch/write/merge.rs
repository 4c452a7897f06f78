//! One scheduler for several parameter groups.

use crate::formats::torch::arguments_form::OF_GROUPS;
use crate::values::{Json, text};

/// The entries of a state that list a value for each group.
const ENTRIES: [&str; 4] = ["base_lrs", "_last_lr", "max_lrs", "lr_lambdas"];

/// The arguments that are quotients of two rates of a group. Their last bits depend on the rates.
const QUOTIENTS: [&str; 3] = ["factor", "start_factor", "end_factor"];

/// Merges the arguments, or the states, of the schedulers that the groups would have alone.
///
/// # Errors
///
/// If they differ in a value that PyTorch shares between all groups.
pub(super) fn merge(groups: &[Json]) -> Result<Json, String> {
    merge_values("scheduler", &groups.iter().collect::<Vec<_>>())
}

/// Merges the values of a key.
fn merge_values(key: &str, values: &[&Json]) -> Result<Json, String> {
    let Some((&first, others)) = values.split_first() else { return Ok(Json::Null) };
    let nth =
        |index: usize| values.iter().map(|value| value.elements().get(index)).collect::<Option<Vec<_>>>();
    let under = |key: &str| values.iter().map(|value| value.get(key)).collect::<Option<Vec<_>>>();
    match first {
        Json::Array(_) if ENTRIES.contains(&key) => {
            Ok(values.iter().flat_map(|value| value.elements()).cloned().collect())
        }
        Json::Object(entries) if others.iter().all(|other| length(other) == entries.len()) => {
            let merged = entries.iter().map(|(key, _)| {
                let values = under(key).ok_or_else(|| differ(key, first, others))?;
                Ok((key.clone(), merge_values(key, &values)?))
            });
            merged.collect::<Result<_, _>>().map(Json::Object)
        }
        Json::Array(list) if others.iter().all(|other| length(other) == list.len()) => {
            (0..list.len()).map_while(nth).map(|values| merge_values(key, &values)).collect()
        }
        _ if others.iter().all(|&other| other == first) => Ok(first.clone()),
        _ if QUOTIENTS.contains(&key) && others.iter().all(|other| is_near(first, other)) => {
            Ok(first.clone())
        }
        _ if OF_GROUPS.contains(&key) => Ok(values.iter().copied().cloned().collect()),
        _ => Err(differ(key, first, others)),
    }
}

/// The number of elements or entries.
fn length(value: &Json) -> usize {
    value.elements().len() + value.entries().len()
}

/// Whether two numbers differ in the last bits at most.
fn is_near(a: &Json, b: &Json) -> bool {
    let numbers = a.as_f64().zip(b.as_f64());
    numbers.is_some_and(|(a, b)| (a - b).abs() <= 2.0 * f64::EPSILON * a.abs().max(b.abs()))
}

fn differ(key: &str, first: &Json, others: &[&Json]) -> String {
    let other = others.iter().find(|&&other| other != first).map_or_else(String::new, ToString::to_string);
    let [first, other] = [first.to_string(), other].map(|value| text::shortened(&value).into_owned());
    format!("PyTorch has one `{key}` for all parameter groups, which need {first} and {other}")
}
