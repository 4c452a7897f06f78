//! Names that nobody asks for, but that someone may have meant for another.

use glidepath_serde::__private::nearest_of;
use serde_json::{Map, Value};

use crate::model::InteropError;
use crate::values::text;

/// Refuses the names that are not `known` and seem to be about the schedule: without them the file would be read as one
/// that does not have them.
pub(crate) fn refuse(
    object: &Map<String, Value>,
    is_about_schedule: impl Fn(&str) -> bool,
    known: &[&str],
) -> Result<(), InteropError> {
    let unknown = object.keys().find(|key| is_about_schedule(key) && !known.contains(&key.as_str()));
    let Some(key) = unknown else { return Ok(()) };
    let name = text::shortened(key);
    let problem = match nearest_of(key, known.iter().copied()).first() {
        Some(nearest) => format!("unknown field `{name}`; did you mean `{nearest}`?"),
        None => {
            let known: Vec<_> = known.iter().map(|name| format!("`{name}`")).collect();
            format!("unknown field `{name}`, expected one of {}", known.join(", "))
        }
    };
    Err(InteropError::invalid(key, problem))
}

/// Whether a name has a word that only a schedule has.
pub(crate) fn has_word_of_schedule(name: &str) -> bool {
    name.contains("warmup") || name.contains("sched") || name.starts_with("lr_")
}

/// Whether a name has a word that runs of other programs have for their schedules.
pub(crate) fn is_of_unknown_run(name: &str) -> bool {
    const WORDS: [&str; 10] =
        ["decay", "anneal", "cosine", "cycle", "gamma", "milestone", "steps", "min_lr", "end_l", "final_l"];
    has_word_of_schedule(name) || WORDS.iter().any(|word| name.contains(word))
}
