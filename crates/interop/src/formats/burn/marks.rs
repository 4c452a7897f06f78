//! Recognizes files of burn.

use crate::values::path::join;
use crate::values::{Object, Value};

/// The variants of `LrSchedulerConfig`.
pub(super) const VARIANTS: [&str; 8] =
    ["Constant", "Linear", "Cosine", "Exponential", "Noam", "Step", "Composed", "Sequential"];

/// A scheduler and the keys that lead to it.
#[derive(Debug)]
pub(super) struct Found<'v> {
    pub(super) keys: Vec<&'v str>,
    pub(super) variant: &'v str,
}

impl Found<'_> {
    /// The place of the scheduler.
    pub(super) fn path(&self) -> String {
        self.keys.iter().fold(String::new(), |path, key| join(&path, key))
    }

    pub(super) fn mark(&self) -> String {
        format!("`{}`", join(&self.path(), self.variant))
    }
}

/// How deep a scheduler may stand.
const DEPTH: usize = 6;

/// The first scheduler of a document.
pub(super) fn find(root: &Value) -> Option<Found<'_>> {
    let mut keys = Vec::new();
    let variant = search(root, &mut keys)?;
    Some(Found { keys, variant })
}

fn search<'v>(value: &'v Value, keys: &mut Vec<&'v str>) -> Option<&'v str> {
    let object = value.as_object()?;
    if let Some(variant) = variant(object) {
        return Some(variant);
    }
    if keys.len() == DEPTH {
        return None;
    }
    object.iter().find_map(|(key, value)| {
        keys.push(key);
        let found = search(value, keys);
        if found.is_none() {
            keys.pop();
        }
        found
    })
}

/// The variant, if an object is a scheduler: it has one key, and below it the parameters of that variant. The
/// names of parameters alone suffice where several stand together that no other program has.
fn variant(object: &Object) -> Option<&str> {
    let (variant, own) = object.iter().next().filter(|_| object.len() == 1)?;
    let has = |key: &str| own.get(key).is_some();
    let is_known = match variant.as_str() {
        "Constant" => own.is_number(),
        "Noam" => has("factor"),
        "Composed" | "Sequential" => own.get("schedulers").is_some_and(Value::is_array),
        _ => has("initial_lr") && ["num_iters", "final_lr", "gamma", "step_size"].into_iter().any(has),
    };
    is_known.then_some(variant)
}
